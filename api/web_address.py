"""Recognise web addresses that lead to the same page.

In: addresses as people and pages write them.  Out: the part that identifies the page, its site, and other forms of
its address; and the path of a request, encoded as in an address.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|cmpid", re.IGNORECASE)
"""Query parameters that tell a site where its reader came from, and don't select the page."""


def plain_address(url: str) -> str:
    """Return `url` without what makes no difference: scheme, "www.", tracking parameters, fragment, last slash.

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
    """Yield other forms of the address of the same page: see `plain_address` for what makes no difference.

    The parameters that select the page stay as they are. An address without a scheme has no other form.

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
    """Return the path of a request, which arrives decoded, line breaks and all, encoded as in an address.

    >>> escaped_path("/speakers/zo\u00eb quill")
    '/speakers/zo%C3%AB%20quill'
    """
    return quote(path, safe="/:@!$&'()*+,;=~")
