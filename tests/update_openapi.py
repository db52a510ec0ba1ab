"""Write api/rest/examples.json from the shipped corpus, then openapi.yaml: `python tests/update_openapi.py`.

Run it when a test says that one of them is stale, and read the difference before committing it.  Examples that say
the same stay as they are: a database's hash is another after every edit of the program, and no reason for a commit.
"""

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.app import create_app
from api.loader import load
from api.rest import documentation, openapi
from api.settings import Settings, shipped

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "api/rest/examples.json"
MADE_ON = datetime(2026, 11, 21, tzinfo=UTC)


def answers_of_the_shipped_corpus(folder: Path) -> dict[str, Any]:
    """Load the seeds into `folder` and return the answer to every example request."""
    report = load([shipped("seeds")], folder / "seeds.db", now=MADE_ON)
    if not report.published:
        raise RuntimeError(f"the shipped corpus does not load: {report.problem}")
    app = create_app(Settings(db=folder / "seeds.db"))
    return documentation.collect_examples(app)


def kept_examples() -> dict[str, Any]:
    """Return the examples that are in the file."""
    examples: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return examples


def without_build(examples: dict[str, Any]) -> dict[str, Any]:
    """Return examples without what tells of the build that gave them: times, and the files made anew by each."""
    text = json.dumps(examples)
    timeless: dict[str, Any] = json.loads(
        re.sub(r'"(built_at|published_at|last_modified)": "[^"]*"', r'"\1": ""', text)
    )
    for file in timeless["list_exports"]["data"]:
        if file["links"]["list"] is None:  # the database and the data package tell when they were made
            file |= {"size": 0, "sha256": "", "etag": ""}
    return timeless


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        examples = answers_of_the_shipped_corpus(Path(folder))
    if without_build(examples) != without_build(kept_examples()):
        EXAMPLES.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    openapi.describe.cache_clear()
    (ROOT / "openapi.yaml").write_text(openapi.as_yaml(), encoding="utf-8")


if __name__ == "__main__":
    main()
