"""Find a curated vocabulary's subjects in an article.

In: an article, and entries of `tags.yaml`.  Out: tags of origin "derived", in the vocabulary's order.  All names
are looked for at once, in one pass over the text, whatever the vocabulary's size.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from api.model import Article, Tag


class Subject(NamedTuple):
    """An entry of a curated vocabulary: `name` and `aliases` are the words to look for.

    Wherever one of them has a capital, the text must have one: "Turkey" is not found in "turkey", but in
    "TURKEY", and "drug cartels" is found in "Drug Cartels". The first letter of a plain subject's name does not
    count, as in "Drug cartels": it is a capital because it opens a line of a list.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "subject"


def derive_tags(article: Article, vocabulary: Sequence[Subject]) -> tuple[Tag, ...]:
    """Return a tag for each subject whose name or alias stands in the article's title or body as whole words."""
    if not vocabulary:
        return ()
    pattern, forms = _compile(tuple(vocabulary))
    found = {
        id_
        for text in (article.metadata.title, article.body)
        for match in pattern.finditer(text)
        for form, id_ in forms[_key(match[0])]
        if _has_capitals_of(form, _one_line(match[0]))
    }
    return tuple(Tag(subject.name, "derived", subject.kind) for subject in vocabulary if subject.id in found)


Forms = dict[str, tuple[tuple[str, str], ...]]
"""For each word to look for, in small letters: how it is written, and the id of the subject that it names."""


@lru_cache(maxsize=8)
def _compile(vocabulary: tuple[Subject, ...]) -> tuple[re.Pattern[str], Forms]:
    forms: Forms = {}
    for subject in vocabulary:
        for form in _forms_of(subject):
            forms[_key(form)] = (*forms.get(_key(form), ()), (form, subject.id))
    # Longest first, so that "drug cartels" is found before "drug".
    words = sorted(forms, key=lambda word: (-len(word), word))
    alternation = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{alternation})(?!\w)", re.IGNORECASE), forms


def _forms_of(subject: Subject) -> list[str]:
    name = subject.name
    if subject.kind == "subject" and name[1:] == name[1:].lower():
        name = name.lower()
    return [form for written in (name, *subject.aliases) if (form := _one_line(written))]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return _one_line(text).lower()


def _has_capitals_of(form: str, found: str) -> bool:
    return all(printed.isupper() for wanted, printed in zip(form, found, strict=False) if wanted.isupper())
