"""Draw requests at random from everything that the service accepts: for `slowest`, which looks for slow ones.

In: the application over one database.  Out: addresses, with common and rare values, few and many of them.
What is drawn: every list with any of its parameters, from any page of it, in every format, also below a record; the
other addresses with arguments; single records in every format; the pages for people. Not drawn: `/sql`, which runs
what its visitor writes, `/v1/exports`, which makes files in a thread of its own, and `/mcp`, which asks the same
functions for less.
"""

import random
from collections import Counter
from typing import Any
from urllib.parse import quote, urlencode

from inside import Inside
from marshmallow import fields
from werkzeug.datastructures import MultiDict

from api.errors import QueryError
from api.rest.formats import ITEM_FORMATS
from api.store.arguments import Choice, Flag, ListOf, PartialDate, Share, Whole
from api.store.connect import open_for_reading
from api.store.filters import STREAMS, ListQuery, filter_arguments, parse_query
from api.store.page import Position, make_cursor
from api.store.resources import RESOURCES
from api.store.select import list_records
from api.store.words import MAX_TERMS

Arguments = dict[str, Any]

_TABLES = {
    "quotes": "rowid DESC",
    "articles": "rowid",
    "speakers": "quote_count DESC",
    "tags": "quote_count DESC",
    "publishers": "quote_count DESC",
    "authors": "article_count DESC",
}
_BELOW = {"speakers": "quotes", "articles": "quotes", "tags": "articles"}
"""Lists below a record: /v1/tags/economy/articles."""
_AXES = ("speaker", "tag", "publisher", "kind", "method", "language", "year", "speaker_kind", "month")
_LONGEST_QUERY = 8000  # characters: longer ones are refused


class Grammar:
    """Draws requests that the service accepts; the same seed draws the same ones."""

    def __init__(self, inside: Inside, seed: int) -> None:
        self.draw = random.Random(seed)
        # A connection of its own: what it looks up is not yet in memory when the request comes.
        self.db = open_for_reading(inside.path)
        column = inside.column
        self.ids = {
            noun: column(f"SELECT id FROM {noun} ORDER BY {by} LIMIT 300") for noun, by in _TABLES.items()
        }
        self.rare = {noun: column(f"SELECT id FROM {noun} ORDER BY rowid DESC LIMIT 50") for noun in _TABLES}
        self.texts = column(
            "SELECT text FROM quotes WHERE rowid % max(1, (SELECT max(rowid) / 200 FROM quotes)) = 0"
        )
        self.words = [word for text in self.texts for word in text.lower().split()]
        self.common = [word for word, _ in Counter(self.words).most_common(MAX_TERMS)]
        self.names = column("SELECT name FROM speakers ORDER BY quote_count DESC LIMIT 100")
        self.urls = column("SELECT url FROM articles WHERE url IS NOT NULL ORDER BY rowid DESC LIMIT 20")

    def request(self) -> str:
        """Return the address of a request, with its query string."""
        if self.draw.random() < 0.7:
            return self.listing()
        others = [self.aggregate, self.timeline, self.search, self.match, self.record, self.random_quote,
                  self.facet_page, self.comparison, self.look_up, self.alone]  # fmt: skip
        return self.draw.choice(others)()

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    # --- lists ---

    def listing(self) -> str:
        """Return a list: by the API or as a page, of all records or below one, from its beginning or anywhere."""
        noun = self.draw.choice([*["quotes"] * 3, *["articles"] * 3, *RESOURCES])
        form = self.draw.choice(RESOURCES[noun].formats) if self.chance(0.2) else "json"
        asked = self.filters(noun, self.count()) | self.order(noun) | self.shape(noun, form)
        if form != "json":
            asked["format"] = form
        path = f"/v1/{noun}" if form != "json" or self.chance(0.8) else f"/{noun}"
        above = [one for one, below in _BELOW.items() if below == noun]
        if above and path.startswith("/v1") and self.chance(0.15):
            one = self.draw.choice(above)
            path = f"/v1/{one}/{self.escaped_id(one)}/{noun}"
            asked = {name: value for name, value in asked.items() if name.partition("_")[0] != one[:-1]}
            asked = {name: value for name, value in asked.items() if not name.startswith("facet")}
        elif "sample" not in asked and self.chance(0.3):
            asked |= self.anywhere(noun, asked)
        return self.address(path, asked)

    def count(self) -> int:
        """Return how many filters to set: mostly few, sometimes all."""
        return self.draw.choice([0, 0, 1, 1, 2, 2, 3, 4, 5, 11, 99])

    def filters(self, noun: str, count: int) -> Arguments:
        """Return some filters with values, and words to look for."""
        known = filter_arguments(noun)
        names = [name for name in known if name != "q"]
        chosen = self.draw.sample(names, min(count, len(names)))
        asked = {name: self.value(noun, name, known[name]) for name in chosen}
        if self.chance(0.35):
            asked["q"] = self.text()
        return asked

    def order(self, noun: str) -> Arguments:
        asked: Arguments = {"limit": self.draw.choice([1, 25, 100, 1000, 1000])}
        if self.chance(0.1):
            return {"sample": asked["limit"], "seed": self.draw.randint(1, 9)}
        if self.chance(0.4):
            asked["sort"] = self.draw.choice(list(RESOURCES[noun].sorts))
        return asked

    def shape(self, noun: str, form: str) -> Arguments:
        """Return what is to be shown of the records, and beside them."""
        resource, asked = RESOURCES[noun], {}
        if form in {"json", *STREAMS}:
            if resource.includes and self.chance(0.35):
                some = self.draw.randint(1, len(resource.includes))
                asked["include"] = self.several(resource.includes, self.draw.choice([some, 99]))
            if self.chance(0.1):
                asked["fields"] = self.several(resource.fields, self.draw.randint(1, len(resource.fields)))
        if form == "json":
            if resource.facets and self.chance(0.35):
                asked["facets"] = self.several(resource.facets, self.draw.randint(1, len(resource.facets)))
                asked["facet_limit"] = self.draw.choice([10, 100])
            if self.chance(0.3):
                asked["count"] = self.draw.choice(["exact", "none"])
            if resource.search and self.chance(0.5):
                asked["highlight"] = "true"
        return asked

    def anywhere(self, noun: str, asked: Arguments) -> Arguments:
        """Return the cursor of a page that begins at a record drawn from the list, in either direction."""
        try:
            query = self.read(noun, asked)
            drawn = list_records(
                self.db, self.read(noun, {**asked, "sample": 1, "seed": self.draw.randint(1, 999)})
            )
        except QueryError:
            return {}  # the request itself will be refused
        if not drawn.rows:
            return {}
        row = drawn.rows[0]
        if query.sort == "-relevance":
            values: tuple[Any, ...] = (None, row["number"])
        else:
            values = tuple(row[key.column] for key in query.resource.sorts[query.sort])
        place = Position(values, self.chance(0.5), self.db.corpus.version)
        return {"cursor": make_cursor(query, place, self.db.cursor_key)}

    def read(self, noun: str, asked: Arguments) -> ListQuery:
        """Return the query of a list, read as a request is; of a sample, without what clashes with it."""
        clashing = {"limit", "sort", "format", "highlight", "fields", "include", "facets", "facet_limit"}
        left_out = clashing if "sample" in asked else set()
        given = {name: str(value) for name, value in asked.items() if name not in left_out}
        return parse_query(noun, MultiDict(given))

    # --- values ---

    def value(self, noun: str, name: str, field: fields.Field[Any]) -> str:
        inner = field.inner if isinstance(field, ListOf) else field
        several = self.draw.choice([1, 1, 2, 8, 200]) if isinstance(field, ListOf) else 1
        if isinstance(inner, Choice):
            return self.several(inner.choices, several)
        if isinstance(inner, PartialDate):
            return str(self.draw.choice([2011, 2020] if name.endswith("from") else ["2024-06", "2025-03-09"]))
        if isinstance(inner, Flag):
            return self.draw.choice(["true", "false"])
        if isinstance(inner, Share):
            return str(
                self.draw.choice([0, 0.05, 0.5, 0.83] if name.startswith("min") else [0.83, 0.9, 0.987, 1])
            )
        if isinstance(inner, Whole):
            return str(self.draw.choice([0, 1, 4, 9] if name.startswith("min") else [9, 20, 500]))
        table = self.table(noun, name.removesuffix("_not").removesuffix("_all"))
        return ",".join(self.id_of(table) for _ in range(several))

    def table(self, noun: str, name: str) -> str:
        return {"id": noun, "original_publisher": "publishers", "story": "articles"}.get(name, f"{name}s")

    def id_of(self, table: str) -> str:
        if table not in self.ids or self.chance(0.03):
            return self.draw.choice(["en", "es", "nobody", "Politics"])
        return str(self.draw.choice(self.draw.choice([self.ids[table], self.rare[table]])))

    def escaped_id(self, table: str) -> str:
        return quote(str(self.draw.choice(self.draw.choice([self.ids[table], self.rare[table]]))), safe="")

    def several(self, values: Any, count: int) -> str:
        return ",".join(self.draw.sample(list(values), min(count, len(values))))

    def text(self) -> str:
        """Return words to look for: rare or common, few or many, put together in all ways."""
        words = self.draw.choice([self.words, self.words, self.common])
        some = [self.draw.choice(words) for _ in range(self.draw.choice([1, 1, 2, 3, 8, 30]))]
        some[-1] = some[-1][: self.draw.choice([1, 2, 3, 4, 99])]
        forms = ["{}", "{}", '"{}"', "{}*", '"the {}"*', "the -{}", "the OR {}", "a*", "{} of"]
        joined = self.draw.choice([" ", " ", " OR ", "* "]).join(some)
        form = self.draw.choice(forms)
        return form.format(" ".join(some) if '"' in form else joined)

    def address(self, path: str, asked: Arguments) -> str:
        if asked.get("sort") == "-relevance" and "q" not in asked:
            asked["q"] = self.text()
        if "q" not in asked:
            asked.pop("highlight", None)
        if "highlight" not in asked and "highlight" in str(asked.get("fields")):
            del asked["fields"]
        address = f"{path}?{urlencode(asked)}"
        return address if len(address) <= _LONGEST_QUERY else path

    # --- other addresses ---

    def aggregate(self) -> str:
        asked = {
            "group_by": self.several(_AXES, self.draw.choice([1, 2])),
            "limit": self.draw.choice([10, 100]),
        }
        return self.address("/v1/aggregate", asked | self.filters("quotes", self.count()))

    def timeline(self) -> str:
        asked = self.filters("quotes", self.count())
        asked["interval"] = self.draw.choice(["year", "month", "week", "day"])
        if self.chance(0.3):
            asked = {name: value for name, value in asked.items() if not name.startswith("speaker")}
            return self.address(f"/v1/speakers/{self.escaped_id('speakers')}/timeline", asked)
        return self.address("/v1/timeline", asked)

    def search(self) -> str:
        asked = {"q": self.text(), "limit": self.draw.choice([5, 25])}
        return self.address(self.draw.choice(["/v1/search", "/v1/suggest", "/search"]), asked)

    def match(self) -> str:
        """Return a request about a text: a quote, half of one, many together, or common words alone."""
        words = " ".join(self.draw.choices(self.texts, k=self.draw.choice([1, 1, 1, 30]))).split()
        if self.chance(0.2):
            words = self.draw.choices(self.common, k=self.draw.choice([3, 30, 900]))
        text = " ".join(words[: self.draw.randint(1, len(words))])[:5000]
        return self.address("/v1/quotes/match", {"text": text, "limit": self.draw.choice([5, 25])})

    def record(self) -> str:
        table = self.draw.choice(list(RESOURCES))
        path = f"/{table}/{self.escaped_id(table)}"
        if self.chance(0.3):
            return path
        if table == "speakers" and self.chance(0.3):
            return f"/v1{path}/related?limit={self.draw.choice([10, 100])}"
        if table in ITEM_FORMATS:
            return f"/v1{path}?format={self.draw.choice(ITEM_FORMATS[table])}"
        return f"/v1{path}"

    def random_quote(self) -> str:
        return self.address("/v1/quotes/random", self.filters("quotes", self.count()))

    def facet_page(self) -> str:
        noun = self.draw.choice(["quotes", "articles"])
        name = self.draw.choice(["speaker", "tag", "publisher", "year"])
        return self.address(f"/facets/{noun}/{name}", self.filters(noun, self.count()))

    def comparison(self) -> str:
        asked = self.filters("quotes", self.count())
        asked["speaker"] = self.several(self.ids["speakers"], 5)
        return self.address(
            "/compare", asked | ({"add": self.draw.choice(self.names)} if self.chance(0.3) else {})
        )

    def look_up(self) -> str:
        return self.address("/v1/lookup", {"url": self.draw.choice([*self.urls, "https://nowhere.example/"])})

    def alone(self) -> str:
        version = self.db.corpus.version
        pages = [
            "/",
            "/stats",
            "/coverage",
            "/dictionary",
            "/v1",
            "/v1/stats",
            "/v1/coverage",
            "/openapi.json",
        ]
        return self.draw.choice([*pages, f"/v1/changes?since={version}", "/docs/reference", "/llms.txt"])
