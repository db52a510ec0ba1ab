"""Say which names of people belong to one person.

In: full and short names, as articles print them, and the curated people.  Out: persons, each with the forms of their
name.

One full name is one person, and forms of one name (a middle initial, a title, marks over letters, hyphens, words
that were read as part of it) are joined; spellings ("Mohamed", "Mohammed"), short first names ("Joe", "Joseph") and a
letter more or less where both hold one office, or where only one has any and nobody else has the surname. A bare
surname is joined to a full name only when a single one of the corpus fits: by the name, by the form of address
("Mrs."), by the office that is printed with it; or when one speaks in many times as many articles as all others.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from api.extract.grammar.genders import first_name_weight, is_first_name
from api.loader.evidence import Address, may_be_addressed
from api.loader.forms import (
    Form,
    Person,
    articles_of,
    curated_names,
    foremost,
    merge_forms,
    offices_of,
    take_for,
)
from api.loader.names import (
    PersonName,
    are_compatible,
    behind_words,
    go_together,
    is_initialled,
    is_slip,
    parse_person,
)
from api.loader.spellings import are_spellings, share_office, skeleton, squeezed, tell_apart

_SURELY_GIVEN = 3  # of the weights of first names: those of men alone, or of women
_KNOWN = 3  # articles: who speaks in so many may be meant by a bare name that is also a first name
_TELLING_SURNAME = 3  # consonants: surnames with fewer are not distinctive

_Key = TypeVar("_Key", bound=Hashable)


def join_persons(
    curated: Iterable[Person], forms: Sequence[Person], fathers: frozenset[tuple[str, str]]
) -> list[Person]:
    """Return the persons that the forms are names of, the curated ones first.

    Names in `fathers` belong to two people: one with a "Jr.", one without.
    """
    persons = list(curated)
    short = _join_full_names(persons, forms, fathers)
    _merge(persons, _of_same_letters(persons))
    _join_behind_words(persons)
    _merge(persons, _initialled(persons))
    _merge(persons, _with_short_first_names(persons))
    _merge(persons, _with_second_surnames(persons))
    _merge(persons, _with_family_name_first(persons))
    _merge(persons, _spellings(persons))
    _join_slips(persons)
    _join_short_names(persons, short)
    return persons


def _join_full_names(
    persons: list[Person], forms: Sequence[Person], fathers: frozenset[tuple[str, str]]
) -> list[Person]:
    """Add persons with a full name to `persons`, joining forms of one name; return those without a full name."""
    known: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in persons:
        person.names = {parse_person(name) for name in curated_names(person)}
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
    """Return the key that all names of one person share."""
    if (name.first, name.last) in fathers:
        return name.first, f"{name.last} {name.suffix}"
    return name.first, name.last


def _only(names: set[PersonName]) -> PersonName:
    (name,) = names
    return name


def _fullness(name: PersonName) -> tuple[int, int, PersonName]:
    return len(name.middles), sum(map(len, name.middles)), name


def _join_or_add(form: Person, known: list[Person], persons: list[Person]) -> None:
    name = _only(form.names)
    fitting = [
        person for person in known if all(are_compatible(name, other) for other in _comparable(person, name))
    ]
    if len(fitting) == 1:
        merge_forms(fitting[0], form)
    else:
        known.append(form)
        persons.append(form)


def _comparable(person: Person, name: PersonName) -> list[PersonName]:
    return [other for other in person.names if (other.first, other.last) == (name.first, name.last)]


def _by(persons: Iterable[Person], keys: Callable[[PersonName], Iterable[_Key]]) -> dict[_Key, list[Person]]:
    """Return the persons by each key that one of their names has, once each, in the order given."""
    found: dict[_Key, list[Person]] = defaultdict(list)
    for person in persons:
        for key in {key for name in person.names for key in keys(name)}:
            found[key].append(person)
    return found


def _of_only(keys: set[_Key], known: Mapping[_Key, list[Person]]) -> list[Person]:
    """Return the persons known by the only key in `keys`; nobody if there are several keys."""
    return known.get(next(iter(keys)), []) if len(keys) == 1 else []


def _merge(persons: list[Person], pairs: Iterable[tuple[Person, Person]]) -> None:
    """Merge each pair, unless one of the two has been merged with a third; later pairs may depend on earlier ones."""
    gone: set[int] = set()
    for one, other in pairs:
        if one is other or (one.curated and other.curated) or id(one) in gone or id(other) in gone:
            continue
        kept, merged = (one, other) if one.curated else (other, one)
        merge_forms(kept, merged)
        gone.add(id(merged))
    _leave_out(gone, persons)


def _of_same_letters(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield "Ada Ben Orr" with "Ada Ben-Orr" and "Ada BenOrr"."""
    known: dict[str, Person] = {}
    for person in sorted(persons, key=_prominence):
        for letters in sorted({squeezed(name) for name in person.names if name.is_full}):
            yield person, known.setdefault(letters, person)


def _join_behind_words(persons: list[Person]) -> None:
    """Join "Democrats Ada Bloom" to "Ada Bloom", where the words before can't be a first name."""
    by_name = _by(persons, lambda name: ((name.first, name.last),) if name.is_full else ())
    gone: set[int] = set()
    for person in persons:
        printed = next(iter(person.forms[0].names)) if person.forms else ""
        bare = behind_words(printed)
        fitting = by_name[bare.first, bare.last] if bare else []
        if len(fitting) == 1 and not person.curated and fitting[0] is not person:
            fitting[0].forms += person.forms
            gone.add(id(person))
    _leave_out(gone, persons)


def _initialled(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield "A.M. Bloom" with "Ada Mary Bloom", where only one person with the surname has these initials."""
    by_initials = _by(persons, lambda name: ((_initials(name)[:2], name.last),) if name.middles else ())
    for person in persons:
        fitting = _of_only(_first_and_last(person), by_initials)
        if len(fitting) == 1 and any(is_initialled(name) for form in person.forms for name in form.names):
            yield person, fitting[0]


def _first_and_last(person: Person) -> set[tuple[str, str]]:
    return {(name.first, name.last) for name in person.names if name.is_full}


def _initials(name: PersonName) -> str:
    return "".join(part[0] for part in (name.first, *name.middles))


def _with_short_first_names(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield "Joe Vane" with "Joseph Vane", and all three of "Bob", "Bobby" and "Robert", where nobody else could be
    meant: by the office that is printed with both, or where only one has any and nobody else of the corpus is called
    Vane.
    """
    by_last = _by(persons, lambda name: (name.last,) if name.is_full else ())
    for person in persons:
        namesakes = _of_only({name.last for name in person.names if name.is_full}, by_last)
        fitting = [other for other in namesakes if other is not person and _are_variants(person, other)]
        are_alone = len(namesakes) == len(fitting) + 1
        if all(_are_variants(one, other) for one, other in combinations(fitting, 2)):
            yield from (
                (person, other) for other in fitting if _agree_in_office(person, other, are_alone=are_alone)
            )


def _agree_in_office(one: Person, other: Person, *, are_alone: bool) -> bool:
    """Return whether one office is printed with both; if only one has any, whether nobody else has the name."""
    offices, others = offices_of(one), offices_of(other)
    if share_office(offices, others):
        return True
    return are_alone and bool(offices) != bool(others)


def _are_variants(person: Person, other: Person) -> bool:
    """Return whether every full name of one is compatible with every one of the other, first names long or short."""
    return all(
        are_compatible(one, two, with_short_forms=True)
        for one in person.names
        for two in other.names
        if one.is_full and two.is_full
    )


def _with_second_surnames(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield "Claudia Sheinbaum" with "Claudia Sheinbaum Pardo" where only one longer name begins that way."""
    longer = _by(persons, lambda name: ((name.first, name.middles[0]),) if name.middles else ())
    for person in persons:
        fitting = _of_only(_first_and_last(person), longer)
        if len(fitting) == 1:
            yield person, fitting[0]


def _with_family_name_first(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield "Haru Nakano" with "Nakano Haru", as papers of Japan and Hungary print it, where one office is printed
    with both. Two words that are both first names ("Thomas James") may be two people's.
    """
    by_both = _by(persons, lambda name: (frozenset((name.first, name.last)),) if name.is_full else ())
    for both, alike in by_both.items():
        if len(alike) == 2 and not all(is_first_name(word.capitalize()) for word in both):
            one, other = sorted(alike, key=_prominence)
            if share_office(offices_of(one), offices_of(other)):
                yield other, one


def _spellings(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield the spellings of one name, "Yahya Saree" and "Yehya Sari", where one office is printed with both, or
    where only one has any and nobody else of the corpus has a surname that sounds like it.
    """
    by_surname = Counter(
        sound
        for person in persons
        for sound in {skeleton(name.last) for name in person.names if name.is_full}
    )
    for (_, surname), alike in _by(persons, _skeletons).items():
        are_alone = by_surname[surname] == len(alike) and len(surname) >= _TELLING_SURNAME
        ranked = sorted(alike, key=_prominence) if len(alike) > 1 else ()
        for number, person in enumerate(ranked):
            for other in ranked[:number]:
                if _are_spelt_alike(person, other) and _agree_in_office(person, other, are_alone=are_alone):
                    yield person, other
                    break


def _skeletons(name: PersonName) -> tuple[tuple[str, str], ...]:
    return ((skeleton(name.first), skeleton(name.last)),) if name.is_full else ()


def _are_spelt_alike(one: Person, other: Person) -> bool:
    return any(
        are_spellings(name, another)
        for name in one.names
        for another in other.names
        if name.is_full and another.is_full
    )


def _join_slips(persons: list[Person]) -> None:
    """Join "Ada Blosom" to "Ada Blossom" where one office is printed with both, and nobody else could be meant.

    The one who speaks in more articles gives the name.
    """
    fitting: dict[int, dict[int, Person]] = defaultdict(dict)
    for one, other in _differing_by_a_slip([person for person in persons if offices_of(person)]):
        if one is not other and _agree_in_office(one, other, are_alone=False):
            fitting[id(one)][id(other)] = other
            fitting[id(other)][id(one)] = one
    gone: set[int] = set()
    for person in persons:
        others = [*fitting[id(person)].values()] if id(person) in fitting else []
        if len(others) == 1 and not person.curated and articles_of(person) < articles_of(others[0]):
            others[0].forms += person.forms
            gone.add(id(person))
    _leave_out(gone, persons)


def _differing_by_a_slip(persons: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield pairs whose names differ by a slip: one word is the same, the other after leaving out some letter."""
    for agreeing, differing in ((_given_name, _surname), (_surname, _given_name)):
        for namesakes in _by(persons, agreeing).values():
            alike: dict[str, list[tuple[PersonName, Person]]] = defaultdict(list)
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


def _prominence(person: Person) -> tuple[bool, int, PersonName]:
    """Return a sort key: curated persons first, then those who speak in most articles."""
    return not person.curated, -articles_of(person), min(person.names)


def _leave_out(gone: set[int], persons: list[Person]) -> None:
    persons[:] = [person for person in persons if id(person) not in gone]


def _join_short_names(persons: list[Person], short: Iterable[Person]) -> None:
    """Join each bare surname, or surname with an initial, that fits one person; add the others to `persons`."""
    by_last = _by(persons, _surnames)
    by_first = _by_family_name_in_front(persons)
    left: dict[str, Person] = {}
    for person in short:
        (form,) = person.forms
        name = _only(person.names)
        known = by_last.get(name.last) or [
            each for each in by_first.get(name.last, []) if _hold_alike(offices_of(each), form.offices)
        ]
        called = [each for each in known if _could_be(name, each)]
        fitting = _narrowed(form, _of_a_generation(name, called))
        if len(fitting) == 1 and _may_be_meant(name, form, fitting[0]):
            take_for(fitting[0], person)
        elif form.folded in left:
            merge_forms(left[form.folded], person)
        else:
            left[form.folded] = person
    persons += left.values()


def _by_family_name_in_front(persons: Iterable[Person]) -> dict[str, list[Person]]:
    """Return, by the first word of their names, those whom articles call by it: "Hu Wenbo ... Hu said"."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        called = frozenset[str]().union(*(form.called for form in person.forms))
        for word in {name.first for name in person.names if name.is_full} & called:
            if not _is_plainly_given(word):
                found[word].append(person)
    return found


def _hold_alike(offices: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether offices end in one word: "president" and "chinese president"."""
    return not {office.split()[-1] for office in offices if office}.isdisjoint(
        office.split()[-1] for office in others if office
    )


def _of_a_generation(short: PersonName, fitting: Sequence[Person]) -> Sequence[Person]:
    """Leave out a "Jr." if the father fits as well: the bare surname is the father's, "Lee Jr." the son's."""
    plain = {(name.first, name.last) for each in fitting for name in each.names if not name.suffix}
    sons = [
        each
        for each in fitting
        if all(name.suffix and (name.first, name.last) in plain for name in each.names)
    ]
    if not sons:
        return fitting
    return sons if short.suffix else [each for each in fitting if each not in sons]


def _narrowed(form: Form, fitting: Sequence[Person]) -> Sequence[Person]:
    """Return those whom the evidence allows: by the form of address, and if that leaves several, by the office.

    Among several who hold the office, or if none is printed, the one who speaks in most articles by far is meant.
    """
    allowed = [person for person in fitting if _may_be_addressed(person, form.address)]
    holders = [person for person in allowed if _holds(person, form.offices)] if len(allowed) > 1 else []
    if form.offices and not holders:
        return allowed
    return foremost(holders or allowed)


def _holds(person: Person, offices: frozenset[str]) -> bool:
    return share_office(offices, offices_of(person))


def _may_be_meant(name: PersonName, form: Form, person: Person) -> bool:
    """Return whether the only one who fits a bare surname is meant: not if another office is printed with it, nor, if
    none is, by a word that is also a first name ("Roman") or not a person's name ("Voice" for Tide Voice).
    """
    offices, others = form.offices, offices_of(person)
    if form.address or _holds(person, offices):
        return True
    if tell_apart(offices, others):
        return False
    if not name.first and _is_plainly_given(name.last) and articles_of(person) < _KNOWN:
        return False
    return bool(others) or any(is_first_name(each.first.capitalize()) for each in person.names)


def _is_plainly_given(word: str) -> bool:
    return abs(first_name_weight(word.capitalize())) >= _SURELY_GIVEN


def _may_be_addressed(person: Person, address: Address) -> bool:
    return all(may_be_addressed(name.first, address) for name in person.names if name.is_full)


def _surnames(name: PersonName) -> tuple[str, ...]:
    """Return what the name may be shortened to: in "Claudia Sheinbaum Pardo", Pardo or Sheinbaum."""
    return (name.last, *(middle for middle in name.middles[-1:] if len(middle) > 1))


def _could_be(short: PersonName, person: Person) -> bool:
    """Return whether initials can be those of a person: "A. Bloom", but not "A. Mary Bloom", of Anna Bloom."""
    return any(
        name.first.startswith(short.first)
        and (not short.middles or (name.middles != () and go_together(short.middles, name.middles)))
        for name in person.names
        if name.is_full
    )
