"""Find where what is reported ends within its sentence: "said the bridge is closed | on Tuesday, which was late".

In: the body as a `Scene` and a `Reading`.  Out: the token before which its clause ends. Each word that may begin the
reporter's own words is weighed: a few plain facts make the features for which `weights/indirect_ends.tsv` has learned
weights (by `bench/learn_indirect.py`, as those of `indirect`). Ends that structure tells are the work of `enclosed`.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from api.extract.finding import clauses
from api.extract.finding.describing import CONCEDING, lead_of
from api.extract.finding.enclosed import comma_behind_fronted, is_range
from api.extract.finding.readings import SIGNS, Reading
from api.extract.finding.relatives import RELATIVES
from api.extract.finding.scene import Scene
from api.extract.grammar.lexicon import CAPITAL, CUE, DASHES, MARKS, PERSONAL_PRONOUNS, SIGN
from api.extract.grammar.verbs import cue_words, mere_pasts, verb_forms
from api.extract.weights import read_weights
from api.extract.weights.scale import Facts, Group, Scale, features_of
from api.extract.words import read_words

END_THRESHOLD = 0.5
"""The probability from which a reported clause is ended before its sentence is: F1 is flat from 0.45 to 0.55, and
what is cut off without need reads worse than what is left on."""

_CUES = cue_words()
_VERBS = verb_forms()
_PASTS = mere_pasts()
_FAR_BEFORE_BUT = 16  # tokens
_ONLY = frozenset({"only", "just", "merely", "simply"})
ASKED = frozenset({"if", "whether"})
_ASKING = frozenset({"ask", "question", "wonder", "inquire", "query"})
_SURELY_CLAUSES = ASKED | {"that"}
_OPENERS = frozenset(
    {
        "who",
        "which",
        "whose",
        "where",
        "when",
        "while",
        "though",
        "although",
        "as",
        "but",
        "and",
        "after",
        "before",
    }
    | {"even"}
)
"""Words behind a sign or a link that open a clause, of which it matters most how and after what they do it."""
_NO_OPENER = ("", "", 0, 0)
_TENSES = (
    dict.fromkeys(["is", "are", "am", "has", "have", "does", "do"], "present")
    | dict.fromkeys(["was", "were", "had", "did"], "past")
    | dict.fromkeys(["will", "wo", "can", "ca", "may", "must", "shall"], "future")
    | dict.fromkeys(["would", "could", "might", "should"], "supposed")
)
_TYING_IN_FRONT = frozenset({"without", "despite", "given", "under", "based"})
_ADJECTIVES = read_words("common_adjectives")
_ARTICLES = frozenset({"a", "an", "the"})
_NEXT = frozenset({"last", "this", "next"})
_MOST_COMMAS = 3
_MOST_PLACES = 4
_FAR_BEHIND = 13  # tokens
_OPENING_ASIDES = frozenset({"which", "who", "whose", "where", "or", "including", "like"})


class Clause:
    """A reported clause from its first token to its sentence's end, and what its possible ends have in common."""

    __slots__ = ("cue", "end", "last", "lead", "opener", "reading", "route", "start", "verb")

    def __init__(self, scene: Scene, reading: Reading) -> None:
        self.reading = reading
        self.start, self.end = reading.pieces[-1]
        self.opener = scene.tokens.kind_at(self.start)
        self.lead = lead_of(scene, reading)
        self.route = f"{reading.subject.route} {'bound' if _is_set_off(scene, reading) else 'free'}"
        self.verb = clauses.first_verb(scene, self.start, self.end)


def end_of_clause(scene: Scene, clause: Clause) -> int:
    """Return where a reported clause ends: at the sentence's end, or where the reporter goes on.

    "said the bridge is closed | on Tuesday", "said he won, | adding that ...": each word that may begin the
    reporter's own words is weighed.
    """
    scale = _scale()
    for index in possible_ends(scene, clause.start, clause.end):
        if scale.chance(end_facts(scene, clause, index)) >= END_THRESHOLD:
            return index
    return clause.end


@cache
def _scale() -> Scale:
    return Scale(read_weights("indirect_ends"), _GROUPS)


@cache
def _end_words() -> frozenset[str]:
    """Return the words and signs before which a reported clause may end within its sentence."""
    return read_words("clause_ends") | SIGNS


def possible_ends(scene: Scene, start: int, end: int) -> Iterator[int]:
    """Yield the tokens behind `start`, outside quotation marks, before which the clause may end."""
    words, lower, inside = _end_words(), scene.tokens.lower, scene.inside
    is_open = False
    is_that = lower[start] in _SURELY_CLAUSES  # alone it is nothing said, nor is a subject without its verb
    verb = _main_verb(scene, start + 2, end) if is_that else start
    is_conceded = lower[start] in CONCEDING or lower[start] == "even"
    opens = start + (not is_conceded and not _is_condition(lower, start))
    fronted = comma_behind_fronted(scene, opens, end) if is_that or is_conceded else end
    for index in range(start + 1 + is_that, end):
        if lower[index] in DASHES and not inside[index]:
            if is_range(lower, index, end):
                continue
            is_open = not is_open
            if not is_open:
                continue  # the dash that closes an aside within what is said
            if index < verb < end:
                continue
        is_within = index < verb < end and lower[index] == ","
        if is_within and (lower[index + 1] in _OPENING_ASIDES or index + 1 == verb):
            continue  # "that the quay|, which is old|, would close"
        if index <= fronted < end:
            continue
        may_end = lower[index] in words and not inside[index] and not _goes_on_with_that(scene, index, end)
        may_end = may_end or _closes_behind_comma(scene, index)
        if may_end and not _is_unfinished(scene, start, index, end):  # asked last, as it costs most
            yield index


def _is_unfinished(scene: Scene, start: int, index: int, end: int) -> bool:
    """Tell a comma before the clause has its verb, and "a small | but loud crowd"."""
    lower = scene.tokens.lower
    if lower[index] == "but":
        return lower[index - 1] in _ADJECTIVES and lower[index - 2] in _ARTICLES
    if _closes_behind_comma(scene, index):
        goes_on = (
            index + 2 < end and index + 2 in scene.begins and clauses.first_verb(scene, index, end) < end
        )
        return goes_on and _is_named_in_marks(scene, start, index)
    is_comma = lower[index] == ","
    return is_comma and (
        clauses.is_verbless(scene, start, index, end) or _has_only_begun(scene, start, index, end)
    )


def _is_named_in_marks(scene: Scene, start: int, mark: int) -> bool:
    """Tell "said the | “quay was old,” and a new law ...", of which only the article is the reporter's own: cut
    there, nothing would be left that is reported.
    """
    lower, inside = scene.tokens.lower, scene.inside
    is_said = start > 0 and _CUES.get(lower[start - 1], ("", "", ""))[0] == "say"
    return is_said and lower[start] in _ARTICLES and all(inside[start + 2 : mark])


def _has_only_begun(scene: Scene, start: int, comma: int, end: int) -> bool:
    """Tell the comma behind what only opens a clause: "said that by then|, the quay was shut", "said however|, it had
    leaked", "said last week|, a keeper had left", "said without lifts|, nobody could".
    """
    lower, kind_at = scene.tokens.lower, scene.tokens.kind_at
    is_now = lower[start + 1 : start + 3] == [
        "right",
        "now",
    ]  # "that right" looks like a noun with its article
    opens = start + (lower[start] == "that" and (start not in scene.begins or is_now))
    is_tied = lower[opens] in _TYING_IN_FRONT
    is_time = kind_at(opens) == "time" or (lower[opens] in _NEXT and kind_at(opens + 1) == "time")
    if opens == start and not is_time and not is_tied and lower[start] != "however":
        return False
    is_begun = clauses.first_verb(scene, opens + 1, comma) < comma or lower[opens] in PERSONAL_PRONOUNS
    is_done = any(kind_at(index) == "past" for index in range(opens + 1, comma))
    return not is_begun and not is_done and clauses.first_verb(scene, comma, end) < end


def _is_condition(lower: list[str], start: int) -> bool:
    """Tell "said | if it leaked, she would go" from "asked | if it leaked, she left"."""
    base, _, kind = _CUES.get(lower[start - 1], ("", "", ""))
    return lower[start] == "if" and kind == "speech" and base not in _ASKING


def _main_verb(scene: Scene, start: int, end: int) -> int:
    """Return the verb of a clause whose subject begins before token `start`, over a clause that tells of it: "that
    the calm | she is known for | has gone", "that those who left | have come back"; `end` where there is none.
    """
    lower = scene.tokens.lower
    verb = clauses.first_verb(scene, start, end)
    while verb < end and verb > start:
        is_told = lower[verb - 1] in RELATIVES or (
            lower[verb - 1] in PERSONAL_PRONOUNS
            and verb - 2 in scene.ends
            and scene.tokens.traits[verb - 2] & SIGN == 0
        )
        if not is_told:
            break
        while verb < end and (verb == clauses.first_verb(scene, verb, end)):
            verb += 1
        verb = clauses.first_verb(scene, verb, end)
    return verb


def _closes_behind_comma(scene: Scene, index: int) -> bool:
    """Tell the mark of "he was “a liar,| ” and left", where the comma that ends the clause stands within marks."""
    return (
        scene.tokens.lower[index] in MARKS
        and scene.tokens.lower[index - 1] == ","
        and scene.inside[index - 1] > 0
    )


def _goes_on_with_that(scene: Scene, index: int, end: int) -> bool:
    """Tell ", but that the quay was shut", ", and that" and "not only old |, but leaking", which are said too."""
    lower = scene.tokens.lower
    index += lower[index] == ","
    if index + 2 >= end:
        return False
    if lower[index] == "but":
        far = max(index - _FAR_BEFORE_BUT, 0)
        if any(lower[i] == "not" and lower[i + 1] in _ONLY for i in range(far, index)):
            return True
    if lower[index] not in {"and", "but"} or lower[index + 1] != "that":
        return False
    return lower[index + 2] not in clauses.AUXILIARIES and lower[index + 2] not in _VERBS


def describe_end(scene: Scene, clause: Clause, index: int) -> list[str]:
    """Return the features of ending a clause right before token `index`."""
    return features_of(_GROUPS, end_facts(scene, clause, index))


def end_facts(scene: Scene, clause: Clause, index: int) -> tuple[Facts, ...]:
    """Return the facts on ending a clause right before token `index`, one tuple for each of `_GROUPS`."""
    tokens, end, reading = scene.tokens, clause.end, clause.reading
    base, form, kind = reading.cue.base, reading.cue.form, reading.cue.kind
    word = "," if _closes_behind_comma(scene, index) else tokens.lower[index]
    follower, second, third = [
        tokens.kind_at(place) if place < end else "end" for place in range(index + 1, index + 4)
    ]
    verb = "verb" if clause.verb < index else "verbless"
    rest, size = min(end - index, 9), min((index - clause.start) // 3, 6)
    is_opener = follower in _OPENERS
    return (
        (word, follower, second, third),
        (word, rest, size),
        (
            word,
            _CUES.get(tokens.lower[index + 1] if index + 1 < end else "end"),
            tokens.kind_at(index - 1),
        ),
        (word, reading.shape, kind, form, verb, clause.opener),
        (word, base, _cue_ahead(scene, index + 1, min(index + 8, end))),
        (word, clause.lead, follower, verb, clause.route),
        (word, follower, _next_sign(tokens.lower, index + 1, end)),
        (word, follower, *_list_before(scene, clause.start, index)),
        (
            word,
            follower,
            form,
            _tense_before(scene, clause, index),
            _tense_behind(tokens.lower, index + 1, end),
        ),
        (word, follower, _is_capital(scene, index - 1), index + 1 < end and _is_capital(scene, index + 1)),
        (word, follower, size, min((end - index) // 3, 6)) if is_opener else _NO_OPENER,
        (word, follower, base, clause.opener) if is_opener else _NO_OPENER,
    )


_GROUPS: tuple[Group, ...] = (
    lambda word, follower, second, third: [
        f"{word} {follower}", f"{word} {follower} {second}", f"{word} {follower} {second} {third}"
    ],
    lambda word, rest, size: [f"{word} rest {rest}", f"rest {rest}", f"{word} size {size}", f"size {size}"],
    lambda word, cue, before: [
        f"{word} cue {cue[2:] if cue else 'no'} {cue[1] if cue else ''}", f"{word} after {before}"
    ],
    lambda word, shape, kind, form, verb, opener: [
        f"{word} {shape}", f"{word} {kind} {form}", f"{word} {verb} {kind} {form}",
        f"{word} {opener}", f"{word} {verb} {opener}",
    ],
    lambda word, base, ahead: [f"{word} {base}", f"{word} ahead {ahead}"],
    lambda word, lead, follower, verb, route: [
        f"{word} lead {lead}", f"{word} {follower} lead {lead}", f"{word} {verb} {follower}",
        f"{word} {route} {follower}", f"{word} {route}",
    ],
    lambda word, follower, sign: [f"{word} sign {sign}", f"{word} {follower} sign {sign}"],
    lambda word, follower, commas, places, last: [
        f"{word} commas {commas}", f"{word} places {places}",
        f"{word} behind {last}", f"{word} {follower} behind {last}",
    ],
    lambda word, follower, form, before, behind: [
        f"{word} {form} then {behind}", f"{word} {before} then {behind}",
        f"{word} {follower} {form} then {behind}", f"{word} {follower} {before} then {behind}",
    ],
    lambda word, follower, before, behind: [
        f"{word} capitals {before:d}{behind:d}", f"{word} {follower} capitals {before:d}{behind:d}"
    ],
    lambda word, follower, size, rest: [
        f"{word} {follower} size {size}", f"{word} {follower} rest {rest}"
    ] if word else [],
    lambda word, follower, base, opener: [
        f"{word} {follower} of {base}", f"{word} {follower} in {opener}"
    ] if word else [],
)  # fmt: skip
"""What features the facts of `end_facts` make."""


def _next_sign(lower: list[str], start: int, end: int) -> str:
    """Return the next sign that may set something off: a list goes on behind a comma, an aside ends there."""
    return next((lower[index] for index in range(start, end) if lower[index] in SIGNS), "none")


def _list_before(scene: Scene, start: int, index: int) -> tuple[int, int, str]:
    """Return how many commas and how many other places where it may end a clause has before token `index`, neither
    counted beyond a few, and the last of them.
    """
    words, lower, inside = _end_words(), scene.tokens.lower, scene.inside
    places = [lower[at] for at in range(start + 1, index) if lower[at] in words and not inside[at]]
    commas = lower[start:index].count(",")
    return min(commas, _MOST_COMMAS), min(len(places), _MOST_PLACES), places[-1] if places else "none"


def _tense_before(scene: Scene, clause: Clause, index: int) -> str:
    """Return the tense of the clause's own verb, where it stands before token `index`."""
    return _tense_of(scene.tokens.lower[clause.verb]) if clause.verb < index else "none"


def _tense_behind(lower: list[str], start: int, end: int) -> str:
    """Return the tense of the next finite verb: a background is told in the past, what is said often isn't."""
    for index in range(start, min(end, start + _FAR_BEHIND)):
        tense = _tense_of(lower[index]) if lower[index - 1] != "to" else ""
        if tense not in {"", "base"}:
            return tense
    return "none"


@lru_cache(maxsize=16_384)  # more than a large corpus has verbs, and fewer than it has words
def _tense_of(word: str) -> str:
    """Return the tense of a verb; "" for any other word and for participles in -ing."""
    plain = word.replace("’", "'").removesuffix("n't")
    if plain in _TENSES:
        return _TENSES[plain]
    base = _VERBS.get(word)
    if base is None or word.endswith("ing"):
        return ""
    if word == base:
        return "base"
    return "present" if word.endswith("s") and word not in _PASTS else "past"


def _is_capital(scene: Scene, index: int) -> bool:
    return scene.tokens.traits[index] & CAPITAL > 0


def _cue_ahead(scene: Scene, index: int, end: int) -> str:
    """Return the form of the next verb of saying, and how many words ahead it stands."""
    traits = scene.tokens.traits
    for place in range(index, end):
        if traits[place] & CUE and not scene.inside[place]:
            _, form, kind = _CUES[scene.tokens.lower[place]]
            if kind == "speech":
                return f"{form} {place - index}"
    return "no"


def _is_set_off(scene: Scene, reading: Reading) -> bool:
    """Tell a relative clause or aside that commas set off: "Bloom, who said she would stay, | left"."""
    opens = (
        reading.group.first - 2
        if scene.tokens.lower[reading.group.first - 1] in {"who", "which"}
        else reading.group.first - 1
    )
    return opens >= 0 and scene.tokens.lower[opens] in SIGNS
