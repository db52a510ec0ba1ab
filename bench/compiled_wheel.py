"""Put the compiled engine into a wheel: a build hook of hatchling, which runs only where it is asked for.

    make wheel        # HATCH_BUILD_HOOK_ENABLE_CUSTOM=true pip wheel --no-build-isolation .

The wheel is then one for this platform and this Python, as any with compiled parts. It holds the sources too, and the
record of what was compiled from which, so that an installed package refuses what doesn't fit (`api/compiled.py`).
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.compiled import RECORD, binaries
from bench.compile_engine import compile_engine, copy_package


class CompiledWheel(BuildHookInterface):  # type: ignore[type-arg] # takes any configuration
    """Compiles a copy of the package before a wheel is filled, and adds what came of it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled modules and their record; the wheel's tag names the platform that they are for."""
        if version == "editable":
            return
        self.copy = tempfile.TemporaryDirectory(prefix="onrecord-wheel-")
        folder = Path(self.copy.name)
        copy_package(Path(self.root), folder)
        compile_engine(folder)
        made = [*binaries(folder), folder / RECORD]
        build_data["force_include"] |= {str(path): path.relative_to(folder).as_posix() for path in made}
        build_data |= {"pure_python": False, "infer_tag": True}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the copy."""
        if version != "editable":
            self.copy.cleanup()
