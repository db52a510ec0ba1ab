"""Find the names in a body, and read each once more by what the whole body tells.

In: the body as `Tokens`.  Out: `Name`s in reading order, never overlapping.  What a run of words tells by itself and
by what stands beside it is the work of `names`: "London" is a place. Where Joan London speaks, "London said" is hers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from api.extract.grammar.beside import gender_beside, word_at
from api.extract.grammar.capitals import (
    CLOSED_WORDS,
    GENERATIONS,
    LEADING_PARTICLES,
    POSSESSIVES,
    bare,
    names_body,
    surname_of,
)
from api.extract.grammar.firms import is_run_like_a_body, run_by
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.headings import find_headings
from api.extract.grammar.lexicon import CAPITAL, MARKS
from api.extract.grammar.names import Name, name_words, read_name
from api.extract.grammar.nouns import PERSON_NOUNS, callings
from api.extract.grammar.runs import find_runs
from api.extract.grammar.titles import is_retired, says_retired, start_behind_field
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms
from api.extract.words import read_words

_PREPOSITIONS = read_words("prepositions")
_NUMBERED = read_words("numbered_nouns")
_BEFORE_FIELDS = frozenset({"of", "for", "to", "on", "at"})
_LONGEST_TITLE = 6  # tokens before a name at its end
_SHARE_IN_PLACE = 3  # of so many prints of a place's name at least one is "in" it


_FIRST_AND_LAST = 2  # words
_GENERATIONS_BEHIND = {
    "senior": "Sr.",
    "snr": "Sr.",
    "Snr": "Sr.",
    "junior": "Jr.",
    "jnr": "Jr.",
    "Jnr": "Jr.",
}
_SAID = frozenset({"said", "says", "told", "announced", "confirmed", "declined", "added", "warned"})


def find_names(tokens: Tokens) -> list[Name]:
    """Return every name of the body, in order."""
    capitals = tokens.having(CAPITAL)
    headings = find_headings(tokens, capitals)
    found = [read_name(tokens, first, last) for first, last in find_runs(tokens, capitals, headings)]
    _reread_labels(tokens, found)
    _reread_retired(tokens, found)
    _reread_generations(tokens, found)
    _reread_numbered(tokens, found)
    _reread_shouted(found)
    _reread_titles(found)
    _reread_namesakes_of_places(tokens, found)
    _reread_openers(found)
    _reread_behind_fields(tokens, found)
    _reread_places(tokens, found)
    _reread_works(tokens, found)
    _reread_shops(tokens, found)
    _reread_firms(tokens, found)
    _reread_bodies(found)
    if not headings:
        return found
    return sorted([*found, *_names_in_headings(tokens, headings, found)], key=attrgetter("first"))


def _reread_labels(tokens: Tokens, names: list[Name]) -> None:
    """Read capitals before a turn of a conversation as somebody's: "REED: ..."; "JUROR: ..." is nobody's name."""
    words = tokens.words
    labels = [
        name
        for name in names
        if name.first == name.last
        and word_at(words, name.last + 1) == ":"
        and words[name.first].isupper()
        and tokens.opening_of[name.first] == name.first
    ]
    people = {name.words for name in names if name.kind == "person" and len(name.words) > 1}
    for name in labels:
        noun = words[name.first].lower()
        called = [person for person in people if initials_of(person) == words[name.first]]
        if len(called) == 1:
            name.words, name.kind = called[0], "person"  # "AB: ...", in an interview with Ada Bloom
        elif noun in callings() or noun in PERSON_NOUNS:
            names.remove(name)
        elif name.kind == "organization" and _labels_somebody(words[name.first]):
            name.kind = "unknown"


def initials_of(words: Sequence[str]) -> str:
    """Return the first letters of a person's names.

    >>> initials_of(("Ada", "Maria", "Bloom"))
    'AMB'
    """
    return "".join(word[0].upper() for word in words)


def _reread_retired(tokens: Tokens, names: list[Name]) -> None:
    """Read "Col. (Ret.) Ada Bloom" as one name, whose title is the colonel's."""
    names[:] = [name for name in names if not says_retired(tokens, name.first)]
    for title, name in list(pairwise(names)):
        if name.kind in {"person", "unknown"} and is_retired(tokens, title.last, name.first):
            name.title = title.title if title.kind == "person" else title.first
            name.role = name.role or " ".join(tokens.text_of(name.title, name.first - 1).split())
            name.kind = "person"
            names.remove(title)


def _labels_somebody(word: str) -> bool:
    """Tell "REED" from "BBC" and "ECHO": four letters or more that are no body's and no paper's."""
    is_body = word.title() in read_words("organization_names") or word in read_words("organization_names")
    return len(word) >= _SHORTEST_SURNAME and not (is_body or word.lower() in read_words("outlet_words"))


_SHORTEST_SURNAME = 4  # letters


def _reread_generations(tokens: Tokens, names: list[Name]) -> None:
    """Read "Reed senior" as "Reed Sr.", and "Ada Reed junior" as "Jr.", but "a Reed senior adviser" as before."""
    for name in names:
        suffix = _GENERATIONS_BEHIND.get(word_at(tokens.words, name.last + 1))
        if suffix is None or name.kind not in {"person", "unknown"} or name.is_possessive:
            continue
        behind = word_at(tokens.lower, name.last + 2)
        if name.words[-1] not in GENERATIONS and (not behind[:1].isalpha() or behind in speech_forms()):
            name.words, name.last, name.kind = (*name.words, suffix), name.last + 1, "person"


def _reread_shops(tokens: Tokens, names: list[Name]) -> None:
    """Read a name in 's that says something, or is a source, as a body's wherever it is printed: "Mabel's said"."""
    owning = [
        name for name in names if name.is_possessive and name.kind in {"person", "unknown", "organization"}
    ]
    shops = {tokens.words[name.last] for name in owning if _speaks(tokens, name.last)}
    for name in owning:
        if tokens.words[name.last] in shops:
            whole = tokens.words[name.last].replace("’", "'")
            name.words, name.kind, name.is_possessive = (*name.words[:-1], whole), "organization", False


def _reread_firms(tokens: Tokens, names: list[Name]) -> None:
    """Read a name that nothing tells as a body's where it is run like one: "Orrix's shares", "Orrix said its"."""
    unknown = [name for name in names if name.kind == "unknown"]
    firms = {name.words for name in unknown if is_run_like_a_body(tokens, name)}
    firms.update(run_by(name.role) for name in names if name.role)
    if not firms - {()}:
        return
    people = {word for name in names if name.kind == "person" for word in name.words}
    for name in unknown:
        if name.words in firms and people.isdisjoint(name.words) and not is_first_name(name.words[0]):
            name.kind = "organization"


def _reread_bodies(names: list[Name]) -> None:
    """Read a name that nothing tells as a body's where it is one elsewhere in the text: "the software firm Orrix"."""
    bodies = {name.words for name in names if name.kind == "organization"}
    people = {word for name in names if name.kind == "person" for word in name.words}
    for name in names:
        if name.kind == "unknown" and name.words in bodies and people.isdisjoint(name.words):
            name.kind = "organization"


def _speaks(tokens: Tokens, last: int) -> bool:
    behind = word_at(tokens.lower, last + 1)
    is_source = tokens.lower[max(0, last - 2) : last] == ["according", "to"] and not behind[:1].isalpha()
    return behind in _SAID or is_source


def _reread_numbered(tokens: Tokens, names: list[Name]) -> None:
    """Read a word that has a number as nobody's name: "Ward 3", though Ward Bloom is somebody."""
    for name in names:
        is_alone = name.kind in {"person", "unknown"} and len(name.words) == 1 and name.words[0] in _NUMBERED
        if is_alone and word_at(tokens.words, name.last + 1)[:1].isdigit():
            name.kind = "adjective"


def _reread_shouted(names: list[Name]) -> None:
    """Read a surname that a transcript sets in capitals ("BLOOM: No.") as the surname."""
    surnames = {name.words[-1].upper(): name.words[-1] for name in names if len(name.words) > 1}
    for name in names:
        if _is_shouted(name, surnames):
            name.words, name.kind = (surnames[name.words[0]],), "unknown"


def _reread_titles(names: list[Name]) -> None:
    """Read a title, adjective, body's noun or firm by itself as a surname where a person of the article has it:
    "Bishop said" of Ann Bishop, "English said" of Bert English, "Church said" of Lea Church, "Ford said" of Ada Ford.
    """
    surnames = {surname_of(name.words) for name in names if name.kind == "person" and len(name.words) > 1}
    # A body is taken for somebody in many a text that was glued together ("Palestinian Hamas").
    namesakes = {
        name.words[1]
        for name in names
        if name.kind == "person" and len(name.words) == _FIRST_AND_LAST and is_first_name(name.words[0])
    }
    for name in names:
        known = namesakes if _is_firm(name) else surnames if _may_be_surname(name) else ()
        if name.words[:1] and name.words[0] in known:
            name.kind = "unknown"


def _reread_namesakes_of_places(tokens: Tokens, names: list[Name]) -> None:
    """Read a place by itself as the person of the article who is called so, but not behind a preposition: "London
    said" of Joan London, "Savannah said" of Savannah Vane where nothing is "in Savannah".
    """
    places = [name for name in names if name.kind == "place" and len(name.words) == 1 and name.first]
    if not places:
        return
    before = {name.first: tokens.lower[name.first - 1] for name in places}
    people = [name.words for name in names if name.kind == "person" and len(name.words) > 1]
    called = {words[0] for words in people} - {name.words[0] for name in places if before[name.first] == "in"}
    called.update(words[-1] for words in people)
    for name in places:
        if name.words[0] in called and before[name.first] not in _PREPOSITIONS:
            name.kind = "unknown"


def _reread_openers(names: list[Name]) -> None:
    """Read "Courtesy Ada Bloom" and "Brave Ada Bloom" as Ada Bloom where the body prints that name by itself."""
    long = [name for name in names if len(name.words) > 2]
    if not long:
        return
    people = {name.words for name in names if name.kind == "person" and _opens_with_a_first_name(name.words)}
    for name in long:
        if name.words[1:] not in people:
            continue
        opener = name.words[0]
        if not is_first_name(opener) or opener.lower() in CLOSED_WORDS:  # "Will Ada Bloom run?"
            name.first, name.words, name.kind = name.first + 1, name.words[1:], "person"
            name.title = name.first


def _reread_behind_fields(tokens: Tokens, names: list[Name]) -> None:
    """Read a person's name behind the field or place of an office, "General for Civil Rights Ada Bloom", "ambassador
    to NATO Ada Bloom", as the name alone, with all before it as the role.
    """
    offices = {name.last: name for name in names if name.kind == "office"}
    for name in names:
        link = name.title - 1
        link = _before_owner(tokens, link)
        if link < 1 or tokens.lower[link] not in _BEFORE_FIELDS or name.kind in {"place", "office"}:
            continue
        office = offices.get(link - 1)
        if office is None and tokens.lower[link - 1].removeprefix("then-") not in callings():
            continue
        is_office = tokens.words[link - 1][0].isupper()
        start = start_behind_field(tokens.words, name.title, name.last, is_office=is_office)
        if start > 0 and tokens.sentence_of[start] == tokens.sentence_of[link]:
            title = link - 1 if office is None else office.title
            _name_behind(tokens, name, title, start)


def _before_owner(tokens: Tokens, index: int) -> int:
    """Step back over "the" and an owner: "at | West Marle's | Quay College Ada Bloom"."""
    if index > 0 and tokens.words[index].endswith(POSSESSIVES):
        while index > 1 and tokens.words[index][0].isupper():
            index -= 1
    return index - (index > 0 and tokens.lower[index] == "the")


def _name_behind(tokens: Tokens, name: Name, title: int, start: int) -> None:
    """Cut a name to what begins at token `start`, with the tokens from `title` on as its role."""
    name.first, name.words, name.kind = start, name_words(tokens.words, start, name.last), "person"
    name.title, name.role, name.is_addressed = title, tokens.text_of(title, start - 1), True
    name.gender = gender_beside(tokens, title, start, name.words, name.role)


def _reread_places(tokens: Tokens, names: list[Name]) -> None:
    """Read a name that nothing tells as a place's where the body says "in Ostley", and as no person of the body's."""
    places = Counter(
        name.words for name in names if name.kind == "unknown" and _stands_as_place(tokens, name)
    )
    if not places:
        return
    people = {word for name in names if name.kind == "person" for word in name.words}
    prints = Counter(name.words for name in names)
    for name in names:
        often = places[name.words] * _SHARE_IN_PLACE >= prints[name.words]
        if name.kind == "unknown" and name.words in places and often and people.isdisjoint(name.words):
            name.kind = "place"


def _stands_as_place(tokens: Tokens, name: Name) -> bool:
    """Tell "in Ostley", "the town of Ostley" and "the Ostley region" from "in Ostley's view"."""
    if name.is_possessive or name.is_modifier or not name.first:
        return False
    before, noun = tokens.lower[name.first - 1], tokens.lower[name.first - 2]
    if before == "in" or word_at(tokens.lower, name.last + 1) in read_words("place_nouns"):
        return True
    return before == "of" and noun in read_words("place_nouns")


def _reread_works(tokens: Tokens, names: list[Name]) -> None:
    """Read a name in marks as nobody's where it is a work's: the "Ada Bloom" star, in the film "Ada Bloom"."""
    nouns = read_words("work_nouns")
    for name in names:
        behind = name.last + 1
        if behind + 1 >= len(tokens.words) or tokens.words[behind] not in MARKS:
            continue
        opening = _opening_before(tokens, name.first)
        follower = bare(tokens.lower[behind + 1])
        if opening and (
            tokens.lower[opening - 1] in nouns or follower in nouns or follower in read_words("show_people")
        ):
            name.kind = "adjective"


def _opening_before(tokens: Tokens, first: int) -> int:
    """Return the mark that opens a few words before token `first` in its sentence, or 0."""
    for index in range(first - 1, max(first - _LONGEST_TITLE, 0), -1):
        if tokens.words[index] in MARKS:
            return index
        if not tokens.words[index][0].isalnum():
            break
    return 0


def _opens_with_a_first_name(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and is_first_name(words[0]) and words[0].lower() not in LEADING_PARTICLES


def _may_be_surname(name: Name) -> bool:
    if len(name.words) > 1:
        return False
    return name.kind in {"office", "adjective"} or (name.kind == "organization" and names_body(name.words[0]))


def _is_firm(name: Name) -> bool:
    return len(name.words) == 1 and name.words[0] in read_words("organization_names")


def _is_shouted(name: Name, surnames: Mapping[str, str]) -> bool:
    word = name.words[0]
    return (
        len(name.words) == 1 and len(word) > 2 and word.isupper() and not surnames.get(word, word).isupper()
    )


def _names_in_headings(tokens: Tokens, headings: set[int], known: list[Name]) -> Iterator[Name]:
    """Yield the names in headings that the text itself has too, longest first."""
    by_words = {name.words: name for name in known}
    for name in known:
        if name.kind == "person":
            by_words.setdefault(name.words[-1:], name)
    openers = {_first_letters(words[0]) for words in by_words}
    for number in sorted(headings):
        index, end = tokens.sentences[number]
        while index < end:
            may_open = bare(tokens.words[index]) in openers or is_first_name(tokens.words[index])
            known_here = next(_known_at(tokens, index, end, by_words), None) if may_open else None
            index = index + 1 if known_here is None else known_here.last + 1
            if known_here is not None:
                yield known_here


def _first_letters(word: str) -> str:
    """Return the first token of a name's first word: "J" of "J.", "Ostley" of "Ostley/Ames"."""
    return word.partition("/")[0].rstrip(".")


def _known_at(
    tokens: Tokens, index: int, end: int, by_words: Mapping[tuple[str, ...], Name]
) -> Iterator[Name]:
    for last in range(min(index + 4, end) - 1, index - 1, -1):
        words = name_words(tokens.words, index, last) if tokens.words[last][0].isalnum() else ()
        made = by_words.get(words) or (_with_first_name(words, by_words) if last == index + 1 else None)
        if made is not None:
            kind = made.kind if len(words) == len(made.words) else "person"
            yield Name(
                index, last, words, kind, index, is_possessive=tokens.words[last].endswith(POSSESSIVES)
            )


def _with_first_name(words: tuple[str, ...], by_words: Mapping[tuple[str, ...], Name]) -> Name | None:
    """Return the known surname behind a first name: a heading may be the only place that prints both."""
    surname = by_words.get(words[1:])
    if surname is None or surname.kind not in {"person", "unknown"}:
        return None
    return surname if is_first_name(words[0]) and words[0].lower() not in CLOSED_WORDS else None
