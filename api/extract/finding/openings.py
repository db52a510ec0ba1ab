"""Find where what is said begins behind its verb: after whom it is said to, when and where.

"told | the committee | on Monday | that the quay would close"

In: the body as a `Scene`, the cue, and where its sentence ends.  Out: tokens. A leaf that `readings` builds on.
"""

from itertools import pairwise

from api.extract.finding import agents, clauses
from api.extract.finding.cues import Cue
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import PREPOSITIONS, TIMES
from api.extract.grammar.lexicon import (
    BEING,
    CERTAIN_VERBS,
    CUE,
    DASHES,
    DAY,
    PERSONAL_PRONOUNS,
    PRONOUN,
    RELATIVE,
    SIGN,
)
from api.extract.grammar.verbs import verb_forms
from api.extract.words import read_words

_VERBS = verb_forms()
DAYS = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
        "tomorrow",
        "tonight",
    }
)
_ADDRESSING = read_words("addressing_verbs")
_REACHING = frozenset({"warn", "assure", "inform", "remind", "advise", "notify", "reassure", "convince"})
_ADDRESSED = frozenset(
    {"him", "them", "me", "us", "her", "you", "reporters", "supporters", "voters", "people", "journalists"}
)
_NO_ADVERBS = read_words("opening_adverbs")
_ASIDES = read_words("aside_openers") | {",", "outside"}
_PLATFORMS = read_words("platforms")
_PARTS_OF_DAYS = frozenset({"morning", "afternoon", "evening", "night"})
_PERIODS = (
    frozenset({"week", "weekend", "month", "year", "fall", "summer", "spring", "winter", "night"}) | DAYS
)
_GO_ON_WITH_OUT = frozenset({"point", "spell", "lay", "call", "rule"})
_OPENING_NOUNS = frozenset({"a", "an", "the", "his", "her", "their", "its", "my", "our", "your"})
_BEFORE_CLAUSE = frozenset({"as", "while", "when", "after", "before", "because", "since"})
_NOT_BEFORE_THAT = clauses.AUXILIARIES | {";", ":", "whether", "if", "how", "why", "what"}
_MONTHS = read_words("months")
_DIGITS_OF_YEAR = 4
_BEFORE_THAT_DAY = PREPOSITIONS - {"except", "but", "in"}  # "the weight of | that day"
_EARLIER = frozenset({"earlier", "later", "late", "early"})
_EVENTS = clauses.OCCASIONS | {"conference", "briefing", "release", "hearing", "podcast", "filing", "court"}
_TODAY = frozenset({"today", "tonight", "tomorrow", "yesterday"})
_NOTHING_BEHIND = frozenset({".", "!", "?", ":"})
_WHERE = frozenset({"in", "at", "during", "on"})
_NOT_IN_PLACE = SIGN | PRONOUN | DAY | BEING | RELATIVE
_DISTANT = frozenset({"after", "before", "ago", "earlier", "later"})
_DISTANCES = TIMES | {"hours", "minutes", "shortly", "soon"}
_QUANTITIES = read_words("quantities") | {
    "a",
    "an",
    "the",
    "less",
    "more",
    "than",
    "just",
    "about",
    "nearly",
    "few",
}
_LONGEST_DISTANCE = 6  # tokens: "just less than a week before"
_LONGEST_PLACE = 7  # tokens: "in a statement to the court"
_RELATIVES = frozenset({"that", "which"})
_SIGNS_OF = frozenset({"sign", "indication", "reminder"})  # "said on Monday, | another sign that it is late"
_ADDING = frozenset(
    {"adding", "noting", "saying", "arguing", "stressing", "warning", "claiming", "insisting"}
)
_WITH_INFINITIVE = frozenset({"respond", "vow", "threaten", "offer", "refuse", "decline", "agree"})
_BEHIND_EARLY = frozenset({"on", "in", "this", "last", "that", "today", "yesterday"})
_PARTS_OF_MONTHS = frozenset({"early", "late", "mid"})
_SUBJECTS = frozenset({"he", "she", "they", "we", "i"})
_NEAR = 5  # tokens before "that" which are no object
_FAR_BEHIND_DAY = 9  # "said | a day after the storm at the quay | that"
_FARTHEST_THAT = 12  # tokens behind its verb
_FAR = 18  # "said in response to questions about the tolls at the quay on Monday | that"


def start_after(scene: Scene, cue: Cue, end: int) -> int:
    """Return the token where the clause after the cue begins, behind addressees and times."""
    lower, at = scene.tokens.lower, cue.token
    start = at + 1
    is_far = cue.base == "say" and start < end and lower[start] in _WHERE
    that = _that_behind(scene, start, min(start + (_FAR if is_far else _FARTHEST_THAT), end))
    if that is not None and (that == start or _is_aside(scene, start, that, cue)):
        return that
    if cue.base == "ask" and "whether" in lower[start + 1 : min(start + _FAR, end)]:
        whether = lower.index("whether", start + 1)
        if scene.begins.get(start) is not None and clauses.first_verb(scene, start, whether) < whether:
            return whether  # "asked three keepers who work there | whether"
    is_small = start < end and scene.tokens.words[start][0].islower()  # not "Emily"
    if is_small and clauses.is_adverb(lower[start]) and not _opens_with_adverb(lower, start, end):
        start += 1
    if lower[start : start + 3] == [",", "too", ","]:
        start += 3  # "touts, too, | that it is near"
    start = after_addressee(scene, cue, start, end)
    start = _after_particle(scene, cue, start, end)
    if start + 1 < end and lower[start] in _TODAY and lower[start + 1] in clauses.AUXILIARIES:
        return start  # "said | tonight was special"
    start = after_platform(lower, after_time(scene, start, end), end)
    start = _after_place(scene, cue, start, end)
    if start < end and (lower[start] in {",", ":"}):
        start += 1
    return _after_dashes(lower, start, end)


def _after_dashes(lower: list[str], start: int, end: int) -> int:
    """Skip an aside within dashes before a clause: "argued | - by name - | that it leaked"."""
    if start >= end or lower[start] not in DASHES:
        return start
    far = min(start + _FAR, end - 1)
    closer = next((i for i in range(start + 1, far) if lower[i] in DASHES), end)
    return closer + 1 if closer < end and lower[closer + 1] in {"that", "if", "whether"} else start


def _after_place(scene: Scene, cue: Cue, start: int, end: int) -> int:
    """Skip where it is said, before a clause without "that": "said | in court on Monday | he was sorry"."""
    lower = scene.tokens.lower
    if cue.base not in {"say", "tell"} or start + 2 >= end or lower[start] not in _WHERE:
        return start
    place = start + 1 + (lower[start + 1] in _OPENING_NOUNS)
    while place < end and place < start + _LONGEST_PLACE and scene.tokens.traits[place] & _NOT_IN_PLACE == 0:
        place += 1
    behind = after_time(scene, place, end)
    if place > start + 1 and behind + 1 < end and lower[behind] in PERSONAL_PRONOUNS:
        return behind
    return _after_occasion(scene, start, end)


def _after_occasion(scene: Scene, start: int, end: int) -> int:
    """Skip on what occasion it is said, before a clause that opens with a noun: "said | in a statement | the quay
    would close"; `start` where no such clause follows.
    """
    lower = scene.tokens.lower
    noun = next(
        (index for index in range(start + 1, min(start + _NEAR, end)) if lower[index] in _EVENTS), end
    )
    behind = after_time(scene, after_platform(lower, noun + 1, end), end)
    if behind + 1 >= end or (
        lower[behind] not in _OPENING_NOUNS and not scene.tokens.words[behind][0].isupper()
    ):
        return start
    return behind if behind in scene.begins and clauses.first_verb(scene, behind, end) < end else start


def _opens_with_adverb(lower: list[str], start: int, end: int) -> bool:
    """Tell "said | nearly 600 died" from "said repeatedly | it was late" and "called only | for help"."""
    if lower[start] not in _NO_ADVERBS | {"early"} or start + 1 >= end:
        return lower[start] in _NO_ADVERBS
    behind = lower[start + 1]
    if lower[start] == "early":
        return behind not in DAYS and behind not in _BEHIND_EARLY  # "said | early signs are"
    return (
        lower[start] == "not"
        or behind == "than"
        or ((behind[0].isalnum() or behind[0] in "$£€") and behind not in PREPOSITIONS)
    )


def _that_behind(scene: Scene, start: int, end: int) -> int | None:
    """Return the "that" which opens the clause, with no verb, sign or clause opener before it."""
    words = scene.tokens.lower[start:end]
    if "that" not in words:
        return None
    that = words.index("that")
    if that and words[that - 1] in _BEFORE_THAT_DAY and "that" in words[that + 1 :]:
        that = words.index("that", that + 1)  # "said at that meeting | that"
    if start + that + 1 >= len(scene.tokens.lower) or scene.tokens.lower[start + that + 1] in _NOTHING_BEHIND:
        return None
    if not _NOT_BEFORE_THAT.isdisjoint(words[:that]):
        return None
    if that > 1 and words[that - 1] in _ADDING and words[that - 2] == ",":
        return None  # "said in a note, adding | that it leaks"
    if scene.tokens.lower[start + that + 1] in _VERBS and any(
        before in _BEFORE_CLAUSE and after in PERSONAL_PRONOUNS for before, after in pairwise(words[:that])
    ):
        return None  # "warned on Sunday as they considered | a plan that stops ..."
    return None if that and _ties_to_noun(scene.tokens.lower, start, start + that) else start + that


def _ties_to_noun(lower: list[str], start: int, that: int) -> bool:
    """Tell "urged them to build | a quay that lasts" and "told them of plans | that would" from what is said."""
    if lower[that + 1] in clauses.AUXILIARIES or lower[that - 1] in _BEFORE_THAT_DAY:
        return True
    return any(lower[i] == "to" and _is_infinitive(lower, i + 1) for i in range(start, that - 1))


def _is_infinitive(lower: list[str], index: int) -> bool:
    """Tell "to | firmly defend" from "to | reporters"."""
    index += clauses.is_adverb(lower[index])
    return lower[index] in _VERBS and not lower[index].endswith("s")


def _is_aside(scene: Scene, start: int, that: int, cue: Cue) -> bool:
    """Tell whether the words between a cue and "that" are addressee, time or place rather than an object."""
    lower = scene.tokens.lower
    word = lower[start]
    if cue.base == "say" and (lower[start] in _SUBJECTS or _is_clause(scene, start, that)):
        return False  # "said he hopes | that it ends", "said a survey showed | that it leaked"
    is_tag = lower[that - 1] == "," and lower[start + 1] not in {"and", "but"}  # "suggests, he said, | that"
    is_parted = word == "," and not is_tag
    if is_parted and any(_is_said_by(scene, start + 1, index) for index in range(start + 2, that)):
        return False  # "the Echo has insisted, and Bloom agreed, | that it was late"
    if cue.base == "tell" and _says_within(scene, after_addressee(scene, cue, start, that), that):
        return False  # "told them the keepers said | that it leaked"
    if word == "to" and cue.base in _WITH_INFINITIVE:
        return False  # "responded to claims | that he lied", "vowing to veto a bill | that he said was bad"
    if lower[start : start + 2] in (["at", "least"], ["at", "most"]):
        return False  # "reported at least 20 victims at a house | that works"
    if cue.base in _ADDRESSING or word in DAYS or word in _ASIDES:
        return True
    if word in _OPENING_NOUNS and TIMES.isdisjoint(lower[start:that]):
        return False  # "said the fact | that it leaked was known"
    nearest = _FAR_BEHIND_DAY if lower[start + 1] in TIMES else _NEAR
    return (
        cue.base in {"say", "announce", "report", "write", "note", "argue", "suggest"}
        and that - start < nearest
    )


def _is_said_by(scene: Scene, start: int, verb: int) -> bool:
    """Tell a verb of saying behind a subject that begins at token `start` or behind it."""
    subject = scene.ends.get(verb - 1)
    return scene.tokens.traits[verb] & CUE > 0 and subject is not None and subject.first >= start


def _is_clause(scene: Scene, start: int, that: int) -> bool:
    """Tell a noun and its verb before "that": "said | the results showed that ..."."""
    lower = scene.tokens.lower
    verb = clauses.first_verb(scene, start, that)
    if verb in {start, that} or (lower[verb][-2:] != "ed" and lower[verb] not in CERTAIN_VERBS):
        return False
    return _WHERE.isdisjoint(lower[start:verb]) and TIMES.isdisjoint(lower[start:verb])


def _says_within(scene: Scene, start: int, that: int) -> bool:
    """Tell somebody who says it before "that", behind whom it is told to: "told them | the keepers said | that"."""
    phrase = scene.begins.get(start)
    return phrase is not None and scene.tokens.lower[phrase.last + 1 : that] in (["said"], ["had", "said"])


def after_addressee(scene: Scene, cue: Cue, start: int, end: int) -> int:
    """Skip whom somebody tells or asks: "told | the committee | he would leave"."""
    if cue.base not in _ADDRESSING or start >= end:
        return start
    lower = scene.tokens.lower
    if lower[start] in _ADDRESSED:
        return start + 1
    if cue.base in _REACHING and _is_reached(scene, start, end):
        return scene.begins[start].last + 1
    if cue.base in {"tell", "ask"}:
        found = agents.subject_after(scene, start, end)
        if found.first >= 0:
            return _after_apposition(scene, scene.begins[start].last + 1, end)
    return start


def _is_reached(scene: Scene, start: int, end: int) -> bool:
    """Tell whom somebody warns or assures, without "that": "warned | residents | the quay would close"."""
    phrase = scene.begins.get(start)
    if phrase is None or phrase.is_possessive or phrase.last + 2 >= end or scene.inside[start]:
        return False
    if scene.tokens.lower[phrase.last][-3:] == "ing" and scene.tokens.words[phrase.last].islower():
        return False  # "warned | any attack targeting it would fail"
    lower, behind = scene.tokens.lower, phrase.last + 1
    opens = lower[behind] in PERSONAL_PRONOUNS or lower[behind] in _OPENING_NOUNS
    return opens and clauses.first_verb(scene, behind, end) < end


def _after_apposition(scene: Scene, comma: int, end: int) -> int:
    """Skip who the addressee is ("told the Echo, | a local paper, | it was shut"); `comma` where nothing tells."""
    lower = scene.tokens.lower
    phrase = scene.begins.get(comma + 1) if comma < end and lower[comma] == "," else None
    if phrase is None or phrase.last + 2 >= end or lower[phrase.last + 1] != ",":
        return comma
    is_described = lower[phrase.first] in {"a", "an", "the"} and phrase.kind in {"name", "nominal"}
    return phrase.last + 2 if is_described else comma


def _after_particle(scene: Scene, cue: Cue, start: int, end: int) -> int:
    """Skip the particle of "pointed | out"."""
    is_particle = start + 1 < end and scene.tokens.lower[start] == "out" and cue.base in _GO_ON_WITH_OUT
    return start + is_particle


def after_time(scene: Scene, start: int, end: int) -> int:
    """Skip when it is said: "said | late on Monday | it was shut"."""
    lower = scene.tokens.lower
    if start + 2 < end and lower[start] in _EARLIER:
        behind = after_time(scene, start + 1, end)
        if behind > start + 1:
            return behind
    if start + 1 < end and lower[start] in {"on", "late", "early"} and lower[start + 1] in DAYS:
        start += 1
    if (
        start + 1 < end
        and lower[start] == "in"
        and (found := _after_month(lower, start + 1, end)) > start + 1
    ):
        return found
    if start < end and lower[start] in DAYS:
        is_part = start + 1 < end and lower[start + 1] in _PARTS_OF_DAYS
        return _after_date(lower, start + 1 + is_part, end)
    if start + 1 < end and lower[start] in {"last", "this", "earlier"} and lower[start + 1] in _PERIODS:
        return _after_date(lower, start + 2, end)
    if start + 2 < end and lower[start : start + 2] in (["this", "past"], ["at", "the"]):
        return start + 3 if lower[start + 2] in _PERIODS or lower[start + 2] == "time" else start
    return start


def opens_distance(lower: list[str], start: int, end: int) -> bool:
    """Tell how long before or after: "two days after ...", "less than a week before ...", "hours later"."""
    for index in range(start, min(start + _LONGEST_DISTANCE, end - 1)):
        if lower[index + 1] in _DISTANT and lower[index] in _DISTANCES:
            return True
        if lower[index] not in _QUANTITIES and not lower[index].isdigit():
            return False
    return False


def opens_circumstance(lower: list[str], start: int, end: int) -> bool:
    """Tell what happened meanwhile: "warned | as they considered a plan"; not "said | as he grew, it did"."""
    if start + 1 < end and lower[start] == "upon":
        return lower[start + 1][-3:] == "ing"  # "said | upon leaving the hall"
    if start + 1 >= end or lower[start] not in {"as", "while"} or lower[start + 1] not in PERSONAL_PRONOUNS:
        return False
    return "," not in lower[start:end]


def opens_comment(lower: list[str], start: int, end: int) -> bool:
    """Tell the reporter's comment on what was said before: "officials said on Monday, | a disclosure that ..."."""
    if start + 2 >= end or lower[start] not in {"a", "an", "another"}:
        return False
    if lower[start + 1] in _SIGNS_OF:
        return True
    relative = next((i for i in range(start + 2, min(start + _NEAR, end)) if lower[i] in _RELATIVES), end)
    return relative + 1 < end and (
        lower[relative + 1] in clauses.AUXILIARIES or lower[relative + 1] in _VERBS
    )


def is_year(word: str) -> bool:
    """Tell a year by its four digits."""
    return len(word) == _DIGITS_OF_YEAR and word.isdigit()


def _after_date(lower: list[str], start: int, end: int) -> int:
    """Skip the date of a day: "said on Friday|, July 8, 2022, | the quay is shut"; `start` for none."""
    if (
        start + 4 >= end
        or lower[start] != ","
        or lower[start + 1] not in _MONTHS
        or not lower[start + 2].isdigit()
    ):
        return start
    behind = start + 3
    if lower[behind] == "," and is_year(lower[behind + 1]):
        behind += 2
    return behind + 1 if behind < end and lower[behind] == "," else start


def _after_month(lower: list[str], start: int, end: int) -> int:
    """Return the token behind a month, a year or both: "said in | March 2024 | it was shut"; `start` for none."""
    opens = start
    start += lower[start] in _PARTS_OF_MONTHS and start + 1 < end and lower[start + 1] in _MONTHS
    behind = start + (lower[start] in _MONTHS)
    if behind < end and is_year(lower[behind]):
        return behind + 1
    return opens if behind == start else behind


def after_platform(lower: list[str], start: int, end: int) -> int:
    """Skip where something is posted: "wrote | on Truth Social |"."""
    if start + 1 >= end or lower[start] != "on" or lower[start + 1] not in _PLATFORMS:
        return start
    return start + 2 + (lower[start + 1] in {"truth", "social"})
