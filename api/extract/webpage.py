"""Find the article in a saved web page, and what the page declares about it.

In: the page's HTML.  Out: the running text, one paragraph a block, and facts in the spelling of the article
schema. JSON-LD (schema.org) comes before meta tags, and both before what trafilatura reads from the layout.
"""

import html
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

import orjson
from rapidfuzz import fuzz, process

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "WebPage")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HTTP = re.compile(r"https?://\S+")
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}


def looks_like_webpage(text: str) -> bool:
    """Tell whether `text` is a whole HTML document, whatever its file is called."""
    return text[:200].lstrip()[:1] == "<" and _OPENING.match(text[:2000]) is not None


def read_webpage(page: str) -> tuple[str, dict[str, Any]]:
    """Return the article's text ("" when there is none) and the facts that the page declares.

    Headings inside the text are marked as in Markdown, so that `clean` can tell them from sentences.
    """
    trafilatura = import_module("trafilatura")  # here, as it takes longer to import than all the rest of us
    tree = trafilatura.load_html(page)
    if tree is None:
        return "", {}
    structured = _structured_facts(tree)
    document = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )
    if document is None:
        return "", structured
    facts = {**_layout_facts(document), **structured}
    publisher, address = facts.get("publisher", ""), facts.get("url", "")
    named = structured.get("title") or _element_text(tree, "title") or facts.get("title", "")
    facts["title"] = printed_title(named, _headings(tree), publisher, address) or facts.get("title", "")
    facts["authors"] = tuple(name for name in facts.get("authors", ()) if _bare(name) != _bare(publisher))
    return _blocks(document.body), {key: value for key, value in facts.items() if value}


# Only what the page says, and only an article's date: trafilatura's own default guesses from the whole page.
_DATES = {"original_date": True, "extensive_search": False}


def _layout_facts(document: Any) -> dict[str, Any]:
    facts = {
        "title": document.title,
        "authors": tuple(part.strip() for part in (document.author or "").split(";") if part.strip()),
        "published_on": document.date,
        "publisher": document.sitename,
        "url": document.url,
        "tags": tuple(document.tags or ()),
    }
    return {key: value for key, value in facts.items() if value}


def _blocks(body: Any) -> str:
    """Return trafilatura's tree as blocks of text with a blank line between them."""
    return "\n\n".join(block for element in body for block in _element_blocks(element))


def _element_blocks(element: Any) -> Iterator[str]:
    if element.tag in {"list", "quote"} and len(element) and not (element.text or "").strip():
        for child in element:
            yield from _element_blocks(child)
        return
    text = " ".join("".join(element.itertext()).split())
    if text:
        yield _mark(element) + text


def _mark(element: Any) -> str:
    """Return what stands before a block, as in Markdown: a heading's level, a list's bullet."""
    if element.tag == "head":
        return _HEADINGS.get(element.get("rend", "h2"), "## ")
    return "• " if element.tag == "item" else ""


def printed_title(named: str, headings: Sequence[str], publisher: str, url: str) -> str:
    """Return the headline as printed: the heading that says what `named` says, else `named` without the site's name.

    `named` is for search engines: "Harbour freezes over | Ellery Post", or shorter than the headline, or in
    other words.
    """
    host = url.split("/")[2].removeprefix("www.") if url.count("/") >= 2 else ""
    plain = _without_site(named, (_bare(publisher), _bare(host)))
    found = process.extractOne(named, headings, scorer=fuzz.token_set_ratio, score_cutoff=_SAME_HEADLINE)
    if not found:
        return plain
    heading = str(found[0])
    # "Weather Harbour freezes over": a heading may have a kicker or a date in it.
    has_more = _bare(plain) in _bare(heading) and not plain.endswith(("…", "..."))
    begins = named.startswith(heading) and _PART.match(named, len(heading))
    return plain if has_more or (" " not in heading and not begins) else heading


_SAME_HEADLINE = 80  # of 100, by the words that both have
_PART = re.compile(r"\s+[|│•·»«–—-]\s+")


def _without_site(title: str, sites: tuple[str, ...]) -> str:
    """Cut the site's name from the end, by its name or, behind a bar, by its form: hardly a headline has a bar."""
    while parts := list(_PART.finditer(title)):
        last = title[parts[-1].end() :]
        behind_bar = parts[-1][0].strip() in _BARS and last.count(" ") < _LONGEST_SITE_NAME
        if not (behind_bar or _names_site(last, sites)):
            break
        title = title[: parts[-1].start()]
    return title


_BARS = frozenset("|│»•·")
_LONGEST_SITE_NAME = 5  # words


def _names_site(part: str, sites: tuple[str, ...]) -> bool:
    bare = _bare(part)
    return len(bare) > 1 and any(site and (bare in site or site in bare) for site in sites)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _headings(tree: Any) -> list[str]:
    """Return the page's main headings; those of the second rank where there are none, as on older pages."""
    for rank in ("h1", "h2"):
        texts = (" ".join(heading.text_content().split()) for heading in tree.iter(rank))
        headings = [text for text in texts if 0 < len(text) <= _LONGEST_TITLE]
        if any(" " in heading for heading in headings):
            return headings
    return []


_LONGEST_TITLE = 300  # characters


def _element_text(tree: Any, name: str) -> str:
    return next((" ".join(element.text_content().split()) for element in tree.iter(name)), "")


def _structured_facts(tree: Any) -> dict[str, Any]:
    facts = _meta_facts(tree) | _json_ld_facts(tree)
    license_ = tree.xpath("string((//link[@rel='license'] | //a[@rel='license'])[1]/@href)")
    if "creativecommons.org" in license_ and "rights" not in facts:
        facts |= {"rights": "open", "rights_note": license_}
    return facts


def _meta_facts(tree: Any) -> dict[str, Any]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key and (content := " ".join((meta.get("content") or "").split())):
            metas.setdefault(key, content)
    facts: dict[str, Any] = {
        "title": metas.get("og:title") or metas.get("twitter:title"),
        "section": metas.get("article:section"),
        "published_on": _day(
            metas.get("article:published_time") or metas.get("datepublished") or metas.get("date")
        ),
        "publisher": metas.get("og:site_name"),
        "url": _address(tree.xpath("string(//link[@rel='canonical'][1]/@href)") or metas.get("og:url")),
        "tags": tuple(tag.strip() for tag in metas.get("news_keywords", "").split(",") if tag.strip()),
        "language": _language(tree.get("lang") or tree.xpath("string(//html/@lang)")),
    }
    return {key: value for key, value in facts.items() if value}


def _json_ld_facts(tree: Any) -> dict[str, Any]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            document = orjson.loads(script.text_content().strip())
        except orjson.JSONDecodeError:  # a page whose JSON is broken still has its meta tags
            continue
        article = next((entry for entry in _entries(document, 0) if _is_article(entry)), None)
        if article:
            return _article_facts(article)
    return {}


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
    facts: dict[str, Any] = {
        "title": _plain(article.get("headline")),
        "subtitle": _plain(article.get("alternativeHeadline")),
        "section": _plain(_first(article.get("articleSection"))),
        "authors": tuple(name for author in _listed(article.get("author")) if (name := _name(author))),
        "published_on": _day(_plain(article.get("datePublished"))),
        "publisher": _name(_first(article.get("publisher"))),
        "url": _address(_plain(article.get("url")) or _identity(article.get("mainEntityOfPage"))),
        "tags": _keywords(article.get("keywords")),
        "language": _language(_plain(article.get("inLanguage"))),
        **_licence(_plain(article.get("license"))),
    }
    return {key: value for key, value in facts.items() if value}


def _licence(licence: str) -> dict[str, str]:
    return {"rights": "open", "rights_note": licence} if "creativecommons.org" in licence else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _name(value: Any) -> str:
    name = _plain(value.get("name")) if isinstance(value, dict) else _plain(value)
    return "" if _HTTP.match(name) else name


def _identity(value: Any) -> str:
    return _plain(value.get("@id")) if isinstance(value, dict) else _plain(value)


def _plain(value: Any) -> str:
    """Return a JSON-LD text on one line, without markup or entities; "" for anything else."""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(value))).split())


def _keywords(value: Any) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else [_plain(entry) for entry in _listed(value)]
    # Some publishers put "key:value" bookkeeping among the keywords.
    return tuple(word for entry in words if (word := entry.strip()) and ":" not in word)


def _day(value: str | None) -> str | None:
    found = _FULL_DATE.match(value or "")
    return found[0] if found else None


def _address(value: str | None) -> str | None:
    return value if value and _HTTP.fullmatch(value) else None


def _language(value: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2}(?=$|[-_])", value or "")
    return found[0].lower() if found else None
