"""Gather the printed names of an article into its cast: who is in it, under which names.

In: the `Name`s of the body.  Out: a `Cast`: for each name the member or members of the cast it may stand for.
Choosing among several is the work of `speakers`, which knows what was said before.

A surname belongs to the fullest name of which it is the tail, wherever the article prints that: before or after.
Two full names are one person when their first names agree ("Donald Trump", "Donald J. Trump").
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from api.extract.grammar.beside import party_and_state
from api.extract.grammar.capitals import GENERATIONS, LEADING_PARTICLES
from api.extract.grammar.genders import first_name_weight, is_first_name
from api.extract.grammar.initials import initials_in, initials_of
from api.extract.grammar.names import Name
from api.extract.grammar.nouns import callings
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms, verb_forms
from api.extract.memory import Memory
from api.extract.resolving.families import age_told, called_by_first_name, of_age
from api.extract.resolving.member import Member
from api.extract.words import read_entries, read_words

_COMPANY_WORDS = read_words("company_words")
_RELATIVES = read_words("relatives")
_ROYAL = frozenset({"Emir", "King", "Prince", "Princess", "Queen", "Sheikh", "Sultan"})
_LONGEST_NAME = 6
_FIRST_AND_LAST = 2  # words of a name
_LONGEST_PARTICLE = 3  # letters of "der" and "J."
_LONGEST_UNKNOWN = 4
_AN_ADJECTIVE_BETWEEN = 2  # tokens from an owner to what is owned
_MOST_NAMESAKES = 20  # a bound for hostile text: a family in the news has fewer


@dataclass(slots=True)
class Cast:
    """All members, and for each name (by its number) those it may stand for: none, one, or several.

    `by_inner` holds people by the names between their first and last one: some are called so ("Ana Ruiz Reed ...
    Ruiz said"). `with_fathers` are the first and last names that a Jr. of the article shares with somebody else.
    """

    members: list[Member] = field(default_factory=list)
    of_name: list[tuple[Member, ...]] = field(default_factory=list)
    by_tail: dict[str, list[Member]] = field(default_factory=dict)
    by_first: dict[str, list[Member]] = field(default_factory=dict)
    by_head: dict[str, list[Member]] = field(default_factory=dict)
    by_inner: dict[str, list[Member]] = field(default_factory=dict)
    with_fathers: frozenset[tuple[str, str]] = frozenset()

    def add(self, member: Member) -> Member:
        """Enter a member, findable by every tail of its name and, a person, by its first name."""
        self.members.append(self.enter_tails(member))
        core = _FORMS[member.words][0]
        if member.kind == "organization":
            for head in _heads(core):
                self.by_head.setdefault(head, []).append(member)
        if member.kind == "person" and len(core) > _FIRST_AND_LAST and _begins_with_first_name(core):
            for word in core[1:-1]:
                if len(word) > _LONGEST_PARTICLE:
                    self.by_inner.setdefault(word.lower(), []).append(member)
        if member.kind == "person" and len(core) > 1:
            namesakes = self.by_first.setdefault(core[0].lower(), [])
            if len(namesakes) < _MOST_NAMESAKES:
                namesakes.append(member)
        return member

    def enter_tails(self, member: Member) -> Member:
        """Make a member findable by every tail of its name by which it isn't yet."""
        for tail in _FORMS[member.words][2]:
            namesakes = self.by_tail.setdefault(tail, [])
            if len(namesakes) < _MOST_NAMESAKES and member not in namesakes:
                namesakes.append(member)
        return member


def gather_cast(tokens: Tokens, names: Sequence[Name], spoken: Container[int]) -> Cast:
    """Return the cast of an article. `spoken` holds the tokens of mentions: what is named there can speak."""
    cast = Cast(of_name=[()] * len(names))
    singles = {name.words[-1] for name in names if len(name.words) == 1 or name.is_addressed}
    owners = {
        number: owner for number in range(len(names)) if (owner := _state_beside(tokens, names, number))
    }
    for number, owner in owners.items():
        cast.of_name[number] = (_enter_owned(cast, names[number], owner),)
    for number, name in enumerate(names):
        if number not in owners and (
            name.kind == "organization" or (name.kind == "place" and name.last in spoken)
        ):
            cast.of_name[number] = (_enter_body(cast, name),)
    _join_abbreviations(cast)
    known = {name.words for name in names if len(name.words) > 1}
    sure = [_is_surely_full(name, known) for name in names]
    speakers = _speakers_by_rare_names(tokens, names, spoken)
    full = [number for number, name in enumerate(names) if sure[number] or _is_full(name, singles, spoken)]
    cast.with_fathers = _juniors_with_fathers((names[number] for number in full), _fathers(names))
    # The surest first, and the longest: "Absent Ames" in a headline is no fuller name than "Ada Ames".
    for number in sorted(full, key=lambda number: (not sure[number], -len(_core(names[number].words)))):
        name = names[number]
        if sure[number] or not _is_known(cast, name) or name.words in speakers:
            member = _enter_full(cast, name)
            member.role_words.update(party_and_state(tokens.words, name.last))
            cast.of_name[number] = (member,)
    _set_relatives_aside(cast, names)
    for number, name in enumerate(names):
        if not cast.of_name[number]:
            cast.of_name[number] = _enter_short(cast, tokens, name, spoken)
    _set_things_aside(cast, tokens, names)
    return cast


def _set_things_aside(cast: Cast, tokens: Tokens, names: Sequence[Name]) -> None:
    """Mark what always stands behind "the", in one word: "the Bill" and "the Line of Control" are nobody."""
    named_alone: set[Member] = set()
    behind_article: dict[Member, None] = {}
    for number, name in enumerate(names):
        is_behind = len(name.words) == 1 and name.title > 0 and tokens.lower[name.title - 1] == "the"
        for member in cast.of_name[number]:
            if not is_behind or name.kind == "person":
                named_alone.add(member)
            elif member.kind == "person" and len(member.words) == 1:
                behind_article[member] = None
    for member in behind_article:
        member.is_thing = member not in named_alone


def _set_relatives_aside(cast: Cast, names: Sequence[Name]) -> None:
    """Mark who comes in as a relative, in full, after the bare surname was printed: that is another's, as "Reed said
    ... his son, Hector Reed" tells.
    """
    first_alone: dict[str, int] = {}
    for number, name in enumerate(names):
        if len(name.words) == 1:
            first_alone.setdefault(name.words[0], name.first)
        for member in cast.of_name[number]:
            is_kin = _is_relative(name.role) or _is_first_lady(cast, member, name.role)
            if member.introduced == name.first and is_kin:
                member.is_aside = first_alone.get(_core(name.words)[-1], name.first) < name.first
    for first_name, surname in cast.with_fathers:
        alike = [
            m
            for m in cast.by_tail.get(surname.lower(), ())
            if m.words[0] == first_name and m.kind == "person"
        ]
        first = min((member.introduced for member in alike), default=-1)
        for member in alike:
            member.is_aside = member.is_aside or (
                _generation(member.words) in {"Jr", "Sr"} and member.introduced > first
            )


def _begins_with_first_name(core: tuple[str, ...]) -> bool:
    """Tell a first name in front, known or followed by one: "Luiz Inácio Reed", not "St. Francis Reed"."""
    return is_first_name(core[0]) or (core[0].isalpha() and is_first_name(core[1]))


def _is_relative(role: str | None) -> bool:
    """Tell "his eldest son" from "daughter of Bert Ames" and "mother of three", whom an article may be about."""
    words = role.lower().split() if role is not None else []
    return "of" not in words and not _RELATIVES.isdisjoint(words)


def _is_first_lady(cast: Cast, member: Member, role: str | None) -> bool:
    """Tell "first lady Ada Reed", alone of her surname in full, from the Reed whom everybody knows."""
    if role is None or role.lower().split()[-2:] not in (["first", "lady"], ["first", "gentleman"]):
        return False
    family = cast.by_tail.get(member.words[-1].lower(), ())
    return all(other is member or len(other.words) == 1 for other in family)


def _key(words: Iterable[str]) -> str:
    return " ".join(words).lower()


_Forms = tuple[tuple[str, ...], str, tuple[str, ...]]
"""What a name is looked up by: its words without Jr. or III, at most the last six (the core); the whole name in small
letters; and so each tail of the core, the longest first. Mere tuples, which the collector of garbage passes by.
"""


def _read_forms(words: tuple[str, ...]) -> _Forms:
    core = (words[:-1] if len(words) > 1 and words[-1] in GENERATIONS else words)[-_LONGEST_NAME:]
    return core, _key(words), tuple(_key(core[start:]) for start in range(len(core)))


def _heads(core: tuple[str, ...]) -> Iterator[str]:
    """Yield what a body is called by the beginning of its name: "Quay Tide" Fund, "the Ministry" of Tides."""
    for end in range(1 if core[-1] in _COMPANY_WORDS else 2, len(core)):
        yield _key(core[:end])
    if "of" in core[1:]:
        noun = core[core.index("of") - 1]
        if noun in read_words("bodies_of_states"):
            yield noun.lower()


_FORMS: Memory[tuple[str, ...], _Forms] = Memory(_read_forms)


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    return _FORMS[words][0]


def _whole(words: tuple[str, ...]) -> str:
    return _FORMS[words][1]


def _longest_tail(words: tuple[str, ...]) -> str:
    return _FORMS[words][2][0]


def _is_surely_full(name: Name, known: Container[tuple[str, ...]]) -> bool:
    """Tell a full name: a person's of two words or more, or one of which the last two words are a name as well."""
    if len(name.words) < 2 or len(_core(name.words)) < 2:
        return False
    return name.kind == "person" or (
        name.kind == "unknown" and 2 < len(name.words) <= _LONGEST_UNKNOWN and name.words[-2:] in known
    )


def _is_full(name: Name, singles: Container[str], spoken: Container[int]) -> bool:
    """Tell whether an unknown run may be a full name: its last word stands alone elsewhere, or speaks."""
    if name.kind != "unknown" or not 2 <= len(_core(name.words)) <= _LONGEST_UNKNOWN:
        return False
    if name.words[0] in read_words("inhabitants"):  # "Serb Ames"
        return False
    return name.words[-1] in singles or name.last in spoken


def _is_known(cast: Cast, name: Name) -> bool:
    """Tell whether an unknown run only sets a word before a person's known name, or shortens a body's."""
    if _whole(name.words) in cast.by_head:
        return True
    return any(member.kind == "person" for member in cast.by_tail.get(name.words[-1].lower(), ()))


def _speakers_by_rare_names(
    tokens: Tokens, names: Sequence[Name], spoken: Container[int]
) -> set[tuple[str, ...]]:
    """Return the names that speak by a first name that no list has: "Zorvan Ames said" is not Ada Ames. It is no
    word of ours, nor one that the body prints in small letters, and stands within a sentence somewhere.
    """
    rare = {
        name.words
        for name in names
        if name.kind == "unknown" and name.last in spoken and len(name.words) == _FIRST_AND_LAST
    }
    rare = {words for words in rare if _may_be_first_name(words[0])}
    if rare:
        printed = set(tokens.words)
        rare = {words for words in rare if words[0].lower() not in printed}
    return {name.words for name in names if name.words in rare and _is_within_sentence(tokens, name)}


def _may_be_first_name(word: str) -> bool:
    return word.isalpha() and word[1:].islower() and len(word) > 2 and word.lower() not in _known_words()


def may_be_named(words: Iterable[str]) -> bool:
    """Tell what nothing makes a person's name and may be one all the same, "Zorvan Orr", from "Income Tax"."""
    return all(map(_may_be_first_name, words))


def _is_within_sentence(tokens: Tokens, name: Name) -> bool:
    before = tokens.words[name.first - 1] if name.first > tokens.opening_of[name.first] else ""
    return before.islower() or before == ","


@cache
def _known_words() -> frozenset[str]:
    """Return what stands before surnames and is no first name, in lower case: "Embattled", "Texas", "Judge"."""
    lists = (
        "common_nouns", "common_adjectives", "fading_adjectives", "function_words", "demonyms", "inhabitants",
        "place_names", "parties", "organization_words", "organization_names", "organization_nouns", "honorifics",
        "calendar_words", "titles_cut_short", "outlet_words", "wire_services", "mere_openers", "fields",
    )  # fmt: skip
    words = {part.lower() for each in lists for word in read_words(each) for part in word.split()}
    return frozenset(words) | callings() | frozenset(verb_forms())


def _enter_full(cast: Cast, name: Name) -> Member:
    core = _core(name.words)
    for member in cast.by_tail.get(core[-1].lower(), ()):
        if (
            member.kind == "person"
            and _agree(_core(member.words), core)
            and not _differ_in_generation(member.words, name.words, cast.with_fathers)
            and not _differ_in_gender(member, name)
        ):
            if name.words[-1] in GENERATIONS and member.words[-1] not in GENERATIONS:
                member.words = (*member.words, name.words[-1])
            member.learn(name)
            return member
    is_royal = core[0] in _ROYAL and len(core) == _FIRST_AND_LAST
    called = cast.by_first.get(core[-1].lower(), ()) if is_royal else ()
    if len(called) == 1 and not _differ_in_gender(called[0], name):  # "Prince Ali" of Ali bin Reed
        called[0].learn(name)
        return called[0]
    member = cast.add(Member(name.words, "person"))
    member.learn(name)
    if name.kind == "unknown" and _is_of_a_thing(name.words):
        member.certain = False
    if name.nickname:
        cast.by_first.setdefault(name.nickname.lower(), []).append(member)
    return member


def _is_of_a_thing(words: tuple[str, ...]) -> bool:
    """Tell what may be a place, a day or a book by its last word: "Bastille Day", "Mount Orr", "Gone Girl"."""
    last = words[-1].lower()
    is_noun = last in read_words("common_nouns") or last in read_words("place_nouns")
    return (is_noun or words[-1] in read_words("place_names") or words[0] == "Mount") and not is_first_name(
        words[0]
    )


def _agree(longer: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Tell whether two names of one surname can be one person's."""
    if longer[-len(core) :] == core or (longer[0] == core[0] and longer[-1] == core[-1]):
        return True
    first, second = longer[0], core[0]
    if second[1:].islower() and second.lower() in LEADING_PARTICLES:  # "Ada van Orr ... Van Orr"
        return _key(longer[-len(core) :]) == _key(core)
    if longer[-1] != core[-1] or len(core) > 2:
        return False
    return (second[1:] == "." and first[0] == second[0]) or _short_forms().get(
        second, second
    ) == _short_forms().get(first, first)


@cache
def _short_forms() -> dict[str, str]:
    """Return the full first name for each short form: {"Bernie": "Bernard", ...}."""
    rows = (entry.split() for entry in read_entries("short_first_names"))
    return {short: full for full, *shorts in rows for short in shorts}


def _differ_in_generation(
    words: tuple[str, ...], others: tuple[str, ...], with_fathers: Container[tuple[str, str]]
) -> bool:
    """Tell "Tom Reed Sr." from "Tom Reed Jr.", and from Tom Reed where the article has both."""
    both = {_generation(words), _generation(others)}
    core = _core(words)
    return len(both) > 1 and ("" not in both or (core[0], core[-1]) in with_fathers)


def _generation(words: tuple[str, ...]) -> str:
    last = words[-1].rstrip(".")
    return last if len(words) > 1 and last in GENERATIONS else ""


def _juniors_with_fathers(names: Iterable[Name], fathers: Container[str]) -> frozenset[tuple[str, str]]:
    """Return the first and last names that two people have: who is Tom Reed first and Tom Reed Jr. then, or Tom Reed
    with an office beside Tom Reed Jr. One person has the Jr. when first named. Who comes in with a Sr. is the same as
    without, unless as one of the `fathers`.
    """
    juniors: dict[tuple[str, str], Name] = {}
    others: dict[tuple[str, str], Name] = {}
    two = set()
    for name in sorted(names, key=attrgetter("first")):
        core, generation = _core(name.words), _generation(name.words)
        key = core[0], core[-1]
        if generation == "Jr":
            if key not in juniors and (key in others or _is_relative(name.role)):
                two.add(key)
            juniors.setdefault(key, name)
        elif (generation == "Sr" and core[0] in fathers) or (
            key in juniors and name.is_addressed and not juniors[key].is_addressed
        ):
            two.add(key)
        else:
            others.setdefault(key, name)
    return frozenset(two)


def _fathers(names: Iterable[Name]) -> set[str]:
    """Return the first names of those who come in as somebody's father: "his father, former Gov. Tom Reed Sr."."""
    return {
        name.words[0]
        for name in names
        if _generation(name.words) == "Sr" and (_is_relative(name.role) or name.calling in _RELATIVES)
    }


def _differ_in_gender(member: Member, name: Name) -> bool:
    return abs(member.gender) >= 3 and abs(name.gender) >= 8 and member.gender * name.gender < 0


def _enter_short(cast: Cast, tokens: Tokens, name: Name, spoken: Container[int]) -> tuple[Member, ...]:
    """Find whom a surname, a first name or another name stands for; a name of its own when nobody fits."""
    if name.kind in {"adjective", "office", "place"}:  # a place is of interest only where it speaks
        return ()
    tails = cast.by_tail.get(_longest_tail(name.words)) or cast.by_tail.get(name.words[-1].lower()) or []
    fitting = [m for m in tails if m.kind == "person" and _may_be_short_for(m, name)]
    if not fitting and len(name.words) == 1:
        fitting = [m for m in cast.by_first.get(name.words[0].lower(), ()) if not _differ_in_gender(m, name)]
    if not fitting and len(name.words) == 1:
        fitting = [m for m in cast.by_inner.get(name.words[0].lower(), ()) if not _differ_in_gender(m, name)]
    fitting = _of_family(cast, tokens, name) or fitting
    if len(fitting) == 1:
        fitting[0].learn(name)
    if fitting:
        return tuple(_addressed_first(fitting, name))
    bodies = cast.by_head.get(_whole(name.words), ())
    if bodies and not name.is_addressed:
        return (bodies[0],) if len(bodies) == 1 else (cast.add(Member(name.words, "organization", count=1)),)
    member = cast.add(Member(name.words, "person", certain=False))
    member.learn(name)
    member.certain = _is_surely_person(tokens, name, spoken)
    if not member.gender and len(name.words) == 1:  # may be a surname too: a hint, which pronouns overrule
        member.gender = (first_name_weight(name.words[0]) > 0) - (first_name_weight(name.words[0]) < 0)
    return (member,)


def _of_family(cast: Cast, tokens: Tokens, name: Name) -> list[Member]:
    """Return whom "the elder Reed" and "Mrs Reed" mean, where the article tells by whose father or wife they are."""
    age = age_told(tokens, name)
    if not age and not name.is_addressed:
        return []
    family = [m for m in cast.by_tail.get(_core(name.words)[-1].lower(), ()) if m.kind == "person"]
    if age:
        generation = _generation(name.words)
        is_borne = generation and any(_generation(member.words) == generation for member in family)
        return [] if is_borne else of_age(family, age)
    relative = called_by_first_name(tokens, name, family, cast.members)
    if relative is None:
        return []
    relative.words = (*relative.words, name.words[-1])
    return [cast.enter_tails(relative)]


def _may_be_short_for(member: Member, name: Name) -> bool:
    """Tell whether a surname may be somebody's: not a relative's ("his son, Hector Reed") where it is bare, and "Reed
    Jr." only a Jr.'s.
    """
    generation = _generation(name.words)
    if generation and generation != _generation(member.words):
        return False
    return not (_differ_in_gender(member, name) or (member.is_aside and len(name.words) == 1))


def _addressed_first(fitting: list[Member], name: Name) -> list[Member]:
    """Let a form of address tell two of one surname apart: Mrs. Ames is the woman."""
    if not name.gender or abs(name.gender) < 8:
        return fitting
    same = [member for member in fitting if member.gender * name.gender > 0]
    return same or fitting


def _state_beside(tokens: Tokens, names: Sequence[Name], number: int) -> str:
    """Return whose a body is that every state has its own of: "Marle's" for the Foreign Ministry; empty of others.

    As printed before it, or made of what stands behind: "the Foreign Ministry in Marle".
    """
    name = names[number]
    if not _is_of_a_state(name):
        return ""
    before = names[number - 1] if number else name
    between = name.first - before.last
    is_owned = before.is_possessive and before.kind == "place" and 1 <= between <= _AN_ADJECTIVE_BETWEEN
    if is_owned and (between == 1 or tokens.words[name.first - 1].islower()):
        return " ".join(tokens.words[before.first : before.last + 1])
    behind = names[number + 1] if number + 1 < len(names) else name
    is_in = behind.kind == "place" and behind.first == name.last + 2 and tokens.lower[name.last + 1] == "in"
    return f"{behind.words[-1]}'s" if is_in and "Ministry" in name.words and len(name.words) > 1 else ""


def _is_of_a_state(name: Name) -> bool:
    listed, words = read_words("bodies_of_states"), name.words
    return name.kind == "organization" and (
        words[-1] in listed or " ".join(words[-2:]) in listed or (words[0] in listed and "of" in words[1:2])
    )


def _enter_owned(cast: Cast, name: Name, owner: str) -> Member:
    words = (*owner.split(), *name.words)
    for member in cast.by_tail.get(_longest_tail(words), ()):
        if member.words == words:
            member.count += 1
            return member
    return cast.add(Member(words, "organization", count=1, introduced=name.first))


def _enter_body(cast: Cast, name: Name) -> Member:
    is_place = name.kind == "place"
    # Marle is not the Museum of Marle, though the Quay Trust may be the Ostley Quay Trust.
    alike = [
        member
        for member in cast.by_tail.get(_longest_tail(name.words), ())
        if member.kind == "organization" and (member.words == name.words or not is_place)
    ]
    if alike:
        member = _printed_last(alike, name)
        member.count += 1
        return member
    called = () if is_place else cast.by_head.get(_whole(name.words), ())
    if len(called) == 1 or (called and name.words[0] in read_words("bodies_of_states")):
        member = _printed_last(called, name)  # "QuayBank" of QuayBank Group
        member.count += 1
        return member
    return cast.add(Member(name.words, "organization", certain=not is_place, count=1, is_place=is_place))


def _printed_last(bodies: Sequence[Member], name: Name) -> Member:
    """Return the body that a shorter name means: of two states' ministries the one that was printed last."""
    before = [member for member in bodies if 0 <= member.introduced < name.first]
    return max(before, key=attrgetter("introduced")) if before else bodies[0]


def _join_abbreviations(cast: Cast) -> None:
    """Make "the MDF" the Marle Defence Fund, where that is the only body here with these initials.

    To be asked when all bodies are in, and nobody else.
    """
    abbreviated = [(member, letters) for member in cast.members if (letters := initials_in(member.words))]
    if not abbreviated:
        return
    by_initials: dict[str, list[Member]] = {}
    for member in cast.members:
        for initials in initials_of(_core(member.words)):
            by_initials.setdefault(initials, []).append(member)
    in_full: dict[int, Member] = {}
    for member, letters in abbreviated:
        bodies = by_initials.get(letters, ())
        if len(bodies) == 1:
            bodies[0].count += member.count
            bodies[0].is_abbreviated = True
            in_full[id(member)] = bodies[0]
            cast.by_tail[_whole(member.words)] = [bodies[0]]
    cast.members = [member for member in cast.members if id(member) not in in_full]
    cast.of_name = [tuple(in_full.get(id(each), each) for each in members) for members in cast.of_name]


def _is_surely_person(tokens: Tokens, name: Name, spoken: Container[int]) -> bool:
    """Tell a person known by one word from just any capitalised word."""
    if name.kind == "person" or is_first_name(name.words[0]):
        return True
    if name.first and tokens.lower[name.first - 1] == "the":  # "The Embassy says"
        return False
    if name.last in spoken:
        return True
    after = name.last + 1
    return after < len(tokens.words) and tokens.lower[after] in speech_forms()
