"""Say who each mention refers to, within one article, or why that stays open.

In: the body, and its statements with the words that name the speaker (`Quote.mention`).  Out: the same
statements with `speaker`, `method`, `confidence` and `reason`.  Which words name the speaker is the work of
`attribution` and `indirect`; who a speaker is across articles, of the loader.

The article is read once, from left to right, as a reader does: each name and pronoun outside the quotations
makes somebody more prominent (`salience`), and a mention is understood by who is prominent there and fits it.
One candidate, or a clear lead, is an answer; anything else is left open with a reason.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from api.extract.cast import Cast, Member, gather_cast
from api.extract.portraits import fit, fits_gender, modifiers, ordinal, words_of_description
from api.extract.mentions import OWNERS, Reading, is_plural_person, read_mention
from api.extract.names import POSSESSIVES, Name, find_names
from api.extract.salience import Salience
from api.extract.tokens import MARKS, Tokens, read_tokens
from api.extract.verbs import verb_forms
from api.extract.words import read_words
from api.model import Mention, Method, Quote, Speaker, SpeakerKind

# How much a mention adds to the prominence of whom it names, by its place in the sentence.
_SPEAKER, _SUBJECT, _OBJECT, _OWNER, _MODIFIER = 4.0, 3.0, 1.3, 0.9, 0.4
# A lead is the first candidate's share of the prominence of the first two.
_CLEAR_LEAD = 0.51
_SURNAME_LEAD = 0.55
_DESCRIBED_LEAD = 0.58
_BY_ROLE_ALONE = 0.3  # the prominence of somebody not spoken of lately, but of the role in question
_OPENING_CLAUSES = frozenset("as when while if although though because since before after until once but in".split())
_BEFORE_PLURALS = frozenset("former senior campaign administration law enforcement government top local state federal party".split())
_OWNED_BODIES = frozenset({"campaign", "administration", "camp", "team", "government", "foundation"})
_CERTAIN_GENDER = 3
_GENERIC_FIT = 0.5  # how well "the candidate" fits somebody whose role is not printed
_INTRODUCED_FIRST = 2.0
_NOBODY = 0.12  # what a candidate for a description must beat where there is no other
_SAME_SENTENCE = 1.6
_GENDERED = {"he": 1, "him": 1, "his": 1, "himself": 1, "she": -1, "her": -1, "hers": -1, "herself": -1}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention refers to: a member of the cast, or nobody with a `reason`. `role`: printed beside it."""

    member: Member | None
    method: Method
    confidence: float
    reason: str | None = None
    role: str | None = None


@dataclass(slots=True)
class Story:
    """An article as read so far: what was found in it, and who is prominent at `time`."""

    tokens: Tokens
    names: list[Name]
    name_at: dict[int, int]
    cast: Cast
    times: list[int]
    is_quoted: bytearray
    pronouns: list[int]
    title_at: dict[int, int]
    salience: Salience = field(default_factory=Salience)
    bodies: Salience = field(default_factory=Salience)
    groups: Salience = field(default_factory=Salience)
    described: dict[tuple[str, str], Member] = field(default_factory=dict)
    subject_of: int = -1

    def time(self, token: int) -> int:
        """Return the number of the reporter's own sentences up to `token`."""
        return self.times[self.tokens.sentence_of[token]]


def identify(body: str, statements: Sequence[Quote], tokens: Tokens | None = None) -> tuple[Quote, ...]:
    """Return the statements with their speakers, in the order given.

    `confidence` comes in as the probability that the mention is right and goes out as the probability that
    the speaker is. `tokens` are those of `body`, where the caller has read them already.
    """
    tokens = tokens or read_tokens(body)
    if not tokens.words or not statements:
        return tuple(_told(quote, _NO_MENTION) if quote.mention is None else quote for quote in statements)
    identities = _read(_open(tokens, statements), statements)
    return tuple(_tell(statements, identities))


_NO_MENTION = Identity(None, "none", 0.0, "no words near the statement name a speaker")


def _open(tokens: Tokens, statements: Sequence[Quote]) -> Story:
    """Find the names, the cast, and which tokens stand inside quotations."""
    names = find_names(tokens)
    name_at = {token: number for number, name in enumerate(names) for token in range(name.first, name.last + 1)}
    spoken = {tokens.last_before(quote.mention.span.end) for quote in statements if quote.mention}
    is_quoted = bytearray(len(tokens.words))
    for quote in statements:
        if quote.kind != "indirect":
            first, last = tokens.first_at_or_after(quote.span.start), tokens.last_before(quote.span.end)
            is_quoted[first : last + 1] = b"\1" * (last + 1 - first)
    pronouns = [i for i, word in enumerate(tokens.lower) if word in _GENDERED and not is_quoted[i]]
    title_at = {name.title: number for number, name in enumerate(names)}
    story = Story(tokens, names, name_at, gather_cast(tokens, names, spoken), _times(tokens, is_quoted), is_quoted, pronouns, title_at)
    _learn_genders(story)
    return story


def _learn_genders(story: Story) -> None:
    """Learn who is a man and who a woman from the pronouns that follow somebody named alone in a sentence."""
    tallies: dict[Member, list[int]] = {}
    alone: Member | None = None
    sentence = -1
    for token in sorted({name.last for name in story.names if name.kind in {"person", "unknown"}} | set(story.pronouns)):
        number = story.name_at.get(token)
        here = story.tokens.sentence_of[token]
        if number is not None:
            members = story.cast.of_name[number]
            is_other = here == sentence and (alone is None or members != (alone,))
            alone, sentence = (None if is_other or len(members) != 1 else members[0]), here
        elif alone is not None and here - sentence <= 1 and abs(alone.gender) < _CERTAIN_GENDER:
            tallies.setdefault(alone, [0, 0])[_GENDERED[story.tokens.lower[token]] < 0] += 1
    for member, (men, women) in tallies.items():
        if max(men, women) >= 2 and max(men, women) >= 3 * min(men, women):
            member.gender = 2 if men > women else -2


def _times(tokens: Tokens, is_quoted: bytearray) -> list[int]:
    """Number the sentences, without counting those that stand wholly inside a quotation."""
    times: list[int] = []
    time = 0
    for first, end in tokens.sentences:
        time += not (is_quoted[first] and is_quoted[end - 1])
        times.append(time)
    return times


def _read(story: Story, statements: Sequence[Quote]) -> dict[tuple[int, int], Identity]:
    """Read the article from left to right; return who each mention (by its span) refers to."""
    found: dict[tuple[int, int], Identity] = {}
    mentions = sorted({(q.mention.span.start, q.mention.span.end): q.mention.span for q in statements if q.mention}.items())
    readings = [(key, read_mention(story.tokens, span, story.name_at, story.names)) for key, span in mentions]
    claimed = {reading.first if reading.kind == "pronoun" else story.names[reading.name].first for _, reading in readings if reading.kind in {"pronoun", "name"}}
    background = _background(story, claimed)
    pending = next(background, None)
    for key, reading in readings:
        while pending is not None and pending < reading.first:
            _hear(story, pending)
            pending = next(background, None)
        found[key] = _resolve(story, reading)
    _resolve_speakers_inside_quotes(story, statements, readings, found)
    return found


def _background(story: Story, claimed: set[int]) -> Iterator[int]:
    """Yield, in order, the first tokens of names and the gendered pronouns that are no mention themselves."""
    starts = {name.first for name in story.names if not story.is_quoted[name.first]}
    return iter(sorted((starts | set(story.pronouns)) - claimed))


def _hear(story: Story, token: int) -> None:
    """Take note of a name or pronoun on the way."""
    number = story.name_at.get(token)
    time = story.time(token)
    if number is None:
        identity = _gendered(story, token, _GENDERED[story.tokens.lower[token]])
        if identity.member is not None:
            weight = _SUBJECT if story.tokens.lower[token] in {"he", "she"} else _OWNER
            story.salience.mention(identity.member, weight, time)
        return
    name = story.names[number]
    member, _ = _bearer(story, number)
    if member is not None:
        where = story.salience if member.kind == "person" else story.bodies
        where.mention(member, _weight(story, name), time)
        _hear_body(story, member, name, time)


def _hear_body(story: Story, owner: Member, name: Name, time: int) -> None:
    """Take note of "the Ames campaign", "Ames's campaign" on the way."""
    after = name.last + 1
    if (name.is_modifier or name.is_possessive) and after < len(story.tokens.lower):
        noun = story.tokens.lower[after]
        if noun in _OWNED_BODIES:
            story.bodies.mention(_owned_body(story, owner, noun), _OBJECT, time)


def _owned_body(story: Story, owner: Member, noun: str) -> Member:
    name = f"{owner.words[-1] if owner.kind == 'person' else owner.name} {noun}"
    return _described(story, name, "organization")


def _weight(story: Story, name: Name) -> float:
    """Weigh a name by its place in the sentence: subject, object, owner, modifier."""
    if name.is_modifier:
        return _MODIFIER
    sentence = story.tokens.sentence_of[name.first]
    if name.is_possessive:
        return _OWNER if story.subject_of == sentence else _OWNER * 2
    if story.subject_of != sentence or _before_verb(story.tokens, name.last):
        story.subject_of = sentence
        return _SUBJECT
    return _OBJECT


def _before_verb(tokens: Tokens, last: int) -> bool:
    lower = tokens.lower[last + 1] if last + 1 < len(tokens.lower) else ""
    return lower in verb_forms() or lower in {"was", "is", "has", "had", "will", "would"} or (lower.endswith("ed") and len(lower) > 4)


def _bearer(story: Story, number: int) -> tuple[Member | None, float]:
    """Return who bears a name here and how sure that is; None when several do alike."""
    members = story.cast.of_name[number]
    if len(members) <= 1:
        return (members[0], 0.97) if members else (None, 0.0)
    time = story.time(story.names[number].first)
    # The one introduced first and named most keeps the bare surname; another needs to be in the foreground.
    first = min(member.introduced for member in members)
    scores = sorted(
        ((story.salience.of(m, time) + min(m.count, 8) * 0.5 + (m.introduced == first) * _INTRODUCED_FIRST, m) for m in members),
        key=lambda pair: -pair[0],
    )
    lead = _lead([score for score, _ in scores])
    return (scores[0][1], lead) if lead >= _SURNAME_LEAD else (None, lead)


def _lead(scores: Sequence[float]) -> float:
    """Return the first score's share of the first two."""
    if not scores or scores[0] <= 0:
        return 0.0
    return scores[0] / (scores[0] + scores[1]) if len(scores) > 1 else 1.0


def _gendered(story: Story, token: int, sign: int) -> Identity:
    """Find whom "he" (sign 1) or "she" (sign -1) stands for."""
    ahead = _subject_ahead(story, token, sign)
    if ahead is not None:
        return Identity(ahead, "pronoun", 0.85)
    ranked = story.salience.ranked(story.time(token), lambda member: _gender_fit(member, sign), _SAME_SENTENCE)
    lead = _lead([score for score, _ in ranked])
    if lead < _CLEAR_LEAD:
        reason = "several people fit the pronoun alike" if ranked else "nobody before the pronoun fits it"
        return Identity(None, "none", 0.0, reason)
    member = ranked[0][1]
    if lead > 0.8 and abs(member.gender) < 3:
        member.gender += sign
    return Identity(member, "pronoun", 0.6 + 0.36 * (lead - 0.5) * 2)


def _subject_ahead(story: Story, token: int, sign: int) -> Member | None:
    """Find the subject that follows a clause put first: "As he left, Ames said ..."."""
    tokens = story.tokens
    first, end = tokens.sentences[tokens.sentence_of[token]]
    if token - first > 3 or tokens.lower[first] not in _OPENING_CLAUSES:
        return None
    for index in range(token + 1, min(token + 30, end - 1)):
        if tokens.words[index] == ",":
            number = story.title_at.get(index + 1 + (tokens.words[index + 1] in MARKS))
            if number is None or not _before_verb(tokens, story.names[number].last):
                return None
            member, _ = _bearer(story, number)
            return member if member is not None and _gender_fit(member, sign) > 0.5 else None
    return None


def _gender_fit(member: Member, sign: int) -> float:
    """Tell from 0 to 1 how well a person fits "he" or "she"."""
    if member.kind not in {"person", "anonymous"}:
        return 0.0
    evidence = member.gender * sign
    certainty = 1.0 if member.certain else 0.25
    if evidence <= -3:
        return 0.0
    if evidence < 0:
        return 0.3 * certainty
    return certainty if evidence else 0.6 * certainty


def _resolve(story: Story, reading: Reading) -> Identity:
    """Find whom a mention refers to, and note that it was spoken of."""
    identity = _RESOLVERS[reading.kind](story, reading)
    member = identity.member
    if member is not None:
        where = story.groups if member.kind == "group" else story.bodies if member.kind == "organization" else story.salience
        weight = _OBJECT if story.is_quoted[reading.first] else _SPEAKER
        where.mention(member, weight, story.time(reading.first))
        story.subject_of = story.tokens.sentence_of[reading.first]
    return identity


def _resolve_nothing(story: Story, reading: Reading) -> Identity:  # noqa: ARG001 - one of a table
    return _NO_MENTION


def _resolve_pronoun(story: Story, reading: Reading) -> Identity:
    if reading.pronoun in {"he", "she"}:
        return _gendered(story, reading.first, 1 if reading.pronoun == "he" else -1)
    if reading.pronoun in {"they", "it"}:
        return _of_several(story, reading)
    return Identity(None, "none", 0.0, f"“{reading.pronoun}” outside a quotation is the author or the reader")


def _of_several(story: Story, reading: Reading) -> Identity:
    """Find the group or body that "they" or "it" stands for."""
    time = story.time(reading.first)
    if reading.pronoun == "they":
        group = _plural_before(story, reading.first)
        if group is not None:
            return Identity(group, "pronoun", 0.65)
    ranked = story.bodies.ranked(time, lambda member: 0.1 if member.is_place else 1.0)
    if reading.pronoun == "they":
        ranked = sorted([*story.groups.ranked(time, lambda _: 2.0), *ranked], key=lambda pair: -pair[0])
    lead = _lead([score for score, _ in ranked])
    if lead < _CLEAR_LEAD or ranked[0][0] < 0.4:
        return Identity(None, "none", 0.0, f"nobody before “{reading.pronoun}” clearly fits it")
    return Identity(ranked[0][1], "pronoun", 0.45 + 0.3 * lead)


def _plural_before(story: Story, token: int) -> Member | None:
    """Find the plural noun for people that "they" takes up: the first one of the nearest sentence that has any."""
    tokens = story.tokens
    number = tokens.sentence_of[token]
    for sentence in range(number, max(number - 3, -1), -1):
        first, end = tokens.sentences[sentence]
        for index in range(first, min(end, token)):
            if not story.is_quoted[index] and is_plural_person(tokens.lower[index], tokens.words[index]):
                return _described(story, _plural_phrase(story, first, index), "group")
    return None


def _plural_phrase(story: Story, first: int, head: int) -> str:
    """Return a plural noun with the words before it that belong to it."""
    tokens = story.tokens
    start = head
    while start > first and head - start < 3 and (start - 1 in story.name_at or tokens.lower[start - 1] in _BEFORE_PLURALS):
        start -= 1
    text = tokens.text_of(start, head)
    return text[0].lower() + text[1:] if start == first and start not in story.name_at else text


def _resolve_relative(story: Story, reading: Reading) -> Identity:
    """A relative pronoun names nobody; its antecedent does, when a name stands directly before it."""
    index = reading.first - 1
    while index >= 0 and story.tokens.words[index] in {",", ")", "—", "--"}:
        index -= 1
    number = story.name_at.get(index)
    if number is None or story.tokens.sentence_of[index] != story.tokens.sentence_of[reading.first]:
        return Identity(None, "none", 0.0, "a relative pronoun names nobody by itself")
    member, confidence = _bearer(story, number)
    if member is None:
        return Identity(None, "none", 0.0, "several people bear this name")
    return Identity(member, "pronoun", confidence * 0.9)


def _resolve_name(story: Story, reading: Reading) -> Identity:
    name = story.names[reading.name]
    member, confidence = _bearer(story, reading.name)
    if member is None:
        return Identity(None, "none", 0.0, "several people of this name are in the article")
    if reading.determiner == "the" and len(name.words) == 1 and name.words[0][:-1].lower() in story.cast.by_tail and name.words[0][-1] == "s":
        return Identity(_described(story, name.words[0], "group"), "named", 0.85)
    if not member.certain and member.kind == "person" and reading.determiner == "the":
        member.kind = "organization"
    member.certain = True
    return Identity(member, "named", confidence, role=name.role)


def _resolve_joint(story: Story, reading: Reading) -> Identity:
    """Two named speakers together are a group of both."""
    bearers = [_bearer(story, number)[0] for number in reading.names]
    if any(member is None for member in bearers):
        return Identity(None, "none", 0.0, "several people of this name are in the article")
    joint = " and ".join(member.name for member in bearers if member is not None)
    return Identity(_described(story, joint, "group"), "named", 0.85)


def _described(story: Story, name: str, kind: SpeakerKind) -> Member:
    """Return the member described by these words, entered at its first mention."""
    key = (name.lower(), kind)
    if key not in story.described:
        story.described[key] = Member(tuple(name.split()), kind, count=1)
    return story.described[key]


def _resolve_nominal(story: Story, reading: Reading) -> Identity:
    """Find whom a description refers to, by its noun."""
    noun = reading.noun
    if reading.head == reading.first and reading.determiner in read_words("quantifiers"):
        return Identity(None, "none", 0.0, f"“{reading.determiner}” names nobody in particular")
    if noun in read_words("determiners"):
        return _NO_MENTION
    if noun in read_words("document_nouns"):
        return _issuer(story, reading)
    if reading.is_plural:
        words = words_of_description(story.tokens, reading, name_at=story.name_at)
        return Identity(_described(story, words, "group"), "description", 0.9)
    if noun in read_words("organization_nouns"):
        return _body(story, reading)
    return _person(story, reading)


def _owner(story: Story, reading: Reading) -> Member | None:
    """Return who owns what a description names: "Ames's campaign", "the Ames campaign", "her campaign"."""
    first = story.tokens.lower[reading.first]
    if first in {"his", "her"}:
        return _gendered(story, reading.first, _GENDERED[first]).member
    if first in OWNERS:
        return None
    for index in range(reading.head - 1, reading.first - 1, -1):
        number = story.name_at.get(index)
        if number is not None and story.names[number].kind != "adjective":
            return _bearer(story, number)[0]
    return None


def _issuer(story: Story, reading: Reading) -> Identity:
    """A statement, post or poll speaks for who issued it: in front ("a White House statement") or behind ("from")."""
    owner = _owner(story, reading) or _named_behind(story, reading)
    if owner is not None:
        return Identity(owner, "description", 0.8)
    words = words_of_description(story.tokens, reading, name_at=story.name_at)
    return Identity(_described(story, words, "anonymous"), "description", 0.6)


def _named_behind(story: Story, reading: Reading) -> Member | None:
    """Return who is named behind a document: "a statement from the Ames campaign", "a poll by Ostley College"."""
    tokens, index = story.tokens, reading.head + 1
    if index + 1 >= len(tokens.words) or tokens.lower[index] not in {"from", "by", "of"}:
        return None
    for token in range(index + 1, min(index + 4, len(tokens.words))):
        if token in story.name_at:
            return _bearer(story, story.name_at[token])[0]
        if tokens.lower[token] not in {"the", "a", "an", "by", "former"}:
            return None
    return None


def _body(story: Story, reading: Reading) -> Identity:
    """Find the organisation: "Ames's campaign", "the Orr administration", "the committee"."""
    owner = _owner(story, reading)
    if owner is not None:
        return Identity(_owned_body(story, owner, reading.noun), "description", 0.88)
    told = modifiers(story.tokens, reading)
    if not told:
        time = story.time(reading.first)
        ranked = story.bodies.ranked(time, lambda member: _body_fit(member, reading.noun))
        lead = _lead(sorted([*(score for score, _ in ranked), _NOBODY], reverse=True))
        if ranked and lead >= _DESCRIBED_LEAD and reading.determiner in {"the", "this", "that"}:
            return Identity(ranked[0][1], "description", 0.4 + 0.4 * lead)
    words = words_of_description(story.tokens, reading, name_at=story.name_at)
    return Identity(_described(story, words, "organization"), "description", 0.7)


def _body_fit(member: Member, noun: str) -> float:
    """Tell how well "the committee" fits an organisation: best when its name says so."""
    words = {word.lower() for word in member.words}
    if member.is_place:
        return 0.0
    if noun in words:
        return 1.0
    if noun in {"campaign", "administration", "government", "camp", "party"} or words & read_words("organization_nouns"):
        return 0.0
    return 0.3 if member.certain else 0.0


def _person(story: Story, reading: Reading) -> Identity:
    """Find the person: named, described before, or described for the first time."""
    if reading.determiner in {"a", "an", "one", "another"} or ordinal(story.tokens, reading) not in {None, "first"}:
        return _newcomer(story, reading)
    told = modifiers(story.tokens, reading)
    return _by_role(story, reading, told) or _newcomer(story, reading)


def _newcomer(story: Story, reading: Reading) -> Identity:
    """Enter somebody described but not named; "a second official" is another one than "an official"."""
    words = words_of_description(story.tokens, reading, name_at=story.name_at)
    which = ordinal(story.tokens, reading)
    if which is not None and which != "first":
        base = words.lower().removeprefix(f"{which} ")
        words = words if words.lower().startswith(which) else f"{which} {words}"
        _call_first(story, base)
    member = _described(story, words, "anonymous")
    member.ordinal = which
    member.introduced = reading.first if member.introduced < 0 else member.introduced
    member.role_words.update(words.lower().split())
    if member.gender == 0:
        noun = reading.noun
        member.gender = 8 if noun in read_words("male_words") else -8 if noun in read_words("female_words") else 0
    return Identity(member, "description", 0.85)


def _is_generic(story: Story, reading: Reading) -> bool:
    """Tell whether a noun may stand for anybody in the foreground ("the candidate"; not "the state's governor")."""
    if any(story.tokens.words[index].endswith(POSSESSIVES) for index in range(reading.first, reading.head)):
        return False
    return reading.noun in read_words("generic_nouns") or reading.noun.endswith("-year-old")


def _call_first(story: Story, base: str) -> None:
    """Where "a second official" turns up, the official described before is the first."""
    earlier = story.described.pop((base, "anonymous"), None)
    if earlier is not None and earlier.ordinal is None:
        earlier.words, earlier.ordinal = ("first", *earlier.words), "first"
        story.described[f"first {base}", "anonymous"] = earlier


def _by_role(story: Story, reading: Reading, told: list[str]) -> Identity | None:
    """Find the one member of whom the article prints the role; for "the candidate", who is in the foreground."""
    wanted = ordinal(story.tokens, reading)
    told = [word for word in told if word != wanted]
    time = story.time(reading.first)
    is_generic = _is_generic(story, reading)
    scores = [_NOBODY]
    best: tuple[float, Member | None] = (0.0, None)
    for member in _people(story, is_generic):
        fits = fit(member, reading.noun, told)
        if not fits and not (is_generic and member.kind == "person" and fits_gender(member, reading.noun)):
            continue
        if wanted is None or (member.kind == "anonymous" and member.ordinal in {None, wanted}):
            fits *= 4 if wanted is not None and member.ordinal == wanted else 1
            alone = _BY_ROLE_ALONE if 0 <= member.introduced < reading.first else _BY_ROLE_ALONE / 3
            score = fits * alone + (fits or _GENERIC_FIT) * story.salience.of(member, time)
            scores.append(score)
            best = max(best, (score, member), key=lambda pair: pair[0])
    scores.sort(reverse=True)
    lead = _lead(scores)
    if lead < _DESCRIBED_LEAD or best[0] == 0.0:
        return None
    return Identity(best[1], "description", 0.35 + 0.5 * lead)


def _people(story: Story, is_generic: bool) -> Iterator[Member]:
    for member in story.cast.members:
        if member.kind == "person" and (member.role_words or (is_generic and member.certain)):
            yield member
    for member in story.described.values():
        if member.kind == "anonymous":
            yield member


_RESOLVERS: dict[str, Callable[[Story, Reading], Identity]] = {
    "nothing": _resolve_nothing,
    "pronoun": _resolve_pronoun,
    "relative": _resolve_relative,
    "name": _resolve_name,
    "joint": _resolve_joint,
    "nominal": _resolve_nominal,
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
                found[key] = replace(identity, method="pronoun", confidence=identity.confidence * 0.95, role=None)


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
            done = _told(quote, _NO_MENTION)
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


def _with_speaker(  # noqa: PLR0913, PLR0917 - what `dataclasses.replace` does, at a third of its time
    quote: Quote, mention: Mention | None, speaker: Speaker | None, method: Method, confidence: float, reason: str | None
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
