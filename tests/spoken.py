"""Show who says what in a text as tests of speakers have it: names, in the order of the quotations."""

from api.extract import extract_article
from api.model import Quote, RawFile


def quotations_in(text: str) -> list[Quote]:
    """Return the quotations of an article, without reports."""
    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Tolls"}))
    return [quote for quote in article.quotes if quote.kind != "indirect"]


def speakers(text: str) -> list[str | None]:
    """Return the name of each quotation's speaker."""
    return [quote.speaker and quote.speaker.name for quote in quotations_in(text)]
