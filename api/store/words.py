"""Read what people type into a search box, and turn it into something FTS5 can't misunderstand.

    drug cartels            both words, in any order
    "border patrol"         the words side by side; also “border patrol”, as phones write it
    tariffs OR duties       either of the two words; binds tighter than the space
    -ranch  NOT ranch       without the word; also -"two words"
    immig*                  words with this beginning; also "border patr"*

Everything else that FTS5 would read as syntax (NEAR, column:, parentheses, ^, +) is ordinary text here.
In: the text of `q`.  Out: `Words`.  Case and diacritics don't matter.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from api.errors import Fault, QueryError

MAX_LENGTH = 500  # characters of q
MAX_TERMS = 32  # a longer query is a pasted text, which /v1/quotes/match is for

_PIECE = re.compile(
    r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"|[“„«](?P<printed>[^“”„«»"]*)[”“»]|(?P<word>[^\s"]+))(?P<star>\*)?'
)
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W_]+")  # the categories L and N of Unicode, as a test shows
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase as typed, and its folded tokens; `prefix` is true when the last token may be a prefix."""

    text: str
    tokens: tuple[str, ...]
    prefix: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether this is one word, or the beginning of one, of letters that everybody folds alike."""
        return len(self.tokens) == 1 and self.text.isascii()

    def fts5(self) -> str:
        """Return the term as an FTS5 string: as typed, because the index folds in its own way."""
        # A NUL would end the expression early; no other character has a meaning inside the marks.
        return '"' + self.text.replace("\0", " ").replace('"', " ") + '"' + (" *" if self.prefix else "")

    def is_in(self, tokens: Sequence[str]) -> bool:
        """Return whether the term occurs in `tokens`."""
        size = len(self.tokens)
        return any(self._stands_at(tokens[at : at + size]) for at in range(len(tokens) - size + 1))

    def _stands_at(self, window: Sequence[str]) -> bool:
        if not self.prefix:
            return tuple(window) == self.tokens
        return tuple(window[:-1]) == self.tokens[:-1] and window[-1].startswith(self.tokens[-1])


@dataclass(frozen=True, slots=True)
class Words:
    """A parsed `q`: every group of `wanted` must be met by one of its terms, no term of `unwanted` may occur."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    def fts5(self) -> str:
        """Return the query in FTS5's own syntax."""
        wanted = " AND ".join(f"({' OR '.join(term.fts5() for term in group)})" for group in self.wanted)
        if not self.unwanted:
            return wanted
        return f"({wanted}) NOT ({' OR '.join(term.fts5() for term in self.unwanted)})"

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, wanted or not."""
        return (*(term for group in self.wanted for term in group), *self.unwanted)

    def telling(self, most: int) -> tuple[Term, ...]:
        """Return the wanted terms without duplicates, at most the `most` longest ones: long words are rare."""
        wanted = dict.fromkeys(term for group in self.wanted for term in group)
        return tuple(sorted(wanted, key=lambda term: -sum(map(len, term.tokens)))[:most])

    def without(self, left_out: Callable[[Term], bool]) -> "Words | None":
        """Return the words without some terms; None if no wanted one remains."""
        wanted = (tuple(term for term in group if not left_out(term)) for group in self.wanted)
        unwanted = tuple(term for term in self.unwanted if not left_out(term))
        kept = tuple(group for group in wanted if group)
        return Words(kept, unwanted) if kept else None

    def matches(self, text: str) -> bool:
        """Return whether `text` meets the query; a phrase must lie within one line of it."""
        return self.fits([tokenize(line) for line in text.splitlines()])

    def fits(self, lines: Sequence[Sequence[str]]) -> bool:
        """Return whether lines of folded words meet the query."""
        return all(any(_in_any(term, lines) for term in group) for group in self.wanted) and not any(
            _in_any(term, lines) for term in self.unwanted
        )


def _in_any(term: Term, lines: Sequence[Sequence[str]]) -> bool:
    return any(term.is_in(line) for line in lines)


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, as the search index sees it."""
    bare = unicodedata.normalize("NFD", text.lower()).translate(_combining())
    return unicodedata.normalize("NFC", bare)  # NFD also took Hangul syllables apart


_COMBINING_END = 0x20000
"""Code points to check for combining characters, the first two of Unicode's seventeen planes: no others have any."""


@cache
def _combining() -> dict[int, None]:
    """Return a table for `str.translate` that drops all combining characters."""
    return {point: None for point in range(_COMBINING_END) if unicodedata.combining(chr(point))}


def tokenize(text: str) -> list[str]:
    """Return the folded words of `text`: runs of letters and digits, as FTS5's unicode61 splits them."""
    if text.isascii():  # most text, and twenty times as quick
        return _PLAIN_WORD.findall(text.lower())
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1024)
def parse_words(q: str) -> Words:
    """Read `q` into Words; raises QueryError naming the position (from 1) of what can't be read."""
    if len(q) > MAX_LENGTH:
        raise _fault(f"is {len(q)} characters long; at most {MAX_LENGTH} are read")
    if q.count('"') % 2:
        raise _fault(f"has a quotation mark without a partner at character {q.rindex(chr(34)) + 1}")
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    operator = ""
    for piece in _PIECE.finditer(q):
        if piece[0] in _OPERATORS:
            operator = _next_operator(operator, piece, wanted)
            continue
        term = _term(piece)
        if piece["minus"] or operator == "NOT":
            if operator == "OR":
                raise _fault(
                    f"has OR before {piece[0]!r} at character {piece.start() + 1}, a word to be left out"
                )
            unwanted.append(term)
        elif operator == "OR":
            wanted[-1] = (*wanted[-1], term)
        else:
            wanted.append((term,))
        operator = ""
    return _checked(wanted, unwanted, operator)


def _next_operator(before: str, piece: re.Match[str], wanted: list[tuple[Term, ...]]) -> str:
    if before:
        raise _fault(
            f"has {piece[0]} at character {piece.start() + 1} after {before}; a word belongs between them"
        )
    if piece[0] in {"OR", "AND"} and not wanted:
        raise _fault(f"has {piece[0]} at character {piece.start() + 1}, which needs a word before it")
    return piece[0]


def _term(piece: re.Match[str]) -> Term:
    word = piece["word"] or ""
    # The greedy word includes the star; only after a phrase is it in its own group.
    prefix = bool(piece["star"]) or word.endswith("*")
    phrase = piece["phrase"] if piece["printed"] is None else piece["printed"]
    text = word.rstrip("*") if phrase is None else phrase
    tokens = tokenize(text)
    if not tokens:
        raise _fault(
            f"has {piece[0]!r} at character {piece.start() + 1}, without a letter or digit to look for"
        )
    return Term(text, tuple(tokens), prefix)


def _checked(wanted: list[tuple[Term, ...]], unwanted: list[Term], operator: str) -> Words:
    if operator:
        raise _fault(f"ends in {operator}; a word belongs after it")
    if not wanted:
        raise _fault("has only words to exclude; give at least one word to search for")
    if sum(map(len, wanted)) + len(unwanted) > MAX_TERMS:
        raise _fault(f"has more than {MAX_TERMS} words and phrases")
    return Words(tuple(wanted), tuple(unwanted))


def _fault(detail: str) -> QueryError:
    """Return the error whose sentence begins with "The search text"; `detail` is what it does or has."""
    return QueryError([Fault("q", "invalid", f"The search text {detail}.")])


def name_matches(names: str | None, q: str) -> bool:
    """Return whether one record's names (one per line) meet `q`; a function of the database connection."""
    return names is not None and parse_words(q).matches(names)
