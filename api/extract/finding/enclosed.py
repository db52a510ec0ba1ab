"""End what is said where the aside closes that reports it ("The quay, which Bloom says | is unsafe |, will close"),
or where the occasion follows on which it is said ("Bloom said | it is unsafe | in a statement"), and know
the commas and dashes behind which it goes on.

In: the body as a `Scene`, where the reporter's clause opens, and the range of what is said.  Out: a token. A leaf
that `indirect` builds on.
"""

from api.extract.finding.clauses import AUXILIARIES, first_verb, is_adverb, is_full_verb
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import TIMES
from api.extract.grammar.lexicon import CERTAIN_VERBS, CUE, MARKS, PERSONAL_PRONOUNS
from api.extract.words import read_words

_DASHES = frozenset({"—", "–", "-", "--"})
_RELATIVES = frozenset({"which", "who", "whom", "that", "where"})
_FRONTING = frozenset({"if", "when", "while", "although", "though", "unless", "once", "until", "because"})
_OPENING_OCCASIONS = frozenset({"in", "at", "during"})
_OCCASIONS = frozenset(
    {"interview", "statement", "post", "tweet", "op-ed", "briefing", "conference", "release", "podcast"}
)
_EVENTS = _OCCASIONS | {
    "rally", "speech", "hearing", "forum", "meeting", "summit", "debate", "event", "email", "letter",
}  # fmt: skip
_OF_THE_PRESS = frozenset({"conference", "release"})
_BEHIND_OCCASION = frozenset({"on", "with", "to", "at", "in", "late", "early", "earlier", "last", "this"})
_COMMENTS = read_words("comment_nouns")
_TELLING = frozenset(
    {"provide", "give", "say", "offer", "elaborate", "specify", "name", "comment", "identify"}
)
_DID_NOT = frozenset({"didn't", "didn’t"})
_DID = _DID_NOT | {"did"}
_ANSWERING = frozenset({"respond", "return", "reply"})
_UNANSWERED = frozenset({"request", "requests", "call", "calls", "questions", "messages"})
_LONGEST_WHO = 8  # tokens: "a spokesman for the board did not immediately respond"
_BEHIND_COMMENTS = frozenset({"that", "which", "to", "of", "he", "she", "they", "it", "from", "about", "for"})
_FARTHEST_OCCASION = 14  # tokens before the end
_LONGEST_OCCASION = 5  # tokens: "in a short written statement"
_BEFORE_CLAUSES = frozenset({"say", "tell", "report", "claim", "argue", "believe", "warn"})
_OPENING_CLAUSES = PERSONAL_PRONOUNS | {"that", "who", "what", "how", "why", "if", "whether"}
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_LONGEST_STATE = 3  # tokens: "N. H."
_SHORTEST_SAID = 1  # tokens
_SIGNS = _DASHES | {",", "("}


def close_of_aside(scene: Scene, opens: int, first: int, end: int) -> int:
    """Return where the aside around the reporter's clause closes, or `end` where it stands in none.

    `opens` is the first token of the reporter's clause, tokens `first` to `end` are what is said.
    """
    words = scene.tokens.words
    if ")" in words[first:end]:
        end = _unmatched(words, first, end)
    floor = scene.tokens.opening_of[opens]
    if not _DASHES.isdisjoint(words[first:end]) and _is_open(scene, floor, first):
        end = next(index for index in range(first, end) if words[index] in _DASHES)
    if opens - 1 > floor and scene.tokens.lower[opens - 1] in _RELATIVES and words[opens - 2] in _SIGNS:
        comma = _comma_before_main_verb(scene, first, end)
        return comma if comma < end else _comma_before_deed(scene, opens - 2, first, end)
    if opens - 1 > floor and scene.tokens.lower[opens - 1] == "what" and words[opens - 2].isalpha():
        return _comma_before_main_verb(scene, first, end)  # "for what it called “spying”|, was freed"
    is_bound = opens - 1 > floor and scene.tokens.lower[opens - 1] in {"that", "which"}
    if is_bound and scene.tokens.lower[first] in AUXILIARIES:
        return _comma_before_main_verb(scene, first, end)  # "a tool that it claims | can help |, has sold"
    return end


def before_occasion(scene: Scene, first: int, end: int) -> int:
    """Return where the occasion begins on which it is said ("it is unsafe | in a post on X", "... | when asked by the
    Echo"), or `end` where none ends the clause.
    """
    lower = scene.tokens.lower
    for index in range(end - 2, max(first + _SHORTEST_SAID, end - _FARTHEST_OCCASION) - 1, -1):
        word = lower[index]
        parts = word in {";", ":"} or (word == "," and not _is_state(scene, index + 1, end))
        if parts or scene.inside[index]:
            return end
        is_occasion = word in _OPENING_OCCASIONS and lower[index + 1] in {"a", "an"}
        if is_occasion and lower[index - 1] in {"and", "or"}:
            return end
        if (word == "when" and lower[index + 1] == "asked") or (
            is_occasion and (_names_occasion(scene, index + 2, end) or _is_done_at(scene, first, index, end))
        ):
            return end if _says_more(scene, first, index) else index
    return end


def before_comment(scene: Scene, first: int, end: int) -> int:
    """Return the comma before the reporter's comment: "would pay|, an acknowledgment that ...", "had shut|, the
    first time"; `end` where there is none.
    """
    lower = scene.tokens.lower
    for comma in range(first + 2, end - 3):
        if lower[comma] != "," or scene.inside[comma]:
            continue
        noun = next((i for i in range(comma + 2, min(comma + 5, end - 1)) if lower[i] in _COMMENTS), end)
        is_comment = lower[comma + 1] in {"a", "an"} and noun < end and lower[noun + 1] in _BEHIND_COMMENTS
        is_first = lower[comma + 1 : comma + 4] == ["the", "first", "time"]
        if (is_comment or is_first) and first_verb(scene, first, comma) < comma:
            return comma
    return end


def before_silence(scene: Scene, first: int, end: int) -> int:
    """Return the comma or "but" behind which somebody says no more: "would be shut|, but did not give details", "was
    shut | but would not say why"; `end` for none.
    """
    lower = scene.tokens.lower
    for index in range(first + 2, end - 3):
        opens = index + (lower[index] == ",")
        is_place = (opens > index or lower[index] == "but") and not scene.inside[index]
        if is_place and _opens_silence(lower, opens, end):
            return index
    return end


def _opens_silence(lower: list[str], start: int, end: int) -> bool:
    """Tell ", | but declined to say more", ", | but did not give details" and ", | and nobody replied to a call"."""
    if lower[start] in {"and", "but"} and _is_left_unanswered(lower, start + 1, end):
        return True
    is_undone = (
        lower[start + 1 : start + 3] in (["did", "not"], ["would", "not"]) or lower[start + 1] in _DID_NOT
    )
    is_untold = is_undone and not _TELLING.isdisjoint(lower[start + 2 : min(start + 6, end)])
    is_kept_back = lower[start + 1] in {"declined", "refused"} and lower[start + 2] == "to"
    return lower[start] == "but" and (is_untold or is_kept_back)


def _is_left_unanswered(lower: list[str], start: int, end: int) -> bool:
    """Tell ", and | her office did not respond to a request" and ", and | the board declined to comment"."""
    for index in range(start, min(start + _LONGEST_WHO, end - 2)):
        if lower[index : index + 3] == ["declined", "to", "comment"]:
            return True
        if lower[index] in _ANSWERING and not _DID.isdisjoint(lower[start:index]):
            return not _UNANSWERED.isdisjoint(lower[index : min(index + _LONGEST_WHO, end)])
    return False


def before_next_deed(scene: Scene, cue: str, first: int, end: int) -> int:
    """Return the comma or "and" behind which somebody does the next thing: "praised the board|, then left", "rejected
    the idea | and is seeking more"; `end` for none.
    """
    lower = scene.tokens.lower
    link = next((i for i in range(first + 1, end - 2) if lower[i] == "and" and lower[i + 1] in _FINITE), end)
    is_clause = (
        cue in _BEFORE_CLAUSES or lower[first] in _OPENING_CLAUSES or first_verb(scene, first, link) < link
    )
    if link < end and not is_clause and not any(scene.inside[first : link + 1]):
        return link
    comma = next((i for i in range(first + 1, end - 2) if lower[i : i + 2] == [",", "then"]), end)
    if comma == end or scene.inside[comma] or first_verb(scene, first, comma) < comma:
        return end
    far = min(comma + 4, end)
    is_same = comma + 2 not in scene.begins and first_verb(scene, comma + 2, far) < far
    return comma if is_same else end


def _names_occasion(scene: Scene, start: int, end: int) -> bool:
    """Tell "a brief interview with the Echo" from "an interview that he gave in May"."""
    lower = scene.tokens.lower
    noun = next(
        (i for i in range(start, min(start + _LONGEST_OCCASION, end)) if lower[i] in _OCCASIONS), None
    )
    if noun is None or (lower[noun] in _OF_THE_PRESS and lower[noun - 1] not in {"news", "press"}):
        return False
    if not AUXILIARIES.isdisjoint(lower[start:noun]) or first_verb(scene, noun + 1, end) < end:
        return False
    return noun + 1 == end or lower[noun + 1] in _BEHIND_OCCASION or lower[noun + 1] in TIMES


def _is_state(scene: Scene, first: int, end: int) -> bool:
    """Tell the state behind a town: "at a rally in Ostley, | Marle"."""
    words = scene.tokens.words[first:end]
    return len(words) <= _LONGEST_STATE and all(word[0].isupper() or word == "." for word in words)


def _is_done_at(scene: Scene, first: int, index: int, end: int) -> bool:
    """Tell where somebody is praised or blamed ("praised the keepers | at a rally in Marle") from what is said to
    happen there ("said he would speak at a rally").
    """
    lower = scene.tokens.lower
    near = lower[index + 2 : min(index + 2 + _LONGEST_OCCASION, end)]
    return not _EVENTS.isdisjoint(near) and first_verb(scene, first, end) == end


def _says_more(scene: Scene, first: int, end: int) -> bool:
    """Tell whether somebody speaks within what is said: the occasion is that one's."""
    return any(scene.tokens.traits[index] & CUE for index in range(first, end))


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


def _comma_before_main_verb(scene: Scene, first: int, end: int) -> int:
    """Return the comma behind which the clause goes on that the relative clause interrupts, or `end`."""
    lower = scene.tokens.lower
    is_that = lower[first] == "that"
    for index in range(first + 1, end - 1):
        if lower[index] == "," and not scene.inside[index]:
            if is_that and AUXILIARIES.isdisjoint(lower[first:index]):
                continue  # "who said that the men|, and Bloom too|, must go"
            verb = index + 1
            while verb < end - 1 and is_adverb(lower[verb]):
                verb += 1
            if lower[verb] in AUXILIARIES and lower[verb] not in {"being", "having", "been"}:
                return index
    return end


def _comma_before_deed(scene: Scene, sign: int, first: int, end: int) -> int:
    """Return the comma behind which the subject that opens the sentence does something: "Bloom, who said it leaked|,
    resigned"; `end` where there is none.
    """
    subject = scene.ends.get(sign - 1)
    if subject is None or scene.tokens.words[sign] != "," or not _opens(scene, subject.first):
        return end
    for index in range(first + 1, end - 2):
        if scene.tokens.lower[index] != "," or scene.inside[index] or not is_full_verb(scene, index + 1):
            continue
        is_past = scene.tokens.lower[index + 1][-2:] == "ed" or scene.tokens.lower[index + 1] in CERTAIN_VERBS
        if is_past and first_verb(scene, first, index) < index:
            return index
    return end


def _opens(scene: Scene, index: int) -> bool:
    """Tell what opens a sentence, behind "but" as well."""
    opens = scene.tokens.opening_of[index]
    return index - opens <= 1 and (index == opens or scene.tokens.lower[opens] in {"but", "and", "yet"})


def comma_behind_fronted(scene: Scene, start: int, end: int) -> int:
    """Return the comma of "that if the wind rose|, the ferry would stay", else `end`; the mark behind it where it
    stands within: "while it may “leak,|” the keepers don't".
    """
    lower = scene.tokens.lower
    start += start + 1 < end and lower[start] == "even"
    if start >= end or (lower[start] not in _FRONTING and lower[start : start + 2] != ["in", "order"]):
        return end
    comma = next(
        (
            i + (scene.inside[i] > 0)
            for i in range(start + 1, end - 1)
            if lower[i] == "," and (not scene.inside[i] or lower[i + 1] in MARKS)
        ),
        end - 1,
    )
    is_main = first_verb(scene, comma + 1, end) < end
    return comma if is_main and lower[comma + 1] not in _RELATIVES and lower[comma + 1][-3:] != "ing" else end


def is_range(lower: list[str], dash: int, end: int) -> bool:
    """Tell "$35,000 | - | $50,000" from a dash that sets something off."""
    behind = dash + 1 + (dash + 1 < end and not lower[dash + 1].isalnum())
    return behind < end and lower[behind][0].isdigit() and lower[dash - 1][0].isdigit()
