"""Describe candidates and quotations in the terms that the learned weights know.

In: a `Scene`, a quotation's number, a `Candidate`.  Out: lists of features: short strings such as
"after NV-common", "the phrase stands behind the quotation and is the subject of a common verb of saying".
What the features weigh stands in `weights/`; what follows from them is the work of `attribution`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from api.extract.phrases import PERSONAL_PRONOUNS, Phrase, person_nouns
from api.extract.quotes import Quoted
from api.extract.scene import BETWEEN_SUBJECT_AND_VERB, Candidate, Looks, Scene, Tie, verb_class
from api.extract.tokens import MARKS
from api.extract.verbs import verb_forms
from api.extract.weights import Facts, Group
from api.extract.words import read_words

_VERBS = verb_forms()
_PEOPLE = person_nouns()
_FUNCTION_WORDS = read_words("function_words")
_DETERMINERS = read_words("determiners")
_PREPOSITIONS = read_words("prepositions")
_DOCUMENTS = read_words("document_nouns")
_TELLING_OPENERS = frozenset({"that", "as", "like", "is", "was", "a", "an", "the"})
_TELLING_BEFORE_VERBS = frozenset({",", "and", "but", "to", "who", "that", "which", "by", "of", "in", "for"})
_BEING = frozenset({"is", "are", "was", "will", "can", "not"})
_FEW = ("0", "1", "2", "3", "4")
_CROSSED = ("x0", "x1", "x2")
_RANKS = ("subject0", "subject1", "subject2", "subject3")
_LEADING_REACH = 13  # tokens from a quotation back to the verb that leads up to it


def describe_context(scene: Scene, number: int) -> list[str]:
    """Describe how quotation `number` is set into its paragraph: what stands right before it, right behind it,
    both, and what the verb that leads up to it follows.
    """
    quote = scene.quoted[number]
    opening, closing = _what_is_before(scene, quote), _what_is_behind(scene, quote)
    return [f"<{opening}", f">{closing}", f"<{opening} >{closing}", _leading_verb(scene, quote)]


def describe_nobody(context: Sequence[str]) -> list[str]:
    """Describe the choice that nobody near is the speaker."""
    return ["nobody", *(f"nobody {part}" for part in context)]


def candidate_facts(
    scene: Scene, number: int, candidate: Candidate, previous: Phrase | None, context: Sequence[str]
) -> tuple[Facts, ...]:
    """Return the facts on `candidate` as the speaker of quotation `number`, one tuple for each of `GROUPS`.

    `previous` is who spoke before, `context` what `describe_context` says of the quotation.
    """
    phrase, zone, between = candidate
    quote = scene.quoted[number]
    tie, relation, kind, how, base, role, left = scene.looks.get(phrase.first) or _looks_of(scene, phrase)
    opening, closing, both, led = context
    side = closing if zone in ("after", "later") else opening
    return (
        (zone, relation, kind, how, left),
        (zone, relation, base),
        (zone, relation, _FEW[min(between, 4)], _distance(phrase, quote), left, side),
        (zone, _rank(scene, phrase, quote, tie), role, side, led),
        (zone, _touch(tie, quote), side, led),
        (zone, relation, _carries(scene, phrase, previous), _quotes_between(scene, phrase, number), both),
    )


def _of_phrase(zone: str, relation: str, kind: str, how: str, left: str) -> list[str]:
    tied = f"{zone} {relation}"
    return [
        zone,
        relation,
        kind,
        tied,
        f"{tied} {how}",
        f"{relation} {kind}",
        f"{zone} {kind}",
        f"{zone} {left}",
    ]


def _of_verb(zone: str, relation: str, base: str) -> list[str]:
    return [f"{zone} {relation} {base}"]


def _of_place(zone: str, relation: str, between: str, distance: str, left: str, side: str) -> list[str]:
    place, near = f"{zone}{between}", f"{zone} {distance}"
    return [
        place,
        near,
        f"{near} {relation}",
        f"{place} {relation}",
        f"{place} {left} {side}",
        f"{zone} {side}",
    ]


def _of_rank(zone: str, rank: str, role: str, side: str, led: str) -> list[str]:
    return [f"{zone} {rank} {side}", f"{zone} {rank} {led}", f"{zone} {rank} {role}"]


def _of_touch(zone: str, touch: str, side: str, led: str) -> list[str]:
    return [f"{zone} {touch} {led}", f"{zone} {touch} {side}"]


def _of_turn(zone: str, relation: str, carried: str, crossed: str, both: str) -> list[str]:
    return [carried, f"{zone} {both}", f"{zone} {carried} {both}", f"{zone} {relation} {crossed} {carried}"]


GROUPS: tuple[Group, ...] = (
    _of_phrase,
    _of_verb,
    _of_place,
    _of_rank,
    _of_touch,
    _of_turn,
)
"""What features the facts of `candidate_facts` make, group by group: no feature mixes facts of two groups."""


def describe_candidate(facts: Sequence[Facts]) -> list[str]:
    """Return all the features that `candidate_facts` make."""
    return [feature for group, these in zip(GROUPS, facts, strict=True) for feature in group(*these)]


def _looks_of(scene: Scene, phrase: Phrase) -> Looks:
    """Describe the phrase whatever the quotation: its tie, how it is tied, its kind, what stands between it and its
    verb, the verb, its place in the sentence, the word before it. Worked out once.
    """
    tie = scene.tie_of(phrase)
    looks = scene.looks[phrase.first] = (
        tie,
        f"{tie.relation}-{tie.manner}" if tie.verb >= 0 else _standing(scene, phrase),
        _kind(scene, phrase),
        tie.how,
        _base_of(scene, tie),
        _sentence_role(scene, phrase),
        _word_class_before(scene, phrase),
    )
    return looks


def describe_statement(
    scene: Scene, number: int, best: Candidate | None, chance: float, context: Sequence[str]
) -> list[str]:
    """Describe quotation `number` as somebody's statement or a mere term, with its likeliest speaker `best`."""
    tokens, quote = scene.tokens, scene.quoted[number]
    words = [word for word in tokens.words[quote.first : quote.last + 1] if word[0].isalnum()]
    size, titled = _size(len(words)), _set_as_title(words)
    verbs = any(word in _VERBS or word in _BEING for word in tokens.lower[quote.first : quote.last + 1])
    before = _small_word(scene, quote.first - 2)
    owned = before == "Capital's"
    behind = _small_word(scene, scene.behind(quote))
    tie = Tie() if best is None else scene.tie_of(best.phrase)
    zone = "nobody" if best is None else best.zone
    relation, sure = f"{tie.relation}-{tie.manner}", f"sure{int(chance * 5)}"
    opening, closing, both, led = context
    use = _what_opens(scene, quote)
    return [
        "bias", f"{use} {closing}", f"{use} {closing} {size}", f"{use} {led}", opening, closing, both, led, sure,
        f"size {size}", f"titled {titled}", f"verbs {verbs}",
        f"word before {before}", f"word before {before} {titled}", f"word behind {behind}",
        f"owned {owned} {titled}", f"titled {titled} {size}", f"titled {titled} {relation}",
        f"titled {titled} {opening}", f"verbs {verbs} {size}", f"{opening} {size}", f"{closing} {size}",
        f"{led} {size}", f"{zone} {relation}", f"{zone} {size}", f"{zone} {_touch(tie, quote)}",
        f"{relation} {size}", f"{sure} {size}", f"closed {quote.is_closed}",
        f"first {words[0][0].isupper() if words else None}",
    ]  # fmt: skip


# --------------------------------------------------------------------------------- around the quotation


def _what_is_before(scene: Scene, quote: Quoted) -> str:
    """Say what stands right before the opening mark, in one word."""
    tokens = scene.tokens
    index = quote.first - 1
    while index >= 0 and tokens.words[index] in MARKS and scene.inside[index] < 0:
        index -= 1
    if index < 0 or tokens.paragraph_of[index] != tokens.paragraph_of[quote.first]:
        return "continued" if quote.continues_paragraph else "start"
    if scene.inside[index] >= 0:
        return "quote"
    word, lower = tokens.words[index], tokens.lower[index]
    if word in ",:":
        return word + _verb_or_word(tokens.lower[index - 1] if index else "")
    if lower in _TELLING_OPENERS:
        return lower
    return _word_class(word, lower)


def _what_opens(scene: Scene, quote: Quoted) -> str:
    """Name the word before the opening mark as far as it makes the quoted words a noun: a determiner or a
    possessor, and whether a verb of saying stands right before that ("described a ...").
    """
    tokens, opener = scene.tokens, quote.first - 2
    if opener < 1:
        return "-"
    lower = tokens.lower[opener]
    kind = "owner" if lower.endswith(("'s", "’s")) else "determiner" if lower in _DETERMINERS else "-"
    before = tokens.lower[opener - 1]
    return f"{kind} {verb_class(before)}" if kind != "-" and before in _VERBS else kind


def _verb_or_word(lower: str) -> str:
    return verb_class(lower) if lower in _VERBS else "ing" if lower.endswith("ing") else "word"


def _word_class(word: str, lower: str) -> str:
    """Name the class of a word or sign before a quotation."""
    if not word[0].isalnum():
        return "stop" if word in ".!?…" else "sign"
    if lower in _VERBS:
        return "verb-" + verb_class(lower)
    return "preposition" if lower in _PREPOSITIONS else "function" if lower in _FUNCTION_WORDS else "word"


def _what_is_behind(scene: Scene, quote: Quoted) -> str:
    """Say how the quotation ends and what stands right behind the closing mark."""
    tokens = scene.tokens
    final = tokens.words[quote.last]
    ending = final if final in ",?!." else "—" if final in "—–-…" else "w"
    begin = scene.behind(quote)
    if begin >= len(tokens.words) or tokens.paragraph_of[begin] != tokens.paragraph_of[quote.first]:
        return ending + "end"
    if scene.inside[begin] >= 0:
        return ending + "quote"
    word, lower = tokens.words[begin], tokens.lower[begin]
    if word in ",.":
        return ending + word
    if not word[0].isalnum():
        return ending + "sign"
    if lower in _VERBS:
        return ending + "verb-" + verb_class(lower)
    if lower in PERSONAL_PRONOUNS:
        return ending + "pronoun"
    return ending + ("function" if lower in _FUNCTION_WORDS else "Name" if word[0].isupper() else "word")


def _leading_verb(scene: Scene, quote: Quoted) -> str:
    """Say what the verb nearest before the quotation, in its sentence, follows: its own subject, "and" (then the
    subject stands further off), "to", a comma ("..., saying"), a relative pronoun, or another word.
    """
    tokens = scene.tokens
    verb = _verb_leading_to(scene, quote)
    if verb < 0:
        return "led by nothing"
    lower = tokens.lower
    form = "ing" if lower[verb].endswith("ing") else verb_class(lower[verb])
    index = verb - 1
    while index >= 0 and (lower[index] in BETWEEN_SUBJECT_AND_VERB or lower[index].endswith("ly")):
        index -= 1
    if index < 0 or tokens.sentence_of[index] != tokens.sentence_of[verb]:
        return f"led by {form} at start"
    if lower[index] in _TELLING_BEFORE_VERBS:
        return f"led by {form} after {lower[index]}"
    return f"led by {form} after {'word' if lower[index][0].isalnum() else 'sign'}"


def _verb_leading_to(scene: Scene, quote: Quoted) -> int:
    """Return the token of the nearest verb before the quotation, in its sentence, or -1."""
    tokens = scene.tokens
    sentences = tokens.sentence_of[quote.first], tokens.sentence_of[max(quote.first - 1, 0)]
    for index in range(quote.first - 1, max(quote.first - 1 - _LEADING_REACH, -1), -1):
        if scene.inside[index] >= 0 or tokens.sentence_of[index] not in sentences:
            return -1
        if tokens.lower[index] in _VERBS and tokens.words[index][0].islower():
            return index
    return -1


# --------------------------------------------------------------------------------- the candidate


def _standing(scene: Scene, phrase: Phrase) -> str:
    """Say what a phrase without a verb of its own is followed by: a colon, a mark, a sign, a word."""
    words, index = scene.tokens.words, phrase.last + 1
    if index >= len(words):
        return "end"
    if phrase.is_possessive:
        return "possessive"
    word = words[index]
    return ":" if word == ":" else "mark" if word in MARKS else "word" if word[0].isalnum() else "sign"


def _distance(phrase: Phrase, quote: Quoted) -> str:
    gap = quote.first - phrase.last - 2 if phrase.last < quote.first else phrase.first - quote.last - 2
    return (
        _FEW[gap]
        if 0 <= gap < 4
        else str(gap)
        if gap < 0
        else "<8"
        if gap < 8
        else "<16"
        if gap < 16
        else "<40"
        if gap < 40
        else "far"
    )


def _quotes_between(scene: Scene, phrase: Phrase, number: int) -> str:
    """Count the quotations that stand between the phrase and quotation `number`; two stand for many."""
    if phrase.first < scene.quoted[number].first:
        return _CROSSED[min(number - bisect_right(scene.openings, phrase.first), 2)]
    return _CROSSED[min(bisect_left(scene.openings, phrase.first) - number - 1, 2)]


def _kind(scene: Scene, phrase: Phrase) -> str:
    """Say what the phrase is made of, as far as it bears on who speaks."""
    lower = scene.tokens.lower[phrase.head]
    if phrase.kind == "pronoun":
        return (
            "they"
            if lower[:4] == "they"
            else "it"
            if lower[:2] == "it"
            else "I"
            if lower[0] in "iwy"
            else "he"
        )
    if lower in _DOCUMENTS:
        return "document"
    if phrase.kind == "nominal":
        return "person" if lower in _PEOPLE else "thing"
    if phrase.kind == "name":
        return "Names" if phrase.last > phrase.first else "Name"
    return phrase.kind


def _carries(scene: Scene, phrase: Phrase, previous: Phrase | None) -> str:
    """Say whether the phrase is the mention of the quotation before, or the same words again."""
    if previous is None:
        return "none before"
    if phrase.first == previous.first:
        return "same mention"
    if scene.tokens.lower[phrase.last] == scene.tokens.lower[previous.last]:
        return "same words"
    return "newer" if phrase.first > previous.first else "older"


def _sentence_role(scene: Scene, phrase: Phrase) -> str:
    """Say whether the phrase opens its sentence, or its clause."""
    tokens = scene.tokens
    if phrase.first == tokens.sentences[tokens.sentence_of[phrase.first]][0]:
        return "opens"
    before = tokens.lower[phrase.first - 1]
    if before in ",;—–-":
        return "clause"
    return "and" if before in ("and", "but", "or") else "inside"


def _rank(scene: Scene, phrase: Phrase, quote: Quoted, tie: Tie) -> str:
    """Say whether the phrase is the subject nearest to the quotation on its side, or the second, third ..."""
    if tie.verb < 0:
        return "no subject"
    is_before = phrase.last < quote.first
    low, high = (phrase.last + 1, quote.first) if is_before else (quote.last + 1, phrase.first)
    nearer, spoken = 0, scene.spoken
    for index in range(scene.spoken_before(low), scene.spoken_before(high)):
        nearer += scene.tie_of(spoken[index]).verb >= 0
        if nearer == 3:
            break
    return _RANKS[nearer]


def _touch(tie: Tie, quote: Quoted) -> str:
    """Say how near the phrase's verb is to the quotation."""
    if tie.verb < 0:
        return "-"
    is_before = tie.verb < quote.first
    gap = quote.first - 2 - tie.verb if is_before else tie.verb - quote.last - 1
    return "touches" if gap <= 1 else "close" if gap <= 5 else "away"


def _base_of(scene: Scene, tie: Tie) -> str:
    return "-" if tie.verb < 0 else _VERBS.get(scene.tokens.lower[tie.verb], "?")


def _word_class_before(scene: Scene, phrase: Phrase) -> str:
    """Name the preposition, or the class of the verb, right before the phrase."""
    before = scene.tokens.lower[phrase.first - 1] if phrase.first else ""
    if before in _PREPOSITIONS:
        return before
    return "verb-" + verb_class(before) if before in _VERBS else "-"


# --------------------------------------------------------------------------------- the quoted words


def _small_word(scene: Scene, index: int) -> str:
    """Return the word or sign at token `index`; of a name only that it is one: weights should know nobody."""
    if not 0 <= index < len(scene.tokens.words):
        return ""
    word, lower = scene.tokens.words[index], scene.tokens.lower[index]
    if not word[0].isupper():
        return lower
    return "Capital's" if lower.endswith(("'s", "’s")) else "Capital"


def _size(count: int) -> str:
    return str(count) if count < 6 else "<9" if count < 9 else "<15" if count < 15 else "long"


def _set_as_title(words: list[str]) -> str:
    """Say whether words are set as a title: "all" but the small ones have a capital, "most" have, "one" word
    only, or "no".
    """
    if not words or not words[0][0].isupper():
        return "no"
    large = [w for w in words[1:] if w.lower() not in _FUNCTION_WORDS and w.lower() not in _DETERMINERS]
    capitals = sum(word[0].isupper() for word in large)
    if not large:
        return "one"
    return "all" if capitals == len(large) else "most" if capitals * 2 > len(large) else "no"
