"""Compile the extraction engine with mypyc: the same answers in half the time. Off by default.

    python bench/compile_engine.py             # a minute or two; also: make compiled
    python bench/compile_engine.py --check     # fails, and names them, when sources were edited since

Needs a C compiler, and mypy with setuptools (the dev extra). The modules are compiled in a temporary copy; what comes
of it is put beside the sources in api/extract, where Python takes it before the .py files, until `make plain` removes
it. The sources' hashes are kept there too: the tests and `onrecord load` refuse to run what was compiled from others.
docs/decisions/engine.md tells why nothing is compiled by itself.
"""

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.compiled import ENGINE, RECORD, binaries, hashes, what_is_stale

ROOT = Path(__file__).resolve().parents[1]

# Where the time goes: the modules of each room.
HOT = {
    "article": (
        "about author_notes byline clean extent furniture head layout masthead notices offices page repeats "
        "signature signing"
    ),
    "grammar": (
        "beside capitals days firms genders headings lexicon mentions names offices phrases rereading runs titles "
        "tokens verb_or_noun verbs"
    ),
    "weights": "scale",
    "finding": (
        "according agents clause_starts clauses cues describing enclosed ends indirect main_clauses no_speech "
        "openings quotes readings relatives scene subjects sure_speech tags things transcripts who_reports"
    ),
    "attributing": "attribution descriptions holders leading no_voices passives statements terms",
    "resolving": "antecedents cast families member nameless portraits referents salience speakers story",
}
MODULES = ("memory", *(f"{room}/{name}" for room, names in HOT.items() for name in names.split()))

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
            shutil.copy(binary, checkout / binary.relative_to(copy))
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
    for path in paths:
        source = folder / path
        source.write_text(prepare(source.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "setup.py").write_text(SETUP.format(paths=paths), encoding="utf-8")
    command = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        words = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise CompileError(f"mypyc needs a C compiler, mypy and setuptools; it ended with:\n{words}")


# ------------------------------------------------------------------------------- what the compiler likes better

_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")


def prepare(source: str) -> str:
    """Return a module's source in the form that mypyc makes most of; it does the same.

    Constants are declared final: any other name of a module is looked up in a dictionary whenever it is used. And
    dataclasses are written out as classes: what the decorator makes of one is run by the interpreter.
    """
    lines = source.splitlines()
    tree = ast.parse(source)
    for node in reversed(tree.body):  # from the end, so that the places of those before stay
        if isinstance(node, ast.Assign | ast.AnnAssign):
            _declare_final(node, lines)
        elif isinstance(node, ast.ClassDef) and _is_plain_dataclass(node):
            _write_out(node, lines)
    first = next(node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    lines[first.lineno - 1] = f"from typing import Final; {lines[first.lineno - 1]}"
    return "\n".join(lines) + "\n"


def _declare_final(node: ast.Assign | ast.AnnAssign, lines: list[str]) -> None:
    """Declare a constant final, where the statement gives one a value."""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if not isinstance(target, ast.Name) or not _CONSTANT.fullmatch(target.id):
        return
    at, line = target.lineno - 1, lines[target.lineno - 1]
    if isinstance(node, ast.Assign):
        lines[at] = f"{target.id}: Final{line[target.end_col_offset :]}"
    elif node.annotation.end_lineno == target.lineno:
        start, end = node.annotation.col_offset, node.annotation.end_col_offset
        lines[at] = f"{line[:start]}Final[{line[start:end]}]{line[end:]}"


def _is_plain_dataclass(node: ast.ClassDef) -> bool:
    """Tell a dataclass of plain fields only: none is made by `field`, nothing is left to `__post_init__`."""
    decorated = [ast.unparse(decorator) for decorator in node.decorator_list]
    called = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return any(name.startswith("dataclass(") for name in decorated) and "field" not in called


def _write_out(node: ast.ClassDef, lines: list[str]) -> None:
    """Write the methods that the decorator of a dataclass would make, instead of the decorator."""
    fields = [line for line in node.body if isinstance(line, ast.AnnAssign)]
    names = [ast.unparse(field.target) for field in fields]
    same = " and ".join(f"self.{name} == other.{name}" for name in names)
    methods = [
        f"    def __init__(self, {', '.join(map(ast.unparse, fields))}) -> None:",
        *(f"        self.{name} = {name}" for name in names),
    ]
    if "eq=False" not in ast.unparse(node.decorator_list[0]):
        methods += [
            "    def __eq__(self, other: object) -> bool:",
            f"        return isinstance(other, {node.name}) and {same}",
        ]
    lines[fields[-1].end_lineno : fields[-1].end_lineno] = methods
    lines[node.decorator_list[0].lineno - 1] = ""


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
