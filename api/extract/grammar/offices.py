"""Find the person named at the end of a mention, behind what he or she is: "Hall of Tides president | Ada Orr".

In: `Tokens`, the noun or name that a mention seems to be about, and the names of the body.  Out: a name's number.
Such a mention begins with a body ("Quay Trust of Marle director | Ada Orr") or with an office that has its own "of"
("the head of dredging | Ada Orr"); what else a mention is about is read in `mentions`.
"""

from collections.abc import Mapping

from api.extract.grammar.capitals import POSSESSIVES
from api.extract.grammar.names import Name
from api.extract.grammar.nouns import callings
from api.extract.grammar.tokens import Tokens

_LONGEST_OFFICE = 9  # tokens between its noun and the name
_PART_OF_NAMES = frozenset({"of", "the", "and", "for", "&", "on"})
_BEHIND_BODY = frozenset({"of", "and", "for"})
_BEHIND_OFFICE = frozenset({"of", "to", "for"})
_OF_MANY = frozenset({"a", "an", "one", "another"})
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady"})
_NO_END = frozenset({"of", "the", "and", "for", "to", "a", "an", "or"})


def name_behind_office(
    tokens: Tokens, first: int, head: int, last: int, name_at: Mapping[int, int], names: list[Name]
) -> int:
    """Return the number of the person's name at the end of a mention that is about its holder; -1 where none is."""
    number = name_at.get(last, -1)
    if number < 0 or names[number].kind != "person" or names[number].is_possessive:
        return -1
    name = names[number]
    if name.title <= head < name.first and _is_calling(
        tokens.lower[head]
    ):  # "MTC Supervisor | of Instruction Ada Orr", a title of its own
        return number
    if not head + 1 < name.first <= head + _LONGEST_OFFICE or _names_others(
        tokens, head + 1, name, name_at, names
    ):
        return -1
    is_holder = _begins_with_office(tokens, first, head, name) or _begins_with_body(
        tokens, head, name, name_at, names
    )
    return number if is_holder else -1


def _names_others(
    tokens: Tokens, first: int, name: Name, name_at: Mapping[int, int], names: list[Name]
) -> bool:
    """Tell whether somebody else, an owner or a sign stands before the name: "the aide to Ada Bloom, Bert Orr"."""
    for index in range(first, name.title):
        word = tokens.words[index]
        if word.endswith(POSSESSIVES) or not (word[0].isalnum() or word == "&"):
            return True
        number = name_at.get(index)
        if number is not None and names[number].kind == "person" and names[number] is not name:
            return True
    return False


def _begins_with_office(tokens: Tokens, first: int, head: int, name: Name) -> bool:
    """Tell "the head of dredging | Ada Orr" from "the killer of teacher | Ada Orr" and "the wife of | Ada Orr"."""
    if not _is_calling(tokens.lower[head]) or tokens.lower[first] in _OF_MANY:
        return False
    before = name.title - 1
    if tokens.lower[head] == "chief" and tokens.lower[name.first - 1] in callings():
        return all(word.islower() for word in tokens.words[head : name.first])  # "chief operating officer"
    is_titled = name.title < name.first and not name.is_addressed
    if tokens.lower[head + 1] not in _BEHIND_OFFICE or before < head + 2 or is_titled:
        return False
    return tokens.lower[before] not in callings() and tokens.lower[before] not in _NO_END


def _begins_with_body(
    tokens: Tokens, head: int, name: Name, name_at: Mapping[int, int], names: list[Name]
) -> bool:
    """Tell "Quay Trust of Marle director | Ada Orr" from "Bloom and MTC director | Ada Orr", who are two."""
    role = name.first - 1
    if tokens.words[head][0].islower() or tokens.lower[head + 1] not in _BEHIND_BODY:
        return False
    if tokens.lower[role] not in callings() or tokens.lower[role] in _ADDRESSES:
        return False  # "friends of Mr | Orr"
    number = name_at.get(head)
    if number is not None and (names[number].kind == "person" or _is_surname(names[number], names)):
        return False
    small = head + 1
    while small < role and (tokens.words[small][0].isupper() or tokens.lower[small] in _PART_OF_NAMES):
        small += 1
    return all(tokens.words[index].islower() for index in range(small, role))


def _is_calling(noun: str) -> bool:
    """Tell the noun for what one person is: "supervisor", not "friends"."""
    return noun in callings() and not (noun[-1] == "s" and noun[:-1] in callings())


def _is_surname(name: Name, names: list[Name]) -> bool:
    """Tell a name that ends somebody's: "Bloom" where Ada Bloom is named as well."""
    return any(
        each.kind == "person" and len(each.words) > 1 and each.words[-1] == name.words[-1] for each in names
    )
