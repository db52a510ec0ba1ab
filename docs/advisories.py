"""Hold the locked versions against what is known of them, where there is no network.

    python docs/advisories.py                 write the table in docs/security.md from docs/advisories.tsv
    python docs/advisories.py --check         exit 1 when a locked version has a known weakness, or the table is stale
    python docs/advisories.py PATH            hold every locked version against a copy of an advisory database
    python docs/advisories.py --rows PATH     print what it says of our packages, as lines for docs/advisories.tsv

PATH is a folder of OSV records, in YAML or JSON, such as the folder `vulns` of PyPA's advisory database, or a JSON
file of the form `{package: [versions, ...]}`. The exit code is 1 when a locked version is affected.
"""

import argparse
import csv
import json
import operator
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
KNOWN = ROOT / "docs" / "advisories.tsv"
PAGE = ROOT / "docs" / "security.md"
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
NOTHING = "none"  # in place of an advisory: looked up, and nothing is known

_PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;]+)", re.MULTILINE)
_TABLE = re.compile(r"(?<=<!-- advisories -->\n).*?(?=<!-- /advisories -->)", re.DOTALL)
_BOUND = re.compile(r"(<=|>=|==|<|>)\s*([^,\s]+)")
_COMPARE = {"<": operator.lt, "<=": operator.le, "==": operator.eq, ">=": operator.ge, ">": operator.gt}
_WHICH = re.compile(r"(?:PYSEC|GHSA|CVE)-[\w-]+")

Pins = Mapping[str, tuple[Version, ...]]


@dataclass(frozen=True, slots=True)
class Advisory:
    """A weakness of some versions of a package.

    `affected` is a version specifier, or several with " | " between: any of them. `accepted` says why ours is in no
    danger although its version is among them.
    """

    package: str
    id: str
    aliases: str
    affected: str
    accepted: str = ""

    def concerns(self, version: Version) -> bool:
        """Tell whether that version of the package is affected; 1.0rc1 comes before 1.0, unlike in a requirement."""
        return any(_is_within(version, one) for one in self.affected.split(" | ") if one)

    @property
    def fixed_in(self) -> Version | None:
        """Return the newest version that is named as the first without it."""
        return max(map(Version, re.findall(r"<([^=,| ]+)", self.affected)), default=None)


def _is_within(version: Version, stretch: str) -> bool:
    return all(_COMPARE[how](version, Version(bound)) for how, bound in _BOUND.findall(stretch))


def pins(*locks: Path) -> dict[str, tuple[Version, ...]]:
    """Return the locked versions by package; several where systems or Pythons differ."""
    found: dict[str, tuple[Version, ...]] = {}
    for lock in locks or LOCKS:
        for name, version in _PIN.findall(lock.read_text("utf-8")):
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), Version(version))))
    return found


def known(path: Path = KNOWN) -> list[Advisory]:
    """Return the lines of docs/advisories.tsv."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [Advisory(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def recorded(path: Path) -> Iterator[Advisory]:
    """Return what an advisory database says, of all packages."""
    if path.is_file():
        for name, affected in json.loads(path.read_text("utf-8")).items():
            if isinstance(affected, list):
                yield Advisory(canonicalize_name(name), "", "", " | ".join(affected))
        return
    for file in sorted(path.rglob("*")):
        if file.suffix in {".yaml", ".yml"}:
            yield from advisories_of(yaml.load(file.read_text("utf-8"), _Loader))
        elif file.suffix == ".json":
            yield from advisories_of(json.loads(file.read_text("utf-8")))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C parser, where it is built
    """Leaves numbers as they are written: version 1.10 is not 1.1."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012 - the library's own attribute


def advisories_of(record: Mapping[str, Any]) -> Iterator[Advisory]:
    """Return what an OSV record says, one for each package of PyPI; nothing of a record that was withdrawn."""
    if record.get("withdrawn"):
        return
    for one in record.get("affected", ()):
        package = one.get("package", {})
        if package.get("ecosystem") == "PyPI":
            name, aliases = canonicalize_name(package["name"]), " ".join(record.get("aliases", ()))
            yield Advisory(name, record["id"], aliases, " | ".join(_affected(one)))


def _affected(one: Mapping[str, Any]) -> Iterator[str]:
    ranges = [range_["events"] for range_ in one.get("ranges", ()) if range_["type"] == "ECOSYSTEM"]
    if not ranges:
        yield from (f"=={version}" for version in one.get("versions", ()))
    for events in ranges:
        yield from _stretches(events)


def _stretches(events: Iterable[Mapping[str, str]]) -> Iterator[str]:
    begun: str | None = None
    for event in events:
        ((what, version),) = event.items()
        if what == "introduced":
            begun = version
        elif begun is not None:
            end = f"{'<' if what == 'fixed' else '<='}{version}"
            yield end if begun == "0" else f">={begun},{end}"
            begun = None
    if begun is not None:
        yield f">={begun}"


def affected(advisories: Iterable[Advisory], locked: Pins) -> list[str]:
    """Return a sentence for each locked version that is affected, unless that is accepted; and for what isn't so."""
    found = []
    for one in advisories:
        versions = [version for version in locked.get(one.package, ()) if one.concerns(version)]
        if versions and not one.accepted:
            found += [
                f"{one.package} {version}: {one.id or 'known'}, affects {one.affected}"
                for version in versions
            ]
        elif one.accepted and not versions and one.package in locked:
            found.append(f"{one.package}: {one.id} is accepted, but no locked version is affected any more")
    return found


def table(advisories: Iterable[Advisory], locked: Pins) -> str:
    """Return a line for each package that something is known of: ours, how much, and what was mended last."""
    by_package: dict[str, list[Advisory]] = {}
    for one in advisories:
        if one.id != NOTHING and one.package in locked:
            by_package.setdefault(one.package, []).append(one)
    lines = ["| package | ours | advisories | last mended in | that is |", "|---|---|---|---|---|"]
    for name, of_it in sorted(by_package.items()):
        ours = ", ".join(map(str, locked[name]))
        mended = max(filter(None, (one.fixed_in for one in of_it)), default="")
        lines.append(f"| {name} | {ours} | {len(of_it)} | {mended} | {_newest(of_it)} |")
    return "\n".join(lines) + "\n"


def _newest(advisories: Iterable[Advisory]) -> str:
    """Return the advisory of the latest fix; of several, the last in the list."""
    last = max(enumerate(advisories), key=lambda one: (one[1].fixed_in or Version("0"), one[0]))[1]
    return next(iter(_WHICH.findall(f"{last.aliases} {last.id}")), last.id)


def page(advisories: Iterable[Advisory], locked: Pins) -> str:
    """Return docs/security.md with the table as it has to be."""
    text = table(advisories, locked)
    return _TABLE.sub(lambda _: text, PAGE.read_text("utf-8"))


def main(arguments: list[str]) -> int:
    """Do what the module's first lines say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--rows", action="store_true")
    asked = parser.parse_args(arguments)
    locked = pins()
    if asked.path:
        return _audit(asked.path, locked, rows=asked.rows)
    faults, wanted = affected(known(), locked), page(known(), locked)
    if asked.check and wanted != PAGE.read_text("utf-8"):
        faults.append("docs/security.md: the table is stale; run python docs/advisories.py")
    if not asked.check:
        PAGE.write_text(wanted, "utf-8")
    print(*faults or ["no locked version has a weakness that docs/advisories.tsv knows"], sep="\n")
    return bool(faults)


def _audit(path: Path, locked: Pins, *, rows: bool) -> int:
    accepted = {(one.package, one.id): one.accepted for one in known()}
    found = list(recorded(path))
    ours = [
        replace(one, accepted=accepted.get((one.package, one.id), ""))
        for one in found
        if one.package in locked
    ]
    if rows:
        print(*("\t".join((one.package, one.id, one.aliases, one.affected, "")) for one in ours), sep="\n")
        return 0
    faults = affected(ours, locked)
    for fault in faults:
        print(fault)
    print(
        f"{len(found)} records, {len(ours)} of them on {len({one.package for one in ours})} of our {len(locked)} "
        f"packages; {len(faults)} affect a locked version"
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
