"""Pages of one record: a quote, an article, a speaker, a tag, a publisher, with related records.

In: the id in the address.  Out: HTML, or the page that says there is no such record and which may be meant.
"""

from collections import Counter
from collections.abc import Sequence

from flask import current_app
from werkzeug.wrappers import Response

from api.pages import urls
from api.pages.blueprint import pages
from api.pages.contexts import OneArticle, OnePublisher, OneQuote, OneSpeaker, OneTag, Row
from api.pages.frame import about_item, render, the_database
from api.pages.marking import paragraphs, shifted, stretches, voices
from api.pages.rows import FilterValue, some_rows
from api.pages.timeline import make_timeline
from api.pages.wording import METHODS, citation, likelihood, shortened
from api.store import profiles
from api.store.connect import Database
from api.store.facets import facet_counts
from api.store.filters import QUOTES, ListQuery
from api.store.ready import text_fragment
from api.store.select import get_record


@pages.get("/quotes/<id_>")
def one_quote(id_: str) -> Response:
    """Show a quote, the words that attribute it, and how sure that is."""
    db = the_database()
    record = get_record(db, "quotes", id_, ("context", "occurrences"))
    quote, passage = record.row, record.related["context"]
    siblings = _quotes_of(db, get_record(db, "articles", quote["article_id"]).row)
    place = next(number for number, sibling in enumerate(siblings) if sibling["id"] == id_)
    permalink = urls.absolute(urls.item("quotes", id_))
    return render(
        OneQuote(
            **about_item("quotes", record, f"“{shortened(quote['text'])}”", citation(quote, permalink)),
            quote=quote,
            evidence=stretches(passage.text, 0, len(passage.text), [shifted(quote, -passage.start)]),
            source_url=text_fragment(quote["article_url"], quote["text"]),
            confidence=likelihood(quote["confidence"]),
            method=METHODS[quote["method"]],
            cite=citation(quote, permalink),
            citations=urls.citations("quotes", id_),
            report_url=urls.report(current_app.config["SETTINGS"].report_to, quote, permalink),
            permalink=permalink,
            previous=siblings[place - 1] if place else None,
            next=siblings[place + 1] if place + 1 < len(siblings) else None,
            wordings=record.related["occurrences"] or (),
        )
    )


@pages.get("/articles/<id_>")
def one_article(id_: str) -> Response:
    """Show an article with its quotes marked, each with a note that says who speaks and how we know."""
    db = the_database()
    record = get_record(db, "articles", id_, ("tags", "body", "copies"))
    article, quotes = record.row, _quotes_of(db, record.row)
    body = article["body"]
    return render(
        OneArticle(
            **about_item("articles", record, article["title"], article["excerpt"]),
            article=article,
            authors=[author["name"] for author in record.related["authors"] or ()],
            tags=record.related["tags"] or (),
            copies=record.related["copies"] or (),
            quotes=quotes,
            paragraphs=paragraphs(body, quotes) if body is not None else (),
            excerpt=article["excerpt"] if body is None else None,
            speakers=_who_speaks(quotes),
            voices=voices(quotes),
            numbers={quote["id"]: number for number, quote in enumerate(quotes, 1)},
        )
    )


@pages.get("/speakers/<id_>")
def one_speaker(id_: str) -> Response:
    """Show who a speaker is, when and where the speaker is quoted, and what was said."""
    db = the_database()
    record = get_record(db, "speakers", id_, ("aliases",))
    speaker, own = record.row, ListQuery(QUOTES).having(speaker=(id_,))
    return render(
        OneSpeaker(
            **about_item(
                "speakers", record, speaker["name"], speaker["description"] or f"What {speaker['name']} said"
            ),
            speaker=speaker,
            aliases=[
                row["alias"] for row in record.related["aliases"] or () if row["alias"] != speaker["name"]
            ],
            roles=profiles.printed_roles(db, id_),
            timeline=make_timeline(db, own),
            tags=_counted_rows(db, own, "tag"),
            publishers=_counted_rows(db, own, "publisher"),
            related=profiles.quoted_beside(db, id_),
            quotes=_newest_quotes(db, 10, speaker=(id_,)),
        )
    )


@pages.get("/tags/<id_>")
def one_tag(id_: str) -> Response:
    """Show the articles with a tag, and who speaks in them."""
    db = the_database()
    record, own = get_record(db, "tags", id_), ListQuery(QUOTES).having(tag=(id_,))
    tag = record.row
    return render(
        OneTag(
            **about_item(
                "tags", record, tag["name"], f"Articles tagged {tag['name']}, and who speaks in them"
            ),
            tag=tag,
            speakers=_counted_rows(db, own, "speaker"),
            timeline=make_timeline(db, own),
            articles=_newest_articles(db, tag=(id_,)),
            quotes=_newest_quotes(db, 10, tag=(id_,)),
        )
    )


@pages.get("/publishers/<id_>")
def one_publisher(id_: str) -> Response:
    """Show a publisher's articles, and whom they quote."""
    db = the_database()
    record, own = get_record(db, "publishers", id_), ListQuery(QUOTES).having(publisher=(id_,))
    publisher = record.row
    return render(
        OnePublisher(
            **about_item(
                "publishers",
                record,
                publisher["name"],
                f"Articles of {publisher['name']}, and whom they quote",
            ),
            publisher=publisher,
            speakers=_counted_rows(db, own, "speaker"),
            tags=_counted_rows(db, own, "tag"),
            timeline=make_timeline(db, own),
            articles=_newest_articles(db, publisher=(id_,)),
            reprinted=_newest_articles(db, original_publisher=(id_,)),
        )
    )


def _newest_quotes(db: Database, limit: int, **filters: FilterValue) -> Sequence[Row]:
    return some_rows(db, "quotes", limit, "-published_on", **filters)


def _counted_rows(db: Database, query: ListQuery, name: str) -> list[Row]:
    """Return the commonest values of a facet of quotes as rows with id, name, quote_count and quotes_url."""
    found = facet_counts(db, query, [name])[name]
    return [
        {"id": one.value, "name": one.label, "quote_count": one.count, "quotes_url": urls.list_of(one.query)}
        for one in found.buckets
    ]


def _newest_articles(db: Database, **filters: FilterValue) -> Sequence[Row]:
    return some_rows(db, "articles", 25, "-published_on", **filters)


def _quotes_of(db: Database, article: Row) -> Sequence[Row]:
    count = max(1, article["quote_count"])
    return some_rows(db, "quotes", count, "published_on", article=(article["id"],))


def _who_speaks(quotes: Sequence[Row]) -> list[Row]:
    counts = Counter(quote["speaker_id"] for quote in quotes)
    names = {quote["speaker_id"]: quote["speaker_name"] for quote in quotes}
    return [
        {"id": id_, "name": names[id_], "voice": voice, "quote_count": counts[id_]}
        for id_, voice in voices(quotes).items()
    ]
