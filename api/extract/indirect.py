"""Find reported speech: what somebody said, in the reporter's words.

In: the body as `Tokens`, its noun phrases, and the spans that stand inside quotation marks.  Out: `Reported`
statements in reading order, each with its pieces, the mention of its source and the cue. Who the mention refers to
is the work of `speakers`; words that lie wholly inside quotation marks are the work of `quotes` and `attribution`.

Finding is not deciding. Each word that can report something proposes one or two readings (`_readings`): the clause
after it, the clause around it, the clause before "according to". A reading is described by a few plain features
(`describe`), and the weights in `weights/indirect.tsv`, learned by `bench/learn_indirect.py` from annotated news
(PolNeAR, Newell et al. 2018), turn them into the probability that a reader would mark it so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp

from api.extract import clauses
from api.extract.clauses import Scene, Subject, VerbGroup
from api.extract.phrases import Phrase, person_nouns
from api.extract.tokens import MARKS, Tokens
from api.extract.verbs import inflect, verb_forms
from api.extract.weights import read_weights
from api.extract.words import read_entries, read_words
from api.model import Span

THRESHOLD = 0.45
"""The probability from which a reading is kept: where F1 on the learning articles is highest."""
END_THRESHOLD = 0.5
"""The probability from which a reported clause is ended before its sentence is."""
OPINION_THRESHOLD = 0.65
"""The same for verbs of thinking and showing: few readers call those speech, so we ask for more certainty."""

_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow", "tonight"]
)
_CONJUNCTIONS = frozenset({"and", "but", "or", "yet", "nor", "so"})
_SUBORDINATORS = frozenset(
    ["while", "as", "when", "after", "before", "because", "although", "though", "since", "until", "if", "where", "who", "which", "whose", "whom"]
)
_CLAUSE_OPENERS = frozenset(
    ["that", "how", "why", "what", "whether", "if", "when", "where", "who", "there", "it", "he", "she", "they", "we", "i", "you", "this", "these", "those"]
)
_ADDRESSING = frozenset(
    ["tell", "ask", "urge", "remind", "warn", "assure", "inform", "advise", "instruct", "notify", "convince", "persuade", "beg"]
)
_OBJECT_PRONOUNS = frozenset(["him", "them", "me", "us", "her", "you", "reporters", "supporters", "voters", "people", "journalists"])
_BEING = frozenset({"is", "was", "are", "were", "be", "been", "being", "am", "get", "got"})
_SIGNS = frozenset({",", ";", ":", "(", "-", "–", "—", "--"})
_DASHES = frozenset({"-", "–", "—", "--", "---"})


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that can report something: its token, base form, form and class of words.

    Forms: "base", "s", "ing", "past", "noun", "to" (according to). Classes: "speech", "opinion", "noun", "source".
    """

    token: int
    base: str
    form: str
    kind: str


@dataclass(slots=True)
class Reading:
    """One way to read a cue: `shape` says where the reported clause stands, `pieces` are token ranges (end excluded)."""

    cue: Cue
    shape: str
    subject: Subject
    group: VerbGroup
    pieces: list[tuple[int, int]]
    by: str = ""
    features: list[str] = field(default_factory=list)


def find_reported(tokens: Tokens, quoted: Sequence[Span], phrases: Sequence[Phrase]) -> list[Reported]:
    """Return the reported statements of a body, in the order of their cues."""
    scene = clauses.make_scene(tokens, phrases, quoted)
    kept = decide(scene, find_readings(scene))
    return [
        _made(tokens, reading, chance)
        for reading, chance in kept
        if _says_something(scene, finish(scene, reading))
    ]


def finish(scene: Scene, reading: Reading) -> Reading:
    """Cut the last piece of `reading` where the reporter's own words go on."""
    first, end = reading.pieces[-1]
    if first > reading.cue.token:
        reading.pieces[-1] = first, end_of_clause(scene, reading, first, end)
    return reading


def decide(scene: Scene, readings: Sequence[Reading]) -> Iterator[tuple[Reading, float]]:
    """Yield the likeliest reading of each cue, where it is likely enough."""
    weights = read_weights("indirect")
    best: dict[int, tuple[Reading, float]] = {}
    for reading in readings:
        chance = probability(describe(scene, reading), weights)
        at = reading.cue.token
        least = OPINION_THRESHOLD if reading.cue.kind == "opinion" else THRESHOLD
        if chance >= least and (at not in best or chance > best[at][1]):
            best[at] = reading, chance
    yield from best.values()


def probability(features: Sequence[str], weights: dict[str, float]) -> float:
    """Return the logistic of the summed weights of `features`."""
    total = weights.get("bias", 0.0)
    for feature in features:
        total += weights.get(feature, 0.0)
    return 1 / (1 + exp(-total))


def _made(tokens: Tokens, reading: Reading, chance: float) -> Reported:
    pieces = tuple(_span(tokens, first, end - 1) for first, end in reading.pieces)
    subject = reading.subject
    mention = None if subject.first < 0 else _span(tokens, subject.first, subject.last)
    cue = reading.cue.token
    last = cue + 1 if reading.cue.form == "to" else cue
    return Reported(pieces, mention, _span(tokens, cue, last), round(chance, 3))


def _span(tokens: Tokens, first: int, last: int) -> Span:
    return Span(tokens.starts[first], tokens.ends[last])


# ---------------------------------------------------------------- finding


@cache
def cue_words() -> dict[str, tuple[str, str, str]]:
    """Return each form that can report something, with its base, form and class; verbs of saying win over others."""
    table: dict[str, tuple[str, str, str]] = {}
    for noun in read_entries("report_nouns"):
        table[noun] = (noun, "noun", "noun")
        table[noun + "s"] = (noun, "noun", "noun")
    for kind in ("opinion", "speech"):
        bases = read_entries(f"{kind}_verbs")
        for count, (form, base) in enumerate(inflect(bases)):
            table[form] = (
                base,
                _form_of(form, base),
                kind if form not in table or table[form][2] != "noun" else kind,
            )
            del count
    table["according"] = ("according", "to", "source")
    return table


def _form_of(form: str, base: str) -> str:
    if form == base:
        return "base"
    if form.endswith("ing"):
        return "ing"
    return "s" if form.endswith("s") and not base.endswith(form) else "past"


def find_cues(scene: Scene) -> list[Cue]:
    """Return the words outside quotation marks that can report something, in order."""
    table, inside = cue_words(), scene.inside
    return [
        Cue(i, *table[word]) for i, word in enumerate(scene.tokens.lower) if word in table and not inside[i]
    ]


def find_readings(scene: Scene) -> list[Reading]:
    """Return every reading of every cue."""
    readings: list[Reading] = []
    previous: Subject | None = None
    sentence = -1
    for cue in find_cues(scene):
        here = scene.tokens.sentence_of[cue.token]
        if here != sentence:
            sentence, previous = here, None
        found = list(_readings(scene, cue, previous))
        readings += found
        if found and cue.kind == "speech" and _governs(scene, found[0], previous):
            previous = found[0].subject
    return readings


def _governs(scene: Scene, reading: Reading, previous: Subject | None) -> bool:
    """Tell whether later participles may hang on this reading's subject: not when it stands inside a reported clause."""
    subject = reading.subject
    if subject.route not in {"next", "aside", "after", "bare", "closing"}:
        return False
    return previous is None or scene.tokens.lower[subject.first - 1] in _CONJUNCTIONS | _SUBORDINATORS | {";"}


def _says_something(scene: Scene, reading: Reading) -> bool:
    """Tell a reading with words of the reporter's own from one that only quotes, and from an empty one."""
    total = free = 0
    lower, inside = scene.tokens.lower, scene.inside
    for first, end in reading.pieces:
        for index in range(first, end):
            if lower[index][0].isalnum():
                total += 1
                free += not inside[index]
    return free > 0 and (free == total or free >= 2 or total - free < 8)


def _readings(scene: Scene, cue: Cue, previous: Subject | None) -> Iterator[Reading]:
    floor, end = clauses.sentence_range(scene.tokens, cue.token)
    if cue.kind == "source":
        yield from _according(scene, cue, floor, end)
    elif cue.kind == "noun":
        yield from _of_noun(scene, cue, floor, end)
    else:
        yield from _of_verb(scene, cue, floor, end, previous)


def _according(scene: Scene, cue: Cue, floor: int, end: int) -> Iterator[Reading]:
    """Read "CLAUSE, according to NP", "According to NP, CLAUSE" and "CLAUSE, according to NP, CLAUSE"."""
    at, lower = cue.token, scene.tokens.lower
    if at + 2 >= end or lower[at + 1] != "to":
        return
    subject = clauses.subject_after(scene, at + 2, end)
    if subject.first < 0:
        subject = Subject("after", at + 2, min(at + 3, end - 1), at + 2)
    after = subject.last + 1
    pieces = []
    before = at - 1 if at > floor and lower[at - 1] in _SIGNS else at
    floor = _clause_start(scene, floor, before)
    if before - floor > 1:
        pieces.append((floor, before))
    reach = 3 if pieces else 30
    comma = next((i for i in range(after, min(after + reach, end)) if lower[i] == "," or lower[i] == ":"), None)
    if comma is not None and comma + 2 < end:
        follower = lower[comma + 1]
        if not pieces or (follower not in _SUBORDINATORS and follower not in _CONJUNCTIONS and follower[-3:] != "ing"):
            pieces.append((comma + 1, end))
    if pieces:
        yield Reading(cue, "according", subject, VerbGroup(at, at), pieces)


def _clause_start(scene: Scene, floor: int, end: int) -> int:
    """Return where the clause that ends at token `end` begins: behind a colon, semicolon or opening bracket, if any."""
    lower = scene.tokens.lower
    depth = 0
    for index in range(end - 1, floor, -1):
        word = lower[index]
        depth += word == ")"
        if word == "(":
            if depth == 0:
                return index + 1
            depth -= 1
        if word in {";", ":"} and not depth and end - index > 3 and not scene.inside[index]:
            return index + 1
    start = floor
    while start < end and (lower[start] in {"but", "and", "yet", "—", "-", "("} or lower[start] in MARKS) and start - floor < 2:
        start += 1
    return start


def _of_noun(scene: Scene, cue: Cue, floor: int, end: int) -> Iterator[Reading]:
    """Read "her claim that CLAUSE", "a warning to NP", "the argument by NP that CLAUSE"."""
    at, lower = cue.token, scene.tokens.lower
    if at + 2 >= end:
        return
    subject = _owner(scene, at, floor)
    start = at + 1
    word = lower[start]
    if word in {"by", "from", "of"} and (by := clauses.subject_after(scene, start + 1, end)).first >= 0:
        if subject.route == "none":
            subject = by
            start = by.last + 1
    if start < end and lower[start] in {
        "that",
        "to",
        "about",
        "of",
        "for",
        "on",
        "over",
        "against",
        "whether",
    }:
        yield Reading(cue, "noun", subject, VerbGroup(at, at), [(start, end)])


def _owner(scene: Scene, at: int, floor: int) -> Subject:
    """Return whose claim it is: "her | claim", "Trump's | repeated | claim"."""
    lower = scene.tokens.lower
    for index in range(at, max(floor, at - 4) - 1, -1):
        word = lower[index]
        if word in {"his", "her", "their", "its", "my", "our", "your"}:
            return Subject("owner", index, index, index)
        if word.endswith(("'s", "’s", "s'", "s’")) and index < at:
            phrase = next(
                (
                    p
                    for i in range(index, max(floor, index - 8) - 1, -1)
                    if (p := scene.begins.get(i)) is not None
                ),
                None,
            )
            first = index if phrase is None or phrase.last < index else phrase.first
            return Subject("owner", first, index, index)
    return Subject("none")


def _of_verb(scene: Scene, cue: Cue, floor: int, end: int, previous: Subject | None) -> Iterator[Reading]:
    lower = scene.tokens.lower
    group = clauses.verb_group(scene, cue.token, floor)
    if cue.form == "past" and _is_passive(scene, group):
        yield from _passive(scene, cue, group, end)
        return
    subject = _subject(scene, cue, group, floor, end, previous)
    before = list(_clause_before(scene, cue, group, subject, floor, end))
    yield from before
    start = _start_after(scene, cue, end)
    if start < end:
        yield Reading(cue, "after", subject, group, [(start, end)])
        if lower[start - 1] == "," and subject.first > 0 and lower[subject.first - 1] == "as":
            yield Reading(cue, "as", subject, group, [(start, end)])
    if not before and (cue.form in {"past", "s"} or group.helpers):
        yield from _closing(scene, cue, group, floor, end)


def _is_passive(scene: Scene, group: VerbGroup) -> bool:
    """Tell "was asked" and a bare "asked" that opens a clause ("Asked whether", "When asked") from "he asked"."""
    if any(word in _BEING for word in group.helpers) and not group.chain:
        return True
    before = group.first - 1
    opens = before < scene.tokens.sentences[scene.tokens.sentence_of[group.verb]][0]
    return not group.helpers and (opens or scene.tokens.lower[before] in {"when", "if", "as", "though", "once"})


def _passive(scene: Scene, cue: Cue, group: VerbGroup, end: int) -> Iterator[Reading]:
    """Read "was asked whether CLAUSE", where nobody is named, and "was asked by NP whether CLAUSE"."""
    lower = scene.tokens.lower
    start = cue.token + 1
    subject = Subject("none")
    if start < end and lower[start] == "by":
        by = clauses.subject_after(scene, start + 1, end)
        if by.first >= 0:
            subject, start = Subject("by", by.first, by.last, by.head), by.last + 1
    start = _after_time(scene, start, end)
    if start < end:
        yield Reading(cue, "passive", subject, group, [(start, end)])


def _closing(scene: Scene, cue: Cue, group: VerbGroup, floor: int, end: int) -> Iterator[Reading]:
    """Read "CLAUSE, NP V." where the subject is more than we can follow: "..., people close to her said on Monday"."""
    lower, at = scene.tokens.lower, cue.token
    if _after_time(scene, at + 1, end) < end - 1:
        return
    for comma in range(group.first - 2, max(group.first - 16, floor + 3), -1):
        if lower[comma] == "," and not scene.inside[comma]:
            first = comma + 1 + (lower[comma + 1] in {"as", "though"})
            if first < group.first and lower[first][0].isalnum() and lower[first] not in clauses.PREPOSITIONS:
                subject = Subject("closing", first, group.first - 1, group.first - 1)
                yield Reading(cue, "before", subject, group, [(_clause_start(scene, floor, comma), comma)], by="end")
            return


def _subject(scene: Scene, cue: Cue, group: VerbGroup, floor: int, end: int, previous: Subject | None) -> Subject:
    lower = scene.tokens.lower
    before = group.first - 1
    if cue.form == "ing" and not group.helpers:
        if before < floor:
            return _fronted(scene, cue.token, end)
        return _of_participle(scene, group, floor, end, previous)
    subject = clauses.subject_before(scene, group, floor)
    if subject.route == "none" and before >= floor:
        return _shared(scene, group.first, floor, previous)
    return subject


def _of_participle(scene: Scene, group: VerbGroup, floor: int, end: int, previous: Subject | None) -> Subject:
    """Return whose words a participle brings: "with the mayor | saying", but "Bloom left, | saying", "a letter | saying"."""
    before = group.first - 1
    phrase = scene.ends.get(before)
    if phrase is not None and not phrase.is_possessive and not scene.inside[before]:
        if phrase.kind == "name" or scene.tokens.lower[phrase.head] in person_nouns():
            return clauses.subject_before(scene, group, floor)
    if before == floor and scene.tokens.lower[floor] in {"in", "by", "while", "after", "when", "before", "despite", "without"}:
        return _fronted(scene, group.verb, end)
    shared = _shared(scene, group.first, floor, previous)
    return shared if shared.first >= 0 else _fronted(scene, group.verb, end)


def _shared(scene: Scene, verb: int, floor: int, previous: Subject | None) -> Subject:
    if previous is not None:
        return Subject("shared", previous.first, previous.last, previous.head)
    return clauses.subject_of_clause(scene, verb, floor)


def _fronted(scene: Scene, verb: int, end: int) -> Subject:
    """Return the subject that follows a participle phrase: "Citing the cost, | Bloom | ..."."""
    lower = scene.tokens.lower
    for index in range(verb + 1, min(end - 1, verb + 60)):
        if (
            lower[index] == ","
            and not scene.inside[index]
            and (found := clauses.subject_after(scene, index + 1, end)).first >= 0
        ):
            return Subject("fronted", found.first, found.last, found.head)
    return Subject("none")


def _clause_before(
    scene: Scene, cue: Cue, group: VerbGroup, subject: Subject, floor: int, end: int
) -> Iterator[Reading]:
    """Read "CLAUSE, NP V" and "CLAUSE, V NP", and both with the clause going on behind."""
    lower, at = scene.tokens.lower, cue.token
    if cue.form in {"ing", "base"} and not group.helpers and subject.route != "next":
        return
    opens = subject.first if subject.route in {"next", "aside", "bare"} else group.first
    comma = opens - 1
    if comma <= floor or not (
        lower[comma] in {",", "?", "!"} or lower[comma] in _DASHES or lower[comma] in MARKS
    ):
        return
    who, after = subject, at + 1
    if opens == group.first:
        who = clauses.subject_after(scene, at + 1, end)
        if who.first < 0:
            return
        after = who.last + 1
    start = _clause_start(scene, floor, comma)
    if start >= comma:
        return
    left = (start, comma)
    inverted = "" if who is subject else " inverted"
    yield Reading(cue, "before" + inverted, who, group, [left], by=_follower(scene, after, end))
    tail = _end_of_parenthesis(scene, after, end)
    if tail is not None and tail + 2 < end:
        follower = f"{_class_of(scene, tail + 1)} {_class_of(scene, comma - 1)}"
        yield Reading(cue, "around" + inverted, who, group, [left, (tail + 1, end)], by=follower)


def _follower(scene: Scene, index: int, end: int) -> str:
    if index >= end:
        return "end"
    return scene.tokens.lower[index]


def _end_of_parenthesis(scene: Scene, after: int, end: int) -> int | None:
    """Return the comma behind which an interrupted clause goes on: "The bridge, he said | on Monday |, is closed"."""
    lower = scene.tokens.lower
    for index in range(after, min(after + 6, end)):
        if lower[index] == ",":
            follower = lower[index + 1] if index + 1 < end else ""
            if follower in _SUBORDINATORS or follower in _CONJUNCTIONS or follower.endswith("ing"):
                return None
            return index
    return None


def _start_after(scene: Scene, cue: Cue, end: int) -> int:
    """Return the token where the clause after the cue begins, behind addressees and times."""
    lower, at = scene.tokens.lower, cue.token
    start = at + 1
    that = _that_behind(scene, start, min(start + 12, end))
    if that is not None and (that == start or _is_aside(scene, start, that, cue)):
        return that
    if start < end and clauses.is_adverb(lower[start]) and lower[start] not in {"not", "all", "both"}:
        start += 1
    start = _after_addressee(scene, cue, start, end)
    start = _after_time(scene, start, end)
    if start < end and (lower[start] in {",", ":"}):
        start += 1
    if start < end and lower[start] in MARKS:
        return start
    return start


def _that_behind(scene: Scene, start: int, end: int) -> int | None:
    """Return the "that" which opens the clause, with no verb, sign or clause opener before it."""
    lower = scene.tokens.lower
    for index in range(start, end):
        word = lower[index]
        if word == "that":
            return index
        if word in {";", ":", "whether", "if", "how", "why", "what"} or word in clauses.AUXILIARIES:
            return None
    return None


def _is_aside(scene: Scene, start: int, that: int, cue: Cue) -> bool:
    """Tell whether the words between a cue and "that" are addressee, time or place rather than an object."""
    word = scene.tokens.lower[start]
    if (
        cue.base in _ADDRESSING
        or word in _DAYS
        or word == ","
        or word in {"to", "in", "on", "at", "during", "last", "earlier", "late", "after", "this"}
    ):
        return True
    return (
        cue.kind == "speech"
        and cue.base in {"say", "announce", "report", "write", "note", "argue", "suggest"}
        and that - start < 5
    )


def _after_addressee(scene: Scene, cue: Cue, start: int, end: int) -> int:
    """Skip whom somebody tells or asks: "told | the committee | he would leave"."""
    if cue.base not in _ADDRESSING or start >= end:
        return start
    lower = scene.tokens.lower
    if lower[start] in _OBJECT_PRONOUNS:
        return start + 1
    if cue.base == "tell" or cue.base == "ask":
        found = clauses.subject_after(scene, start, end)
        if found.first >= 0 and found.last + 1 < end:
            return scene.begins[start].last + 1
    return start


def _after_time(scene: Scene, start: int, end: int) -> int:
    lower = scene.tokens.lower
    if start < end and lower[start] in _DAYS:
        return start + 1
    if start + 1 < end and lower[start] == "on" and lower[start + 1] in _DAYS:
        return start + 2
    if (
        start + 1 < end
        and lower[start] in {"last", "this", "earlier"}
        and lower[start + 1]
        in {"week", "month", "year", "fall", "summer", "spring", "winter", "night"} | _DAYS
    ):
        return start + 2
    return start


@cache
def _end_words() -> frozenset[str]:
    """Return the words and signs before which a reported clause may end within its sentence."""
    return read_words("clause_ends") | _SIGNS


def end_of_clause(scene: Scene, reading: Reading, start: int, end: int) -> int:
    """Return where the clause that begins at token `start` ends: at the sentence's end, or where the reporter goes on.

    "said the bridge is closed | on Tuesday", "said he won, | adding that ...": each word that may begin the
    reporter's own words is weighed with `weights/indirect_ends.tsv`.
    """
    weights = read_weights("indirect_ends")
    for index in possible_ends(scene, start, end):
        if probability(describe_end(scene, reading, start, index, end), weights) >= END_THRESHOLD:
            return index
    return end


def possible_ends(scene: Scene, start: int, end: int) -> Iterator[int]:
    """Yield the tokens behind `start`, outside quotation marks, before which the clause may end."""
    words, lower, inside = _end_words(), scene.tokens.lower, scene.inside
    for index in range(start + 1, end):
        if lower[index] in words and not inside[index]:
            yield index


def describe_end(scene: Scene, reading: Reading, start: int, index: int, end: int) -> list[str]:
    """Return the features of ending the clause that begins at `start` right before token `index`."""
    lower = scene.tokens.lower
    word, before = lower[index], lower[index - 1]
    follower = _class_of(scene, index + 1) if index + 1 < end else "end"
    second = _class_of(scene, index + 2) if index + 2 < end else "end"
    known = cue_words().get(lower[index + 1]) if index + 1 < end else None
    cue = f"{known[2]} {known[1]}" if known else "no"
    size, rest = min((index - start) // 3, 6), min(end - index, 9)
    verbs = "verb" if _has_verb(scene, start, index) else "verbless"
    lead = _lead(scene, reading)
    ahead = _cue_ahead(scene, index + 1, min(index + 8, end))
    route = f"{reading.subject.route} {'bound' if _is_set_off(scene, reading) else 'free'}"
    opener = _class_of(scene, start)
    return [
        f"{word} {follower}",
        f"{word} {follower} {second}" if word in {",", "and", "but"} else f"{word} rest {rest}",
        f"{word} cue {cue}",
        f"{word} size {size}",
        f"{word} {reading.cue.kind} {reading.cue.form}",
        f"{word} {reading.shape}",
        f"{word} {reading.cue.base}",
        f"{word} after {_class_of(scene, index - 1)}" if before not in {",", "-"} else f"{word} after sign",
        f"{word} clause {opener}",
        f"{word} ahead {ahead}",
        f"{word} {verbs} {follower}",
        f"{word} {verbs} {reading.cue.form} {reading.cue.kind}",
        f"{word} {verbs} {opener}",
        f"{word} lead {lead}",
        f"{word} {follower} lead {lead}",
        f"{word} next {lower[index + 1] if index + 1 < end else 'end'}",
        f"{word} ends {lower[end - 1]}",
        f"{word} {route}",
        f"{word} {route} {follower}",
        f"rest {rest}",
        f"size {size}",
    ]


def _cue_ahead(scene: Scene, index: int, end: int) -> str:
    """Return the form of the next word that can report something, and how many words ahead it stands."""
    table, lower = cue_words(), scene.tokens.lower
    for place in range(index, end):
        known = table.get(lower[place])
        if known is not None and known[2] == "speech" and not scene.inside[place]:
            return f"{known[1]} {place - index}"
    return "no"


def _lead(scene: Scene, reading: Reading) -> str:
    """Return the conjunction that opens the reporter's clause: "Although | he said ..., she won"."""
    subject = reading.subject
    first = min(subject.first, reading.group.first) if subject.first >= 0 else reading.group.first
    before = scene.tokens.lower[first - 1] if first else ""
    if before in cue_words():
        return "cue"
    return before if before in _SUBORDINATORS or before in _CONJUNCTIONS or before in {"that", ","} else "main"


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a finite verb stands between two tokens: a clause, not just an object."""
    lower = scene.tokens.lower
    return any(lower[i] in clauses.AUXILIARIES or (lower[i] in verb_forms() and lower[i][-3:] != "ing") for i in range(start, end))


def _is_set_off(scene: Scene, reading: Reading) -> bool:
    """Tell a relative clause or aside that commas set off: "Bloom, who said she would stay, | left"."""
    opens = (reading.subject.last if reading.subject.route == "relative" else reading.group.first) - 1
    return opens >= 0 and scene.tokens.lower[opens] in _SIGNS


# ---------------------------------------------------------------- deciding


def describe(scene: Scene, reading: Reading) -> list[str]:
    """Return the features of a reading that its probability is made of."""
    cue, subject, lower = reading.cue, reading.subject, scene.tokens.lower
    shape = reading.shape
    first = reading.pieces[-1 if shape == "after" else 0][0]
    opener = _class_of(scene, first)
    who = _kind_of(scene, subject)
    base = cue.base
    helpers = _helper_class(reading.group.helpers)
    route = subject.route
    length = sum(end - begin for begin, end in reading.pieces)
    size = "1" if length < 2 else "2" if length < 4 else "4" if length < 7 else "7" if length < 15 else "15"
    return [
        f"{base} {shape[:6]}",
        f"{cue.kind} {shape} {cue.form}",
        f"{cue.kind} {route} {who}",
        f"{route} {cue.form}",
        f"{base} {opener}",
        f"{cue.kind} {shape[:5]} {opener}",
        f"{base} {helpers}",
        f"{cue.form} {helpers}",
        f"size {shape[:5]} {size}",
        f"{cue.kind} size {size}",
        f"follower {shape[:5]} {reading.by}",
        f"chain {reading.group.chain}",
        f"{cue.kind} {shape} lead {_lead(scene, reading)}",
        f"{cue.form} before {_class_of(scene, reading.group.first - 1)}",
        f"{base} {cue.form} before {_class_of(scene, reading.group.first - 1)}",
        f"{cue.kind} {opener} {_class_of(scene, min(first + 1, len(lower) - 1))}",
        f"{cue.kind} head {lower[subject.head] if subject.head >= 0 and who in {'thing', 'people'} else who}",
        f"{cue.form} lead {_lead(scene, reading)} {opener}",
        f"gap {min(first - cue.token, 5) if shape == 'after' else 'x'}",
        f"{base} {cue.form} {who}",
    ]


def _helper_class(helpers: list[str]) -> str:
    if not helpers:
        return "plain"
    last = set(helpers)
    kinds = []
    if last & {"is", "was", "are", "were", "be", "been", "being"}:
        kinds.append("be")
    if last & {"has", "have", "had"}:
        kinds.append("have")
    if last & {"will", "would", "could", "can", "may", "might", "should", "must"}:
        kinds.append("modal")
    if last & {"did", "does", "do"} or any(word.endswith(("n't", "n’t")) for word in last):
        kinds.append("do")
    if "to" in last:
        kinds.append("to")
    return "+".join(kinds) or "other"


def _kind_of(scene: Scene, subject: Subject) -> str:
    if subject.first < 0:
        return "nobody"
    head = scene.tokens.lower[subject.head]
    if head in {"i", "we", "you"}:
        return "speaker"
    if head in {"he", "she", "they", "it", "who"}:
        return head
    if head in person_nouns():
        return "people"
    if scene.tokens.words[subject.head][0].isupper():
        return "name"
    return "thing"


def _class_of(scene: Scene, index: int) -> str:
    """Return the class of a word: itself when it is a function word, else "Name", "determiner", "past", "ing" ..."""
    word = scene.tokens.lower[index]
    found = _class_of_word(word)
    return "Name" if found in _OPEN_CLASSES and scene.tokens.words[index][0].isupper() else found


_OPEN_CLASSES = frozenset({"word", "plural", "verb", "past", "ing", "ly", "people"})


@cache
def _class_of_word(word: str) -> str:
    base = word.replace("’", "'").split("'")[0]
    if base in _CLAUSE_OPENERS or word in read_words("function_words") or not word[0].isalnum():
        return base
    if word in read_words("determiners"):
        return "his" if word in {"his", "her", "their", "its", "my", "our"} else "determiner"
    if word in {"him", "them", "me", "us", "himself", "herself", "themselves", "itself", "myself"}:
        return "object"
    if word[0].isdigit():
        return "number"
    if word in person_nouns():
        return "people"
    return _class_of_ending(word)


def _class_of_ending(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed"):
        return "past"
    if word in verb_forms():
        return "verb"
    if word.endswith("ly"):
        return "ly"
    return "plural" if word.endswith("s") else "word"
