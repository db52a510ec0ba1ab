"""Tell who reports: the subject of a verb of saying, and whose words a participle brings.

In: the body as a `Scene`, a `Cue` in its group of verbs, where its sentence begins and ends, and the subject of the
cue before it.  Out: a `Subject`. A leaf that `readings` builds on; who stands behind the verb is told there.
"""

from api.extract.finding import agents, clauses, main_clauses
from api.extract.finding.clauses import VerbGroup
from api.extract.finding.cues import Cue
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import Subject, extended
from api.extract.grammar.lexicon import CERTAIN_VERBS, CUE, person_nouns, plural_and_singular
from api.extract.grammar.phrases import Phrase
from api.extract.words import read_words

_CONJUNCTIONS = read_words("conjunctions")
_PEOPLE = person_nouns()
_DOCUMENTS = plural_and_singular("document_nouns")
_ISSUING = frozenset(
    {"issued", "released", "sent", "tweeted", "posted", "published", "wrote", "put", "issuing", "releasing"}
    | {
        "sending",
        "posting",
        "publishing",
        "shared",
        "made",
        "filed",
        "gave",
        "read",
        "signed",
        "has",
        "penned",
    }
)
_BESIDE_VERBS = frozenset({"out", "a", "an", "the", "his", "her", "their", "its"})
_BEFORE_PARTICIPLE = frozenset({"in", "by", "while", "after", "when", "before", "despite", "without"})
_FARTHEST_RELATIVE = 16  # tokens from "who" to "by calling"


def who_reports(
    scene: Scene, cue: Cue, group: VerbGroup, floor: int, end: int, previous: Subject | None
) -> Subject:
    """Return who says what the cue in a group of verbs brings; a subject without tokens where nothing tells."""
    before = group.first - 1
    if cue.form == "ing" and not group.helpers:
        if before < floor:
            return _fronted(scene, cue.token, end)
        return _of_participle(scene, group, floor, end, previous)
    if previous is not None and scene.tokens.lower[before : before + 2] == [",", "then"]:
        return _shared(
            scene, group.first, floor, previous
        )  # "Bloom noted, with a smile, that it leaked, | then said"
    subject = clauses.subject_before(scene, group, floor)
    if subject.route == "none" and before >= floor:
        return _shared(scene, group.first, floor, previous)
    return subject


def _of_participle(scene: Scene, group: VerbGroup, floor: int, end: int, previous: Subject | None) -> Subject:
    """Return whose words a participle brings: "with the mayor | saying", but "Bloom left, | saying"."""
    before = group.first - 1
    phrase = scene.ends.get(before)
    if phrase is not None and not phrase.is_possessive and _is_somebody(scene, phrase):
        beside = clauses.subject_before(scene, group, floor)
        document = clauses.before_participle(scene, beside.first, floor)
        if document is not None and scene.tokens.lower[document.head] in _DOCUMENTS:
            beside = extended("next", scene, document, floor)  # "A suit filed against Quayco | claiming"
        issuer = _issuer(scene, beside.first, group, floor, previous)
        return beside if issuer is None else issuer
    if phrase is None and (scene.tokens.lower[before] == "percent" or scene.tokens.lower[before][-1] == "%"):
        return clauses.subject_before(scene, group, floor)  # "with 22 percent | saying"
    if phrase is None and _is_bare_document(scene, before):
        return Subject("bare", before, before, before)  # "that ads | suggesting it were wrong"
    if before == floor and scene.tokens.lower[floor] in _BEFORE_PARTICIPLE:
        return _fronted(scene, group.verb, end)
    who = _relative_around(scene, before, floor)
    if who > 0:
        return Subject("next", who, who, who)
    if previous is not None:
        nearer = main_clauses.subject_behind_link(scene, previous.last + 1, group.first)
        if nearer.first >= 0:
            return nearer
    shared = _shared(scene, group.first, floor, previous)
    return shared if shared.first >= 0 else _fronted(scene, group.verb, end)


def _is_bare_document(scene: Scene, index: int) -> bool:
    """Tell "that | ads |" and "from | reports |", which no phrase keeps, from "in new | reports |"."""
    lower = scene.tokens.lower
    before = lower[index - 1]
    is_alone = before in {"that", "after", "by"} or before[-2:] in {"'s", "’s"}  # "Orr's texts | expressing"
    return is_alone and lower[index] in _DOCUMENTS and lower[index][-1] == "s"


def _relative_around(scene: Scene, by: int, floor: int) -> int:
    """Return the "who" of "Orr, | who | started the row by | calling", 0 for none."""
    lower = scene.tokens.lower
    if lower[by] != "by":
        return 0
    for index in range(by - 2, max(floor, by - _FARTHEST_RELATIVE), -1):
        if lower[index] == "who":
            return index
        if not lower[index][0].isalnum() or scene.tokens.traits[index] & CUE:
            return 0
    return 0


def _issuer(
    scene: Scene, first: int, group: VerbGroup, floor: int, previous: Subject | None
) -> Subject | None:
    """Return whose words stand in what they issue: "Bloom | put out a statement | saying"; None for no document."""
    document = scene.begins.get(first)
    if document is None or scene.tokens.lower[document.head] not in _DOCUMENTS:
        return None
    opens = first - 1
    while opens > floor and scene.tokens.lower[opens] in _BESIDE_VERBS:
        opens -= 1
    if scene.tokens.lower[opens] not in _ISSUING:
        return None
    issuing = clauses.verb_group(scene, opens, floor)
    issuer = clauses.subject_before(scene, issuing, floor)
    if issuer.route == "none":
        issuer = _shared(scene, group.first, floor, previous)
    if not 0 <= issuer.first < opens:
        return None
    return Subject("shared", issuer.first, issuer.last, issuer.head)


def _is_somebody(scene: Scene, phrase: Phrase) -> bool:
    """Tell whom a participle right behind may be of: people, bodies, shares and documents."""
    head = scene.tokens.lower[phrase.head]
    if head in _DOCUMENTS:  # "an item | suggesting", but "in a statement | saying"
        return scene.tokens.lower[phrase.first - 1] != "in"
    return phrase.kind == "name" or head in _PEOPLE or head == "percent"


def _shared(scene: Scene, verb: int, floor: int, previous: Subject | None) -> Subject:
    """Return whose a verb without a subject of its own is: of the cue before it, or of the clause around it."""
    if previous is not None:
        if scene.tokens.lower[previous.head] == "who":
            main = main_clauses.subject_over_relative(scene, previous.head, verb, floor)
            if main.first >= 0:
                return main
        return Subject("shared", previous.first, previous.last, previous.head)
    found = main_clauses.subject_of_clause(scene, verb, floor)
    return _antecedent(scene, found, verb, floor)


def _antecedent(scene: Scene, who: Subject, verb: int, floor: int) -> Subject:
    """Return whom "who" stands for where its clause has a verb of its own: "| others | who have stayed said"."""
    lower = scene.tokens.lower
    other = scene.ends.get(who.head - 1) if who.head > floor else None
    if other is None or lower[who.head] != "who" or lower[verb] not in CERTAIN_VERBS:
        return who
    is_own = lower[verb - 1] in _CONJUNCTIONS or not lower[verb - 1][0].isalnum()
    return who if is_own else extended("next", scene, other, floor)


def _fronted(scene: Scene, verb: int, end: int) -> Subject:
    """Return the subject that follows a participle phrase: "Citing the cost, | Bloom | ..."."""
    lower = scene.tokens.lower
    for index in range(verb + 1, min(end - 1, verb + 60)):
        if (
            lower[index] == ","
            and not scene.inside[index]
            and (found := agents.subject_after(scene, index + 1, end)).first >= 0
        ):
            return Subject("fronted", found.first, found.last, found.head)
    return Subject("none")
