"""The values that are compared to find out who is who over a corpus: names, and speakers in the making.

A leaf: `people` makes forms of sightings, `persons` and `bodies` join them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from api.loader.curation import CuratedSpeaker
from api.loader.evidence import Address
from api.loader.names import PersonName, fold
from api.model import SpeakerKind

_FOREMOST = 10
"""A bare name means the person who speaks in this many times as many articles as all others with it together."""


@dataclass(slots=True, eq=False)
class Form:
    """A name in the form that is compared. `names` are the printed ones, with the number of sightings of each; the
    first is that of the first article. `kind` is the one with the most quotes, `offices` are the roles printed with
    it, `initials` the abbreviations printed with the name of a body, `called` the single words by which articles call
    somebody of that name.

    A name that is not a full one has a form for each `evidence` that is printed with it.
    """

    folded: str
    kind: SpeakerKind
    names: Counter[str]
    evidence: str = ""
    address: Address = ""
    offices: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Person:
    """A speaker in the making: forms of one speaker's name, and the curated entry if there is one.

    `guesses` are the forms that only other articles connect with the person.
    """

    kind: SpeakerKind
    curated: CuratedSpeaker | None = None
    forms: list[Form] = field(default_factory=list)
    names: set[PersonName] = field(default_factory=set)
    guesses: list[Form] = field(default_factory=list)


def curated_names(person: Person) -> tuple[str, ...]:
    """Return the names that a curator gave."""
    return (person.curated.name, *person.curated.aliases) if person.curated else ()


def offices_of(person: Person) -> set[str]:
    """Return the offices, folded, that are printed with any name of a person or curated."""
    curated = (fold(role) for role in person.curated.roles) if person.curated else ()
    return {office for form in person.forms for office in form.offices}.union(curated)


def merge_forms(person: Person, form: Person) -> None:
    """Add to a person the forms and names of another, who is the same."""
    person.forms += form.forms
    person.names |= form.names


def take_for(person: Person, form: Person) -> None:
    """Add to a person forms that only other articles connect with that person."""
    person.guesses += form.forms
    merge_forms(person, form)


def foremost(persons: Sequence[Person]) -> Sequence[Person]:
    """Return only the person who speaks, by a full name, in many times as many articles as the others; else all."""
    articles = [articles_of(person) for person in persons]
    most = max(articles, default=0)
    is_clear = most > 0 and most >= _FOREMOST * (sum(articles) - most)
    return [persons[articles.index(most)]] if is_clear else persons


def articles_of(person: Person) -> int:
    """Return the number of articles in which a person speaks by names that are certainly theirs."""
    guesses = set(map(id, person.guesses))
    return sum(form.names.total() for form in person.forms if id(form) not in guesses)
