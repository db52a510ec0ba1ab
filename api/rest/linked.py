"""Records as linked data: schema.org's Quotation, NewsArticle and Person, and W3C Web Annotations.

In: records as `render` makes them, and what belongs to them.  Out: dictionaries, ready for JSON.
Addresses are absolute, because these documents are read in other places. What we can't vouch for is left out: a group
of people is neither a Person nor an Organization, indirect words are not the speaker's own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g

from api.rest.render import RENDER, Record, absolute, link_to
from api.store.rights import Passage
from api.store.select import Record as Stored

SCHEMA_ORG = "https://schema.org"
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points before and after a quote, enough to find it again in another copy
_TYPES = {"person": "Person", "organization": "Organization"}


def _known(properties: Mapping[str, Any]) -> Record:
    """Leave out unknown properties: in linked data, absence means unknown."""
    return {name: value for name, value in properties.items() if value is not None and value != []}


def _iri(resource: str, id_: str) -> str:
    return absolute("/v1" + link_to(resource, id_))


def speaker(record: Record) -> Record:
    """Return a speaker as schema.org's Person or Organization; as a Thing if of another kind."""
    wikidata = record.get("wikidata_id")
    return _known(
        {
            "@type": _TYPES.get(record["kind"], "Thing"),
            "@id": _iri("speakers", record["id"]),
            "name": record["name"],
            "alternateName": record.get("aliases"),
            "description": record.get("description"),
            "sameAs": f"http://www.wikidata.org/entity/{wikidata}" if wikidata else None,
            "url": absolute(link_to("speakers", record["id"])),
        }
    )


def _publisher(record: Record | None) -> Record | None:
    if record is None:
        return None
    iri = _iri("publishers", record["id"])
    return {"@type": "Organization", "@id": iri, "name": record["name"]}


def article(record: Record) -> Record:
    """Return an article as schema.org's NewsArticle; its body only when it is served at all."""
    printed = not record.get("title_is_derived", False)
    return _known(
        {
            "@type": "NewsArticle",
            "@id": _iri("articles", record["id"]),
            "name": record["title"],
            "headline": record["title"] if printed and "title_is_derived" in record else None,
            "alternativeHeadline": record.get("subtitle"),
            "articleSection": record.get("section"),
            "author": [{"@type": "Person", "name": author["name"]} for author in record.get("authors", ())],
            "datePublished": record["published_on"],
            "publisher": _publisher(record["publisher"]),
            "inLanguage": record.get("language"),
            "wordCount": record.get("word_count"),
            "keywords": [tag["name"] for tag in record.get("tags", ())],
            "articleBody": record.get("body"),
            "url": record["url"],
        }
    )


def quotation(record: Record) -> Record:
    """Return a quote as schema.org's Quotation; `creator` is set only for the speaker's own words."""
    said_by = speaker(record["speaker"]) if record["speaker"] else None
    return _known(
        {
            "@type": "Quotation",
            "@id": _iri("quotes", record["id"]),
            "identifier": record["id"],
            "text": record["text"],
            "spokenByCharacter": said_by,
            "creator": {"@id": said_by["@id"]} if said_by and record["kind"] != "indirect" else None,
            "isPartOf": article(record["article"]),
            "url": record["links"]["source"] or absolute(link_to("quotes", record["id"])),
        }
    )


LINKED = {"quotes": quotation, "articles": article, "speakers": speaker}


def of_stored(resource: str, stored: Stored) -> Record:
    """Return a record of the store as a JSON-LD document."""
    return document(resource, RENDER[resource](stored.row, stored.related))


def document(resource: str, record: Record) -> Record:
    """Return one record as a JSON-LD document."""
    return {"@context": SCHEMA_ORG, **LINKED[resource](record)}


def graph(resource: str, records: Sequence[Record]) -> Record:
    """Return the records of a page as a JSON-LD document."""
    return {"@context": SCHEMA_ORG, "@graph": [LINKED[resource](record) for record in records]}


# --- annotations ---------------------------------------------------------------------------------------------------


def annotation(record: Record, around: Passage, rights: str) -> Record:
    """Return a quote as a Web Annotation: what is known about the words, and selectors that find them.

    In the original, they are found by the words and those before and after them; where the body is served, also by
    their offsets in it, in Unicode code points.
    """
    return _known(
        {
            "id": absolute("/v1" + link_to("quotes", record["id"]), "format=annotations"),
            "type": "Annotation",
            "motivation": "identifying" if record["speaker"] else "highlighting",
            "body": _bodies(record),
            "target": _targets(record, around, rights),
        }
    )


def _bodies(record: Record) -> list[Record]:
    if record["speaker"] is None:
        return []
    named, how = record["speaker"], record["attribution"]
    comment = f"{record['kind']} quote of {named['name']} ({how['method']}, confidence {how['confidence']})"
    return [
        {"type": "SpecificResource", "source": _iri("speakers", named["id"]), "purpose": "identifying"},
        {"type": "TextualBody", "value": comment, "format": "text/plain", "purpose": "commenting"},
    ]


def _targets(record: Record, around: Passage, rights: str) -> list[Record]:
    words = _text_selector(record, around)
    here = _iri("articles", record["article"]["id"])
    targets = []
    if record["article"]["url"]:
        targets.append({"source": record["article"]["url"], "selector": [words]})
    if rights != "restricted" or g.db.whole_bodies:
        place = {"type": "TextPositionSelector", "start": record["start"], "end": record["end"]}
        targets.append({"source": f"{here}?format=text", "selector": [words, place]})
    return targets or [{"source": here, "selector": [words]}]


def _text_selector(record: Record, around: Passage) -> Record:
    first, last = record["start"] - around.start, record["end"] - around.start
    return {
        "type": "TextQuoteSelector",
        "exact": record["text"],
        "prefix": around.text[max(0, first - _AROUND) : first],
        "suffix": around.text[last : last + _AROUND],
    }
