"""Tell what gender a first name usually has, by the list of the library gender-guesser.

In: a first name as printed.  Out: a weight, above 0 for a man's name, below 0 for a woman's, 0 for either
or unknown.

We read the library's list but not through its `Detector`: that takes 0.16 s and 22 MB to load, keeps one dictionary
for each name, and counts the countries of the world alike, where news in English wants Britain, Ireland and the
United States first ("Jean", "Andrea").
"""

import unicodedata
from functools import cache
from importlib.resources import files

# The list's own marks: M, F certain; ?M, ?F, 1M, 1F mostly (or as the first of two names); ? either.
_WEIGHT = {"M": 3, "1M": 1, "?M": 1, "?": 0, "?F": -1, "1F": -1, "F": -3}
_NAME = slice(3, 29)
_ENGLISH_COLUMNS = slice(30, 33)  # Great Britain, Ireland, USA
_ALL_COLUMNS = slice(30, 85)


def is_first_name(word: str) -> bool:
    """Tell whether `word` is a first name known to the list, with accents or without; a double name counts when its
    first part is.
    """
    entries = _entries()
    if word in entries or ("-" in word and word.partition("-")[0] in entries):
        return True
    return not word.isascii() and _without_accents(word) in entries


def first_name_weight(word: str) -> int:
    """Return how strongly a first name speaks for a man (above 0) or a woman (below 0), from -3 to 3."""
    return _weight(word) or _weight(word.partition("-")[0])


def _weight(name: str) -> int:
    entry = _entries().get(name) or (None if name.isascii() else _entries().get(_without_accents(name)))
    return _WEIGHT[entry[: _NAME.start].strip()] if entry else 0


def _without_accents(word: str) -> str:
    """Return "Siobhan" for "Siobhán"."""
    return "".join([sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)])


@cache
def _entries() -> dict[str, str]:
    """Return each name's line of the list: the one most used in English, else in the most countries."""
    best: dict[str, str] = {}
    with files("gender_guesser").joinpath("data/nam_dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            if line[0] in "#=":
                continue
            name = line[_NAME].rstrip()
            # Nearly all names stand there once, and as they are written: fifty thousand of them in little time.
            if name not in best and "+" not in name:
                best[name] = line
                continue
            for spelling in _spellings(name):
                if spelling not in best or _use(line) > _use(best[spelling]):
                    best[spelling] = line
    return best


def _use(line: str) -> int:
    """Rank an entry: English use first, then the number of countries that know the name."""
    english = sum(int(figure, 16) for figure in line[_ENGLISH_COLUMNS] if figure.isalnum())
    return english * 100 + len(line[_ALL_COLUMNS].replace(" ", "").strip().rstrip("$"))


def _spellings(name: str) -> tuple[str, ...]:
    """Write out the list's `+`, which stands for a hyphen or for nothing; a space would make two words."""
    return (name,) if "+" not in name else (name.replace("+", ""), name.replace("+", "-"))
