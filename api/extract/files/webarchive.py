"""Read the pages of a web archive (WARC).

In: an archive, unpacked on the way if it is compressed.  Out: its HTML pages, one after the other.  What is on a page
is read elsewhere.  A module of its own, since its library takes long to import and few corpora have web archives.
"""

import zlib
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from api.errors import UnreadableFile


class WarcPage(NamedTuple):
    """A page of a web archive: path (`name#3`, counted from 1), address, the charset that the server named, bytes."""

    path: str
    address: str
    charset: str
    data: bytes


# What warcio raises on damaged archives; a missing status line, for one, is an AttributeError.
_DAMAGE = (
    ArchiveLoadFailed,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
)


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """warcio's records, without its remarks on standard error, which repeat the page."""

    INC_RECORD = ""


def warc_pages(stream: IO[bytes], name: str, limit: int) -> Iterator[WarcPage]:
    """Yield the HTML pages of a web archive, each cut off behind `limit` + 1 bytes.

    Pages that were not delivered (a redirect, an error) and other kinds of files are passed over.
    Raises UnreadableFile when `stream` is no web archive, or is damaged from some place on.
    """
    number = 0
    with stream:
        try:
            for record in _Records(stream):
                if not _is_page(record):
                    continue
                number += 1
                kind = record.http_headers.get_header("Content-Type", "")
                address = record.rec_headers.get_header("WARC-Target-URI", "")
                data = record.content_stream().read(limit + 1)
                yield WarcPage(f"{name}#{number}", address, _charset(kind), data)
        except _DAMAGE as error:
            raise UnreadableFile(
                name, f"this is not a web archive, or it is damaged ({str(error)[:200]})"
            ) from None
    if not number:
        raise UnreadableFile(
            name, "the web archive holds no page; expected HTML that was delivered with status 200"
        )


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type", "").lower()
    return record.http_headers.get_statuscode() == "200" and ("html" in kind)


def _charset(kind: str) -> str:
    return kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
