"""Full disks, other loaders, kills and Ctrl-C leave the old or the new database, and no debris."""

import fcntl
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loaded import left_over

from api.errors import LoadError
from api.loader import load, publish
from api.store.doctor import examine


@pytest.fixture(autouse=True)
def interruptible():
    """Let Ctrl-C through: a shell that starts the tests in the background has it ignored, in our children too."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


def test_a_full_disk_leaves_the_old_database(many, fresh_db):
    """The operating system refuses to let any file grow beyond 100 kB."""
    load([many], fresh_db, workers=1)
    before = fresh_db.read_bytes()

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "1"],
        capture_output=True, text=True, preexec_fn=small_files, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "untouched" in done.stderr
    assert "Traceback" not in done.stderr
    assert fresh_db.read_bytes() == before
    assert left_over(fresh_db) == []


def test_a_second_loader_is_refused_and_the_first_goes_on(folder, fresh_db):
    with publish.only_loader(fresh_db), pytest.raises(LoadError, match="another load"):
        load([folder], fresh_db, workers=1)

    assert load([folder], fresh_db, workers=1).published
    assert left_over(fresh_db) == []


def test_loaders_of_two_databases_in_one_folder_don_t_meet(folder, fresh_db):
    with publish.only_loader(fresh_db.with_name("other.db")):
        assert load([folder], fresh_db, workers=1).published


def test_two_loaders_at_once_leave_one_whole_database(many, fresh_db):
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "1", "--quiet"]
    loaders = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    results = [(process.communicate(timeout=60)[1], process.returncode) for process in loaders]

    assert {code for _, code in results} <= {0, 1}
    assert 0 in {code for _, code in results}
    assert all("another load" in said for said, code in results if code == 1)
    assert examine(fresh_db) == []
    assert left_over(fresh_db) == []


def test_the_lock_of_a_loader_that_died_holds_up_nobody(folder, fresh_db):
    lock = fresh_db.with_name(f".{fresh_db.name}.lock")
    lock.touch()  # its file is there, the lock is not: locks end with their process
    fresh_db.with_name(f".{fresh_db.name}.new").write_bytes(b"half a database")

    assert load([folder], fresh_db, workers=1).published
    assert left_over(fresh_db) == []


def test_an_interruption_while_the_lock_is_taken_leaves_no_lock(fresh_db, monkeypatch):
    lock = publish._lock

    def interrupted(path, db):
        taken = lock(path, db)
        signal.raise_signal(signal.SIGINT)  # to this thread: others may be left of other tests
        return taken

    monkeypatch.setattr(publish, "_lock", interrupted)
    with pytest.raises(KeyboardInterrupt), publish.only_loader(fresh_db):
        pytest.fail("an interrupted loader went on")
    assert left_over(fresh_db) == []
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_a_lock_that_was_replaced_is_no_lock(fresh_db):
    """Who waited for a lock file that the first loader then removed must not believe to hold it."""
    with publish.only_loader(fresh_db):
        lock = fresh_db.with_name(f".{fresh_db.name}.lock")
        descriptor = os.open(lock, os.O_RDWR)
        lock.unlink()
        lock.touch()
        try:
            assert not publish._is_same_file(descriptor, lock)
        finally:
            os.close(descriptor)
        other = os.open(lock, os.O_RDWR)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(other)


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_database(many, fresh_db):
    """Kill -9 at random moments; each time the file is whole, and the next load clears up."""
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "2", "--quiet"]
    started = time.monotonic()
    subprocess.run(command, check=True, timeout=60)
    whole_time = time.monotonic() - started
    chance = random.Random(4)
    versions = {}
    for number in range(8):
        before = fresh_db.read_bytes()
        (many / "day-00.txt").write_text(
            f"The council met for the time number {number}. Nothing was said at all."
        )
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(chance.uniform(0.1, 1.1) * whole_time)
        process.kill()
        process.wait(timeout=10)
        assert examine(fresh_db) == []
        versions[number] = fresh_db.read_bytes() == before

    report = load([many], fresh_db, workers=1)

    assert report.published
    assert left_over(fresh_db) == []
    assert True in versions.values(), "some kill came before the end"


@pytest.mark.slow
def test_a_kill_at_200_moments_leaves_the_old_or_the_new_database(many, fresh_db):
    """As above, but in a fork of this process, which starts at once; the moments cover the whole load."""
    for path in sorted(many.iterdir())[12:]:
        path.unlink()
    load([many], fresh_db, workers=1)
    whole_time = max(killed_load(many, fresh_db, number, after=None) for number in (-2, -1))
    chance, found = random.Random(9), {"old": 0, "new": 0}
    for number in range(200):
        before = fresh_db.read_bytes()
        killed_load(many, fresh_db, number, after=chance.uniform(0.0, 1.5) * whole_time)
        if fresh_db.read_bytes() == before:
            found["old"] += 1
        else:
            found["new"] += 1
            assert is_said_in(fresh_db, f"time number {number}.")
            assert examine(fresh_db) == []

    assert min(found.values()) > 0, found
    assert load([many], fresh_db, workers=1).published
    assert left_over(fresh_db) == []


def killed_load(folder, db, number, after):
    """Change an article, load in a fork, kill it after some seconds (None: never); return how long it ran."""
    (folder / "day-00.txt").write_text(
        f"The council met for the time number {number}. Nothing was said at all."
    )
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            load([folder], db, workers=1)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - started


def is_said_in(db, words):
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT 1 FROM articles WHERE body LIKE ?", (f"%{words}%",)).fetchone() == (
            1,
        )
    finally:
        connection.close()


@pytest.mark.slow
def test_workers_end_with_a_loader_that_is_killed(many, fresh_db):
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "2", "--quiet"]
    process = subprocess.Popen(command, start_new_session=True)
    while len(members_of(process.pid)) < 3 and process.poll() is None:  # itself and two workers
        time.sleep(0.005)
    assert process.poll() is None, "the workers came before the end"
    process.kill()
    process.wait(timeout=10)

    deadline = time.monotonic() + 20
    while members_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert members_of(process.pid) == []


def members_of(session):
    """The processes of a session, by id."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = entry.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(entry.parent.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_load_leaves_no_debris(many, fresh_db, how):
    load([many], fresh_db, workers=1)
    before = fresh_db.read_bytes()
    (many / "new.txt").write_text("The council met once more.")
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not left_over(fresh_db) and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, how)
    said = process.communicate(timeout=30)[1]

    if process.returncode != 0:  # it may have been quicker than the signal
        assert fresh_db.read_bytes() == before
        assert "Traceback" not in said
    assert left_over(fresh_db) == []
