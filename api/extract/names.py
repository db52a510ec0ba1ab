"""Find the names of people, organisations and places printed in a body.

In: the body as `Tokens`.  Out: `Name`s in reading order, never overlapping, each with what stands beside it: form
of address, office, apposition, and what they say of the person's gender.  Who shares a name with whom, and who
a mention refers to, is the work of `cast` and `speakers`.

A name is a run of capitalised words. Titles in front of it ("Mexican President", "White House spokeswoman") are
evidence of a role and not part of the name. One pass from left to right; each run is at most `_LONGEST` words, so time grows
with the text and with nothing else.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from api.extract.genders import first_name_weight, is_first_name
from api.extract.tokens import MARKS, Tokens
from api.extract.verbs import verb_forms
from api.extract.words import read_words

NameKind = Literal["person", "organization", "place", "office", "adjective", "unknown"]
"""office: a title with no name behind it ("Secretary of State"); adjective: "Mexican", "Republican"; unknown:
nothing around it tells."""

POSSESSIVES = ("'s", "’s")
GENERATIONS = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV"})
_PARTICLES = frozenset("de del della der den di da du dos la le van von bin ibn al el ten ter y".split())
_JOINS = frozenset({"of", "for", "on"})
_LONGEST = 10
_LONGEST_APPOSITION = 24
_APOSTROPHES = frozenset({"'", "’"})
_LONGEST_ACRONYM = 6
_SHORTEST_HEADING = 5
_HEADING_SHARE = 0.85
# What may be a first name although it is a function word or a month: "Will Rogers", "April Ryan".
_NAMES_TOO = frozenset({"Will", "May", "April", "June", "August", "Van", "Al", "Case", "Still", "Jan", "Mark"})
# Titles that are first names or surnames as well: "Dean Phillips", "Stephen King".
_TITLES_TOO = frozenset("Dean Earl Duke Prince Pope Bishop King Major Judge Marshal Baron Count Sterling Lord Rocky Chase".split())
_FAMILIAR = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mister", "Madam"})


class Name(NamedTuple):
    """A printed name: tokens `first` to `last`, both included, without titles and without a possessive ending.

    `words` are its words ("Tim", "Kaine"). `title` is the first token of the titles before it, or `first`.
    `role` is the printed office ("White House spokeswoman"; "director of the ..."), or None. `gender` weighs
    the evidence beside it: above 0 a man, below 0 a woman. `is_possessive`: "Trump's". `is_modifier`: another
    noun follows ("Trump supporters").
    """

    first: int
    last: int
    words: tuple[str, ...]
    kind: NameKind
    title: int
    role: str | None = None
    gender: int = 0
    is_possessive: bool = False
    is_modifier: bool = False
    is_addressed: bool = False


def find_names(tokens: Tokens) -> list[Name]:
    """Return every name of the body, in order."""
    capitals = [index for index, word in enumerate(tokens.words) if word[0].isupper()]
    headings = _headings(tokens, capitals)
    sentence_of = tokens.sentence_of
    found: list[Name] = []
    done = 0
    for index in capitals:
        if index < done or sentence_of[index] in headings or not _may_begin(tokens, index):
            continue
        last = _end_of_run(tokens, index)
        done = last + 1
        found.append(_read_run(tokens, index, last))
    return sorted([*found, *_names_in_headings(tokens, headings, found)]) if headings else found


def _headings(tokens: Tokens, capitals: list[int]) -> set[int]:
    """Return the lines in which nearly every word is capitalised: there, a capital says nothing."""
    counts: dict[int, int] = {}
    for index in capitals:
        number = tokens.sentence_of[index]
        counts[number] = counts.get(number, 0) + 1
    found = set()
    for number, count in counts.items():
        first, end = tokens.sentences[number]
        if count >= _SHORTEST_HEADING and count * 2 >= end - first and _stands_alone(tokens, first, end):
            open_class = [w for w in tokens.words[first:end] if w[0].isalpha() and w.lower() not in _closed_words()]
            if sum(word[0].isupper() for word in open_class) >= _HEADING_SHARE * len(open_class):
                found.add(number)
    return found


def _stands_alone(tokens: Tokens, first: int, end: int) -> bool:
    """Tell whether a sentence is all there is on its line."""
    line = tokens.paragraph_of
    return (first == 0 or line[first - 1] != line[first]) and (end == len(line) or line[end] != line[first])


def _names_in_headings(tokens: Tokens, headings: set[int], known: list[Name]) -> Iterator[Name]:
    """Yield the names in headings that the text itself has too, longest first."""
    by_words = {name.words: name for name in known}
    for name in known:
        if name.kind == "person":
            by_words.setdefault(name.words[-1:], name)
    for number in sorted(headings):
        index, end = tokens.sentences[number]
        while index < end:
            name = next((made for made in _known_at(tokens, index, end, by_words)), None)
            index = index + 1 if name is None else name.last + 1
            if name is not None:
                yield name


def _known_at(tokens: Tokens, index: int, end: int, by_words: Mapping[tuple[str, ...], Name]) -> Iterator[Name]:
    for last in range(min(index + 4, end) - 1, index - 1, -1):
        words = _name_words(tokens.words, index, last) if tokens.words[last][0].isalnum() else ()
        if words in by_words:
            kind = by_words[words].kind
            yield Name(index, last, words, kind, index, is_possessive=tokens.words[last].endswith(POSSESSIVES))


@cache
def person_nouns() -> frozenset[str]:
    """Return the singular nouns for a person or a body: "spokeswoman", "committee"."""
    return read_words("person_nouns") | read_words("male_words") | read_words("female_words")


@cache
def _common_nouns() -> frozenset[str]:
    lists = ("organization_nouns", "document_nouns", "plural_nouns")
    return person_nouns().union(*(read_words(name) for name in lists))


@cache
def _common_adjectives() -> frozenset[str]:
    return read_words("common_adjectives")


@cache
def _closed_words() -> frozenset[str]:
    return read_words("function_words") | read_words("determiners") | frozenset(
        "i he she they we you it him them me us himself herself i'm i've i'd i'll i’m i’ve i’d i’ll yes".split()
    )


@cache
def _never_names() -> frozenset[str]:
    return read_words("calendar_words")


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word may begin a name."""
    word, lower = tokens.words[index], tokens.lower[index]
    if (lower in _closed_words() or _contracted(lower) in _closed_words()) and word not in {"US", "IT"}:
        return word in _NAMES_TOO and _goes_on(tokens, index) and not _begins_sentence(tokens, index)
    if word in _never_names():
        return word in _NAMES_TOO and _goes_on(tokens, index)
    return not _begins_sentence(tokens, index) or _is_name_at_start(tokens, index)


def _contracted(lower: str) -> str:
    """Return what stands before an apostrophe: "he" of "he'd"."""
    return lower.replace("’", "'").partition("'")[0] if "’" in lower or "'" in lower else lower


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word of the open classes follows."""
    if index + 1 >= len(tokens.words):
        return False
    after = tokens.words[index + 1]
    return after[0].isupper() and tokens.lower[index + 1] not in _closed_words() and after not in _never_names()


def _begins_sentence(tokens: Tokens, index: int) -> bool:
    if index == tokens.sentences[tokens.sentence_of[index]][0]:
        return True
    # A mark that touches the word opens a quotation; a closing one is followed by white space.
    return tokens.words[index - 1] in MARKS and tokens.ends[index - 1] == tokens.starts[index]


def _is_name_at_start(tokens: Tokens, index: int) -> bool:
    """Tell a name from a word that owes its capital to the sentence's start: "Critics", "Asked"."""
    word, lower = tokens.words[index], tokens.lower[index]
    if tokens.words[index + 1 : index + 2] == ["."] and word in read_words("honorifics"):  # "Mr. Reed left"
        return True
    if word.isupper() or is_first_name(_bare(word)) or _goes_on(tokens, index):
        return True
    if lower.endswith(("ing", "ly", "ed")) and len(lower) > 5:
        return False
    if lower in _common_nouns() or (lower[-1] == "s" and lower[:-1] in _common_nouns()) or lower.endswith("men"):
        return False
    return lower not in _common_adjectives()


def _end_of_run(tokens: Tokens, index: int) -> int:
    """Return the last token of the capitalised run that begins at `index`."""
    last = index
    while last - index < _LONGEST:
        following = _next_of_run(tokens, index, last)
        if following == last:
            break
        last = following
    return last


def _next_of_run(tokens: Tokens, first: int, last: int) -> int:
    """Return the next token that belongs to the run; `last` itself when the run ends there."""
    words = tokens.words
    after = last + 1
    if after >= len(words) or words[last].endswith(POSSESSIVES) or tokens.sentence_of[after] != tokens.sentence_of[last]:
        return last
    word = words[after]
    if word[0].isupper():
        return after if _is_initial(tokens, after) or (tokens.lower[after] not in _closed_words() and word not in _never_names()) else last
    if word == ".":
        return _over_point(tokens, last)
    if word == ",":
        return after + 1 if after + 1 < len(words) and words[after + 1] in GENERATIONS else last
    if word == "/":
        return _over_slash(tokens, after, last)
    if word == "&" or word in _PARTICLES:
        return _over_joint(tokens, after, last)
    if word in _JOINS and _is_body_or_office(tokens, first, last):
        return _over_joint(tokens, after, last)
    if word == "and" and " ".join(words[last : last + 4]) in read_words("organization_names"):
        return last + 3  # Customs and Border Protection
    if word == "and" and any(w in _JOINS for w in words[first:last]) and _names_body(words[min(after + 1, len(words) - 1)]):
        return after + 1
    return last


def _is_initial(tokens: Tokens, index: int) -> bool:
    """Tell the initial of a name: "A" before its point."""
    if len(tokens.words[index]) > 1 or index + 1 >= len(tokens.words):
        return False
    return tokens.words[index + 1] == "." and tokens.starts[index + 1] == tokens.ends[index]


def _over_point(tokens: Tokens, last: int) -> int:
    """Step over the point of an initial or abbreviation: "John F. Kelly", "Gen. Ames", "Reed Jr."."""
    word, after = tokens.words[last], last + 2
    if tokens.starts[last + 1] != tokens.ends[last]:
        return last
    if word in GENERATIONS:
        return last + 1
    if not (word in read_words("abbreviations") or (len(word) == 1 and word.isupper())) or after >= len(tokens.words):
        return last
    if tokens.words[after][0].isupper() and tokens.lower[after] not in _closed_words():
        return after if tokens.sentence_of[after] == tokens.sentence_of[last] else last
    return last


def _over_slash(tokens: Tokens, slash: int, last: int) -> int:
    """Step over the stroke of two bodies acting together: "Ostley News/Ames Journal"."""
    after = slash + 1
    touches = after < len(tokens.words) and tokens.starts[after] == tokens.ends[slash] == tokens.ends[last] + 1
    return after if touches and tokens.words[after][0].isupper() else last


def _over_joint(tokens: Tokens, joint: int, last: int) -> int:
    """Step over "de", "&", "of the" to the capitalised word behind; stay when there is none."""
    after = joint + 1
    while after < min(joint + 3, len(tokens.words)) and (tokens.words[after] in _PARTICLES or tokens.words[after] == "the"):
        after += 1
    if after < len(tokens.words) and tokens.words[after][0].isupper() and tokens.lower[after] not in _closed_words():
        return after if tokens.words[after] not in _never_names() else last
    return last


def _is_body_or_office(tokens: Tokens, first: int, last: int) -> bool:
    word = tokens.words[last]
    return _names_body(word) or (word in {"Secretary", "Director", "Speaker", "Americans", "Citizens", "Republicans", "Minister", "Attorney"})


def _names_body(word: str) -> bool:
    return word in read_words("organization_words")


def _read_run(tokens: Tokens, first: int, last: int) -> Name:
    """Tell the titles of a run from the name, and what kind of name it is."""
    if first == last:
        return _read_word(tokens, first)
    words = tokens.words
    start = _after_titles(tokens, first, last)
    is_possessive = words[last].endswith(POSSESSIVES) or (words[last][-1] == "s" and _at(words, last + 1) in _APOSTROPHES)
    if start > last:
        return Name(first, last, _name_words(words, first, last), "office", first, is_possessive=is_possessive)
    if start == first:
        start = _after_adjectives(words, first, last)
    parts = _name_words(words, start, last)
    kind = _kind(tokens, start, last, parts, titled=_has_title(words, first, start))
    if kind != "person":
        whole = _name_words(words, first, last)
        is_place = kind == "place" and start == first
        return Name(first, last, whole, kind if is_place or kind in {"adjective", "unknown"} else "organization",
                    first, is_possessive=is_possessive, is_modifier=_modifies(tokens, last))  # fmt: skip
    return _person(tokens, first, start, last, parts, is_possessive)


def _read_word(tokens: Tokens, index: int) -> Name:
    """Read a run of one word: the most frequent case, so the shortest way."""
    word = tokens.words[index]
    bare = _bare(word)
    is_possessive = bare is not word or (bare[-1] == "s" and _at(tokens.words, index + 1) in _APOSTROPHES)
    if bare in read_words("honorifics"):
        return Name(index, index, (bare,), "office", index, is_possessive=is_possessive)
    kind = _listed_word(bare)
    if kind is None:
        if not _follows_role(tokens, index):
            return Name(index, index, (bare,), "unknown", index, is_possessive=is_possessive, is_modifier=_modifies(tokens, index))
        return _person(tokens, index, index, index, (bare,), is_possessive)
    return Name(index, index, (bare,), kind, index, is_possessive=is_possessive, is_modifier=_modifies(tokens, index))


@lru_cache(maxsize=8192)
def _listed_word(word: str) -> NameKind | None:
    listed = _listed_kind(word, (word,))
    return listed or ("organization" if _is_body([word], 0, 0, (word,)) else None)


def _person(tokens: Tokens, first: int, start: int, last: int, parts: tuple[str, ...], is_possessive: bool) -> Name:
    title = _start_of_role(tokens, first)
    role = None
    if title < start and not set(tokens.words[title:start]) <= _FAMILIAR | {"."}:
        role = tokens.text_of(title, start - 1)
    role = role or _apposition(tokens, last)
    gender = _gender(tokens, title, start, parts, role)
    is_modifier = not is_possessive and _modifies(tokens, last)
    return Name(start, last, parts, "person", title, role, gender, is_possessive, is_modifier, title < start)


def _name_words(words: list[str], first: int, last: int) -> tuple[str, ...]:
    """Return the words of a name: initials with their point, no other signs, no possessive ending."""
    if first == last:
        return (_bare(words[first]),)
    parts: list[str] = []
    for word in words[first : last + 1]:
        if word == "." and parts and (len(parts[-1]) == 1 or parts[-1] in GENERATIONS or parts[-1] == "St"):
            parts[-1] += "."
        elif parts and (word == "/" or parts[-1][-1] == "/"):
            parts[-1] += word
        elif word not in {".", ","}:
            parts.append(word)
    parts[-1] = _bare(parts[-1])
    return tuple(parts)


def _bare(word: str) -> str:
    return word[:-2] if word[-1] == "s" and word.endswith(POSSESSIVES) else word


def _at(words: list[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""


def _after_titles(tokens: Tokens, first: int, last: int) -> int:
    """Return the first token behind the titles of a run; `last + 1` when it is all title."""
    words, titles = tokens.words, read_words("honorifics")
    found = -1
    for index in range(first, last + 1):
        if words[index] in titles and not _is_name_here(words, index, first, last):
            found = index
        elif _names_body(_bare(words[index])) and index == last:
            return first  # "President Obama Foundation"
    if found < 0:
        return first
    start = found + 1
    while start <= last and words[start] == ".":
        start += 1
    if start <= last and words[start] in _JOINS:
        return _after_office(words, start, last)
    return start


def _is_name_here(words: list[str], index: int, first: int, last: int) -> bool:
    """Tell a title from the same word as a name: "Dean Phillips", "Stephen King"."""
    if index == last and index > first:
        return is_first_name(words[index - 1]) or words[index - 1] == "."
    return words[index] in _TITLES_TOO and index == first and last == first + 1 and is_first_name(words[index])


def _after_office(words: list[str], start: int, last: int) -> int:
    """Return where the name begins behind an office with "of": Secretary of Homeland Security | Jeh Ames."""
    for index in range(start + 2, last):
        if is_first_name(words[index]) and not _names_body(words[last]):
            return index
    return last + 1


def _after_adjectives(words: list[str], first: int, last: int) -> int:
    """Return the first token behind places and adjectives that stand before a full name: Texas Republican | Ted Orr."""
    start = first
    while start < last and (words[start] in read_words("demonyms") or words[start] in read_words("place_names")):
        start += 1
    if start > first and start < last and is_first_name(words[start]) and words[start + 1] not in read_words("demonyms"):
        return start
    return _after_body(words, first, last)


def _after_body(words: list[str], first: int, last: int) -> int:
    """Return the first token behind a body that stands before a full name: Ostley News | Ted Orr."""
    if is_first_name(words[first]) or _names_body(_bare(words[last])):
        return first
    for index in range(first + 2, last):
        if is_first_name(words[index]) and not any(word in _JOINS for word in words[first:index]):
            return index
    return first


def _has_title(words: list[str], first: int, start: int) -> bool:
    return any(word in read_words("honorifics") for word in words[first:start])


def _kind(tokens: Tokens, start: int, last: int, parts: tuple[str, ...], *, titled: bool) -> NameKind:
    """Tell what a run names, by its own words and by those next to it."""
    words = tokens.words
    text = " ".join(parts)
    listed = _listed_kind(text, parts)
    if titled and listed != "organization" and not _names_body(parts[-1]):
        return "person"
    if listed is not None:
        return listed
    if _is_body(words, start, last, parts) or _is_called_the(tokens, start, last):
        return "organization"
    if len(parts) == 1:
        return "person" if _follows_role(tokens, start) else "unknown"
    if is_first_name(parts[0]) and parts[1] not in read_words("demonyms"):
        return "person"
    if len(parts[0]) == 2 and parts[0][1] == ".":  # J. D. Ames
        return "person"
    if _follows_role(tokens, start) or _has_party(words, last) or words[last - 1] in _PARTICLES:
        return "person"
    return "unknown"


def _listed_kind(text: str, parts: tuple[str, ...]) -> NameKind | None:
    if text in read_words("organization_names") or (text.isupper() and text.title() in read_words("organization_names")):
        return "organization"
    if text in read_words("place_names"):
        return "place"
    if all(_is_adjective(part) for part in parts):
        return "adjective"
    return None


def _is_adjective(part: str) -> bool:
    demonyms = read_words("demonyms")
    return part in demonyms or (part[-1] == "s" and part[:-1] in demonyms)


def _is_called_the(tokens: Tokens, start: int, last: int) -> bool:
    """Tell a body or thing by its article: "the Ostley Sentinel" (but "the Ames supporters", "the Ames family")."""
    if start == 0 or start == last or tokens.lower[start - 1] != "the" or last + 1 >= len(tokens.words):
        return False
    after = tokens.lower[last + 1]
    return not after[0].isalpha() or after in _closed_words() or after in verb_forms()


def _is_body(words: list[str], start: int, last: int, parts: tuple[str, ...]) -> bool:
    """Tell an organisation by its last word, its joints, or by being an acronym."""
    if _names_body(parts[-1]) or "&" in parts:
        return True
    if any(word in _JOINS for word in words[start:last]):
        return True
    if len(parts) > 1:
        return False
    return "/" in parts[0] or (parts[0].isupper() and 1 < len(parts[0]) <= _LONGEST_ACRONYM and parts[0].isalpha()) or parts[0].endswith((".com", ".org", ".net", ".gov"))


def _follows_role(tokens: Tokens, start: int) -> bool:
    """Tell whether a noun for one person stands directly before: "spokesman | Reed"."""
    if start == 0 or tokens.sentence_of[start - 1] != tokens.sentence_of[start]:
        return False
    before = tokens.lower[start - 1]
    return before in person_nouns() and before not in read_words("organization_nouns")


def _has_party(words: list[str], last: int) -> bool:
    """Tell whether a party or an age stands behind: "Ames (R-Ohio)", "Ames, 43,"."""
    if _at(words, last + 1) == "(":
        return _at(words, last + 2)[:2] in {"R-", "D-", "I-", "R", "D", "I"}
    return _at(words, last + 1) == "," and _at(words, last + 2).isdigit() and _at(words, last + 3) in {",", "."}


def _modifies(tokens: Tokens, last: int) -> bool:
    """Tell whether the name stands before another noun: "Trump supporters"."""
    after = last + 1
    if after >= len(tokens.words) or tokens.sentence_of[after] != tokens.sentence_of[last]:
        return False
    lower = tokens.lower[after]
    return lower in _modified_nouns() or (lower[-1] == "s" and lower[:-1] in _modified_nouns())


@cache
def _modified_nouns() -> frozenset[str]:
    return read_words("person_nouns") | read_words("organization_nouns")


def _start_of_role(tokens: Tokens, first: int) -> int:
    """Return the first token of the role printed before a name, as in "White House spokeswoman"."""
    if not _follows_role(tokens, first):
        return first
    start = first - 1
    while start > 0 and first - start < _LONGEST and _is_role_word(tokens, start - 1):
        start -= 1
    while start < first - 1 and tokens.words[start] in {",", "&", "-"}:
        start += 1
    return start


def _is_role_word(tokens: Tokens, index: int) -> bool:
    word, lower = tokens.words[index], tokens.lower[index]
    if tokens.sentence_of[index] != tokens.sentence_of[index + 1] or not word[0].isalnum():
        return False
    return lower not in _closed_words() and lower not in _said() and not word.endswith((*POSSESSIVES, "ing"))


@cache
def _said() -> frozenset[str]:
    return read_words("speech_verbs") | frozenset("said says told tells according".split())


def _apposition(tokens: Tokens, last: int) -> str | None:
    """Return the role printed behind a name: ", director of the ...,"; None when what follows is no role."""
    words, lower = tokens.words, tokens.lower
    if _at(words, last + 1) == "(" and _has_party(words, last):
        return None
    if _at(words, last + 1) != "," or last + 3 >= len(words):
        return None
    first = last + 2
    if lower[first] in {"a", "an", "the"}:
        first += 1
    end = first
    is_role = False
    while end < len(words) and end - first < _LONGEST_APPOSITION and words[end] not in {",", ".", ";", "—", "--", ")", "–"} and words[end] not in MARKS:
        if lower[end] in {"who", "whose", "which", "that", "said", "says", "told", "and"} and end - first < 2:
            return None
        if lower[end] in {"who", "whose", "which", "said", "says"}:
            break
        is_role = is_role or (lower[end] in _roles() and not any(w in {"of", "for", "in", "at"} for w in lower[first:end]))
        end += 1
    return tokens.text_of(first, end - 1) if is_role and end > first else None


@cache
def _roles() -> frozenset[str]:
    return (person_nouns() - read_words("organization_nouns")) | read_words("role_nouns")


def _gender(tokens: Tokens, title: int, start: int, parts: tuple[str, ...], role: str | None) -> int:
    """Weigh what the words beside a name say of the person's gender."""
    weight = first_name_weight(parts[0]) if len(parts) > 1 else 0
    male, female = read_words("male_words"), read_words("female_words")
    said = {word.lower() for word in role.split()[:6]} if role else set()
    said.update(tokens.lower[title:start])
    if said & male:
        weight += 8
    if said & female:
        weight -= 8
    return weight
