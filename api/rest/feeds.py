"""A list of quotes as a feed: Atom (RFC 4287) and JSON Feed 1.1.

In: the records of a page, and when each came into the corpus.  Out: a document.
An entry's `updated` is the time when its article came into the corpus: dates of publication are often known only to
the month, which neither format can express. They are given as Dublin Core's `date`, as precise as they are known.
"""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree  # nosec B405  # writes here, and reads nothing

from api.rest.render import Record, absolute, link_to

_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_FORBIDDEN = {code: None for code in range(32) if code not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}

ElementTree.register_namespace("", _ATOM)
ElementTree.register_namespace("dc", _DUBLIN_CORE)


def title_of(record: Record) -> str:
    """Return a line that says whose words the entry quotes, and where they are printed."""
    name = record["speaker"]["name"] if record["speaker"] else "Nobody named"
    return f"{name}, in: {record['article']['title']}"


def words_of(record: Record) -> str:
    """Return the words, in quotation marks where they are the speaker's own."""
    return str(record["text"]) if record["kind"] == "indirect" else f"“{record['text']}”"


def atom(facts: Mapping[str, str], records: Sequence[Record], added: Mapping[str, str]) -> bytes:
    """Return an Atom feed. `facts`: title, updated, self, html and perhaps next; `added`: UTC times by quote id."""
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _child(feed, "id", facts["self"])
    _child(feed, "title", facts["title"])
    _child(feed, "updated", facts["updated"])
    _child(_child(feed, "author"), "name", facts["corpus"])
    for relation in ("self", "html", "next"):
        if relation in facts:
            rel, type_ = (
                ("alternate", "text/html") if relation == "html" else (relation, "application/atom+xml")
            )
            _child(feed, "link", rel=rel, type=type_, href=facts[relation])
    for record in records:
        _entry(feed, record, added[record["id"]])
    document: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(feed: ElementTree.Element, record: Record, added: str) -> None:
    entry = _child(feed, "entry")
    _child(entry, "id", absolute("/v1" + link_to("quotes", record["id"])))
    _child(entry, "title", title_of(record))
    _child(entry, "updated", added)
    _child(entry, "link", rel="alternate", type="text/html", href=absolute(link_to("quotes", record["id"])))
    if record["links"]["source"]:
        _child(entry, "link", rel="via", href=record["links"]["source"])
    if record["speaker"]:
        _child(_child(entry, "author"), "name", record["speaker"]["name"])
    _child(entry, "content", words_of(record), type="text")
    if record["article"]["published_on"]:
        ElementTree.SubElement(entry, f"{{{_DUBLIN_CORE}}}date").text = record["article"]["published_on"]


def _child(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text.translate(_FORBIDDEN) or None  # XML has no way to write these characters
    return child


def json_feed(facts: Mapping[str, str], records: Sequence[Record], added: Mapping[str, str]) -> Record:
    """Return a JSON Feed; the arguments are those of `atom`."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": facts["title"],
        "home_page_url": facts["html"],
        "feed_url": facts["self"],
        "items": [_item(record, added[record["id"]]) for record in records],
    }
    return feed | ({"next_url": facts["next"]} if "next" in facts else {})


def _item(record: Record, added: str) -> Record:
    item: Record = {
        "id": absolute("/v1" + link_to("quotes", record["id"])),
        "url": absolute(link_to("quotes", record["id"])),
        "title": title_of(record),
        "content_text": words_of(record),
        "date_modified": added,
        "_on_record": {"published_on": record["article"]["published_on"], "kind": record["kind"]},
    }
    if record["links"]["source"]:
        item["external_url"] = record["links"]["source"]
    if record["speaker"]:
        item["authors"] = [{"name": record["speaker"]["name"]}]
    return item
