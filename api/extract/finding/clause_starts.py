"""Find where the clause before a cue begins: behind a colon, a semicolon or an open bracket.

In: the body as a `Scene`, where the sentence begins, and where the clause ends.  Out: a token. A leaf that `readings`
and `according` build on.
"""

from api.extract.finding.scene import Scene
from api.extract.grammar.lexicon import DASHES, MARKS

_OPENERS = frozenset({"but", "and", "yet", "—", "-", "("})
_LONGEST_DATELINE = 6  # tokens
_CLAUSE_BREAKS = frozenset({"(", ";", ":"})


def clause_start(scene: Scene, floor: int, end: int) -> int:
    """Return where the clause that ends at token `end` begins: behind a colon, semicolon or bracket, if any."""
    lower = scene.tokens.lower
    if not _CLAUSE_BREAKS.isdisjoint(lower[floor + 1 : end]):
        behind = _behind_break(scene, floor, end)
        if behind is not None:
            return behind
    start = _behind_dateline(lower, floor, end)
    while start < end and (lower[start] in _OPENERS or lower[start] in MARKS) and start - floor < 2:
        start += 1
    return start


def _behind_dateline(lower: list[str], floor: int, end: int) -> int:
    """Return the token behind who sends an article: "(Echo) -- | The quay will close, Bloom said"."""
    near = lower[floor : min(floor + _LONGEST_DATELINE, end - 1)]
    if near[:1] != ["("] or ")" not in near:
        return floor
    behind = floor + near.index(")") + 1
    return behind + 1 if lower[behind] in DASHES else floor


def _behind_break(scene: Scene, floor: int, end: int) -> int | None:
    """Return the token behind the last semicolon, colon or open bracket before token `end`, or None."""
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
    return None
