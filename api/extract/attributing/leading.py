"""Tell by the words beside a quotation who says it, whoever seems likelier: "when | Orr | shouted, “...”".

In: a `Scene` and a quotation.  Out: the phrase that names who says it, or None. The learned weights know where
phrases stand, but not these turns of phrase; behind a quotation only who is named right after the verb is told here.
"""

from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import SAYING, Scene, says, speaker_beside
from api.extract.grammar.capitals import POSSESSIVES
from api.extract.grammar.lexicon import MERE_ARTICLES
from api.extract.grammar.mentions import OWNERS
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.verbs import speech_forms, verb_forms
from api.extract.words import read_words

_ANSWERS = frozenset({"message", "reply", "response", "verdict"})
_BEFORE_WORDS = frozenset({",", ":"})
_OPEN_ENDS = frozenset({",", "!", "?"})
_STOPS = frozenset({".", "!", "?"})
_SUBORDINATING = frozenset({"after", "as", "because", "before", "until", "when", "where", "which", "while"})
_VERBS = verb_forms()
_SPEECH = speech_forms()
_OPEN_CLAUSES = frozenset({"and", "but", "while", "whereas", "although", "though", ";"})
CALLS = read_words("calling_verbs")
_RELATIVES = frozenset({"that", "what", "which", "whom"})
_PARTICIPLES = frozenset(
    {
        "adding", "anticipating", "arguing", "branding", "calling", "claiming", "describing", "dubbing", "insisting",
        "labelling", "pledging", "predicting", "promising", "saying", "stressing", "telling", "vowing", "warning",
    }
)  # fmt: skip
_NEARER = 3  # phrases from a subject to the quotation: itself, "a keeper", "it"
_REPEATING = frozenset(
    {
        "quote",
        "quoted",
        "quotes",
        "quoting",
        "recalled",
        "recalls",
        "recalling",
        "remembered",
        "remembers",
        "heard",
    }
)
_TOUCHING = 3  # tokens between a verb and the quotation that it reports: "said it was a “..."


def quoted_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return whose words somebody else repeats in a quotation: "Orr quoted | Ada Bloom | as saying, “...”"."""
    lower, index = scene.tokens.lower, quote.first - 2
    index -= index > 0 and lower[index] in _BEFORE_WORDS
    if index < 3 or lower[index] not in {"saying", "telling"}:
        return None
    index -= 1 + (lower[index - 1] == "as")
    phrase = scene.ends.get(index)
    if phrase is None or not phrase.first or scene.inside[index] or phrase.kind == "relative":
        return None
    return phrase if lower[phrase.first - 1] in _REPEATING else None


def agent_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation before it, behind a passive verb: "a move condemned by | the town | as “...”"."""
    lower, index = scene.tokens.lower, quote.first - 2
    index -= lower[index] in MERE_ARTICLES
    verbs = _VERBS if lower[index] == "as" else _SPEECH
    index -= lower[index] == "as"
    phrase = scene.ends.get(index) if index > 1 else None
    if phrase is None or phrase.first < 2 or scene.inside[index]:  # a verb and "by" stand before
        return None
    verb = lower[phrase.first - 2]
    return phrase if lower[phrase.first - 1] == "by" and verb[-2:] == "ed" and verb in verbs else None


def speaker_leading(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation right before it, whatever stands before that: "when | Orr | shouted, “...”",
    "it was late, said | Ada Bloom |: “...”"; None where somebody says it behind.
    """
    tokens, index = scene.tokens, quote.first - 2
    is_led = index > 0 and tokens.words[index] in _BEFORE_WORDS
    index -= is_led
    if not is_led or index < 1 or scene.inside[index] or speaker_beside(scene, quote) is not None:
        return None
    named = scene.ends.get(index)
    if named is not None and named.first > 1 and tokens.words[index + 1] == ":":
        tie, is_tag = scene.tie_of(named), tokens.words[named.first - 2] == ","
        is_behind = tie.relation == "VN" and tie.verb == named.first - 1 and tie.manner == "common"
        return named if is_behind and is_tag else None
    phrase = scene.ends.get(index - 1)
    if phrase is None or phrase.is_possessive or phrase.kind == "relative" or phrase.first < 1:
        return None
    tie, before = scene.tie_of(phrase), tokens.lower[phrase.first - 1]
    is_own = tie.verb == index and tie.how == "next" and tie.manner in SAYING
    return phrase if is_own and before in _SUBORDINATING else None


def subject_touching(scene: Scene, quote: Quoted, taken: Phrase) -> Phrase | None:
    """Return who says a quotation right before it in a clause of its own, behind the clause of who was taken to say
    it: "Bloom said no, and | Orr | called it “...”", "while | Reed | said it was “...”".
    """
    tokens, at, own = scene.tokens, scene.spoken_before(quote.first), scene.tie_of(taken)
    if taken.last >= quote.first or tokens.sentence_of[taken.first] != tokens.sentence_of[quote.first - 1]:
        return None
    for phrase in reversed(scene.spoken[max(at - _NEARER, 0) : at]):
        tie, is_aside = scene.tie_of(phrase), tokens.lower[phrase.first - 1] == "with"
        if phrase.first <= taken.last:
            return None
        if not 0 <= quote.first - 2 - tie.verb <= _TOUCHING or tie.relation != "NV":
            continue
        if is_aside and tokens.lower[tie.verb] in _PARTICIPLES:
            return phrase  # "Orr left, with | Bloom | calling it “...”"
        if tie.how == "next" and tokens.lower[tie.verb] in CALLS and _opens_relative(scene, phrase):
            return phrase  # "Bloom said no, a move that | Orr | called “...”"
        if tie.how == "next" and tokens.lower[phrase.first - 1] in _OPEN_CLAUSES:
            if own.relation != "NV" or phrase.first <= own.verb:  # "the founder and | keeper | said"
                return None
            is_somebody = phrase.kind != "pronoun" or tokens.lower[phrase.first] in {"he", "she"}
            is_said = tie.manner.startswith("common") or tokens.lower[tie.verb] in CALLS
            return phrase if is_somebody and is_said else None
    return None


def speaker_following(scene: Scene, quote: Quoted, taken: Phrase) -> Phrase | None:
    """Return who is named behind the verb right behind a quotation, whatever verb that is: "“No,” echoed | Orr |";
    None where who was taken says it in front.
    """
    tokens, verb = scene.tokens, scene.behind(quote)
    phrase = scene.begins.get(verb + 1)
    if phrase is None or tokens.words[quote.last] not in _OPEN_ENDS or phrase.kind not in {"name", "pronoun"}:
        return None
    tie, own = scene.tie_of(phrase), scene.tie_of(taken)
    if tie.relation != "VN" or tie.verb != verb or tie.manner.endswith("-ing") or phrase.is_possessive:
        return None
    leads = says(own) and tokens.sentence_of[own.verb] == tokens.sentence_of[quote.first - 1]
    return None if leads and own.verb < quote.first else phrase


def _opens_relative(scene: Scene, phrase: Phrase) -> bool:
    """Tell the subject of a clause that says more of a noun: "what | Orr | called", "a move | critics | called"."""
    lower, before = scene.tokens.lower, phrase.first - 1
    if before < 2 or scene.inside[before] or phrase.kind == "pronoun":
        return False
    if lower[before] in _RELATIVES:
        return lower[before - 1] not in _SPEECH
    word = scene.tokens.words[before]
    is_noun = word.isalpha() and word[0].islower() and lower[before] not in _VERBS
    return is_noun and lower[before - 1] in MERE_ARTICLES


def tagged_before(scene: Scene, quote: Quoted, phrase: Phrase) -> Phrase | None:
    """Return who said the sentence before a quotation that is a sentence by itself, where a tag tells it: "The tide,
    said | Bloom |, is high. “...”"; None where the likeliest speaker says something there.
    """
    tokens, stop = scene.tokens, quote.first - 2
    if stop < 1 or scene.inside[stop] or tokens.words[stop] not in _STOPS or phrase.first > quote.first:
        return None
    sentence = tokens.sentence_of[stop]
    if tokens.paragraph_of[stop] != tokens.paragraph_of[quote.first] or says(scene.tie_of(phrase)):
        return None
    first = tokens.sentences[sentence][0]
    spoken = scene.spoken[scene.spoken_before(first) : scene.spoken_before(stop)]
    tagged = [each for each in spoken if _is_tag(scene, each)]
    return tagged[0] if len(tagged) == 1 else None


def opening_tag(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation behind a tag put first: "Said | one keeper |: “...”"."""
    sign = quote.first - 2
    phrase = scene.ends.get(sign - 1) if sign > 1 and scene.tokens.words[sign] in _BEFORE_WORDS else None
    if phrase is None or scene.inside[phrase.first]:
        return None
    tie = scene.tie_of(phrase)
    opens = scene.tokens.opening_of(phrase.first)
    return phrase if tie.relation == "VN" and says(tie) and tie.verb == opens else None


def _is_tag(scene: Scene, phrase: Phrase) -> bool:
    """Tell a speaker behind a comma and the verb: "The tide, said | Bloom |, is high"."""
    tie = scene.tie_of(phrase)
    is_said = tie.relation == "VN" and tie.manner in SAYING
    return is_said and phrase.kind in {"name", "pronoun"} and scene.tokens.words[tie.verb - 1] == ","


def answer_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return whose answer a quotation is by the question right before it: "| Bloom's response |? “No.”"."""
    tokens, sign = scene.tokens, quote.first - 2
    phrase = scene.ends.get(sign - 1) if sign > 1 and tokens.words[sign] == "?" else None
    if (
        phrase is None
        or tokens.lower[phrase.last] not in _ANSWERS
        or speaker_beside(scene, quote) is not None
    ):
        return None
    is_whole = tokens.opening_of(sign) == phrase.first
    is_owned = tokens.lower[phrase.first] in OWNERS or tokens.lower[phrase.last - 1].endswith(POSSESSIVES)
    return phrase if is_whole and is_owned else None
