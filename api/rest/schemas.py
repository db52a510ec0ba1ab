"""The answers, property by property: the OpenAPI description is made from them, and tests check every answer by them.

Answers are not made by these schemas (dumping a page through marshmallow takes longer than finding it);
`render` makes them, and the tests prove that they conform.
"""

from typing import Any, get_args

from marshmallow import RAISE, Schema, fields, validate

from api.model import Method, QuoteKind, Rights, SpeakerKind, TagOrigin

_PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class Answer(Schema):
    """Base of all answers: undeclared properties are errors."""

    class Meta:  # noqa: D106 - marshmallow's own name for options
        unknown = RAISE


def described(text: str, **more: Any) -> dict[str, Any]:
    """Return the arguments that give a field its text in the OpenAPI description."""
    return {"metadata": {"description": text, **more}}


def text_of(about: str, **more: Any) -> fields.String:
    """Return a text field."""
    return fields.String(**described(about), **more)


def text_or_null(about: str, **more: Any) -> fields.String:
    """Return a text field that may be null."""
    return fields.String(allow_none=True, **described(about), **more)


def count_of(about: str, **more: Any) -> fields.Integer:
    """Return a field for a whole number from 0."""
    return fields.Integer(validate=validate.Range(min=0), **described(about), **more)


def one_of(values: tuple[str, ...], about: str, **more: Any) -> fields.String:
    """Return a field for one of a closed list of values."""
    return fields.String(validate=validate.OneOf(values), **described(about), **more)


def _date_or_null(about: str) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Regexp(_PARTIAL_DATE), **described(about))


def nested(schema: type[Schema], about: str, **more: Any) -> fields.Nested:
    """Return a field for an object of that schema."""
    return fields.Nested(schema, **described(about), **more)


def many(schema: type[Schema], about: str, **more: Any) -> fields.List[Any]:
    """Return a field for a list of objects of that schema."""
    return fields.List(fields.Nested(schema), **described(about), **more)


def _id(noun: str) -> fields.String:
    return text_of(f"Id of the {noun}; stable over rebuilds of the corpus.", required=True)


class Links(Answer):
    """Where the record itself is."""

    self = text_of("This record in the API.", required=True)
    html = text_of("This record as a page.", required=True)


class SelfLink(Answer):
    """Where the answer is."""

    self = text_of("This answer.", required=True)


class QuoteLinks(Links):
    """Where a quote is."""

    article = text_of("The article it is printed in, in the API.", required=True)
    source = text_or_null(
        "The original, at the quoted words (a text fragment); null when its address is unknown."
    )


class PublisherName(Answer):
    """A publisher, briefly."""

    id = _id("publisher")
    name = text_of("Name as printed or curated.")


class Author(Answer):
    """An author of an article."""

    id = _id("author")
    name = text_of("Name as in the byline.", required=True)


class ArticleTag(Answer):
    """A tag of an article."""

    id = _id("tag")
    name = text_of("The tag as printed or curated.", required=True)
    kind = text_of("Kind of subject: subject, person, place, organization.", required=True)
    origin = one_of(
        get_args(TagOrigin),
        "Printed by the publisher, given by the curator, or derived from the text.",
        required=True,
    )


class Highlight(Answer):
    """Where the words of `q` occur."""

    text = text_of("The text as HTML: escaped, each match inside <mark>.", required=True)
    ranges = fields.List(
        fields.List(fields.Integer(), validate=validate.Length(equal=2)),
        required=True,
        **described("Start and exclusive end of each match, in Unicode code points of the plain text."),
    )


class ArticleHighlight(Answer):
    """Where the words of `q` occur in an article."""

    title = nested(Highlight, "The title.", required=True)
    body = nested(
        Highlight, "A passage of the body of at most 30 words, with ranges in that passage.", required=True
    )


class ArticleLinks(Links):
    """Where an article is, and where a copy of the original may be."""

    copies = text_or_null("All articles of its story, including itself; null when there is no other.")
    archive = text_or_null(
        "Where the Internet Archive would have a copy of the original from the time of publication; whether it has "
        "one is not checked. Null when the original's address is unknown."
    )


class Copy(Answer):
    """Another article of the same story: nearly the same text, perhaps under another headline."""

    id = _id("article")
    title = text_of("Headline.", required=True)
    url = text_or_null("Address of the original.", required=True)
    published_on = _date_or_null("ISO date of publication, as precise as it is known.")
    publisher = nested(PublisherName, "Who published it.", allow_none=True, required=True)
    is_original = fields.Boolean(
        required=True, **described("true: it is likely the original, whose id is the story's.")
    )
    links = nested(Links, "Where it is.", required=True)


class Provenance(Answer):
    """Where an article's record comes from."""

    source_path = text_of(
        "The file in the corpus folder; file.jsonl#3 in a file of many articles.", required=True
    )
    source_sha256 = text_of("SHA-256 of the bytes as received, in hex digits.", required=True)
    extractor_version = text_of("Version of the extractor that read it.", required=True)
    added_at = text_of("When this version of the article first came into the corpus, UTC.", required=True)


class Article(Answer):
    """A news article, as its publisher printed it, without what is not part of it."""

    id = _id("article")
    title = text_of("Headline as printed; see title_is_derived.")
    title_is_derived = fields.Boolean(
        **described("true: no headline was printed, the title is made from the first sentence.")
    )
    subtitle = text_or_null("Standfirst or deck, as printed.")
    section = text_or_null("Section of the paper, as printed.")
    byline = text_or_null("As printed.")
    authors = many(Author, "The names in the byline, in its order.")
    language = text_or_null("Language of the body, ISO 639-1.")
    published_on = _date_or_null(
        "ISO date of publication, as precise as it is known: 2025, 2025-11 or 2025-11-08."
    )
    url = text_or_null("Address of the original.")
    publisher = nested(PublisherName, "Who published this copy; null when unknown.", allow_none=True)
    original_publisher = nested(
        PublisherName,
        "The publisher that it was reprinted from, or whose article it digests; null if there is none.",
        allow_none=True,
    )
    story = text_of(
        "Shared by articles with nearly the same text, such as copies of a wire report, under any headline: the id "
        "of the likely original. Two reports of one event are two stories."
    )
    copy_count = count_of("Number of other articles of the same story.")
    rights = one_of(get_args(Rights), "May the body be served? restricted: an excerpt only.")
    rights_note = text_or_null("The printed or declared reason for `rights`.")
    word_count = count_of("Words in the body.")
    quote_count = count_of("Quotes found in the body.")
    excerpt = text_of("The opening of the body, at most 50 words.")
    body = text_or_null(
        "The cleaned text, paragraphs separated by one blank line; null when rights are restricted. "
        "In lists only with include=body."
    )
    tags = many(ArticleTag, "Its tags. In lists only with include=tags.")
    copies = many(
        Copy,
        "The other articles of its story, the likely original first, then in order of publication, at most 20. "
        "In lists only with include=copies.",
    )
    provenance = nested(Provenance, "Where the record comes from. In lists only with include=provenance.")
    links = nested(ArticleLinks, "Where it is.")
    highlight = nested(ArticleHighlight, "Where the words of q occur; with highlight=true.")


class Role(Answer):
    """An office or description of a speaker."""

    role = text_of('As printed or curated: "White House spokeswoman".', required=True)
    article_count = count_of("Articles that print it; 0 when only curated.", required=True)


class Speaker(Answer):
    """Somebody who is quoted: a person, an organization, a group, or an anonymous source."""

    id = _id("speaker")
    name = text_of("Fullest form known.")
    sort_name = text_of("For alphabetical lists.")
    kind = one_of(get_args(SpeakerKind), "Kind of source.")
    description = text_or_null("Who this is, in a few words.")
    wikidata_id = text_or_null("Curated id in Wikidata.")
    is_curated = fields.Boolean(**described("true: entered by the curator."))
    quote_count = count_of("Quotes attributed to the speaker.")
    article_count = count_of("Articles with at least one of them.")
    first_quoted_on = _date_or_null("Date of the earliest of them.")
    last_quoted_on = _date_or_null("Date of the latest of them.")
    aliases = fields.List(
        fields.String(), **described("Other forms of the name. In lists only with include=aliases.")
    )
    roles = many(Role, "Offices, commonest first. In lists only with include=roles.")
    links = nested(Links, "Where it is.")


class Tag(Answer):
    """A subject of articles."""

    id = _id("tag")
    name = text_of("As printed or curated.")
    kind = text_of("Kind of subject: subject, person, place, organization.")
    article_count = count_of("Articles with the tag.")
    quote_count = count_of("Quotes in those articles.")
    links = nested(Links, "Where it is.")


class Publisher(Answer):
    """Who published articles."""

    id = _id("publisher")
    name = text_of("As printed or curated.")
    domain = text_or_null('Web domain without "www.".')
    url = text_or_null("Home page.")
    article_count = count_of("Articles published by it.")
    quote_count = count_of("Quotes in those articles.")
    links = nested(Links, "Where it is.")


class Printed(Answer):
    """Printed words with their offsets in the article's body."""

    text = text_of("The words.", required=True)
    start = count_of("Offset in the body, in Unicode code points.", required=True)
    end = count_of("End in the body, exclusive, in Unicode code points.", required=True)


class Attribution(Answer):
    """How we know who said it."""

    mention = nested(
        Printed, "The printed words that name the speaker; null when there are none.", allow_none=True
    )
    cue = nested(
        Printed, 'The printed words that attribute: "said"; null when there are none.', allow_none=True
    )
    method = one_of(
        get_args(Method),
        "How the speaker was identified. named: the mention is a name; pronoun; description; continuation of another "
        "quote; corpus: by other articles only; curated; none: nobody was found.",
    )
    confidence = fields.Float(
        validate=validate.Range(0, 1),
        **described("Probability that the speaker is right; 0 when nobody is named."),
    )
    reason = text_or_null("Why nobody is named; null exactly when a speaker is given.")


class QuoteArticle(Article):
    """The article of a quote: briefly, or with include=article in full except for its body."""

    class Meta(Answer.Meta):  # noqa: D106
        exclude = ("authors", "body", "tags", "copies", "provenance", "highlight")


class QuoteSpeaker(Speaker):
    """The speaker of a quote: briefly, or with include=speaker in full."""

    class Meta(Answer.Meta):  # noqa: D106
        exclude = ("aliases", "roles")


class Occurrence(Answer):
    """The same statement in another article or wording."""

    id = _id("quote")
    text = text_of("The words there.", required=True)
    kind = one_of(get_args(QuoteKind), "Kind of that quote.", required=True)
    speaker = nested(
        QuoteSpeaker, "Who said it there; null when nobody was found.", allow_none=True, required=True
    )
    article = nested(QuoteArticle, "The article that prints it.", required=True)
    same_story = fields.Boolean(
        required=True,
        **described(
            "true: that article and this quote's are copies of one text, so it is not an independent source."
        ),
    )
    links = nested(Links, "Where it is.", required=True)


class Quote(Answer):
    """One statement: what was said, by whom, and the printed evidence for it."""

    id = _id("quote")
    text = text_of("The words, without the outer quotation marks.")
    kind = one_of(
        get_args(QuoteKind),
        "direct: the speaker's own words; mixed: a fragment of them inside the reporter's sentence; "
        "indirect: the reporter's words for what was said.",
    )
    article = nested(QuoteArticle, "The article that prints it.")
    speaker = nested(QuoteSpeaker, "Who said it; null when nobody was found.", allow_none=True)
    attribution = nested(Attribution, "How we know who said it.")
    start = count_of("Offset of the text in the article's body, in Unicode code points.")
    end = count_of("End of the text in the article's body, exclusive, in Unicode code points.")
    paragraph = count_of("Paragraph of the body, from 0.")
    continues = text_or_null("Id of the quote whose utterance this one continues.")
    statement = text_of("Shared by all quotes of the same statement: the id of the first of them.")
    links = nested(QuoteLinks, "Where it is.")
    context = nested(
        Printed,
        "The sentences around it; of a restricted article at most 50 words, including the quote's own. "
        "With include=context.",
    )
    tags = many(ArticleTag, "The article's tags. With include=tags.")
    occurrences = many(
        Occurrence, "The same statement elsewhere, newest first, at most 20. With include=occurrences."
    )
    highlight = nested(Highlight, "Where the words of q occur; with highlight=true.")


class PageFacts(Answer):
    """Where the page is in the list."""

    limit = fields.Integer(required=True, **described("Records per page, at most."))
    total = fields.Integer(
        required=True, allow_none=True, **described("Records in the whole list; null with count=none.")
    )
    total_relation = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(["eq", "gte"]),
        **described("eq: total is exact; gte: there are at least that many."),
    )
    next_cursor = text_or_null("Value of cursor for the next page; null on the last.", required=True)
    prev_cursor = text_or_null("Value of cursor for the page before; null on the first.", required=True)


class PageLinks(Answer):
    """Where this page and its neighbours are."""

    self = text_of("This page.", required=True)
    first = text_of("The first page.", required=True)
    next = text_or_null("The next page.", required=True)
    prev = text_or_null("The page before.", required=True)
    html = text_of("The list as a page for people.", required=True)


class UnknownId(Answer):
    """A filter's value that no record of this corpus has."""

    parameter = text_of("The filter.", required=True)
    value = text_of("Its value.", required=True)
    suggestion = text_or_null(
        "The current id if the value is a former id of a record, otherwise the value that is spelt most like it.",
        required=True,
    )


class Alone(Answer):
    """What one parameter of an empty list would find by itself."""

    parameter = text_of("The parameter.", required=True)
    total = count_of("Records that it alone would find; with gte, at least that many.", required=True)
    total_relation = one_of(("eq", "gte"), "eq: total is exact; gte: at least that many.", required=True)
    url = text_of("That list.", required=True)


class Meta(Answer):
    """About the answer."""

    corpus_version = text_of("Version of the corpus that answered.", required=True)


class FilteredMeta(Meta):
    """About an answer that was asked for with filters."""

    unknown_ids = many(
        UnknownId, "Filter values that no record of this corpus has; absent when there are none."
    )


class ListMeta(FilteredMeta):
    """About the list."""

    sort_applied = text_or_null("The order of the records; null for a sample.", required=True)
    each_alone = many(
        Alone,
        "Why the list is empty: what each of the first 10 parameters that select records would find by itself. "
        "Only where the list is empty and two or more were given.",
    )


class Told(Answer):
    """Base of answers that are not lists of records: `data`, `links` and `meta`."""

    data: fields.Field[Any] = fields.Raw()
    links = nested(SelfLink, "Where it is.", required=True)
    meta = nested(Meta, "About the answer.", required=True)


class Bucket(Answer):
    """One value of a facet."""

    value = text_of("The value, as its filter takes it.", required=True)
    label = text_of("The value for display.", required=True)
    count = count_of("Records with this value: the total of the list at `url`.", required=True)
    selected = fields.Boolean(required=True, **described("true: the query filters by it."))
    url = text_of("The list with only this value of the facet.", required=True)


class Facet(Answer):
    """Counts of the values of one property."""

    buckets = many(Bucket, "Commonest first; always includes those that the query filters by.", required=True)
    distinct = count_of("How many values there are in all.", required=True)
    missing = count_of("Records without a value.", required=True)
    complete = fields.Boolean(
        required=True,
        **described("Always true: all records of the list are counted, however many there are."),
    )


class Fault(Answer):
    """One thing wrong with one parameter."""

    parameter = text_of("Its name.", required=True)
    code = text_of(
        "Stable name of the fault: unknown, empty, repeated, missing, invalid, out-of-range, conflict, "
        "invalid-cursor.",
        required=True,
    )
    detail = text_of("An explanation for people.", required=True)
    suggestion = text_of("The accepted name or value that is spelt most like it, if one is close.")
    allowed = fields.List(
        fields.String(), **described("The closed list of what is accepted, where there is one.")
    )


class VersionFacts(Answer):
    """A version of the corpus."""

    version = text_of("Its hash, as in the header Corpus-Version.", required=True)
    published_at = text_of("When it was published, UTC.", required=True)


class Problem(Answer):
    """An error, as a problem document (RFC 9457)."""

    type = text_of("Address of a page about this kind of problem.", required=True)
    title = text_of("The kind of problem in a few words.", required=True)
    status = fields.Integer(required=True, **described("HTTP status."))
    detail = text_of("What is wrong with this request.", required=True)
    instance = text_of("Path of the request; absent where the server could not read the request that far.")
    errors = many(Fault, "Every fault of the query string.")
    suggestion = text_of("The existing id that is spelt most like it, if one is close.")
    unknown_ids = many(UnknownId, "When no record meets the filters: filter values that no record here has.")
    removed_with = nested(VersionFacts, "When a record is gone: the first version without it.")
    known_versions = many(
        VersionFacts,
        "When the changes since `since` are not known: the versions that can be asked about, newest first.",
    )


def list_of(record: type[Schema], facets: bool = False) -> type[Schema]:
    """Return the schema of a page of records."""
    members: dict[str, Any] = {
        "data": many(record, "The records, in order.", required=True),
        "page": nested(PageFacts, "Where the page is in the list.", required=True),
        "links": nested(PageLinks, "Where to go from here.", required=True),
        "meta": nested(ListMeta, "About the list.", required=True),
    }
    if facets:
        members["facets"] = fields.Dict(
            keys=fields.String(),
            values=fields.Nested(Facet),
            **described("With facets=: counts by property."),
        )
    return _answer(f"{record.__name__}List", f"A page of a list: {record.__name__.lower()}s.", members)


def item_of(record: type[Schema]) -> type[Schema]:
    """Return the schema of one record."""
    return _answer(
        f"{record.__name__}Item",
        f"One {record.__name__.lower()}.",
        {
            "data": nested(record, "The record.", required=True),
            "links": nested(Links, "Where it is.", required=True),
            "meta": nested(Meta, "About the answer.", required=True),
        },
    )


def _answer(name: str, about: str, members: dict[str, Any]) -> type[Schema]:
    made: type[Schema] = type(name, (Answer,), {"__doc__": about, **members})
    return made


QuoteList, QuoteItem = list_of(Quote, facets=True), item_of(Quote)
ArticleList, ArticleItem = list_of(Article, facets=True), item_of(Article)
SpeakerList, SpeakerItem = list_of(Speaker, facets=True), item_of(Speaker)
TagList, TagItem = list_of(Tag, facets=True), item_of(Tag)
PublisherList, PublisherItem = list_of(Publisher), item_of(Publisher)
