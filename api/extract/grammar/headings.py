"""Find the lines whose words are nearly all capitalised: headings, in which a capital tells no name.

In: the body as `Tokens`.  Out: the numbers of these sentences.
"""

from collections import Counter

from api.extract.grammar.capitals import CLOSED_WORDS
from api.extract.grammar.tokens import Tokens

_SHORTEST_HEADING = 5
_HEADING_SHARE = 0.85


def find_headings(tokens: Tokens, capitals: list[int]) -> set[int]:
    """Return the lines in which nearly every word is capitalised: there, a capital says nothing."""
    counts = Counter(map(tokens.sentence_of.__getitem__, capitals))
    found = set()
    for number, count in counts.items():
        first, end = tokens.sentences[number]
        if count >= _SHORTEST_HEADING and count * 2 >= end - first and _stands_alone(tokens, first, end):
            open_class = [
                w for w in tokens.words[first:end] if w[0].isalpha() and w.lower() not in CLOSED_WORDS
            ]
            if sum(word[0].isupper() for word in open_class) >= _HEADING_SHARE * len(open_class):
                found.add(number)
    return found


def _stands_alone(tokens: Tokens, first: int, end: int) -> bool:
    """Tell whether a sentence is all there is on its line."""
    line = tokens.paragraph_of
    return (first == 0 or line[first - 1] != line[first]) and (end == len(line) or line[end] != line[first])
