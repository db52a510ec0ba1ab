"""Compile the extraction engine with mypyc: the same answers in about seven tenths of the time. Off by default.

    python bench/compile_engine.py             # a minute or two; also: make compiled
    python bench/compile_engine.py --check     # fails, and names them, when sources were edited since

Needs a C compiler, and mypy with setuptools (the dev extra). The modules are compiled in a temporary copy; what comes
of it is put beside the sources in api/extract, where Python takes it before the .py files, until `make plain` removes
it. The sources' hashes are kept there too: the tests and `onrecord load` refuse to run what was compiled from others.
docs/decisions.md tells why nothing is compiled by itself.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.compiled import ENGINE, RECORD, binaries, hashes, what_is_stale

ROOT = Path(__file__).resolve().parents[1]

# Where the time goes. Not attribution: mypyc takes the sum of floats for an int, as it starts at 0, and that fails.
MODULES = (
    *("beside", "cast", "clauses", "cues", "descriptions", "indirect", "mentions", "names", "phrases", "portraits"),
    *("quotes", "readings", "referents", "runs", "salience", "scene", "speakers", "statements", "story", "tokens"),
    *("verbs",),
)  # fmt: skip

# The library that the modules share is given a name inside the package: mypyc's own stands beside the package.
SETUP = """
from mypyc.build import mypycify
from setuptools import setup

paths = {paths!r}
setup(
    name="engine",
    packages=[],
    ext_modules=mypycify(
        ["--config-file=", "--ignore-missing-imports", *paths], debug_level="0", group_name="api.extract.engine"
    ),
)
"""


class CompileError(Exception):
    """The compiler failed; its last words are the message."""


def compile_engine(checkout: Path) -> int:
    """Compile the engine of `checkout` in place; return the number of files that Python now takes instead."""
    with tempfile.TemporaryDirectory(prefix="onrecord-engine-") as name:
        copy = Path(name)
        copy_package(checkout, copy)
        record = hashes(copy)
        _run_mypyc(copy)
        remove(checkout)
        made = binaries(copy)
        for binary in made:
            shutil.copy(binary, checkout / ENGINE)
    (checkout / RECORD).write_text(record, encoding="utf-8")
    return len(made)


def copy_package(checkout: Path, folder: Path) -> None:
    """Copy the package into `folder`, in plain Python."""
    ignored = shutil.ignore_patterns("*.so", RECORD.name, "__pycache__")
    shutil.copytree(checkout / "api", folder / "api", ignore=ignored)


def remove(checkout: Path) -> None:
    """Remove what was compiled, so that Python takes the sources."""
    (checkout / RECORD).unlink(missing_ok=True)
    for binary in binaries(checkout):
        binary.unlink()


def _run_mypyc(folder: Path) -> None:
    paths = [str(ENGINE / f"{module}.py") for module in MODULES]
    (folder / "setup.py").write_text(SETUP.format(paths=paths), encoding="utf-8")
    command = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        words = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise CompileError(f"mypyc needs a C compiler, mypy and setuptools; it ended with:\n{words}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="compile nothing; fail when what is compiled is of other sources"
    )
    if parser.parse_args().check:
        sys.exit(what_is_stale(ROOT))
    try:
        print(f"{compile_engine(ROOT)} files compiled into {ENGINE}; back to plain Python: make plain")
    except CompileError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
