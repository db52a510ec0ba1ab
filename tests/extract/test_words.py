"""Word lists say where they come from and hold no entry twice."""

from importlib.resources import files

import pytest

from api.extract import words
from api.extract.words import read_entries

LISTS = sorted(path.name for path in files("api.extract.words").iterdir() if path.name.endswith(".txt"))


@pytest.mark.parametrize("name", LISTS)
def test_word_list(name):
    """The first line is a comment, entries are unique (read_entries refuses twins) and there are some."""
    text = files("api.extract.words").joinpath(name).read_text(encoding="utf-8")
    assert text.startswith("#"), f"{name}: the first line must say what this is and where it comes from"
    assert read_entries(name.removesuffix(".txt"))


def test_an_entry_that_stands_twice_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "twins.txt").write_text("# twins\nsay\ntell\nsay\n")
    monkeypatch.setattr(words, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"twins\.txt: more than once: say"):
        read_entries.__wrapped__("twins")
