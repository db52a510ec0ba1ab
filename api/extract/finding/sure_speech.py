"""Tell what is a report by its form, however seldom the annotated news has it.

"told reporters | the quay would close", "was described by Bloom | as old", "A mere 9 percent say | they swim"

In: the body as a `Scene` and a `Reading`.  Out: yes or no. A leaf that `indirect` builds on, as `no_speech` is.
"""

from api.extract.finding import clauses
from api.extract.finding.readings import Reading
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import PREPOSITIONS
from api.extract.grammar.lexicon import PERSONAL_PRONOUNS
from api.extract.words import read_words

_TELLING = frozenset({"tell", "inform", "assure", "warn"})
_HAVING = frozenset({"has", "have", "had"})
_BEING = frozenset({"is", "are", "was", "were", "been", "has", "have", "had"})
_JOINING = frozenset({"and", "but", "or", "then"})
_SHARES = frozenset({"percent", "%"})
_NO_CLAUSES = PREPOSITIONS | {"to", "that", "and", "or", "what", "how", "why", "where", "when", "who"}
_STATING = frozenset({"state", "say", "allege", "note", "claim", "argue", "warn"})
_DOCUMENTS = read_words("document_nouns")
_WRITING = frozenset({"wrote", "sent", "issued", "released", "published", "posted", "filed", "signed"})
_REQUESTING = frozenset({"ask", "demand", "urge", "implore", "request", "call", "seek", "accuse", "warn"})
_FINITE = frozenset({"is", "was", "would", "will", "could", "had", "has", "can", "may", "might"})
_PARTING = PREPOSITIONS.intersection({"while", "because", "since"}) | {
    ",",
    ";",
    ":",
    "that",
    "who",
    "which",
    "what",
}
_LONGEST_DEED = 12  # tokens: "calling the quay by another name would ..."
_SUMMING_UP = frozenset({"detail", "summarize", "describe", "recount"})
_LONGEST_DOCUMENT = 16  # tokens: "wrote a letter to the board of Marle on Wednesday"
_QUANTITIES = read_words("quantities")


def is_sure_speech(scene: Scene, reading: Reading) -> bool:
    """Tell what a reader takes for a report whatever the weights say."""
    return (
        _is_said_to_be(scene, reading)
        or _is_told(scene, reading)
        or _is_quoted(scene, reading)
        or _tells(scene, reading)
        or _is_share(scene, reading)
        or _adds_that(scene, reading)
        or _says_of_it(scene, reading)
        or _denies_doing(scene, reading)
        or _stands_in_document(scene, reading)
        or _states(scene, reading)
        or _says_of_deed(scene, reading)
    )


def _is_told(scene: Scene, reading: Reading) -> bool:
    """Tell "she was told | she could stay" from "she was told | to stay"."""
    if reading.shape != "passive" or reading.cue.base not in _TELLING or reading.subject.first >= 0:
        return False
    first, end = reading.pieces[0]
    opens = scene.tokens.lower[first]
    return opens in PERSONAL_PRONOUNS and clauses.first_verb(scene, first + 1, end) == first + 1


def _is_quoted(scene: Scene, reading: Reading) -> bool:
    """Tell "quoted Bloom as saying | it was shut" from "“...,” the Echo quoted Bloom as saying | in a letter"."""
    if reading.subject.route != "quoted":
        return False
    return reading.cue.base != "say" or scene.tokens.lower[reading.pieces[0][0]] not in PREPOSITIONS


def _is_said_to_be(scene: Scene, reading: Reading) -> bool:
    """Tell "was described by the keeper, Bert Orr, | as ..." from "was urged by them, | as the wind rose"."""
    lower, subject = scene.tokens.lower, reading.subject
    first = reading.pieces[0][0]
    if subject.route != "by" or lower[first] != "as":
        return False
    return lower[first - 1] != "," or "," in lower[subject.first : subject.last]


def _tells(scene: Scene, reading: Reading) -> bool:
    """Tell "told reporters | the quay would close" from "told them | to leave" and "told them | a story"."""
    if reading.shape != "after" or reading.cue.base != "tell" or reading.subject.first < 0:
        return False
    first, end = reading.pieces[0]
    has_told = _HAVING.issuperset(reading.group.helpers)
    is_telling = reading.cue.form == "ing" and _BEING.issuperset(reading.group.helpers)
    is_plain = (has_told or is_telling) and first > reading.cue.token + 1
    is_apart = reading.subject.last != reading.group.first - 1 and reading.subject.route != "aside"
    is_joined = scene.tokens.lower[reading.group.first - 1] in _JOINING or reading.cue.form == "ing"
    is_own = not is_apart or (is_joined and reading.cue.form != "base")
    return is_plain and is_own and _opens_clause(scene, first, end)


def _is_share(scene: Scene, reading: Reading) -> bool:
    """Tell "9 percent say | they swim", what a survey reports."""
    if reading.shape != "after" or reading.cue.base != "say" or reading.group.helpers:
        return False
    first, end = reading.pieces[0]
    head, lower = reading.subject.head, scene.tokens.lower
    if head < 0 or first != reading.cue.token + 1:
        return False
    is_share = lower[head] in _SHARES or lower[head][-1] == "%" or lower[head - 1] == "in"
    return is_share and _opens_clause(scene, first, end)


def _says_of_it(scene: Scene, reading: Reading) -> bool:
    """Tell "rules that they say | threaten to cut them out" and "which Bloom said | was wrong"."""
    first, end = reading.pieces[0]
    lower, subject = scene.tokens.lower, reading.subject
    is_next = reading.shape == "after" and subject.route == "next" and first == reading.cue.token + 1
    if not is_next or reading.cue.base != "say" or lower[subject.first - 1] not in {"that", "which", "who"}:
        return False
    return (
        clauses.acts(scene, first)
        and first + 1 < end
        and not reading.group.helpers
        and first not in scene.begins
    )


def _denies_doing(scene: Scene, reading: Reading) -> bool:
    """Tell "denied | having a deal"."""
    first, end = reading.pieces[0]
    is_deed = scene.tokens.lower[first] in {"having", "being"} and first == reading.cue.token + 1 < end
    return reading.shape == "after" and reading.cue.base == "deny" and is_deed and reading.subject.first >= 0


def _stands_in_document(scene: Scene, reading: Reading) -> bool:
    """Tell "wrote a letter to the board stating | it would close", where the participle brings the words."""
    at, first = reading.group.first, reading.pieces[0][0]
    lower = scene.tokens.lower
    opens = first in scene.begins or lower[first] == "that" or reading.cue.base in _REQUESTING
    is_led = reading.cue.form == "ing" and 0 <= reading.subject.first < at
    if reading.shape != "after" or not opens or not is_led or "with" in lower[reading.subject.last : at]:
        return False
    if reading.cue.base in _SUMMING_UP or lower[at - 1] in PREPOSITIONS:
        return False
    return any(
        lower[index] in _WRITING and lower[index + 1] in {"a", "an"} and _ends_before(scene, index + 1, at)
        for index in range(max(reading.subject.last + 1, at - _LONGEST_DOCUMENT), at - 1)
    )


def _states(scene: Scene, reading: Reading) -> bool:
    """Tell "the bill states | that it must end", which only documents do."""
    first, head = reading.pieces[0][0], reading.subject.head
    is_plain = reading.shape == "after" and not reading.group.helpers and first == reading.cue.token + 1
    if not is_plain or reading.cue.base not in _STATING or scene.tokens.lower[first] != "that":
        return False
    is_next = reading.subject.last == reading.group.first - 1  # not "the report will include | claims | that"
    return is_next and reading.cue.form in {"s", "past"} and scene.tokens.lower[head] in _DOCUMENTS


def _says_of_deed(scene: Scene, reading: Reading) -> bool:
    """Tell "said | raising the toll would hurt" and "said | neither he nor Bloom knew"."""
    first, end = reading.pieces[0]
    lower, subject = scene.tokens.lower, reading.subject
    is_plain = reading.shape == "after" and not reading.group.helpers and first == reading.cue.token + 1
    if not is_plain or reading.cue.base != "say" or subject.first < 0 or scene.inside[first]:
        return False
    if lower[first] == "neither":
        return "nor" in lower[first:end]
    if lower[first][-3:] != "ing" or not clauses.acts(scene, first):
        return False
    stop = next((index for index in range(first, end) if lower[index] in _PARTING), end)
    return any(lower[index] in _FINITE for index in range(first + 2, min(stop, first + _LONGEST_DEED)))


def _ends_before(scene: Scene, first: int, verb: int) -> bool:
    """Tell "a letter | asking" from "a stern warning", whose noun looks like a participle."""
    phrase = scene.begins.get(first)
    return phrase is not None and phrase.last < verb


def _adds_that(scene: Scene, reading: Reading) -> bool:
    """Tell "but added | that it leaked"."""
    first = reading.pieces[0][0]
    is_that = scene.tokens.lower[first] == "that" and first == reading.cue.token + 1
    return reading.shape == "after" and reading.cue.base == "add" and is_that and reading.subject.first >= 0


def _opens_clause(scene: Scene, first: int, end: int) -> bool:
    """Tell a noun or number with its finite verb at token `first`: "| the quay would close", "| 20 died"."""
    lower = scene.tokens.lower
    if lower[first] in _NO_CLAUSES or scene.inside[first]:
        return False
    phrase = scene.begins.get(first)
    if phrase is None and not (lower[first][0].isdigit() or lower[first] in _QUANTITIES):
        return False
    behind = first + 1 if phrase is None else phrase.last + 1
    while behind < end and clauses.is_adverb(lower[behind]):
        behind += 1
    if behind < end and clauses.is_full_verb(scene, behind):
        return True
    verb = clauses.first_verb(scene, behind, end)
    return verb < end and lower[verb] in clauses.AUXILIARIES and lower[verb - 1] != ","
