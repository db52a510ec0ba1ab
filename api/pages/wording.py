"""The words that readers see for the codes of the data model.

In: a kind, method, date or number as stored.  Out: plain English.  Which facts a page shows is the work
of the views; where a link leads is the work of `urls`.
"""

from api.pages.contexts import Row

KINDS = {
    "direct": "the speaker’s own words",
    "mixed": "a fragment of the speaker’s words inside the reporter’s sentence",
    "indirect": "the reporter’s words for what was said",
}
KIND_LABELS = {"direct": "direct quote", "mixed": "quoted fragment", "indirect": "reported speech"}
KIND_NOUNS = {
    "direct": ("direct quote", "direct quotes"),
    "mixed": ("quoted fragment", "quoted fragments"),
    "indirect": ("reported statement", "reported statements"),
}
METHODS = {
    "named": "the article names the speaker next to the quote",
    "pronoun": "a pronoun next to the quote refers to the speaker",
    "description": "a description next to the quote refers to the speaker",
    "continuation": "it continues a quote whose speaker is known",
    "corpus": "other articles of the corpus show who this is",
    "curated": "a curator has checked and set the speaker",
    "none": "nobody was found",
}
METHOD_LABELS = {
    "named": "by name",
    "pronoun": "by a pronoun",
    "description": "by a description",
    "continuation": "as the same utterance",
    "corpus": "from other articles",
    "curated": "by a curator",
    "none": "to nobody",
}
SPEAKER_KINDS = {
    "person": "person",
    "organization": "organisation",
    "group": "group",
    "anonymous": "anonymous source",
}
RIGHTS = {"open": "open", "restricted": "restricted: an excerpt and the quotes only", "unknown": "not known"}
LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""The languages of many newspapers, by their codes in ISO 639-1; any other is shown as its code."""

FORMATS = {
    "json": ("JSON", "application/json", "records as the API shows them, a page at a time"),
    "ndjson": ("NDJSON", "application/x-ndjson", "one record per line, the whole list"),
    "csv": ("CSV", "text/csv", "a table for spreadsheets, the whole list"),
    "jsonld": ("JSON-LD", "application/ld+json", "linked data with the vocabulary of schema.org, a page at a time"),
    "annotations": ("Annotations", "application/ld+json", "W3C Web Annotations: each quote’s place in its article"),
    "atom": ("Atom", "application/atom+xml", "a feed of new quotes, for feed readers"),
    "jsonfeed": ("JSON Feed", "application/feed+json", "the same feed as JSON"),
}  # fmt: skip
"""The representations of the API's lists: name, media type, and what each is for."""

CONFIDENCE_BANDS = {tenth: f"{tenth * 10} to {tenth * 10 + 10}%" for tenth in range(10)}
DATE_PRECISIONS = {0: "no date", 4: "year", 7: "month", 10: "day"}

_LIKELIHOODS = (
    (0.95, "almost certain"),
    (0.85, "very likely"),
    (0.70, "likely"),
    (0.50, "more likely than not"),
    (0.00, "uncertain"),
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def likelihood(confidence: float) -> str:
    """Return `confidence` (0..1) in words and per cent.

    >>> likelihood(0.97)
    'almost certain (97%)'
    """
    words = next(words for least, words in _LIKELIHOODS if confidence >= least)
    return f"{words} ({confidence:.0%})"


def printed_date(date: str | None) -> str:
    """Return an ISO date, perhaps partial, as a newspaper prints it; "undated" when there is none.

    >>> printed_date("2025-11-08"), printed_date("2025-11"), printed_date(None)
    ('8 November 2025', 'November 2025', 'undated')
    """
    if not date:
        return "undated"
    year, *rest = date[:10].split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def language(code: str) -> str:
    """Return the English name of a language; the code itself if it isn't in LANGUAGES.

    >>> language("cy"), language("tlh")
    ('Welsh', 'tlh')
    """
    return LANGUAGES.get(code, code)


def shortened(text: str, length: int = 70) -> str:
    """Return `text` cut between words to at most `length` characters, with an ellipsis if anything is cut.

    >>> shortened("The sea does not wait.", 12)
    'The sea…'
    """
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:—–") + "…"


def citation(quote: Row, permalink: str) -> str:
    """Return a row of quote_details as a citation in one sentence."""
    words = quote["text"] if quote["kind"] == "indirect" else f"“{quote['text']}”"
    speaker = quote["speaker_name"] or "Speaker not named"
    source = [f"“{quote['article_title']}”", quote["publisher_name"], printed_date(quote["published_on"])]
    verb = "reported" if quote["kind"] == "indirect" else "quoted"
    return f"{speaker}: {words} ({verb} in {', '.join(filter(None, source))}). {permalink}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "quote"), counted(1200, "quote")
    ('1 quote', '1,200 quotes')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


TEMPLATE_FILTERS = {
    "counted": counted,
    "date": printed_date,
    "kind": KINDS.__getitem__,
    "kind_label": KIND_LABELS.__getitem__,
    "language": language,
    "likelihood": likelihood,
    "method": METHODS.__getitem__,
    "method_label": METHOD_LABELS.__getitem__,
    "rights": RIGHTS.__getitem__,
    "shortened": shortened,
    "speaker_kind": SPEAKER_KINDS.__getitem__,
}
"""Filters for templates: {{ quote.kind|kind_label }}."""
