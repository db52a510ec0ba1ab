"""Say which speakers of different articles are one.

In: who speaks in each article, as that article says (`sightings`), and the curated speakers.  Out: a record for each
speaker of the corpus, and the mapping from an article's speakers to it.

The curator's word takes precedence. `persons` says which names of people are one person's, `bodies` which names of
organisations are one organisation's; a name that nothing joins stays as printed. An unnamed source ("a former
official") is never the same as an unnamed source elsewhere.

Sightings are kept on disk (`api.store.sightings`). Each name is in memory once: news prints the same ones repeatedly.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import get_args

from api.loader.bodies import join_bodies
from api.loader.curation import CuratedSpeaker, curated_id
from api.loader.evidence import address_of
from api.loader.forms import Form, Person, curated_names
from api.loader.ids import short_hash, slug
from api.loader.names import (
    PersonName,
    abbreviates,
    are_compatible,
    behind_words,
    fold,
    is_form_of,
    parse_person,
    sort_name,
)
from api.loader.persons import join_persons
from api.model import SpeakerKind
from api.store.records import SpeakerRecord
from api.store.rows import Attributed
from api.store.sightings import Seen, Sightings

SURNAME_CONFIDENCE = 0.9
"""Factor for a quote's confidence when only other articles say whose surname it is: an estimate, because somebody
else with the surname may speak who is never named in full."""

_KINDS = get_args(SpeakerKind)


class People:
    """Says who is who among the speakers of all articles, and makes a record of each.

    The result doesn't depend on the order in which they were seen.
    """

    def __init__(self, sightings: Sightings, curated: Sequence[CuratedSpeaker]) -> None:
        """Join the sightings of each speaker; all sightings must be there."""
        self._sightings = sightings
        self._curated = {curated_id("speaker", entry): entry for entry in curated}
        persons = [Person(entry.kind, entry) for entry in curated]
        bearers = {fold(name): person for person in persons for name in curated_names(person)}
        fathers = _with_fathers(sightings.beside_juniors())
        sightings.identify(self._whose(_join(self._forms(), persons, bearers, fathers), bearers))

    def _forms(self) -> Iterator[Form]:
        """Yield each name once, in the order in which names are compared."""
        for folded, seen in groupby(self._sightings.named(), key=attrgetter("folded")):
            rows = list(seen)
            kind = _commonest_kind((row.kind, row.quotes) for row in rows)
            for evidence, alike in groupby(rows, key=attrgetter("evidence")):
                yield _form(folded, kind, evidence, list(alike))

    def _whose(
        self, people: Iterable[Person], bearers: Mapping[str, Person]
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
        """Yield a record of each speaker, by id; of curated ones even if they never speak."""
        curated = [_record(id_, [], entry) for id_, entry in sorted(self._curated.items())]
        merged = merge(self._speaking(), curated, key=attrgetter("id"))
        for _, records in groupby(merged, key=attrgetter("id")):
            yield next(records)  # the one with sightings, if there is one

    def _speaking(self) -> Iterator[SpeakerRecord]:
        for id_, seen in groupby(self._sightings.by_speaker(), key=itemgetter(0)):
            yield _record(id_, [row for _, row in seen], self._curated.get(id_))


def _form(folded: str, kind: SpeakerKind, evidence: str, rows: Sequence[Seen]) -> Form:
    offices = frozenset(fold(role) for row in rows for role in row.roles)
    address = address_of(rows[0].printed) if evidence else ""
    initials = frozenset(fold(name) for row in rows for name in row.printed if abbreviates(name, row.name))
    called = frozenset(fold(name) for row in rows for name in row.printed if " " not in name)
    return Form(folded, kind, Counter(row.name for row in rows), evidence, address, offices, initials, called)


def _with_fathers(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return the first and last names that two people have according to articles in which both speak: Tom Lee and Tom
    Lee Jr.; elsewhere "Jr." is left out as often as not.
    """
    found = set()
    for junior, other in pairs:
        one, two = parse_person(junior), parse_person(other)
        if one.is_full and two.is_full and not two.suffix and are_compatible(one, two):
            found.add((one.first, one.last))
    return frozenset(found)


def _join(
    forms: Iterable[Form],
    curated: Sequence[Person],
    bearers: Mapping[str, Person],
    fathers: frozenset[tuple[str, str]],
) -> list[Person]:
    others: dict[str, Person] = {}
    loose = []
    for form in forms:
        if form.folded in bearers:
            bearers[form.folded].forms.append(form)
        elif form.kind == "person":
            loose.append(Person("person", forms=[form]))
        elif form.folded in others:  # a body, read as a surname with an office elsewhere
            others[form.folded].forms.append(form)
        else:
            others[form.folded] = Person(form.kind, forms=[form])
    persons = join_persons((person for person in curated if person.kind == "person"), loose, fathers)
    bodies = [person for person in curated if person.kind != "person"]
    join_bodies(bodies, others)
    return [*bodies, *others.values(), *persons]


def _commonest_kind(quotes_by_kind: Iterable[tuple[SpeakerKind, int]]) -> SpeakerKind:
    """Return the kind with the most quotes: a name read once as a person's and often as a paper's is a paper's."""
    quotes: Counter[SpeakerKind] = Counter()
    for kind, number in quotes_by_kind:
        quotes[kind] += number
    return max(quotes, key=lambda kind: (quotes[kind], -_KINDS.index(kind)))


def _with_ids(people: Iterable[Person]) -> Iterator[tuple[str, Person]]:
    """Assign ids, in a fixed order; where two would be the same, the later one gets a longer id."""
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


def _turn(person: Person) -> tuple[bool, str, str]:
    return not person.curated, fold(_display_name(person)), person.kind


def _wished_ids(person: Person) -> list[str]:
    """Return the ids a speaker could have, the best first; the last is unique."""
    if person.curated:
        return [curated_id("speaker", person.curated)]
    name = _plain_name(person)
    plain = slug(name, "speaker")
    wishes = [plain, f"{plain}-{person.kind}", f"{plain}-{short_hash(f'{person.kind} {name}', 8)}"]
    if not any(known.is_full for known in person.names):
        return wishes
    short = slug(" ".join(part for part in name.split() if len(part) > 1), "speaker")
    return wishes if short == plain else [short, *wishes]


def _plain_name(person: Person) -> str:
    """Return the folded name that ids are made from: for a person, the shortest full form without a title, and among
    several spellings that of most articles.
    """
    full = [name for name in person.names if name.is_full]
    if not full:
        return fold(_display_name(person))
    printed: Counter[tuple[str, str]] = Counter()
    if len(full) > 1:
        for form in person.forms:
            for name, articles in form.names.items():
                printed[_outer(parse_person(name))] += articles
    shortest = min(full, key=lambda name: (len(name.middles), -printed[_outer(name)], name))
    return " ".join(
        part for part in (shortest.first, *shortest.middles, shortest.last, shortest.suffix) if part
    )


def _outer(name: PersonName) -> tuple[str, str]:
    return name.first, name.last


def _display_name(person: Person) -> str:
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
    """Return a sort key for how well a form suits as the name: not a bare surname; without title or all capitals."""
    shouted = name.isupper() and " " in name
    if kind != "person":
        return True, not shouted
    parts = parse_person(name)
    titled = len(fold(name).split()) > len(" ".join((parts.first, *parts.middles, parts.last)).split())
    return parts.is_full, not (titled or shouted or behind_words(name))


def _record(speaker_id: str, seen: Sequence[Seen], entry: CuratedSpeaker | None) -> SpeakerRecord:
    """Return the record of a speaker, made from its sightings and the curated entry if there is one."""
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
    """Return the speaker's other names, curated or printed."""
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
