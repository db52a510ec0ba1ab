"""Tell when two addresses of the web lead to the same page.

In: addresses as people and pages write them.  Out: what tells the page apart, which site it is of, and how else its
address is written; and the path of a request as an address has it.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|cmpid", re.IGNORECASE)
"""Arguments that tell a site where its reader came from, and don't choose the page."""


def plain_address(url: str) -> str:
    """Return `url` without what doesn't tell two pages apart: scheme, "www.", tracking, fragment, last slash.

    Raises ValueError where the host can't be read ("http://[x").

    >>> plain_address("https://www.example.org/news/flood/?utm_source=feed#top")
    'example.org/news/flood'
    """
    parts = urlsplit(url.strip())
    query = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])])
    address = parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/")
    return f"{address}?{query}" if query else address


def site_of(url: str) -> str:
    """Return the domain of `url` in lower case, without "www." and port; raises ValueError where it can't be read.

    >>> site_of("https://www.Example.org:8080/news")
    'example.org'
    """
    return (urlsplit(url.strip()).hostname or "").removeprefix("www.")


def other_forms(url: str) -> Iterator[str]:
    """Yield how else the address of the same page is written: see `plain_address` for what makes no difference.

    The arguments that choose the page stay as they are. An address without a scheme has no other form.

    >>> list(other_forms("http://example.org/flood#top"))[:3]
    ['https://example.org/flood', 'https://example.org/flood/', 'https://www.example.org/flood']
    """
    _, separator, rest = url.strip().partition("#")[0].partition("://")
    if not separator:
        return
    place, _, query = rest.partition("?")
    host, slash, path = place.rstrip("/").partition("/")
    domain = host.lower().removeprefix("www.")
    choosing = [one for one in query.split("&") if one and not _TRACKING.fullmatch(one.partition("=")[0])]
    arguments = f"?{'&'.join(choosing)}" if choosing else ""
    for scheme in ("https", "http"):
        for www in ("", "www."):
            for end in ("", "/"):
                yield f"{scheme}://{www}{domain}{slash}{path}{end}{arguments}"


def escaped_path(path: str) -> str:
    """Return the path of a request, which comes decoded, line breaks and all, as an address has it.

    >>> escaped_path("/speakers/zo\u00eb quill")
    '/speakers/zo%C3%AB%20quill'
    """
    return quote(path, safe="/:@!$&'()*+,;=~")
