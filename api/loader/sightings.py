"""Say who speaks in an article, as far as that article says.

In: an Article.  Out: a sighting of each of its speakers: everything that `people` needs to join those of many
articles.  Until then sightings are kept on disk (`api.store.sightings`).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from api.extract.words import read_words
from api.loader.evidence import evidence_of
from api.loader.ids import slug
from api.loader.names import fold, parse_person
from api.model import Article, Quote, SpeakerKind, value
from api.store.sightings import Seen, Sightings

_ARTICLE = re.compile(r"\Athe ", re.IGNORECASE)


@value
class Sighting:
    """One speaker of one article: everything that joining needs, without the article's text.

    `printed` are the names by which the article calls the speaker, `roles` the offices it prints.
    """

    article_id: str
    name: str
    kind: SpeakerKind
    quotes: int
    printed: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def sightings_of(article_id: str, article: Article) -> list[Sighting]:
    """Return the speakers of an article, each once, in the order in which they first speak."""
    found: dict[tuple[str, SpeakerKind], list[Quote]] = {}
    for quote in article.quotes:
        if quote.speaker:
            found.setdefault((quote.speaker.name, quote.speaker.kind), []).append(quote)
    return [_sighting(article_id, name, kind, quotes) for (name, kind), quotes in found.items()]


def _sighting(article_id: str, name: str, kind: SpeakerKind, quotes: Sequence[Quote]) -> Sighting:
    printed = {quote.mention.text for quote in quotes if quote.mention and quote.method == "named"}
    roles = {quote.mention.role for quote in quotes if quote.mention and quote.mention.role}
    descriptions = {
        quote.speaker.description for quote in quotes if quote.speaker and quote.speaker.description
    }
    if kind == "organization":
        printed = {_ARTICLE.sub("", text) for text in printed}
    names = sorted(text for text in printed if text != name and text[:1].isupper())
    return Sighting(article_id, name, kind, len(quotes), tuple(names), tuple(sorted(roles | descriptions)))


def is_unnamed(name: str, kind: str) -> bool:
    """Return whether these words don't identify anybody: "a former official", "residents", "company", "Committee",
    "Ministry of Health".
    """
    if kind == "anonymous" or (kind in {"group", "organization"} and name.islower() and "." not in name):
        return True
    return kind == "organization" and _is_any_body(name)


@lru_cache(maxsize=4096)
def _is_any_body(name: str) -> bool:
    """Return whether many bodies have this name, and only the article says of which nation or field it is."""
    words = fold(name).split()
    if len(words) == 1:
        return words[0] in read_words("organization_nouns") and words[0] not in _KNOWN_BY_A_NOUN
    return "ministry" in words and all(
        word in _OF_MINISTRIES or word in read_words("fields_of_bodies") for word in words
    )


_KNOWN_BY_A_NOUN = frozenset({"congress", "senate", "house", "parliament", "network", "platform"})
_OF_MINISTRIES = frozenset(
    {
        "ministry",
        "of",
        "for",
        "and",
        "the",
        "affairs",
        "public",
        "national",
        "foreign",
        "external",
        "interior",
    }
    | {"defence", "defense", "environment", "economic", "energy", "culture", "oil", "home", "transport"}
)


def see(sightings: Sightings, found: Iterable[Sighting]) -> None:
    """Record the speakers of articles, those of each article in its order."""
    sightings.add(_seen(place, each) for place, each in enumerate(found))


def _seen(place: int, sighting: Sighting) -> Seen:
    folded, article_id = fold(sighting.name), sighting.article_id
    own_id = None
    if is_unnamed(sighting.name, sighting.kind):
        own_id = f"{slug(folded, 'speaker')}--{article_id}"
    return Seen(
        article_id=article_id,
        place=place,
        name=sighting.name,
        kind=sighting.kind,
        quotes=sighting.quotes,
        folded=folded,
        evidence=evidence_of(sighting.printed, sighting.roles) if _is_short(sighting) else "",
        own_id=own_id,
        printed=sighting.printed,
        roles=sighting.roles,
    )


def _is_short(sighting: Sighting) -> bool:
    return sighting.kind == "person" and not parse_person(sighting.name).is_full
