"""Find records by the names that others have for them.

In: an open Database and an address or an id.  Out: our id, or None.
"""

from collections.abc import Mapping

from api.store.connect import Database
from api.web_address import other_forms, plain_address


def article_at(db: Database, url: str) -> str | None:
    """Return the id of the article whose original is at `url`, or at an equivalent address."""
    # The address as given first: two articles may differ only in what is ignored here.
    for one in (url, url.partition("#")[0], *other_forms(url)):
        row = db.execute("SELECT id FROM articles WHERE url = ?", (one,)).fetchone()
        if row:
            return str(row[0])
    row = db.execute("SELECT id FROM articles WHERE rowid = ?", (_dressed(db).get(_plain(url)),)).fetchone()
    return str(row[0]) if row else None


def _dressed(db: Database) -> Mapping[str, int]:
    """Return the numbers of the articles whose stored address has irrelevant parts, by the address without them.

    For example a feed's `utm_` parameters: no variant of the given address would equal it. Read once for each file.
    """

    def read() -> dict[str, int]:
        rows = db.execute("SELECT rowid, url FROM articles WHERE url GLOB '*[#?A-Z]*' ORDER BY rowid DESC")
        return {_plain(url): number for number, url in rows if url not in other_forms(url)}

    return db.keep("dressed addresses", read)


def _plain(url: str) -> str:
    try:
        return plain_address(url)
    except ValueError:  # an unreadable host: the address has no other form
        return url


def speaker_called(db: Database, wikidata_id: str) -> str | None:
    """Return the id of the speaker with this Wikidata id, the most quoted if a curator entered two."""
    row = db.execute(
        "SELECT id FROM speakers WHERE wikidata_id = ? ORDER BY quote_count DESC, id LIMIT 1", (wikidata_id,)
    ).fetchone()
    return str(row[0]) if row else None
