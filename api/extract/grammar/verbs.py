"""English verb forms made from base forms: what the word lists leave to rule.

In: `words/speech_verbs.txt`, `words/manner_verbs.txt`, `words/common_verbs.txt`, `words/irregular_verbs.txt`.
Out: tables from a form, in lower case, to its base form.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from api.extract.words import read_entries

_NOUNS_TOO = frozenset(
    {"saw", "felt", "left", "rose", "lost", "shot", "spoke", "broke", "bore", "built", "made"}
)
_VOWELS = "aeiou"
_SHORT_BASE = 4  # letters: "feel" and "call" double nothing
# Two-syllable bases stressed on the second, and short ones, double their last letter: admit, admitted; quip, quipped.
_DOUBLING = frozenset(
    [
        "admit",
        "submit",
        "permit",
        "refer",
        "quip",
        "slam",
        "snap",
        "brag",
        "chat",
        "stop",
        "drop",
        "plan",
        "rap",
        "nod",
        "grin",
        "deadpan",
        "whip",
        "blog",
        "beg",
        "get",
        "put",
        "let",
        "set",
        "cut",
        "run",
        "win",
        "sit",
        "hit",
        "begin",
        "forget",
    ]
)


@cache
def speech_forms() -> dict[str, str]:
    """Return every form of every verb of saying, with its base: {"said": "say", "grinned": "grin", ...}."""
    return dict(inflect([*read_entries("manner_verbs"), *read_entries("speech_verbs")]))


@cache
def verb_forms() -> dict[str, str]:
    """Return every form of every listed verb, with its base."""
    return dict(inflect(read_entries("common_verbs"))) | speech_forms()


@cache
def plural_forms() -> frozenset[str]:
    """Return the base forms, which several do and one doesn't: "predict"; not "put", which one did as well."""
    same = {base for base, past, *_ in map(str.split, read_entries("irregular_verbs")) if base == past}
    return frozenset(form for form, base in verb_forms().items() if form == base) - same


@cache
def mere_pasts() -> frozenset[str]:
    """Return the irregular past forms that are nothing else: "found", "heard"; not "saw", "lost"."""
    pasts = {past for pasts in _irregular().values() for past in pasts[:1]}
    return frozenset(pasts - plural_forms() - _irregular().keys() - _NOUNS_TOO)


@cache
def third_persons() -> frozenset[str]:
    """Return the forms in -s that are no plural nouns: "cites", "warns"; not "calls", "reports"."""
    return frozenset(map(_third_person, read_entries("only_verbs")))


@cache
def cue_words() -> dict[str, tuple[str, str, str]]:
    """Return each form that can report something, with its base, form and class.

    A form of several classes ("claims") is what it most often is in news: a verb of saying, then of thinking.
    """
    table: dict[str, tuple[str, str, str]] = {}
    for noun in read_entries("report_nouns"):
        table[noun] = table[noun + "s"] = (noun, "noun", "noun")
    for kind in ("opinion", "speech"):
        for form, base in inflect(read_entries(f"{kind}_verbs")):
            table[form] = (base, _form_of(form, base), kind)
    table["according"] = ("according", "to", "source")
    table["ruled"] = ("rule", "past", "speech")  # the other forms are nouns: "the ruling", "new rules"
    return table


def _form_of(form: str, base: str) -> str:
    if form == base:
        return "base"
    if form.endswith("ing"):
        return "ing"
    return "s" if form.endswith("s") else "past"


def inflect(bases: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (form, base) for each form of each base: base, third person, past, past participle, -ing form."""
    for base in bases:
        yield base, base
        yield _third_person(base), base
        yield _present_participle(base), base
        for past in _irregular().get(base, (_past(base),)):
            yield past, base
        if len(base) > _SHORT_BASE and base[-1] == "l" and base[-2] in "aeo" and base[-3] not in _VOWELS:
            yield base + "led", base  # British: marvelled, quarrelling
            yield base + "ling", base


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    rows = [entry.split() for entry in read_entries("irregular_verbs")]
    return {base: tuple(pasts) for base, *pasts in rows}


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "sh", "ch", "o")) else "s")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


def _present_participle(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + (base[-1] if base in _DOUBLING else "") + "ing"
