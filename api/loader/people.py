"""Say which speakers of different articles are one.

In: who speaks in each article, as that article tells, and the curated speakers.  Out: a record for each
speaker of the corpus, and the way from an article's speaker to it.  Pure: no file, no database.

The curator's word goes first. Then one full name is one speaker, and forms of one name (a middle initial,
a title, marks over letters) are joined. A bare surname is joined to a full name only when a single one of the
corpus fits; otherwise it stays what is printed. Someone unnamed ("a former official") is never the same as
someone unnamed elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.loader.curation import CuratedSpeaker
from api.loader.ids import short_hash, slug
from api.loader.names import PersonName, are_compatible, fold, parse_person, sort_name
from api.model import Article, Quote, Speaker, SpeakerKind
from api.store.write import SpeakerRecord

SURNAME_CONFIDENCE = 0.9
"""Share of a quote's confidence that is left when only the corpus tells whose surname it is: an estimate, for
somebody of the same surname may speak who is never named in full."""

KINDS: tuple[SpeakerKind, ...] = ("person", "organization", "group", "anonymous")

Key = tuple[str, str, str]
"""An article's speaker: article id, name and kind, as the article tells."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One speaker of one article: all that joining needs to know, without the article's text.

    `printed` are the names by which the article calls the speaker, `roles` the offices it prints.
    """

    article_id: str
    name: str
    kind: SpeakerKind
    quotes: int
    printed: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Return what tells this sighting from all others."""
        return self.article_id, self.name, self.kind


@dataclass(frozen=True, slots=True)
class People:
    """The speakers of a corpus by id; `ids` leads from an article's speaker to the id of a record.

    `by_surname` holds those keys for which only the rest of the corpus told who it is.
    """

    records: Mapping[str, SpeakerRecord]
    ids: Mapping[Key, str]
    by_surname: frozenset[Key]


@dataclass(slots=True, eq=False)
class _Person:
    """A speaker in the making: sightings that are one, and the curated entry if there is one."""

    kind: SpeakerKind
    curated: CuratedSpeaker | None = None
    sightings: list[Sighting] = field(default_factory=list)
    names: set[PersonName] = field(default_factory=set)


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
    names = sorted(text for text in printed if text != name and text[:1].isupper())
    return Sighting(article_id, name, kind, len(quotes), tuple(names), tuple(sorted(roles | descriptions)))


def resolve_people(sightings: Iterable[Sighting], curated: Sequence[CuratedSpeaker]) -> People:
    """Join the sightings of one speaker. The result doesn't depend on the order of `sightings`."""
    ordered = sorted(sightings, key=lambda sighting: sighting.key)
    people, by_surname = _join(ordered, curated)
    records: dict[str, SpeakerRecord] = {}
    ids: dict[Key, str] = {}
    for speaker_id, person in _with_ids(people):
        records[speaker_id] = _record(speaker_id, person)
        ids.update({sighting.key: speaker_id for sighting in person.sightings})
    return People(dict(sorted(records.items())), ids, frozenset(by_surname))


def with_speakers(article_id: str, article: Article, people: People) -> Article:
    """Return `article` with the corpus's speaker in place of its own at each quote."""
    return replace(
        article, quotes=tuple(_with_speaker(article_id, quote, people) for quote in article.quotes)
    )


def _with_speaker(article_id: str, quote: Quote, people: People) -> Quote:
    if quote.speaker is None:
        return quote
    key = (article_id, quote.speaker.name, quote.speaker.kind)
    record = people.records[people.ids[key]]
    speaker = Speaker(record.name, record.kind, record.description, record.id)
    if key in people.by_surname and quote.method != "curated":
        confidence = round(quote.confidence * SURNAME_CONFIDENCE, 4)
        return replace(quote, speaker=speaker, method="corpus", confidence=confidence)
    return replace(quote, speaker=speaker)


def _join(sightings: Sequence[Sighting], curated: Sequence[CuratedSpeaker]) -> tuple[list[_Person], set[Key]]:
    people = [_Person(entry.kind, entry) for entry in curated]
    rest = _join_curated(people, sightings)
    unnamed = [sighting for sighting in rest if _is_unnamed(sighting)]
    people += _group(unnamed, lambda sighting: (sighting.article_id, fold(sighting.name)))
    forms = _group(
        [sighting for sighting in rest if not _is_unnamed(sighting)], lambda sighting: fold(sighting.name)
    )
    people += [form for form in forms if form.kind != "person"]
    persons = [person for person in people if person.kind == "person" and person.curated]
    short = _join_full_names(persons, [form for form in forms if form.kind == "person"])
    _join_second_surnames(persons)
    by_surname = _join_short_names(persons, short)
    return [person for person in people if person.kind != "person"] + persons, by_surname


def _join_curated(people: Sequence[_Person], sightings: Iterable[Sighting]) -> list[Sighting]:
    """Give each sighting under a curated name or alias to its speaker; return the others."""
    bearer = {fold(name): person for person in people for name in _curated_names(person)}
    rest = []
    for sighting in sightings:
        person = bearer.get(fold(sighting.name))
        if person:
            person.sightings.append(sighting)
        else:
            rest.append(sighting)
    return rest


def _curated_names(person: _Person) -> tuple[str, ...]:
    return (person.curated.name, *person.curated.aliases) if person.curated else ()


def _is_unnamed(sighting: Sighting) -> bool:
    """Tell whether these words name nobody in particular: "a former official", "residents"."""
    return sighting.kind == "anonymous" or (sighting.kind == "group" and sighting.name.islower())


def _group(sightings: Iterable[Sighting], key: Callable[[Sighting], Hashable]) -> list[_Person]:
    groups: dict[Hashable, list[Sighting]] = {}
    for sighting in sightings:
        groups.setdefault(key(sighting), []).append(sighting)
    return [_Person(_commonest_kind(group), sightings=group) for group in groups.values()]


def _commonest_kind(sightings: Sequence[Sighting]) -> SpeakerKind:
    """Return the kind with the most quotes: one name taken once for a person and often for a paper is a paper."""
    quotes: Counter[SpeakerKind] = Counter()
    for sighting in sightings:
        quotes[sighting.kind] += sighting.quotes
    return max(quotes, key=lambda kind: (quotes[kind], -KINDS.index(kind)))


def _join_full_names(persons: list[_Person], forms: Sequence[_Person]) -> list[_Person]:
    """Add persons with a full name to `persons`, forms of one name as one; return those with less than that."""
    known: dict[tuple[str, str], list[_Person]] = defaultdict(list)
    for person in persons:
        person.names = {parse_person(name) for name in _curated_names(person)}
        for first_and_last in {(name.first, name.last) for name in person.names if name.is_full}:
            known[first_and_last].append(person)
    for form in forms:
        form.names = {parse_person(form.sightings[0].name)}
    # Those with the most middle names first, so that "George Bush" finds both W. and H. W., and joins neither.
    full = [form for form in forms if _only(form.names).is_full]
    short = [form for form in forms if not _only(form.names).is_full]
    for form in sorted(full, key=lambda form: _fullness(_only(form.names)), reverse=True):
        name = _only(form.names)
        _join_or_add(form, known[name.first, name.last], persons)
    return short


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
    person.sightings += form.sightings
    person.names |= form.names


def _join_second_surnames(persons: list[_Person]) -> None:
    """Join "Claudia Sheinbaum" to "Claudia Sheinbaum Pardo" where only one name goes on from there."""
    longer: dict[tuple[str, str], list[_Person]] = defaultdict(list)
    for person in persons:
        for start in {(name.first, name.middles[0]) for name in person.names if name.middles}:
            longer[start].append(person)
    for person in list(persons):
        starts = {(name.first, name.last) for name in person.names if name.is_full}
        fitting = longer.get(next(iter(starts)), []) if len(starts) == 1 else []
        if len(fitting) == 1:
            _merge_two(person, fitting[0], persons)


def _merge_two(one: _Person, other: _Person, persons: list[_Person]) -> None:
    if one is other or (one.curated and other.curated) or one not in persons or other not in persons:
        return
    kept, gone = (one, other) if one.curated else (other, one)
    _merge(kept, gone)
    persons.remove(gone)


def _join_short_names(persons: list[_Person], short: Iterable[_Person]) -> set[Key]:
    """Join each bare surname, or surname with an initial, that fits one person; add the others to `persons`."""
    by_last: dict[str, list[_Person]] = defaultdict(list)
    for person in persons:
        for last in {last for name in person.names for last in _surnames(name)}:
            by_last[last].append(person)
    joined: set[Key] = set()
    for form in short:
        name = _only(form.names)
        fitting = [person for person in by_last.get(name.last, ()) if _could_be(name, person)]
        if len(fitting) == 1:
            _merge(fitting[0], form)
            joined.update(sighting.key for sighting in form.sightings)
        else:
            persons.append(form)
    return joined


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
        return [curated_id(person.curated)]
    name = _plain_name(person)
    plain = slug(name, "speaker")
    if _is_unnamed(person.sightings[0]):
        return [f"{plain}--{person.sightings[0].article_id}"]
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


def curated_id(entry: CuratedSpeaker) -> str:
    """Return the id of a curated speaker: as given, else the slug of the name."""
    return entry.id or slug(fold(entry.name), "speaker")


def _display_name(person: _Person) -> str:
    """Return the curated name, else the commonest full form."""
    if person.curated:
        return person.curated.name
    forms = Counter(sighting.name for sighting in person.sightings)
    if len(forms) == 1:
        return person.sightings[0].name
    return max(forms, key=lambda name: (*_fitness(person, name), forms[name], len(name), name))


def _fitness(person: _Person, name: str) -> tuple[bool, bool]:
    """Tell how well a form may stand for the speaker: not a bare surname; no title, not in capitals throughout."""
    shouted = name.isupper() and " " in name
    if person.kind != "person":
        return True, not shouted
    parts = parse_person(name)
    titled = len(fold(name).split()) > len(" ".join((parts.first, *parts.middles, parts.last)).split())
    return parts.is_full, not (titled or shouted)


def _record(speaker_id: str, person: _Person) -> SpeakerRecord:
    name, curated = _display_name(person), person.curated or CuratedSpeaker("")
    return SpeakerRecord(
        id=speaker_id,
        name=name,
        sort_name=curated.sort_name or sort_name(name, person.kind == "person"),
        kind=person.kind,
        description=curated.description or _commonest_role(person),
        wikidata_id=curated.wikidata_id,
        is_curated=person.curated is not None,
        aliases=_aliases(person, name),
        roles=_roles(person),
    )


def _aliases(person: _Person, name: str) -> tuple[str, ...]:
    """Return the other names, curated or printed, that the speaker goes by."""
    printed = {form for sighting in person.sightings for form in (sighting.name, *sighting.printed)}
    return tuple(sorted(({*_curated_names(person)} | printed) - {name}))


def _roles(person: _Person) -> tuple[tuple[str, str | None], ...]:
    curated = [(role, None) for role in person.curated.roles] if person.curated else []
    printed = {(role, sighting.article_id) for sighting in person.sightings for role in sighting.roles}
    return (*curated, *sorted(printed))


def _commonest_role(person: _Person) -> str | None:
    """Return the curated role, else the one that most articles print; None when there is none."""
    if person.curated and person.curated.roles:
        return person.curated.roles[0]
    printed = Counter(role for sighting in person.sightings for role in sighting.roles)
    return max(printed, key=lambda role: (printed[role], role), default=None)
