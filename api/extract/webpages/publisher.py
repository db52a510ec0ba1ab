"""Name the site that a web page is of.

In: what the page gives for its site's name, the page's address, and what it calls itself.  Out: the name.
Pages put slogans, addresses, profiles elsewhere, copyright lines and the article's own title where the name belongs.
What of that is the name, the site's address tells: nearly every site has its name in it.
"""

import re
from collections.abc import Sequence

from api.extract.article.furniture import copyright_holder
from api.extract.webpages.blocks import letters_of

_ADDRESS = re.compile(r"https?:/*|www\.", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:/*)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube)\.com$")
_BESIDE = re.compile(r"\s+[-–—|·•:]\s+|:\s+|\s*[|│]\s*")
_SAME_BY_ACCIDENT = 12  # letters: a shorter title may be the site's name as well
_MOST_OF_TITLE = 0.5  # of its letters: a shorter name may be what the article is about
_SHORTEST_NAME = 4  # letters that tell a name in an address


def site_name(given: str, titles: Sequence[str], address: str) -> str:
    """Return the site's name, of what the page `given` for it; its host when that is no name, "" without an address.

    >>> site_name("Ellery Post | News from the coast", [], "https://www.ellerypost.example/ice")
    'Ellery Post'
    """
    host = _host(address)
    name = (copyright_holder(given) or given).lstrip("@")
    if _ADDRESS.match(name):
        other = _host(name)
        return host if _ELSEWHERE.search(other) else other or host
    named = _named_in(host, _BESIDE.split(name))
    if named or letters_of(name) in letters_of(host):
        return named or name
    return host if any(_is_title(letters_of(name), letters_of(title)) for title in titles) else name


def name_of_account(account: str, titles: Sequence[str]) -> str:
    """Return the name that a title prints of the site with this account elsewhere; "" when none does.

    trafilatura makes a name of an account where a page declares none: "Elleryp" of "@elleryp".

    >>> name_of_account("@ellerypost", ["Harbour freezes over | Ellery Post"])
    'Ellery Post'
    """
    letters = letters_of(account)
    parts = (part for title in titles for part in _BESIDE.split(title))
    return next((part for part in parts if letters and letters_of(part) == letters), "")


def _host(address: str) -> str:
    found = _HOST.match(address.strip())
    return found[1].lower() if found else ""


def _is_title(name: str, title: str) -> bool:
    """Tell a title, whole or cut, perhaps with more behind it, from a name."""
    if min(len(name), len(title)) < _SAME_BY_ACCIDENT:
        return False
    return title in name or (name in title and len(name) >= _MOST_OF_TITLE * len(title))


def _named_in(host: str, parts: Sequence[str]) -> str:
    """Return the only one of several parts that stands in the host; "" when none does, or more, or just short."""
    named = [part for part in parts if letters_of(part) and letters_of(part) in letters_of(host)]
    if len(parts) == 1 or len(named) != 1:
        return ""
    (name,) = named
    is_short = len(letters_of(name)) < _SHORTEST_NAME or (name.isupper() and " " not in name)
    is_address = "." in name and name != parts[0]  # "The Ellery Post | epost.example"
    return "" if is_short or is_address else name
