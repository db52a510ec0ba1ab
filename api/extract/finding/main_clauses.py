"""Find the clause that a later verb hangs on, and its subject: "| Bloom | left, saying ...".

In: the body as a `Scene`, the verb, where its sentence begins.  Out: a `Subject`. A leaf that `readings` builds on.
"""

from api.extract.finding.clauses import AUXILIARIES, is_adverb, is_of_party
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import LINKS, LONGEST_ASIDE, TIMES, Subject, extended, may_act
from api.extract.grammar.lexicon import DASHES, MARKS, PERSONAL_PRONOUNS
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.verbs import verb_forms
from api.extract.words import read_words

_VERBS = verb_forms()
_BEFORE_FRONTING = (
    TIMES | read_words("quantities") | read_words("determiners") | {"just", "hours", "minutes", "soon"}
)
_COORDINATORS = frozenset(
    {"but", "and", ";", "while", "yet", "as", "though", "although", ":", "or", "because", "after", "when"}
)
_PARTING = frozenset({"but", "while", "whereas", "although", "though"})
_FRONTING = frozenset(
    {"after", "although", "as", "because", "before", "if", "once", "since", "though", "when", "while"}
)
_NOMINATIVES = frozenset({"he", "she", "they", "we", "i"})
_LONGEST_OPENING = 4  # "Just two days after"


def subject_of_clause(scene: Scene, verb: int, floor: int) -> Subject:
    """Return the subject of the main clause that a participle or coordinated verb at token `verb` hangs on.

    It is the first phrase of the sentence that stands before a finite verb and after no preposition, unless a
    later one begins a clause of its own: "Bloom won, and Reed left, | saying".
    """
    lower = scene.tokens.lower
    found = None
    index = _behind_fronted(scene, floor, verb)
    while index < verb:
        phrase = scene.begins.get(index)
        if phrase is None or scene.inside[index]:
            index += 1
            continue
        is_that = lower[phrase.first] == "that" and lower[phrase.last][-1] == "s" and index > floor
        if is_that and lower[phrase.last][-2:] != "ss":  # "disputes | that | settlements are illegal"
            index = phrase.last + 1
            continue
        if (found is None or lower[index - 1] in _COORDINATORS) and _acts(scene, phrase, floor, verb):
            found = _of_label(scene, phrase)
        index = phrase.last + 1
    return Subject("none") if found is None else extended("shared", scene, found, floor)


def _of_label(scene: Scene, phrase: Phrase) -> Phrase:
    """Return whose party and seat a phrase tells, also before "who": "| Ada Bloom |, D-Marle, who ..."."""
    label = phrase
    if scene.tokens.lower[phrase.head] == "who" and phrase.first > _BEFORE_WHO:
        before = phrase.first - 2
        label = scene.ends.get(before - (scene.tokens.lower[before] == "."), phrase)
    return scene.ends[label.first - 2] if is_of_party(scene, label) else phrase


_BEFORE_WHO = 3  # tokens: "Calif", a point and a comma


def subject_behind_link(scene: Scene, start: int, verb: int) -> Subject:
    """Return the subject of a later clause that the participle at token `verb` hangs on: "Marle said nothing, but
    | Ostley | wants a quay, telling ..."; none where no ", but", ", while" or semicolon opens one.
    """
    lower = scene.tokens.lower
    for index in range(verb - 1, start, -1):
        parts = lower[index] == ";" or (lower[index] in _PARTING and lower[index - 1] == ",")
        if parts and not scene.inside[index]:
            phrase = scene.begins.get(index + 1)
            if phrase is None or phrase.kind == "pronoun" or not _acts(scene, phrase, index, verb):
                break
            return extended("shared", scene, phrase, index)
    return Subject("none")


def subject_over_relative(scene: Scene, who: int, verb: int, floor: int) -> Subject:
    """Return whom the verb at token `verb` hangs on where a relative clause that opens at token `who` has closed:
    "| Ada Bloom |, who keeps eels, left the board, saying ..."; none where the verb is the relative clause's own.
    """
    lower, before = scene.tokens.lower, who - 2
    before -= lower[before] == "."
    phrase = scene.ends.get(before)
    if phrase is not None and is_of_party(scene, phrase):
        phrase = scene.ends[phrase.first - 2]
    closes = any(
        lower[i] == "," and not scene.inside[i] and _is_finite(lower, i + 1, verb)
        for i in range(who + 2, verb)
    )
    if phrase is None or lower[who - 1] != "," or not closes:
        return Subject("none")
    return extended("shared", scene, phrase, floor)


def is_fronted(scene: Scene, first: int) -> bool:
    """Tell the subject of a clause of time or reason that opens its sentence: "A day after | Bloom spoke, ..."."""
    lower = scene.tokens.lower
    if lower[first - 1] not in _FRONTING:
        return False
    opens = scene.tokens.opening_of[first]
    if not opens < first <= opens + _LONGEST_OPENING:
        return False
    return all(word in _BEFORE_FRONTING or word.isdigit() for word in lower[opens : first - 1])


def _behind_fronted(scene: Scene, floor: int, limit: int) -> int:
    """Return where the main clause begins: behind a clause of time or reason that opens the sentence, or `floor`."""
    if not any(
        is_fronted(scene, index) for index in range(floor + 1, min(floor + _LONGEST_OPENING + 1, limit))
    ):
        return floor
    for index in range(floor + 1, limit - 1):
        if scene.tokens.lower[index] == "," and not scene.inside[index]:
            phrase = scene.begins.get(index + 1)
            if phrase is not None and _acts(scene, phrase, floor, limit):
                return index + 1
    return floor


def main_clause_behind(scene: Scene, start: int, end: int) -> int:
    """Return the comma behind which the main clause begins that follows a fronted one: "When Bloom said it leaked |,
    the crowd left"; `end` where none does.
    """
    lower = scene.tokens.lower
    for index in range(start + 1, end - 2):
        opens = index + 1 + (lower[index] == "," and lower[index + 1] in MARKS)
        phrase = scene.begins.get(opens)
        is_open = lower[index] == "," and phrase is not None and not scene.inside[opens]
        if is_open and phrase is not None and _acts(scene, phrase, opens, end):
            return opens - 1
    return end


def holds_clause(scene: Scene, start: int, end: int) -> bool:
    """Tell whether somebody or something does something between two tokens: "that | the quay leaked"."""
    phrases = (scene.begins.get(index) for index in range(start, end))
    return any(phrase is not None and _acts(scene, phrase, phrase.first, end) for phrase in phrases)


def comma_before_verb(scene: Scene, after: int, end: int) -> int | None:
    """Return the comma behind which the verb of an interrupted clause stands: "The plan, said Bloom, a keeper of
    eels|, would fail"; None where none does.
    """
    lower = scene.tokens.lower
    if after >= end or lower[after] != ",":
        return None
    places = (i for i in range(after + 2, end - 2) if lower[i] == "," and lower[i + 1] in AUXILIARIES)
    return next((index for index in places if not scene.inside[index]), None)


def is_subject_of_next(scene: Scene, phrase: Phrase, limit: int) -> bool:
    """Tell whether a phrase that opens its clause is the subject of a finite verb right behind it."""
    verb = phrase.last + 1
    return not phrase.is_possessive and verb < limit and _is_finite(scene.tokens.lower, verb, limit)


def _acts(scene: Scene, phrase: Phrase, floor: int, limit: int) -> bool:
    """Tell whether a phrase is the subject of a finite verb, with or without an aside between them."""
    lower = scene.tokens.lower
    if phrase.is_possessive or not may_act(lower, phrase, floor):
        return False
    after = phrase.last + 1
    while after + 1 < limit and lower[after] in LINKS and (inner := scene.begins.get(after + 1)) is not None:
        after = inner.last + 1
    if phrase.kind == "pronoun" and lower[phrase.last] not in PERSONAL_PRONOUNS:  # he's, they'd
        return True
    if lower[phrase.last] in _NOMINATIVES and after < limit and not _is_infinite(lower, limit):
        return lower[after][0].isalpha()  # "He | shook hands and asked"
    return _verb_follows(scene, after, limit)


def _verb_follows(scene: Scene, after: int, limit: int) -> bool:
    """Tell whether a finite verb stands at token `after`, or behind brackets, dashes, commas or a time."""
    lower = scene.tokens.lower
    if after >= limit:
        return False
    far = min(after + LONGEST_ASIDE, limit)
    if lower[after] == ",":
        closer = next((i for i in range(after + 1, far) if lower[i] == ","), limit)
        return closer < limit and _is_finite(lower, closer + 1, limit)
    if lower[after] == "(":
        closer = next((i for i in range(after + 1, far) if lower[i] == ")"), limit)
        return _verb_follows(scene, closer + 1, limit)
    if lower[after] in DASHES:
        closer = next((i for i in range(after + 1, far) if lower[i] in DASHES), limit)
        return _is_finite(lower, closer + 1, limit)
    if after + 1 < limit and lower[after] in {"on", "last"}:  # Bloom on Monday announced
        after += 2
    return _is_finite(lower, after, limit)


def _is_finite(lower: list[str], index: int, limit: int) -> bool:
    """Tell whether a finite verb begins at token `index`, adverbs aside."""
    while index < limit and is_adverb(lower[index]):
        index += 1
    if index >= limit:
        return False
    word = lower[index]
    if word in AUXILIARIES or (word[-1] == "s" and lower[index + 1 : index + 2] == ["that"]):
        return True  # "Bloom | disputes | that"
    return (word in _VERBS and word[-3:] != "ing") or (word[-2:] == "ed" and len(word) > 4)


def _is_infinite(lower: list[str], verb: int) -> bool:
    if verb == len(lower):
        return False
    return lower[verb][-3:] == "ing" or lower[verb - 1] == "to"
