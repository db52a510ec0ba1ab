"""Write api/rest/examples.json from the shipped corpus, then openapi.yaml: `python tests/update_openapi.py`.

Run it when a test says that one of them is stale, and read the difference before committing it.
"""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from api.app import create_app
from api.loader import load
from api.rest import documentation, openapi
from api.settings import Settings, shipped

ROOT = Path(__file__).parent.parent
MADE_ON = datetime(2026, 11, 21, tzinfo=UTC)  # so that the examples change only when an answer does


def answers_of_the_shipped_corpus(folder: Path) -> dict[str, object]:
    """Load the seeds into `folder` and return the answer to every example request."""
    report = load([shipped("seeds")], folder / "seeds.db", now=MADE_ON)
    if not report.published:
        raise RuntimeError(f"the shipped corpus does not load: {report.problem}")
    app = create_app(Settings(db=folder / "seeds.db"))
    return documentation.collect_examples(app)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        examples = answers_of_the_shipped_corpus(Path(folder))
    text = json.dumps(examples, ensure_ascii=False, indent=1) + "\n"
    (ROOT / "api/rest/examples.json").write_text(text, encoding="utf-8")
    openapi.describe.cache_clear()
    (ROOT / "openapi.yaml").write_text(openapi.as_yaml(), encoding="utf-8")


if __name__ == "__main__":
    main()
