"""Say who each mention refers to, within one article, or why that stays open.

In: the body, and its statements with the words that name the speaker (`Quote.mention`).  Out: the same
statements with `speaker`, `method`, `confidence` and `reason`.  Which words name the speaker is the work of
`attribution` and `indirect`; who a speaker is across articles, of the loader.

The article is read once, from left to right, as a reader does (`story`): each name and pronoun outside the
quotations makes somebody more prominent (`salience`), and a mention is understood by who is prominent there and
fits it. One candidate, or a clear lead, is an answer; anything else is left open with a reason.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from api.extract.grammar.beside import word_at
from api.extract.grammar.lexicon import (
    ACTS,
    ADVERB,
    CAPITAL,
    DETERMINER,
    ENDS_RUN,
    MARK,
    MERE_VERB,
    SIGN,
    SMALL,
)
from api.extract.grammar.mentions import Reading, is_plural_person, is_speaking_noun, read_mention
from api.extract.grammar.nouns import nouns_for_somebody
from api.extract.grammar.tokens import Tokens, read_tokens
from api.extract.resolving.antecedents import author_before, body_apposed_to, person_apposed_to
from api.extract.resolving.member import Member
from api.extract.resolving.nameless import nameless_before
from api.extract.resolving.referents import (
    NO_MENTION,
    body_spoken_of,
    known_by_role,
    may_be_body,
    resolve_description,
)
from api.extract.resolving.story import (
    CLEAR_LEAD,
    MODIFIER,
    OBJECT,
    SPEAKER,
    SUBJECT,
    Identity,
    Story,
    asks,
    bearer,
    described,
    hear,
    hear_namesakes,
    lead_of,
    named_in_words_of,
    open_story,
    who_is_gendered,
)
from api.extract.words import read_words
from api.model import Mention, Method, Quote, Span, Speaker

_DOCUMENTS = read_words("document_nouns")
_LONGEST_ANTECEDENT = 6  # tokens
_LONGEST_ROLE = 4  # tokens, "the" among them
_NOT_DESCRIBING = SIGN | SMALL | ENDS_RUN | MERE_VERB
_ASKING = frozenset({"asked", "asks"})
_REPLYING = frozenset({"replied", "replies", "answered", "answers", "responded", "responds"})
_HARDLY_ANSWERS = 0.2  # how well who asked fits "he replied", of 1
_NAMELESS = 0.85  # how sure "he" is who the sentence before is about, without a name
_VOICE_KEPT = 2  # sentences
_THING_KEPT = 3  # sentences
_SPOKE_LAST = 3.0  # how much more likely "it" is the body that spoke last
_TAGGING = frozenset({"said", "says", "added", "adds", "warned", "warns", "continued"})
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokeswomen"})
_PAIR_KEPT = 4  # sentences, a paragraph's end among them, after which "they" is no longer the two who spoke
_OPENING = 80  # tokens of an article before somebody is named
_NEXT_SENTENCES = 3
_LEAST_PROMINENT = 0.4  # of whom "it" or "they" stands for


def identify(body: str, statements: Sequence[Quote], tokens: Tokens | None = None) -> tuple[Quote, ...]:
    """Return the statements with their speakers, in the order given.

    `confidence` comes in as the probability that the mention is right and goes out as the probability that
    the speaker is. `tokens` are those of `body`, where the caller has read them already.
    """
    tokens = tokens or read_tokens(body)
    if not tokens.words or not statements:
        return tuple(_told(quote, NO_MENTION) if quote.mention is None else quote for quote in statements)
    identities = _read(open_story(tokens, statements), statements)
    return tuple(_with_ending(quote, body) for quote in _tell(statements, identities))


def _with_ending(quote: Quote, body: str) -> Quote:
    """Return a quote with the ending of a shop's name in its mention, which is no possessive: "Mabel's"."""
    if quote.mention is None or quote.speaker is None or not quote.speaker.name.endswith("'s"):
        return quote
    start, end = quote.mention.span.start, quote.mention.span.end
    span = Span(start, end + len("'s"))
    if span.of(body).replace("’", "'") not in quote.speaker.name:
        return quote
    return replace(quote, mention=replace(quote.mention, text=span.of(body), span=span))


def _read(story: Story, statements: Sequence[Quote]) -> dict[tuple[int, int], Identity]:
    """Read the article from left to right; return who each mention (by its span) refers to."""
    found: dict[tuple[int, int], Identity] = {}
    mentions = sorted(
        {(q.mention.span.start, q.mention.span.end): q.mention.span for q in statements if q.mention}.items()
    )
    readings = [(key, read_mention(story.tokens, span, story.name_at, story.names)) for key, span in mentions]
    claimed = {
        reading.first if reading.kind == "pronoun" else story.names[reading.name].first
        for _, reading in readings
        if reading.kind in {"pronoun", "name"}
    }
    mentioned = {each.first for _, each in readings}
    roles = {role.first: role for role in _roles(story) if role.first not in mentioned}
    background = iter(sorted({*_background(story, claimed), *roles}))
    pending = next(background, None)
    for key, reading in readings:
        while pending is not None and pending < reading.first:
            if pending in roles:
                _hear_role(story, roles[pending])
            else:
                hear(story, pending)
            pending = next(background, None)
        found[key] = _resolve(story, reading)
    _resolve_speakers_inside_quotes(story, statements, readings, found)
    return found


def _background(story: Story, claimed: set[int]) -> set[int]:
    """Return the first tokens of names and the gendered pronouns that are no mention themselves."""
    starts = {
        name.first
        for name, members in zip(story.names, story.cast.of_name, strict=True)
        if members and not story.is_quoted[name.first] and not _is_title(story.tokens, name.first, name.last)
    }
    return (starts | set(story.pronouns)) - claimed


def _roles(story: Story) -> Iterator[Reading]:
    """Yield the descriptions that open a sentence as its subject, by a role of somebody named: "The judge agreed"."""
    tokens = story.tokens
    for first, end in tokens.sentences:
        if tokens.lower[first] != "the" or story.is_quoted[first]:
            continue
        for head in range(first + 1, min(first + _LONGEST_ROLE, end - 1)):
            if not tokens.words[head].islower():
                break
            if tokens.lower[head] in story.by_role and tokens.traits[head + 1] & (ACTS | ADVERB):
                yield Reading("nominal", first, head, head, noun=tokens.lower[head], determiner="the")
                break


def _hear_role(story: Story, reading: Reading) -> None:
    """Take note of who is spoken of by a role on the way."""
    member = known_by_role(story, reading)
    if member is not None:
        story.salience.mention(member, SUBJECT, story.time(reading.first))
        story.subject_of = story.tokens.sentence_of[reading.first]


def _is_title(tokens: Tokens, first: int, last: int) -> bool:
    """Tell what a song or a book is called by the marks around: “Low Tide”; nobody is spoken of there.

    One word may be what somebody wants to be called: “Ada”.
    """
    traits = tokens.traits
    if first in {0, last} or last + 1 >= len(tokens.words) or not traits[first - 1] & MARK:
        return False
    return traits[last + 1] & MARK > 0 or (
        tokens.words[last + 1] == "," and last + 2 < len(tokens.words) and traits[last + 2] & MARK > 0
    )


def _resolve(story: Story, reading: Reading) -> Identity:
    """Find whom a mention refers to, and note that it was spoken of."""
    identity = _RESOLVERS[reading.kind](story, reading)
    member = identity.member
    if member is not None:
        is_it = member.kind == "organization" or reading.noun in _DOCUMENTS
        where = story.groups if member.kind == "group" else story.bodies if is_it else story.salience
        is_beside = reading.kind == "relative" and _antecedent(story, reading) not in story.name_at
        is_speaker = not is_beside and not story.is_quoted[reading.first]
        weight = MODIFIER if asks(story.tokens, reading.first) else SPEAKER if is_speaker else OBJECT
        where.mention(member, weight, story.time(reading.first))
        if member.kind == "group" and reading.pronoun != "they":
            story.pair = member if reading.kind == "joint" else None
            story.pair_at = story.time(reading.first)
        if is_speaker:
            story.voice = member if _is_voice(story, member, reading) else None
            story.thing = member if is_it else _body_behind(story, member, reading)
            story.asker = member if _stands_by(story, reading, _ASKING) else None
            is_somebodys = story.tokens.lower[reading.first - 1] == "whose"  # "Orr, whose | mother | said so"
            story.speaker = None if is_somebodys else member
            story.spoken_at = story.time(reading.first)
        story.subject_of = story.tokens.sentence_of[reading.first]
    elif reading.kind == "name" and not story.is_quoted[reading.first]:
        hear_namesakes(story, reading.name, SUBJECT)
    return identity


def _body_behind(story: Story, member: Member, reading: Reading) -> Member | None:
    """Return the body that "it" may be once somebody has spoken: the one spoken for ("an Orrix | spokeswoman"),
    or who spoke where nothing tells a person ("Orrix said").
    """
    if reading.noun in _SPEAKING_FOR:
        for token in range(reading.first, reading.last + 1):
            number = story.name_at.get(token)
            if number is not None and story.names[number].kind in {"organization", "unknown"}:
                body, _ = bearer(story, number)
                is_body = body is not None and (body.kind == "organization" or may_be_body(body))
                return body if is_body else None
    return member if may_be_body(member) and len(member.words) == 1 else None


def _is_voice(story: Story, member: Member, reading: Reading) -> bool:
    """Tell somebody without a name who may be a man or a woman: "a spokesperson"; "they" is who speaks on."""
    is_somebody = reading.noun in nouns_for_somebody() and reading.noun not in _DOCUMENTS
    return (is_somebody or member is story.voice) and member.kind == "anonymous" and not member.gender


def _resolve_nothing(story: Story, reading: Reading) -> Identity:  # noqa: ARG001 - one of a table
    return NO_MENTION


def _resolve_pronoun(story: Story, reading: Reading) -> Identity:
    if reading.pronoun in {"he", "she"}:
        sign = 1 if reading.pronoun == "he" else -1
        if (author := author_before(story, reading.first, sign)) is not None:
            return Identity(author, "pronoun", 0.85)
        others = named_in_words_of(story, reading.first)
        if story.asker is not None and _replies(story, reading):
            others = {**others, story.asker: _HARDLY_ANSWERS}  # "Bloom asked Orr. “No,” he replied": Orr
        nameless = nameless_before(story, reading.first, sign) if reading.first in story.words_of else None
        identity = who_is_gendered(story, reading.first, sign, others)
        if nameless is not None and (identity.member is None or not nameless.is_definite):
            return Identity(nameless.member, "pronoun", _NAMELESS)
        return _named_next(story, reading.first, sign) or identity if identity.member is None else identity
    if reading.pronoun in {"they", "it"}:
        return _of_several(story, reading)
    return Identity(None, "none", 0.0, f"“{reading.pronoun}” outside a quotation is the author or the reader")


def _named_next(story: Story, token: int, sign: int) -> Identity | None:
    """Return who is named only behind the words that open an article: "“...,” she says. | Ada Bloom | is 34."."""
    tokens = story.tokens
    if any(story.salience.members()) or token > _OPENING:
        return None
    for name in story.names:
        if name.first < token or story.is_quoted[name.first] or name.kind != "person":
            continue
        if story.time(name.first) - story.time(token) > _NEXT_SENTENCES:
            return None
        member, _ = bearer(story, story.name_at[name.first])
        opens = name.title == tokens.opening_of[name.first]
        fits = member is not None and member.gender * sign >= 0
        return Identity(member, "pronoun", 0.6) if opens and fits and not name.is_possessive else None
    return None


def _replies(story: Story, reading: Reading) -> bool:
    """Tell an answer to what was asked right before, by the verb beside the pronoun."""
    return story.time(reading.first) - story.spoken_at <= 1 and _stands_by(story, reading, _REPLYING)


def _stands_by(story: Story, reading: Reading, verbs: frozenset[str]) -> bool:
    """Tell whether one of the verbs stands right before or behind a mention."""
    lower = story.tokens.lower
    return word_at(lower, reading.first - 1) in verbs or word_at(lower, reading.last + 1) in verbs


def _of_several(story: Story, reading: Reading) -> Identity:
    """Find the group or body that "they" or "it" stands for."""
    time = story.time(reading.first)
    if reading.pronoun == "they":
        if story.pair is not None and time - story.pair_at <= _PAIR_KEPT:
            story.pair_at = time
            return Identity(story.pair, "pronoun", 0.7)
        if story.voice is not None and time - story.spoken_at <= _VOICE_KEPT:
            return Identity(story.voice, "pronoun", 0.7)
        group = _plural_before(story, reading.first)
        if group is not None:
            return Identity(group, "pronoun", 0.65)
    ranked = story.bodies.ranked(time, lambda member: 0.1 if member.is_place else 1.0)
    others = (
        story.groups.ranked(time, lambda _: 2.0)
        if reading.pronoun == "they"
        else story.salience.ranked(time, may_be_body)
    )
    ranked = sorted([*others, *ranked], key=lambda pair: -pair[0])
    thing = story.thing if reading.pronoun == "it" and time - story.spoken_at <= _THING_KEPT else None
    if thing is not None and _is_tag(story, reading):  # what has spoken speaks on, whatever it names
        ranked = sorted(
            ((score * (_SPOKE_LAST if m is thing else 1), m) for score, m in ranked),
            key=lambda pair: -pair[0],
        )
    lead = lead_of([score for score, _ in ranked])
    if lead < CLEAR_LEAD or ranked[0][0] < _LEAST_PROMINENT:
        if thing is not None:
            return Identity(thing, "pronoun", 0.5)
        if reading.pronoun == "it" and (body := body_spoken_of(story, reading.first)) is not None:
            return Identity(body.member, "pronoun", 0.6)
        return Identity(None, "none", 0.0, f"nobody before “{reading.pronoun}” clearly fits it")
    member = ranked[0][1]
    if may_be_body(member):  # the pronoun tells; who surely is a person is here by a document: "his post"
        member.kind = "organization"
    return Identity(member, "pronoun", 0.45 + 0.3 * lead)


def _is_tag(story: Story, reading: Reading) -> bool:
    """Tell what only says who said the words before: "..., | it | said"."""
    tokens, before = story.tokens, reading.first - 1
    is_behind = tokens.words[before] == "," or tokens.traits[before] & MARK > 0
    return is_behind and word_at(tokens.lower, reading.last + 1) in _TAGGING


def _plural_before(story: Story, token: int) -> Member | None:
    """Find the plural noun for people that "they" takes up: the first one of the nearest sentence that has any."""
    tokens = story.tokens
    number = tokens.sentence_of[token]
    for sentence in range(number, max(number - 3, -1), -1):
        first, end = tokens.sentences[sentence]
        pair = _pair_at(story, first)
        if pair is not None and sentence < number:
            return pair
        for index in range(first, min(end, token)):
            if tokens.lower[index] == "they" and sentence < number:
                break  # of whom it says more: they stand further above
            if not story.is_quoted[index] and is_plural_person(tokens.lower[index], tokens.words[index]):
                return described(story, _plural_phrase(story, first, index), "group")
    return None


def _pair_at(story: Story, first: int) -> Member | None:
    """Return the two people named together as a sentence's subject: "Ada Ames and Bert Orr, ..."."""
    left = story.title_at.get(first, -1)
    if left < 0 or story.names[left].last + 2 >= len(story.tokens.words):
        return None
    right = story.title_at.get(story.names[left].last + 2, -1)
    if right < 0 or story.tokens.lower[story.names[left].last + 1] != "and":
        return None
    bearers = [bearer(story, number)[0] for number in (left, right)]
    if any(member is None or member.kind != "person" for member in bearers):
        return None
    return described(story, " and ".join(member.name for member in bearers if member is not None), "group")


def _plural_phrase(story: Story, first: int, head: int) -> str:
    """Return a plural noun with the words before it that belong to it."""
    tokens = story.tokens
    start = head
    while (
        start > first
        and head - start < 3
        and (start - 1 in story.name_at or tokens.lower[start - 1] in read_words("plural_modifiers"))
    ):
        start -= 1
    text = tokens.text_of(start, head)
    return text[0].lower() + text[1:] if start == first and start not in story.name_at else text


def _resolve_relative(story: Story, reading: Reading) -> Identity:
    """A relative pronoun names nobody; its antecedent does: a name or description directly before it."""
    index = _antecedent(story, reading)
    if index < 0 or story.tokens.sentence_of[index] != story.tokens.sentence_of[reading.first]:
        return Identity(None, "none", 0.0, "a relative pronoun names nobody by itself")
    if (
        story.tokens.lower[reading.first] == "who"
        and (apposed := person_apposed_to(story, index)) is not None
    ):
        return Identity(apposed, "pronoun", 0.85)
    number = story.name_at.get(index)
    if number is None:
        body = body_apposed_to(story, index)
        return _described_before(story, index) if body is None else Identity(body, "pronoun", 0.85)
    member, confidence = bearer(story, number)
    if story.tokens.lower[reading.first] == "who":
        if member is None or member.kind == "organization":
            member, confidence = _person_before(story, index)
        elif _is_where_somebody_works(story, number):
            found, chance = _person_before(story, index)
            member, confidence = (member, confidence) if found is None else (found, chance)
    if member is None:
        return Identity(None, "none", 0.0, "nobody before “who” clearly fits it")
    return Identity(member, "pronoun", confidence * 0.9)


def _antecedent(story: Story, reading: Reading) -> int:
    """Return the last token of what stands before a relative pronoun, over a comma; -1 where nothing does. Of "it was
    Bert Orr, not Ada Bloom, who" it is that of the first.
    """
    index = _over_signs(story, reading.first - 1)
    number = story.name_at.get(index)
    if number is not None:
        before = story.names[number].first - 1
        if before > 0 and story.tokens.lower[before] == "not":
            return _over_signs(story, before - 1 - (story.tokens.lower[before - 1] == "and"))
    return index


def _over_signs(story: Story, index: int) -> int:
    while index >= 0 and story.tokens.words[index] in {",", ")", "—", "--"}:
        index -= 1
    return index


def _described_before(story: Story, last: int) -> Identity:
    """Return who is described up to token `last`: "Marle's coast guard, | which", "his own minister, | who"."""
    tokens, first = story.tokens, last
    opens = tokens.opening_of[last]
    if not is_speaking_noun(tokens.lower[last]):
        return Identity(None, "none", 0.0, "a relative pronoun names nobody by itself")
    while first > max(opens, last - _LONGEST_ANTECEDENT) and _describes(tokens, first - 1):
        first -= 1
    if first > opens and tokens.traits[first - 1] & DETERMINER:
        first -= 1
    span = Span(tokens.start_of(first), tokens.ends[last])
    antecedent = read_mention(tokens, span, story.name_at, story.names)
    identity = _RESOLVERS[antecedent.kind](story, antecedent)
    return Identity(identity.member, "pronoun", identity.confidence * 0.9, identity.reason)


def _describes(tokens: Tokens, index: int) -> bool:
    """Tell a word that may stand in a description: "a | retired | general", but not "Orr | rebuked | critics"."""
    if tokens.traits[index] & _NOT_DESCRIBING:
        return False
    return not (tokens.traits[index] & ACTS and tokens.traits[index - 1] & (CAPITAL | ADVERB))


def _is_where_somebody_works(story: Story, number: int) -> bool:
    """Tell a name that nothing makes a person's behind "at": "Ada Bloom, an expert at | Quayside |, who"."""
    name = story.names[number]
    return name.kind == "unknown" and story.tokens.lower[name.first - 1] in {"at", "for", "of"}


def _person_before(story: Story, last: int) -> tuple[Member | None, float]:
    """Return the nearest person named before token `last` in its sentence: "Ada Bloom, of the Quay Trust, | who"."""
    first = story.tokens.opening_of[last]
    for index in range(last, first, -1):
        number = story.name_at.get(index)
        if number is not None and story.names[number].kind == "person":
            return bearer(story, number)
    return None, 0.0


def _resolve_name(story: Story, reading: Reading) -> Identity:
    name = story.names[reading.name]
    member, confidence = bearer(story, reading.name)
    if member is None:
        several = len(story.cast.of_name[reading.name]) > 1
        reason = "several people of this name are in the article" if several else "a place names no speaker"
        return Identity(None, "none", 0.0, reason)
    if (
        reading.determiner == "the"
        and len(name.words) == 1
        and name.words[0][:-1].lower() in story.cast.by_tail
        and name.words[0][-1] == "s"
    ):
        return Identity(described(story, name.words[0], "group"), "named", 0.85)
    if not member.certain and member.kind == "person" and reading.determiner == "the":
        member.kind = "organization"
    member.certain = True
    return Identity(member, "named", confidence, role=name.role)


def _resolve_joint(story: Story, reading: Reading) -> Identity:
    """Two named people together are a group of both, two bodies a body."""
    bearers = [bearer(story, number)[0] for number in reading.names]
    if any(member is None for member in bearers):
        return Identity(None, "none", 0.0, "several people of this name are in the article")
    joint = " and ".join(member.name for member in bearers if member is not None)
    are_bodies = all(member is not None and member.kind == "organization" for member in bearers)
    return Identity(described(story, joint, "organization" if are_bodies else "group"), "named", 0.85)


_RESOLVERS: dict[str, Callable[[Story, Reading], Identity]] = {
    "nothing": _resolve_nothing,
    "pronoun": _resolve_pronoun,
    "relative": _resolve_relative,
    "name": _resolve_name,
    "joint": _resolve_joint,
    "nominal": resolve_description,
}


def _resolve_speakers_inside_quotes(
    story: Story,
    statements: Sequence[Quote],
    readings: Sequence[tuple[tuple[int, int], Reading]],
    found: dict[tuple[int, int], Identity],
) -> None:
    """Give "I", where it names the speaker of words inside a quotation, to the speaker of that quotation."""
    outer = [quote for quote in statements if quote.kind != "indirect" and quote.mention is not None]
    starts = [quote.span.start for quote in outer]
    for key, reading in readings:
        if reading.pronoun != "i" or not story.is_quoted[reading.first]:
            continue
        quote = outer[max(0, bisect_right(starts, key[0]) - 1)] if outer else None
        if quote is not None and quote.mention is not None and quote.span.start <= key[0] < quote.span.end:
            identity = found[quote.mention.span.start, quote.mention.span.end]
            if identity.member is not None:
                found[key] = Identity(identity.member, "pronoun", identity.confidence * 0.95, identity.reason)


def _tell(statements: Sequence[Quote], found: dict[tuple[int, int], Identity]) -> Iterator[Quote]:
    """Write who was found into each statement; one without a mention goes with the one it continues."""
    told: list[Quote] = []
    for quote in statements:
        if quote.mention is not None:
            identity = found[quote.mention.span.start, quote.mention.span.end]
            done = _told(quote, identity)
        elif quote.continues is not None and 0 <= quote.continues < len(told):
            before = told[quote.continues]
            method: Method = "none" if before.speaker is None else "continuation"
            confidence = min(quote.confidence, before.confidence) if before.speaker else 0.0
            done = _with_speaker(quote, None, before.speaker, method, confidence, before.reason)
        else:
            done = _told(quote, NO_MENTION)
        told.append(done)
        yield done


def _told(quote: Quote, identity: Identity) -> Quote:
    member = identity.member
    if member is None:
        return _with_speaker(quote, quote.mention, None, "none", 0.0, quote.reason or identity.reason)
    speaker = Speaker(member.name, member.kind, member.roles[0] if member.roles else None)
    mention = quote.mention
    if mention is not None and identity.role is not None:
        mention = Mention(mention.text, mention.span, identity.role)
    confidence = round(quote.confidence * identity.confidence, 3)
    return _with_speaker(quote, mention, speaker, identity.method, confidence, None)


def _with_speaker(  # what `dataclasses.replace` does, at a third of its time
    quote: Quote,
    mention: Mention | None,
    speaker: Speaker | None,
    method: Method,
    confidence: float,
    reason: str | None,
) -> Quote:
    return Quote(
        quote.kind,
        quote.text,
        quote.span,
        quote.paragraph,
        quote.context,
        mention,
        quote.cue,
        speaker,
        method,
        confidence,
        reason,
        quote.continues,
    )
