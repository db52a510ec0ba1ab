"""Know the words that can report something: verbs of saying and of thinking, nouns for statements, "according to".

In: the body as a `Scene`.  Out: its `Cue`s in order. Whether a cue reports anything here, and what, is the work
of `readings` and `indirect`.
"""

from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from api.extract.finding.scene import Scene
from api.extract.grammar.beside import word_at
from api.extract.grammar.lexicon import CAPITAL, CUE, DETERMINER, ENDERS, MARKS, MERE_ARTICLES, QUANTIFIER
from api.extract.grammar.mentions import is_speaking_noun
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verb_or_noun import PLURAL_ENDS
from api.extract.grammar.verbs import cue_words, inflect, third_persons, verb_forms
from api.extract.words import read_entries, read_words

_CUES = cue_words()
_STOPS = MARKS | {".", "?", "!", ":", ";"}
_NOT_BEFORE_NOUN = frozenset(
    {
        "to",
        "some",
        "several",
        "those",
        "these",
        "all",
        "many",
        "most",
        "each",
        "another",
        "his",
        "her",
        "their",
        "our",
        "its",
        "my",
        "as",
        "that",
        "this",
        "any",
        "other",
        "no",
        "two",
        "three",
        "four",
        "five",
        "about",
    }
)
_LONGEST_PHRASE = 12  # tokens before a noun among which its phrase begins
_BEFORE_ONE = frozenset({"a", "an", "another", "each", "every", "this"})
_AUXILIARIES = read_words("auxiliaries")
_OWNERS = frozenset({"his", "their", "its", "my", "our", "your"})
_CONTRACTED = frozenset(
    {"he", "she", "it", "who", "what", "where", "when", "how", "let", "that", "this", "there", "here"}
)
_BEFORE_ADJECTIVE = frozenset({"to", "of", "with", "from", "for", "against", "amid", "despite", "over"})
_SAYING = frozenset({"said", "says", "say", "saying"})
_BEHIND_NOUN = frozenset(
    {"to", "about", "by", "from", "of", "on", "for", "made", "over", "against", "in", "with"}
)
_PHRASES = frozenset(
    {("rest", "assured"), ("take", "note"), ("takes", "note"), ("took", "note")}
    | {("story", "highlights"), ("executive", "order"), ("executive", "orders")}
)
_LITTLE = frozenset({"little", "no", "small"})  # ... wonder
_ADJECTIVES = read_words("common_adjectives") | {"official", "public", "recent", "similar"}
_BEFORE_PLURALS = frozenset({"to", "those", "these", "many", "several"})
_MORE = frozenset({"more", "fewer", "numerous"})
_MANY = frozenset({"those", "these", "some", "many", "several", "most", "other", "two", "three"})
_BEFORE_MANY = read_words("prepositions") - {"of", "among", "than", "as", "before", "after", "like"}
_BEFORE_PER = frozenset({",", "(", "”", '"'})
_NOT_DESCRIBED = (
    read_words("function_words")
    | read_words("prepositions")
    | read_words("determiners")
    | read_words("auxiliaries")
    | {"that", "how", "why", "what", "whether", "it", "him", "them", "admitting"}
)
_BEHIND_PERSON = frozenset({"a", "an", "who", "whose"})
_NO_ADJECTIVES = frozenset({"said", "told"})
_BEFORE_NOUN = (read_words("determiners") | read_words("prepositions")) - _NOT_BEFORE_NOUN


@dataclass(slots=True)
class Cue:
    """A word that can report something: its token, base form, form and class of words.

    Forms: "base", "s", "ing", "past", "noun", "to" (according to). Classes: "speech", "opinion", "noun", "source".
    """

    token: int
    base: str
    form: str
    kind: str


def find_cues(scene: Scene) -> list[Cue]:
    """Return the words outside quotation marks that can report something, in order."""
    inside, lower = scene.inside, scene.tokens.lower
    found = scene.tokens.scattered(CUE)
    cues = [Cue(i, *_CUES[lower[i]]) for i in found if not (inside[i] or _reports_nothing(scene, i))]
    if "per" not in lower:  # as in most bodies
        return cues
    sources = [i for i, word in enumerate(lower) if word == "per" and _opens_source(scene, i)]
    return sorted([*cues, *(Cue(i, *_CUES["according"]) for i in sources)], key=attrgetter("token"))


def _opens_source(scene: Scene, index: int) -> bool:
    """Tell "per the Echo" and "as per a study" from "a pound per keeper", by the stop before and what follows."""
    tokens = scene.tokens
    before = index - 1 - (tokens.lower[index - 1] == "as")
    opens = tokens.opening_of[index] > before
    if scene.inside[index] or not (opens or tokens.words[before] in _BEFORE_PER):
        return False
    source = scene.begins.get(index + 1)
    if source is None or tokens.sentence_of[source.first] != tokens.sentence_of[index]:
        return False
    if opens and tokens.words[index] == "Per" and source.kind == "name":  # "Per Reed, a keeper, said"
        behind = tokens.lower[source.last + 1 : source.last + 3]
        return behind[:1] == [","] and _BEHIND_PERSON.isdisjoint(behind)
    is_described = tokens.traits[index + 1] & DETERMINER > 0 and is_speaking_noun(tokens.lower[source.head])
    return source.kind == "name" or is_described


def _reports_nothing(scene: Scene, index: int) -> bool:
    """Tell a word of a headline in capitals, a noun, and "That said, ..."."""
    tokens = scene.tokens
    if tokens.traits[index] & CAPITAL and tokens.words[index].isupper() and tokens.words[index - 1].isupper():
        return True
    if (tokens.lower[index - 1], tokens.lower[index]) in _PHRASES or _is_set_phrase(tokens.lower, index):
        return True
    if tokens.lower[index] == "say" and tokens.lower[index - 1] == "," == word_at(tokens.lower, index + 1):
        return True  # "from, say, Marle"
    if _is_noun_here(tokens, index) or _is_in_singular(scene, index):
        return True
    return tokens.lower[index] == "said" and _is_concession(tokens, index)


def _is_set_phrase(lower: list[str], index: int) -> bool:
    """Tell "All told, ..." and "it goes without saying that ..."."""
    if lower[index] == "told":
        return lower[index - 1] == "all" and word_at(lower, index + 1) == ","
    return lower[index] == "saying" and index > 1 and lower[index - 2 : index] == ["goes", "without"]


def _is_noun_here(tokens: Tokens, index: int) -> bool:
    """Tell a noun or name that looks like a verb: "the report", "in state", "Secretary of State"; not "to state"."""
    verb, form, _ = _CUES[tokens.lower[index]]
    before = tokens.lower[index - 1] if index else ""
    # "Mabel's | said prices rose"
    is_shop = tokens.lower[index] in _NO_ADJECTIVES and _is_possessive(before)
    is_behind = before in MERE_ARTICLES or _is_owned(before) or before in _BEFORE_ADJECTIVE
    if form == "past" and is_behind and not is_shop:
        behind = tokens.lower[index + 1] if index + 1 < len(tokens.lower) else "."
        return behind[0].isalpha() and behind not in ENDERS  # "the alleged fraud", "his promised aid"
    if (tokens.lower[index] == "alleged" and _is_adjective(tokens, index)) or (
        form == "ing" and before in MERE_ARTICLES and _may_be_described(tokens, index + 1)
    ):
        return True  # "a | warning | sign", "the | speaking | fees"
    if verb in {"relate", "venture"} and tokens.words[index][0].isupper():
        return True  # "Echo Related article", "Quay Ventures"
    if form not in {"base", "s"} or index == 0:
        return False
    if (form == "s" and (_is_counted(tokens, index) or _is_object(tokens, index))) or (
        before in _LITTLE and tokens.lower[index] == "wonder"
    ):
        return True
    if verb == "state" and form == "base" and not _states(tokens.lower, index):
        return True
    may_be_name = form == "base" or verb == "state"  # "the United | States"; a headline has "Bloom | Claims"
    if may_be_name and tokens.words[index][0].isupper() and tokens.words[index - 1] not in _STOPS:
        return True
    if before in _ADJECTIVES and index > 1 and tokens.lower[index - 2] in _BEFORE_MANY:
        return True  # "said in official | comments"
    if before in _MANY and index > 1 and tokens.lower[index - 2] in _BEFORE_MANY:
        return True  # "pushed back on those | claims"
    is_third = tokens.lower[index] in third_persons()  # "One | says it leaks"
    return not is_third and (before in _BEFORE_NOUN or _is_possessive(before))


def _may_be_described(tokens: Tokens, index: int) -> bool:
    """Tell a noun, which a participle before it may describe, from "a warning | that" and "the citing | of"."""
    word = word_at(tokens.lower, index)
    return word.isalpha() and word not in _NOT_DESCRIBED and tokens.words[index].islower()


def _is_adjective(tokens: Tokens, index: int) -> bool:
    """Tell "investigate | alleged | attacks" from "Bloom | alleged | that he left", by the verb before."""
    before = tokens.lower[index - 1]
    if word_at(tokens.lower, index + 1) == "that":
        return False  # "the release | alleged | that he left"
    return tokens.lower[index - 2] == "to" or (before in verb_forms() and before not in _AUXILIARIES)


def _states(lower: list[str], index: int) -> bool:
    """Tell "documents | state | that" and "to | state |" from "state media said" and "in each state"."""
    is_led = lower[index - 1] == "to" or lower[index - 1] in _AUXILIARIES
    return is_led or (index + 1 < len(lower) and lower[index + 1] in {"that", ":"})


def _is_possessive(word: str) -> bool:
    """Tell "Bloom's" from "he's", "who's", "it's" and "let's"."""
    return word[-2:] in {"'s", "’s"} and word[:-2] not in _CONTRACTED


def _is_owned(before: str) -> bool:
    return before in _OWNERS or _is_possessive(before)


def _is_in_singular(scene: Scene, index: int) -> bool:
    """Tell the noun of "an executive order" from a verb in that form, which agrees with a plural only."""
    lower = scene.tokens.lower
    if _CUES[lower[index]][1] != "base":
        return False
    phrase = _phrase_over(scene, index)
    if phrase is None:
        return _is_of_name(scene, index)
    if not scene.tokens.traits[phrase.first] & DETERMINER:
        return False
    if phrase.head < index and "to" in lower[phrase.head : index]:
        return False  # "the first keeper to | call"
    before = index - 1
    if lower[phrase.first] in _BEFORE_ONE:  # "a United Nations report"
        return True
    is_many = before == phrase.first and scene.tokens.traits[before] & QUANTIFIER > 0  # "Some | estimate"
    subject = lower[min(before, phrase.head)]
    return not is_many and not any(noun.endswith(PLURAL_ENDS) for noun in (lower[before], subject))


def _is_of_name(scene: Scene, index: int) -> bool:
    """Tell the noun of "the Marle | offer | values it at ..." and "the Marle | claim | for damages"."""
    name, behind = scene.ends.get(index - 1), scene.tokens.lower[index + 1 : index + 2]
    if name is None or name.kind != "name" or not behind or scene.tokens.lower[name.last].endswith("s"):
        return False
    is_noun = behind[0] in third_persons() or behind[0] in {
        "of",
        "for",
        "values",
        "was",
        "is",
        "would",
        "will",
    }
    return scene.tokens.lower[name.first] == "the" and is_noun


def _phrase_over(scene: Scene, index: int) -> Phrase | None:
    """Return the phrase that begins before token `index` and holds it."""
    for first in range(index - 1, max(index - _LONGEST_PHRASE, -1), -1):
        phrase = scene.begins.get(first)
        if phrase is not None:
            return phrase if phrase.last >= index else None
    return None


def _is_counted(tokens: Tokens, index: int) -> bool:
    """Tell the plural of "student protests could ..." from a verb, by the noun before and the verb behind."""
    before, behind = tokens.words[index - 1], tokens.lower[index + 1 : index + 2]
    if before.lower() in _OWNERS and not _AUXILIARIES.isdisjoint(behind):
        return True  # "Their | calls | were heard"
    if before.lower() in _MORE:
        return True  # "raised more | questions | about it"
    if before.lower() in _BEFORE_PLURALS:  # "led to | calls", "those | calls also show"
        return tokens.lower[index] not in third_persons()
    return before.islower() and before not in ENDERS and not _AUXILIARIES.isdisjoint(behind)


def _is_object(tokens: Tokens, index: int) -> bool:
    """Tell the noun of "faced calls for" and "lifted orders restricting" from the verb of "the man says he"."""
    behind = tokens.lower[index + 1 : index + 2]
    before = tokens.lower[index - 1]
    if before in _thinking():
        return True  # "believes | jokes rely on that"
    if (
        index > 1
        and tokens.lower[index - 2] == "to"
        and before in verb_forms()
        and tokens.words[index - 1].islower()
    ):
        return True  # "to force | states | to act", "to answer | questions | about it"
    if not behind or (before not in _SAYING and before not in _receiving()):
        return False
    if before in _SAYING and behind == ["that"]:
        return True  # "said | claims that it leaked were false"
    return behind[0] in _BEHIND_NOUN or behind[0].endswith(("ing", "ed"))


@cache
def _thinking() -> frozenset[str]:
    """Return "believes", "hoped" and the like, behind which no other finite verb stands."""
    verbs = ["believe", "think", "hope", "fear"]
    return frozenset(form for form, base in inflect(verbs) if not form.endswith("ing") and form != base)


@cache
def _receiving() -> frozenset[str]:
    """Return the forms of the verbs of which what somebody else says is the object."""
    return frozenset(form for form, _ in inflect(read_entries("receiving_verbs")))


def _is_concession(tokens: Tokens, index: int) -> bool:
    """Tell "That said, ..." and "That being said, ..." at a sentence's start, which tell of no speech."""
    lower = tokens.lower
    if lower[index - 1] not in {"that", "being"} or lower[index + 1 : index + 2] != [","]:
        return False
    first = tokens.opening_of[index]
    return lower[first:index] in (["that"], ["that", "being"], ["with", "that", "being"])
