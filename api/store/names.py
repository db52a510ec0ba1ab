"""Find people, tags and publishers by their names, also by beginnings of their words.

In: an open Database, a noun and `Words`.  Out: numbers of its records.  Words are looked up in one table of all
names, which is made when it is first needed; the rest of a query is checked name by name.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pyroaring import BitMap

from api.store.connect import Database
from api.store.resources import Resource
from api.store.words import Term, Words, tokenize


@dataclass(frozen=True, slots=True)
class _Names:
    """`lines` are the folded words of each name by number, `having` the numbers by word, `words` all words sorted.

    Tuples, because Python's garbage collector skips those that hold only texts and numbers: tens of thousands of
    lists made each of its rounds, and so some request, 40 ms longer.
    """

    lines: dict[int, tuple[tuple[str, ...], ...]]
    having: dict[str, tuple[int, ...]]
    words: list[str]


def names_like(db: Database, noun: Resource, words: Words) -> BitMap:
    """Return the numbers of the records of `noun` that have a name which meets `words`."""
    names = db.keep(("names", noun.name), lambda: _read_names(db, noun))
    candidates = [_having_any(names, group) for group in words.wanted]
    found = min(candidates, key=len)
    for more in candidates:
        found = found & more
    return BitMap(number for number in found if words.fits(names.lines[number]))


def _read_names(db: Database, noun: Resource) -> _Names:
    lines: dict[int, tuple[tuple[str, ...], ...]] = {}
    having: dict[str, list[int]] = {}
    for number, names in db.execute(f"SELECT d.rowid, {noun.names} FROM {noun.table} AS d ORDER BY d.rowid"):
        lines[number] = tuple(tuple(tokenize(line)) for line in names.splitlines())
        for word in {word for line in lines[number] for word in line}:
            having.setdefault(word, []).append(number)
    return _Names(lines, {word: tuple(numbers) for word, numbers in having.items()}, sorted(having))


def _having_any(names: _Names, terms: Sequence[Term]) -> BitMap:
    return BitMap.union(BitMap(), *(_having(names, term) for term in terms))


def _having(names: _Names, term: Term) -> BitMap:
    """Return the numbers of the names with the last word of a term: the one that may be unfinished."""
    last = term.tokens[-1]
    if not term.prefix:
        return BitMap(names.having.get(last, ()))
    begun = takewhile(lambda word: word.startswith(last), names.words[bisect_left(names.words, last) :])
    return BitMap.union(BitMap(), *(BitMap(names.having[word]) for word in begun))
