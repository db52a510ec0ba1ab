"""A wheel of this checkout, built with the backend that is installed: nothing is fetched."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build_wheel(folder: Path, *, compiled: bool = False) -> Path:
    """Build the wheel into an empty folder, with the engine plain or compiled; return its path."""
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", folder]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, ROOT],
        env={**os.environ, "HATCH_BUILD_HOOK_ENABLE_CUSTOM": str(compiled).lower()}, check=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built
