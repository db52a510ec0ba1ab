"""The representations that answers come in: their names in `format`, their media types, what they are for.

Lists and records that offer more than JSON name theirs here; `answers` sends them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One representation. `is_json`: a JSON document; `whole`: all records of a list at once, as a stream."""

    media_type: str
    about: str
    is_json: bool = False
    whole: bool = False


FORMATS = {
    "json": Format("application/json", "Our own JSON.", is_json=True),
    "ndjson": Format("application/x-ndjson", "One JSON record per line; the whole list.", whole=True),
    "csv": Format("text/csv", "A table with a header line; the whole list.", whole=True),
    "jsonld": Format("application/ld+json", "JSON-LD with the vocabulary of schema.org.", is_json=True),
    "annotations": Format(
        'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
        "W3C Web Annotations: each quote's place in its article.",
        is_json=True,
    ),
    "atom": Format("application/atom+xml", "An Atom feed."),
    "jsonfeed": Format("application/feed+json", "A JSON Feed.", is_json=True),
    "citation": Format("text/plain", "A citation to print."),
    "bibtex": Format("application/x-bibtex", "A citation as BibTeX."),
    "csl": Format("application/vnd.citationstyles.csl+json", "A citation as CSL-JSON.", is_json=True),
    "wikitext": Format("text/x-wiki", "A citation as Wikipedia's template {{cite news}}."),
    "text": Format("text/plain", "The body alone: the text that offsets refer to."),
}
MEDIA_TYPES = {name: one.media_type for name, one in FORMATS.items()}

ITEM_FORMATS = {
    "quotes": ("json", "jsonld", "annotations", "citation", "bibtex", "csl", "wikitext"),
    "articles": ("json", "jsonld", "text", "citation", "bibtex", "csl", "wikitext"),
    "speakers": ("json", "jsonld"),
}
"""The representations of a single record, by noun; nouns not listed have only JSON."""
