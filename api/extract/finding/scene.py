"""One body as the steps behind look at it: words, phrases and quotations, and how the phrases hang on verbs.

In: `Tokens`, `Phrase`s, `Quoted` stretches.  Out: a `Scene` that answers where things stand, and the
candidates for a quotation's speaker.  Which candidate it is, is the work of `attribution`; what is reported without
marks, of `indirect`.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from api.extract.finding.quotes import Quoted
from api.extract.finding.relatives import opens_clause_before, verb_behind_clause
from api.extract.grammar.days import is_day
from api.extract.grammar.lexicon import (
    ACTS,
    ADJUNCT_OPENERS,
    ASIDE_OPENERS,
    BETWEEN_SUBJECT_AND_VERB,
    BRIDGE,
    CERTAIN_VERBS,
    DAYS,
    MARK,
    MARKS,
    MERE_ARTICLES,
    PERSON,
    POSSESSIVE,
    SINGLE_MARKS,
    VERB,
)
from api.extract.grammar.phrases import Phrase, is_postnominal
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms, verb_forms

SAYING = ("common", "speech")
"""The classes of verbs that say something (see `verb_class`)."""
_VERBS = verb_forms()
_COMMON_SAYING = frozenset(
    {"say", "tell", "add", "write", "ask", "tweet", "note", "argue", "continue", "explain", "reply"}
)
_PARTICLES = frozenset({"back", "on", "in", "out"})  # fires back, goes on, chips in, calls out
_TIMES = frozenset(
    {"week", "month", "year", "night", "evening", "morning", "summer", "spring", "fall", "winter"}
)
_OCCASIONS = frozenset(
    {
        "statement",
        "interview",
        "letter",
        "email",
        "tweet",
        "speech",
        "post",
        "memo",
        "report",
        "video",
        "note",
        "press",
    }
)
THIRD_PERSON_OWNERS = frozenset({"his", "her", "their", "its"})
_IN_THE_WORDS_OF = ["in", "the", "words", "of"]
_IN_PLACES = frozenset({"in", "near", "outside"})
_FROM_PLACES = frozenset({"of", "from"})
_BEFORE_PLACES = _IN_PLACES | _FROM_PLACES | {"at"}
_CALLS_OUT = frozenset({"!", "?"})
_NEGATIONS = frozenset({"not", "n't", "never"})
_BEFORE_POSTS = frozenset({"at", "from", "of", "for", "with", "in"})
_OPEN_FURTHER_ASIDES = _FROM_PLACES | {"who"}
_NOUNS_TOO = frozenset(
    {"calls", "charges", "claims", "comments", "demands", "promises", "remarks", "reports", "threats"}
)
_BEHIND_NOUNS = frozenset({"as", "against", "have", "were", "are"})
_LONGEST_ASIDE = 20  # tokens of an apposition between a subject and its verb
_VERB_REACH = 24  # tokens from a phrase to its verb, asides included
_LOOK_BACK = 30  # phrases looked at before a quotation
_LOOK_AHEAD = 14  # phrases looked at behind it
_NEAREST = {"before": 8, "earlier": 5, "above": 5, "after": 5, "later": 3}  # candidates of each zone


@dataclass(slots=True)
class Tie:
    """How a phrase is tied to the verb that makes it a subject.

    `relation` is "NV" (phrase, then verb), "VN" (verb, then phrase), "according" (according to the phrase), or
    "none". `verb` is the verb's token; `how` what stands between: "next", "adverb", "adjunct", "apposition".
    `manner` is the verb's class and form: "common", "speech-ing", "other-bare" (see `verb_manner`).
    """

    relation: str = "none"
    verb: int = -1
    how: str = "next"
    manner: str = "none"


_UNTIED = Tie()


@dataclass(slots=True)
class Candidate:
    """A phrase that may name the speaker of a quotation, and where it stands seen from there.

    `zone` is "before" or "after" (same sentence), "earlier" or "later" (same paragraph), "above" (the paragraph
    before), "carried" (the mention of the quotation before, out of reach otherwise). `between` counts the
    candidates of the same zone that are nearer, `subjects` the phrases between it and the quotation that are the
    subject of a verb.
    """

    phrase: Phrase
    zone: str
    between: int
    subjects: int


@dataclass(slots=True)
class Scene:
    """A body's tokens, phrases and quotations.

    `inside[i]` tells whether token i stands inside a quotation; `begins` and `ends` are the phrases by their first
    and last token; `spoken` are those outside quotations: those that the reporter wrote. `openings` are the first
    tokens of the quotations. `looks` is for `descriptions` to remember what it has described.
    """

    tokens: Tokens
    phrases: Sequence[Phrase]
    quoted: Sequence[Quoted]
    inside: bytearray = field(init=False)
    begins: dict[int, Phrase] = field(init=False)
    ends: dict[int, Phrase] = field(init=False)
    spoken: list[Phrase] = field(init=False)
    openings: list[int] = field(init=False)
    _firsts: list[int] = field(init=False)
    looks: dict[int, Any] = field(init=False, default_factory=dict)
    _marked: Counter[str] = field(init=False, default_factory=Counter)
    _ties: dict[int, Tie] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.inside = bytearray(len(self.tokens.words) + 1)
        for quote in self.quoted:
            self.inside[quote.first : quote.last + 1] = b"\1" * (quote.last + 1 - quote.first)
        self.begins = {phrase.first: phrase for phrase in self.phrases}
        self.ends = {phrase.last: phrase for phrase in self.phrases}
        self.spoken = [
            phrase
            for phrase in self.phrases
            if not self.inside[phrase.first]
            and (phrase.first == phrase.last or not is_day(self.tokens, phrase.first, phrase.last))
        ]
        self.openings = [quote.first for quote in self.quoted]
        self._firsts = [phrase.first for phrase in self.spoken]

    def spoken_before(self, token: int) -> int:
        """Return how many of the `spoken` phrases begin before `token`."""
        return bisect_left(self._firsts, token)

    def tie_of(self, phrase: Phrase) -> Tie:
        """Return how `phrase` is tied to a verb; worked out once."""
        tie = self._ties.get(phrase.first)
        if tie is None:
            tie = self._ties[phrase.first] = _find_tie(self, phrase)
        return tie

    def times_marked(self, quote: Quoted) -> int:
        """Return how often the article has these words in marks, whatever sign they end with."""
        if not self._marked:
            self._marked = Counter(map(self._bare_words, self.quoted))
        return self._marked[self._bare_words(quote)]

    def _bare_words(self, quote: Quoted) -> str:
        return quote.span.of(self.tokens.text).rstrip(",.!?").lower()

    def behind(self, quote: Quoted) -> int:
        """Return the first token behind the quotation's closing mark."""
        begin = quote.last + 1
        if begin < len(self.tokens.words) and self.tokens.words[quote.last] in _CALLS_OUT:
            begin += self.tokens.words[begin] in SINGLE_MARKS  # ‘Who knows?’ | Bloom said
        while begin < len(self.tokens.words) and self.tokens.words[begin] in MARKS:
            begin += 1
        return begin


# ------------------------------------------------------------------------------------------------- candidates


def find_candidates(scene: Scene, number: int, previous: Phrase | None) -> list[Candidate]:
    """Return the phrases that may name the speaker of quotation `number`, each with its zone.

    `previous` is the mention of the quotation before; it is a candidate wherever it stands.
    """
    quote = scene.quoted[number]
    found = _candidates_behind(scene, quote)
    is_settled = bool(found) and _speaks_beside(scene, found[0].phrase, quote)
    found += _candidates_before(scene, quote, own_sentence=is_settled)
    if previous is not None and all(candidate.phrase.first != previous.first for candidate in found):
        found.append(Candidate(previous, "carried", 0, _subjects_between(scene, previous, quote)))
    return found


def _speaks_beside(scene: Scene, phrase: Phrase, quote: Quoted) -> bool:
    """Tell whether the phrase and a verb of saying follow the closing mark at once: `"...," said Ada Bloom`.

    The speaker then stands in the quotation's own sentence; other paragraphs only confuse.
    """
    tie = scene.tie_of(phrase)
    return says(tie) and min(phrase.first, tie.verb) - scene.behind(quote) <= 0


def speaker_beside(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation right behind it: "“...,” | Bloom | told Orr, according to a transcript"."""
    at = scene.spoken_before(scene.behind(quote))
    if at == len(scene.spoken) or scene.tokens.words[quote.last] == ".":
        return None
    phrase = scene.spoken[at]
    is_source = scene.tie_of(phrase).relation == "according"
    return phrase if _speaks_beside(scene, phrase, quote) and not is_source else None


def _candidates_before(scene: Scene, quote: Quoted, *, own_sentence: bool) -> list[Candidate]:
    """Return the phrases before the quotation, nearest first: its sentence, its paragraph, the one above.

    Where somebody says something in its own sentence, the speaker stands there.
    """
    sentence_of, paragraph_of = scene.tokens.sentence_of, scene.tokens.paragraph_of
    sentence = sentence_of[max(quote.first - 1, 0)]
    paragraph = paragraph_of[quote.first]
    at = scene.spoken_before(quote.first)
    found: list[Candidate] = []
    nearer = {"before": 0, "earlier": 0, "above": 0}
    subjects = 0
    for phrase in reversed(scene.spoken[max(0, at - _LOOK_BACK) : at]):
        if (
            phrase.first and scene.tokens.lower[phrase.first - 1] == "told"
        ):  # "told | the Echo" is not who speaks
            continue
        there = paragraph_of[phrase.first]
        is_same = sentence_of[phrase.first] == sentence
        if there < paragraph - 1 or (own_sentence and not is_same):
            break
        zone = "above" if there != paragraph else "before" if is_same else "earlier"
        if nearer[zone] < _NEAREST[zone]:
            found.append(Candidate(phrase, zone, nearer[zone], subjects))
        elif zone == "above":
            break
        nearer[zone] += 1
        tie = scene.tie_of(phrase)
        subjects += tie.verb >= 0
        own_sentence = own_sentence or (is_same and says(tie))
    return found


def _candidates_behind(scene: Scene, quote: Quoted) -> list[Candidate]:
    """Return the phrases behind the quotation, nearest first: in the sentence it ends, then in the next one."""
    sentence_of, paragraph_of = scene.tokens.sentence_of, scene.tokens.paragraph_of
    begin = scene.behind(quote)
    paragraph = paragraph_of[quote.first]
    found: list[Candidate] = []
    if begin >= len(paragraph_of) or paragraph_of[begin] != paragraph:
        return found
    sentence = sentence_of[begin]
    at = scene.spoken_before(begin)
    nearer = {"after": 0, "later": 0}
    subjects = 0
    for phrase in scene.spoken[at : at + _LOOK_AHEAD]:
        there = sentence_of[phrase.first]
        if paragraph_of[phrase.first] != paragraph or there > sentence + 1:
            break
        zone = "after" if there == sentence else "later"
        if nearer[zone] < _NEAREST[zone]:
            found.append(Candidate(phrase, zone, nearer[zone], subjects))
        elif zone == "later":
            break
        nearer[zone] += 1
        subjects += scene.tie_of(phrase).verb >= 0
    return found


def _subjects_between(scene: Scene, phrase: Phrase, quote: Quoted) -> int:
    """Count the subjects of verbs between a phrase and a quotation; three stand for many."""
    is_before = phrase.last < quote.first
    low, high = (phrase.last + 1, quote.first) if is_before else (quote.last + 1, phrase.first)
    between = scene.spoken[scene.spoken_before(low) : scene.spoken_before(high)]
    subjects = (other for other in between if scene.tie_of(other).verb >= 0)
    return sum(1 for _ in islice(subjects, 3))


# ------------------------------------------------------------------------------------------------- ties


def says(tie: Tie) -> bool:
    """Tell whether a phrase is tied to a verb of saying."""
    return tie.verb >= 0 and tie.manner.startswith(SAYING)


def _is_in_words(scene: Scene, phrase: Phrase) -> bool:
    """Tell whose words are quoted: "in | Bloom's words |", "in | her own words |"."""
    lower, first = scene.tokens.lower, phrase.first
    if not first or lower[first - 1] != "in" or lower[phrase.last] != "words" or phrase.last == first:
        return False
    return lower[first] in THIRD_PERSON_OWNERS or any(
        scene.tokens.traits[index] & POSSESSIVE for index in range(first, phrase.last)
    )


def _find_tie(scene: Scene, phrase: Phrase) -> Tie:
    lower = scene.tokens.lower
    if phrase.first > 1 and lower[phrase.first - 1] == "to" and lower[phrase.first - 2] == "according":
        return Tie("according", phrase.first - 2, "next", "common")
    if phrase.first > 3 and lower[phrase.first - 4 : phrase.first] == _IN_THE_WORDS_OF:
        return Tie("according", phrase.first - 2, "next", "common")
    if _is_in_words(scene, phrase):
        return Tie("according", phrase.first - 1, "next", "common")
    following, before = _verb_after(scene, phrase), _verb_before(scene, phrase)
    if following is None:
        following = _verb_behind_post(scene, phrase) or _verb_behind_relative(scene, phrase)
    elif following.how == "next" and opens_clause_before(scene.tokens, scene.inside, phrase.first) > 0:
        following = None  # "the man who shot | Bert Orr | said"
    elif following.how == "next" and _is_of_post(scene, phrase, following):
        following = None
    if following is not None and following.how == "apposition" and _names_whence(scene.tokens, phrase):
        following = None  # "a school in | Marle, on the quay, | said", "Bloom, of | Dray, Ohio, | said"
    if before is not None and _closes_speech(scene, before) and not (following and says(following)):
        return before
    if following is not None and following.how == "next":
        return following
    return before or following or _UNTIED


def _names_whence(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell where somebody is, or is from, by the preposition: behind "of" and "from" only in an aside."""
    before = tokens.lower[phrase.first - 1]
    return before in _IN_PLACES or (before in _FROM_PLACES and tokens.words[phrase.first - 2] == ",")


def _closes_speech(scene: Scene, tie: Tie) -> bool:
    """Tell `"...," said a fan | known as Rex` by the closing mark right before the verb of saying."""
    return scene.tokens.traits[tie.verb - 1] & MARK > 0 and says(tie) and scene.inside[tie.verb - 2] > 0


def _verb_before(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb of `"...," said NP`."""
    index = phrase.first - 1
    is_particle = index > 0 and scene.tokens.lower[index] in _PARTICLES  # "..." shot back Ada Bloom
    index -= is_particle
    if index < 0 or scene.inside[index] or not scene.tokens.traits[index] & VERB:
        return None
    # "he did not mention | Orr"
    if index and (scene.tokens.lower[index - 1] in _NEGATIONS or scene.tokens.lower[index] == "told"):
        return None
    return Tie("VN", index, "next", "speech" if is_particle else verb_manner(scene.tokens.lower[index]))


def _verb_after(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb of `NP said`, over adverbs, an apposition between commas, or brackets."""
    tokens, how = scene.tokens, "next"
    index = phrase.last + 1
    end = min(index + _VERB_REACH, len(tokens.words))
    line = tokens.paragraph_of[phrase.last]
    while index < end and tokens.paragraph_of[index] == line and not scene.inside[index]:
        trait, lower = tokens.traits[index], tokens.lower[index]
        if not trait & BRIDGE:
            is_noun = how == "next" and lower in _NOUNS_TOO and _is_noun_here(tokens, phrase, index)
            return Tie("NV", index, how, verb_manner(lower)) if trait & ACTS and not is_noun else None
        if lower in ASIDE_OPENERS:
            closing = _end_of_asides(scene, index)
            if closing is None:
                return None
            index, how = closing, "apposition"
        elif lower in BETWEEN_SUBJECT_AND_VERB or lower.endswith("ly"):
            how = "adverb" if how == "next" else how
        elif (after := _end_of_adjunct(tokens, index)) is not None:
            index, how = after, "adjunct"
        elif trait & ACTS:
            return Tie("NV", index, how, verb_manner(lower))
        else:
            return None
        index += 1
    return None


def _is_noun_here(tokens: Tokens, phrase: Phrase, index: int) -> bool:
    """Tell a noun from the verb that looks alike: "dismissed the MTC | claims | as", "the Quay | reports | were"."""
    after = tokens.lower[index + 1] if index + 1 < len(tokens.words) else ""
    return tokens.lower[phrase.first] == "the" and after in _BEHIND_NOUNS


def _verb_behind_post(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb behind a post without its second comma ("Ada Bloom, professor of tides at Quay | told") and
    behind a comma too many ("Ada Bloom, | told the Echo").
    """
    tokens, post = scene.tokens, phrase.last + 2
    if phrase.kind != "name" or post >= len(tokens.words) or tokens.words[post - 1] != ",":
        return None
    if tokens.lower[post] == "told":
        return Tie("NV", post, "apposition", "common") if _opens_clause(tokens, phrase.first) else None
    end = min(post + _LONGEST_ASIDE, tokens.sentences[tokens.sentence_of[post]][1])
    if not tokens.traits[post] & PERSON or tokens.words[post][0].isupper():
        return None
    for index in range(post + 1, end):
        if tokens.words[index] == "," or scene.inside[index]:
            return None
        if tokens.lower[index] in CERTAIN_VERBS:
            return Tie("NV", index, "apposition", verb_manner(tokens.lower[index]))
    return None


def _verb_behind_relative(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb behind a relative clause without commas: "the man | who shot Bert Orr | said"."""
    relative = phrase.last + 1
    if relative >= len(scene.tokens.words) or phrase.is_possessive:
        return None
    verb = verb_behind_clause(scene.tokens, scene.inside, relative)
    return Tie("NV", verb, "apposition", verb_manner(scene.tokens.lower[verb])) if verb > 0 else None


def _opens_clause(tokens: Tokens, index: int) -> bool:
    """Tell whether no comma stands before token `index` in its sentence, behind a quotation at most."""
    opens = tokens.opening_of[index]
    while index > opens and not tokens.traits[index - 1] & MARK:
        index -= 1
        if tokens.words[index] == ",":
            return False
    return True


def _is_of_post(scene: Scene, phrase: Phrase, tie: Tie) -> bool:
    """Tell where somebody works by the post in front: "Ada Bloom, professor of tides at | Quay College | told"."""
    tokens = scene.tokens
    if tokens.lower[phrase.first - 1] not in _BEFORE_POSTS or not says(tie):
        return False
    opens = max(tokens.opening_of[phrase.first], phrase.first - _LONGEST_ASIDE)
    for comma in range(phrase.first - 2, opens, -1):
        if tokens.words[comma] == ",":
            name = scene.ends.get(comma - 1)
            other = None if name is None else _verb_behind_post(scene, name)
            return other is not None and other.verb == tie.verb
    return False


def _end_of_adjunct(tokens: Tokens, index: int) -> int | None:
    """Return the last token of an adjunct of time or occasion that begins at `index`: "on Friday", "last week",
    "in a statement"; None for another word.
    """
    word = tokens.lower[index]
    if word not in ADJUNCT_OPENERS:
        return None
    _, second, third = [*tokens.lower[index : index + 3], "", "", ""][:3]
    if word in ("last", "this", "earlier", "late", "early") and second in _TIMES:
        return index + 1
    if word in ("on", "in", "late", "early") and second in DAYS:
        return index + 1
    if (
        word in ("in", "during", "at")
        and second in ("a", "an", "his", "her", "their")
        and third in _OCCASIONS
    ):
        return index + 2
    return index if word in DAYS else None


def _end_of_asides(scene: Scene, index: int) -> int | None:
    """Return the sign that closes the aside opened at `index` and those that follow: "Ada Bloom|, 30, of Dray, Ohio,|
    said"; None where the first is not closed.
    """
    closing = _end_of_aside(scene, index)
    while closing is not None and _goes_on(scene.tokens, closing):
        further = _end_of_aside(scene, closing)
        if further is None:
            break
        closing = further
    return closing


def _goes_on(tokens: Tokens, comma: int) -> bool:
    """Tell whether an aside behind `comma` goes on with the one before it: with whence or who somebody is, behind an
    age or a degree also with what, behind a place with the state it lies in.
    """
    if tokens.words[comma] != "," or comma + 1 == len(tokens.words):
        return False
    before, after = tokens.words[comma - 1], tokens.words[comma + 1]
    is_degree = is_postnominal(before)
    if after in _OPEN_FURTHER_ASIDES or (after in MERE_ARTICLES and (before.isdigit() or is_degree)):
        return True
    if after in MERE_ARTICLES and _closes_before_verb(tokens, comma + 1):
        return True
    return after[0].isupper() and (is_degree or _is_place(tokens, comma - 1))


def _closes_before_verb(tokens: Tokens, first: int) -> bool:
    """Tell a further aside from the subject of another clause by the verb of saying behind its comma: "Ada Bloom,
    head of Quay, | the Marle body for sport, | said".
    """
    end = min(first + _LONGEST_ASIDE, tokens.sentences[tokens.sentence_of[first]][1] - 1)
    if "," not in tokens.words[first:end]:
        return False
    closing = tokens.words.index(",", first)
    return tokens.lower[closing + 1] in CERTAIN_VERBS and verb_class(tokens.lower[closing + 1]) == "common"


def _is_place(tokens: Tokens, last: int) -> bool:
    """Tell by their preposition whether capitalised words up to token `last` are a place: "of Dray", "in New Ely"."""
    index = last
    while index > 0 and tokens.words[index][0].isupper():
        index -= 1
    return index < last and tokens.words[index] in _BEFORE_PLACES


def _end_of_aside(scene: Scene, index: int) -> int | None:
    """Return the sign that closes the aside opened at `index`, in the same sentence and outside quotations."""
    tokens, words = scene.tokens, scene.tokens.words
    wanted = ")" if words[index] == "(" else words[index]
    end = min(index + _LONGEST_ASIDE, tokens.sentences[tokens.sentence_of[index]][1])
    if wanted not in words[index + 1 : end]:
        return None
    closing = words.index(wanted, index + 1)
    between = words[index + 1 : closing]
    is_crossed = 1 in scene.inside[index + 1 : closing + 1] or not MARKS.isdisjoint(between)
    return None if is_crossed or between.count(")") > between.count("(") else closing


@lru_cache(maxsize=8192)
def verb_class(form: str) -> str:
    """Return "common" (say, tell, add ...), "speech" or "other" for a verb's form, "unknown" for no listed verb."""
    base = _VERBS.get(form)
    if base is None:
        return "unknown"
    if base in _COMMON_SAYING:
        return "common"
    return "speech" if form in speech_forms() else "other"


@lru_cache(maxsize=8192)
def verb_manner(form: str) -> str:
    """Return the verb's class with "-ing" for a participle ("saying") and "-bare" for a base form ("say")."""
    ending = "-ing" if form.endswith("ing") else "-bare" if form == _VERBS.get(form) else ""
    return verb_class(form) + ending
