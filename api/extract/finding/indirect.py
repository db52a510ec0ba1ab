"""Find reported speech: what somebody said, in the reporter's words.

In: the body as a `Scene`.  Out: `Reported` statements in reading order, each with its pieces, the mention of its
source and the cue. Who the mention refers to is the work of `speakers`; words that lie wholly inside quotation marks
are the work of `quotes` and `attribution`.

Finding is not deciding. `readings` proposes how each cue may be read; `describing` describes a reading by a few
plain features, and `weights/indirect.tsv`, learned by `bench/learn_indirect.py` from annotated news (PolNeAR,
Newell et al. 2018), turns them into the probability that a reader would mark it so. `ends` does the same for each
place where a clause might end before its sentence does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from api.extract.finding import clauses, describing, main_clauses
from api.extract.finding.describing import REPORTING
from api.extract.finding.enclosed import (
    before_comment,
    before_next_deed,
    before_occasion,
    before_silence,
    close_of_aside,
)
from api.extract.finding.ends import ASKED, Clause, end_of_clause
from api.extract.finding.no_speech import is_no_speech
from api.extract.finding.readings import SIGNS, Reading, find_readings
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import PREPOSITIONS, Subject
from api.extract.finding.sure_speech import is_sure_speech
from api.extract.finding.tags import is_reporters
from api.extract.grammar.beside import word_at
from api.extract.grammar.lexicon import (
    MARKS,
    PERSONAL_PRONOUNS,
    SIGN,
    person_nouns,
)
from api.extract.grammar.phrases import BEHIND_SHOPS, Phrase
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import cue_words, verb_forms
from api.extract.weights import read_weights
from api.extract.weights.scale import Group, Scale
from api.extract.words import read_words
from api.model import Span

THRESHOLD = 0.45
"""The probability from which a reading is kept: F1 on the learning articles is flat from 0.42 to 0.50."""
OPINION_THRESHOLD = 0.65
"""The same for verbs of thinking and showing: few readers call those speech, so we ask for more certainty."""
WITHIN_THRESHOLD = 0.65
"""The same within another's report: of those readings 37 of 100 are right, of the less likely ones 20."""
CERTAIN = 0.6
"""The probability of what is speech by its form, which the annotated news hardly has."""
TORN = 0.8
"""The probability of "Orr, she said, was late" as a whole, above that of its second half alone."""

_CUES = cue_words()
_VERBS = verb_forms()
_BINDING = read_words("binding_verbs")
_ADDING = frozenset(
    {"add", "say", "tell", "note", "cite", "warn", "explain", "insist", "stress", "argue", "claim", "write"}
    | {"ask", "quote", "refer", "call", "describe", "accuse", "urge", "point", "declare", "promise", "vow"}
)
_RELATIVES = frozenset({"which", "who", "whose", "where"})
_ADDED = frozenset({"including", "however", "too", "meanwhile", "though"})
_BEFORE_SUBJECTS = frozenset({"that", "something", "everything", "anything"})
_THEMSELVES = frozenset({"himself", "herself", "itself", "themselves"})
_GOING_ON = frozenset({"and", "but", "while", "yet", "though", "although"})
_SHORTEST_SAID = 3  # tokens: "argued | that although he confessed, ..." says more than "that"
_LONGEST_ALL_QUOTED = (
    8  # "called it “a disgrace”" reports; a long quotation behind one word is the quotation's own
)
_CONTRACTION = re.compile(r"(?<=\w)['’](?:s|ve|d|ll|re|m)?$")


@dataclass(slots=True)
class Reported:
    """One reported statement.

    `pieces` are the stretches of the reported clause, more than one where the cue interrupts it. `mention` is
    None where nobody is named ("he was told that"). `confidence` is the probability that this is a reported
    statement with these words and this source.
    """

    pieces: tuple[Span, ...]
    mention: Span | None
    cue: Span | None
    confidence: float


def find_reported(scene: Scene) -> list[Reported]:
    """Return the reported statements of a body, in the order of their cues."""
    kept = list(decide(scene, find_readings(scene)))
    readings = [reading for reading, _ in kept]
    _part_from_tags(scene, readings)
    for reading in readings:
        finish(scene, reading)
    repeated = _part_from_later(scene, readings) | _weak_within(scene, kept)
    return [
        _made(scene, reading, chance)
        for reading, chance in kept
        if reading.cue.token not in repeated and is_reporters_own(scene, reading)
    ]


def _part_from_tags(scene: Scene, readings: Sequence[Reading]) -> None:
    """End what somebody says before the tag of who reports it all: "Bloom told police he left |, Reed wrote"."""
    sentence_of = scene.tokens.sentence_of
    tags = {
        sentence_of[reading.cue.token]: reading.pieces[0][1]
        for reading in readings
        if reading.shape.startswith("before") and reading.follower == "end"
    }
    for reading in readings:
        first, end = reading.pieces[-1]
        tag = tags.get(sentence_of[reading.cue.token], end)
        if reading.cue.token < first < tag < end:
            reading.pieces[-1] = first, tag


def _part_from_later(scene: Scene, readings: Sequence[Reading]) -> set[int]:
    """End what is said where the reporter's next verb of saying begins its own: "said the quay is shut, | adding that
    ...", "say it leaks, | but experts say ...".

    Return the cues that repeat another: "| declined | to say whether", "promised to | call | for".
    """
    sentence_of = scene.tokens.sentence_of
    repeated: set[int] = set()
    ordered = sorted(readings, key=lambda reading: reading.cue.token)
    for at, before in enumerate(ordered):
        _end_before_later(scene, before, ordered[at + 2 :])
    for before, after in pairwise(ordered):
        if sentence_of[before.cue.token] != sentence_of[after.cue.token]:
            continue
        if after.group.first <= before.cue.token:
            repeated.add((after if before.cue.base in _BINDING else before).cue.token)
        first, end = before.pieces[-1]
        if before.shape == "passive" and scene.tokens.lower[first] in ASKED and first < after.cue.token < end:
            repeated.add(after.cue.token)  # "Asked if she | agreed | ..."
        if before.cue.token < first < after.cue.token < end and after.shape == "after":
            place = _resumption(scene, before, after)
            if first + _SHORTEST_SAID <= place < end:
                before.pieces[-1] = first, place
    return repeated


def _end_before_later(scene: Scene, before: Reading, later: Sequence[Reading]) -> None:
    """End what is said where the reporter goes on behind another's words in it: "Bloom said Reed, who claimed it was
    late, was ill, | and Orr said ...".
    """
    for after in later:
        if scene.tokens.sentence_of[before.cue.token] != scene.tokens.sentence_of[after.cue.token]:
            return
        first, end = before.pieces[-1]
        if before.cue.token < first < after.cue.token < end and after.shape == "after":
            place = _resumption(scene, before, after)
            if first + _SHORTEST_SAID <= place < end:
                before.pieces[-1] = first, place
                return


def _weak_within(scene: Scene, kept: Sequence[tuple[Reading, float]]) -> set[int]:
    """Return the cues of what somebody is said to have done with words, where nothing tells that it is reported:
    "Bloom said he | called | the board", "..., which Reed | asked | for, according to Bloom".
    """
    return {
        inner.cue.token
        for inner, chance in kept
        if (chance < WITHIN_THRESHOLD or (inner.subject.first < 0 and inner.cue.kind == "opinion"))
        and not _opens_report(scene, inner)
        and any(
            outer is not inner
            and outer_chance > chance
            and (outer.subject.first, outer.subject.last) != (inner.subject.first, inner.subject.last)
            and any(first <= inner.cue.token < end for first, end in outer.pieces)
            for outer, outer_chance in kept
        )
    }


def _opens_report(scene: Scene, reading: Reading) -> bool:
    """Tell what a clause of its own reports: "stressed | that it leaked", "acknowledged | he was late"."""
    opens = scene.tokens.lower[reading.pieces[0][0]]
    is_told = opens == "that" or opens in ASKED or opens in PERSONAL_PRONOUNS
    return is_told or reading.cue.base in {"say", "according"}


def _resumption(scene: Scene, before: Reading, after: Reading) -> int:
    """Return where the reporter goes on from one verb of saying to the next; 0 where the next is itself said."""
    lower, subject = scene.tokens.lower, after.subject
    is_own = before.cue.token < subject.first < after.cue.token
    opens = (subject.first if is_own else after.group.first) - 1
    link = lower[opens]
    is_same = (subject.first, subject.last) == (before.subject.first, before.subject.last)
    if before.cue.kind != "speech" or (scene.inside[opens] and link not in MARKS):
        return 0
    if after.cue.form == "ing" and not after.group.helpers:
        goes_on = link in SIGNS or (link in MARKS and lower[opens - 1] == ",")
        return opens if goes_on and is_same and after.cue.base in _ADDING else 0
    is_plain = after.group.helpers == before.group.helpers and lower[opens + 1] != "never"
    if link == ";" and is_own:
        return opens
    if link not in _GOING_ON or not is_plain or not _agree(before.cue.form, after.cue.form):
        return 0
    may_be_other = is_own and (link != "and" or lower[opens - 1] == ",")
    return opens - (lower[opens - 1] in SIGNS) if is_same or may_be_other else 0


def _agree(before: str, after: str) -> bool:
    """Tell verbs of one tense: "Bloom says ..., while critics say"."""
    return before == after or {before, after} == {"s", "base"}


def decide(scene: Scene, readings: Sequence[Reading]) -> Iterator[tuple[Reading, float]]:
    """Yield the likeliest reading of each cue, where it is likely enough."""
    scale = _scale("indirect", describing.GROUPS)
    best: dict[int, tuple[Reading, float]] = {}
    for reading in readings:
        chance = scale.chance(describing.reading_facts(scene, reading))
        at = reading.cue.token
        least = THRESHOLD if reading.cue.kind != "opinion" or _finds(scene, reading) else OPINION_THRESHOLD
        if chance < CERTAIN and is_sure_speech(scene, reading):
            chance = CERTAIN
        if least <= chance < TORN and _is_torn_apart(scene, reading):
            chance = TORN
        is_better = chance >= least and (at not in best or chance > best[at][1])
        if is_better and not is_no_speech(scene, reading):
            best[at] = reading, chance
    yield from best.values()


def _is_torn_apart(scene: Scene, reading: Reading) -> bool:
    """Tell a clause whose tag stands between its subject and its verb: "| Bert Orr |, she said, | was late"."""
    if reading.shape != "around" or len(reading.pieces) == 1:
        return False
    (first, comma), (begins, end) = reading.pieces
    phrase = scene.begins.get(first)
    is_subject = phrase is not None and phrase.last == comma - 1 and not phrase.is_possessive
    return is_subject and clauses.acts(scene, begins) and begins < end and not scene.inside[first]


def _finds(scene: Scene, reading: Reading) -> bool:
    """Tell "the study found | that ..." and "the survey found | people ...", which are as good as said."""
    if reading.cue.base != "find" or reading.shape != "after" or reading.group.helpers == ("to",):
        return False
    first, end = reading.pieces[0]
    if scene.tokens.lower[first] == "that":
        return first == reading.cue.token + 1
    is_document = reading.subject.first >= 0 and scene.tokens.lower[reading.subject.head] in REPORTING
    if not is_document or scene.tokens.lower[first] in _THEMSELVES:
        return False
    comma = next((i for i in range(first, end) if scene.tokens.lower[i] == ","), end)
    return clauses.first_verb(scene, first, comma) < comma


def finish(scene: Scene, reading: Reading) -> Reading:
    """Cut the last piece of `reading` where the reporter's own words go on."""
    first, _ = reading.pieces[-1]
    if first > reading.cue.token:
        end = _end_of_fronted(scene, reading)
        if reading.shape != "passive" or end == reading.pieces[-1][1]:
            end = min(end_of_clause(scene, Clause(scene, reading)), end)
        end = before_silence(scene, first, end)
        end = before_comment(scene, first, before_next_deed(scene, reading.cue.base, first, end))
        end = before_occasion(scene, first, close_of_aside(scene, _opening_of(scene, reading), first, end))
        # "As reported by the Echo, | the quay is shut"
        opens = first + (scene.tokens.lower[first] == "," and first + 1 < end)
        is_told_beside = len(reading.pieces) > 1 and is_reporters(scene, *reading.pieces[0], opens)
        end = opens if is_told_beside else _before_open_quotation(scene, opens, end)
        reading.pieces[-1:] = [(opens, end)] if opens < end or len(reading.pieces) == 1 else []
    return reading


def _end_of_fronted(scene: Scene, reading: Reading) -> int:
    """Return where a clause that opens its sentence ends, with what is said in it: "When Bloom said so |, she",
    "Asked whether it leaked |, Bloom shrugged".
    """
    first, end = reading.pieces[-1]
    if (
        reading.shape == "passive"
        and scene.tokens.opening_of[reading.group.first] == reading.group.first
        and not reading.group.helpers
    ):
        return main_clauses.main_clause_behind(scene, first, end)
    subject = reading.subject.first
    if reading.subject.route == "fronted" and first < subject - 1 < end:
        return subject - 1  # "Calling it a disgrace|, she left"
    is_after = reading.shape == "after" and subject > 0 and scene.tokens.lower[first - 1] != ","
    if not is_after or not main_clauses.is_fronted(scene, subject):
        return end
    return main_clauses.main_clause_behind(scene, first, end)


def _before_open_quotation(scene: Scene, first: int, end: int) -> int:
    """Return where a clause ends that runs into a quotation of several sentences: "would go |: “I am. I will.”".

    It is `first` where nothing that is said stands before the colon: "wrote back: “...”", "put
    questions such as: “...”".
    """
    inside, lower = scene.inside, scene.tokens.lower
    if end + 1 >= len(inside) or not (inside[end - 1] and inside[end] and inside[end + 1]):
        return end
    opens = end - 1
    while opens > first and (inside[opens - 1] or lower[opens - 1] in MARKS):
        opens -= 1
    if lower[opens - 1] != ":" or opens - 1 <= first:
        return end
    colon = opens - 1
    is_thing = first in scene.begins and lower[colon - 1] not in PREPOSITIONS
    return colon if is_thing or main_clauses.holds_clause(scene, first, colon) else first


def _opening_of(scene: Scene, reading: Reading) -> int:
    """Return where the reporter's clause opens: at a subject before the verb that is no relative, or at the verb."""
    first, opens = reading.subject.first, reading.group.first
    if (
        not 0 <= first < opens
        or reading.subject.route == "relative"
        or scene.tokens.lower[first] in _RELATIVES
    ):
        return opens
    return first


@cache
def _scale(name: str, groups: tuple[Group, ...]) -> Scale:
    return Scale(read_weights(name), groups)


def is_reporters_own(scene: Scene, reading: Reading) -> bool:
    """Tell a reading with words of the reporter's own from one that only quotes, and from an empty one."""
    traits, inside = scene.tokens.traits, scene.inside
    words = free = 0
    for first, end in reading.pieces:
        own = [index for index in range(first, end) if not traits[index] & SIGN]
        words += len(own)
        free += len(own) - (sum(map(inside.__getitem__, own)) if 1 in inside[first:end] else 0)
        if free > 1:
            return True
    return free == words > 0 or (free == 1 and words <= _LONGEST_ALL_QUOTED)


def _made(scene: Scene, reading: Reading, chance: float) -> Reported:
    tokens = scene.tokens
    pieces = tuple(_span(tokens, first, end - 1) for first, end in reading.pieces)
    cue = reading.cue.token
    last = cue + 1 if tokens.lower[cue] == "according" else cue
    return Reported(pieces, _mention(scene, reading.subject), _span(tokens, cue, last), round(chance, 3))


def _mention(scene: Scene, subject: Subject) -> Span | None:
    """Return the naming words of a subject: its head phrase, without apposition, possessive or contracted verb.

    Quotations name their speakers by phrases too: the same words for the same source keep an utterance together.
    A description keeps what depends on it: "a spokesman for the harbour".
    """
    if subject.first < 0:
        return None
    phrase = scene.ends.get(subject.head)
    first, last = subject.first, subject.last
    named = _named_behind_office(scene, subject)
    if named is not None:
        first, last = named.first, named.last
    elif phrase is not None and phrase.kind not in {"nominal", "quantifier"}:
        first, last = phrase.first, phrase.last
    if phrase is not None and subject.route == "aside" and named is None:
        last = next(
            (i - 1 for i in range(phrase.last + 1, last + 1) if _opens_aside(scene.tokens.lower, i)), last
        )
        last -= scene.tokens.lower[last] in SIGNS  # "The keeper|, who spoke in the hall, said"
    if scene.tokens.lower[first] in _BEFORE_SUBJECTS and first < last:
        word = scene.tokens.words[last]
        first += word[0].isupper() or word[-1] == "s"  # "a bill that | experts | say would ..."
    span = _span(scene.tokens, first, last)
    if last > subject.head and word_at(scene.tokens.words, last + 1) in BEHIND_SHOPS:
        return span  # "a spokesman for | Mabel's | said"
    naming = _CONTRACTION.sub("", span.of(scene.tokens.text))
    return Span(span.start, span.start + len(naming))


def _opens_aside(lower: Sequence[str], index: int) -> bool:
    """Tell what only adds to a subject: "The keeper, | who spoke, said", "Three keepers, | including Orr, said",
    "Keepers, | however, said".
    """
    is_added = lower[index] in _ADDED and lower[index - 1] in SIGNS
    return is_added or lower[index] in _RELATIVES


def _named_behind_office(scene: Scene, subject: Subject) -> Phrase | None:
    """Return who is named behind "the Union Trade Secretary, | Mr Ada Bloom |", an office that looks like a name."""
    words, head = scene.tokens.words, subject.head
    name, office = scene.begins.get(head + 2), scene.ends.get(head)
    if name is None or name.kind != "name" or office is None or office.kind != "name":
        return None
    is_addressed = words[head + 1] == "," and words[head + 2] in read_words("titles_before_surnames")
    return name if is_addressed and scene.tokens.lower[head] in person_nouns() else None


def _span(tokens: Tokens, first: int, last: int) -> Span:
    return Span(tokens.start_of(first), tokens.ends[last])
