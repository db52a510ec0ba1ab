"""Say which printed words name the speaker of each quotation, and which words attribute it.

In: the body as `Tokens`, its noun phrases, and what stands in quotation marks.  Out: for each quotation, in
order, whether it is somebody's statement at all, the mention of its speaker, the cue, and how sure that is.
Who the mention refers to is the work of `speakers`.

How it decides. For each quotation the phrases around it are candidates (`_candidates`). Each candidate is
described by where it stands and how it is tied to a verb (`describe`): "subject of a verb of saying, in the
sentence that the quotation ends", "the mention that the quotation before was given". The descriptions are
weighed with `weights/attribution.tsv`, learned by `bench/learn_attribution.py` from annotated news
(PolNeAR, Newell et al. 2018), and the heaviest wins; the share of its weight among all candidates' is the
probability that it is right. A second, smaller set of weights tells statements from scare quotes and titles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp

from api.extract.phrases import Phrase, person_nouns
from api.extract.quotes import Quoted
from api.extract.tokens import MARKS, Tokens
from api.extract.verbs import speech_forms, verb_forms
from api.extract.weights import read_weights
from api.extract.words import read_words

NOBODY = None
_REACH_BACK = 5  # candidates looked at in each direction; beyond, fewer than 1 in 200 mentions are found
_PREPOSITIONS = frozenset(
    "of to for by in with from at about on against over after before under like than into between among as through".split()
)
_COMMON_SAYING = frozenset({"say", "tell", "add", "write", "ask", "tweet", "note", "argue", "continue", "explain", "reply"})
_SKIPPED = frozenset(
    "has have had is was also then later once even still never not repeatedly recently previously already often just first "
    "again now did would will may might could should 's ’s been being".split()
)


@dataclass(frozen=True, slots=True)
class Tie:
    """How a phrase is tied to the verb that makes it a subject.

    `relation` is "NV" (phrase, then verb), "VN" (verb, then phrase), "according", or "none"; `verb` is the
    verb's token and `how` the words between, in one word: "next", "adverb", "apposition".
    """

    relation: str = "none"
    verb: int = -1
    how: str = "next"
    verb_class: str = "none"


@dataclass(slots=True)
class Scene:
    """One body, as attribution looks at it: its tokens, phrases and quotations, and what lies inside quotation marks."""

    tokens: Tokens
    phrases: list[Phrase]
    quoted: list[Quoted]
    inside: list[int] = field(default_factory=list)
    spoken: list[Phrase] = field(default_factory=list)
    ties: dict[int, Tie] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inside = [-1] * (len(self.tokens.words) + 1)
        for number, quote in enumerate(self.quoted):
            for index in range(quote.first, quote.last + 1):
                self.inside[index] = number
        self.spoken = [phrase for phrase in self.phrases if self.inside[phrase.first] < 0]

    def tie_of(self, phrase: Phrase) -> Tie:
        """Return how `phrase` is tied to a verb; worked out once."""
        tie = self.ties.get(phrase.first)
        if tie is None:
            tie = self.ties[phrase.first] = _tie(self, phrase)
        return tie


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may name the speaker, and where it stands seen from the quotation.

    `zone` is "after" or "before" (same sentence), "later" or "earlier" (same paragraph), "above" (the paragraph
    before), "carried" (the mention of the quotation before, out of reach otherwise). `between` counts the other
    candidates that are nearer on the same side.
    """

    phrase: Phrase
    zone: str
    between: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """The verdict on one quotation.

    `statement` is the probability that somebody said it; `mention` the phrase that names the speaker, or None;
    `confidence` the probability that the mention is right; `cue` the token of the verb, or None.
    """

    statement: float
    mention: Phrase | None
    confidence: float
    tie: Tie | None


def attribute(scene: Scene) -> list[Attribution]:
    """Return the verdict on each quotation of the scene, in order."""
    verdicts: list[Attribution] = []
    previous: Phrase | None = None
    for number in range(len(scene.quoted)):
        verdict = _decide(scene, number, previous)
        verdicts.append(verdict)
        if verdict.mention is not None and verdict.statement >= 0.5:
            previous = verdict.mention
    return verdicts


def _decide(scene: Scene, number: int, previous: Phrase | None) -> Attribution:
    weights = read_weights("attribution")
    candidates = find_candidates(scene, number, previous)
    context = describe_context(scene, number)
    scores = [_weigh(weights, describe(scene, number, candidate, previous, context)) for candidate in candidates]
    nobody = _weigh(weights, [f"nobody {c}" for c in context] + ["nobody"])
    best = max(range(len(scores)), key=scores.__getitem__, default=-1)
    top = max([nobody, *scores])
    total = exp(nobody - top) + sum(exp(score - top) for score in scores)
    mention = candidates[best].phrase if best >= 0 and scores[best] >= nobody else NOBODY
    confidence = exp(scores[best] - top) / total if mention is not None else 0.0
    tie = scene.tie_of(mention) if mention is not None else None
    evidence = describe_statement(scene, number, candidates[best] if mention is not None else None, confidence, context)
    statement = 1 / (1 + exp(-_weigh(read_weights("statement"), evidence)))
    return Attribution(statement, mention, confidence, tie)


def _weigh(weights: Mapping[str, float], features: Sequence[str]) -> float:
    return sum(weights.get(feature, 0.0) for feature in features)


# ---------------------------------------------------------------------------------------------- candidates


def find_candidates(scene: Scene, number: int, previous: Phrase | None) -> list[Candidate]:
    """Return the phrases that may name the speaker of quotation `number`, each with its zone."""
    found: list[Candidate] = []
    quote = scene.quoted[number]
    seen = set()
    for phrase, zone, between in [*_behind(scene, quote), *_ahead(scene, quote)]:
        found.append(Candidate(phrase, zone, between))
        seen.add(phrase.first)
    if previous is not None and previous.first not in seen:
        found.append(Candidate(previous, "carried", 0))
    return found


def _behind(scene: Scene, quote: Quoted) -> Iterator[tuple[Phrase, str, int]]:
    """Yield the phrases before the quotation, nearest first: its sentence, its paragraph, the paragraph above."""
    tokens = scene.tokens
    sentence = tokens.sentence_of[max(quote.first - 1, 0)]
    paragraph = tokens.paragraph_of[quote.first]
    at = _index_of_last_before(scene.spoken, quote.first)
    counts = {"before": 0, "earlier": 0, "above": 0}
    for phrase in reversed(scene.spoken[max(0, at - 30) : at]):
        there = tokens.paragraph_of[phrase.first]
        if there == paragraph:
            zone = "before" if tokens.sentence_of[phrase.first] == sentence else "earlier"
        elif there == paragraph - 1:
            zone = "above"
        else:
            break
        if counts[zone] < (_REACH_BACK + 3 if zone == "before" else _REACH_BACK):
            yield phrase, zone, counts[zone]
        counts[zone] += 1


def _ahead(scene: Scene, quote: Quoted) -> Iterator[tuple[Phrase, str, int]]:
    """Yield the phrases behind the quotation, nearest first: in the sentence it ends, then in the next ones."""
    tokens = scene.tokens
    begin = _after_mark(scene, quote)
    paragraph = tokens.paragraph_of[quote.first]
    if begin >= len(tokens.words) or tokens.paragraph_of[begin] != paragraph:
        return
    sentence = tokens.sentence_of[begin]
    at = _index_of_last_before(scene.spoken, begin)
    counts = {"after": 0, "later": 0}
    for phrase in scene.spoken[at : at + 14]:
        if tokens.paragraph_of[phrase.first] != paragraph or tokens.sentence_of[phrase.first] > sentence + 1:
            break
        zone = "after" if tokens.sentence_of[phrase.first] == sentence else "later"
        if counts[zone] < (_REACH_BACK if zone == "after" else 3):
            yield phrase, zone, counts[zone]
        counts[zone] += 1


def _after_mark(scene: Scene, quote: Quoted) -> int:
    """Return the first token behind the quotation's closing mark."""
    begin = quote.last + 1
    while begin < len(scene.tokens.words) and scene.tokens.words[begin] in MARKS:
        begin += 1
    return begin


def _index_of_last_before(phrases: list[Phrase], token: int) -> int:
    """Return how many phrases begin before `token`."""
    low, high = 0, len(phrases)
    while low < high:
        middle = (low + high) // 2
        if phrases[middle].first < token:
            low = middle + 1
        else:
            high = middle
    return low


# ---------------------------------------------------------------------------------------------- ties to verbs


def _tie(scene: Scene, phrase: Phrase) -> Tie:
    tokens = scene.tokens
    before = tokens.lower[phrase.first - 1] if phrase.first else ""
    if before == "to" and phrase.first > 1 and tokens.lower[phrase.first - 2] == "according":
        return Tie("according", phrase.first - 2, "next", "common")
    following = _verb_after(scene, phrase)
    inverted = _verb_before(scene, phrase)
    if inverted is not None and (following is None or following.how != "next"):
        return inverted
    return following or Tie()


def _verb_before(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb of `"...," said NP`."""
    index = phrase.first - 1
    if index < 0 or scene.inside[index] >= 0 or scene.tokens.lower[index] not in verb_forms():
        return None
    form = scene.tokens.lower[index]
    return Tie("VN", index, "next", verb_class(form) + _form_of(form))


def _form_of(form: str) -> str:
    """Say whether a verb's form is a participle ("saying"), a past or third person ("said", "says"), or bare."""
    return "-ing" if form.endswith("ing") else "" if form != verb_forms().get(form) else "-bare"


def _verb_after(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb of `NP said`, over adverbs, an apposition between commas, or brackets."""
    tokens = scene.tokens
    how = "next"
    index = phrase.last + 1
    end = min(index + 24, len(tokens.words))
    while index < end and tokens.paragraph_of[index] == tokens.paragraph_of[phrase.last] and scene.inside[index] < 0:
        lower = tokens.lower[index]
        if lower in (",", "(", "-", "–", "—"):
            closing = _closing_of(scene, index)
            if closing is None:
                return None
            index, how = closing + 1, "apposition"
        elif lower in _SKIPPED or lower.endswith("ly"):
            how = how if how != "next" else "adverb"
            index += 1
        elif lower in verb_forms() or (lower.endswith("ed") and tokens.words[index][0].islower()):
            return Tie("NV", index, how, verb_class(lower) + _form_of(lower))
        else:
            return None
    return None


def _closing_of(scene: Scene, index: int) -> int | None:
    """Return where the apposition that opens at `index` closes, in the same sentence."""
    tokens = scene.tokens
    wanted = ")" if tokens.words[index] == "(" else tokens.words[index]
    sentence = tokens.sentence_of[index]
    for ahead in range(index + 1, min(index + 20, len(tokens.words))):
        if tokens.sentence_of[ahead] != sentence or scene.inside[ahead] >= 0 or tokens.words[ahead] in MARKS:
            return None
        if tokens.words[ahead] == wanted:
            return ahead
    return None


@cache
def verb_class(form: str) -> str:
    """Return "common" (say, tell, add ...), "speech", "other" for a verb's form; "unknown" for no listed verb."""
    base = verb_forms().get(form)
    if base is None:
        return "unknown"
    if base in _COMMON_SAYING:
        return "common"
    return "speech" if form in speech_forms() else "other"


# ---------------------------------------------------------------------------------------------- descriptions


def describe_context(scene: Scene, number: int) -> list[str]:
    """Describe how quotation `number` is set into its paragraph: what stands right before and behind it,
    and what the verb that leads up to it follows."""
    quote = scene.quoted[number]
    opening, closing = _what_is_before(scene, quote), _what_is_behind(scene, quote)
    return [f"<{opening}", f">{closing}", f"<{opening} >{closing}", _leading_verb(scene, quote)]


def _leading_verb(scene: Scene, quote: Quoted) -> str:
    """Say what the verb nearest before the quotation, in its sentence, follows: its own subject, "and" (then
    the subject stands further off), "to", a comma ("..., saying"), a relative pronoun, or another word."""
    tokens = scene.tokens
    verb = _verb_leading_to(scene, quote)
    if verb < 0:
        return "led by nothing"
    form = "ing" if tokens.lower[verb].endswith("ing") else verb_class(tokens.lower[verb])
    index = verb - 1
    while index >= 0 and (tokens.lower[index] in _SKIPPED or tokens.lower[index].endswith("ly")):
        index -= 1
    if index < 0 or tokens.sentence_of[index] != tokens.sentence_of[verb]:
        return f"led by {form} at start"
    lower = tokens.lower[index]
    if lower in (",", "and", "but", "to", "who", "that", "which", "by", "of", "in", "for"):
        return f"led by {form} after {lower}"
    return f"led by {form} after {'sign' if not lower[0].isalnum() else 'word'}"


def _verb_leading_to(scene: Scene, quote: Quoted) -> int:
    """Return the token of the nearest verb before the quotation, in its sentence, or -1."""
    tokens = scene.tokens
    sentence = tokens.sentence_of[quote.first]
    for index in range(quote.first - 1, max(quote.first - 14, -1), -1):
        if scene.inside[index] >= 0 or tokens.sentence_of[index] not in (sentence, tokens.sentence_of[max(quote.first - 1, 0)]):
            return -1
        if tokens.lower[index] in verb_forms() and tokens.words[index][0].islower():
            return index
    return -1


def _what_is_before(scene: Scene, quote: Quoted) -> str:
    """Say what stands right before the opening mark, in one word."""
    tokens = scene.tokens
    index = quote.first - 1
    while index >= 0 and tokens.words[index] in MARKS and scene.inside[index] < 0:
        index -= 1
    if index < 0 or tokens.paragraph_of[index] != tokens.paragraph_of[quote.first]:
        return "continued" if quote.continues_paragraph else "start"
    word, lower = tokens.words[index], tokens.lower[index]
    if scene.inside[index] >= 0:
        return "quote"
    if word in ",:":
        behind = tokens.lower[index - 1] if index else ""
        kind = verb_class(behind) if behind in verb_forms() else "ing" if behind.endswith("ing") else "word"
        return f"{word}{kind}"
    if lower in ("that", "as", "like", "is", "was", "a", "an", "the"):
        return lower
    if not word[0].isalnum():
        return "stop" if word in ".!?…" else "sign"
    if lower in verb_forms():
        return "verb-" + verb_class(lower)
    return "preposition" if lower in _PREPOSITIONS else "function" if lower in read_words("function_words") else "word"


def _what_is_behind(scene: Scene, quote: Quoted) -> str:
    """Say how the quotation ends and what stands right behind the closing mark."""
    tokens = scene.tokens
    final = tokens.words[quote.last]
    ending = final if final in ",?!." else "—" if final in "—–-…" else "w"
    begin = _after_mark(scene, quote)
    if begin >= len(tokens.words) or tokens.paragraph_of[begin] != tokens.paragraph_of[quote.first]:
        return ending + "end"
    word, lower = tokens.words[begin], tokens.lower[begin]
    if scene.inside[begin] >= 0:
        return ending + "quote"
    if word in ",.":
        return ending + word
    if lower in verb_forms():
        return ending + "verb-" + verb_class(lower)
    if not word[0].isalnum():
        return ending + "sign"
    if lower in ("he", "she", "they", "it", "i", "we"):
        return ending + "pronoun"
    if lower in read_words("function_words"):
        return ending + "function"
    return ending + ("Name" if word[0].isupper() else "word")


def describe(
    scene: Scene, number: int, candidate: Candidate, previous: Phrase | None, context: Sequence[str]
) -> list[str]:
    """Describe `candidate` as the speaker of quotation `number`: a list of features for the weights."""
    phrase, zone, between = candidate.phrase, candidate.zone, min(candidate.between, 4)
    tie = scene.tie_of(phrase)
    quote = scene.quoted[number]
    relation = f"{tie.relation}-{tie.verb_class}" if tie.relation != "none" else _standing(scene, phrase)
    place = f"{zone}{between}"
    distance = _distance(scene, phrase, quote)
    crossed = _quotes_between(scene, phrase, quote, number)
    kind = _kind(scene, phrase)
    carried = _carries(scene, phrase, previous)
    nearness = f"{zone} {distance}"
    opening, closing, both, led = context
    side = opening if zone in ("before", "earlier", "above") else closing
    role = _sentence_role(scene, phrase)
    rank = _rank(scene, candidate, quote, tie)
    return [
        f"{zone} {relation} {_base_of(scene, tie)}", f"{zone} {rank}", f"{zone} {rank} {relation}", f"{zone} {rank} {side}", f"{zone} {rank} {led}",
        f"{zone} {led} {role} {relation}", f"{place} {led}", f"{zone} {led} {_verb_place(scene, tie, quote)}",
        zone, place, relation, kind,
        f"{place} {relation}", f"{zone} {relation} {tie.how}", f"{zone} {kind}", f"{relation} {kind}",
        f"{nearness}", f"{nearness} {relation}", f"{zone} {side}", f"{zone} {both}", f"{place} {relation} {side}",
        f"{zone} {relation} {crossed}", f"{carried}", f"{carried} {zone} {both}", f"{carried} {zone} {relation} {crossed}",
        f"{zone} {role} {relation}", f"{zone} {role} {rank}", f"{zone} {_verb_place(scene, tie, quote)} {side}",
        f"{zone} {_preceding(scene, phrase)}", f"{place} {_preceding(scene, phrase)} {side}",
    ]  # fmt: skip


def _base_of(scene: Scene, tie: Tie) -> str:
    if tie.verb < 0:
        return "-"
    form = scene.tokens.lower[tie.verb]
    return verb_forms().get(form, "?")


def _rank(scene: Scene, candidate: Candidate, quote: Quoted, tie: Tie) -> str:
    """Say whether the phrase is the subject nearest to the quotation on its side, or the second, third ..."""
    if tie.relation == "none":
        return "no subject"
    phrase, nearer = candidate.phrase, 0
    low, high = (phrase.last + 1, quote.first) if phrase.last < quote.first else (quote.last + 1, phrase.first)
    at = _index_of_last_before(scene.spoken, low)
    for other in scene.spoken[at : at + 12]:
        if other.first >= high:
            break
        if scene.tie_of(other).relation != "none":
            nearer += 1
    return f"subject{min(nearer, 3)}"


def _standing(scene: Scene, phrase: Phrase) -> str:
    """Say what a phrase without a verb of its own is followed by: a colon, a mark, a sign, a word."""
    tokens = scene.tokens
    index = phrase.last + 1
    if index >= len(tokens.words):
        return "end"
    if phrase.is_possessive:
        return "possessive"
    word = tokens.words[index]
    return ":" if word == ":" else "mark" if word in MARKS else "sign" if not word[0].isalnum() else "word"


def _distance(scene: Scene, phrase: Phrase, quote: Quoted) -> str:
    gap = quote.first - phrase.last - 2 if phrase.last < quote.first else phrase.first - quote.last - 2
    return str(gap) if gap < 4 else "<8" if gap < 8 else "<16" if gap < 16 else "<40" if gap < 40 else "far"


def _quotes_between(scene: Scene, phrase: Phrase, quote: Quoted, number: int) -> str:
    """Count the quotations that stand between the phrase and quotation `number`."""
    count, step = 0, -1 if phrase.first < quote.first else 1
    other = number + step
    while 0 <= other < len(scene.quoted) and count < 2:
        there = scene.quoted[other]
        if (step < 0 and there.first < phrase.first) or (step > 0 and there.first > phrase.first):
            break
        count += 1
        other += step
    return f"x{count}"


def _kind(scene: Scene, phrase: Phrase) -> str:
    """Say what the phrase is made of, as far as it bears on who speaks."""
    lower = scene.tokens.lower[phrase.head]
    if phrase.kind == "pronoun":
        return "they" if lower.startswith("they") else "it" if lower.startswith("it") else "I" if lower[0] in "iwy" else "he"
    if phrase.kind != "pronoun" and lower in read_words("document_nouns"):
        return "document"
    if phrase.kind == "nominal":
        return "person" if lower in person_nouns() else "thing"
    if phrase.kind == "name":
        return "Names" if phrase.last > phrase.first else "Name"
    return phrase.kind


def _carries(scene: Scene, phrase: Phrase, previous: Phrase | None) -> str:
    """Say whether the phrase is the mention of the quotation before, or the same words again."""
    if previous is None:
        return "none before"
    if phrase.first == previous.first:
        return "same mention"
    same = scene.tokens.lower[phrase.last] == scene.tokens.lower[previous.last]
    return "same words" if same else "newer" if phrase.first > previous.first else "older"


def _sentence_role(scene: Scene, phrase: Phrase) -> str:
    """Say whether the phrase opens its sentence, or its clause."""
    tokens = scene.tokens
    first = tokens.sentences[tokens.sentence_of[phrase.first]][0]
    if phrase.first == first:
        return "opens"
    before = tokens.lower[phrase.first - 1]
    if before in ",;—–-":
        return "clause"
    return "and" if before in ("and", "but", "or") else "inside"


def _looks_titled(words: list[str]) -> str:
    """Say whether words are set as a title: all but the small words with a capital, most, or not."""
    large = [word for word in words[1:] if word.lower() not in read_words("function_words") and word.lower() not in read_words("determiners")]
    capitals = sum(word[0].isupper() for word in large)
    if not large or not words[0][0].isupper():
        return "no" if large or not words or not words[0][0].isupper() else "one"
    return "all" if capitals == len(large) else "most" if capitals * 2 > len(large) else "no"


def _verb_place(scene: Scene, tie: Tie, quote: Quoted) -> str:
    """Say whether the phrase's verb touches the quotation."""
    if tie.verb < 0:
        return "-"
    if tie.verb < quote.first:
        gap = quote.first - 1 - tie.verb
        return "touches" if gap <= 2 else "close" if gap <= 6 else "away"
    gap = tie.verb - quote.last - 1
    return "touches" if gap <= 1 else "close" if gap <= 5 else "away"


def _preceding(scene: Scene, phrase: Phrase) -> str:
    before = scene.tokens.lower[phrase.first - 1] if phrase.first else ""
    if before in _PREPOSITIONS:
        return before
    if before in verb_forms():
        return "verb-" + verb_class(before)
    return "-"


def describe_statement(
    scene: Scene, number: int, best: Candidate | None, confidence: float, context: Sequence[str]
) -> list[str]:
    """Describe quotation `number` as somebody's statement or a mere term: a list of features for the weights."""
    tokens, quote = scene.tokens, scene.quoted[number]
    words = [tokens.words[i] for i in range(quote.first, quote.last + 1) if tokens.words[i][0].isalnum()]
    length = len(words)
    size = str(length) if length < 6 else "<9" if length < 9 else "<15" if length < 15 else "long"
    titled = _looks_titled(words)
    before = tokens.lower[quote.first - 2] if quote.first > 1 else ""
    behind = tokens.lower[after] if (after := _after_mark(scene, quote)) < len(tokens.words) else ""
    owned = before.endswith(("'s", "’s")) and tokens.words[quote.first - 2][0].isupper()
    verbs = any(word.lower() in verb_forms() or word.lower() in ("is", "are", "was", "will", "can", "not") for word in words)
    tie = scene.tie_of(best.phrase) if best is not None else Tie()
    zone = best.zone if best is not None else "nobody"
    sure = f"sure{int(confidence * 5)}"
    relation = f"{tie.relation}-{tie.verb_class}"
    opening, closing, both, led = context
    return [
        "bias", led, f"{led} {size}", f"word before {before}", f"word behind {behind}", f"owned {owned} {titled}",
        f"titled {titled} {relation}", f"titled {titled} {opening}", f"word before {before} {titled}", f"size {size}", f"titled {titled}", f"titled {titled} {size}", f"verbs {verbs}", f"verbs {verbs} {size}",
        opening, closing, both, f"{opening} {size}", f"{closing} {size}", f"{zone} {relation}", f"{zone} {size}",
        f"{relation} {size}", sure, f"{sure} {size}", f"{zone} {_verb_place(scene, tie, quote)}",
        f"closed {quote.is_closed}", f"first {words[0][0].isupper() if words else None}",
    ]  # fmt: skip
