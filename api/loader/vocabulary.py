"""The vocabulary of the loader: text files under `words/`; `#` starts a comment line."""

from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files("api.loader").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def read_terms(name: str) -> dict[str, int]:
    """Return the words of a file with their positions, in the file's order."""
    return {word: place for place, word in enumerate(_lines(name))}


def read_groups(name: str) -> dict[str, frozenset[int]]:
    """Return, for each word of a file with one group of words per line, the numbers of the groups that it is in."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_lines(name)):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def read_rows(name: str) -> list[list[str]]:
    """Return the words of each line of a file."""
    return [line.split() for line in _lines(name)]


def read_names(name: str) -> list[tuple[str, str]]:
    """Return the first word of each line of a file, and the rest of the line."""
    return [(first, rest) for first, _, rest in (line.partition(" ") for line in _lines(name))]
