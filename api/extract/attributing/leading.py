"""Tell by the words beside a quotation who says it, whoever seems likelier: "when | Orr | shouted, “...”".

In: a `Scene` and a quotation.  Out: the phrase that names who says it, or None. The learned weights know where
phrases stand, but not these turns of phrase; behind a quotation only who is named right after the verb is told here.
"""

from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import SAYING, Scene, says, speaker_beside
from api.extract.grammar.beside import word_at
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
_NAMED_BEHIND = frozenset({"name", "pronoun", "quantifier"})  # "“No,” replies | another |"
_STOPS_BEHIND_AS = frozenset({".", ",", ";", "", "in", "on", "at"})
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
_TAGS = frozenset({"said", "says"})
_HEARD = frozenset({"heard", "seen", "filmed", "recorded", "captured", "caught", "overheard"})
_BEING = frozenset({"be", "is", "was", "are", "were", "being", "clearly", "then"})
_BEFORE_BEING = frozenset(
    {"can", "could", "may", "might", "be", "is", "was", "were", "then", "also", "clearly"}
)
_SAYING = frozenset(
    {"asking", "ordering", "saying", "screaming", "shouting", "telling", "warning", "yelling"}
)
_LONGEST_SOURCE = 3  # tokens before the name in a tag: a comma, "according to"
_LONGEST_HEARD = 20  # tokens from who is heard to the quotation
_PROMPTS = frozenset({"caused", "causing", "forced", "forcing", "led", "leading", "prompted", "prompting"})
_LONGEST_PROMPTED = 18  # tokens: "to suggest, in a hot-mic moment on Wednesday evening,"
_LONGEST_PROMPTED_NAME = 10  # tokens from the verb to "to"
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
_TOUCHING_ASIDE = 8  # ... behind "with": "with Bloom saying in a statement on Monday that “..."


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


def heard_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who is heard to say a quotation right before it, whoever tells so: "In the video, police said, | Orr |
    can be heard telling a guard, “...”".
    """
    tokens, lower, comma = scene.tokens, scene.tokens.lower, quote.first - 2
    if comma < 1 or tokens.words[comma] not in _BEFORE_WORDS or scene.inside[comma]:
        return None
    opens = max(tokens.opening_of[comma], comma - _LONGEST_HEARD)
    behind = range(comma - 1, opens, -1)
    heard = next((at for at in behind if lower[at] in _HEARD and lower[at - 1] in _BEING), None)
    if heard is None or not any(word in _SAYING for word in lower[heard + 1 : comma]):
        return None
    subject = heard - 1
    while lower[subject - 1] in _BEFORE_BEING:
        subject -= 1
    phrase = scene.ends.get(subject - 1)
    if phrase is None and tokens.words[subject - 1] == ",":  # "the lawyer, | Ada Bloom |, can be heard"
        phrase = scene.ends.get(subject - 2)
        phrase = phrase if phrase is not None and tokens.words[phrase.first - 1] == "," else None
    return phrase if phrase is not None and not phrase.is_possessive and phrase.kind != "relative" else None


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
    return (
        phrase if is_own and (before in _SUBORDINATING or _is_behind_tag(scene, phrase.first - 1)) else None
    )


def _is_behind_tag(scene: Scene, comma: int) -> bool:
    """Tell a clause behind who tells it: "In the video, | police said |, Orr shouted", "..., according to police"."""
    tokens, last = scene.tokens, comma - 1
    if last < 1 or tokens.words[comma] != ",":
        return False
    source = scene.ends.get(last - (tokens.lower[last] in _SPEECH))
    if source is None or source.first < _LONGEST_SOURCE:
        return False
    opens = source.first - 1
    if source.last == last:
        if tokens.lower[opens - 1 : source.first] != ["according", "to"]:
            return False
        opens -= 2
    return tokens.words[opens] == ","


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
        reach = _TOUCHING_ASIDE if is_aside else _TOUCHING
        if not 0 <= quote.first - 2 - tie.verb <= reach or tie.relation != "NV":
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
    """Return who is named behind the verb right behind a quotation, whatever verb that is: "“No,” echoed | Orr |",
    or says it behind "as": "“no,” as | Orr | put it"; None where who was taken says it in front.
    """
    tokens, verb = scene.tokens, scene.behind(quote)
    if (teller := _teller_behind_as(scene, quote)) is not None:
        return teller
    phrase = scene.begins.get(verb + 1)
    if phrase is None or tokens.words[quote.last] not in _OPEN_ENDS or phrase.kind not in _NAMED_BEHIND:
        return None
    if phrase.kind == "quantifier" and phrase.first < phrase.last:
        return None  # "said one of the keepers, Ada Bloom"
    tie, own = scene.tie_of(phrase), scene.tie_of(taken)
    if tie.relation != "VN" or tie.verb != verb or tie.manner.endswith("-ing") or phrase.is_possessive:
        return None
    leads = says(own) and tokens.sentence_of[own.verb] == tokens.sentence_of[quote.first - 1]
    return None if leads and own.verb < quote.first else phrase


def _teller_behind_as(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return whose words a quotation is by the clause behind its comma: "“a great day,” as | Orr | put it"."""
    tokens, link = scene.tokens, scene.behind(quote)
    phrase = scene.begins.get(link + 1) if word_at(tokens.lower, link) == "as" else None
    if phrase is None or tokens.words[quote.last] != "," or phrase.is_possessive or phrase.kind == "relative":
        return None
    tie = scene.tie_of(phrase)
    is_saying = says(tie) or tokens.lower[tie.verb : tie.verb + 2] == ["put", "it"]
    is_told = word_at(tokens.words, tie.verb + 1) in _STOPS_BEHIND_AS or tokens.lower[tie.verb + 1] == "it"
    return phrase if tie.relation == "NV" and tie.how == "next" and is_saying and is_told else None


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
    if stop < 1 or scene.inside[stop] or phrase.first > quote.first:
        return None
    if tokens.words[stop] not in _STOPS:
        return _tagged_within(scene, quote, phrase)
    sentence = tokens.sentence_of[stop]
    if tokens.paragraph_of[stop] != tokens.paragraph_of[quote.first] or says(scene.tie_of(phrase)):
        return None
    first = tokens.sentences[sentence][0]
    spoken = scene.spoken[scene.spoken_before(first) : scene.spoken_before(stop)]
    tagged = [each for each in spoken if _is_tag(scene, each)]
    return tagged[0] if len(tagged) == 1 else None


def _tagged_within(scene: Scene, quote: Quoted, phrase: Phrase) -> Phrase | None:
    """Return whose tag tears the clause before its subject, who was taken to say the quotation: "If so, wrote
    | Bloom |, Orr was “...”"; None where that subject says something itself.
    """
    tokens, tag = scene.tokens, scene.ends.get(phrase.first - 2)
    if (
        tag is None
        or tokens.words[phrase.first - 1] != ","
        or says(scene.tie_of(phrase))
        or not _is_tag(scene, tag)
    ):
        return None
    tie = scene.tie_of(tag)
    is_here = tokens.sentence_of[tag.first] == tokens.sentence_of[quote.first - 1]
    return tag if is_here and tie.manner == "common" and not scene.inside[tie.verb - 1] else None


def teller_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says something in the sentence before a quotation, as its subject: "| Ada Bloom |, 31, who fled the
    hall, said he saw people run. “...”"; None behind another paragraph, and of a clause within.
    """
    tokens, stop = scene.tokens, quote.first - 2
    if stop < 1 or scene.inside[stop] or tokens.words[stop] not in _STOPS:
        return None
    if tokens.paragraph_of[stop] != tokens.paragraph_of[quote.first]:
        return None
    opens = tokens.opening_of[stop]
    for phrase in scene.spoken[scene.spoken_before(opens) : scene.spoken_before(stop)]:
        tie = scene.tie_of(phrase)
        if (
            tie.relation != "NV"
            or tie.manner not in SAYING
            or tokens.sentence_of[tie.verb] != tokens.sentence_of[stop]
        ):
            continue
        is_main = phrase.first == opens or tokens.words[phrase.first - 1] == ","
        is_somebody = phrase.kind not in {"relative", "quantifier"} and not phrase.is_possessive
        return phrase if is_main and is_somebody else None
    return None


def opening_tag(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation behind a tag put first: "Said | one keeper |, in a letter to the town: “...”"."""
    tokens, sign = scene.tokens, quote.first - 2
    if sign < 2 or tokens.words[sign] not in _BEFORE_WORDS:  # a verb and somebody stand before
        return None
    opens = tokens.opening_of[sign]
    phrase = scene.ends.get(sign - 1)
    if tokens.words[sign] == ":" and tokens.lower[opens] in _TAGS:
        phrase = scene.begins.get(opens + 1)
    if phrase is None or scene.inside[phrase.first]:
        return None
    tie = scene.tie_of(phrase)
    return phrase if tie.relation == "VN" and says(tie) and tie.verb == opens else None


def _is_tag(scene: Scene, phrase: Phrase) -> bool:
    """Tell a speaker behind a comma and the verb: "The tide, said | Bloom |, is high"."""
    tie = scene.tie_of(phrase)
    is_said = tie.relation == "VN" and tie.manner in SAYING
    return is_said and phrase.kind in {"name", "pronoun"} and scene.tokens.words[tie.verb - 1] == ","


def prompted_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who is brought to say a quotation: "a remark that led | Ada Bloom | to suggest on Monday, “...”"."""
    tokens, lower, end = scene.tokens, scene.tokens.lower, quote.first - 1
    floor = max(tokens.opening_of[end], end - _LONGEST_PROMPTED)
    to = next((at for at in range(end - 2, floor, -1) if lower[at] == "to" and lower[at + 1] in _SPEECH), -1)
    if to < 0 or 1 in scene.inside[floor:end]:
        return None
    verb = next(
        (at for at in range(to - 2, max(floor, to - _LONGEST_PROMPTED_NAME), -1) if lower[at] in _PROMPTS), -1
    )
    phrase = scene.begins.get(verb + 1) if verb > 0 else None
    if phrase is None or phrase.last >= to or "," in tokens.words[verb:to]:
        return None
    return phrase if phrase.kind != "relative" and not phrase.is_possessive else None


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
    is_whole = tokens.opening_of[sign] == phrase.first
    is_owned = tokens.lower[phrase.first] in OWNERS or tokens.lower[phrase.last - 1].endswith(POSSESSIVES)
    return phrase if is_whole and is_owned else None
