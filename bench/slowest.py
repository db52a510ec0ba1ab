"""Look for the slowest requests: compose filters, orders, facets and formats at random, and time each answer.

    python bench/slowest.py /tmp/large.db --seconds 300

Draws from everything that the lists accept, and from the other addresses with arguments, with common and rare values,
and prints the ten that took most processor time, in ms, and how many took more than `--goal`. What is slow is asked
twice: the first request for something that a process counts once for each file pays for it, and so do the first ones
for words whose matches it remembers. So the ten that took most time at first are printed, too.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from inside import Inside
from marshmallow import fields

from api.store.arguments import Choice, Flag, ListOf, PartialDate, Share, Whole
from api.store.filters import argument_schema
from api.store.resources import RESOURCES

_UNDRAWN = {"cursor", "format", "seed", "sample", "q"}


class Grammar:
    """Draws requests that the API accepts; the same seed draws the same ones."""

    def __init__(self, inside: Inside, seed: int) -> None:
        self.draw = random.Random(seed)
        self.ids = {
            noun: inside.column(f"SELECT id FROM {noun} ORDER BY {order} LIMIT 300")
            for noun, order in {
                "quotes": "rowid DESC",
                "articles": "rowid",
                "speakers": "quote_count DESC",
                "tags": "quote_count DESC",
                "publishers": "quote_count DESC",
                "authors": "article_count DESC",
            }.items()
        }
        self.rare = {
            noun: inside.column(f"SELECT id FROM {noun} ORDER BY rowid DESC LIMIT 50") for noun in self.ids
        }
        texts = inside.column("SELECT text FROM quotes WHERE rowid % 9973 = 1 LIMIT 200")
        self.texts = texts
        self.words = [word for text in texts for word in text.lower().split()]

    def request(self) -> str:
        kind = self.draw.random()
        if kind < 0.75:
            return self.listing()
        return self.draw.choice([self.aggregate, self.timeline, self.search, self.match, self.related])()

    def listing(self) -> str:
        noun = self.draw.choice(["quotes", "quotes", "quotes", "articles", "articles", "speakers", "tags"])
        asked = self.filters(noun, self.draw.randint(0, 5))
        resource = RESOURCES[noun]
        if self.draw.random() < 0.4:
            asked["sort"] = self.draw.choice(list(resource.sorts))
            if asked["sort"] == "-relevance" and "q" not in asked:
                asked["q"] = self.text()
        if resource.facets and self.draw.random() < 0.4:
            asked["facets"] = ",".join(
                self.draw.sample(resource.facets, self.draw.randint(1, len(resource.facets)))
            )
        if self.draw.random() < 0.2:
            asked["count"] = "exact"
        if self.draw.random() < 0.1 and "sort" not in asked:
            return f"/v1/{noun}?{urlencode(asked | {'sample': 100, 'seed': 1})}"
        if self.draw.random() < 0.2 and resource.includes:
            asked["include"] = ",".join(resource.includes)
        if "q" in asked and resource.search and self.draw.random() < 0.4:
            asked["highlight"] = "true"
        asked["limit"] = self.draw.choice([1, 25, 100, 1000])
        return f"/v1/{noun}?{urlencode(asked)}"

    def filters(self, noun: str, count: int) -> dict[str, Any]:
        schema = argument_schema(noun).fields
        shown = {"sort", "limit", "count", "fields", "include", "facets", "facet_limit", "highlight"}
        names = [name for name in schema if name not in _UNDRAWN | shown]
        asked = {
            name: self.value(noun, name, schema[name])
            for name in self.draw.sample(names, min(count, len(names)))
        }
        if self.draw.random() < 0.35:
            asked["q"] = self.text()
        return asked

    def value(self, noun: str, name: str, field: fields.Field[Any]) -> str:
        inner = field.inner if isinstance(field, ListOf) else field
        several = self.draw.choice([1, 1, 2, 8]) if isinstance(field, ListOf) else 1
        if isinstance(inner, Choice):
            return ",".join(self.draw.sample(inner.choices, min(several, len(inner.choices))))
        if isinstance(inner, PartialDate):
            return str(self.draw.choice([2011, 2020, "2024-06", "2025-03-09"]))
        if isinstance(inner, Flag):
            return self.draw.choice(["true", "false"])
        if isinstance(inner, Share):
            return str(self.draw.choice([0, 0.05, 0.5, 0.83, 0.9, 0.987, 1]))
        if isinstance(inner, Whole):
            return str(self.draw.choice([0, 1, 4, 9, 20, 500]))
        return ",".join(
            self.id_for(noun, name.removesuffix("_not").removesuffix("_all")) for _ in range(several)
        )

    def id_for(self, noun: str, name: str) -> str:
        table = {"id": noun, "original_publisher": "publishers"}.get(name, f"{name}s")
        if table not in self.ids or self.draw.random() < 0.03:
            return self.draw.choice(["en", "es", "nobody", "Politics"])
        return str(self.draw.choice(self.draw.choice([self.ids[table], self.rare[table]])))

    def text(self) -> str:
        some = [self.draw.choice(self.words) for _ in range(self.draw.choice([1, 1, 2, 3, 8]))]
        some[-1] = some[-1][: self.draw.choice([1, 2, 3, 4, 99])]
        forms = ["{}", "{}", '"{}"', "{}*", '"the {}"*', "the -{}", "the OR {}", "a*", "{} of"]
        return self.draw.choice(forms).format(" ".join(some))

    def aggregate(self) -> str:
        axes = ("speaker", "tag", "publisher", "kind", "method", "language", "year", "speaker_kind", "month")
        chosen = ",".join(self.draw.sample(axes, self.draw.choice([1, 2])))
        asked = {"group_by": chosen, "limit": self.draw.choice([10, 100])} | self.filters("quotes", 2)
        return f"/v1/aggregate?{urlencode(asked)}"

    def timeline(self) -> str:
        asked = self.filters("quotes", self.draw.randint(0, 3))
        return f"/v1/timeline?{urlencode(asked | {'interval': self.draw.choice(['year', 'month', 'day'])})}"

    def search(self) -> str:
        address = self.draw.choice(["search", "suggest"])
        return f"/v1/{address}?{urlencode({'q': self.text()})}"

    def match(self) -> str:
        words = self.draw.choice(self.texts).split()
        return f"/v1/quotes/match?{urlencode({'text': ' '.join(words[: self.draw.randint(1, len(words))])})}"

    def related(self) -> str:
        table = self.draw.choice(["quotes", "articles", "speakers", "tags"])
        id_ = quote(self.draw.choice(self.draw.choice([self.ids[table], self.rare[table]])), safe="")
        ends = {"speakers": ["", "/related", "/timeline", "/quotes"], "articles": ["", "/quotes"]}
        page = self.draw.random() < 0.3
        ending = self.draw.choice(ends.get(table, [""]))
        return f"/{table}/{id_}" if page else f"/v1/{table}/{id_}{ending}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--goal", type=float, default=250, help="ms")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    given = parser.parse_args()
    inside = Inside(given.db.resolve())
    grammar, found, refused = Grammar(inside, given.seed), [], {}
    until = time.monotonic() + given.seconds
    while time.monotonic() < until:
        address = grammar.request()
        spent, status, content = inside.time(address)
        if status != 200:
            refused.setdefault(f"{status} {content[:200]!r}", address)
        again = inside.time(address)[0] if spent > given.goal / 5 else spent
        found.append(
            {"ms": round(again, 1), "first ms": round(spent, 1), "request": address, "status": status}
        )
    found.sort(key=lambda one: -one["ms"])
    over = sum(one["ms"] > given.goal for one in found)
    print(f"{len(found)} requests, {over} above {given.goal:.0f} ms; the slowest:")
    for one in found[:10]:
        print(one)
    print("the slowest when they were asked first:")
    for one in sorted(found, key=lambda one: -one["first ms"])[:10]:
        print(one)
    for said, address in list(refused.items())[:20]:
        print(f"refused: {address}: {said}", file=sys.stderr)
    if given.json:
        given.json.write_text(
            json.dumps({"requests": len(found), "over": over, "slowest": found[:10]}, indent=1)
        )


if __name__ == "__main__":
    main()
