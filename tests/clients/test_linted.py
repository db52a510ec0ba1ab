"""Spectral and Redocly, each with the rules that it recommends, find nothing in openapi.yaml."""

import shutil
from pathlib import Path

import pytest
from test_generated import OPENAPI, run

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both linters and the description."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("linters")
    shutil.copy(HERE / "linters" / "package.json", folder)
    shutil.copy(OPENAPI, folder)
    (folder / "spectral.yaml").write_text('extends: ["spectral:oas"]\n')
    installed = run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", seconds=300)
    if installed.returncode:
        pytest.skip(f"npm can't install the linters: {installed.stderr[-200:]}")
    return folder


@pytest.mark.slow
class TestLinters:
    SPECTRAL = (
        "npx",
        "--no-install",
        "spectral",
        "lint",
        "--fail-severity=hint",
        "--ruleset",
        "spectral.yaml",
    )
    QUIET = ("env", "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true")  # it would call home
    REDOCLY = (*QUIET, "npx", "--no-install", "redocly", "lint", "--extends=recommended", "--format=json")

    def test_spectral_finds_nothing(self, folder: Path):
        found = run(folder, *self.SPECTRAL, "openapi.yaml")
        assert found.returncode == 0, found.stdout

    def test_redocly_finds_nothing(self, folder: Path):
        found = run(folder, *self.REDOCLY, "openapi.yaml")
        assert '"totals": {\n    "errors": 0,\n    "warnings": 0,' in found.stdout, (
            found.stdout + found.stderr
        )

    def test_they_would(self, folder: Path):
        text = (folder / "openapi.yaml").read_text("utf-8")
        (folder / "faulty.yaml").write_text(
            text.replace("operationId: list_quotes\n", "operationId: list_tags\n"), "utf-8"
        )
        assert "operation-operationId-unique" in run(folder, *self.SPECTRAL, "faulty.yaml").stdout
        assert "operation-operationId-unique" in run(folder, *self.REDOCLY, "faulty.yaml").stdout
