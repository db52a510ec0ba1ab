"""Read what stands behind a tag: when and where it was said, and whether what is said goes on.

"..., Bloom said | on Monday", "The quay, he said, | would close", "It leaks, she said, | but it will last"

In: the body as a `Scene`, the token behind a tag, where the sentence ends.  Out: tokens. `readings` and
`indirect` build on it.
"""

from api.extract.finding import clauses, main_clauses
from api.extract.finding.cues import Cue
from api.extract.finding.openings import (
    after_addressee,
    after_platform,
    after_time,
    opens_circumstance,
    opens_comment,
    opens_distance,
)
from api.extract.finding.scene import Scene
from api.extract.grammar.lexicon import CERTAIN_VERBS, CUE, MARKS, SIGN
from api.extract.grammar.verbs import verb_forms
from api.extract.words import read_words

_CONJUNCTIONS = read_words("conjunctions")
_SUBORDINATORS = read_words("subordinators")
_VERBS = verb_forms()
JOINING = frozenset({"and", "but", "because", "so"})
_SHORTEST_PARTICIPLE = 5  # letters
_FARTHEST_VERB = 10  # tokens
_SAYING = frozenset({"say", "write", "add", "explain", "warn", "note"})
_OPENING_OCCASIONS = frozenset({"in", "at", "during", "via", "through", "on"})
_GOING_ON = frozenset({"that", "and", "but", "or", "only", "rather", "would", "will", "because", *MARKS})
_REACHING = frozenset({"confirm", "reveal", "announce", "explain", "admit"})
_FROM_THE_HALL = frozenset({"applause", "laughter", "silence", "widespread", "loud"})
_BESIDES = frozenset({"and", "while", "as", "though", "although", "after", "before"})


def is_participle(lower: list[str], start: int, end: int) -> bool:
    """Tell the reporter's participle behind a comma ("The quay is shut, Bloom said, | wiping his face") from what is
    said: "Meanwhile, Bloom said, | closing the quay would help".
    """
    if lower[start - 1] != "," or lower[start][-3:] != "ing" or len(lower[start]) < _SHORTEST_PARTICIPLE:
        return False
    far = min(start + _FARTHEST_VERB, end)
    comma = lower.index(",", start, far) if "," in lower[start:far] else far
    return lower[start] in _VERBS or clauses.AUXILIARIES.isdisjoint(lower[start:comma])


def closes(scene: Scene, cue: Cue, start: int, comma: int, end: int) -> bool:
    """Tell a tag behind a clause, behind which nothing of it follows: "It leaks, he said; ...", "..., but ..."."""
    lower, behind = scene.tokens.lower, cue.token + 1
    if behind + 1 >= end:
        return False
    if lower[behind] == ";":
        return True
    joins = lower[behind] == "," and lower[behind + 1] in JOINING
    return joins and main_clauses.holds_clause(scene, start, comma)


def joined_behind(scene: Scene, after: int, end: int) -> int:
    """Return where what is said goes on behind its tag with a conjunction: "It leaks, he said, | but it will last";
    0 where the reporter goes on: "he said, but left", "he said, but Reed said".
    """
    lower, opens = scene.tokens.lower, after + 1
    if opens + 2 >= end or lower[after] != "," or lower[opens] not in JOINING:
        return 0
    behind = opens + 1
    while behind + 1 < end and clauses.is_adverb(lower[behind]):
        behind += 1
    is_reporters = lower[behind] in _VERBS and lower[behind] not in clauses.AUXILIARIES
    says = (i for i in range(opens, end) if scene.tokens.traits[i] & CUE and lower[i] in CERTAIN_VERBS)
    return 0 if is_reporters or next(says, 0) else opens


def behind_occasion(scene: Scene, cue: Cue, after: int, end: int) -> int:
    """Return the token behind when, where and to whom it is said, where nothing else follows ("Bloom said | on
    Monday", "Bloom told | the Sentinel in an interview") but a participle ("Bloom said |, citing ..."); `after` where
    something does.
    """
    lower = scene.tokens.lower
    behind = after_time(scene, _after_audience(scene, cue, after_addressee(scene, cue, after, end), end), end)
    if behind + 2 < end and lower[behind] == "in" and lower[behind + 2] in clauses.OCCASIONS:
        behind = after_time(scene, behind + 3, end)
    behind = after_time(scene, after_platform(lower, behind, end), end)
    if opens_circumstance(lower, behind, end):
        return end
    if behind < end and lower[behind] == ";":
        return end
    if behind + 1 < end and lower[behind] == "," and _goes_on_otherwise(lower, behind + 1, end):
        return end
    says = cue.base in _SAYING and cue.form in {"past", "s"} and after == cue.token + 1
    return end if behind >= end or (says and _is_occasion(scene, after, end)) else after


def _after_audience(scene: Scene, cue: Cue, index: int, end: int) -> int:
    """Skip to whom something is confirmed: "It leaks, Bloom confirmed | to the Echo |"."""
    phrase = scene.begins.get(index + 1) if index + 1 < end else None
    if phrase is None or cue.base not in _REACHING or scene.tokens.lower[index] != "to":
        return index
    return phrase.last + 1


def _is_occasion(scene: Scene, start: int, end: int) -> bool:
    """Tell where and when somebody said it ("| in a joint interview after the vote", "| in a report, citing it")
    from a clause.
    """
    lower = scene.tokens.lower
    if start + 1 >= end or lower[start] not in _OPENING_OCCASIONS or lower[start - 1] == ",":
        return False
    comma = next((i for i in range(start, end) if lower[i] == ","), end)
    goes_on = comma + 1 < end and not (lower[comma + 1] in _BESIDES or is_participle(lower, comma + 1, end))
    words = lower[start:comma]
    is_open = not clauses.AUXILIARIES.isdisjoint(words) or any(scene.inside[start:comma])
    return not (goes_on or is_open or main_clauses.holds_clause(scene, start, comma))


def _goes_on_otherwise(lower: list[str], index: int, end: int) -> bool:
    if lower[index] in _BESIDES | JOINING or is_participle(lower, index, end):
        return True
    if lower[index] == "without" and index + 1 < end and lower[index + 1][-3:] == "ing":
        return True
    return opens_distance(lower, index, end) or opens_comment(lower, index, end)


def is_reporters(scene: Scene, start: int, end: int, behind: int) -> bool:
    """Tell what the reporter adds at token `behind` to the tag of a whole quotation from `start` to `end`, "“No,”
    Bloom said, | for reasons of her own", from what goes on with it, "“No,” Bloom said, | and that it was late".
    """
    lower = scene.tokens.lower
    if lower[behind] in _GOING_ON or scene.inside[behind]:
        return False
    if lower[behind] == "to" and lower[behind + 1][-1] != "s" and lower[behind + 1] not in _FROM_THE_HALL:
        return False  # "“better,” Bloom said, | to wait"; but "to cheers"
    own = [index for index in range(start, end) if not scene.tokens.traits[index] & SIGN]
    return bool(own) and all(map(scene.inside.__getitem__, own))


def end_of_parenthesis(scene: Scene, after: int, end: int) -> int | None:
    """Return the comma behind which an interrupted clause goes on: "The bridge, he said | on Monday |, is closed"."""
    lower = scene.tokens.lower
    for index in range(after, min(after + 6, end)):
        if lower[index] == ",":
            follower = lower[index + 1] if index + 1 < end else ""
            if opens_distance(lower, index + 1, end) or opens_comment(lower, index + 1, end):
                return None
            if follower in _SUBORDINATORS or follower in _CONJUNCTIONS or follower.endswith("ing"):
                return None
            return index
    return None
