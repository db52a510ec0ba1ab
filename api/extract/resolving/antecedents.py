"""Find whom the words right before a pronoun or relative name: "a speech by Ada Bloom in which | she |".

In: a `Story` and a token.  Out: a `Member`, or None where those words name nobody. Who is prominent further above is
the work of `story`.
"""

from api.extract.grammar.lexicon import MARK, MERE_ARTICLES, PERSON
from api.extract.grammar.mentions import ARTICLES
from api.extract.resolving.member import Member
from api.extract.resolving.story import Story, bearer
from api.extract.words import read_words

_LONGEST_APPOSITION = 12  # tokens


def author_before(story: Story, token: int, sign: int) -> Member | None:
    """Return whose words were just named as such: "a speech by Ada Bloom in which | she | vowed to stay"."""
    tokens = story.tokens
    number = story.name_at.get(token - 3, -1)
    if number < 0 or tokens.lower[token - 2 : token] != ["in", "which"]:
        return None
    name = story.names[number]
    if name.kind != "person" or tokens.lower[max(name.title - 1, 0)] not in {"by", "from", "with"}:
        return None
    member, _ = bearer(story, number)
    return member if member is not None and member.gender * sign >= 0 else None


def person_apposed_to(story: Story, last: int) -> Member | None:
    """Return the person of whom the description up to token `last` is said: "Ada Bloom, an Ostley trader | who"."""
    tokens, comma = story.tokens, _comma_before(story, last)
    if comma < 0 or any(_joins(story, index) for index in range(comma + 1, last)):
        return None
    number = story.name_at.get(comma - 1)
    is_apposed = tokens.lower[comma + 1] in ARTICLES or tokens.traits[comma + 1] & PERSON
    if number is None or story.names[number].kind != "person" or not is_apposed:
        return None
    return bearer(story, number)[0]


def body_apposed_to(story: Story, last: int) -> Member | None:
    """Return the body of which the noun up to token `last` is said: "the Quay Trust, a charity | which"."""
    tokens, comma = story.tokens, _comma_before(story, last)
    if comma < 0 or tokens.lower[last] not in read_words("organization_nouns"):
        return None
    number = story.name_at.get(comma - 1)
    is_apposed = tokens.lower[comma + 1] in MERE_ARTICLES
    if number is None or story.names[number].kind not in {"organization", "unknown"} or not is_apposed:
        return None
    return bearer(story, number)[0]


def _comma_before(story: Story, last: int) -> int:
    """Return the comma that opens a description of which `last` is the last token; -1 where none is near."""
    opens = max(story.tokens.opening_of[last] + 1, last - _LONGEST_APPOSITION)
    return next((index for index in range(last - 1, opens, -1) if story.tokens.words[index] == ","), -1)


def _joins(story: Story, index: int) -> bool:
    """Tell what ends a description: a quotation mark, and a second thing told of somebody."""
    return story.tokens.traits[index] & MARK > 0 or story.tokens.lower[index] in {"and", "or", "but"}
