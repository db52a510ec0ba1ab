"""Tell a day or time printed where somebody could be named: "25 June", "Nov. 1", "early Tuesday morning"."""

from api.extract.grammar.lexicon import DAY
from api.extract.grammar.tokens import Tokens
from api.extract.words import read_words

_TIMES = read_words("times")
_BESIDE_DAYS = frozenset({".", "late", "early", "mid", "last", "this", "next"})
_JUNE = "Jun"  # a first name as well, and so in no list of days


def is_day(tokens: Tokens, first: int, last: int) -> bool:
    """Tell "25 June", "Nov. 1" and "early Tuesday morning" from somebody; one word may be a surname: "March"."""
    days = 0
    for index in range(first, last + 1):
        lower = tokens.lower[index]
        is_named = tokens.traits[index] & DAY > 0 or tokens.words[index] == _JUNE
        if not (is_named or lower[0].isdigit() or lower in _TIMES or lower in _BESIDE_DAYS):
            return False
        days += is_named
    return days > 0
