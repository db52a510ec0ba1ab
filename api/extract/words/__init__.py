"""The vocabulary of extraction: text files, one entry per line; `#` starts a comment line."""

from functools import cache
from importlib.resources import files


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the entries of `words/<name>.txt`, as written, and with the other apostrophe: "didn't", "didn’t"."""
    entries = read_entries(name)
    return frozenset(entries) | {entry.replace("'", "’") for entry in entries}


@cache
def read_entries(name: str) -> tuple[str, ...]:
    """Return the entries of `words/<name>.txt` in the file's order, as written.

    Raises ValueError when an entry stands twice: a duplicate is a slip of the hand.
    """
    lines = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    if len(set(entries)) != len(entries):
        twice = sorted({entry for entry in entries if entries.count(entry) > 1})
        raise ValueError(f"words/{name}.txt: more than once: {', '.join(twice)}")
    return entries
