"""Find the runs of capitalised words in which names are printed.

In: the body as `Tokens`.  Out: runs as (first, last) tokens, both included, in order.  What a run names is told by
`names`.

One pass from left to right; each run is at most `_LONGEST` words, so time grows with the text and with nothing else.
"""

from collections.abc import Iterator
from functools import cache

from api.extract.genders import is_first_name
from api.extract.tokens import MARKS, Tokens
from api.extract.words import read_words

POSSESSIVES = ("'s", "’s")
GENERATIONS = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV"})
JOINS = frozenset({"of", "for", "on"})
_LONGEST = 10
_SHORTEST_HEADING = 5
_HEADING_SHARE = 0.85
# What may be a first name although it is a function word or a month: "Will Rogers", "April Ryan".
_NAMES_TOO = frozenset(
    {"Will", "May", "April", "June", "August", "Van", "Al", "Case", "Still", "Jan", "Mark"}
)


def find_runs(tokens: Tokens, capitals: list[int], headings: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs outside headings; `capitals` are the tokens that begin with a capital."""
    done = 0
    for index in capitals:
        if index >= done and tokens.sentence_of[index] not in headings and _may_begin(tokens, index):
            last = _end_of_run(tokens, index)
            done = last + 1
            yield index, last


def bare(word: str) -> str:
    """Return a word without its possessive ending."""
    return word[:-2] if word[-1] == "s" and word.endswith(POSSESSIVES) else word


def find_headings(tokens: Tokens, capitals: list[int]) -> set[int]:
    """Return the lines in which nearly every word is capitalised: there, a capital says nothing."""
    counts: dict[int, int] = {}
    for index in capitals:
        number = tokens.sentence_of[index]
        counts[number] = counts.get(number, 0) + 1
    found = set()
    for number, count in counts.items():
        first, end = tokens.sentences[number]
        if count >= _SHORTEST_HEADING and count * 2 >= end - first and _stands_alone(tokens, first, end):
            open_class = [
                w for w in tokens.words[first:end] if w[0].isalpha() and w.lower() not in closed_words()
            ]
            if sum(word[0].isupper() for word in open_class) >= _HEADING_SHARE * len(open_class):
                found.add(number)
    return found


def _stands_alone(tokens: Tokens, first: int, end: int) -> bool:
    """Tell whether a sentence is all there is on its line."""
    line = tokens.paragraph_of
    return (first == 0 or line[first - 1] != line[first]) and (end == len(line) or line[end] != line[first])


@cache
def person_nouns() -> frozenset[str]:
    """Return the singular nouns for a person or a body: "spokeswoman", "committee"."""
    return read_words("person_nouns") | read_words("male_words") | read_words("female_words")


@cache
def _common_nouns() -> frozenset[str]:
    lists = ("organization_nouns", "document_nouns", "plural_nouns")
    return person_nouns().union(*(read_words(name) for name in lists))


@cache
def closed_words() -> frozenset[str]:
    """Return the words that never stand in a name, in lower case."""
    return read_words("function_words") | read_words("determiners") | read_words("pronouns")


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word may begin a name."""
    word, lower = tokens.words[index], tokens.lower[index]
    if (lower in closed_words() or _contracted(lower) in closed_words()) and word not in {"US", "IT"}:
        return word in _NAMES_TOO and _goes_on(tokens, index) and not _begins_sentence(tokens, index)
    if word in read_words("calendar_words"):
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
    return (
        after[0].isupper()
        and tokens.lower[index + 1] not in closed_words()
        and after not in read_words("calendar_words")
    )


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
    if word.isupper() or is_first_name(bare(word)) or _goes_on(tokens, index):
        return True
    if lower.endswith(("ing", "ly", "ed")) and len(lower) > 5:
        return False
    if (
        lower in _common_nouns()
        or (lower[-1] == "s" and lower[:-1] in _common_nouns())
        or lower.endswith("men")
    ):
        return False
    return lower not in read_words("common_adjectives")


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
    if (
        after >= len(words)
        or words[last].endswith(POSSESSIVES)
        or tokens.sentence_of[after] != tokens.sentence_of[last]
    ):
        return last
    word = words[after]
    if word[0].isupper():
        return (
            after
            if _is_initial(tokens, after)
            or (tokens.lower[after] not in closed_words() and word not in read_words("calendar_words"))
            else last
        )
    if word == ".":
        return _over_point(tokens, last)
    if word == ",":
        return after + 1 if after + 1 < len(words) and words[after + 1] in GENERATIONS else last
    if word == "/":
        return _over_slash(tokens, after, last)
    if word == "&" or word in read_words("name_particles"):
        return _over_joint(tokens, after, last)
    if word in JOINS and _is_body_or_office(tokens, last):
        return _over_joint(tokens, after, last)
    if word == "and" and " ".join(words[last : last + 4]) in read_words("organization_names"):
        return last + 3  # Customs and Border Protection
    if (
        word == "and"
        and any(w in JOINS for w in words[first:last])
        and names_body(words[min(after + 1, len(words) - 1)])
    ):
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
    if not (word in read_words("abbreviations") or (len(word) == 1 and word.isupper())) or after >= len(
        tokens.words
    ):
        return last
    if tokens.words[after][0].isupper() and tokens.lower[after] not in closed_words():
        return after if tokens.sentence_of[after] == tokens.sentence_of[last] else last
    return last


def _over_slash(tokens: Tokens, slash: int, last: int) -> int:
    """Step over the stroke of two bodies acting together: "Ostley News/Ames Journal"."""
    after = slash + 1
    touches = (
        after < len(tokens.words) and tokens.starts[after] == tokens.ends[slash] == tokens.ends[last] + 1
    )
    return after if touches and tokens.words[after][0].isupper() else last


def _over_joint(tokens: Tokens, joint: int, last: int) -> int:
    """Step over "de", "&", "of the" to the capitalised word behind; stay when there is none."""
    after = joint + 1
    while after < min(joint + 3, len(tokens.words)) and (
        tokens.words[after] in read_words("name_particles") or tokens.words[after] == "the"
    ):
        after += 1
    if (
        after < len(tokens.words)
        and tokens.words[after][0].isupper()
        and tokens.lower[after] not in closed_words()
    ):
        return after if tokens.words[after] not in read_words("calendar_words") else last
    return last


def _is_body_or_office(tokens: Tokens, last: int) -> bool:
    word = tokens.words[last]
    return names_body(word) or (
        word
        in {
            "Secretary",
            "Director",
            "Speaker",
            "Americans",
            "Citizens",
            "Republicans",
            "Minister",
            "Attorney",
        }
    )


def names_body(word: str) -> bool:
    """Tell a word that makes a name a body's: "Committee"."""
    return word in read_words("organization_words")
