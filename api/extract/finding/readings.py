"""Propose how each cue may be read: who reports, and where the reported clause stands.

In: the body as a `Scene`.  Out: `Reading`s, one to three a cue, in order. Which of them is right, and where its
clause ends, is the work of `indirect`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from api.extract.finding import agents, clauses, main_clauses, tags
from api.extract.finding.according import find_sources
from api.extract.finding.clause_starts import clause_start
from api.extract.finding.clauses import VerbGroup
from api.extract.finding.cues import Cue, find_cues
from api.extract.finding.openings import after_time, start_after
from api.extract.finding.relatives import RELATIVES
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import PREPOSITIONS, TIMES, Subject
from api.extract.finding.who_reports import who_reports
from api.extract.grammar.lexicon import (
    ACTS,
    BEING,
    CUE,
    DASHES,
    MARKS,
    PERSONAL_PRONOUNS,
    person_nouns,
)
from api.extract.grammar.mentions import OWNERS
from api.extract.grammar.verbs import verb_forms
from api.extract.words import read_words

CONJUNCTIONS = read_words("conjunctions")
SUBORDINATORS = read_words("subordinators")
SIGNS = frozenset({",", ";", ":", "(", "-", "–", "—", "--"})
_PEOPLE = person_nouns()
_VERBS = verb_forms()
_FUNCTION_WORDS = read_words("function_words") | read_words("prepositions")
_BEHIND_NAME = frozenset({",", "("})
_BEHIND_AGENT = frozenset({",", "(", "-", "–", "—", "and"})
_INVERTED = frozenset(
    {"say", "add", "write", "explain", "note", "warn", "argue", "recall", "report", "claim"}
)
_OPENING_SAID = frozenset({"that", "as", "of", "if", "whether"})
_BEFORE_OFFICE = frozenset({"visiting", "outgoing", "incoming", "acting", "departing", "retiring"})
_OPENING_OCCASIONS = frozenset({"on", "in", "at", "during", "here", "after", "last", "late", "earlier"})
_HEAD_OF_OFFICE = 4  # tokens: "deputy chief spokesman"
_FARTHEST_QUOTED = 16  # tokens from "quoted" to "as saying"
_BEING = frozenset({"is", "was", "are", "were", "be", "been", "being", "am", "get", "got"})
_DETERMINERS = read_words("determiners") | {*OWNERS, "one"}
_ENDS_OF_SPEECH = frozenset({",", "?", "!"})
_INNER = frozenset({"whether", "if"})
_CLAUSE_BOUNDARIES = CONJUNCTIONS | SUBORDINATORS | {";"}
_LONGEST_SENTENCE = 400  # tokens; what is longer is a table or an attack, not a sentence


@dataclass(slots=True)
class Reading:
    """One way to read a cue: `shape` says where the reported clause stands, `pieces` are token ranges (end excluded).

    Shapes: "after" (NP V CLAUSE), "before" (CLAUSE, NP V), "around" (CLAUSE, NP V, CLAUSE), both also " inverted"
    (V NP), "passive" (was told CLAUSE), "as" (as NP said, CLAUSE), "according", "noun" (her claim that CLAUSE).
    `follower` is what stands behind the cue and its subject, where the clause stands before.
    """

    cue: Cue
    shape: str
    subject: Subject
    group: VerbGroup
    pieces: list[tuple[int, int]]
    follower: str = ""


def find_readings(scene: Scene) -> list[Reading]:
    """Return every reading of every cue."""
    readings: list[Reading] = []
    previous: Subject | None = None
    tag: Subject | None = None
    sentence, floor, end = -1, 0, 0
    for cue in find_cues(scene):
        here = scene.tokens.sentence_of[cue.token]
        if here != sentence:
            sentence, previous, tag = here, None, None
            floor, end = clauses.sentence_range(scene.tokens, cue.token)
        if end - floor > _LONGEST_SENTENCE:
            continue
        whose = tag if tag is not None and cue.form == "ing" else previous
        found = list(_readings(scene, cue, floor, end, whose))
        readings += found
        if found and cue.kind == "speech" and _governs(scene, found[0], previous):
            previous = found[0].subject
        if found and _is_tag(scene, found[0]):
            tag = found[0].subject
    return readings


def _is_tag(scene: Scene, reading: Reading) -> bool:
    """Tell "It leaks, | Bloom said |, adding that ...", whose participles are the tag's."""
    subject = reading.subject
    lower, comma = scene.tokens.lower, subject.first - 1
    comma -= lower[comma] in MARKS and comma > 0
    is_behind = subject.route in {"next", "aside"} and lower[comma] == ","
    return is_behind and reading.shape == "before" and reading.cue.kind == "speech"


def _governs(scene: Scene, reading: Reading, previous: Subject | None) -> bool:
    """Tell whether later participles may hang on this reading's subject: not one inside a reported clause."""
    subject = reading.subject
    if subject.route not in {"next", "aside", "after", "bare", "closing"} or main_clauses.is_fronted(
        scene, subject.first
    ):
        return False
    if scene.tokens.lower[subject.last] in OWNERS:  # "defended | his call | to raise the toll, saying"
        return False
    if scene.tokens.lower[subject.first - 1] in _INNER and _is_within(scene, reading):
        return False
    return previous is None or scene.tokens.lower[subject.first - 1] in _CLAUSE_BOUNDARIES


def _is_within(scene: Scene, reading: Reading) -> bool:
    """Tell the subject of a clause that hangs on a verb before it: "deciding whether | the board | may ask her"."""
    opens = scene.tokens.opening_of[reading.subject.first]
    words = scene.tokens.lower[opens : reading.subject.first - 1]
    return any(word in _VERBS or word in clauses.AUXILIARIES or word[-2:] == "ed" for word in words)


def _readings(scene: Scene, cue: Cue, floor: int, end: int, previous: Subject | None) -> Iterator[Reading]:
    if cue.kind == "source":
        for source, pieces in find_sources(scene, cue.token, floor, end):
            yield Reading(cue, "according", source, VerbGroup(cue.token, cue.token), pieces)
    elif cue.kind == "noun":
        yield from _of_noun(scene, cue, floor, end)
    else:
        yield from _of_verb(scene, cue, floor, end, previous)


def _of_noun(scene: Scene, cue: Cue, floor: int, end: int) -> Iterator[Reading]:
    """Read "her assertion that CLAUSE" and "the argument by NP that CLAUSE"."""
    at, lower = cue.token, scene.tokens.lower
    if at + 2 >= end:
        return
    subject = _owner(scene, at, floor)
    start = at + 1
    if subject.route == "none" and lower[start] in {"by", "from", "of"}:
        subject = agents.subject_after(scene, start + 1, end)
        start = subject.last + 1
    if 0 < start < end and lower[start] == "that":
        yield Reading(cue, "noun", subject, VerbGroup(at, at), [(start, end)])


def _owner(scene: Scene, at: int, floor: int) -> Subject:
    """Return whose claim it is: "her | claim", "Trump's | repeated | claim"."""
    lower = scene.tokens.lower
    for index in range(at, max(floor, at - 4) - 1, -1):
        word = lower[index]
        if word in OWNERS:
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
    if cue.base == "accuse" and not group.helpers and lower[cue.token + 1 : cue.token + 2] == ["of"]:
        return  # "the men accused of theft"
    if cue.form == "past" and _is_passive(scene, group):
        yield from _passive(scene, cue, group, end)
        return
    subject = who_reports(scene, cue, group, floor, end, previous)
    if cue.form == "ing" and lower[cue.token - 1] == "as":
        subject = _quoted_by(scene, cue.token - 1, floor) or subject
    if subject.route == "aside":
        subject = _acting_within(scene, subject, group.first)
    is_far = subject.route in {"aside", "shared"} and cue.base in _INVERTED
    if is_far and _closes_with_name(scene, cue.token + 1, end):
        subject = Subject("none")
    before = list(_clause_before(scene, cue, group, subject, floor, end))
    yield from before
    start = start_after(scene, cue, end)
    is_as = subject.first > 0 and lower[subject.first - 1] == "as"
    if before and _precedes_several(scene, cue):
        return
    if (
        start < end
        and not _ends_with_tag(scene, before, end)
        and (is_as or not tags.is_participle(lower, start, end))
    ):
        yield Reading(cue, "after", subject, group, [(start, end)])
        if is_as and lower[start - 1] == ",":
            yield Reading(cue, "as", subject, group, [(start, end)])
    if not before and not _is_relative(scene, subject) and (cue.form in {"past", "s"} or group.helpers):
        yield from _closing(scene, cue, group, floor, end)


def _is_relative(scene: Scene, subject: Subject) -> bool:
    return subject.route == "next" and scene.tokens.lower[subject.head] in RELATIVES


def _ends_with_tag(scene: Scene, before: list[Reading], end: int) -> bool:
    """Tell whether what stands before a tag leaves no report to what is behind it: "It leaks, he said, | but ..."."""
    for reading in before:
        first, last = reading.pieces[0], reading.pieces[-1]
        if first < last and scene.tokens.lower[last[0]] in tags.JOINING:
            return True
    return bool(before) and tags.closes(scene, before[0].cue, *before[0].pieces[0], end)


def _quoted_by(scene: Scene, index: int, floor: int) -> Subject | None:
    """Return whom another quotes before "as saying": "The Echo quoted | Bloom | as saying"; None where none does."""
    lower = scene.tokens.lower
    for quoted in range(index - 1, max(floor, index - _FARTHEST_QUOTED), -1):
        if lower[quoted] in {"quoted", "quotes", "quoting", "cited", "citing"}:
            if lower[quoted + 1] in {"as", "by"}:
                return None  # "Bloom was quoted by the Echo as saying"
            found = agents.subject_after(scene, quoted + 1, index)
            if found.first < 0 or scene.begins.get(found.last + 1) is not None:
                found = Subject("quoted", quoted + 1, index - 1, index - 1)
            return Subject("quoted", found.first, found.last, found.head)
    return None


def _acting_within(scene: Scene, subject: Subject, verb: int) -> Subject:
    """Return who acts behind a comma ("After the vote, | Quay Bank | also tried it, said ..."), or `subject` where
    what follows it tells who somebody is.
    """
    opens = next((i for i in range(subject.head, verb) if scene.tokens.lower[i] == ","), verb) + 1
    phrase = scene.begins.get(opens)
    if phrase is None or phrase.kind != "name" or scene.tokens.words[opens][0].islower():
        return subject
    behind = scene.tokens.traits[phrase.last + 1 : phrase.last + 2]
    is_tag = any(traits & CUE for traits in behind)  # "CNN, Bloom said, called it late"
    acts = not is_tag and main_clauses.is_subject_of_next(scene, phrase, verb)
    return Subject("shared", phrase.first, phrase.last, phrase.head) if acts else subject


def _closes_with_name(scene: Scene, index: int, end: int) -> bool:
    """Tell "the quay, a place of sailors and storms, said | Ada Bloom, a keeper" from "Bloom, a keeper, said ..."."""
    comma = index - 2 - (scene.tokens.lower[index - 2] in MARKS)
    if scene.tokens.lower[comma] != ",":
        return False
    name = scene.begins.get(index)
    if name is not None and name.kind == "quantifier":  # "said | one of the officials"
        return agents.subject_after(scene, index, end).last + 1 >= end
    if name is None or name.kind != "name" or not scene.tokens.words[name.head][0].isupper():
        return False
    behind = after_time(scene, name.last + 1, end)  # "said Ada Bloom | on Friday", "said the Council | (MC)"
    if behind < end and scene.tokens.lower[behind] not in _BEHIND_NAME:
        return False
    who = next((i for i in range(behind, end) if scene.tokens.lower[i] in RELATIVES), end)
    is_told = who == end or (who > behind + 1 and scene.tokens.lower[behind + 1] in {"a", "an", "the"})
    return is_told and clauses.first_verb(scene, behind, who) == who  # "said Bloom, a keeper | who has eels"


def _is_passive(scene: Scene, group: VerbGroup) -> bool:
    """Tell "was asked" and a bare "asked" that opens a clause ("Asked whether", "When asked") from "he asked"."""
    if any(word in _BEING for word in group.helpers) and not group.chain:
        return True
    if (
        not group.helpers
        and scene.tokens.lower[group.verb] != "informed"
        and _is_done_by(scene, group.verb + 1)
    ):
        return True
    before = group.first - 1
    opens = before < scene.tokens.opening_of[group.verb]
    return not group.helpers and (
        opens or scene.tokens.lower[before] in {"when", "if", "as", "though", "once"}
    )


def _is_done_by(scene: Scene, by: int) -> bool:
    """Tell "Orr, described | by officers | as shy" from "Bloom said | by Monday it would be safe"."""
    agent = scene.begins.get(by + 1)
    if agent is None or scene.tokens.lower[by] != "by" or scene.inside[by]:
        return False
    is_deed = scene.tokens.words[by + 1][-3:] == "ing" and agent.first < agent.last  # "closed by framing Orr"
    is_time = not TIMES.isdisjoint(scene.tokens.lower[by + 1 : agent.last + 1])
    return agent.kind in {"name", "nominal"} and not is_deed and not is_time


def _passive(scene: Scene, cue: Cue, group: VerbGroup, end: int) -> Iterator[Reading]:
    """Read "was asked whether CLAUSE", where nobody is named, and "was asked by NP whether CLAUSE"."""
    lower = scene.tokens.lower
    start = cue.token + 1
    subject = Subject("none")
    if start < end and lower[start] == "by":
        far = end  # "accused by the council | of theft"
        if cue.base == "accuse" and "of" in lower[start:end]:
            far = lower.index("of", start)
        by = agents.with_name_behind(scene, agents.subject_after(scene, start + 1, far), end)
        if by.first >= 0:
            subject, start = Subject("by", by.first, by.last, by.head), by.last + 1
    start = after_time(scene, start, end)
    is_named = "," in lower[subject.first : subject.last] if subject.first >= 0 else False
    if is_named and start + 1 < end and lower[start] == "," and lower[start + 1] in _OPENING_SAID:
        start += 1  # "described by the keeper, Bert Orr, | as shut"
    is_told = subject.first < 0 or lower[group.first - 1] == "as"
    if start < end and (is_told or lower[start] not in _BEHIND_AGENT):
        yield Reading(cue, "passive", subject, group, [(start, end)])


def _closing(scene: Scene, cue: Cue, group: VerbGroup, floor: int, end: int) -> Iterator[Reading]:
    """Read "CLAUSE, NP V." where the subject is more than we can follow: "..., people close to her said"."""
    lower, at = scene.tokens.lower, cue.token
    if after_time(scene, at + 1, end) < end - 1:
        return
    for comma in range(group.first - 2, max(group.first - 16, floor + 3), -1):
        if lower[comma] == "," and not scene.inside[comma]:
            first = comma + 1 + (lower[comma + 1] in {"as", "though"})
            start = clause_start(scene, floor, comma)
            if (
                first < group.first
                and lower[first] not in CONJUNCTIONS  # "..., and her doubt is showing" is a clause of its own
                and lower[first][0].isalnum()
                and lower[first] not in PREPOSITIONS
                and not _describes_speaker(scene, start, comma)
            ):
                subject = Subject("closing", first, group.first - 1, group.first - 1)
                yield Reading(
                    cue,
                    "before",
                    subject,
                    group,
                    [(start, comma)],
                    follower="end",
                )
            return


def _clause_before(
    scene: Scene, cue: Cue, group: VerbGroup, subject: Subject, floor: int, end: int
) -> Iterator[Reading]:
    """Read "CLAUSE, NP V" and "CLAUSE, V NP", and both with the clause going on behind."""
    lower, at = scene.tokens.lower, cue.token
    if cue.form in {"ing", "base"} and not group.helpers and subject.route != "next":
        if _precedes_several(scene, cue):
            yield from _clause_before_several(scene, cue, group, floor, end)
        return
    if _is_relative(scene, subject):
        return  # "The firm, which reports results in May, could grow"
    opens = subject.first if subject.route in {"next", "aside", "bare"} else group.first
    comma = _comma_before(scene, cue, opens, end)
    if lower[comma] in DASHES and opens < at and not DASHES.isdisjoint(lower[at + 2 : end]):
        return  # "It is safe - Bloom says it leaks - and old"
    if comma <= floor or not (
        lower[comma] in {",", "?", "!"} or lower[comma] in DASHES or lower[comma] in MARKS
    ):
        return
    who, after = subject, at + 1
    if opens == group.first:
        if group.helpers:
            return  # "the report, which is old, did not say | Bloom left"
        who = agents.subject_after(scene, at + 1, end)
        if who.first < 0 or _goes_on_with(scene, who, end):
            return
        after = who.last + 1
    start = clause_start(scene, floor, comma)
    if start >= comma or _describes_speaker(scene, start, comma):
        return
    inverted = "" if who is subject else " inverted"
    yield from _around_tag(scene, Reading(cue, inverted, who, group, [(start, comma)]), after, end)


def _around_tag(scene: Scene, tag: Reading, after: int, end: int) -> Iterator[Reading]:
    """Read what stands before a tag that ends at token `after`, and what goes on behind it."""
    cue, inverted, who, group = tag.cue, tag.shape, tag.subject, tag.group
    left = start, comma = tag.pieces[0]
    behind = tags.behind_occasion(scene, cue, after, end)
    tail = tags.end_of_parenthesis(scene, after, end)
    is_torn = tail is None and any(index in scene.begins for index in range(start, comma))
    if is_torn and not main_clauses.holds_clause(scene, start, comma):
        tail = main_clauses.comma_before_verb(scene, after, end)
    leads_up = tail is not None and tail + 2 < end and scene.tokens.lower[tail + 1] in MARKS
    if leads_up and not _is_main_clause(scene, start, comma):  # "As a result, he said, “...”"
        return
    joined = 0 if inverted or scene.inside[comma - 1] else tags.joined_behind(scene, after, end)
    if joined:
        yield Reading(cue, "before", who, group, [left, (joined, end)], follower="end")
        return
    comments = scene.tokens.lower[behind : behind + 2] == [",", "which"]
    if comments and main_clauses.holds_clause(scene, start, comma):
        behind = end  # "It leaks, Bloom said|, which worried the board"
    yield Reading(cue, "before" + inverted, who, group, [left], follower=_follower(scene, behind, end))
    if tail is not None and tail + 2 < end and not (inverted and _is_office(scene, tail + 1, end)):
        follower = f"{scene.tokens.kind_at(tail + 1)} {scene.tokens.kind_at(comma - 1)}"
        is_meanwhile = scene.tokens.lower[tail + 1 : tail + 3] == [
            "even",
            "as",
        ]  # "he said, even as they met"
        pieces = [left] if leads_up or is_meanwhile else [left, (tail + 1, end)]
        yield Reading(cue, "around" + inverted, who, group, pieces, follower=follower)


def _is_office(scene: Scene, start: int, end: int) -> bool:
    """Tell "..., said Ada Bloom, | spokeswoman for the board" from a clause that goes on, by its missing verb."""
    is_person = not _PEOPLE.isdisjoint(scene.tokens.lower[start : start + _HEAD_OF_OFFICE])
    return is_person and clauses.first_verb(scene, start, end) == end


def _are_several(scene: Scene, index: int) -> bool:
    """Tell the plural that a base form agrees with: "..., say | many keepers"."""
    phrase = scene.begins.get(index)
    return phrase is not None and scene.tokens.lower[phrase.head].endswith(("s", "people", "police", "men"))


def _precedes_several(scene: Scene, cue: Cue) -> bool:
    return (
        cue.form == "base" and scene.tokens.lower[cue.token - 1] == "," and _are_several(scene, cue.token + 1)
    )


def _clause_before_several(
    scene: Scene, cue: Cue, group: VerbGroup, floor: int, end: int
) -> Iterator[Reading]:
    """Read "CLAUSE, say NP." where nothing follows."""
    who = agents.subject_after(scene, cue.token + 1, end)
    start, comma = clause_start(scene, floor, cue.token - 1), cue.token - 1
    behind = scene.tokens.lower[who.last + 1 : who.last + 3]
    if (who.last + 1 >= end or behind in ([",", "who"], [",", "including"])) and start < comma:
        yield Reading(cue, "before inverted", who, group, [(start, comma)], follower="end")


def _comma_before(scene: Scene, cue: Cue, opens: int, end: int) -> int:
    """Return the token before who speaks: "...|, Ada Bloom, a keeper, said", "...|, as the Echo reported"."""
    lower, comma = scene.tokens.lower, opens - 1
    is_before = lower[comma] in _BEFORE_OFFICE or (
        comma > 0 and lower[comma - 1] == "," and _is_noun(scene, comma)
    )
    if is_before and _behind_tag(lower, cue.token + 1, end):
        comma -= 1  # "..., visiting Prime Minister Bloom said on Monday", "..., fire officials said"
    if lower[opens] in {"a", "an"} and lower[comma] == ",":
        return _before_name(scene, comma)
    city = scene.ends.get(comma - 1) if lower[opens].endswith("-based") and lower[comma] == "," else None
    if city is not None and lower[city.first - 1] == ",":
        return city.first - 1  # "It leaks|, Ostley, Marle-based Quayco said"
    behind = after_time(scene, cue.token + 1, end)
    is_last = cue.token + 1 >= end or lower[behind : behind + 2] in ([",", "and"], [",", "but"])
    is_last = is_last and cue.base != "continue"
    return comma - (is_last and lower[comma - 1 : comma + 1] == [",", "as"])


def _is_noun(scene: Scene, index: int) -> bool:
    """Tell the noun before a calling that no phrase keeps: ", | fire | officials said"."""
    word = scene.tokens.lower[index]
    role = scene.begins.get(index + 1)
    is_role = (
        role is not None and scene.tokens.words[role.first].islower() and role.kind in {"name", "nominal"}
    )
    is_plain = word.isalpha() and word not in _FUNCTION_WORDS and word not in CONJUNCTIONS | SUBORDINATORS
    return is_role and is_plain and not clauses.is_adverb(word) and word[-3:] != "ing"


def _behind_tag(lower: list[str], index: int, end: int) -> bool:
    """Tell the end, a time or an occasion behind a verb of saying from what is said."""
    return index >= end or lower[index] in TIMES or lower[index] in _OPENING_OCCASIONS


def _before_name(scene: Scene, comma: int) -> int:
    """Return the comma before the full name that ends at token `comma`, or `comma` where there is none."""
    name = scene.ends.get(comma - 1)
    if name is None or name.kind != "name" or name.first == name.last or name.is_possessive:
        return comma
    is_place = scene.tokens.text_of(name.first, name.last) in read_words("place_names")
    return comma if is_place or scene.tokens.words[name.first - 1] != "," else name.first - 1


def _is_main_clause(scene: Scene, start: int, end: int) -> bool:
    """Tell a clause that can be said by itself from what only opens a sentence: "If so |", "Asked why |"."""
    lower = scene.tokens.lower
    opens = lower[start] in SUBORDINATORS or lower[start] in PREPOSITIONS
    if opens or lower[start][-3:] == "ing" or lower[start][-2:] == "ed" or lower[end - 1] in CONJUNCTIONS:
        return False
    return clauses.first_verb(scene, start, end) < end


def _describes_speaker(scene: Scene, start: int, comma: int) -> bool:
    """Tell what is said of the speaker from what is said: "“We won,” | her brother |, Bert Orr, said"."""
    behind = comma - 1
    while behind > start and not scene.inside[behind]:
        behind -= 1
    quotes_end, begins = scene.tokens.lower[behind], behind + 2
    if quotes_end not in _ENDS_OF_SPEECH or begins >= comma or scene.tokens.lower[behind + 1] not in MARKS:
        return False
    opens, name = scene.tokens.lower[begins], scene.begins.get(begins)
    if name is not None and name.last == comma - 1:
        return True
    is_noun = opens in _DETERMINERS or opens.endswith(("'s", "’s"))
    return is_noun and clauses.first_verb(scene, begins, comma) == comma


def _goes_on_with(scene: Scene, who: Subject, end: int) -> bool:
    """Tell whether a pronoun behind the verb is a subject of its own: "Bloom, who came late, said | he had ..."."""
    after = who.last + 1
    lower = scene.tokens.lower
    if lower[who.first] in OWNERS:  # "The keeper who came late, said | her work was done"
        verb = clauses.first_verb(scene, after, end)
        return verb < end and "," not in lower[after:verb]
    if lower[who.head] not in PERSONAL_PRONOUNS or after >= end:
        return False
    return scene.tokens.traits[after] & (BEING | ACTS) > 0 or scene.tokens.lower[after] in clauses.AUXILIARIES


def _follower(scene: Scene, index: int, end: int) -> str:
    return scene.tokens.kind_at(index) if index < end else "end"
