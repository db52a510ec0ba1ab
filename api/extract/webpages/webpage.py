"""Find the article in a saved web page, and what the page declares about it.

In: the page's HTML.  Out: the running text, one paragraph a block, and facts in the spelling of the article
schema. JSON-LD (schema.org) comes before meta tags, and both before what trafilatura reads from the layout.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz

from api.errors import UnreadableFile
from api.extract.article.dates import is_day, is_told_in, read_date_line
from api.extract.article.fields import is_address
from api.extract.webpages.authors import Metas, read_authors
from api.extract.webpages.blocks import complete, letters_of, row_of
from api.extract.webpages.choice import extract_page
from api.extract.webpages.dates import declared_day, lines_around, local_day, printed_day
from api.extract.webpages.headline import printed_headline
from api.extract.webpages.keywords import read_keywords
from api.extract.webpages.publisher import name_of_account, site_name

MAX_ELEMENTS = 100_000  # real pages have 500 to 15,000; the time to read one grows by 60 µs with each
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "WebPage")
_DATE_METAS = ("article:published_time", "datepublished", "date", "og:published_time")
_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?(?:#.*)?")
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}


def read_webpage(page: str, name: str) -> tuple[str, dict[str, Any]]:
    """Return the article's text ("" when there is none) and the facts that the page declares.

    Headings inside the text are marked as in Markdown, so that `clean` can tell them from sentences. Raises
    UnreadableFile, which names the file by `name`, for a page of more than `MAX_ELEMENTS` elements.
    """
    tree = import_module("trafilatura").load_html(page)  # here, as it takes longer to import than all of us
    if tree is None:
        return "", {}
    if (count := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        raise UnreadableFile(name, f"the page has {count:,} elements; accepted are up to {MAX_ELEMENTS:,}")
    import_module("lxml.etree").strip_elements(tree, "rt", "rp", with_tail=False)  # how characters are read
    metas = _metas(tree)
    structured = _structured_facts(tree, metas)
    document, readable = extract_page(tree, with_metadata=True, date_extraction_params=_DATES)
    if document is None:
        return "", {}
    declared = structured.pop("body", "")
    moment, in_words = structured.pop("published_at", ""), structured.pop("published_in_words", "")
    facts = {**_layout_facts(document, page), **structured}
    publisher, address = facts.get("publisher", ""), facts.get("url") or document.url or ""
    names = _names(tree, metas, structured) or [facts.get("title", "")]
    facts["title"] = printed_headline(tree, names, publisher, address)
    above, below = lines_around(tree, facts["title"])
    day = local_day(tree, metas, moment, address) if moment else printed_day(above, below)
    facts["published_on"] = day or facts.get("published_on") or _in_words(in_words)
    account = metas.get("twitter:site", [""])[0]
    if "publisher" not in structured and letters_of(publisher) == letters_of(account):
        publisher = name_of_account(account, names)
    facts["publisher"] = publisher = site_name(publisher, [*names, facts["title"]], address)
    described = structured.get("authors", ())
    layout = document.author or ""
    facts["authors"] = read_authors(tree, metas, described, layout, publisher, (*above, *below))
    return _text(tree, document, declared, readable), {key: value for key, value in facts.items() if value}


def _in_words(declared: str) -> str | None:
    """Read "Jan 8, 2025" in JSON-LD, which is the day of the last change more often than what a page prints is."""
    day = read_date_line(declared)
    return day if day and is_day(day) else None


# Only what the page says, and only an article's date: trafilatura's own default guesses from the whole page.
_DATES = {"original_date": True, "extensive_search": False}


def _layout_facts(document: Any, page: str) -> dict[str, Any]:
    facts = {
        "title": document.title,
        # A guess otherwise: of 04/2025 trafilatura makes a day, of 03/04/2025 the third of April.
        "published_on": document.date if document.date and is_told_in(document.date, page) else None,
        "publisher": document.sitename,
        "url": _address(document.url),
        "tags": tuple(document.tags or ()),
    }
    return {key: value for key, value in facts.items() if value}


def _text(tree: Any, document: Any, declared: str, readable: str) -> str:
    """Return the article's blocks with a blank line between them, completed from the page where that can be."""
    chosen = list(_body_blocks(document.body))
    texts = [text for _, text in chosen]
    said = letters_of(declared)
    if said and _is_another_text(texts, said):
        return declared
    found = complete(tree, texts, declared, readable)
    if found is None and letters_of("".join(texts)) == said:
        return declared  # trafilatura took it as well, on one line
    if found is None:
        return "\n\n".join(mark + text for mark, text in chosen)
    return "\n\n".join(_mark(element) + text for element, text in found)


def _is_another_text(chosen: Sequence[str], said: str) -> bool:
    """Tell that nothing of what was chosen is in a longer text that the page declares, by the letters of that one: a
    script prints it.
    """
    own = list(map(letters_of, chosen))
    letters = sum(map(len, own))
    shared = sum(len(text) for text in own if text in said)
    return len(said) > _CLEARLY_LONGER * letters and shared < _BY_ACCIDENT * letters


_CLEARLY_LONGER, _BY_ACCIDENT = 1.2, 0.1


def _body_blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Yield the blocks of an article that trafilatura found, those too that stand in no element of their own."""
    yield from _loose_block(body.text)
    for element in body:
        yield from _element_blocks(element)
        yield from _loose_block(element.tail)


def _loose_block(text: str | None) -> Iterator[tuple[str, str]]:
    if text and (line := " ".join(text.split())):
        yield "", line


def _element_blocks(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the blocks of trafilatura's tree: what stands before each, as in Markdown, and its text."""
    if element.tag in {"list", "quote"} and len(element) and not (element.text or "").strip():
        for child in element:
            yield from _element_blocks(child)
    elif element.tag == "table":
        rows = (row_of(map(_line, row.iter("cell"))) for row in element.iter("row"))
        yield from (("", row) for row in rows if row)
    elif text := _line(element):
        yield _mark(element), text


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _mark(element: Any) -> str:
    """Return what stands before a block, as in Markdown: a heading's level, a list's bullet."""
    if element.tag == "head":
        return _HEADINGS.get(element.get("rend", "h2"), "## ")
    return "• " if element.tag in {"item", "li"} else _HEADINGS.get(element.tag, "")


def _metas(tree: Any) -> Metas:
    """Return what the page's meta tags say, by their names in small letters, in the order of the page."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key and (content := " ".join((meta.get("content") or "").split())):
            metas.setdefault(key, []).append(content)
    return metas


def _names(tree: Any, metas: Metas, structured: dict[str, Any]) -> list[str]:
    """Return what the page calls itself: in its JSON-LD, in its meta tags, in its `<title>`."""
    declared = (*metas.get("og:title", ()), *metas.get("twitter:title", ()))
    return list(
        dict.fromkeys(filter(None, (structured.get("title", ""), *declared, _element_text(tree, "title"))))
    )


def _element_text(tree: Any, name: str) -> str:
    return next((" ".join(element.text_content().split()) for element in tree.iter(name)), "")


def _structured_facts(tree: Any, metas: Metas) -> dict[str, Any]:
    facts = _meta_facts(tree, metas) | _json_ld_facts(tree)
    license_ = tree.xpath("string((//link[@rel='license'] | //a[@rel='license'])[1]/@href)")
    if "creativecommons.org" in license_ and "rights" not in facts:
        facts |= {"rights": "open", "rights_note": license_}
    return facts


def _meta_facts(tree: Any, metas: Metas) -> dict[str, Any]:
    first = {key: contents[0] for key, contents in metas.items()}
    facts: dict[str, Any] = {
        "title": first.get("og:title") or first.get("twitter:title"),
        "section": _section(first.get("article:section", "")),
        "published_at": next(filter(declared_day, map(first.get, _DATE_METAS)), None),
        "publisher": first.get("og:site_name"),
        "url": _address(tree.xpath("string(//link[@rel='canonical'][1]/@href)"))
        or _address(first.get("og:url")),
        "tags": _meta_tags(tree, first),
        "language": _language(tree.get("lang") or tree.xpath("string(//html/@lang)")),
    }
    return {key: value for key, value in facts.items() if value}


_KEYWORDS = ("keywords", "parsely-tags", "dcterms.subject", "citation_keywords", "tags")


def _meta_tags(tree: Any, first: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tags that a page declares: those for news, else one each, else the keywords for search engines."""
    lists = (read_keywords(first.get(name)) for name in _KEYWORDS)
    # As Open Graph has it: in a meta tag's `name` it holds a whole list.
    ones = read_keywords(tree.xpath("//meta[@property='article:tag']/@content"))
    return read_keywords(first.get("news_keywords")) or ones or next(filter(None, lists), ())


def _json_ld_facts(tree: Any) -> dict[str, Any]:
    """Return the facts of the article that the page's JSON-LD describes; of several, that which is called like it."""
    entries = [entry for document in _documents(tree) for entry in _entries(document, 0)]
    articles = list(filter(_is_article, entries))
    if not articles:
        return {}
    title = _element_text(tree, "title")
    article = max(articles, key=lambda entry: fuzz.token_set_ratio(_plain(entry["headline"]), title))
    authors = (_referred(author, entries) for author in _listed(article.get("author")))
    names = tuple(name for author in authors if (name := _name(author)))
    return _article_facts(article) | ({"authors": names} if names else {})


def _referred(value: Any, entries: Sequence[dict[str, Any]]) -> Any:
    """Return the entry that `value` names by its "@id"; the value itself where it has a name, or there is none."""
    if not isinstance(value, dict) or "name" in value or "@id" not in value:
        return value
    named = (entry for entry in entries if entry.get("@id") == value["@id"] and "name" in entry)
    return next(named, value)


def _documents(tree: Any) -> Iterator[Any]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield json.loads(script.text_content().strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):  # a page whose JSON is broken still has its meta tags
            continue


def _entries(document: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document: itself, its list, its @graph."""
    if isinstance(document, list) and depth < 4:
        for entry in document:
            yield from _entries(entry, depth + 1)
    elif isinstance(document, dict):
        yield document
        yield from _entries(document.get("@graph", []), depth + 1)


def _is_article(entry: dict[str, Any]) -> bool:
    types = entry.get("@type", "")
    names = types if isinstance(types, list) else [types]
    return bool(entry.get("headline")) and any(str(name).endswith(_ARTICLE_TYPES) for name in names)


def _article_facts(article: dict[str, Any]) -> dict[str, Any]:
    published = _plain(article.get("datePublished"))
    facts: dict[str, Any] = {
        "title": _plain(article.get("headline")),
        "body": "\n\n".join(filter(None, map(_plain, _lines(article.get("articleBody"))))),
        "subtitle": _plain(article.get("alternativeHeadline")),
        "section": _section(_plain(_first(article.get("articleSection")))),
        "published_at" if declared_day(published) else "published_in_words": published,
        "publisher": _name(_first(article.get("publisher"))),
        "url": _address(_plain(article.get("url")) or _identity(article.get("mainEntityOfPage"))),
        "tags": read_keywords(article.get("keywords")),
        "language": _language(_plain(article.get("inLanguage"))),
        **_licence(_plain(article.get("license"))),
    }
    return {key: value for key, value in facts.items() if value}


def _section(name: str) -> str:
    """Return a section's name without entities and without the sign that its site prints before it: "• Sport"."""
    return html.unescape(name).lstrip("•·|>»›–—-# ")


def _licence(licence: str) -> dict[str, str]:
    return {"rights": "open", "rights_note": licence} if "creativecommons.org" in licence else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _name(value: Any) -> str:
    name = _plain(value.get("name")) if isinstance(value, dict) else _plain(value)
    return "" if is_address(name) else name


def _identity(value: Any) -> str:
    return _plain(value.get("@id")) if isinstance(value, dict) else _plain(value)


def _plain(value: Any) -> str:
    """Return a JSON-LD text on one line, without markup or entities; "" for anything else."""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(value))).split())


def _lines(value: Any) -> list[str]:
    return value.splitlines() if isinstance(value, str) else []


def _address(value: str | None) -> str | None:
    """Return the address of an article; None for anything else, such as the front page, which some sites give."""
    return value if value and is_address(value) and not _FRONT_PAGE.fullmatch(value) else None


def _language(value: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2}(?=$|[-_])", value or "")
    return found[0].lower() if found else None
