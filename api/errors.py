"""Every error that On Record raises on purpose, in one tree.

    OnRecordError
    ├── InputError                 what was handed in can't be used; names file, field, value, what is accepted
    │   ├── UnreadableFile         binary, empty, undecodable, too large
    │   ├── InvalidFrontMatter     declared facts that don't parse or don't fit schema/article.schema.json
    │   └── InvalidCuration        corpus.yaml, speakers.yaml, tags.yaml, publishers.yaml, corrections.yaml
    ├── LoadError                  nothing was published; the database that was there is untouched
    ├── DatabaseError              the database file is missing, damaged, or of another schema version
    ├── QueryError                 one or more faults in a request's parameters
    ├── StatementError             a reader's own statement was refused, or stopped
    ├── NotFound                   no such article, quote, speaker, tag or publisher
    ├── AddressError               nobody can listen at the address and port that were given
    └── SettingError               an environment variable or option has an unusable value

Catch `OnRecordError` at the edge (`cli`, `rest.errors`); catch a branch where you can do something about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class OnRecordError(Exception):
    """Root of all errors that On Record raises on purpose."""


class InputError(OnRecordError):
    """Something handed in can't be used.

    `path` is the file (relative to the corpus folder), `reason` a sentence that names field and value
    and says what would be accepted: one line, whatever bytes of the file another library's message repeats.
    """

    def __init__(self, path: str, reason: str) -> None:
        reason = "".join(sign if sign.isprintable() else "?" for sign in " ".join(reason.split()))
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str]]:
        # Errors cross from worker processes to the loader: rebuild from both arguments, not the message.
        return type(self), (self.path, self.reason)


class UnreadableFile(InputError):
    """A file is binary, empty, undecodable or too large."""


class InvalidFrontMatter(InputError):
    """An article's declared facts don't parse, or don't fit the article schema."""


class InvalidCuration(InputError):
    """A curation file doesn't parse, or doesn't fit the curation schema; `others` are further faults, each a line."""

    def __init__(self, path: str, reason: str, others: Sequence["InvalidCuration"] = ()) -> None:
        super().__init__(path, reason)
        self.others = tuple(others)

    def __str__(self) -> str:
        """Return the faults, each a line."""
        return "\n".join([super().__str__(), *map(str, self.others)])


class LoadError(OnRecordError):
    """Nothing was published; a database that was there before is untouched."""


class AddressError(OnRecordError):
    """Nobody can listen there: the port is taken or forbidden, or the address isn't this machine's."""


class DatabaseError(OnRecordError):
    """The database file is missing, damaged, or was written for another schema version."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one parameter of a request.

    `code` is stable ("unknown", "empty", "repeated", "missing", "invalid", "out-of-range", "conflict",
    "invalid-cursor"); `detail` is a sentence for people; `suggestion` is the nearest accepted name or value, if one
    is near; `allowed` is the closed list of what is accepted, where there is one.
    """

    parameter: str
    code: str
    detail: str
    suggestion: str | None = None
    allowed: tuple[str, ...] = ()


class QueryError(OnRecordError):
    """A request's parameters can't be answered; carries every fault at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(f"{fault.parameter}: {fault.detail}" for fault in faults))
        self.faults = tuple(faults)


class StatementError(OnRecordError):
    """A statement that a reader wrote was refused, or stopped before its end; the message says why."""


class NotFound(OnRecordError):
    """No such resource; `kind` is the singular noun ("speaker"), `id` what was asked for."""

    def __init__(self, kind: str, id_: str) -> None:
        super().__init__(f"There is no {kind} with the id {id_!r}.")
        self.kind = kind
        self.id = id_


class SettingError(OnRecordError):
    """An environment variable or command-line option has an unusable value."""
