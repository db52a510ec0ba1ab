"""End what is said where the aside closes that reports it: "The quay, which Bloom says | is unsafe |, will close".

In: the body as a `Scene`, where the reporter's clause opens, and the range of what is said.  Out: a token. A leaf
that `indirect` builds on.
"""

from api.extract.clauses import AUXILIARIES, is_adverb
from api.extract.scene import Scene

_DASHES = frozenset({"—", "–", "-", "--"})
_RELATIVES = frozenset({"which", "who", "whom", "that", "where"})
_SIGNS = _DASHES | {",", "("}


def close_of_aside(scene: Scene, opens: int, first: int, end: int) -> int:
    """Return where the aside around the reporter's clause closes, or `end` where it stands in none.

    `opens` is the first token of the reporter's clause, tokens `first` to `end` are what is said.
    """
    words = scene.tokens.words
    if ")" in words[first:end]:
        end = _unmatched(words, first, end)
    floor = scene.tokens.sentences[scene.tokens.sentence_of[opens]][0]
    if not _DASHES.isdisjoint(words[first:end]) and _is_open(scene, floor, first):
        end = next(index for index in range(first, end) if words[index] in _DASHES)
    if opens - 1 > floor and scene.tokens.lower[opens - 1] in _RELATIVES and words[opens - 2] in _SIGNS:
        return _main_verb(scene, first, end)
    return end


def _unmatched(words: list[str], first: int, end: int) -> int:
    """Return the bracket that closes what was opened before token `first`, or `end`."""
    depth = 0
    for index in range(first, end):
        depth += (words[index] == "(") - (words[index] == ")")
        if depth < 0:
            return index
    return end


def _is_open(scene: Scene, floor: int, first: int) -> bool:
    """Tell whether a dash before token `first` waits for another: an odd number of them stands in the sentence."""
    words, inside = scene.tokens.words, scene.inside
    return sum(words[index] in _DASHES and not inside[index] for index in range(floor, first)) % 2 == 1


def _main_verb(scene: Scene, first: int, end: int) -> int:
    """Return the comma behind which the clause goes on that the relative clause interrupts, or `end`."""
    lower = scene.tokens.lower
    for index in range(first + 1, end - 1):
        if lower[index] == "," and not scene.inside[index]:
            verb = index + 1
            while verb < end - 1 and is_adverb(lower[verb]):
                verb += 1
            if lower[verb] in AUXILIARIES and lower[verb] not in {"being", "having", "been"}:
                return index
    return end
