"""Articles as other programs export them are read as articles of ours."""

import json

import pytest

from api.errors import InvalidFrontMatter, UnreadableFile
from api.extract import read_bytes
from api.extract.files.exports import articles_in, plain_values

TEXT = "“The wall held,” said Ada Bloom."
ADDRESS = "https://a.example/wall"


def read(document, columns=None):
    return list(read_bytes(json.dumps(document).encode(), "a.json", columns))


WORDPRESS = {
    "id": 812,
    "date": "2024-03-04T10:00:00",
    "guid": {"rendered": "https://a.example/?p=812"},
    "link": ADDRESS,
    "title": {"rendered": "The wall held"},
    "content": {"rendered": f"<p>{TEXT}</p>", "protected": False},
    "author": 12,
    "tags": [5, 6],
}
GUARDIAN = {
    "id": "marle/2024/mar/04/wall",
    "sectionName": "Marle",
    "webPublicationDate": "2024-03-04T10:00:00Z",
    "webTitle": "The wall held",
    "webUrl": ADDRESS,
    "fields": {"headline": "The wall held", "bodyText": TEXT, "byline": "Ana Ruiz"},
    "tags": [{"id": "marle/walls", "webTitle": "Walls"}],
}
REGISTRY = {
    "uri": "812",
    "lang": "eng",
    "dateTime": "2024-03-04T10:00:00Z",
    "date": "2024-03-04",
    "url": ADDRESS,
    "title": "The wall held",
    "body": TEXT,
    "authors": [{"uri": "ana@a.example", "name": "Ana Ruiz", "isAgency": False}],
}
SEARCHED = {
    "_index": "news",
    "_id": "-x7",
    "_source": {"headline": "The wall held", "text": TEXT, "url": ADDRESS},
}
MONGO = {
    "_id": {"$oid": "65e5a1"},
    "title": "The wall held",
    "text": TEXT,
    "date": {"$date": {"$numberLong": "1709546400000"}},
}
LINKED = {
    "@type": "NewsArticle",
    "headline": "The wall held",
    "articleBody": TEXT,
    "articleSection": ["Marle", "Walls"],
    "author": [{"@type": "Person", "name": "Ana Ruiz"}],
    "publisher": {"@type": "Organization", "name": "Echo"},
}

EMBEDDED = WORDPRESS | {
    "_embedded": {
        "author": [{"id": 12, "name": "Ana Ruiz"}],
        "wp:term": [
            [{"name": "Marle", "taxonomy": "category"}],
            [{"name": "Walls", "taxonomy": "post_tag"}, {"name": "Ice", "taxonomy": "post_tag"}],
        ],
    }
}
POST = {"title": "The wall held", "html": f"<p>{TEXT}</p>", "published_at": "2024-03-04T10:00:00.000Z"}
GHOST = {
    "db": [{"meta": {"version": "5"}, "data": {"posts": [POST | {"plaintext": TEXT, "status": "published"}]}}]
}
FEED = {
    "version": "https://jsonfeed.example/version/1.1",
    "title": "Echo",
    "items": [
        {
            "id": "7",
            "url": ADDRESS,
            "title": "The wall held",
            "content_html": TEXT,
            "date_published": "2024-03-04",
        }
    ],
}
ARC = {
    "type": "story",
    "canonical_url": "/marle/wall/",
    "headlines": {"basic": "The wall held"},
    "credits": {"by": [{"type": "author", "name": "Ana Ruiz"}]},
    "display_date": "2024-03-04T10:00:00Z",
    "content_elements": [{"type": "text", "content": TEXT}, {"type": "image", "caption": "A wall"}],
    "taxonomy": {"tags": [{"text": "Walls"}]},
}
STRAPI = {
    "data": [
        {
            "id": 7,
            "attributes": {
                "title": "The wall held",
                "content": [{"type": "paragraph", "children": [{"type": "text", "text": TEXT}]}],
                "author": {"data": {"id": 1, "attributes": {"name": "Ana Ruiz"}}},
                "tags": {"data": [{"id": 2, "attributes": {"name": "Walls"}}]},
            },
        }
    ]
}
DRUPAL = {
    "data": [
        {
            "type": "node--article",
            "id": "ab12",
            "attributes": {"title": "The wall held", "body": {"value": TEXT, "processed": f"<p>{TEXT}</p>"}},
        }
    ]
}
DIFFBOT = {
    "request": {},
    "objects": [
        {
            "title": "The wall held",
            "text": TEXT,
            "siteName": "Echo",
            "tags": [{"label": "Walls", "score": 0.9}],
        }
    ],
}
CRAWLED = {
    "success": True,
    "data": [
        {"markdown": TEXT, "metadata": {"title": "The wall held", "author": "Ana Ruiz", "sourceURL": ADDRESS}}
    ],
}


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        pytest.param(
            [EMBEDDED],
            {
                "id": "812",
                "published_on": "2024-03-04",
                "url": ADDRESS,
                "title": "The wall held",
                "authors": ("Ana Ruiz",),
                "tags": ("Walls", "Ice"),
                "section": "Marle",
            },
            id="wordpress-with-what-is-embedded",
        ),
        pytest.param(GHOST, {"title": "The wall held", "published_on": "2024-03-04"}, id="ghost"),
        pytest.param(
            {"posts": [POST | {"primary_author": {"name": "Ana Ruiz"}}], "meta": {}},
            {"title": "The wall held", "published_on": "2024-03-04", "authors": "Ana Ruiz"},
            id="ghost-api",
        ),
        pytest.param(
            {"posts": [POST | {"authors": [{"name": "Ana Ruiz"}, {"name": None}], "tags": [None]}]},
            {"title": "The wall held", "published_on": "2024-03-04", "authors": ("Ana Ruiz",)},
            id="who-left-the-paper-is-null",
        ),
        pytest.param(
            FEED,
            {"id": "7", "url": ADDRESS, "title": "The wall held", "published_on": "2024-03-04"},
            id="json-feed",
        ),
        pytest.param(
            ARC,
            {
                "title": "The wall held",
                "authors": ("Ana Ruiz",),
                "published_on": "2024-03-04",
                "tags": ("Walls",),
            },
            id="arc",
        ),
        pytest.param(
            STRAPI,
            {"id": "7", "title": "The wall held", "authors": "Ana Ruiz", "tags": ("Walls",)},
            id="strapi",
        ),
        pytest.param(DRUPAL, {"id": "ab12", "title": "The wall held"}, id="drupal"),
        pytest.param(
            DIFFBOT, {"title": "The wall held", "publisher": "Echo", "tags": ("Walls",)}, id="diffbot"
        ),
        pytest.param(
            CRAWLED, {"title": "The wall held", "authors": "Ana Ruiz", "url": ADDRESS}, id="firecrawl"
        ),
        pytest.param(
            {"title": "The wall held", "text": TEXT, "source": {"uri": "a.example", "title": "Echo"}},
            {"title": "The wall held", "publisher": "Echo"},
            id="a-source-with-a-title",
        ),
        pytest.param(
            [WORDPRESS],
            {"id": "812", "published_on": "2024-03-04", "url": ADDRESS, "title": "The wall held"},
            id="wordpress",
        ),
        pytest.param(
            {"response": {"status": "ok", "results": [GUARDIAN]}},
            {
                "section": "Marle",
                "published_on": "2024-03-04",
                "title": "The wall held",
                "url": ADDRESS,
                "byline": "Ana Ruiz",
                "tags": ("Walls",),
            },
            id="guardian",
        ),
        pytest.param(
            {"articles": {"results": [REGISTRY], "totalResults": 1}},
            {
                "language": "en",
                "published_on": "2024-03-04",
                "url": ADDRESS,
                "title": "The wall held",
                "authors": ("Ana Ruiz",),
            },
            id="event-registry",
        ),
        pytest.param(
            {"took": 3, "hits": {"total": {"value": 1}, "hits": [SEARCHED]}},
            {"title": "The wall held", "url": ADDRESS},
            id="elasticsearch",
        ),
        pytest.param(
            MONGO, {"id": "65e5a1", "title": "The wall held", "published_on": "2024-03-04"}, id="mongodb"
        ),
        pytest.param(
            {"title": {"0": "The wall held"}, "text": {"0": TEXT}, "author": {"0": None}},
            {"title": "The wall held"},
            id="a-table-by-columns",
        ),
        pytest.param(
            {"w1": {"title": "The wall held", "text": TEXT}}, {"title": "The wall held"}, id="by-ids"
        ),
        pytest.param(
            LINKED,
            {"title": "The wall held", "section": "Marle", "authors": ("Ana Ruiz",), "publisher": "Echo"},
            id="schema.org",
        ),
    ],
)
def test_exports_are_read(document, fields):
    (raw,) = read(document)

    assert raw.text == TEXT
    assert raw.fields == fields


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param(1709546400, "2024-03-04", id="seconds"),
        pytest.param(1709546400.25, "2024-03-04", id="parts-of-a-second"),
        pytest.param("1709546400", "2024-03-04", id="seconds-as-text"),
        pytest.param(1709546400000, "2024-03-04", id="milliseconds"),
        pytest.param(1709596799, "2024-03-04", id="the-last-second-of-the-day-in-utc"),
        pytest.param(20240304, "2024-03-04", id="a-day-as-a-number"),
        pytest.param("20240304", "2024-03-04", id="a-day-as-digits"),
        pytest.param(2024, "2024", id="a-year"),
    ],
)
def test_a_time_that_is_a_number_is_a_day(value, day):
    (raw,) = read({"body": TEXT, "date": value})

    assert raw.fields == {"published_on": day}


@pytest.mark.parametrize(
    "value",
    [202403041000, 20241304, 170954640, "yesterday", True],
    ids=["minutes", "month 13", "short", "word", "yes"],
)
def test_other_numbers_are_no_day(value):
    with pytest.raises(InvalidFrontMatter, match="published_on is "):
        read({"body": TEXT, "published_on": value})


@pytest.mark.parametrize(
    ("given", "code"),
    [("English", "en"), ("eng", "en"), ("EN", "en"), ("en_US", "en"), ("fra", "fr"), ("pt-BR", "pt")],
)
def test_a_language_may_be_named(given, code):
    (raw,) = read({"body": TEXT, "language": given})

    assert raw.fields == {"language": code}


def test_a_language_that_nobody_knows_is_refused():
    with pytest.raises(InvalidFrontMatter, match="language is 'marlish'"):
        read({"body": TEXT, "language": "Marlish"})


@pytest.mark.parametrize("name", ["body", "text"])
def test_a_text_may_be_a_list_of_paragraphs(name):
    (raw,) = read({name: ["The wall held.", "It did."]})

    assert raw.text == "The wall held.\n\nIt did."


@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param(f"{TEXT} It stood… [+2213 chars]", f"{TEXT} It stood…", id="cut"),
        pytest.param(
            f"{TEXT} It grew [+5 chars] in a day.", f"{TEXT} It grew [+5 chars] in a day.", id="within"
        ),
    ],
)
def test_how_much_was_cut_is_no_text(given, text):
    (raw,) = read([{"title": "The wall held", "content": given}])

    assert raw.text == text


def test_columns_say_which_key_is_the_text():
    (raw,) = read({"items": [{"paragraphs": ["The wall held.", "It did."]}]}, {"paragraphs": "body"})

    assert (raw.path, raw.text) == ("a.json#1", "The wall held.\n\nIt did.")


def test_an_article_inside_another_object_goes_before_what_is_around_it():
    (raw,) = read({"title": "Result 1", "url": ADDRESS, "article": {"headline": "Ice", "text": TEXT}})

    assert raw.fields == {"title": "Ice", "url": ADDRESS}


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"a": [{"text": TEXT}], "b": [{"text": TEXT}]}, id="two-lists"),
        pytest.param({"a": {"b": {"c": {"d": [{"text": TEXT}]}}}}, id="too-deep"),
        pytest.param({"items": [{"title": "Ice"}]}, id="no-texts"),
        pytest.param({"items": []}, id="nothing"),
    ],
)
def test_what_may_be_anything_is_no_list_of_articles(document):
    assert articles_in(document, {}) is None
    with pytest.raises(UnreadableFile, match='"body" is missing or empty'):
        read(document)


def test_one_article_is_no_list():
    assert articles_in({"body": TEXT, "related": [{"body": "Another."}]}, {}) is None


def test_an_id_of_ours_that_does_not_fit_is_still_refused():
    with pytest.raises(InvalidFrontMatter, match="id is 'a/b'"):
        read({"id": "a/b", "body": TEXT})


def test_a_slip_is_still_refused():
    with pytest.raises(InvalidFrontMatter, match="unknown field 'titel'"):
        read({"titel": "Ice", "body": TEXT})


@pytest.mark.parametrize(
    "wrapped", ['{"name": ' * 900 + '"Ada"' + "}" * 900, "[" * 900 + "]" * 900], ids=["objects", "lists"]
)
def test_what_is_wrapped_for_ever_is_refused(wrapped):
    with pytest.raises(InvalidFrontMatter, match="title is "):
        list(read_bytes(f'{{"title": {wrapped}, "body": "The wall held."}}'.encode(), "a.json"))


def test_what_is_plain_stays_as_it_is():
    fields = {
        "id": "ice-1",
        "title": "Ice",
        "authors": ["Ana Ruiz"],
        "published_on": "2024-01",
        "language": "en-GB",
        "tags": "ice, snow",
        "rights": "open",
        "body": TEXT,
        "layout": {"name": "wide"},
    }

    assert plain_values(fields, {}) == fields


@pytest.mark.parametrize("status", ["draft", "private", "Trash", "scheduled"])
def test_what_is_not_published_is_refused(status):
    with pytest.raises(UnreadableFile, match=f'"status" is .{status}.; expected a published article'):
        read({"title": "The wall held", "text": TEXT, "status": status})


def test_a_whole_page_in_a_field_is_read_like_a_saved_page():
    paragraphs = "".join(
        f"<p>{TEXT} The sea had risen to the third mark by then, {day}.</p>" for day in ("Monday", "Friday")
    )
    page = (
        "<!DOCTYPE html><html><head><title>The wall held | Echo</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>The wall held</h1>{paragraphs}</article></body></html>"
    )
    (raw,) = read({"url": ADDRESS, "html": page, "published_on": "2024-03-04"})

    assert raw.format == "html"
    assert "Home" not in raw.text
    assert raw.fields | {"url": ADDRESS, "title": "The wall held", "published_on": "2024-03-04"} == raw.fields
