"""Measure which articles are taken for one story: copies made by editing, and real articles on the same events.

    python bench/copies.py                                of the articles of our gold, which we wrote
    python bench/copies.py ../shared/corpora/polnear      also of a corpus: its own copies, and edits of its articles
    python bench/copies.py --share 0.4 0.5 0.6 0.7        with other thresholds, to choose by

Of each article a copy is made in each of the ways below, the same ones every time; for each way, originals and copies
are put into one pile and sorted into stories. `recall`: the share of copies that are linked with their original;
`precision`: of all pairs that are linked, those that were made of one article. Articles too short to tell
(docs/decisions/copies-and-statements.md) are counted apart. Of a corpus, the stories among its own articles are
listed, to be judged by eye; they count as right for the edits.
"""

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.extract import extract_article, read_files
from api.loader import likeness
from api.loader.copies import signature_of, stories_of
from api.loader.folder import read_corpus
from tests.gold.reading import read_gold

Paragraphs = list[str]
Edit = Callable[[Paragraphs, random.Random, Sequence[Paragraphs]], Paragraphs]

_WORD = re.compile(r"\b[a-z]{3,}\b")
_SENTENCE = re.compile(r"(?<=[.!?”\"]) (?=[A-Z“\"])")


def as_it_is(body: Paragraphs, _draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    return body


def other_frame(body: Paragraphs, _draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    first, *rest = body
    return [
        f"HARBOUR CITY (Meridian) — {first}",
        *rest,
        "Copyright Meridian. Write to desk@meridian.example.",
    ]


def half(body: Paragraphs, _draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    return _first(body, 0.5)


def a_quarter(body: Paragraphs, _draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    return _first(body, 0.25)


def _first(body: Paragraphs, share: float) -> Paragraphs:
    """Return whole paragraphs from the beginning that make up at least this share of the words."""
    words, kept = sum(len(one.split()) for one in body), Paragraphs()
    while sum(len(one.split()) for one in kept) < share * words:
        kept.append(body[len(kept)])
    return kept


def words_changed(body: Paragraphs, draw: random.Random, others: Sequence[Paragraphs]) -> Paragraphs:
    """Another word for one in twenty-five."""
    words = _WORD.findall(" ".join(draw.choice(others)))
    return [_WORD.sub(lambda it: draw.choice(words) if draw.random() < 0.04 else it[0], one) for one in body]


def sentences_left_out(body: Paragraphs, draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    """One sentence in eight."""
    kept = (" ".join(it for it in _SENTENCE.split(one) if draw.random() > 0.125) for one in body)
    return [one for one in kept if one]


def paragraphs_put_in(body: Paragraphs, draw: random.Random, others: Sequence[Paragraphs]) -> Paragraphs:
    """One of another article for each five."""
    found = list(body)
    for _ in range(max(1, len(body) // 5)):
        found.insert(draw.randrange(len(found) + 1), draw.choice(draw.choice(others)))
    return found


def own_lede(body: Paragraphs, draw: random.Random, others: Sequence[Paragraphs]) -> Paragraphs:
    """Another first paragraph before it."""
    return [draw.choice(others)[0], *body]


def letters_broken(body: Paragraphs, _draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    return [one.encode().decode("cp1252", errors="ignore") for one in body]


def straight_marks(body: Paragraphs, _draw: random.Random, _others: Sequence[Paragraphs]) -> Paragraphs:
    return [re.sub("[“”]", '"', re.sub("[‘’]", "'", one)) for one in body]


def all_of_it(body: Paragraphs, draw: random.Random, others: Sequence[Paragraphs]) -> Paragraphs:
    edited = sentences_left_out(_first(body, 0.6), draw, others)
    return other_frame(words_changed(paragraphs_put_in(edited, draw, others), draw, others), draw, others)


EDITS: tuple[Edit, ...] = (
    as_it_is, other_frame, half, a_quarter, words_changed, sentences_left_out, paragraphs_put_in, own_lede,
    letters_broken, straight_marks, all_of_it,
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--share", type=float, nargs="*", default=[likeness.MIN_SHARE])
    given = parser.parse_args()
    piles = {"gold": [article.text for article in read_gold()]}
    if given.corpus:
        piles[given.corpus.name] = list(bodies_of(given.corpus))
    for name, bodies in piles.items():
        for share in given.share:
            likeness.MIN_SHARE = share
            print(f"\n{name}, {len(bodies):,} articles, share {share}")
            report(bodies)


def bodies_of(corpus: Path) -> Iterator[str]:
    """Return the bodies of a corpus folder as they are extracted."""
    for file in read_corpus([corpus]).files:
        for raw in read_files(file.path, file.name):
            yield extract_article(raw).body


def report(bodies: Sequence[str]) -> None:
    """Print what stories there are among some articles, and how many edited copies are linked, by way of editing."""
    known = stories_of(bodies)
    for members in _grouped(known).values():
        if len(members) > 1:
            print("  among themselves:", " | ".join(bodies[one][:60].replace("\n", " ") for one in members))
    split = [body.split("\n\n") for body in bodies]
    counts = []
    for edit in EDITS:
        edited = (edit(body, random.Random(f"{edit.__name__} {at}"), split) for at, body in enumerate(split))
        copies = ["\n\n".join(paragraphs) for paragraphs in edited]
        found = stories_of([*bodies, *copies])
        counts.append(_pairs(found, [*known, *known]))
        _print_recall(edit.__name__, copies, found)
    linked, wrong = (sum(each) for each in zip(*counts, strict=True))
    print(f"  precision {100 * (linked - wrong) / linked:.2f} of {linked:,} linked pairs, {wrong:,} wrong")


def _print_recall(name: str, copies: Sequence[str], found: Sequence[int]) -> None:
    long = [place for place, copy in enumerate(copies) if signature_of(copy).prints]
    right = sum(found[place] == found[len(copies) + place] for place in long)
    missed = f"missed {len(long) - right:,} of {len(long):,}, too short {len(copies) - len(long):,}"
    print(f"  {name:20} recall {100 * right / max(1, len(long)):6.2f}  {missed}")


def _grouped(stories: Sequence[int]) -> dict[int, list[int]]:
    groups = defaultdict(list)
    for place, story in enumerate(stories):
        groups[story].append(place)
    return groups


def _pairs(found: Sequence[int], origins: Sequence[int]) -> tuple[int, int]:
    """Return how many pairs are linked, and how many of them are of different origins."""
    linked = wrong = 0
    for members in _grouped(found).values():
        pairs = len(members) * (len(members) - 1) // 2
        same = sum(
            len(own) * (len(own) - 1) // 2 for own in _grouped([origins[it] for it in members]).values()
        )
        linked, wrong = linked + pairs, wrong + pairs - same
    return linked, wrong


if __name__ == "__main__":
    main()
