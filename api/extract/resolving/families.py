"""Tell who of a family is meant: "the elder Reed", "Reed senior", and "Mrs Reed" of a wife printed by her first name.

In: the tokens, a short name, and who of the cast may bear it.  Out: the members meant; none where nothing here tells.
"""

from collections.abc import Iterable, Sequence

from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import surname_of
from api.extract.grammar.names import Name
from api.extract.grammar.tokens import Tokens
from api.extract.resolving.member import Member

_ELDER, _YOUNGER = 1, -1
_AGES = {"elder": _ELDER, "older": _ELDER, "younger": _YOUNGER}
_SUFFIXES = {"Sr": _ELDER, "Sr.": _ELDER, "Jr": _YOUNGER, "Jr.": _YOUNGER}
_ELDERS = frozenset({"father", "mother", "grandfather", "grandmother", "dad", "mum", "mom", "uncle", "aunt"})
_YOUNGERS = frozenset({"son", "daughter", "grandson", "granddaughter", "nephew", "niece"})
_ADDRESSES = {"Mrs": -1, "Ms": -1, "Miss": -1, "Mr": 1}
_KIN = {
    -1: frozenset({"wife", "widow", "mother", "grandmother", "daughter", "ex-wife", "partner"}),
    1: frozenset({"husband", "widower", "father", "grandfather", "son", "ex-husband", "partner"}),
}
_SURE_GENDER = 3


def age_told(tokens: Tokens, name: Name) -> int:
    """Return 1 for "the elder Reed" and "Reed Sr.", -1 for "the younger Mr. Reed" and "Reed Jr.", else 0."""
    if name.words[-1] in _SUFFIXES:
        return _SUFFIXES[name.words[-1]]
    if word_at(tokens.lower, name.title - 2) != "the":
        return 0
    return _AGES.get(tokens.lower[name.title - 1], 0)


def of_age(family: Sequence[Member], age: int) -> list[Member]:
    """Return who of one surname is the elder (`age` 1) or the younger (-1), by the generations and roles printed."""
    meant = [member for member in family if _age(member) == age]
    if len(meant) == 1:
        return meant
    others = [member for member in family if _age(member) == -age]
    left = [member for member in family if _age(member) != -age]
    first_names = {member.words[0] for member in others}
    namesakes = [member for member in left if member.words[0] in first_names]
    return namesakes or (left if others else [])


def _age(member: Member) -> int:
    """Return 1 of whom the article calls a father or an elder sister, -1 of a son or younger brother, else 0."""
    if len(member.words) > 1 and member.words[-1] in _SUFFIXES:
        return _SUFFIXES[member.words[-1]]
    for role in member.roles:
        told = role.lower().split()
        if told[0] in _AGES:
            return _AGES[told[0]]
        if not _YOUNGERS.isdisjoint(told):
            return _YOUNGER
        if not _ELDERS.isdisjoint(told) and "of" not in told:  # "a father of three"
            return _ELDER
    return 0


def called_by_first_name(
    tokens: Tokens, name: Name, bearers: Iterable[Member], members: Iterable[Member]
) -> Member | None:
    """Return the relative without a surname whom "Mrs Reed" means, where none of those who bear it surely is a woman:
    "Bert Reed ... His wife, Ada, ..." Her name is in full from then on.
    """
    sign = next((_ADDRESSES[word] for word in tokens.words[name.title : name.first] if word in _ADDRESSES), 0)
    surnames = [surname_of(member.words) for member in bearers if member.gender * sign < _SURE_GENDER]
    if not sign or name.words[-1] not in surnames or len(surnames) < len(list(bearers)):
        return None
    kin = [
        member
        for member in members
        if len(member.words) == 1
        and member.gender * sign >= 0
        and any(not _KIN[sign].isdisjoint(role.lower().split()) for role in member.roles)
    ]
    if len(kin) != 1:
        return None
    return kin[0]
