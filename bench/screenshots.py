"""Make screenshots of every kind of page, in three widths, light and dark, into screenshots/.

    python -m bench.screenshots corpus.db [--only article,home] [--width 390] [--scheme dark] [--out screenshots]

Needs Debian's chromium at /usr/bin/chromium. The pages are served on a free port of this machine while it runs.
"""

import argparse
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from api.app import create_app
from api.settings import Settings

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (390, 1024, 1600)
SCHEMES = ("light", "dark")


def page_kinds(db: Path) -> dict[str, str]:
    """Return one address of each kind of page, of records that have much to show."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)

    def first(sql: str) -> str:
        row = connection.execute(sql).fetchone()
        return str(row[0]) if row else "none"

    speaker = first("SELECT id FROM speakers ORDER BY quote_count DESC, id LIMIT 1")
    compared = [
        str(row[0])
        for row in connection.execute("SELECT id FROM speakers ORDER BY quote_count DESC, id LIMIT 4")
    ]
    mention = "SELECT id FROM quotes WHERE mention_text IS NOT NULL AND cue_text IS NOT NULL"
    article = "SELECT id FROM articles WHERE rights {} 'restricted' ORDER BY quote_count DESC, id LIMIT 1"
    return {
        "home": "/",
        "quotes": "/quotes",
        "quotes-filtered": f"/quotes?speaker={speaker}&kind=direct&q=will",
        "quotes-none": f"/quotes?speaker={speaker}x&kind=mixed",
        "quote": f"/quotes/{first(mention + ' ORDER BY word_count DESC LIMIT 1')}",
        "quote-nobody": f"/quotes/{first('SELECT id FROM quotes WHERE speaker_id IS NULL LIMIT 1')}",
        "articles": "/articles",
        "article": f"/articles/{first(article.format('<>'))}",
        "article-restricted": f"/articles/{first(article.format('='))}",
        "speakers": "/speakers",
        "speaker": f"/speakers/{speaker}",
        "tags": "/tags",
        "tag": f"/tags/{first('SELECT id FROM tags ORDER BY quote_count DESC, id LIMIT 1')}",
        "publishers": "/publishers",
        "publisher": f"/publishers/{first('SELECT id FROM publishers ORDER BY quote_count DESC, id LIMIT 1')}",
        "search": "/search",
        "search-found": "/search?q=will",
        "statistics": "/stats",
        "coverage": "/coverage",
        "statement": "/sql?sql=SELECT+speaker_name,+count(*)+AS+quotes+FROM+quote_details+GROUP+BY+1+ORDER+BY+2+DESC",
        "exports": "/exports",
        "dictionary": "/dictionary",
        "facet": "/facets/quotes/speaker",
        "compare-nobody": "/compare",
        "compare": f"/compare?speaker={','.join(compared)}",
        "error-400": "/quotes?speeker=x&limit=5000",
        "error-404": f"/speakers/{speaker}x",
    }


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing: the screenshots are the result."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application on a free port of the loopback address; yields where."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def shoot(browser: Browser, address: str, path: Path, width: int, scheme: str) -> None:
    """Write a screenshot of the whole page at `address`, with JavaScript off."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=False  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    page.goto(address)
    page.screenshot(path=path, full_page=True)
    context.close()


def main() -> None:
    """Parse the command line and write the screenshots."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db", type=Path)
    parser.add_argument("--only", default="", help="kinds of pages, with commas between them")
    parser.add_argument("--width", type=int, action="append", help="pixels; may be repeated")
    parser.add_argument("--scheme", choices=SCHEMES, action="append")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    given = parser.parse_args()
    kinds = page_kinds(given.db)
    wanted = given.only.split(",") if given.only else list(kinds)
    given.out.mkdir(parents=True, exist_ok=True)
    with served(create_app(Settings(db=given.db, sql_page=True))) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for kind in wanted:
            for width in given.width or WIDTHS:
                for scheme in given.scheme or SCHEMES:
                    shoot(
                        browser, host + kinds[kind], given.out / f"{kind}-{width}-{scheme}.png", width, scheme
                    )
        browser.close()
    print(f"{given.out}: {len(wanted)} kinds of pages")


if __name__ == "__main__":
    main()
