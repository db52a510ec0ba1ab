"""Find somebody without a name whom the sentence right before is about: "Her husband laughed. “No,” | he | said".

In: a `Story` read up to a pronoun.  Out: a `Nameless`, or None where that sentence is about somebody with a name,
about things, or where several may be meant. Who is prominent further above is the work of `story`.
"""

from dataclasses import dataclass

from api.extract.grammar.capitals import POSSESSIVES
from api.extract.grammar.lexicon import ACTS, ADVERB, GENDERS, MERE_VERB, SIGN, SMALL
from api.extract.grammar.mentions import Reading
from api.extract.grammar.nouns import nouns_for_somebody
from api.extract.grammar.tokens import Tokens
from api.extract.resolving.member import Member
from api.extract.resolving.portraits import gender_of_noun
from api.extract.resolving.referents import known_by_role, resolve_description
from api.extract.resolving.story import Story, bearer
from api.extract.words import read_words

_OPENS = frozenset({"a", "an", "one", "another", "his", "her", "the"})
_ENDS_PHRASE = SIGN | SMALL | MERE_VERB
_LINKS = frozenset({"but", "and", "yet"})
_SPEAKING_FOR = frozenset(
    {
        "agent",
        "aide",
        "attorney",
        "lawyer",
        "representative",
        "solicitor",
        "spokesman",
        "spokesperson",
        "spokeswoman",
    }
)
_LONGEST_SUBJECT = 7  # tokens
_BY_PRONOUN = 2  # as sure of man or woman as two pronouns make one


@dataclass(slots=True)
class Nameless:
    """Somebody without a name. `is_definite`: printed with "the", so that most readers know who it is."""

    member: Member
    is_definite: bool


def nameless_before(story: Story, token: int, sign: int) -> Nameless | None:
    """Return whom "he" (sign 1) or "she" (-1) at `token` takes up, where the sentence before is about them alone."""
    sentence = _sentence_before(story, token)
    reading = None if sentence < 0 else _subject(story, sentence)
    if (
        reading is None
        or gender_of_noun(reading.noun) * sign < 0
        or _may_be_another(story, reading, sentence, sign)
    ):
        return None
    if reading.determiner == "the" and known_by_role(story, reading) is not None:  # heard as such on the way
        return None
    member = resolve_description(story, reading).member
    if member is None or member.kind != "anonymous":
        return None
    member.gender = member.gender or _BY_PRONOUN * sign
    return Nameless(member, reading.determiner == "the")


def _sentence_before(story: Story, token: int) -> int:
    """Return the reporter's last sentence before the quotation of a pronoun, in its paragraph or a paragraph by
    itself right above; -1 where there is none.
    """
    tokens = story.tokens
    before = tokens.sentence_of[token] - 1
    while before >= 0 and story.is_quoted[tokens.sentences[before][0]]:
        before -= 1
    if before < 0:
        return -1
    first = tokens.sentences[before][0]
    is_alone = not first or tokens.paragraph_of[first] != tokens.paragraph_of[first - 1]
    steps = tokens.paragraph_of[token] - tokens.paragraph_of[first]
    return before if steps == 0 or (steps == 1 and is_alone) else -1


def _subject(story: Story, sentence: int) -> Reading | None:
    """Return the description of one person that opens a sentence right before its verb."""
    tokens = story.tokens
    first, end = tokens.sentences[sentence]
    first += tokens.lower[first] in _LINKS
    if tokens.lower[first] == "asked":  # "Asked about it, | Orr's spokesman | smiled"
        first = next((i + 1 for i in range(first, end - 2) if tokens.words[i] == ","), first)
    if first >= end or not (_owns(story, first) or tokens.lower[first] in _OPENS):
        return None
    for head in range(first + 1, min(first + _LONGEST_SUBJECT, end - 2)):
        if not tokens.words[head].islower() or head in story.name_at or tokens.traits[head] & _ENDS_PHRASE:
            return None
        lower, after = tokens.lower[head], _behind_relative(tokens, _behind_client(story, head), end)
        acts = tokens.traits[after] & (ACTS | ADVERB) or tokens.lower[after] in read_words("auxiliaries")
        if acts and _is_somebody(lower):
            return Reading("nominal", first, head, head, noun=lower, determiner=tokens.lower[first])
    return None


def _behind_client(story: Story, head: int) -> int:
    """Step over the name of whom somebody speaks for: "a spokesman | for Bert Orr | smiled"."""
    number = story.name_at.get(head + 2)
    if (
        number is None
        or story.tokens.lower[head] not in _SPEAKING_FOR
        or story.tokens.lower[head + 1] != "for"
    ):
        return head + 1
    return story.names[number].last + 1


def _behind_relative(tokens: Tokens, index: int, end: int) -> int:
    """Step over a relative clause between commas: "her brother | , who saw it as well, | was less sure"."""
    if tokens.words[index] != "," or tokens.lower[index + 1] not in {"who", "whose"}:
        return index
    closes = next((comma for comma in range(index + 2, end - 1) if tokens.words[comma] == ","), index - 1)
    return closes + 1


def _owns(story: Story, token: int) -> bool:
    return token in story.name_at and story.tokens.words[token].endswith(POSSESSIVES)


def _is_somebody(noun: str) -> bool:
    is_other = noun in read_words("organization_nouns") or noun in read_words("document_nouns")
    return noun in nouns_for_somebody() and not is_other


def _may_be_another(story: Story, reading: Reading, sentence: int, sign: int) -> bool:
    """Tell a sentence in which the pronoun may take up somebody else: an owner alike ("his father"; of a man and his
    father "he" mostly is the man), or anybody named.
    """
    speaks_for = reading.noun in _SPEAKING_FOR  # "Orr's spokesman smiled. “No,” | he | said"
    if GENDERS.get(reading.determiner, 0) * sign > 0:
        return not speaks_for
    for token in range(reading.first, story.tokens.sentences[sentence][1]):
        number = story.name_at.get(token)
        if number is None or story.names[number].first != token:
            continue
        if speaks_for and token in {reading.first, reading.head + 2}:
            continue
        member, _ = bearer(story, number)
        is_unlike = token == reading.first and member is not None and member.gender * sign < 0
        if member is not None and member.kind == "person" and not is_unlike:
            return True
    return False
