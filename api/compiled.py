"""Tell whether what is compiled of the engine was compiled from the sources beside it.

In: the folder that holds the package.  Out: a sentence, when it was not.  `bench/compile_engine.py` compiles; nothing
is compiled in an installed package, and then there is nothing to read here.
"""

import hashlib
from pathlib import Path

ENGINE = Path("api/extract")
RECORD = ENGINE / "compiled.sha256"  # "hash  path" a line, as sha256sum writes and reads

_HERE = Path(__file__).parents[1]
_ADVICE = "compile again (make compiled) or go back to plain Python (make plain)"


def what_is_stale(checkout: Path = _HERE) -> str | None:
    """Return why what is compiled in `checkout` must not be run; None when it may be, or nothing is compiled."""
    if not binaries(checkout):
        return None
    record = checkout / RECORD
    if not record.is_file():
        return f"{ENGINE} holds compiled files but no {RECORD.name}; {_ADVICE}"
    changed = {*record.read_text("utf-8").splitlines()} ^ {*hashes(checkout).splitlines()}
    edited = sorted({line.split(maxsplit=1)[1] for line in changed})
    return f"edited since the engine was compiled: {', '.join(edited)}; {_ADVICE}" if edited else None


def binaries(checkout: Path) -> list[Path]:
    """Return what Python takes before the sources."""
    return sorted((checkout / ENGINE).rglob("*.so"))


def hashes(checkout: Path) -> str:
    """Return the hashes of all the engine's sources: the compiler believes the types of what it doesn't compile."""
    sources = [
        checkout / "api/errors.py",
        checkout / "api/model.py",
        *sorted((checkout / ENGINE).rglob("*.py")),
    ]
    return "".join(
        f"{hashlib.sha256(source.read_bytes()).hexdigest()}  {source.relative_to(checkout).as_posix()}\n"
        for source in sources
    )
