"""Shape rows into the records of the API, property by property as `schemas` declares them.

In: a row of a view and what belongs to it.  Out: a plain dictionary, ready for JSON; or one line of a table.
"""

import html
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote as percent

from flask import has_request_context, request

from api.store import ready
from api.store.marks import MARK_BEGIN, MARK_END
from api.store.match import Match
from api.store.ready import RECORD_COLUMNS, quote_record
from api.store.rights import Passage

link_to = ready.link_to  # here too, beside the other functions that make links
Record = dict[str, Any]
Related = Mapping[str, Any]
Render = Callable[[sqlite3.Row, Related], Record]


def prefix() -> str:
    """Return the prefix of all our paths: that of the proxy, or "" without one."""
    return request.script_root if has_request_context() else ""


def link(path: str, query: str = "") -> str:
    """Return an absolute path of this service; in a request that came through a proxy, with its prefix."""
    return f"{prefix()}{path}{'?' + query if query else ''}"


def absolute(path: str, query: str = "") -> str:
    """Return an absolute URL of this service; works only during a request."""
    return request.host_url.rstrip("/") + link(path, query)


def links_to(resource: str, id_: str) -> Record:
    """Return the links of a record: in the API, and as a page."""
    path = link_to(resource, id_)
    return {"self": link(f"/v1{path}"), "html": link(path)}


def _named(id_: str | None, name: str | None) -> Record | None:
    return None if id_ is None else {"id": id_, "name": name}


def quote(row: sqlite3.Row, related: Related) -> Record:
    """Return a quote, with what `include` added."""
    record = quote_record(row[: len(RECORD_COLUMNS)], prefix())
    if related:
        add_related(record, related)
    if "marked" in row.keys():  # noqa: SIM118 - a Row iterates over values
        record["highlight"] = highlight(row["marked"])
    return record


def add_related(record: Record, related: Related) -> None:
    """Add to a quote what `include` asks for."""
    if full := related.get("article"):
        record["article"] = _article_facts(full)
    if full := related.get("speaker"):
        record["speaker"] = _speaker_facts(full)
    if passage := related.get("context"):
        record["context"] = _passage(passage)
    if "tags" in related:
        record["tags"] = [_article_tag(tag) for tag in related["tags"] or ()]
    if "occurrences" in related:
        record["occurrences"] = [_occurrence(other) for other in related["occurrences"] or ()]


def _passage(passage: Passage) -> Record:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


def _occurrence(row: sqlite3.Row) -> Record:
    return {
        "id": row["id"],
        "text": row["text"],
        "kind": row["kind"],
        "speaker": None
        if row["speaker_id"] is None
        else {"id": row["speaker_id"], "name": row["speaker_name"], "kind": row["speaker_kind"]},
        "article": {
            "id": row["article_id"],
            "title": row["article_title"],
            "url": row["article_url"],
            "published_on": row["published_on"],
            "publisher": _named(row["publisher_id"], row["publisher_name"]),
        },
        "same_story": bool(row["is_same_story"]),
        "links": links_to("quotes", row["id"]),
    }


def _copy(row: sqlite3.Row) -> Record:
    return {
        "id": row["id"],
        "title": row["title"],
        "url": row["url"],
        "published_on": row["published_on"],
        "publisher": _named(row["publisher_id"], row["publisher_name"]),
        "is_original": bool(row["is_original"]),
        "links": links_to("articles", row["id"]),
    }


def archived(url: str | None, published_on: str | None) -> str | None:
    """Return where the Internet Archive would have the original as of its publication; if undated, its first copy."""
    if url is None:
        return None
    return f"https://web.archive.org/web/{(published_on or '1').replace('-', '')}/{url}"


def article(row: sqlite3.Row, related: Related) -> Record:
    """Return an article, with what `include` added."""
    record = _article_facts(row)
    record["authors"] = [
        {"id": author["id"], "name": author["name"]} for author in related.get("authors") or ()
    ]
    if "body" in row.keys():  # noqa: SIM118
        record["body"] = row["body"]
    if "tags" in related:
        record["tags"] = [_article_tag(tag) for tag in related["tags"] or ()]
    if "copies" in related:
        record["copies"] = [_copy(other) for other in related["copies"] or ()]
    if origin := related.get("provenance"):
        names = ("source_path", "source_sha256", "extractor_version", "added_at")
        record["provenance"] = {name: origin[name] for name in names}
    if "marked_title" in row.keys():  # noqa: SIM118
        record["highlight"] = {"title": highlight(row["marked_title"]), "body": highlight(row["marked_body"])}
    return record


def _article_facts(row: sqlite3.Row) -> Record:
    return {
        "id": row["id"],
        "title": row["title"],
        "title_is_derived": bool(row["title_is_derived"]),
        "subtitle": row["subtitle"],
        "section": row["section"],
        "byline": row["byline"],
        "language": row["language"],
        "published_on": row["published_on"],
        "url": row["url"],
        "publisher": _named(row["publisher_id"], row["publisher_name"]),
        "original_publisher": _named(row["via_publisher_id"], row["via_publisher_name"]),
        "story": row["story_id"],
        "copy_count": row["copy_count"],
        "rights": row["rights"],
        "rights_note": row["rights_note"],
        "word_count": row["word_count"],
        "quote_count": row["quote_count"],
        "excerpt": row["excerpt"],
        "links": {
            **links_to("articles", row["id"]),
            "archive": archived(row["url"], row["published_on"]),
            "copies": _link_to_story(row["story_id"]) if row["copy_count"] else None,
        },
    }


def _link_to_story(id_: str) -> str:
    return link("/v1/articles", f"story={percent(id_, safe='')}")


def _article_tag(row: sqlite3.Row) -> Record:
    return {"id": row["id"], "name": row["name"], "kind": row["kind"], "origin": row["origin"]}


def speaker(row: sqlite3.Row, related: Related) -> Record:
    """Return a speaker, with what `include` added."""
    record = _speaker_facts(row)
    if "aliases" in related:
        record["aliases"] = [alias["alias"] for alias in related["aliases"] or ()]
    if "roles" in related:
        roles = related["roles"] or ()
        record["roles"] = [{"role": role["role"], "article_count": role["article_count"]} for role in roles]
    return record


def _speaker_facts(row: sqlite3.Row) -> Record:
    return {
        "id": row["id"],
        "name": row["name"],
        "sort_name": row["sort_name"],
        "kind": row["kind"],
        "description": row["description"],
        "wikidata_id": row["wikidata_id"],
        "is_curated": bool(row["is_curated"]),
        "quote_count": row["quote_count"],
        "article_count": row["article_count"],
        "first_quoted_on": row["first_quoted_on"],
        "last_quoted_on": row["last_quoted_on"],
        "links": links_to("speakers", row["id"]),
    }


def matched(match: Match) -> Record:
    """Return a quote that is similar to a text, with its similarity and the differences."""
    return {
        "similarity": match.similarity,
        "kind": match.kind,
        "differences": [asdict(one) for one in match.differences],
        "quote": quote(match.row, {}),
    }


def tag(row: sqlite3.Row, related: Related) -> Record:  # noqa: ARG001 - one signature for all nouns
    """Return a tag."""
    names = ("id", "name", "kind", "article_count", "quote_count")
    return {**{name: row[name] for name in names}, "links": links_to("tags", row["id"])}


def publisher(row: sqlite3.Row, related: Related) -> Record:  # noqa: ARG001
    """Return a publisher."""
    names = ("id", "name", "domain", "url", "article_count", "quote_count")
    return {**{name: row[name] for name in names}, "links": links_to("publishers", row["id"])}


RENDER: Mapping[str, Render] = {
    "articles": article,
    "quotes": quote,
    "speakers": speaker,
    "tags": tag,
    "publishers": publisher,
}


def highlight(marked: str) -> Record:
    """Return a text as HTML with its matches marked, and the matches' offsets in the plain text."""
    places = [mark.start() - before for before, mark in enumerate(_MARK.finditer(marked))]
    text = html.escape(marked, quote=False).replace(MARK_BEGIN, "<mark>").replace(MARK_END, "</mark>")
    return {"text": text, "ranges": [*zip(places[::2], places[1::2], strict=True)]}


_MARK = re.compile(f"[{MARK_BEGIN}{MARK_END}]")


def chosen(record: Record, wanted: Sequence[str]) -> Record:
    """Return the wanted properties ("speaker", "speaker.name") of a record, and its id; all if none is named."""
    if not wanted:
        return record
    picked: Record = {"id": record["id"]}
    for name in wanted:
        outer, _, inner = name.partition(".")
        if outer not in record:
            continue
        if not inner or record[outer] is None:
            picked[outer] = record[outer]
        elif inner in record[outer]:
            own = picked.setdefault(outer, {"id": record[outer]["id"]} if "id" in record[outer] else {})
            own[inner] = record[outer][inner]
    return picked


def flat(record: Record, prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Yield the cells of a table row as (column, value); nested properties have dotted names, lists join by "; "."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            yield prefix + name, "; ".join(_cell_of(one) for one in value)
        else:
            yield prefix + name, value


def _cell_of(value: Any) -> str:
    return (
        str(value.get("name") or value.get("role") or value.get("id"))
        if isinstance(value, dict)
        else str(value)
    )
