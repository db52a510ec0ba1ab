"""Tell a body's name that no list has and no word in it tells, by what stands beside it somewhere in the text.

In: the body as `Tokens` and its `Name`s.  Out: yes or no for one print of a name.  A leaf that `rereading` builds on:
what one print tells holds for all of them.
"""

from api.extract.grammar.beside import word_at
from api.extract.grammar.names import Name
from api.extract.grammar.nouns import callings
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms
from api.extract.words import read_words

_SHARED = frozenset({"shareholder", "shareholders", "shares", "stake"})  # in or of Orrix
_LED = frozenset({"affiliate", "ceo", "cfo", "division", "executive", "subsidiary", "unit"})  # ... of Orrix
_BEFORE = {"of": _SHARED | _LED, "in": _SHARED}
_SURELY_FIRMS = frozenset(
    {"automaker", "chipmaker", "drugmaker", "exporter", "importer", "insurer", "shipbuilder"}
)
_CHIEFS = frozenset({"executive", "financial", "economist"})
_HEADS = (" chief executive", " Chief Executive", " chief executive officer", " CEO", " CFO")
_BEFORE_DEEDS = frozenset({"would", "will", "had", "has", "did", "does", "may", "could"})
_OF_NOBODY = frozenset({"be", "been", "become", "take", "seem", "help", "make", "happen"})
_INTENDING = frozenset({"aims", "expected", "expects", "hopes", "intends", "operates", "planned", "plans"})


def is_run_like_a_body(tokens: Tokens, name: Name) -> bool:
    """Tell "Orrix's shares", "a subsidiary of Orrix", "an economist at Orrix", "the insurer, Orrix,", "Orrix, which
    sells" and "Orrix said it would" from what is beside a person's name.
    """
    return (
        _owns_what_bodies_have(tokens, name)
        or _is_tied_to_body(tokens, name)
        or _is_apposed(tokens, name)
        or _is_it(tokens, name)
    )


def run_by(role: str) -> tuple[str, ...]:
    """Return the words of the body that an office is at the head of: "Orrix chief executive", "Orrix CEO"."""
    ending = next((each for each in _HEADS if role.endswith(each)), "")
    return tuple(role[: -len(ending)].split()) if ending else ()


def _owns_what_bodies_have(tokens: Tokens, name: Name) -> bool:
    if not name.is_possessive:
        return False
    lower, behind = tokens.lower, name.last + 1
    is_chief = word_at(lower, behind) == "chief" and word_at(lower, behind + 1) in _CHIEFS
    return is_chief or word_at(lower, behind) in read_words("things_of_bodies")


def _is_tied_to_body(tokens: Tokens, name: Name) -> bool:
    link = tokens.words[name.first - 1] if name.first else ""
    if link == "at":
        return word_at(tokens.words, name.first - 2) in callings()
    if link in _BEFORE:
        return word_at(tokens.lower, name.first - 2) in _BEFORE[link]
    return link.endswith("-based")


def _is_apposed(tokens: Tokens, name: Name) -> bool:
    """Tell "the insurer, Orrix, will"."""
    noun = tokens.lower[name.first - 2] if name.first > 1 and tokens.words[name.first - 1] == "," else ""
    is_closed = word_at(tokens.words, name.last + 1) == "," and len(name.words) == 1
    return is_closed and (noun in read_words("firm_nouns") or noun in _SURELY_FIRMS)


def _is_it(tokens: Tokens, name: Name) -> bool:
    """Tell "Orrix, which makes ..." and "Orrix said it would cut", "Orrix said its ..."."""
    lower, index = tokens.lower, name.last + 1
    if word_at(lower, index) == ",":
        return word_at(lower, index + 1) == "which" and word_at(lower, index + 2)[-1:] == "s"
    if word_at(lower, index) not in speech_forms() or name.is_possessive:
        return False
    index += 1 + (word_at(lower, index + 1) == "that")
    if word_at(lower, index) == "its":
        return True
    if word_at(lower, index) != "it":
        return False
    verb, base = word_at(lower, index + 1), word_at(lower, index + 2)
    base = word_at(lower, index + 3) if base == "not" else base
    return verb in _INTENDING or (verb in _BEFORE_DEEDS and base.isalpha() and base not in _OF_NOBODY)
