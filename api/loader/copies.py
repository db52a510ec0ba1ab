"""Say which articles are one story, published several times: wire copies, reprints, later editions.

In: the signatures of articles, in order of publication.  Out: for each article of which there are several, the one
that is most likely the original.

The signature of an article is made from the reporter's own words (`likeness`): a hash over all of them, and prints:
hashes of the runs of words that begin at landmarks. Whether a word is a landmark depends on its letters alone, so two
copies share the prints of all the text they share, and a short copy of a long story shares nearly all of its own. The
signature depends on nothing but the article, so it is kept with it for the next load. `repeats` finds copies by it
without comparing all with all.
"""

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol
from zlib import crc32

from api.loader.again import Index, Search
from api.loader.likeness import MIN_MORE, MIN_SHARE, Text, are_one, own_words
from api.loader.repeats import Earlier, Manner, Recurring
from api.loader.signatures import UNCOMPARED, Signature, unpack
from api.store.edits import EditedArticle, EditedArticles
from api.store.written import Published, WrittenArticles

MIN_WORDS = round(MIN_MORE / (1 - MIN_SHARE))
"""A text of fewer words is not distinctive enough: "This is a developing story", a caption."""
RUN = 4
"""Words in a print, the landmark first."""
MIN_LETTERS = 4
"""A landmark has at least this many letters: runs that begin with small words are in many articles."""
ONE_LANDMARK_IN = 4
"""One in this many letters, as third letter of a word, makes it a landmark: d, h, l, p, t, x; so in any script."""
MAX_POSTINGS = 20
"""This many earlier articles with a print are considered, the latest first."""
MAX_COMPARED = 3
"""This many of the articles that share prints with another are compared, those that share most first."""
SHARED_PRINTS = 0.4
"""This share of the shorter article's prints must be shared: less than comparing demands, because prints are few."""
FEW_PRINTS = 4
"""With no more prints than this, one shared print is enough; with more, two must be shared."""
IN_MEMORY = 100
"""Articles that stay in memory in the form that is compared: about 100 kB each."""
_PRINTS_AN_ARTICLE = 64  # more than most have; sets the number of slots


def signature_of(body: str) -> Signature:
    """Return the signature of an article's body."""
    if body.count(" ") < MIN_WORDS:
        return UNCOMPARED
    exact = int.from_bytes(hashlib.blake2b(body.encode(), digest_size=8).digest(), "little")
    return Signature(exact, _prints(own_words(body)))


def _prints(words: Sequence[bytes]) -> list[int]:
    if len(words) < MIN_WORDS:
        return []
    landmarks = [
        place
        for place, word in enumerate(words[: 1 - RUN])
        if len(word) >= MIN_LETTERS and word[2] % ONE_LANDMARK_IN == 0
    ]
    return sorted({crc32(b" ".join(words[place : place + RUN])) for place in landmarks})


@cache
def _enough(prints: int) -> int:
    """Return how many prints of the shorter article must be shared for a comparison to be worth its time."""
    return 1 if prints <= FEW_PRINTS else max(2, round(SHARED_PRINTS * prints))


ARTICLES = Manner(MAX_POSTINGS, MAX_COMPARED, _enough, are_one, IN_MEMORY)


def stories_of(bodies: Sequence[str]) -> list[int]:
    """Return, for each body, the index of the first one that is the same story."""
    earlier = Earlier(ARTICLES, lambda place: Text(bodies[place]))
    return [earlier.first_of(signature_of(body)) for body in bodies]


class Articles(Protocol):
    """Articles by number, in order of publication."""

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return the number of each article with its signature, if that is kept."""

    def body(self, number: int) -> str:
        """Return the body of an article."""
        ...

    def __len__(self) -> int:
        """Return the number of articles."""
        ...


def copied(articles: WrittenArticles) -> Iterator[tuple[int, int]]:
    """Return the number of each article that is one of several copies of a story, with that of the original."""
    return with_originals(stories_in(articles), articles)


def stories_in(articles: Articles) -> list[list[int]]:
    """Return the numbers of the articles of each story that has several, in order of publication."""
    recurring = Recurring(len(articles) * _PRINTS_AN_ARTICLE // 16)
    for number, packed in articles.signatures():
        exact, prints = _signature(articles, number, packed)
        recurring.see((exact,))
        recurring.see(prints)
    numbers = array("Q")
    earlier = Earlier(ARTICLES, lambda place: Text(articles.body(numbers[place])), recurring)
    stories: dict[int, list[int]] = defaultdict(list)
    for number, packed in articles.signatures():
        numbers.append(number)
        first = numbers[earlier.first_of(_signature(articles, number, packed))]
        if first != number:
            stories[first].append(number)
    return [[first, *others] for first, others in stories.items()]


def with_originals(stories: Iterable[Sequence[int]], articles: WrittenArticles) -> Iterator[tuple[int, int]]:
    """Return the number of each article of each story with that of the original."""
    for story in stories:
        copies = [articles.published(number) for number in story]
        original = original_of(copies)
        yield from ((copy.number, original) for copy in copies)


def renewed_copies(articles: EditedArticles) -> Iterator[tuple[int, int]]:
    """Return what `copied` returns after some articles were edited, but only for stories that may have changed.

    An article looks back at the latest articles that share a print with it. So an edit can only change the story of
    the article itself, of later ones that have or had enough in common with it to be compared, and of the next few
    with a print that was added or removed; and of all articles that shared a story with any of them.
    """
    concerned = _concerned(articles)
    concerned |= articles.of_same_stories(concerned)
    again = {it: _signature(articles, it, articles.signature(it)) for it in sorted(concerned)}
    index = Index(articles, MAX_POSTINGS)
    search = Search(articles, index, again, ARTICLES, lambda number: Text(articles.body(number)))
    stories: dict[int, list[int]] = defaultdict(list)
    for number, first in search:
        stories[first].append(number)
    whole = [
        others if first in concerned else sorted({*others, *articles.story_of(first)})
        for first, others in stories.items()
    ]
    return with_originals(whole, articles)


def _concerned(articles: EditedArticles) -> set[int]:
    """Return the numbers of the edited articles, and of those that may find other articles because of the edits."""
    edited = articles.edited()
    turned = [_Turned(article, len(edited)) for article in edited]
    concerned: set[int] = set()
    for number, packed in articles.signatures():
        signature = _signature(articles, number, packed)
        concerned.update(number for one in turned if one.concerns(number, signature))
    return concerned


class _Turned:
    """An edited article: its old and new signature, and the prints that were added or removed.

    `edits` is the number of articles that were edited at the same time.
    """

    def __init__(self, article: EditedArticle, edits: int) -> None:
        self._number = article.number
        now, before = (next(unpack(packed)) for packed in (article.signature, article.signature_before))
        self._exacts = {now.exact, before.exact} - {0}
        self._prints = [frozenset(each.prints) for each in (now, before) if each.prints]
        self._moved = frozenset(now.prints).symmetric_difference(before.prints)
        self._in_sight = MAX_POSTINGS + edits
        self._behind = Counter[int]()  # by print: the later articles that have it

    def concerns(self, number: int, other: Signature) -> bool:
        """Return whether the story of the next article, in order of publication, may have changed."""
        if number <= self._number:
            return number == self._number
        shared = self._moved.intersection(other.prints)
        is_in_sight = any(self._behind[mark] < self._in_sight for mark in shared)
        self._behind.update(shared)
        return is_in_sight or self._would_meet(other)

    def _would_meet(self, other: Signature) -> bool:
        """Return whether it has or had so much in common with another article that they may be compared."""
        size = len(other.prints)
        return other.exact in self._exacts or any(
            len(prints.intersection(other.prints)) >= _enough(min(len(prints), size))
            for prints in self._prints
            if size
        )


def _signature(articles: Articles, number: int, packed: bytes | None) -> Signature:
    return signature_of(articles.body(number)) if packed is None else next(unpack(packed))


def original_of(copies: Sequence[Published]) -> int:
    """Return the number of the article that is most likely the original.

    It is the one by the publisher whom others name as their source; else the earliest, undated ones last; of one day
    the longest, because copies are cut; else the first in order of publication.
    """
    sources = {copy.via_publisher_id for copy in copies} - {None}

    def likelihood(copy: Published) -> tuple[bool, bool, str, int, int]:
        is_source = copy.publisher_id in sources and copy.via_publisher_id is None
        return not is_source, not copy.published_on, copy.published_on, -copy.word_count, copy.number

    return min(copies, key=likelihood).number
