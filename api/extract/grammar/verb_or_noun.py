"""Tell a verb from a noun or name of the same form, for the phrases: "the report | notes", "Press | secretary".

In: `Tokens`, and how far a phrase goes so far.  Out: whether the next word is a verb, which ends it.
"""

from api.extract.grammar.beside import word_at
from api.extract.grammar.lexicon import (
    CAPITAL,
    CERTAIN_VERBS,
    CUE,
    ENDERS,
    ENDS_RUN,
    MARK,
    MARKS,
    MERE_ARTICLES,
    PERSON,
    POSSESSIVE,
    SIGN,
    person_nouns,
)
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import mere_pasts, plural_forms, speech_forms, third_persons, verb_forms
from api.extract.words import read_words

_VERBS = verb_forms()
_DOCUMENTS = read_words("document_nouns")
_DETERMINERS = read_words("determiners")
_OFFICES = read_words("honorifics")
_HAVE = frozenset({"has", "have", "had", "having"})
# what a document does: "the petition read"
_READS = frozenset({"read", "reads", "states", "begin", "begins"})
_SAYS = frozenset(form for form in speech_forms() if form[-1] == "s")
_SAYS_OR_SHOWS = _SAYS | {"shows", "finds"}
_OPENING_CLAUSE = frozenset({"that", "the", "a", "an", "he", "she", "it", "they", "his", "her", "their"})
_EITHER = read_words("says_or_sayings")
_MERE_PASTS = mere_pasts()
_PLURAL_FORMS = plural_forms()
_THIRD_PERSONS = third_persons()
_FEWEST_BEFORE = 4  # tokens before the noun of a tag: a comma, a mark, an article, an adjective
_OBJECTS = frozenset({"it", "him", "them", "us", "me"})
_CUT_SHORT = frozenset({"Rep", "Reps", "Sen", "Sens", "Sgt", "Supt", "Lt", "Capt", "Trooper"})
_REQUESTS = frozenset(
    {"meet", "ask", "tell", "see", "watch", "follow", "contact", "remember", "thank", "let", "get"}
)
_LONGEST_SOURCE = 5  # tokens: "as | Ada Bloom of Marle | reports in the Echo"
_LONGEST_ROLE = 4  # tokens before a name, with the one that opens the sentence
_PEOPLE = person_nouns()
_SAID = frozenset({"said", "says", "told", "added"})
PLURAL_ENDS = ("s", "men", "people", "police")
"""What nouns end in with which a verb in its base form agrees."""


def is_verb(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell a verb from a noun or a name of the same form, by what stands around it and how it ends."""
    lower = tokens.lower[index]
    if last is not None and lower in _THIRD_PERSONS and tokens.words[index] == lower:
        return True
    looks_like_one = lower in _VERBS or (last is None and _follows_have(tokens, index))
    if not looks_like_one and not (
        last is not None and len(lower) > 4 and _ends_like_a_verb(tokens, index, last)
    ):
        return False
    if lower in _PEOPLE:
        is_tag = last is not None and _closes_tag(tokens, index, last)
        return is_tag or _is_said_by_name(tokens, index, last)
    if tokens.words[index][0].isupper():  # "Asked about it, ..."; but "the Reached Agreement", "Rose said"
        opens = looks_like_one and last is None and index == tokens.opening_of[index]
        opens = opens and not _is_in_capitals(tokens, index)
        return opens and not precedes_saying(tokens, index) and not _opens_role(tokens, index)
    if last is None:  # "the reports", but "reports of"
        follows = index > 0 and (tokens.lower[index - 1] in _DETERMINERS or tokens.lower[index - 1] == "of")
        return not follows and not opens_calling(tokens, index)
    if lower in CERTAIN_VERBS or _is_past(tokens, index) or _is_said_by_name(tokens, index, last):
        return True
    subject = tokens.lower[last]
    if lower in _READS and (subject in _DOCUMENTS or _opens_quotation(tokens, index + 1)):
        return True
    is_sure = lower in _SAYS_OR_SHOWS and (lower not in _EITHER or subject in _DOCUMENTS)
    if (is_sure and _opens_speech(tokens, index + 1)) or _closes_tag(tokens, index, last):
        return True
    if not tokens.words[last][0].isupper() and subject not in _PEOPLE:
        return _has_object(tokens, index, last)
    # A base form agrees with a plural only: "the mayors order", but "an executive order".
    return lower not in _PLURAL_FORMS or subject.endswith(PLURAL_ENDS)


def _is_in_capitals(tokens: Tokens, index: int) -> bool:
    """Tell initials that look like a verb from one in a headline: "| FIRE |, in a statement on Monday, said"."""
    is_initials = tokens.words[index].isupper() and len(tokens.words[index]) > 1
    return is_initials and not word_at(tokens.words, index + 1).isupper()


def _closes_tag(tokens: Tokens, index: int, last: int) -> bool:
    """Tell what a document or a paper says of the words right before it: "“...,” the briefing | states |.", "“...,”
    the Marle Times | reports |.".
    """
    if tokens.lower[index] not in _SAYS or last < _FEWEST_BEFORE:
        return False
    is_named = tokens.words[last][0].isupper()
    if tokens.lower[last][-1] == "s" and not is_named:
        return False
    article = last if is_named else last - 1 - (tokens.lower[last - 1] not in MERE_ARTICLES)
    while is_named and tokens.words[article][0].isupper() and last - article < _LONGEST_SOURCE:
        article -= 1
    article += is_named and tokens.lower[article] not in MERE_ARTICLES
    is_tag = is_named or tokens.lower[article] in MERE_ARTICLES
    is_tag = is_tag and article > 1 and tokens.words[article - 1] in MARKS
    return is_tag and tokens.words[article - 2] == "," and word_at(tokens.words, index + 1) in {".", ","}


def _has_object(tokens: Tokens, index: int, last: int) -> bool:
    """Tell a verb by its object, a pronoun, behind one that does it: "the petition | calls | it unfair"."""
    behind = word_at(tokens.lower, index + 1)
    does = tokens.lower[index][-1] == "s" and tokens.lower[last][-1] != "s"
    opens = tokens.opening_of[last]
    does = does and tokens.lower[opens] in MERE_ARTICLES and last - opens <= _LONGEST_ROLE
    return does and behind in _OBJECTS and tokens.lower[index] not in _PLURAL_FORMS


def _is_past(tokens: Tokens, index: int) -> bool:
    """Tell "the study | found that", "a veteran of both | put it" from "the found objects"."""
    lower = tokens.lower[index]
    if lower == "put":
        return word_at(tokens.lower, index + 1) == "it"
    return (lower.endswith("ed") or lower in _MERE_PASTS) and _no_noun_follows(tokens, index)


def _opens_role(tokens: Tokens, index: int) -> bool:
    """Tell a noun that opens a sentence from the verb by the role and name behind: "Press | secretary Ada Bloom",
    "State Department | spokesman Bert Orr". What opens one as a request is a verb: "Meet | baker Ada Bloom".
    """
    lower = tokens.lower[index]
    if lower.endswith(("ed", "ing")) or lower in _REQUESTS:
        return False
    for place in range(index + 1, min(index + _LONGEST_ROLE, len(tokens.words) - 1)):
        if tokens.traits[place] & (ENDS_RUN | SIGN | MARK | POSSESSIVE):
            return False
        is_role = tokens.traits[place] & PERSON and tokens.words[place].islower()
        if (is_role or tokens.words[place] in _OFFICES) and tokens.traits[place + 1] & CAPITAL:
            return True
        if tokens.words[place] in _CUT_SHORT:  # "State | Rep. Ada Bloom"
            return tokens.words[place + 1] == "."
    return False


def _follows_have(tokens: Tokens, index: int) -> bool:
    """Tell a participle: "has | derided | Marle plans"."""
    return index > 0 and tokens.lower[index].endswith("ed") and tokens.lower[index - 1] in _HAVE


def _opens_quotation(tokens: Tokens, index: int) -> bool:
    """Tell a verb by the quotation behind it: "the commendation read | , “...”", "the charter states | “...”"."""
    # "his recent reads, “Low Tide”"
    stops = {":"} if tokens.lower[index - 1] == "reads" else {",", ":"}
    index += index < len(tokens.words) and tokens.words[index] in stops
    return index < len(tokens.words) and tokens.words[index] in MARKS


def _opens_speech(tokens: Tokens, index: int) -> bool:
    """Tell a verb by what it says: "the research concludes | : “...”", "the filing argues | that ..."."""
    return index < len(tokens.words) and (tokens.words[index] == ":" or tokens.lower[index] == "that")


def _is_said_by_name(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell what a name reports ("the Marle Press reports | the quay ...") from what its reports do ("... | were",
    "... | that track the tides") and from "confirmed Norwegian reports | that".
    """
    if last is None or tokens.lower[index] not in _SAYS or not tokens.words[index].islower():
        return False
    behind = word_at(tokens.lower, index + 1)
    is_relative = behind == "that" and word_at(tokens.lower, index + 2) in _VERBS
    is_name = tokens.words[last][0].isupper() and tokens.words[last] not in read_words("demonyms")
    is_as = behind == "in" and "as" in tokens.lower[max(0, index - _LONGEST_SOURCE) : index]
    return is_name and (is_as or behind in _OPENING_CLAUSE) and not is_relative


def _ends_like_a_verb(tokens: Tokens, index: int, last: int) -> bool:
    """Tell "the talks stalled" and, behind a name, "Castellano corrects him" by the ending."""
    lower = tokens.lower[index]
    if lower.endswith("ed"):
        return True
    is_behind_a_name = tokens.words[last][0].isupper() and tokens.words[last].isalpha()
    return (
        is_behind_a_name
        and lower.endswith("s")
        and not lower.endswith("ss")
        and _no_noun_follows(tokens, index)
    )


def _no_noun_follows(tokens: Tokens, index: int) -> bool:
    """Tell "his standing improved after ..." from "the newly elected mayor"."""
    following = tokens.lower[index + 1] if index + 1 < len(tokens.words) else "."
    return not following[0].isalnum() or following in ENDERS


def precedes_saying(tokens: Tokens, index: int) -> bool:
    """Tell "Rose | said" and "Early | told them" from a verb or an adverb, by the verb that follows a name alone."""
    return index + 1 < len(tokens.lower) and tokens.lower[index + 1] in _SAID


def opens_calling(tokens: Tokens, index: int) -> bool:
    """Tell "said | lead author Ada Bloom" and "“...,” | press chief Ada Bloom" from a verb, which there would end as
    "says" and "said" do.
    """
    traits = tokens.traits
    if not 0 < index < len(traits) - 1 or not traits[index + 1] & PERSON:
        return False
    is_base = _VERBS.get(tokens.lower[index]) == tokens.lower[index]
    return traits[index - 1] & CUE > 0 or (traits[index - 1] & MARK > 0 and is_base)
