"""Read an article from left to right, and keep in mind who is prominent.

In: `Tokens` and the statements.  Out: a `Story`, in which names and pronouns are heard one after the other;
it answers who bears a name and who "he" is, at that point.  What a whole mention refers to is decided in
`speakers` and, for descriptions, in `referents`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import GENERATIONS
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import ADVERB, GENDERED, GENDERS, MARKS, SINGLE_MARKS
from api.extract.grammar.names import Name
from api.extract.grammar.rereading import find_names
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms, verb_forms
from api.extract.resolving.cast import Cast, gather_cast, may_be_named
from api.extract.resolving.member import Member
from api.extract.resolving.salience import Salience
from api.extract.words import read_words
from api.model import Method, Quote, SpeakerKind

# Participles that open a sentence before its subject: "Created in 2001, | Quaypedia | is ..."
_DONE = frozenset(
    {"asked", "based", "born", "created", "established", "formed", "founded", "launched", "released"}
)
_LONGEST_PERSON = 3  # words of a name without a first name that we know
_VERBS = verb_forms()
_CLAUSE_OPENERS = read_words("clause_openers")
_OWNED_BODIES = read_words("owned_bodies")
# How much a mention adds to the prominence of whom it names, by its place in the sentence.
SPEAKER, SUBJECT, OBJECT, _OWNER, MODIFIER = 4.0, 3.0, 1.3, 0.9, 0.4
# A lead is the first candidate's share of the prominence of the first two.
CLEAR_LEAD = 0.51
_SURNAME_LEAD = 0.55
_CERTAIN_GENDER = 3
_TOLD_GENDER = 8  # of whom a form of address or a noun tells it: "Ms", "businesswoman"
_AGAINST_FIRST_NAME = 3  # pronouns of the other gender, and none of its own, that overrule a first name
_ASKED = frozenset({"asked", "challenged", "interviewed", "pressed", "questioned", "quizzed"})
_TO = frozenset({"to", "told"})  # to whom somebody speaks, seldom is who speaks next
_INTRODUCED_FIRST = 2.0  # whom an article introduces first mostly keeps the bare surname
# How prominent, and how many times more than others of the surname, who alone is spoken of here; how sure that is.
_PROMINENT_HERE, _TIMES_MORE, _SURE_OF_HERE = 0.3, 8.0, 0.7
_SAME_SENTENCE = 1.6
_SOON = 6  # tokens from a name to the pronoun that takes it up
_SOON_BEHIND_OPENER = 60  # the same from a name that opens its sentence, what is quoted among them
_AFTER_ADJUNCT = 6.0  # the weight of a subject behind what was put first, in which others may be named
_ADJUNCT_OPENERS = (read_words("clause_openers") | read_words("prepositions")) - {"but", "for"}
_AS_PROMINENT = 0.9  # of the first, whom a pronoun fits alike
_UNSURE = 0.3  # how well a name that nothing makes a person's fits "he" or "she"
# How much less likely somebody named in words is their speaker, quoted or reported.
_OF_ONESELF, _REPORTED_OF_ONESELF = 0.1, 0.5
_NOBODY: Mapping[Member, float] = MappingProxyType({})


@dataclass(slots=True)
class Identity:
    """Who a mention refers to: a member of the cast, or nobody with a `reason`. `role`: printed beside it."""

    member: Member | None
    method: Method
    confidence: float
    reason: str | None = None
    role: str | None = None


@dataclass(slots=True)
class Story:
    """An article as read so far: what was found in it, and who is prominent at `time`.

    `words_of` holds what each "he" and "she" says, by its token; `issuers` who issued the last statement,
    post or poll, by that noun, and when; `pair` two who spoke together last, at `pair_at`; `voice` somebody without a
    name, man or woman, `thing` a body or document, and `asker` somebody who asked, each where it spoke last of all,
    at `spoken_at`; `speaker` whoever did; `aged` people by the age printed with their name, once needed.
    """

    tokens: Tokens
    names: list[Name]
    name_at: dict[int, int]
    cast: Cast
    times: list[int]
    is_quoted: bytearray
    pronouns: list[int]
    title_at: dict[int, int]
    words_of: dict[int, list[Quote]]
    salience: Salience = field(default_factory=Salience)
    bodies: Salience = field(default_factory=Salience)
    groups: Salience = field(default_factory=Salience)
    described: dict[tuple[str, str], Member] = field(default_factory=dict)
    by_role: dict[str, list[Member]] = field(default_factory=dict)
    issuers: dict[str, tuple[Member, int]] = field(default_factory=dict)
    subject_of: int = -1
    pair: Member | None = None
    pair_at: int = 0
    voice: Member | None = None
    thing: Member | None = None
    asker: Member | None = None
    speaker: Member | None = None
    spoken_at: int = 0
    aged: dict[str, list[Member]] | None = None

    def enter_roles(self, member: Member, words: set[str]) -> None:
        """Make a member findable by the words of its role."""
        member.role_words.update(words)
        for word in words:
            self.by_role.setdefault(word, []).append(member)

    def time(self, token: int) -> int:
        """Return the number of the reporter's own sentences up to `token`."""
        return self.times[self.tokens.sentence_of[token]]


def open_story(tokens: Tokens, statements: Sequence[Quote]) -> Story:
    """Find the names, the cast, and which tokens stand inside quotations."""
    names = find_names(tokens)
    name_at = {
        token: number for number, name in enumerate(names) for token in range(name.first, name.last + 1)
    }
    spoken = set(_heads_of_mentions(tokens, statements))
    is_quoted = bytearray(len(tokens.words))
    for quote in statements:
        if quote.kind != "indirect":
            first, last = tokens.first_at_or_after(quote.span.start), tokens.last_before(quote.span.end)
            is_quoted[first : last + 1] = b"\1" * (last + 1 - first)
    pronouns = [token for token in tokens.having(GENDERED) if not is_quoted[token]]
    title_at = {name.title: number for number, name in enumerate(names)}
    story = Story(
        tokens,
        names,
        name_at,
        gather_cast(tokens, names, spoken),
        _times(tokens, is_quoted),
        is_quoted,
        pronouns,
        title_at,
        _words_of(tokens, statements),
    )
    for member in story.cast.members:
        if member.role_words and member.kind == "person":
            story.enter_roles(member, member.role_words)
    _learn_genders(story)
    return story


def _heads_of_mentions(tokens: Tokens, statements: Sequence[Quote]) -> Iterator[int]:
    """Yield the last token of each mention, and of the first of two in one: "Ostley | and its friends"."""
    for mention in {quote.mention for quote in statements if quote.mention is not None}:
        last = tokens.last_before(mention.span.end)
        yield last
        if " and " in mention.text:
            first = tokens.first_at_or_after(mention.span.start)
            yield from (index - 1 for index in range(first + 1, last) if tokens.lower[index] == "and")


def _words_of(tokens: Tokens, statements: Sequence[Quote]) -> dict[int, list[Quote]]:
    said: dict[int, list[Quote]] = {}
    for quote in statements:
        if quote.mention is not None and quote.mention.text.lower() in {"he", "she"}:
            said.setdefault(tokens.first_at_or_after(quote.mention.span.start), []).append(quote)
    return said


def named_in_words_of(story: Story, mention: int) -> dict[Member, float]:
    """Return who is named in what the mention at token `mention` says, or as its subject before the tag, with how
    likely it is that they say so of themselves. A name inside marks of its own is what somebody else says.
    """
    tokens = story.tokens
    named: dict[Member, float] = {}
    for quote in story.words_of.get(mention, ()):
        likely = _OF_ONESELF if quote.kind == "direct" else _REPORTED_OF_ONESELF
        first = tokens.first_at_or_after(quote.span.start)
        subject = story.name_at.get(first - 2, -1) if quote.kind != "indirect" and first < mention else -1
        if subject >= 0 and tokens.words[first][0].islower() and len(story.cast.of_name[subject]) == 1:
            named[story.cast.of_name[subject][0]] = _OF_ONESELF  # "Bloom “has left us,” he said"
        for token in range(first, tokens.last_before(quote.span.end) + 1):
            if tokens.words[token] in SINGLE_MARKS:
                break
            number = story.name_at.get(token)
            if number is not None and len(story.cast.of_name[number]) == 1:
                named[story.cast.of_name[number][0]] = likely
    opener = story.title_at.get(tokens.opening_of[mention], -1)
    if opener >= 0 and story.names[opener].last == mention - 2 and tokens.words[mention - 1] == ",":
        named.update(dict.fromkeys(story.cast.of_name[opener], _OF_ONESELF))  # "Bloom, | he | said, had left"
    return named


def _learn_genders(story: Story) -> None:
    """Learn who is a man and who a woman, and who is a person at all, from the pronouns that follow somebody named
    alone in a sentence: "Zola Quill spent hours there. He ..."
    """
    tallies: dict[Member, list[int]] = {}
    alone: Member | None = None
    sentence, opens = -1, False
    told_of = {
        name.last for name in story.names if name.kind in {"person", "unknown"} and not name.is_modifier
    }
    for token in sorted(told_of | set(story.pronouns)):
        number = story.name_at.get(token)
        here = story.tokens.sentence_of[token]
        if number is not None:
            members = story.cast.of_name[number]
            is_other = here == sentence and (alone is None or members != (alone,))
            alone, sentence = (None if is_other or len(members) != 1 else members[0]), here
            opens = _opens(story, story.names[number])
            if alone is not None and abs(alone.gender) >= _CERTAIN_GENDER and not _does(story.tokens, token):
                alone = None
        elif alone is not None and here - sentence <= 1 and abs(alone.gender) < _TOLD_GENDER:
            tallies.setdefault(alone, [0, 0])[GENDERS[story.tokens.lower[token]] < 0] += 1
            alone.certain = alone.certain or opens
    for member, (men, women) in tallies.items():
        most, fewest = max(men, women), min(men, women)
        if abs(member.gender) >= _CERTAIN_GENDER:  # by a first name, which may be of both: "Moe"
            if most >= _AGAINST_FIRST_NAME and not fewest and (men - women) * member.gender < 0:
                member.gender = 2 if men > women else -2
        elif most >= 2 and most >= 3 * fewest:
            member.gender = 2 if men > women else -2


def _opens(story: Story, name: Name) -> bool:
    """Tell a name of two words or more whose sentence is about it: "Zola Quill spent", "For Zola Quill, it was"."""
    tokens = story.tokens
    first = tokens.opening_of[name.first]
    is_put_first = tokens.lower[first] == "for" and word_at(tokens.words, name.last + 1) == ","
    return len(name.words) > 1 and not name.is_modifier and name.first == first + is_put_first


def _does(tokens: Tokens, last: int) -> bool:
    """Tell who does something, by the verb behind: "Bloom | left his office". Who says something may speak of
    others: "Bloom | said he left".
    """
    return _before_verb(tokens, last) and tokens.lower[last + 1] not in speech_forms()


def _times(tokens: Tokens, is_quoted: bytearray) -> list[int]:
    """Number the sentences, without counting those that stand wholly inside a quotation."""
    times: list[int] = []
    time, line = 0, 0
    for first, end in tokens.sentences:
        if not (is_quoted[first] and is_quoted[end - 1]):
            time += 1 + (tokens.paragraph_of[first] != line)
            line = tokens.paragraph_of[first]
        times.append(time)
    return times


def hear(story: Story, token: int) -> None:
    """Take note of a name or pronoun on the way."""
    number = story.name_at.get(token)
    time = story.time(token)
    if number is None:
        identity = who_is_gendered(story, token, GENDERS[story.tokens.lower[token]])
        if identity.member is not None:
            weight = SUBJECT if story.tokens.lower[token] in {"he", "she"} else _OWNER
            story.salience.mention(identity.member, weight, time)
        return
    name = story.names[number]
    member, _ = bearer(story, number)
    if member is None:
        hear_namesakes(story, number, OBJECT)
    else:
        where = story.salience if member.kind == "person" else story.bodies
        is_told = member.kind == "organization" and story.tokens.lower[name.title - 1] in _TO
        where.mention(member, MODIFIER if is_told else _weight(story, name, member), time)
        if name.is_modifier or name.is_possessive:
            _hear_body(story, member, name, time)


def hear_namesakes(story: Story, number: int, weight: float) -> None:
    """Take note of all who bear a surname that may be either's: "she" behind it tells Ada from Bert Bloom."""
    for member in story.cast.of_name[number]:
        if member.kind == "person":
            story.salience.mention(member, weight, story.time(story.names[number].first))


def _hear_body(story: Story, owner: Member, name: Name, time: int) -> None:
    """Take note of "the Ames campaign", "Ames's campaign" on the way."""
    after = name.last + 1
    if after < len(story.tokens.lower):
        noun = story.tokens.lower[after]
        if noun in _OWNED_BODIES:
            story.bodies.mention(owned_body(story, owner, noun), OBJECT, time)


def owned_body(story: Story, owner: Member, noun: str) -> Member:
    """Return what is called after its owner: the Ames campaign, the Ostley government."""
    surname = next((word for word in reversed(owner.words) if word not in GENERATIONS), owner.name)
    is_body = len(owner.words) > _LONGEST_PERSON and not (owner.gender or is_first_name(owner.words[0]))
    name = f"{surname if owner.kind == 'person' and not is_body else owner.name} {noun}"
    return described(story, name, "organization")


def _weight(story: Story, name: Name, member: Member) -> float:
    """Weigh a name by its place in the sentence: subject, object, owner, modifier."""
    if name.is_modifier:
        return MODIFIER
    if asks(story.tokens, name.title):
        return MODIFIER
    sentence = story.tokens.sentence_of[name.first]
    if name.is_possessive:
        return _OWNER if story.subject_of == sentence else _OWNER * 2
    opens = name.title == story.tokens.sentences[sentence][0]
    if not opens and _follows_adjunct(story.tokens, name):
        story.subject_of = sentence
        return _AFTER_ADJUNCT
    is_first = story.subject_of != sentence and (opens or member.certain)
    if is_first or _before_verb(story.tokens, name.last):
        story.subject_of = sentence
        return SUBJECT
    return OBJECT


def _follows_adjunct(tokens: Tokens, name: Name) -> bool:
    """Tell the subject behind what was put first: "In a talk with Ada Bloom on Monday, | Bert Orr | again spoke"."""
    first = tokens.opening_of[name.first]
    opener = tokens.lower[first]
    is_opener = opener in _ADJUNCT_OPENERS or opener.endswith("ing") or opener in _DONE
    if tokens.words[name.title - 1] != "," or not is_opener:
        return False
    after = name.last + 1
    after += after < len(tokens.words) and (
        tokens.traits[after] & ADVERB > 0 or tokens.lower[after] == "again"
    )
    return _before_verb(tokens, after - 1)


def asks(tokens: Tokens, first: int) -> bool:
    """Tell who only asks somebody, by what is before token `first`: "asked by | Bloom | about it, he laughed"."""
    return first > 1 and tokens.lower[first - 1] == "by" and tokens.lower[first - 2] in _ASKED


def _before_verb(tokens: Tokens, last: int) -> bool:
    lower = tokens.lower[last + 1] if last + 1 < len(tokens.lower) else ""
    return (
        lower in _VERBS
        or lower in {"was", "is", "has", "had", "will", "would"}
        or (lower.endswith("ed") and len(lower) > 4)
    )


def bearer(story: Story, number: int) -> tuple[Member | None, float]:
    """Return who bears a name here and how sure that is; None when several do alike."""
    members = story.cast.of_name[number]
    if len(members) <= 1:
        return (members[0], 0.97) if members else (None, 0.0)
    time = story.time(story.names[number].first)
    sign = _gender_behind(story, story.names[number].last)
    members = tuple(member for member in members if member.gender * sign >= 0) or members
    members = _entitled(story, number, members) or members
    # The one introduced first and named most keeps the bare surname; another needs to be in the foreground.
    first = min(member.introduced for member in members)
    scores = sorted(
        (
            (
                story.salience.of(m, time)
                + min(m.count, 8) * 0.5
                + (m.introduced == first) * _INTRODUCED_FIRST,
                m,
            )
            for m in members
        ),
        key=lambda pair: -pair[0],
    )
    lead = lead_of([score for score, _ in scores])
    here = _only_one_here(story, members, time)
    if here is not None and here is not scores[0][1]:
        return here, _SURE_OF_HERE
    return (scores[0][1], lead) if lead >= _SURNAME_LEAD else (None, lead)


def _only_one_here(story: Story, members: Sequence[Member], time: int) -> Member | None:
    """Return whom of one surname the sentences right before speak of, where they speak of no other: "Zarah Reed, 31,
    lives in Marle. | Reed |" is not who opened the article.
    """
    ranked = sorted(((story.salience.of(m, time), m) for m in members), key=lambda pair: -pair[0])
    most, other = ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][1] if most >= _PROMINENT_HERE and most >= _TIMES_MORE * other else None


def _entitled(story: Story, number: int, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return those of one surname whose printed office stands before it here: "Gov. | Reed", not Sen. Ada Reed."""
    name = story.names[number]
    if name.title == name.first:
        return ()
    told = {word.strip(".") for word in story.tokens.lower[name.title : name.first]}
    return tuple(member for member in members if not told.isdisjoint(member.role_words))


def _gender_behind(story: Story, last: int) -> int:
    """Return the gender of the pronoun that takes up a name soon, 0 where none does: "Reed said that | she ...",
    "Reed agreed. “...,” | she said", where nobody else is named between.
    """
    tokens = story.tokens
    number = story.name_at[last]
    opens = story.names[number].title == tokens.opening_of[last]
    end = (
        last + _SOON_BEHIND_OPENER
        if opens
        else min(last + _SOON, tokens.sentences[tokens.sentence_of[last]][1])
    )
    for token in range(last + 1, min(end, len(tokens.words))):
        if story.is_quoted[token]:
            continue
        if token in story.name_at:
            return 0
        if tokens.lower[token] in {"he", "she"}:
            return GENDERS[tokens.lower[token]]
    return 0


def lead_of(scores: Sequence[float]) -> float:
    """Return the first score's share of the first two."""
    if not scores or scores[0] <= 0:
        return 0.0
    return scores[0] / (scores[0] + scores[1]) if len(scores) > 1 else 1.0


def who_is_gendered(story: Story, token: int, sign: int, named: Mapping[Member, float] = _NOBODY) -> Identity:
    """Find whom "he" (sign 1) or "she" (sign -1) stands for. `named` are those named in what he or she says: hardly
    anybody speaks of themselves by name.
    """
    ahead = _subject_ahead(story, token, sign)
    if ahead is not None:
        return Identity(ahead, "pronoun", 0.85)
    fits = _fits_he if sign > 0 else _fits_she
    if named:
        fits = partial(_fits_unless_named, sign=sign, named=named)
    ranked = story.salience.ranked(story.time(token), fits, _SAME_SENTENCE)
    lead = lead_of([score for score, _ in ranked])
    if lead < CLEAR_LEAD:
        tied = [member for score, member in ranked if score >= _AS_PROMINENT * ranked[0][0]]
        if story.speaker in tied and story.speaker is not story.asker:  # who spoke last speaks on
            return Identity(story.speaker, "pronoun", 0.6)
        reason = "several people fit the pronoun alike" if ranked else "nobody before the pronoun fits it"
        return Identity(None, "none", 0.0, reason)
    member = ranked[0][1]
    if lead > 0.8 and abs(member.gender) < 3:
        member.gender += sign
    return Identity(member, "pronoun", 0.76 + 0.21 * (lead - 0.5) * 2)


def _subject_ahead(story: Story, token: int, sign: int) -> Member | None:
    """Find the subject that follows a clause put first: "As he left, Ames said ..."."""
    tokens = story.tokens
    first, end = tokens.sentences[tokens.sentence_of[token]]
    # "Asked on Monday whether | she | would stay, Ames shook her head"
    is_asked = tokens.lower[first] in _ASKED
    if token - first > (_SOON if is_asked else 3) or not (is_asked or tokens.lower[first] in _CLAUSE_OPENERS):
        return None
    for index in range(token + 1, min(token + 30, end - 1)):
        if tokens.words[index] == ",":
            number = story.title_at.get(index + 1 + (tokens.words[index + 1] in MARKS))
            if number is None or not (is_asked or _before_verb(tokens, story.names[number].last)):
                return None
            member, _ = bearer(story, number)
            return member if member is not None and _gender_fit(member, sign) > 0.5 else None
    return None


def _is_hardly_somebody(member: Member) -> bool:
    """Tell capitalised words that nothing makes a person's name: "Extreme", once, and "Income Tax"."""
    if member.gender or member.roles or is_first_name(member.words[0]):
        return False
    return not (may_be_named(member.words) and (member.count > 1 or len(member.words) > 1))


def _gender_fit(member: Member, sign: int) -> float:
    """Tell from 0 to 1 how well a person fits "he" or "she"."""
    if member.kind not in {"person", "anonymous"} or member.is_thing:
        return 0.0
    if not member.certain and _is_hardly_somebody(member):
        return 0.0
    evidence = member.gender * sign
    certainty = 1.0 if member.certain else _UNSURE if len(member.words) > 1 else _UNSURE / 2
    if evidence <= -3:
        return 0.0
    if evidence < 0:
        return 0.3 * certainty
    return certainty if evidence else 0.6 * certainty


def _fits_unless_named(member: Member, sign: int, named: Mapping[Member, float]) -> float:
    return _gender_fit(member, sign) * named.get(member, 1.0)


_fits_he, _fits_she = partial(_gender_fit, sign=1), partial(_gender_fit, sign=-1)


def described(story: Story, name: str, kind: SpeakerKind) -> Member:
    """Return the member described by these words, entered at its first mention."""
    key = (name.lower(), kind)
    if key not in story.described:
        story.described[key] = Member(tuple(name.split()), kind, count=1)
    return story.described[key]
