"""Tell the offices, papers and agencies that stand beside names in bylines from the names.

In: a part of a line.  Out: what it is, or the name without what stands behind it.  A leaf: the line itself is taken
apart by `byline`.
"""

import re
from functools import cache

from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words

_WORD = re.compile(r"[^\W\d_][\w.'’‑-]*\.?")
_CAPITALS_INSIDE = re.compile(r"[A-Z]{2,}[a-z]+[A-Z]?\w*")  # "GNSBusiness"
_LETTERS = re.compile(r"\w+")
_LAST_PART = re.compile(r"[ -]")  # "Marle Courier-Post"
_OFFICE_ENDS = read_words("byline_office_nouns")
_NAME_AND_OFFICE = 4  # words; three that end in an office are an office: "Deputy Political Editor"
_LONGEST_AGENCY = 3  # words
_JOINTS = frozenset({"and", "with", "for", "of", "via", "the", "source"})


def is_name(text: str) -> bool:
    """Tell whether `text` has the form of a person's full name: 2 to 5 words with capitals, no article, no owner."""
    words = text.split()
    if (
        not 2 <= len(words) <= 5
        or words[0].lower() in _NO_FIRST_NAMES
        or words[-1].endswith(("'s", "’s"))
        or not all(_WORD.fullmatch(word) for word in words)
    ):
        return False
    particles = read_words("name_particles")
    capitals = [word for word in words if word.lower() not in particles]
    return len(capitals) >= 1 and words[-1][0].isupper() and all(word[0].isupper() for word in capitals)


_NO_FIRST_NAMES = frozenset({"the", "in", "from", "on", "for", "of", "at", "with", "by"})  # "In Local News"


def unshout(name: str) -> str:
    """Write a name that is printed in capitals as names are written: "ANA RUIZ-LEE" becomes "Ana Ruiz-Lee"."""
    name = " ".join(name.split())
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 4 or not all(letter.isupper() for letter in letters):
        return name
    written = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), name)
    return re.sub(r"\b(Mc|O['’])([a-z])", lambda found: found[1] + found[2].upper(), written)


def names_outlet(text: str) -> bool:
    """Tell the name of a paper or station by its last word: "Harbour Review", "BBC News"."""
    return last_word(text).lower() in read_words("outlet_words")


def last_word(name: str) -> str:
    """Return the last word of a name, also behind a hyphen: "Post" of "Marle Courier-Post"."""
    return _LAST_PART.split(name)[-1]


def is_wire_service(text: str) -> bool:
    """Tell whether `text` names a news agency."""
    name = text.strip(" .()")
    return name in read_words("wire_services") or (name.isupper() and name in _agencies_in_capitals())


@cache
def _agencies_in_capitals() -> frozenset[str]:
    return frozenset(name.upper() for name in read_words("wire_services"))


def part_from_agency(text: str) -> str:
    """Put a comma before an agency that nothing parts from a name: "Ana Ruiz Associated Press"."""
    words = text.split()
    for length in range(_LONGEST_AGENCY, 0, -1):
        name, agency = words[:-length], " ".join(words[-length:])
        if (
            is_wire_service(agency)
            and len(name) >= 2
            and _WORD.fullmatch(name[-1])
            and name[-1].lower() not in _JOINTS
        ):
            return f"{' '.join(name)}, {agency}"
    return text


def is_office(text: str) -> bool:
    """Tell an office ("Staff Writer", "Gazette staff") from a name."""
    lower = text.lower().strip(" .")
    last = lower.rsplit(" ", 1)[-1]
    return lower in read_words("byline_roles") or last in _OFFICE_ENDS or names_outlet(lower)


def is_other_office(text: str) -> bool:
    """Tell an office that not only people of a paper have: "Food Critic", "Professor". Beside an author it is one."""
    return text.lower().strip(" .").rsplit(" ", 1)[-1] in read_words("byline_office_ends")


def _ends_in_office(word: str) -> bool:
    return word.lower() in _OFFICE_ENDS or is_other_office(word)


def mentions_office(line: str) -> bool:
    """Tell a line with the last word of an office or outlet somewhere in it: no other is signed with one."""
    return not _words_of_offices().isdisjoint(_LETTERS.findall(line.lower()))


@cache
def _words_of_offices() -> frozenset[str]:
    roles = {_LETTERS.findall(role)[-1] for role in read_words("byline_roles")}
    return _OFFICE_ENDS | roles | read_words("outlet_words")


def without_office(text: str) -> str:
    """Cut "Harbour Gazette Staff Writer" from behind a name that no sign parts from it."""
    words = text.split()
    rank = next((place for place, word in enumerate(words[2:], 2) if word.lower() in _RANKS), 0)
    if rank and is_first_name(words[0]) and _ends_in_office(words[-1]):
        return " ".join(words[:rank])  # "Ana Ruiz | Deputy Content Hub Director"
    words = _without_beat(words)
    if is_first_name(words[0]) and (name := _before_any_office(words)):
        return name
    for length in (3, 2, 1) if len(words) >= _NAME_AND_OFFICE else ():
        if len(words) >= length + 2 and " ".join(words[-length:]).lower() in read_words("byline_roles"):
            words = words[:-length]
            break
    is_cut = len(words) < text.count(" ") + 1 or is_first_name(words[0])
    if len(words) == _NAME_AND_OFFICE - 1 and _CAPITALS_INSIDE.fullmatch(words[-1]):
        return " ".join(words[:-1])
    ends_in_outlet = is_cut and len(words) >= 4 and words[-1].lower() in read_words("outlet_words")
    return " ".join(words[:2] if ends_in_outlet else words)


_RANKS = frozenset({"deputy", "senior", "assistant", "associate", "executive", "managing", "principal"})


def _before_any_office(words: list[str]) -> str | None:
    """Return the name before "Editor" or "Chief Political Analyst", which its first name tells from an office."""
    if len(words) <= 2 or not _ends_in_office(words[-1]):
        return None
    kept = words[:-1]
    while len(kept) > 2 and kept[-1].lower() in _words_before_offices():
        kept.pop()
    name = " ".join(kept)
    last = kept[-1].lower()
    is_outlet = kept[-1] in read_words("organization_words") or last in read_words("outlet_words")
    return name if is_name(name) and not (is_outlet or last in _words_before_offices()) else None


@cache
def _words_before_offices() -> frozenset[str]:
    """Return the words that stand before the last of an office: "chief", "political", and those of sections."""
    entries = read_words("byline_roles") | read_words("sections")
    return frozenset(word for entry in entries for word in entry.split())


def _without_beat(words: list[str]) -> list[str]:
    """Cut "Defence Editor" or "Business" from behind a name: a section, with the office that it is."""
    sections = read_words("sections")
    is_office = len(words) >= _NAME_AND_OFFICE and words[-1].lower() in _OFFICE_ENDS
    if is_office and (words[-2].lower() in sections or is_first_name(words[0])):
        return words[:-2]
    return words[:-1] if len(words) == _NAME_AND_OFFICE - 1 and words[-1].lower() in sections else words
