"""Read "according to" and "per": who the source is, and what is reported before and behind.

In: the body as a `Scene`, the token of the word, where its sentence begins and ends.  Out: the source as a subject
and ranges of tokens. A leaf that `readings` builds on.
"""

from collections.abc import Iterator

from api.extract.finding import agents, clauses, main_clauses
from api.extract.finding.clause_starts import clause_start
from api.extract.finding.openings import DAYS, is_year
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import Subject
from api.extract.grammar.lexicon import AFTER_ITS_NOUN, CUE, DASHES, ENDERS, person_nouns
from api.extract.words import read_words

_CONJUNCTIONS = read_words("conjunctions")
_SUBORDINATORS = read_words("subordinators")
_SIGNS = frozenset({",", ";", ":", "(", "-", "–", "—", "--"})
_PEOPLE = person_nouns()
_MEASURES = read_words("measures")  # they say nothing: "according to plan"
_SILENT = frozenset(
    {"price", "prices", "preference", "preferences", "tastes", "needs", "wishes", "standards", "norms"}
)
_NO_NOUNS = ENDERS | clauses.AUXILIARIES | AFTER_ITS_NOUN | read_words("seen_or_made") | {"own"}
_MOST_NOUNS = 4
_NOT_GOING_ON = frozenset({"a", "an", "even"})  # "according to the Echo, | a paper that ..."
_HEAD_OF_APPOSITION = 6  # tokens within which an apposition names what somebody is
_BEHIND_DONE = DAYS | {"by", "in", "on", "last", "this", "earlier", "late"}  # "a study, released | today"
_SETTING_OFF = frozenset({"which", "where", "who"})
_LONGEST_WHO_SAYS = 6  # tokens
_LONGEST_DATE = 6  # tokens
_LONGEST_DESCRIPTION = 18  # tokens


def find_sources(
    scene: Scene, at: int, floor: int, end: int
) -> Iterator[tuple[Subject, list[tuple[int, int]]]]:
    """Read "CLAUSE, according to NP", "According to NP, CLAUSE" and "CLAUSE, according to NP, CLAUSE"; "per NP"."""
    lower = scene.tokens.lower
    begin = at + 1 if lower[at] == "per" else at + 2
    if begin >= end or lower[begin - 1] not in {"per", "to"} or _says_nothing(lower, begin):
        return
    at -= lower[at - 1 : at + 1] == ["as", "per"]
    subject = agents.with_name_behind(scene, agents.subject_after(scene, begin, end), end)
    if subject.first < 0:
        subject = agents.bare_after(scene, begin, end)
    subject = _with_nouns_behind(scene, subject, end)
    after = subject.last + 1
    pieces: list[tuple[int, int]] = []
    before = at - 1 if at > floor and lower[at - 1] in _SIGNS else at
    floor = clause_start(scene, floor, before)
    after = _behind_year(scene, after, end)
    opens = _within_relative(scene, floor, before, after, end)
    if opens is not None:  # "The ferry, which | sank in May |, according to Bloom, will ..."
        yield subject, [(opens, before)]
        return
    is_said = lower[before - 1] == "that"  # "Orr said that, according to Bloom, | she left |"
    if before - floor > 1 and not is_said and not _only_says(scene, floor, before):
        pieces.append((floor, before))
    torn = _before_its_verb(scene, floor, before, after, end) if pieces else None
    if torn is not None:
        yield subject, [*pieces, (torn + 1, end)]
        return
    reach = 3 if pieces else 30
    comma = _comma_behind(scene, after, min(after + reach, end), end)
    comma = comma if pieces or comma is None else _behind_description(scene, comma, end)
    if comma is not None and comma + 2 < end:
        if lower[comma + 1] == "that" and _only_says(scene, floor, before):
            return  # it is what Bloom said
        is_tag = bool(pieces) and _is_tag(scene, comma + 1, end)
        if not pieces or (not is_tag and _goes_on(scene, comma + 1, end)):
            pieces.append((comma + 1, end))
    if pieces:
        yield subject, pieces


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    """Tell a clause that goes on behind its source from what tells of the source, and from the reporter's own."""
    lower, follower = scene.tokens.lower, scene.tokens.lower[start]
    is_own = follower in _SUBORDINATORS or follower in _CONJUNCTIONS or follower in _NOT_GOING_ON
    is_done = follower[-3:] == "ing" or (follower[-2:] == "ed" and lower[start + 1] in _BEHIND_DONE)
    return not is_own and not is_done and not _is_apposition(scene, start, end)


def _before_its_verb(scene: Scene, floor: int, before: int, after: int, end: int) -> int | None:
    """Return the comma behind a source, over what tells of it, before the verb of a clause that it interrupts:
    "Absent, according to those who were there|, was the mayor"; None for none.
    """
    lower = scene.tokens.lower
    is_told = after < end and lower[after] in {"who", "which", "that", "at", "from", "with", ","}
    comma = next((i for i in range(after, end - 2) if lower[i] == "," and not scene.inside[i]), None)
    if not is_told or comma is None or main_clauses.holds_clause(scene, floor, before):
        return None
    is_next = lower[comma + 1] in clauses.AUXILIARIES
    return comma if is_next else main_clauses.comma_before_verb(scene, comma, end)


def _says_nothing(lower: list[str], index: int) -> bool:
    """Tell "according to plan" and "according to the prices" from a source."""
    return lower[index] in _MEASURES or not _SILENT.isdisjoint(lower[index : index + 2])


def _behind_year(scene: Scene, after: int, end: int) -> int:
    """Return the token behind when a source was written: "according to a letter dated May 5, 2022|, ..."."""
    lower = scene.tokens.lower
    year = next((i for i in range(after, min(after + _LONGEST_DATE, end - 1)) if lower[i] == ","), end) + 1
    if year + 1 >= end or not is_year(lower[year]):
        return after
    is_day = lower[year - 2].isdigit() and lower[year + 1] == ","
    return year + 1 if is_day else after


def _comma_behind(scene: Scene, after: int, limit: int, end: int) -> int | None:
    """Return the comma or colon behind a source, over a relative clause: "According to Bloom, who owns it|, ..."."""
    lower = scene.tokens.lower
    comma = next((i for i in range(after, limit) if lower[i] == "," or lower[i] == ":"), None)
    if comma != after or after + 1 >= end or lower[after + 1] not in {"which", "who"}:
        return comma
    return next((i for i in range(after + 2, end) if lower[i] == "," and not scene.inside[i]), None)


def _behind_description(scene: Scene, comma: int, end: int) -> int:
    """Return the comma behind who a source is, "According to Bloom, the founder of Quayco|, ...", or `comma`."""
    lower = scene.tokens.lower
    source = scene.ends.get(comma - 1)
    if source is None or source.kind != "name" or lower[comma] != "," or comma + 2 >= end:
        return comma
    if lower[comma + 1] not in {"a", "an", "the"}:
        return comma
    far = min(comma + _LONGEST_DESCRIPTION, end - 2)
    closer = next((i for i in range(comma + 2, far) if lower[i] == "," and not scene.inside[i]), comma)
    is_person = not _PEOPLE.isdisjoint(lower[comma + 1 : min(comma + 1 + _HEAD_OF_APPOSITION, closer)])
    who = next(
        (i for i in range(comma + 2, closer) if lower[i] in _SETTING_OFF or lower[i] == "that"), closer
    )
    is_told = closer > comma and clauses.first_verb(scene, comma + 1, who) == who
    does = any(lower[i][-2:] == "ed" and lower[i + 1] in {"a", "an", "the"} for i in range(comma + 2, closer))
    is_told = is_told and is_person and not does
    return closer if is_told and main_clauses.holds_clause(scene, closer + 1, end) else comma


def _only_says(scene: Scene, floor: int, before: int) -> bool:
    """Tell "Bloom said|, according to the Echo, ..." where nothing is said yet."""
    if before - floor > _LONGEST_WHO_SAYS:
        return False
    lower = scene.tokens.lower
    says = before - 1 - (lower[before - 1] == "that")
    return lower[says] in {"said", "says", "say"} and scene.begins.get(floor) is not None


def _is_tag(scene: Scene, start: int, end: int) -> bool:
    """Tell "..., according to the court, | the Echo reported |" from a clause that goes on."""
    name = scene.begins.get(start)
    return name is not None and end == name.last + 2 and scene.tokens.traits[end - 1] & CUE > 0


def _within_relative(scene: Scene, floor: int, before: int, after: int, end: int) -> int | None:
    """Return where what is said opens in a relative clause that commas or dashes set off, or None."""
    lower = scene.tokens.lower
    if after + 1 >= end or lower[after] not in _SIGNS:
        return None
    relative = next((i for i in range(before - 1, floor, -1) if lower[i] in _SETTING_OFF), None)
    if relative is None or lower[relative - 1] not in _SIGNS:
        return None
    if not _SIGNS.isdisjoint(lower[relative:before]) or clauses.first_verb(scene, relative, before) == before:
        return None
    goes_on = after + 1
    while goes_on + 1 < end and clauses.is_adverb(lower[goes_on]):
        goes_on += 1
    is_closed = lower[after] in DASHES and lower[relative - 1] in DASHES
    return relative + 1 if is_closed or lower[goes_on] in clauses.AUXILIARIES else None


def _with_nouns_behind(scene: Scene, subject: Subject, end: int) -> Subject:
    """Return a source with the nouns behind it that look like something else: "according to Western | estimates"."""
    tokens, last = scene.tokens, subject.last
    if not tokens.words[last][0].isalnum() or tokens.lower[last] in _CONJUNCTIONS:
        return subject
    while last + 1 < min(end, subject.last + _MOST_NOUNS) and _may_be_noun(tokens.words[last + 1]):
        last += 1
        name = scene.begins.get(last + 1)
        if name is not None and name.kind == "name":  # "Marle state | keeper Ada Bloom"
            return Subject(subject.route, subject.first, name.last, name.head)
    return subject if last == subject.last else Subject(subject.route, subject.first, last, last)


def _may_be_noun(word: str) -> bool:
    return (
        word.islower() and word.isalpha() and word not in _NO_NOUNS and not word.endswith(("ing", "ed", "ly"))
    )


def _is_apposition(scene: Scene, start: int, end: int) -> bool:
    """Tell "according to Ada Bloom, | senior keeper of the quay" from a clause that goes on, by its missing verb."""
    if clauses.first_verb(scene, start, end) < end:
        return False
    return any(word in _PEOPLE for word in scene.tokens.lower[start : start + _HEAD_OF_APPOSITION])
