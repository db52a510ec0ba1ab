"""Tell a relative clause that ends right before its owner's verb: "The man | who shot Bert Orr | said".

In: the body as `Tokens`.  Out: tokens.  Without commas around it nothing but the words shows where such a clause
ends: its object stands before the verb, and is not who speaks. Clauses between commas are asides, which `scene`
and `clauses` step over.
"""

from functools import cache

from api.extract.grammar.lexicon import (
    ACTS,
    CAPITAL,
    CERTAIN_VERBS,
    MARK,
    MERE_VERB,
    OBJECT_PRONOUNS,
    PERSONS,
    PRONOUN,
    SIGN,
    VERB,
)
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import inflect, verb_forms
from api.extract.words import read_words

RELATIVES = frozenset({"who", "that", "which"})
OBJECTS = OBJECT_PRONOUNS | {"her"}
"""Pronouns before a verb that are no subject of it: "the lawyer who represents | him | said"."""
_LONGEST = 14  # tokens of a clause
_QUANTITIES = frozenset({"all", "any", "both", "each", "few", "many", "more", "most", "several", "some"})
_SUMS = frozenset({"$", "£", "€", "%"})
_AUXILIARIES = read_words("auxiliaries")
_ADVERBS = read_words("verb_adverbs")
_OPEN_CLAUSES = read_words("subordinators") | RELATIVES | {"what", "how", "why", "but", "or", "whom", "whose"}
_TAKE_CLAUSES = read_words("holding_verbs")


@cache
def _clause_takers() -> frozenset[str]:
    """Return the verbs behind which somebody else may act: "the man who says | Orr lied |"."""
    return frozenset(form for form, _ in inflect(_TAKE_CLAUSES))


def opens_clause_before(tokens: Tokens, inside: bytearray, first: int) -> int:
    """Return the relative pronoun whose clause ends with the object that begins at token `first`, -1 for none.

    A finite verb is expected right behind the object; "told the council | that Orr said" is no relative clause.
    """
    lower, traits = tokens.lower, tokens.traits
    opens = max(tokens.opening_of[first], first - _LONGEST)
    if lower[first] in RELATIVES or holds_noun(tokens, first):
        return -1
    for index in range(first - 1, opens, -1):
        if inside[index] or (traits[index] & SIGN and lower[index] not in _SUMS):
            return -1
        if lower[index] in RELATIVES:
            return index if _has_object_from(tokens, index, first) else -1
        if lower[index] in _OPEN_CLAUSES or traits[index] & PRONOUN:
            return -1
    return -1


def verb_behind_clause(tokens: Tokens, inside: bytearray, relative: int) -> int:
    """Return the verb that follows the clause of the relative pronoun at token `relative`: "the man | who shot Bert
    Orr | said"; -1 for none.
    """
    traits, lower = tokens.traits, tokens.lower
    if lower[relative] not in RELATIVES:
        return -1
    end = min(relative + _LONGEST, tokens.sentences[tokens.sentence_of[relative]][1])
    for index in range(relative + 2, end):
        if inside[index] or traits[index] & MARK or (traits[index] & SIGN and lower[index] not in _SUMS):
            return -1
        if _surely_acts(tokens, index):
            object_ = _first_of_object(tokens, index, relative)
            if object_ > 0 and opens_clause_before(tokens, inside, object_) == relative:
                return index
    return -1


def _surely_acts(tokens: Tokens, index: int) -> bool:
    """Tell "who shot Bert Orr | said" and "| fled" from what may be a noun: "who read both | reports"."""
    lower, trait = tokens.lower[index], tokens.traits[index]
    if not trait & VERB or trait & CAPITAL or tokens.lower[index - 1] == "to":
        return False
    return lower in CERTAIN_VERBS or (
        lower[-3:] != "ing" and lower[-1] != "s" and lower != verb_forms()[lower]
    )


def holds_noun(tokens: Tokens, first: int) -> bool:
    """Tell "who read | both reports" from "who saw | both said", by the word behind the quantifier."""
    is_open = tokens.lower[first] in _QUANTITIES and first + 1 < len(tokens.lower)
    return is_open and tokens.traits[first + 1] & VERB > 0 and tokens.lower[first + 1] not in CERTAIN_VERBS


def _first_of_object(tokens: Tokens, verb: int, relative: int) -> int:
    """Return the last word before a verb's auxiliaries and adverbs, -1 where that is no noun."""
    index = verb - 1
    while index > relative and (tokens.lower[index] in _AUXILIARIES or tokens.lower[index] in _ADVERBS):
        index -= 1
    is_noun = not tokens.traits[index] & (MERE_VERB | SIGN) or tokens.lower[index] in OBJECTS
    return index if index > relative + 1 and is_noun else -1


def _has_object_from(tokens: Tokens, relative: int, first: int) -> bool:
    """Tell whether the words from a relative pronoun to the object at token `first` are a verb and what is tied to
    it.
    """
    lower, traits = tokens.lower, tokens.traits
    verb = relative + 1
    while verb < first and lower[verb] in _ADVERBS:
        verb += 1
    if verb >= first or not _is_finite(tokens, verb) or lower[verb] in _clause_takers():
        return False
    if lower[relative] == "that" and not _may_be_relative(tokens, relative, verb):
        return False
    while verb < first and (lower[verb] in _AUXILIARIES or lower[verb] in _ADVERBS):
        verb += 1
    return not any(
        traits[index] & MERE_VERB and lower[index][-2:] in {"ed", "es"} and lower[index - 1] != "to"
        for index in range(verb + 1, first)
    )


def _is_finite(tokens: Tokens, index: int) -> bool:
    word, trait = tokens.lower[index], tokens.traits[index]
    if trait & (CAPITAL | PERSONS):
        return False
    return word in _AUXILIARIES or (trait & ACTS > 0 and word[-3:] != "ing")


def _may_be_relative(tokens: Tokens, relative: int, verb: int) -> bool:
    """Tell "the union | that represents | nurses" from "told the union | that calls | for help"."""
    word = tokens.lower[verb]
    is_singular = tokens.lower[relative - 1][-1] != "s"
    is_base = word == verb_forms().get(word)
    return is_singular or word in _AUXILIARIES or is_base or word[-1] != "s"
