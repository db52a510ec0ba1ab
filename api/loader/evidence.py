"""Evidence for whose surname it is when several people of the corpus have it.

In: the names by which an article calls a speaker and the offices it prints.  Out: a key for that evidence, and
whether somebody with a given first name may be addressed that way. `people` decides who it is.
"""

from collections.abc import Iterable
from typing import Literal

from api.extract.grammar.genders import first_name_weight
from api.loader.names import fold

Address = Literal["", "man", "woman"]
_ADDRESSES: dict[str, Address] = {
    "mr": "man",
    "sir": "man",
    "lord": "man",
    "mrs": "woman",
    "ms": "woman",
    "miss": "woman",
    "dame": "woman",
    "lady": "woman",
}
_SURE = 3  # weight of a first name that the list gives to one sex only


def address_of(printed: Iterable[str]) -> Address:
    """Return how an article addresses a speaker; empty when it doesn't, or when it contradicts itself.

    >>> address_of(["Mrs. Vane", "Senator Vane"]), address_of(["Senator Vane"]), address_of(["Mr. Vane", "Ms. Vane"])
    ('woman', '', '')
    """
    found = {_ADDRESSES[first] for name in printed if (first := fold(name).partition(" ")[0]) in _ADDRESSES}
    return found.pop() if len(found) == 1 else ""


def evidence_of(printed: Iterable[str], roles: Iterable[str]) -> str:
    """Return what distinguishes people with one surname, as a key: the address, and the offices in a fixed order."""
    address, offices = address_of(printed), sorted({fold(role) for role in roles})
    return f"{address}: {'; '.join(offices)}" if address or offices else ""


def may_be_addressed(first_name: str, address: Address) -> bool:
    """Return whether somebody with this folded first name may be addressed that way: no man as Mrs., and vice versa.

    >>> may_be_addressed("michelle", "man"), may_be_addressed("robin", "man"), may_be_addressed("michelle", "")
    (False, True, True)
    """
    weight = first_name_weight(first_name.capitalize())
    return not (address == "man" and weight <= -_SURE) and not (address == "woman" and weight >= _SURE)
