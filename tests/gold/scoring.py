"""Compare what the engine finds with the gold.

In: `GoldArticle`s.  Out: a `Score` with figures between 0 and 1, all of them better when higher, and errors by class.

A quotation is found when half of the words of both together are in both (intersection over union). Quotations
that run over several paragraphs are compared paragraph by paragraph. Reported clauses are compared as groups: all
that one mention is said to have said; a group is right when the words agree in the same measure and the mention is
right.
"""

import collections
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from api.extract import extract_article
from api.model import Article, Quote, RawFile, Speaker
from bench.quotes import Alignment

from .reading import GoldArticle, GoldQuote, Place

AGREEMENT = 0.5
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "for",
        "to",
        "at",
        "by",
        "with",
        "and",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "one",
    )
)
_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "lord",
        "lady",
        "dame",
        "rev",
        "the",
        "capt",
        "sgt",
        "sen",
        "senator",
        "gov",
        "governor",
        "judge",
        "mayor",
    )
)
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "his", "her", "their", "him", "them"))

Words = frozenset[int]
"""Numbers of an article's words."""


@dataclass(frozen=True)
class Found:
    """A quote of the engine, in the gold text's own words."""

    quote: Quote
    words: Words
    mention: Words


@dataclass
class Score:
    """Counts of what was asked and what was right, by figure; and errors as (class, article, what it looks like)."""

    # What was not found counts as wrong in every figure: else an engine that starts to find hard quotations would
    # fall below the floors of those it had found before.
    right: collections.Counter[str] = field(default_factory=collections.Counter)
    asked: collections.Counter[str] = field(default_factory=collections.Counter)
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def count(self, figure: str, is_right: bool) -> bool:
        """Count one case of a figure; return whether it was right."""
        self.asked[figure] += 1
        self.right[figure] += is_right
        return is_right

    def figures(self) -> dict[str, float]:
        """Return the share that was right by figure, and F1 where there are precision and recall."""
        shares = {name: self.right[name] / count for name, count in self.asked.items()}
        for name in [name for name in shares if name.endswith(".precision")]:
            stem = name.removesuffix(".precision")
            precision, recall = shares[name], shares.get(f"{stem}.recall", 0.0)
            shares[f"{stem}.F1"] = (
                2 * precision * recall / (precision + recall) if precision + recall else 0.0
            )
        return dict(sorted(shares.items()))


class Text:
    """The words of an article, numbered."""

    def __init__(self, article: GoldArticle) -> None:
        self.article = article
        self.places = [match.span() for match in _WORD.finditer(article.text)]
        self.paragraph_of = [article.text.count("\n\n", 0, start) for start, _ in self.places]

    def words(self, place: Place | None) -> Words:
        """Return the words that a place touches."""
        if place is None:
            return frozenset()
        return frozenset(
            i for i, (start, end) in enumerate(self.places) if start < place[1] and place[0] < end
        )

    def read(self, words: Iterable[int]) -> str:
        """Return the words as printed, with their gaps."""
        numbers = sorted(words)
        if not numbers:
            return "nobody"
        return self.article.text[self.places[numbers[0]][0] : self.places[numbers[-1]][1]].replace("\n", " ")

    def telling(self, words: Words) -> set[str]:
        """Return the words that tell who is meant, in lower case: without articles, unless there is nothing else."""
        spelt = {self.read([number]).casefold() for number in words}
        return spelt - _SMALL or spelt


def raw_file(article: GoldArticle) -> RawFile:
    """Return a gold article as a file that the engine reads."""
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    return RawFile(f"{article.name}.txt", "text", article.text, digest, {"title": article.title})


def extract(article: GoldArticle) -> Article:
    """Return what the engine makes of a gold article."""
    return extract_article(raw_file(article))


def score(articles: Iterable[GoldArticle], engine: Callable[[GoldArticle], Article] = extract) -> Score:
    """Return the figures and errors of the engine over the articles."""
    result = Score()
    for article in articles:
        text = Text(article)
        found = list(_found(text, engine(article)))
        _score_quoted(result, text, [f for f in found if f.quote.kind != "indirect"])
        _score_indirect(result, text, [f for f in found if f.quote.kind == "indirect"])
    return result


def _found(text: Text, answer: Article) -> Iterator[Found]:
    """Yield the engine's quotes, cut at the ends of paragraphs, with places in the gold text."""
    back = Alignment(answer.body, text.article.text)
    for quote in answer.quotes:
        words = text.words(back.span(quote.span.start, quote.span.end))
        mention = frozenset[int]()
        if quote.mention is not None:
            mention = text.words(back.span(quote.mention.span.start, quote.mention.span.end))
        for paragraph in sorted({text.paragraph_of[number] for number in words}):
            yield Found(quote, frozenset(n for n in words if text.paragraph_of[n] == paragraph), mention)


# ---------------------------------------------------------------- in quotation marks


def _score_quoted(result: Score, text: Text, found: Sequence[Found]) -> None:
    gold = [quote for quote in text.article.quotes if quote.kind != "indirect"]
    expected = [text.words(quote.place) for quote in gold]
    pairs = _pairs(expected, [f.words for f in found])
    for i, quote in enumerate(gold):
        result.count("quoted.recall", i in pairs)
        result.count("joint.recall", _score_one(result, text, quote, found[pairs[i]] if i in pairs else None))
    _score_spurious(result, text, gold, expected, found, pairs)
    _score_scare(result, text, [f for j, f in enumerate(found) if j not in pairs.values()])


def _score_one(result: Score, text: Text, quote: GoldQuote, found: Found | None) -> bool:
    """Score a gold quotation, found or not; tell whether its speaker is right."""
    checks = {
        "quoted.exact": (found and found.words == text.words(quote.place), "quotation with wrong limits"),
        "quoted.kind": (found and found.quote.kind == quote.kind, "wrong kind"),
        "quoted.mention": (found and _same_mention(text, quote, found.mention), "wrong mention"),
    }
    for figure, (is_right, error) in checks.items():
        if not result.count(figure, bool(is_right)) and found:
            result.errors.append((error, text.article.name, _shown(text, quote, found)))
    if found is None:
        result.errors.append(("quotation missed", text.article.name, _shown_gold(text, quote)))
    return _score_speaker(result, text, "quoted", quote, found)


def _score_speaker(result: Score, text: Text, figure: str, quote: GoldQuote, found: Found | None) -> bool:
    """Score who said it; what was not found counts as wrong, so that finding more never costs."""
    speaker = found.quote.speaker if found else None
    same = result.count(f"{figure}.speaker", found is not None and same_speaker(quote, speaker))
    if text.telling(text.words(quote.mention)) & _PRONOUNS:
        result.count("pronoun.speaker", same)
    if quote.speakers:
        kind = result.count(
            f"{figure}.speaker_kind", speaker is not None and speaker.kind == quote.speaker_kind
        )
        if found and same and not kind:
            result.errors.append(("wrong kind of speaker", text.article.name, _shown(text, quote, found)))
    if found and not same:
        result.errors.append(("wrong speaker", text.article.name, _shown(text, quote, found)))
    return same


def _score_spurious(
    result: Score,
    text: Text,
    gold: Sequence[GoldQuote],
    expected: Sequence[Words],
    found: Sequence[Found],
    pairs: dict[int, int],
) -> None:
    """Count what was found too much; a quotation inside a gold quotation is neither asked for nor wrong."""
    for j, candidate in enumerate(found):
        if j not in pairs.values() and any(candidate.words <= words for words in expected):
            continue
        if not result.count("quoted.precision", j in pairs.values()):
            result.errors.append(("quotation of nobody", text.article.name, _shown_found(text, candidate)))
        i = next((i for i, taken in pairs.items() if taken == j), None)
        result.count("joint.precision", i is not None and same_speaker(gold[i], candidate.quote.speaker))


def _score_scare(result: Score, text: Text, spurious: Sequence[Found]) -> None:
    for place in text.article.not_quotes:
        claimed = [f for f in spurious if _agreement(f.words, text.words(place)) >= AGREEMENT]
        if not result.count("scare.left_alone", not claimed):
            result.errors.append(("scare quote claimed", text.article.name, _shown_found(text, claimed[0])))


# ---------------------------------------------------------------- reported


def _score_indirect(result: Score, text: Text, found: Sequence[Found]) -> None:
    gold = _gold_groups(text)
    groups = _found_groups(found)
    expected = [frozenset[int]().union(*(text.words(q.place) for q in group)) for group in gold]
    answered = [frozenset[int]().union(*(f.words for f in group)) for group in groups]
    pairs = _pairs(expected, answered)
    right = {i: j for i, j in pairs.items() if _same_mention(text, gold[i][0], groups[j][0].mention)}
    for i, group in enumerate(gold):
        result.count("indirect.overlap", i in pairs)
        result.count("indirect.recall", i in right)
        answer = groups[right[i]][0] if i in right else None
        _score_speaker(result, text, "indirect", group[0], answer)
        if answer is None:
            _note_reported(
                result, text, group[0], groups[pairs[i]] if i in pairs else None, expected[i], groups
            )
    for j, answer in enumerate(groups):
        if j not in right.values() and _frames_fragment(text, answered[j], answer[0].mention):
            continue
        is_right = result.count("indirect.precision", j in right.values())
        if not is_right and not any(answered[j] & words for words in expected):
            result.errors.append(("reported by nobody", text.article.name, _shown_found(text, answer[0])))


def _note_reported(
    result: Score,
    text: Text,
    quote: GoldQuote,
    paired: Sequence[Found] | None,
    expected: Words,
    groups: Sequence[Sequence[Found]],
) -> None:
    """Note why a reported clause isn't right: its mention, its extent, or nothing was there."""
    if paired is not None:
        result.errors.append(("reported, wrong mention", text.article.name, _shown(text, quote, paired[0])))
        return
    close = next((found for group in groups for found in group if found.words & expected), None)
    if close is not None:
        result.errors.append(("reported, wrong extent", text.article.name, _shown(text, quote, close)))
    else:
        result.errors.append(("reported, missed", text.article.name, _shown_gold(text, quote)))


def _frames_fragment(text: Text, words: Words, mention: Words) -> bool:
    """Tell whether words are what stands around a fragment of the same speaker (called the plan "a gift").

    The gold lists the fragment; what is around it may be reported too, and is neither asked for nor wrong.
    """
    fragments = [quote for quote in text.article.quotes if quote.kind == "mixed"]
    return any(text.words(q.place) <= words and _same_mention(text, q, mention) for q in fragments)


def _gold_groups(text: Text) -> list[list[GoldQuote]]:
    groups: dict[object, list[GoldQuote]] = {}
    for quote in text.article.quotes:
        if quote.kind == "indirect":
            groups.setdefault(quote.mention or quote.place, []).append(quote)
    return list(groups.values())


def _found_groups(found: Sequence[Found]) -> list[list[Found]]:
    groups: dict[object, list[Found]] = {}
    for number, answer in enumerate(found):
        groups.setdefault(answer.mention or number, []).append(answer)
    return list(groups.values())


# ---------------------------------------------------------------- comparing


def _agreement(one: Words, other: Words) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _pairs(expected: Sequence[Words], found: Sequence[Words]) -> dict[int, int]:
    """Pair one to one, the best agreement first."""
    ranked = sorted(
        (-_agreement(words, candidate), i, j)
        for i, words in enumerate(expected)
        for j, candidate in enumerate(found)
        if _agreement(words, candidate) >= AGREEMENT
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _same_mention(text: Text, quote: GoldQuote, mention: Words) -> bool:
    """Tell whether the same printed words are named: a word that tells who is meant is in both, or both are empty."""
    expected = text.words(quote.mention)
    if not expected or not mention:
        return not expected and not mention
    shared = expected & mention
    return bool(shared and text.telling(shared) & text.telling(expected))


def same_speaker(quote: GoldQuote, speaker: Speaker | None) -> bool:
    """Tell whether the engine names whom the gold names.

    A person's name must be the whole name, honorifics aside. Of any other speaker the engine may say more than the
    gold ("officials in two ministries" for "officials"), never less.
    """
    if speaker is None or not quote.speakers:
        return speaker is None and not quote.speakers
    answer = _name_words(speaker.name)
    if quote.speaker_kind == "person":
        return any(answer == _name_words(name) for name in quote.speakers)
    return any(set(_name_words(name)) <= set(answer) for name in quote.speakers)


def _name_words(name: str) -> list[str]:
    words = [word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
    while len(words) > 1 and words[0] in _TITLES | {"a", "an"}:
        words = words[1:]
    return words


# ---------------------------------------------------------------- shown to people


def _shown_gold(text: Text, quote: GoldQuote) -> str:
    who = quote.speakers[0] if quote.speakers else "nobody"
    return (
        f"{quote.kind} [{text.article.words(quote.mention) or '-'} = {who}] {text.article.words(quote.place)}"
    )


def _shown_found(text: Text, found: Found) -> str:
    who = f"{found.quote.speaker.name} ({found.quote.speaker.kind})" if found.quote.speaker else "nobody"
    mention = text.read(found.mention) if found.mention else "-"
    return f"{found.quote.kind} [{mention} = {who}] {text.read(found.words)}"


def _shown(text: Text, quote: GoldQuote, found: Found) -> str:
    return f"{_shown_gold(text, quote)}   ENGINE: {_shown_found(text, found)}"
