"""Work in a copy of the process: the result is the same, whatever becomes of the copy."""

import multiprocessing
import os
import sqlite3
from contextlib import closing

import pytest

from api.loader import load, recurrences
from api.loader.workers import can_be_copied, meanwhile

pytestmark = pytest.mark.skipif(not can_be_copied(), reason="this system, or this run, can't copy a process")


def is_copy():
    return multiprocessing.parent_process() is not None


def in_a_copy():
    return is_copy()


def only_here():
    if is_copy():
        os._exit(9)
    return "here"


def nowhere():
    raise KeyError("neither there nor here")


def test_work_is_done_in_a_copy():
    with meanwhile(in_a_copy) as result:
        assert result() is True


def test_work_of_a_copy_that_is_ended_is_done_here():
    with meanwhile(only_here) as result:
        assert result() == "here"


def test_an_error_is_raised_here():
    with meanwhile(nowhere) as result, pytest.raises(KeyError, match="neither"):
        result()


def test_nobody_has_to_wait_for_the_result():
    with meanwhile(in_a_copy):
        pass
    assert not multiprocessing.active_children()


def test_statements_found_in_a_copy_are_those_found_here(many, tmp_path, monkeypatch):
    copied, day = [], (many / "day-07.txt").read_text("utf-8")
    (many / "day-07-again.txt").write_text(day, "utf-8")
    monkeypatch.setattr(recurrences, "meanwhile", lambda *given: copied.append(given) or meanwhile(*given))
    here = statements(many, tmp_path / "here.db")
    monkeypatch.setattr(recurrences, "_WORTH_A_COPY", 1)
    there = statements(many, tmp_path / "there.db")
    assert here == there
    assert len(set(there)) < len(there), "nothing is said twice"
    assert len(copied) == 1


def statements(folder, db):
    load([folder], db, workers=2)
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute("SELECT statement_id FROM quotes ORDER BY rowid").fetchall()
