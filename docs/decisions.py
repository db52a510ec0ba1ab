"""Write docs/decisions.md, the table of contents of docs/decisions/, from the headings there.

    python docs/decisions.py

A decision is a heading in the file of its topic, which states it, and a paragraph which says why. A test fails when
the table is stale.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "decisions.md"
FOLDER = ROOT / "docs" / "decisions"

TOPICS = (
    "corpus-and-formats", "text", "web-pages", "quotations", "reports", "speakers", "who-is-meant", "who-is-who",
    "copies-and-statements", "engine", "store", "loading", "api", "search", "pages", "serving", "tooling",
    "measuring",
)  # fmt: skip
"""In the order in which an article meets them: from the folder to the reader, then what watches over it all."""

HEAD = """\
# Decisions

Why things are as they are today. Each topic has a file; each decision there is a heading that states it, why it is
so, the figure that decided it, and what was tried and left. Days in brackets say when it was decided. What no longer
holds is not here: git keeps it.

A new decision goes into the file of its topic, as a `##` heading and a short paragraph: replace the entry that it
answers, don't append to it. Then `python docs/decisions.py` writes this table anew.
"""


def anchor(heading: str) -> str:
    """Return how a link names a heading: small letters, digits and hyphens.

    >>> anchor("A published day is the paper's own, never the server's")
    'a-published-day-is-the-papers-own-never-the-servers'
    """
    shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)  # the words of a link
    return re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")


def page() -> str:
    """Return the text of docs/decisions.md."""
    return f"{HEAD}\nTopics: {', '.join(map(_link, TOPICS))}.\n" + "".join(
        _section(topic) for topic in TOPICS
    )


def _link(topic: str) -> str:
    return f"[{topic.replace('-', ' ')}](#{anchor(_title(topic))})"


def _title(topic: str) -> str:
    return (FOLDER / f"{topic}.md").read_text("utf-8").partition("\n")[0].removeprefix("# ")


def _section(topic: str) -> str:
    text = (FOLDER / f"{topic}.md").read_text("utf-8")
    summary = text.split("\n\n")[1]
    said = " ".join(summary.split()).partition(" Code: ")[0]
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    links = [f"- [{heading}](decisions/{topic}.md#{anchor(heading)})\n" for heading in headings]
    return f"\n## [{_title(topic)}](decisions/{topic}.md)\n\n{said}\n\n{''.join(links)}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
