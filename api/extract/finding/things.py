"""Tell what a verb has with it that is no words: "offered | free tickets", "found | a body", "denied | his request",
whom somebody asks ("asked Ada Bloom, | the woman who built it"), and nouns like the verb ("| details of it").

In: the body as a `Scene` and a `Reading`.  Out: yes or no. A leaf that `no_speech` builds on.
"""

from api.extract.finding import clauses
from api.extract.finding.openings import opens_distance
from api.extract.finding.readings import SIGNS, Reading
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import PREPOSITIONS
from api.extract.grammar.lexicon import (
    MARKS,
    OBJECT_PRONOUNS,
    POSSESSIVE,
    person_nouns,
    plural_and_singular,
)
from api.extract.words import read_words

_OFFERED = read_words("offered_words")
_FINDING_OUT = plural_and_singular("reporting_documents") | read_words("research_nouns")
_PEOPLE = person_nouns()
_POSTED = read_words("posted_things")
_REQUESTED = read_words("requested_things")
_ASKED = frozenset({"question", "questions", "call", "calls", "phone", "phones", "telephone"})
_CALLED_TO = frozenset(
    {"report", "reports", "scene", "alarm", "alarms", "911", "emergency", "fire", "crash", "shooting"}
)
_LONE_ADVERBS = frozenset(
    {"before", "earlier", "previously", "publicly", "recently", "again", "otherwise", "repeatedly"}
    | {"above", "below", "back", "aloud", "too"}
)
_BEHIND_CALLED = frozenset(
    {"after", "again", "at", "back", "before", "from", "in", "on", "to", "twice", "when", ","}
)
_MANNER = frozenset({"very", "far", "more", "less", "just", "in", "before", "after", "within"})
_FAR = 12  # tokens: "around 7:15 p.m. on Jan. 18"
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will"})
_BEHIND_NOUNS = frozenset({"of", "about", "on"})
_BEFORE_ADJECTIVES = frozenset({"a", "an", "the", "his", "her", "their", "its", "our", "your", "my"})
_NEAR = 8  # tokens to the noun of "a more optimistic view", "no reason"
_NEARER = 5  # tokens


def is_offered(scene: Scene, reading: Reading) -> bool:
    """Tell "offers | free tickets" from "offered | condolences", "offered | to help" and "offered | “a bad deal”"."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    if reading.shape != "after" or lower[first] == "to" or any(scene.inside[first : first + 2]):
        return False
    near = lower[first : min(first + _NEAR, end)]
    return _OFFERED.isdisjoint(near) and MARKS.isdisjoint(near)


def is_found(scene: Scene, reading: Reading) -> bool:
    """Tell "divers found | a body" from "the study found | a link" and "auditors found | the quay was old"."""
    first, end = reading.pieces[0]
    lower, subject = scene.tokens.lower, reading.subject
    if reading.shape != "after" or lower[first] == "that" or subject.first < 0:
        return False
    is_finding = lower[subject.head] in _FINDING_OUT or "evidence" in lower[first : min(first + _NEARER, end)]
    return not is_finding and not _opens_clause(scene, first, end)


def is_posted(scene: Scene, reading: Reading) -> bool:
    """Tell "posted | a photo of the quay" and "posted | a loss" from "posted | that it was late"."""
    first, end = reading.pieces[0]
    near = scene.tokens.lower[first : min(first + _NEARER, end)]
    return (
        reading.shape == "after"
        and near[0] != "that"
        and not _POSTED.isdisjoint(near)
        and MARKS.isdisjoint(near)
    )


def is_denied_to(scene: Scene, reading: Reading) -> bool:
    """Tell "denied | them a licence" and "denied | his request" from "denied | the claim"."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    is_given = lower[first] in OBJECT_PRONOUNS and first + 1 < end and lower[first + 1] not in PREPOSITIONS
    return is_given or not _REQUESTED.isdisjoint(lower[first : min(first + _NEARER, end)])


def is_question(scene: Scene, reading: Reading) -> bool:
    """Tell "answered | questions about the fire" from what is answered."""
    first, end = reading.pieces[0]
    return not _ASKED.isdisjoint(scene.tokens.lower[first : min(first + _NEARER, end)])


def is_plural_noun(scene: Scene, reading: Reading) -> bool:
    """Tell "financial | details | of the deal" and "mentions | of eels" from "she details | the deal"."""
    return reading.cue.form == "s" and scene.tokens.lower[reading.cue.token + 1] in _BEHIND_NOUNS


def is_before_verb(scene: Scene, reading: Reading) -> bool:
    """Tell the noun of "Murder | charges | were dropped" from a verb."""
    behind = reading.cue.token + 1
    opens = reading.subject.first <= scene.tokens.opening_of[reading.cue.token] + 1
    is_next = reading.cue.form == "s" and reading.subject.route == "next" and reading.pieces[0][0] == behind
    return is_next and opens and scene.tokens.lower[behind] in _FINITE


def is_estimate(scene: Scene, reading: Reading) -> bool:
    """Tell "Marle's estimated | 2 million keepers" from "Bloom estimated | 2 million came"."""
    before = scene.tokens.lower[reading.cue.token - 1]
    is_owned = before in _BEFORE_ADJECTIVES or scene.tokens.traits[reading.cue.token - 1] & POSSESSIVE > 0
    return reading.cue.form == "past" and not reading.group.helpers and is_owned


def is_expected_of(_: Scene, reading: Reading) -> bool:
    """Tell "the board is expected | to decide", which nobody says."""
    return reading.shape == "passive" and reading.subject.first < 0


def is_done_in_reply(scene: Scene, reading: Reading) -> bool:
    """Tell "responded | by closing it", "| hours later" and "| to reports of a fire" from "| that it leaked"."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    to = next((i for i in range(first, min(first + _FAR, end)) if lower[i] == "to"), end)
    is_called = not _CALLED_TO.isdisjoint(lower[to + 1 : min(to + 1 + _NEARER, end)])
    is_deed = lower[first] == "by" or is_called or opens_distance(lower, first, end)
    return is_deed or _is_manner(scene, reading)


def _is_manner(scene: Scene, reading: Reading) -> bool:
    """Tell "how keepers responded | to the storm", "responded | far more slowly" and "responded | with a column"."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    if reading.shape != "after" or MARKS & set(lower[first:end]) or ":" in lower[first:end]:
        return False
    is_how = reading.subject.first > 0 and lower[reading.subject.first - 1] == "how"
    return is_how or lower[first] == "with" or (lower[first] in _MANNER and "that" not in lower[first:end])


def is_reached(scene: Scene, reading: Reading) -> bool:
    """Tell "called | Bloom at noon" and "texted | her" from "called | Bloom a liar" and "called | the board late"."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    is_alone = first + 1 >= end or (lower[first + 1] == "," and MARKS.isdisjoint(lower[first:end]))
    if lower[first] in {"it", "him", "them"} and is_alone:
        return True  # "as the court called | it|, ..."
    if reading.shape != "after" or MARKS & set(lower[first - 1 : end]) or ":" in lower[first:end]:
        return False
    if lower[reading.cue.token + 1] == "out":
        return False  # "called out | Bloom"
    if lower[first : first + 2] == ["to", "exchange"]:
        return True
    behind = _behind_reached(scene, first, end)
    return behind > first and (behind >= end or lower[behind] in _BEHIND_CALLED)


def _behind_reached(scene: Scene, first: int, end: int) -> int:
    """Return the token behind whom a call may reach, "called | Bloom | at noon"; `first` for anything else."""
    lower, phrase = scene.tokens.lower, scene.begins.get(first)
    if lower[first] in OBJECT_PRONOUNS:
        return first + 1
    if phrase is None or phrase.is_possessive:
        return first
    is_name = phrase.kind == "name"
    if not is_name and lower[phrase.head] not in _PEOPLE:
        return first  # "called | her doctor for a test"
    # "called | the May raid on the quay in Ostley, Marle, an attack", "called | the Echo claim false"
    is_list = "," in lower[first:end] and (lower[first] == "the" or not is_name)
    is_thing = is_name and scene.tokens.words[phrase.last].islower()
    return first if is_list or is_thing else phrase.last + 1


def is_lone_adverb(scene: Scene, reading: Reading) -> bool:
    """Tell "As he has said | before|, ..." and "the papers mentioned | above" from what is said."""
    first, end = reading.pieces[0]
    is_alone = first + 1 >= end or scene.tokens.lower[first + 1] == ","
    return reading.shape in {"after", "as"} and is_alone and scene.tokens.lower[first] in _LONE_ADVERBS


def is_number_added(scene: Scene, reading: Reading) -> bool:
    """Tell "added | 22,000 jobs" from "added | 20 keepers were hurt"."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    number = first + (lower[first] in {"about", "nearly", "almost", "another", "some"})
    if (
        reading.shape != "after"
        or number >= end
        or not (lower[number][0].isdigit() or lower[number][0] in "$£€")
    ):
        return False
    if lower[first - 1] in SIGNS:
        return False
    near = next((i for i in range(number, end) if lower[i] in {",", "and", "that", "which"}), end)
    return clauses.first_verb(scene, number, near) == near


def is_of_nobody(scene: Scene, reading: Reading) -> bool:
    """Tell "It's important | to note | that it leaks" and "this isn't to say | that it leaks", which nobody says."""
    lower, group = scene.tokens.lower, reading.group
    if reading.cue.form != "base" or reading.shape != "after":
        return False
    if "to" in group.helpers:
        is_being = group.chain.replace("’", "'") in {"is", "isn't", "was", "wasn't"}
        head = reading.subject.head
        is_meant = reading.cue.base in {"say", "imply", "suggest"}
        return is_being and is_meant and head >= 0 and lower[head] in {"this", "that", "which", "it"}
    if lower[group.first - 1] != "to":
        return False
    opens = scene.tokens.opening_of[group.first]
    for index in range(group.first - 2, max(group.first - _NEAR, opens) - 1, -1):
        word = lower[index].replace("’", "'")
        if not lower[index][0].isalpha():
            return False
        if word in {"it's", "that's"} or (word == "it" and lower[index + 1] in clauses.AUXILIARIES):
            return True
    return False


def is_case(scene: Scene, reading: Reading) -> bool:
    """Tell the lawyers "who argued | the keepers' case" from what is argued."""
    phrase = scene.begins.get(reading.pieces[0][0])
    return phrase is not None and scene.tokens.lower[phrase.last] in {"case", "cases", "appeal"}


def is_left_unsaid(scene: Scene, reading: Reading) -> bool:
    """Tell "declined to comment, | while Reed left" from "commented | on the plan"."""
    return scene.tokens.lower[reading.pieces[0][0] - 1] == ","


def is_audience(scene: Scene, reading: Reading) -> bool:
    """Tell "It leaks, Bloom confirmed | to the Echo" from "confirmed | it leaks"."""
    first, end = reading.pieces[0]
    phrase = scene.begins.get(first + 1)
    is_to = scene.tokens.lower[first] == "to" and phrase is not None
    return is_to and clauses.first_verb(scene, first, end) == end


def is_reporters_work(scene: Scene, reading: Reading) -> bool:
    """Tell "she reported | for the Echo from Ostley" from what is reported."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    return lower[first] in {"for", "from"} and clauses.AUXILIARIES.isdisjoint(lower[first:end])


def is_end_of_work(scene: Scene, reading: Reading) -> bool:
    """Tell "call | it quits" and "call | it a day"."""
    first = reading.pieces[0][0]
    behind = scene.tokens.lower[first : first + 3]
    return behind[:2] == ["it", "quits"] or behind in (["it", "a", "day"], ["it", "a", "night"])


def is_who_is_asked(scene: Scene, reading: Reading) -> bool:
    """Tell "I asked Ada Bloom, | the woman who built it" from what is asked."""
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    is_noun = first in scene.begins and lower[first] in {"a", "an", "the", "his", "her", "their"}
    return is_noun and lower[first - 1] == "," and not _opens_clause(scene, first, end)


def is_of_agent(scene: Scene, reading: Reading) -> bool:
    """Tell "was revealed by Bloom | over a decade ago", "shown by light | as a result of it", "a town described by
    Bloom | is old" and "written by Bloom, | who lives here" from what is said to be so.
    """
    first, end = reading.pieces[0]
    lower = scene.tokens.lower
    if reading.shape != "passive" or reading.subject.route != "by":
        return False
    is_told = lower[first] in _FINITE or lower[first] in {"who", "which"}
    is_told = is_told or clauses.is_full_verb(scene, first)
    is_ago = "ago" in lower[first : min(first + _NEAR, end)]
    return is_told or is_ago or lower[first : first + 3] == ["as", "a", "result"]


def _opens_clause(scene: Scene, first: int, end: int) -> bool:
    """Tell a noun with its finite verb: "| the quay was old"."""
    phrase = scene.begins.get(first)
    behind = first + 1 if phrase is None else phrase.last + 1
    if behind < end and clauses.is_full_verb(scene, behind):
        return True
    comma = next(
        (i for i in range(first, end) if scene.tokens.lower[i] in {",", "who", "that", "which"}), end
    )
    verb = clauses.first_verb(scene, behind, comma)
    return verb < comma and scene.tokens.lower[verb] in clauses.AUXILIARIES
