"""Cite an article, or a quote in it: as a line to print, as BibTeX, as CSL-JSON, as a Wikipedia template.

In: records as `render` makes them; the article with its authors.  Out: text, or a dictionary.
Only what is known is cited: no date of access, no day where only the month is printed.
"""

import re
from collections.abc import Sequence

from api.rest.render import Record, absolute, link_to

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    character: f"\\{character}" for character in "&%$#_{}"
}
_VERBS = {"direct": "quoted", "mixed": "quoted", "indirect": "paraphrased"}


def plain(article: Record, quote: Record | None) -> str:
    """Return one line: the quote if there is one, authors, title, publisher, date, address."""
    words = [f"{_cited_words(quote)} In:"] if quote else []
    parts = [_names(article), f"“{article['title']}”", _publisher(article), article["published_on"]]
    address = article["url"] or absolute(link_to("articles", article["id"]))
    return " ".join([*words, ". ".join(part for part in parts if part) + ".", address]) + "\n"


def _cited_words(quote: Record) -> str:
    marks = "{}" if quote["kind"] == "indirect" else "“{}”"
    name = quote["speaker"]["name"] if quote["speaker"] else "speaker not named"
    return f"{marks.format(quote['text'])} ({name}, {_VERBS[quote['kind']]})."


def _names(article: Record) -> str:
    return ", ".join(author["name"] for author in article["authors"])


def _publisher(article: Record) -> str | None:
    return article["publisher"]["name"] if article["publisher"] else None


def bibtex(article: Record, quote: Record | None) -> str:
    """Return an @article entry; its key is our id."""
    date: Sequence[str] = (article["published_on"] or "").split("-")
    fields = {
        "author": _names(article) and " and ".join(f"{{{_tex(one['name'])}}}" for one in article["authors"]),
        "title": f"{{{_tex(article['title'])}}}",
        "journal": _tex(_publisher(article) or ""),
        "year": date[0],
        "day": date[2].lstrip("0") if len(date) == 3 else "",
        "url": article["url"] or absolute(link_to("articles", article["id"])),
        "note": _tex(_cited_words(quote)) if quote else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if len(date) > 1:
        lines.append(f"  month = {_MONTHS[int(date[1]) - 1][:3].lower()},")
    key = re.sub(r"[^\w:.-]", "-", (quote or article)["id"], flags=re.ASCII)
    return "\n".join([f"@article{{{key},", *lines, "}"]) + "\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in " ".join(text.split()))


def wikitext(article: Record, quote: Record | None) -> str:
    """Return the template {{cite news}} of English Wikipedia."""
    fields = {f"author{number}": one["name"] for number, one in enumerate(article["authors"], start=1)} | {
        "title": article["title"],
        "work": _publisher(article),
        "date": _wiki_date(article["published_on"]),
        "url": article["url"] or absolute(link_to("articles", article["id"])),
        "language": article["language"],
        "quote": quote["text"] if quote and quote["kind"] != "indirect" else None,
    }
    given = "".join(f" |{name}={_wiki(value)}" for name, value in fields.items() if value)
    return f"{{{{cite news{given}}}}}\n"


def _wiki_date(date: str | None) -> str | None:
    """Return a date as the template takes it: 2025-11 is an error there, because 2005-06 might be two years."""
    if date is None or len(date) != len("2025-11"):
        return date
    return f"{_MONTHS[int(date[5:]) - 1]} {date[:4]}"


def _wiki(text: str) -> str:
    """Escape what would end the value or the template, and what would be markup there: a tag, italics."""
    escaped = " ".join(text.split()).replace("<", "&lt;").replace("''", "&#39;&#39;")
    for sign, entity in (("{{", "&#123;"), ("}}", "&#125;"), ("[[", "&#91;")):
        escaped = escaped.replace(sign, 2 * entity)
    return escaped.replace("|", "{{!}}")


def csl(article: Record, quote: Record | None) -> list[Record]:
    """Return a CSL-JSON list of one item."""
    date = article["published_on"]
    item = {
        "id": (quote or article)["id"],
        "type": "article-newspaper",
        "title": article["title"],
        "author": [{"literal": author["name"]} for author in article["authors"]],
        "container-title": _publisher(article),
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        "section": article["section"],
        "language": article["language"],
        "URL": article["url"] or absolute(link_to("articles", article["id"])),
        "note": _cited_words(quote) if quote else None,
    }
    return [{name: value for name, value in item.items() if value}]
