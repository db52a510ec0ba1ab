"""Work in a copy of the process: the result is the same, whatever becomes of the copy."""

import multiprocessing
import os
import sqlite3
from contextlib import closing

import pytest

from api.loader import load, recurrences, taking
from api.loader.reuse import fingerprint
from api.loader.workers import can_be_copied, errand

pytestmark = pytest.mark.skipif(not can_be_copied(), reason="this system, or this run, can't copy a process")


def is_copy():
    return multiprocessing.parent_process() is not None


def place_of(errand_):
    return errand_, "copy" if is_copy() else "here"


def only_here(errand_):
    if is_copy():
        os._exit(9)
    return place_of(errand_)


def nowhere(errand_):
    raise KeyError(f"{errand_} neither there nor here")


def test_work_is_done_in_a_copy():
    with errand(place_of) as it:
        it.begin("milk")
        assert it.result() == ("milk", "copy")
        assert it.result() == ("milk", "copy")


def test_work_of_a_copy_that_is_ended_is_done_here():
    with errand(only_here) as it:
        it.begin("milk")
        assert it.result() == ("milk", "here")


def test_work_of_a_copy_that_has_ended_before_it_began_is_done_here():
    with errand(place_of) as it:
        (copy,) = multiprocessing.active_children()
        copy.kill()
        copy.join()
        it.begin("milk")
        assert it.result() == ("milk", "here")


def test_an_error_is_raised_here():
    with errand(nowhere) as it:
        it.begin("milk")
        with pytest.raises(KeyError, match="milk neither"):
            it.result()


@pytest.mark.parametrize("begun", [False, True])
def test_nobody_has_to_wait_for_the_result(begun):
    with errand(place_of) as it:
        if begun:
            it.begin("milk")
    assert not multiprocessing.active_children()


def test_statements_and_stories_found_in_copies_are_those_found_here(many, tmp_path, monkeypatch):
    long = " ".join(
        f"The {number} boats of the island lie at the quay of {number + 7}." for number in range(30)
    )
    for day in ("day-07", "day-08"):
        text = (many / f"{day}.txt").read_text("utf-8") + long
        for copy in (day, f"{day}-again"):
            (many / f"{copy}.txt").write_text(text, "utf-8")
    here = statements_and_stories(many, tmp_path / "here.db", workers=1)
    for finds in ("repetitions", "stories_in"):
        monkeypatch.setattr(recurrences, finds, only_in_a_copy(getattr(recurrences, finds)))

    there = statements_and_stories(many, tmp_path / "there.db", workers=2)

    assert here == there
    assert all(len(set(found)) < len(found) for found in there), "nothing comes again"


def test_a_file_that_nobody_knows_yet_is_read_by_the_worker_that_extracts_it(many, tmp_path, monkeypatch):
    marked_here = []

    def marked(file, recipe):
        if not is_copy():
            marked_here.append(file.name)
        return fingerprint(file, recipe)

    monkeypatch.setattr(taking, "fingerprint", marked)

    load([many], tmp_path / "cold.db", workers=2)

    assert len(marked_here) == 1, "more than the article that warms up what workers share"


def only_in_a_copy(function):
    def asked(*given):
        assert is_copy()
        return function(*given)

    return asked


def statements_and_stories(folder, db, workers):
    load([folder], db, workers=workers)
    with closing(sqlite3.connect(db)) as connection:
        return [
            connection.execute(f"SELECT {column} FROM {table} ORDER BY rowid").fetchall()
            for table, column in (("quotes", "statement_id"), ("articles", "story_id"))
        ]
