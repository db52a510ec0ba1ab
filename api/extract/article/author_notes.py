"""Recognise notes on who wrote an article, as they stand around it, and read whose name they tell.

In: one paragraph.  Out: the names of the authors.  Such a note is no part of the article; where no byline is printed,
it is the only line that says who wrote it.  A shared leaf.
"""

import re
from functools import cache

from api.extract.article.byline import read_byline
from api.extract.article.furniture import MAX_LINE
from api.extract.article.offices import is_name
from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words

_LONGEST = 900  # characters of a note
_NEAR = 160  # characters from the name to what it does
_NAMES = r"(?P<names>(?-i:[A-Z])[^;|()\n]{3,120}?)"
# "(Reporting by Ana Ruiz and Tom Lee in Lisbon; Editing by ...)", "Contact Ana Ruiz at ruiz@gazette.example"
_FORMS = re.compile(
    r"\W{0,3}(?:"
    rf"(?:reporting|story|written|words) by:? {_NAMES}(?= additional | editing | writing |[;.)]|$)"
    r"|(?:you can )?(?:contact|reach|e-?mail|follow)(?: (?:reporter|columnist|staff writer|[\w ]{0,30}editor))?"
    r" (?P<asked>(?-i:[A-Z])[\w.’'-]*(?: (?-i:[A-Z])[\w.’'-]*){1,3})(?= (?:at|on|via)\b|$)"
    r"|about (?P<about>(?-i:[A-Z])[\w.’'-]*(?: (?-i:[A-Z])[\w.’'-]*){1,3})$"
    r")",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?:[A-Z][\w.’'-]* ){2,4}(?=(?:can|may) be (?:reached|contacted|e-?mailed|followed)\b)"
)
_DOES = re.compile(
    r"(?:,? who [^.,]{0,60},)? "
    r"(?:(?:is|was|has (?:been|worked|written|covered|reported))(?! \w+ing\b(?! (?:about|for|on)\b))"
    r"|covers|writes (?:about|for|on)|reports|works|joined|serves|specialises|specializes)\b"
)
_SPEECH = re.compile(r"\b(?:said|says|told|tells|added)\b|[“\"„]|''")
_WRITES = re.compile(
    r"\b(?:covers|writes|writing|reports on|reporting|covering|written for|has covered|journalism|newsroom)\b"
)


# "Ana Ruiz is a reporter for the Gazette."
_BIOGRAPHY = re.compile(
    r"""
    [A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){1,3},?\ is\ (?:an?|the)\ (?:[\w-]+\ ){0,4}
    (?:staff\ writer|reporter|columnist|correspondent|contributor|freelance\ (?:writer|journalist)|editor)\b
    .{0,20}\b(?:for|at|of|with|covering|who\ covers|based)\b
  | [A-Z][\w.’-]+(?:\ [A-Z][\w.’-]+){0,2}-based\ (?:correspondent|reporter|journalist|editor|columnist)
    \ (?:covering|for)\b
  | [A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){1,3}\ (?:covers|writes\ about|reports\ on)\ .{3,120}
    \b(?:for|at)\ (?:the\ )?[A-Z]
    """,
    re.VERBOSE,
)


def is_biography(text: str) -> bool:
    """Tell a short note that says what somebody does for a paper, whoever it is."""
    return len(text) <= MAX_LINE and _BIOGRAPHY.match(text) is not None


def names_in_note(text: str, above: str = "") -> tuple[str, ...]:
    """Return the names that a note on the authors tells; none when `text` is no such note.

    `above` is the line above it, which may be the name whose first name the note begins with, or a heading.

    >>> names_in_note("Ada Bloom is a reporter for the Ostley Echo.")
    ('Ada Bloom',)
    """
    if len(text) > _LONGEST:
        return ()
    found = _FORMS.match(text)
    if found:
        byline = read_byline(found["names"] or found["asked"] or found["about"], certain=True)
        names = byline.authors if byline and all(map(is_name, byline.authors)) else ()
        asked = (found["asked"] or "").split()[:1]
        is_somebody = all(map(is_first_name, asked))  # not "Follow Marle Stars on"
        return names if is_somebody else ()
    reached = _REACHED.match(text)
    if reached:
        return (reached[0].strip(),)
    name = _introduced(text, above)
    return (name,) if name else ()


def _introduced(text: str, above: str) -> str | None:
    """Return who is told to be a writer of some kind, in a sentence that opens with the name."""
    first = above.partition(" ")[0]
    if text.startswith(f"{first} ") and is_name(above) and not text.startswith(above):
        text = above + text[len(first) :]
    words = text[:_NEAR].split()
    if not is_first_name(words[0]) and _ABOUT.match(above) is None:
        return None
    for length in (4, 3, 2):
        name = " ".join(words[:length]).rstrip(",")
        does = text[len(name) : len(name) + _NEAR]
        if is_name(name) and _DOES.match(does):
            is_writer = _tells_a_writer(does)
            parts = name.split()
            if parts[: length // 2] == parts[length // 2 :]:  # "Ana Ruiz Ana Ruiz is": a picture's text above
                name = " ".join(parts[: length // 2])
            return name if is_writer and not _SPEECH.search(does) else None
    return None


_ABOUT = re.compile(r"about the authors?\W*$", re.IGNORECASE)


def _tells_a_writer(text: str) -> bool:
    words = {word.strip(".,;:’'\"”)").lower() for word in text.replace("’s", "").split()}
    return not words.isdisjoint(_writers()) or _WRITES.search(text) is not None


@cache
def _writers() -> frozenset[str]:
    """Return the nouns for those who write: "reporter", "columnist", "critic"."""
    return frozenset({"writer", "reporter", "editor", "correspondent", "author"}) | (
        read_words("byline_office_ends")
        - {"director", "president", "officer", "manager", "attorney", "scientist"}
    )
