"""Put a description into words, and tell how well it fits a member of the cast.

In: `Tokens` and a `Reading` of kind nominal.  Out: the speaker's name as described ("senior Trump administration
official"), or a measure from 0 to 1.  Whether that is who is meant is decided in `speakers`.
"""

from collections.abc import Collection, Mapping
from functools import cache

from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import POSSESSIVES
from api.extract.grammar.lexicon import ACTS, ADVERB, DAYS
from api.extract.grammar.mentions import ARTICLES, Reading
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms
from api.extract.resolving.member import Member
from api.extract.words import read_entries, read_words

_LONGEST_TAIL = 9
_PARTY_NAMES = {"gop": "republican", "democrat": "democratic"}
_OPEN_CLAUSES = frozenset({"who", "whose", "which", "that", "and", "but", "as"})
_ALIKE = 4  # letters
_AT_HOME = frozenset(
    {"us", "u.s.", "united states", "america"}
)  # a president without a country mostly is theirs
_LESSER = frozenset({"shadow", "deputy", "vice", "assistant"})
_INITIALS = 3  # letters: "PM", "MP"
_FIRST_OF_ALL = frozenset({"lady", "gentleman", "minister", "deputy", "sea"})  # "the first lady" is an office
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth"})


def words_of_description(
    tokens: Tokens, reading: Reading, *, name_at: Mapping[int, int], with_tail: bool = True
) -> str:
    """Return a description without its article: "former U.S. intelligence official"."""
    first = reading.first
    while first < reading.head and (tokens.lower[first] in _dropped() or tokens.words[first].isdigit()):
        first += 1
    last = _end_of_tail(tokens, reading, name_at) if with_tail else reading.head
    text = " ".join(tokens.text_of(first, last).split())
    if text.endswith(POSSESSIVES):
        text = text[:-2]
    begins = first == tokens.opening_of[first]
    if begins and text.isupper() and reading.noun == text.lower() and len(text) > _INITIALS:  # "JUROR: ..."
        return text.lower()
    return text[0].lower() + text[1:] if begins and first not in name_at and not text[:2].isupper() else text


def _end_of_tail(tokens: Tokens, reading: Reading, name_at: Mapping[int, int]) -> int:
    """Return the end of what says whose or where: "spokesman | for the Ames campaign"."""
    last, index = reading.head, reading.head + 1
    if reading.is_plural and reading.last > index and tokens.lower[index] == "and":
        return min(reading.last, reading.head + _LONGEST_TAIL)  # "officials and private analysts"
    limit = min(reading.head + _LONGEST_TAIL, len(tokens.words))
    if index >= limit or tokens.lower[index] not in read_words("tail_words"):
        return last
    while index < limit and tokens.sentence_of[index] == tokens.sentence_of[reading.head]:
        word, lower = tokens.words[index], tokens.lower[index]
        if word == "." and tokens.words[index - 1] in read_words("abbreviations"):  # "aides to Ms. Bloom"
            index += 1
            continue
        if not word[0].isalnum() or _ends_tail(tokens, reading, index, is_name=index in name_at):
            break
        if lower not in read_words("phrase_ends") and lower not in ARTICLES:
            last = index
        index += 1
    return last


def _ends_tail(tokens: Tokens, reading: Reading, index: int, *, is_name: bool) -> bool:
    """Tell a word that goes on with the sentence, not with the description."""
    lower, behind = tokens.lower[index], word_at(tokens.lower, index + 1)
    if lower in _OPEN_CLAUSES or (lower == "on" and behind in DAYS):  # "residents of Dray | on Monday said"
        return True
    is_verb = (
        lower in speech_forms() or lower in read_words("auxiliaries") or lower in read_words("tail_ends")
    )
    if is_verb and not is_name:
        return True
    if lower == "for" and (behind == "not" or behind.endswith("ing")):  # "critics | for failing to win"
        return True
    if index > reading.last and tokens.words[index].islower() and tokens.traits[index] & (ACTS | ADVERB):
        return True  # "keepers in Ostley | gathered outside", "keepers of Marle | sharply criticised"
    return lower.endswith("ed") and behind in ARTICLES  # "a judge in Ostley | sentenced a man"


@cache
def _dropped() -> frozenset[str]:
    return ARTICLES | read_words("quantities")


def modifiers(tokens: Tokens, reading: Reading) -> list[str]:
    """Return the words between the article and the noun, in lower case, that tell one from another."""
    words = [
        tokens.lower[index].removesuffix("'s").removesuffix("’s")
        for index in range(reading.first, reading.head)
    ]
    return [
        _PARTY_NAMES.get(word, word)
        for word in words
        if word not in _dropped() and word not in read_words("fading_adjectives") and word[0].isalnum()
    ]


def ordinal(tokens: Tokens, reading: Reading) -> str | None:
    """Return "first", "second" ... where a description tells several alike apart."""
    for index in range(reading.first, min(reading.first + 3, reading.head)):
        if tokens.lower[index] in ORDINALS and tokens.lower[index + 1] not in _FIRST_OF_ALL:
            return tokens.lower[index]
    return "second" if reading.determiner == "another" else None


def fit(member: Member, noun: str, told: list[str]) -> float:
    """Tell from 0 to 1 how well a role noun with modifiers fits the printed roles of a member."""
    words = member.role_words
    if noun in words:
        base = 1.0
    elif words & family_of(noun):
        base = 0.6
    else:
        return 0.0
    if not fits_gender(member, noun):
        return 0.0
    if words & _demonyms() - set(told):  # "the president" is not "the Mexican president"
        base *= 0.25
    if (words & _LESSER) != _LESSER.intersection(told):  # "the secretary" is not "the shadow secretary"
        return 0.0
    is_prime = "prime" in told and "prime" not in words
    if noun in words and is_prime:  # "the prime minister" is no other minister
        return 0.0
    known = known_words(member)
    if _is_of_country(noun, words) and any(_is_foreign(place, known) for place in told):
        return 0.0
    matched = sum(modifier in known or not _peoples_of(modifier).isdisjoint(known) for modifier in told)
    if len(told) > 1 and not matched:
        return 0.0
    return min(1.0, base * 1.3**matched * 0.6 ** (len(told) - matched))


def known_words(member: Member) -> set[str]:
    """Return the words of somebody's roles and name, in lower case."""
    return member.role_words | {word.lower() for word in member.words}


def is_of_other_body(owners: Collection[str], noun: str, member: Member) -> bool:
    """Tell "Quay College's president" from somebody of whom nothing is known of that college."""
    bodies = {word.lower() for word in owners} - _places()
    return bool(bodies) and noun in read_words("heads_of_state") and bodies.isdisjoint(known_words(member))


def is_of_other_party(member: Member, told: list[str]) -> bool:
    """Tell whether a description names the party that the member's printed role does not."""
    for party, other in (("republican", "democratic"), ("democratic", "republican")):
        if party in told and other in member.role_words and party not in member.role_words:
            return True
    return False


def gender_of_noun(noun: str) -> int:
    """Tell what gender a noun says: 8 for a man, -8 for a woman, 2 for what mostly men were ("chairman"), else 0."""
    if noun in read_words("mostly_men"):
        return 2
    return 8 if noun in read_words("male_words") else -8 if noun in read_words("female_words") else 0


def fits_gender(member: Member, noun: str) -> bool:
    """Tell whether a noun that says man or woman can be said of a member: "father", "father-of-two"."""
    noun = noun.partition("-of-")[0]
    gender = gender_of_noun(noun)
    return gender in {0, 2} or member.gender * gender >= 0


def _is_foreign(place: str, known: set[str]) -> bool:
    """Tell whether nothing known of somebody is of a place: "Marle's president" is no other president."""
    country = _capitals().get(place, place)
    if country not in _places() or country in _AT_HOME:
        return False
    return known.isdisjoint((place, country)) and _peoples_of(country).isdisjoint(known)


def _is_of_country(noun: str, words: set[str]) -> bool:
    """Tell an office that is of one country or state: "minister" where another's words tell whose he or she is."""
    if noun == "minister":
        return not words.isdisjoint(_demonyms())
    return noun == "secretary" or noun in read_words("heads_of_state")


@cache
def _capitals() -> dict[str, str]:
    """Return the country for which its capital stands: {"kyiv": "ukraine", ...}."""
    rows = (entry.lower().partition(": ") for entry in read_entries("capitals"))
    return {capital: country for capital, _, country in rows}


@cache
def _peoples_of(place: str) -> frozenset[str]:
    """Return the adjectives of a place, as far as they begin alike: "russian" of "russia"."""
    if place not in _places():
        return frozenset()
    return frozenset(word for word in _demonyms() if word[:_ALIKE] == place[:_ALIKE])


@cache
def _places() -> frozenset[str]:
    return frozenset(word.lower() for word in read_words("place_names"))


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(word.lower() for word in read_words("demonyms")) - {
        "republican",
        "democratic",
        "democrat",
        "gop",
    }


def family_of(noun: str) -> frozenset[str]:
    """Return the printed roles of which one may say `noun`: "expert" of a professor."""
    return _families().get(noun, frozenset())


@cache
def _families() -> dict[str, frozenset[str]]:
    rows = (entry.split(": ") for entry in read_entries("role_families"))
    return {noun: frozenset(members.split()) for noun, members in rows}
