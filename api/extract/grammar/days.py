"""Tell a day or time printed where somebody could be named: "25 June", "Nov. 1", "early Tuesday morning"."""

from api.extract.grammar.lexicon import DAY
from api.extract.grammar.tokens import Tokens
from api.extract.words import read_words

_TIMES = read_words("times")
_BESIDE_DAYS = frozenset({".", "late", "early", "mid", "last", "this", "next"})
_MONTHS = frozenset({"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"})


def is_day(tokens: Tokens, first: int, last: int) -> bool:
    """Tell "25 June", "Nov. 1" and "early Tuesday morning" from somebody; one word may be a surname: "March"."""
    days = 0
    for index in range(first, last + 1):
        lower = tokens.lower[index]
        is_day = tokens.traits[index] & DAY > 0 or tokens.words[index] in _MONTHS
        if not (is_day or lower[0].isdigit() or lower in _TIMES or lower in _BESIDE_DAYS):
            return False
        days += is_day
    return days > 0
