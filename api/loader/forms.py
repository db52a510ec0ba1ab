"""What is compared to tell who is who over a corpus: names, and speakers in the making.

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
"""In so many times as many articles as all others of a name together somebody speaks whom the bare name means."""


@dataclass(slots=True, eq=False)
class Form:
    """A name as it is compared. `names` are those that are printed, with the number of sightings of each; the first
    is that of the first article. `kind` is the one with the most quotes, `offices` are the roles printed with it,
    `initials` what the name of a body is abbreviated to where it is printed, `called` the single words that stand for
    somebody's name there.

    Of a name that is short of a full one, there is a form for each `evidence` with which it is printed.
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
    """A speaker in the making: forms of a name that are one's, and the curated entry if there is one.

    `guesses` are the forms that only the rest of the corpus gives to the person.
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
    """Give a person the forms and names of another, who is the same."""
    person.forms += form.forms
    person.names |= form.names


def take_for(person: Person, form: Person) -> None:
    """Give a person the forms that only the rest of the corpus gives."""
    person.guesses += form.forms
    merge_forms(person, form)


def foremost(persons: Sequence[Person]) -> Sequence[Person]:
    """Return the one who speaks, by a full name, in many times as many articles as the others; else all."""
    articles = [articles_of(person) for person in persons]
    most = max(articles, default=0)
    is_clear = most > 0 and most >= _FOREMOST * (sum(articles) - most)
    return [persons[articles.index(most)]] if is_clear else persons


def articles_of(person: Person) -> int:
    """Return in how many articles somebody speaks by names that are surely hers."""
    guesses = set(map(id, person.guesses))
    return sum(form.names.total() for form in person.forms if id(form) not in guesses)
