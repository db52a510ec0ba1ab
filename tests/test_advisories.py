"""No locked version has a weakness that docs/advisories.tsv knows; and the program that says so would notice."""

import json
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version
from programs import load_program

ROOT = Path(__file__).resolve().parents[1]
advisories = load_program(ROOT / "docs" / "advisories.py")


@pytest.fixture(scope="module")
def known() -> list[Any]:
    return advisories.known()


def test_no_locked_version_is_known_to_be_weak_unless_that_is_accepted(known: list[Any]):
    assert advisories.affected(known, advisories.pins()) == []


def test_each_package_that_is_served_was_looked_up(known: list[Any]):
    assert set(advisories.pins(ROOT / "requirements.lock")) <= {one.package for one in known}


def test_each_line_says_what_it_knows_once(known: list[Any]):
    assert len({(one.package, one.id) for one in known}) == len(known) > 150
    nothing = {one.package for one in known if one.id == advisories.NOTHING}
    assert not nothing & {one.package for one in known if one.id != advisories.NOTHING}
    assert all(bool(one.affected) == (one.id != advisories.NOTHING) for one in known)


def test_the_table_in_the_documentation_is_as_the_list(known: list[Any]):
    assert advisories.page(known, advisories.pins()) == advisories.PAGE.read_text("utf-8")
    assert advisories.main(["--check"]) == 0


# --- the program ---------------------------------------------------------------------------------------------------


def record(*events: dict[str, str], versions: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}] if events else [{"type": "GIT", "events": []}]
    package = {"ecosystem": "PyPI", "name": "Dray_Ferry"}
    one = {"package": package, "ranges": ranges, "versions": list(versions)}
    return {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "affected": [one], **more}


ZERO, FIXED = {"introduced": "0"}, {"fixed": "1.10"}


@pytest.mark.parametrize(
    ("given", "weak", "sound"),
    [
        pytest.param(record(ZERO, FIXED), "0.1 1.9 1.10rc1", "1.10 2.0", id="up to a fix"),
        pytest.param(
            record(ZERO, {"last_affected": "1.9"}), "1.8 1.9", "1.9.1", id="up to the last affected"
        ),
        pytest.param(
            record(ZERO, FIXED, {"introduced": "2.0"}, {"fixed": "2.1"}),
            "1.9 2.0.5",
            "1.10 2.1",
            id="two branches",
        ),
        pytest.param(record({"introduced": "3"}), "3.0 9.9", "2.9", id="no fix yet"),
        pytest.param(record(versions=("1.1", "1.3")), "1.1 1.3", "1.2", id="versions one by one"),
    ],
)
def test_a_record_concerns_the_versions_that_it_names(given: dict[str, Any], weak: str, sound: str):
    (one,) = advisories.advisories_of(given)
    assert (one.package, one.id, one.aliases) == ("dray-ferry", "PYSEC-2026-1", "CVE-2026-1")
    assert all(one.concerns(Version(version)) for version in weak.split())
    assert not any(one.concerns(Version(version)) for version in sound.split())


def test_a_record_that_was_withdrawn_or_is_of_another_index_says_nothing():
    elsewhere = record(ZERO)
    elsewhere["affected"][0]["package"]["ecosystem"] = "npm"
    assert not list(advisories.advisories_of(elsewhere))
    assert not list(advisories.advisories_of(record(ZERO, withdrawn="2026-01-01T00:00:00Z")))


def test_an_acceptance_holds_only_while_it_is_needed():
    old, new = {"dray": (Version("1.0"),)}, {"dray": (Version("2.0"),)}
    plain, accepted = (advisories.Advisory("dray", "X-1", "", "<2.0", why) for why in ("", "not used"))
    assert advisories.affected([plain], old) == ["dray 1.0: X-1, affects <2.0"]
    assert advisories.affected([plain], new) == advisories.affected([accepted], old) == []
    assert "no locked version is affected any more" in advisories.affected([accepted], new)[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("flask.yaml", "id: X-1\naffected:\n- package: {ecosystem: PyPI, name: Flask}\n"
                       "  ranges:\n  - type: ECOSYSTEM\n    events:\n    - introduced: '0'\n    - fixed: 999.10\n"),
        ("flask.json", json.dumps({"id": "X-1", "affected": [{
            "package": {"ecosystem": "PyPI", "name": "Flask"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "999.10"}]}]}]})),
    ],
)  # fmt: skip
def test_a_database_that_knows_a_locked_version_ends_the_program_with_1(
    tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / name).write_text(text, "utf-8")
    assert advisories.main([str(tmp_path)]) == 1
    assert "flask" in capsys.readouterr().out
    assert advisories.main(["--rows", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "flask\tX-1\t\t<999.10\t\n"


def test_a_list_of_versions_does_too(tmp_path: Path):
    short = tmp_path / "short.json"
    short.write_text(json.dumps({"$meta": {"x": 1}, "Flask": ["<0.1", "<999"]}), "utf-8")
    assert advisories.main([str(short)]) == 1
    short.write_text(json.dumps({"flask": ["<0.1"], "nobody-uses-this": [">=0"]}), "utf-8")
    assert advisories.main([str(short)]) == 0
