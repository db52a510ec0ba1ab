"""Somebody or something of an article, under the names that it prints: a member of its cast.

In: the `Name`s that stand for it, one by one.  Out: what they tell together.  Whose a name is is told in `cast`.
"""

from dataclasses import dataclass, field

from api.extract.grammar.names import Name
from api.model import SpeakerKind


@dataclass(eq=False, slots=True)
class Member:
    """Somebody or something that the article speaks of, under one or more names.

    `words` is the fullest printed form. `gender` sums the evidence (above 0 a man). `certain` tells that it is a
    person or body for sure, not just a capitalised word. `role_words` are the words of all its roles, in lower
    case. `introduced` is the token of its first print, `count` the number of prints that name it alone.
    `ordinal` tells several alike apart ("a second official"). `is_thing`: described by a noun that is nobody's, or
    always printed behind "the" ("the Bill").
    `is_aside`: a relative, of whom the bare surname does not speak. `is_abbreviated`: a body printed by initials too.
    """

    words: tuple[str, ...]
    kind: SpeakerKind
    gender: int = 0
    certain: bool = True
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    count: int = 0
    ordinal: str | None = None
    introduced: int = -1
    is_place: bool = False
    is_thing: bool = False
    is_aside: bool = False
    is_abbreviated: bool = False

    @property
    def name(self) -> str:
        """The fullest printed form, as one string."""
        return " ".join(self.words)

    def learn(self, name: Name) -> None:
        """Take over what stands beside one more print of the name."""
        self.count += 1
        self.introduced = name.first if self.introduced < 0 else min(self.introduced, name.first)
        self.certain = self.certain or name.kind == "person"
        if abs(name.gender) > abs(self.gender) or self.gender * name.gender < 0:
            self.gender = name.gender if abs(name.gender) > abs(self.gender) else self.gender
        if name.role is not None and name.role not in self.roles:
            self.roles.append(name.role)
            self.role_words.update(
                word.strip(".,") for word in name.role.lower().replace("’s", "").replace("'s", "").split()
            )
        if name.calling:
            self.role_words.add(name.calling)
