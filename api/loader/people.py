"""Say which speakers of different articles are one.

In: who speaks in each article, as that article tells (`sightings`), and the curated speakers.  Out: a record for each
speaker of the corpus, and the way from an article's speaker to it.

The curator's word goes first. Then one full name is one speaker, and forms of one name (a middle initial, a title,
marks over letters) are joined, and where both hold one office a short first name ("Joe", "Joseph") and a letter
more or less in a long one. A bare surname is joined to a full name only when a single one of the corpus fits: by
the name, by how the person is addressed ("Mrs."), by the office that is printed with it; or when one speaks in many
times as many articles as all others. So are bare initials to the body of which other articles print them. Otherwise
it stays what is printed. Someone unnamed ("a former official") is never the same as someone unnamed elsewhere.

Sightings wait on disk (`api.store.sightings`). In memory is each name once: news prints the same ones over and over.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypeVar, get_args

from api.loader.curation import CuratedSpeaker, curated_id
from api.loader.evidence import Address, address_of, may_be_addressed
from api.loader.ids import short_hash, slug
from api.loader.names import (
    PersonName,
    abbreviates,
    are_compatible,
    fold,
    is_form_of,
    is_slip,
    parse_person,
    sort_name,
)
from api.model import SpeakerKind
from api.store.records import SpeakerRecord
from api.store.rows import Attributed
from api.store.sightings import Seen, Sightings

SURNAME_CONFIDENCE = 0.9
"""Share of a quote's confidence that is left when only the corpus tells whose surname it is: an estimate, for
somebody of the same surname may speak who is never named in full."""

_FOREMOST = 10
"""In so many times as many articles as all others of a name together somebody speaks whom the bare name means."""

_Key = TypeVar("_Key", bound=Hashable)

_KINDS = get_args(SpeakerKind)


@dataclass(slots=True, eq=False)
class _Form:
    """A name as it is compared. `names` are those that are printed, with the number of sightings of each; the first
    is that of the first article. `kind` is the one with the most quotes, `offices` are the roles printed with it,
    `initials` what the name of a body is abbreviated to where it is printed.

    Of a name that is short of a full one, there is a form for each `evidence` with which it is printed.
    """

    folded: str
    kind: SpeakerKind
    names: Counter[str]
    evidence: str = ""
    address: Address = ""
    offices: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class _Person:
    """A speaker in the making: forms of a name that are one's, and the curated entry if there is one.

    `guesses` are the forms that only the rest of the corpus gives to the person.
    """

    kind: SpeakerKind
    curated: CuratedSpeaker | None = None
    forms: list[_Form] = field(default_factory=list)
    names: set[PersonName] = field(default_factory=set)
    guesses: list[_Form] = field(default_factory=list)


class People:
    """Says who is who among the speakers of all articles, and keeps a record of each.

    What it says doesn't depend on the order in which they were seen.
    """

    def __init__(self, sightings: Sightings, curated: Sequence[CuratedSpeaker]) -> None:
        """Join the sightings of one speaker; all must be there."""
        self._sightings = sightings
        self._curated = {curated_id("speaker", entry): entry for entry in curated}
        persons = [_Person(entry.kind, entry) for entry in curated]
        bearers = {fold(name): person for person in persons for name in _curated_names(person)}
        fathers = _with_fathers(sightings.beside_juniors())
        sightings.identify(self._whose(_join(self._forms(), persons, bearers, fathers), bearers))

    def _forms(self) -> Iterator[_Form]:
        """Return each name once, in the order in which names are compared."""
        for folded, seen in groupby(self._sightings.named(), key=attrgetter("folded")):
            rows = list(seen)
            kind = _commonest_kind((row.kind, row.quotes) for row in rows)
            for evidence, alike in groupby(rows, key=attrgetter("evidence")):
                yield _form(folded, kind, evidence, list(alike))

    def _whose(
        self, people: Iterable[_Person], bearers: Mapping[str, _Person]
    ) -> Iterator[tuple[str, str, str, bool, bool]]:
        for speaker_id, person in _with_ids(people):
            guesses = set(map(id, person.guesses))
            for form in person.forms:
                if form.folded not in bearers:
                    yield form.folded, form.evidence, speaker_id, id(form) in guesses, False
        for folded, person in bearers.items():
            if person.curated:
                for evidence in {"", *(form.evidence for form in person.forms if form.folded == folded)}:
                    yield folded, evidence, curated_id("speaker", person.curated), False, True

    def speakers_of(self, article_id: str) -> list[Attributed]:
        """Return who the speakers of an article are, in the order of its sightings."""
        return [
            Attributed(speaker_id, SURNAME_CONFIDENCE if is_guess else None)
            for speaker_id, is_guess in self._sightings.identified(article_id)
        ]

    def records(self) -> Iterator[SpeakerRecord]:
        """Return a record of each speaker, by id; of the curated ones also when they never speak."""
        curated = [_record(id_, [], entry) for id_, entry in sorted(self._curated.items())]
        merged = merge(self._speaking(), curated, key=attrgetter("id"))
        for _, records in groupby(merged, key=attrgetter("id")):
            yield next(records)  # the one that knows of sightings, if there is one

    def _speaking(self) -> Iterator[SpeakerRecord]:
        for id_, seen in groupby(self._sightings.by_speaker(), key=itemgetter(0)):
            yield _record(id_, [row for _, row in seen], self._curated.get(id_))


def _form(folded: str, kind: SpeakerKind, evidence: str, rows: Sequence[Seen]) -> _Form:
    offices = frozenset(fold(role) for row in rows for role in row.roles)
    address = address_of(rows[0].printed) if evidence else ""
    initials = frozenset(fold(name) for row in rows for name in row.printed if abbreviates(name, row.name))
    return _Form(folded, kind, Counter(row.name for row in rows), evidence, address, offices, initials)


def _with_fathers(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return the first and last names that two people have, by the articles in which both speak: Tom Lee and Tom Lee
    Jr.; anywhere else the Jr. is left out as often as not.
    """
    found = set()
    for junior, other in pairs:
        one, two = parse_person(junior), parse_person(other)
        if one.is_full and two.is_full and not two.suffix and are_compatible(one, two):
            found.add((one.first, one.last))
    return frozenset(found)


def _join(
    forms: Iterable[_Form],
    curated: Sequence[_Person],
    bearers: Mapping[str, _Person],
    fathers: frozenset[tuple[str, str]],
) -> list[_Person]:
    others: dict[str, _Person] = {}
    loose = []
    for form in forms:
        if form.folded in bearers:
            bearers[form.folded].forms.append(form)
        elif form.kind == "person":
            loose.append(_Person("person", forms=[form]))
        elif form.folded in others:  # a body, read as a surname with an office elsewhere
            others[form.folded].forms.append(form)
        else:
            others[form.folded] = _Person(form.kind, forms=[form])
    persons = [person for person in curated if person.kind == "person"]
    short = _join_full_names(persons, loose, fathers)
    _join_short_first_names(persons)
    _join_second_surnames(persons)
    _join_slips(persons)
    _join_short_names(persons, short)
    bodies = [person for person in curated if person.kind != "person"]
    _join_initials(bodies, others)
    return [*bodies, *others.values(), *persons]


def _curated_names(person: _Person) -> tuple[str, ...]:
    return (person.curated.name, *person.curated.aliases) if person.curated else ()


def _commonest_kind(quotes_by_kind: Iterable[tuple[SpeakerKind, int]]) -> SpeakerKind:
    """Return the kind with the most quotes: one name taken once for a person and often for a paper is a paper."""
    quotes: Counter[SpeakerKind] = Counter()
    for kind, number in quotes_by_kind:
        quotes[kind] += number
    return max(quotes, key=lambda kind: (quotes[kind], -_KINDS.index(kind)))


def _join_full_names(
    persons: list[_Person], forms: Sequence[_Person], fathers: frozenset[tuple[str, str]]
) -> list[_Person]:
    """Add persons with a full name to `persons`, forms of one name as one; return those with less than that.

    Of the names of `fathers` those with and without a "Jr." are two people's.
    """
    known: dict[tuple[str, str], list[_Person]] = defaultdict(list)
    for person in persons:
        person.names = {parse_person(name) for name in _curated_names(person)}
        for called in {_called(name, fathers) for name in person.names if name.is_full}:
            known[called].append(person)
    for form in forms:
        form.names = {parse_person(next(iter(form.forms[0].names)))}
    # Those with the most middle names first, so that "George Bush" finds both W. and H. W., and joins neither.
    full = [form for form in forms if _only(form.names).is_full]
    short = [form for form in forms if not _only(form.names).is_full]
    for form in sorted(full, key=lambda form: _fullness(_only(form.names)), reverse=True):
        name = _only(form.names)
        _join_or_add(form, known[_called(name, fathers)], persons)
    return short


def _called(name: PersonName, fathers: frozenset[tuple[str, str]]) -> tuple[str, str]:
    """Return what the names of one person have in common."""
    if (name.first, name.last) in fathers:
        return name.first, f"{name.last} {name.suffix}"
    return name.first, name.last


def _only(names: set[PersonName]) -> PersonName:
    (name,) = names
    return name


def _fullness(name: PersonName) -> tuple[int, int, PersonName]:
    return len(name.middles), sum(map(len, name.middles)), name


def _join_or_add(form: _Person, known: list[_Person], persons: list[_Person]) -> None:
    name = _only(form.names)
    fitting = [
        person for person in known if all(are_compatible(name, other) for other in _comparable(person, name))
    ]
    if len(fitting) == 1:
        _merge(fitting[0], form)
    else:
        known.append(form)
        persons.append(form)


def _comparable(person: _Person, name: PersonName) -> list[PersonName]:
    return [other for other in person.names if (other.first, other.last) == (name.first, name.last)]


def _merge(person: _Person, form: _Person) -> None:
    person.forms += form.forms
    person.names |= form.names


def _by(
    persons: Iterable[_Person], keys: Callable[[PersonName], Iterable[_Key]]
) -> dict[_Key, list[_Person]]:
    """Return the persons by each key that one of their names has, once each, in the order given."""
    found: dict[_Key, list[_Person]] = defaultdict(list)
    for person in persons:
        for key in {key for name in person.names for key in keys(name)}:
            found[key].append(person)
    return found


def _join_short_first_names(persons: list[_Person]) -> None:
    """Join "Joe Vane" to "Joseph Vane" where one office is printed with both, and nobody else could be meant."""
    by_last = _by(persons, lambda name: (name.last,) if name.is_full else ())
    gone: set[int] = set()
    for person in persons:
        lasts = {name.last for name in person.names if name.is_full}
        namesakes = by_last[next(iter(lasts))] if len(lasts) == 1 else []
        fitting = [other for other in namesakes if other is not person and _are_variants(person, other)]
        if len(fitting) == 1 and _offices(person) & _offices(fitting[0]):
            _merge_two(person, fitting[0], gone)
    persons[:] = [person for person in persons if id(person) not in gone]


def _are_variants(person: _Person, other: _Person) -> bool:
    """Tell whether every full name of one is compatible with every one of the other, first names long or short."""
    return all(
        are_compatible(one, two, with_short_forms=True)
        for one in person.names
        for two in other.names
        if one.is_full and two.is_full
    )


def _offices(person: _Person) -> set[str]:
    curated = (fold(role) for role in person.curated.roles) if person.curated else ()
    return {office for form in person.forms for office in form.offices}.union(curated)


def _join_second_surnames(persons: list[_Person]) -> None:
    """Join "Claudia Sheinbaum" to "Claudia Sheinbaum Pardo" where only one name goes on from there."""
    longer = _by(persons, lambda name: ((name.first, name.middles[0]),) if name.middles else ())
    gone: set[int] = set()
    for person in persons:
        starts = {(name.first, name.last) for name in person.names if name.is_full}
        fitting = longer.get(next(iter(starts)), []) if len(starts) == 1 else []
        if len(fitting) == 1:
            _merge_two(person, fitting[0], gone)
    persons[:] = [person for person in persons if id(person) not in gone]


def _join_slips(persons: list[_Person]) -> None:
    """Join "Ada Blosom" to "Ada Blossom" where one office is printed with both, and nobody else could be meant.

    So are other spellings: "Zelenskyy". The one who speaks in more articles gives the name.
    """
    fitting: dict[int, dict[int, _Person]] = defaultdict(dict)
    for one, other in _differing_by_a_slip([person for person in persons if _offices(person)]):
        if one is not other and _offices(one) & _offices(other):
            fitting[id(one)][id(other)] = other
            fitting[id(other)][id(one)] = one
    gone: set[int] = set()
    for person in persons:
        others = [*fitting[id(person)].values()] if id(person) in fitting else []
        if len(others) == 1 and not person.curated and _articles_of(person) < _articles_of(others[0]):
            others[0].forms += person.forms
            gone.add(id(person))
    persons[:] = [person for person in persons if id(person) not in gone]


def _differing_by_a_slip(persons: Iterable[_Person]) -> Iterator[tuple[_Person, _Person]]:
    """Yield those whose names differ by a slip: one word agrees, the other with some letter left out."""
    for agreeing, differing in ((_given_name, _surname), (_surname, _given_name)):
        for namesakes in _by(persons, agreeing).values():
            alike: dict[str, list[tuple[PersonName, _Person]]] = defaultdict(list)
            for person in namesakes:
                for name in person.names:
                    for piece in {piece for word in differing(name) for piece in _with_a_letter_less(word)}:
                        near = alike[piece]
                        yield from ((other, person) for known, other in near if is_slip(known, name))
                        near.append((name, person))


def _with_a_letter_less(word: str) -> Iterator[str]:
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _given_name(name: PersonName) -> tuple[str, ...]:
    return (name.first,) if name.is_full else ()


def _surname(name: PersonName) -> tuple[str, ...]:
    return (name.last,) if name.is_full else ()


def _merge_two(one: _Person, other: _Person, gone: set[int]) -> None:
    """Merge two persons, if none of them has been merged with a third; add the one that is no more to `gone`."""
    if one is other or (one.curated and other.curated) or id(one) in gone or id(other) in gone:
        return
    kept, merged = (one, other) if one.curated else (other, one)
    _merge(kept, merged)
    gone.add(id(merged))


def _join_short_names(persons: list[_Person], short: Iterable[_Person]) -> None:
    """Join each bare surname, or surname with an initial, that fits one person; add the others to `persons`."""
    by_last = _by(persons, _surnames)
    left: dict[str, _Person] = {}
    for person in short:
        (form,) = person.forms
        name = _only(person.names)
        called = [each for each in by_last.get(name.last, ()) if _could_be(name, each)]
        fitting = _narrowed(form, _of_a_generation(name, called))
        if len(fitting) == 1:
            _take_for(fitting[0], person)
        elif form.folded in left:
            _merge(left[form.folded], person)
        else:
            left[form.folded] = person
    persons += left.values()


def _take_for(person: _Person, form: _Person) -> None:
    """Give a person the forms that only the rest of the corpus gives."""
    person.guesses += form.forms
    _merge(person, form)


def _join_initials(bodies: Iterable[_Person], others: dict[str, _Person]) -> None:
    """Join what is nothing but initials to the body of which others print them; take it out of `others`."""
    by_initials: dict[str, list[_Person]] = defaultdict(list)
    for body in [*bodies, *others.values()]:
        for initials in sorted({initials for form in body.forms for initials in form.initials}):
            by_initials[initials].append(body)
    for initials, fitting in by_initials.items():
        foremost = _foremost(fitting)
        if len(foremost) == 1 and initials in others:
            _take_for(foremost[0], others.pop(initials))


def _of_a_generation(short: PersonName, fitting: Sequence[_Person]) -> Sequence[_Person]:
    """Leave out who is a "Jr." where the father fits as well: the bare surname is his, "Lee Jr." is the son's."""
    plain = {(name.first, name.last) for each in fitting for name in each.names if not name.suffix}
    sons = [
        each
        for each in fitting
        if all(name.suffix and (name.first, name.last) in plain for name in each.names)
    ]
    if not sons:
        return fitting
    return sons if short.suffix else [each for each in fitting if each not in sons]


def _narrowed(form: _Form, fitting: Sequence[_Person]) -> Sequence[_Person]:
    """Return those whom the evidence allows: by the address, and if that leaves several, by the office.

    Of several who hold the office, or where none is printed, the one is meant who speaks in most articles by far.
    """
    allowed = [person for person in fitting if _may_be_addressed(person, form.address)]
    holders = [person for person in allowed if form.offices & _offices(person)] if len(allowed) > 1 else []
    if form.offices and not holders:
        return allowed
    return _foremost(holders or allowed)


def _foremost(persons: Sequence[_Person]) -> Sequence[_Person]:
    """Return the one who speaks, by a full name, in many times as many articles as the others; else all."""
    articles = [_articles_of(person) for person in persons]
    most = max(articles, default=0)
    is_clear = most > 0 and most >= _FOREMOST * (sum(articles) - most)
    return [persons[articles.index(most)]] if is_clear else persons


def _articles_of(person: _Person) -> int:
    guesses = set(map(id, person.guesses))
    return sum(form.names.total() for form in person.forms if id(form) not in guesses)


def _may_be_addressed(person: _Person, address: Address) -> bool:
    return all(may_be_addressed(name.first, address) for name in person.names if name.is_full)


def _surnames(name: PersonName) -> tuple[str, ...]:
    """Return what the name may be shortened to: in "Claudia Sheinbaum Pardo", Pardo or Sheinbaum."""
    return (name.last, *(middle for middle in name.middles[-1:] if len(middle) > 1))


def _could_be(short: PersonName, person: _Person) -> bool:
    return any(name.first.startswith(short.first) for name in person.names if name.is_full)


def _with_ids(people: Iterable[_Person]) -> Iterator[tuple[str, _Person]]:
    """Give out ids, in a fixed order; where two would be alike, the later gets a longer one."""
    wishes = {id(person): _wished_ids(person) for person in people}
    first_wishes = Counter(wished[0] for wished in wishes.values())
    taken: set[str] = set()
    for person in sorted(people, key=_turn):
        wished = wishes[id(person)]
        # "george-bush" belongs to neither George W. nor George H. W. Bush.
        fair = wished if first_wishes[wished[0]] == 1 or len(wished) == 1 else wished[-3:]
        speaker_id = next(wish for wish in fair if wish not in taken)
        taken.add(speaker_id)
        yield speaker_id, person


def _turn(person: _Person) -> tuple[bool, str, str]:
    return not person.curated, fold(_display_name(person)), person.kind


def _wished_ids(person: _Person) -> list[str]:
    """Return the ids a speaker could have, the best first; the last is nobody else's."""
    if person.curated:
        return [curated_id("speaker", person.curated)]
    name = _plain_name(person)
    plain = slug(name, "speaker")
    wishes = [plain, f"{plain}-{person.kind}", f"{plain}-{short_hash(f'{person.kind} {name}', 8)}"]
    if not any(known.is_full for known in person.names):
        return wishes
    short = slug(" ".join(part for part in name.split() if len(part) > 1), "speaker")
    return wishes if short == plain else [short, *wishes]


def _plain_name(person: _Person) -> str:
    """Return the folded name that ids are made of: of a person, the shortest full form without a title."""
    full = [name for name in person.names if name.is_full]
    if not full:
        return fold(_display_name(person))
    shortest = min(full, key=lambda name: (len(name.middles), name))
    return " ".join(
        part for part in (shortest.first, *shortest.middles, shortest.last, shortest.suffix) if part
    )


def _display_name(person: _Person) -> str:
    if person.curated:
        return person.curated.name
    names = person.forms[0].names
    for form in person.forms[1:]:
        names = names + form.names
    return _commonest_name(person.kind, names)


def _commonest_name(kind: SpeakerKind, names: Counter[str]) -> str:
    """Return the commonest full form."""
    if len(names) == 1:
        return next(iter(names))
    return max(names, key=lambda name: (*_fitness(kind, name), names[name], len(name), name))


def _fitness(kind: SpeakerKind, name: str) -> tuple[bool, bool]:
    """Tell how well a form may stand for the speaker: not a bare surname; no title, not in capitals throughout."""
    shouted = name.isupper() and " " in name
    if kind != "person":
        return True, not shouted
    parts = parse_person(name)
    titled = len(fold(name).split()) > len(" ".join((parts.first, *parts.middles, parts.last)).split())
    return parts.is_full, not (titled or shouted)


def _record(speaker_id: str, seen: Sequence[Seen], entry: CuratedSpeaker | None) -> SpeakerRecord:
    """Return the record of a speaker, of its sightings and of the curated entry if there is one."""
    curated = entry or CuratedSpeaker("")
    kind = entry.kind if entry else _commonest_kind((row.kind, row.quotes) for row in seen)
    name = entry.name if entry else _commonest_name(kind, Counter(row.name for row in seen))
    return SpeakerRecord(
        id=speaker_id,
        name=name,
        sort_name=curated.sort_name or sort_name(name, kind == "person"),
        kind=kind,
        description=curated.description or _commonest_role(seen, curated),
        wikidata_id=curated.wikidata_id,
        is_curated=entry is not None,
        aliases=_aliases(seen, curated, name),
        roles=_roles(seen, curated),
    )


def _aliases(seen: Sequence[Seen], curated: CuratedSpeaker, name: str) -> tuple[str, ...]:
    """Return the other names, curated or printed, that the speaker goes by."""
    printed = {row.name for row in seen}
    forms = {(form, row.name) for row in seen for form in row.printed}
    printed |= {form for form, of in forms if is_form_of(form, of) or abbreviates(form, of)}
    return tuple(sorted(({curated.name, *curated.aliases} | printed) - {name, ""}))


def _roles(seen: Iterable[Seen], curated: CuratedSpeaker) -> tuple[tuple[str, str | None], ...]:
    printed = {(role, row.article_id) for row in seen for role in row.roles}
    return (*((role, None) for role in curated.roles), *sorted(printed))


def _commonest_role(seen: Iterable[Seen], curated: CuratedSpeaker) -> str | None:
    """Return the curated role, else the one that most articles print; None when there is none."""
    if curated.roles:
        return curated.roles[0]
    printed = Counter(role for row in seen for role in row.roles)
    return max(printed, key=lambda role: (printed[role], role), default=None)
