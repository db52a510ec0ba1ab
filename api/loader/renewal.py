"""Say which quotes belong to another statement since a few articles have changed, without comparing all again.

In: the quotes of the new database and of the old one.  Out: for quotes whose statement may have changed, the same as
a search through all would find (`statements`). `again` does the searching.

A quote looks back at the latest quotes that share a print with it. So an added or removed quote can only change the
statement of the next few with one of its prints, of the next with the same words, and of all quotes that shared a
statement with any of them.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from api.loader.again import Index, Search
from api.loader.signatures import Signature, signature_of, unpack
from api.loader.statements import MAX_POSTINGS, QUOTES, wording_of
from api.store.edits import ChangedQuotes, Edit

MAX_CONCERNED = 50_000
"""If this many quotes are affected, comparing all again takes no longer."""


def renewed_statements(quotes: ChangedQuotes) -> list[tuple[int, int]] | None:
    """Return the numbers of all quotes that may belong to another statement, with that of its first quote.

    None: too much has changed, or the necessary data is not kept; compare all.
    """
    edits = quotes.edits()
    if edits is None:
        return None
    turned = [turn for edit in edits for turn in _turned(edit)]
    index = Index(quotes, MAX_POSTINGS)
    index.read(signature for _, signature in turned)
    concerned = {number for edit in edits for number, _ in edit.come}
    for place, signature in turned:
        concerned.update(index.behind(place, signature, len(turned)))
    gone = [id_ for edit in edits for id_, _ in edit.gone]
    concerned |= quotes.of_same_statements(concerned, gone)
    if len(concerned) > MAX_CONCERNED:
        return None
    signatures = dict(_signatures(quotes, sorted(concerned)))
    return list(Search(quotes, index, signatures, QUOTES, lambda number: wording_of(quotes, number)))


def _turned(edit: Edit) -> Iterator[tuple[int, Signature]]:
    """Yield the place and the signature of each quote that was added or removed."""
    yield from ((edit.place, signature_of(text)) for _, text in edit.gone)
    yield from ((number, signature_of(text)) for number, text in edit.come)


def _signatures(quotes: ChangedQuotes, numbers: Sequence[int]) -> Iterator[tuple[int, Signature]]:
    for stretch, group in groupby(numbers, quotes.stretch_of):
        signatures = list(unpack(quotes.packed(stretch.article)))
        yield from ((number, signatures[number - stretch.first]) for number in group)
