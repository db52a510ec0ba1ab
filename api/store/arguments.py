"""Load a query string strictly: nothing is ignored, nothing is clamped, and all faults are reported at once.

In: the multi-dict of a request and a marshmallow schema of what is accepted.  Out: a plain dictionary of
values, or a QueryError with one Fault per thing that is wrong.  `filters` defines the parameters.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from rapidfuzz import fuzz, process
from werkzeug.datastructures import MultiDict

from api.errors import Fault, QueryError

MAX_VALUES = 200  # of one list parameter
_BLANK = " \t\r\n"  # a value of these characters alone counts as empty
_LIKENESS = 60  # percent, below which a suggestion would be a guess
_LEAP_YEAR = r"([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
DATE = (  # exact, so that the description promises no date that we refuse
    r"^([0-9]{4}(-(0[1-9]|1[0-2]))?"  # a year, or a month
    r"|[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    rf"|{_LEAP_YEAR}-02-29)$"
)
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)


def refusal(
    code: str, detail: str, suggestion: str | None = None, allowed: Sequence[str] = ()
) -> ValidationError:
    """Return the error that a field raises for a value it doesn't accept: a Fault without the parameter's name."""
    return ValidationError(
        {"code": code, "detail": detail, "suggestion": suggestion, "allowed": tuple(allowed)}
    )


def _described(about: str, more: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a marshmallow field, with the parameter's description for the documentation."""
    return {**more, "metadata": {"description": about}} if about else more


class Text(fields.String):
    """Any text that is not empty, of at most `longest` code points if that is given."""

    def __init__(self, longest: int | None = None, *, about: str = "", **more: Any) -> None:
        super().__init__(validate=validate.Length(1, longest) if longest else None, **_described(about, more))
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if "\0" in value:
            raise refusal("invalid", "Contains a NUL character, which no value has.")
        if self.longest and len(value) > self.longest:
            raise refusal(
                "out-of-range", f"Is {len(value)} characters long; at most {self.longest} are read."
            )
        return str(super()._deserialize(value, attr, data, **kwargs))


class Whole(fields.Integer):
    """A whole number within bounds, both included."""

    def __init__(self, low: int, high: int, *, about: str = "", **more: Any) -> None:
        super().__init__(validate=validate.Range(low, high), **_described(about, more))
        self.low, self.high = low, high

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        if not _WHOLE.fullmatch(value):
            raise refusal("invalid", f"{value!r} is not a whole number from {self.low} to {self.high}.")
        if not self.low <= int(value) <= self.high:
            raise refusal("out-of-range", f"{value} is not a whole number from {self.low} to {self.high}.")
        return int(value)


class Share(fields.Float):
    """A number from 0 to 1, both included."""

    def __init__(self, *, about: str = "", **more: Any) -> None:
        super().__init__(validate=validate.Range(0, 1), **_described(about, more))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:  # noqa: ARG002
        if not _NUMBER.fullmatch(value):
            raise refusal("invalid", f"{value!r} is not a number from 0 to 1.")
        if not 0 <= float(value) <= 1:
            raise refusal("out-of-range", f"{value} is not a number from 0 to 1.")
        return float(value)


class Flag(fields.Boolean):
    """`true` or `false`."""

    def __init__(self, *, about: str = "", **more: Any) -> None:
        super().__init__(**_described(about, more))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        if value not in {"true", "false"}:
            raise refusal("invalid", f"{value!r} is neither 'true' nor 'false'.", allowed=("true", "false"))
        return bool(value == "true")


class Choice(fields.String):
    """One of a closed list."""

    def __init__(self, choices: Sequence[str], *, about: str = "", **more: Any) -> None:
        super().__init__(validate=validate.OneOf(choices), **_described(about, more))
        self.choices = tuple(choices)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        if value in self.choices:
            return str(value)
        near = nearest(value, self.choices) or nearest(value.lower(), self.choices)
        hint = f" Did you mean {near!r}?" if near else ""
        detail = f"{value!r} is not one of {', '.join(self.choices)}.{hint}"
        raise refusal("invalid", detail, near, self.choices)


class Formed(fields.String):
    """A text that matches `pattern`; `otherwise` completes the error about any other: "not an id such as Q42"."""

    def __init__(self, pattern: str, otherwise: str, *, about: str = "", **more: Any) -> None:
        super().__init__(validate=validate.Regexp(pattern), **_described(about, more))
        self._pattern, self._otherwise = re.compile(pattern), otherwise

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        if "\n" in value or not self._pattern.match(value):  # before a last line break, $ matches too
            raise refusal("invalid", f"{value!r} is {self._otherwise}.")
        return str(value)


class PartialDate(Formed):
    """An ISO 8601 date, as precise as it is known: `2025`, `2025-11` or `2025-11-08`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(DATE, "not a date such as 2025, 2025-11 or 2025-11-08", **more)


def joined(values: Sequence[str]) -> str:
    r"""Return several values as one text that `ListOf` splits into them again.

    >>> print(joined(["News", "Money, work", "a\\", "b"]))
    News,Money\, work,a\\,b
    """
    if "\\" not in (plain := ",".join(values)) and plain.count(",") < max(1, len(values)):
        return plain
    *others, last = [_COMMA.sub(r"\1\1\\,", value) for value in values]
    return ",".join([*(_AT_END.sub(r"\1\1", other) for other in others), last])


def _parted(text: str) -> list[str]:
    """Return the values in a text in which commas separate them: the reverse of `joined`."""
    if "\\" not in text:
        return text.split(",")
    parts, part, at = [], "", 0
    for comma in _COMMA.finditer(text):
        part += text[at : comma.start()] + "\\" * (len(comma[1]) // 2)
        at = comma.end()
        if len(comma[1]) % 2:
            part += ","
        else:
            parts.append(part)
            part = ""
    return [*parts, part + text[at:]]


_COMMA = re.compile(r"(?<!\\)(\\*),")
_AT_END = re.compile(r"(?<!\\)(\\+)\Z")


class ListOf(fields.List[Any]):
    """Several values: the parameter repeated, or separated by commas. Duplicates are dropped.

    A comma after a backslash belongs to the value; a backslash of a value before a comma is doubled. At most `most`
    values are accepted, duplicates included.
    """

    def __init__(self, inner: Any, *, most: int = MAX_VALUES, about: str = "", **more: Any) -> None:
        super().__init__(inner, validate=validate.Length(1, most), **_described(about, more))
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        parts = [part for text in value for part in _parted(text)]
        if not all(part.strip(_BLANK) for part in parts):
            raise refusal("empty", "One of the values between the commas is empty; leave it out.")
        if len(parts) > self.most:
            raise refusal("out-of-range", f"{len(parts)} values are given; at most {self.most} are accepted.")
        loaded = [self.inner.deserialize(part, attr, data, **kwargs) for part in parts]
        return tuple(dict.fromkeys(loaded))


_CALLED_ELSEWHERE = {
    **dict.fromkeys(("page", "offset", "start", "after", "before", "skip"), "cursor"),
    **dict.fromkeys(("per_page", "page_size", "pagesize", "size", "rows", "count_per_page"), "limit"),
    **dict.fromkeys(("query", "search", "text", "term", "keywords"), "q"),
    **dict.fromkeys(("order", "order_by", "orderby", "ordering"), "sort"),
    **dict.fromkeys(("from", "since", "start_date", "date_from"), "published_from"),
    **dict.fromkeys(("to", "until", "end_date", "date_to"), "published_to"),
    **dict.fromkeys(("expand", "embed"), "include"),
    "select": "fields",
}
"""Our parameter for each name that other services use for it, where the spelling is too different to suggest it."""


def nearest(value: str, choices: Iterable[str]) -> str | None:
    """Return the choice that is spelt most like `value`, or None when none is close."""
    found = process.extractOne(value, choices, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return found[0] if found else None


def load_arguments(schema: Schema, arguments: MultiDict[str, str]) -> dict[str, Any]:
    """Return the values that `schema` reads from `arguments`; raises QueryError with every fault."""
    values, faults = read_arguments(schema, arguments)
    if faults:
        raise QueryError(faults)
    return values


def read_arguments(schema: Schema, arguments: MultiDict[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values that `schema` reads from `arguments`, and the faults of the others."""
    read = {name: _read(schema, name, tuple(values)) for name, values in arguments.lists()}
    faults = [one for one in read.values() if isinstance(one, Fault)]
    faults += [_missing(schema, name) for name in _required(schema) if name not in read]
    return {name: one for name, one in read.items() if not isinstance(one, Fault)} if faults else read, faults


_SHORT = 40  # longest parameter, in characters, that is worth caching: a number, a choice, an id


def _read(schema: Schema, name: str, values: tuple[str, ...]) -> Any:
    """Return the loaded value of one parameter, or a Fault.

    Parameters are read one by one, so that frequent ones (limit=20) can be cached.
    """
    is_short = sum(map(len, (name, *values))) <= _SHORT
    return (_remembered if is_short else _read_anew)(schema, name, values)


def _read_anew(schema: Schema, name: str, values: tuple[str, ...]) -> Any:
    return _fault_of_form(schema, name, values) or _loaded(schema, name, values)


_remembered = lru_cache(maxsize=4096)(_read_anew)


def _loaded(schema: Schema, name: str, values: tuple[str, ...]) -> Any:
    field = schema.fields[name]
    try:
        return field.deserialize(values if isinstance(field, ListOf) else values[0], name)
    except ValidationError as error:
        return _fault(name, error.messages)


@lru_cache(maxsize=64)
def _required(schema: Schema) -> tuple[str, ...]:
    return tuple(name for name, field in schema.fields.items() if field.required)


def _fault_of_form(schema: Schema, name: str, values: Sequence[str]) -> Fault | None:
    if name not in schema.fields:
        return _unknown(name, sorted(schema.fields))
    if any(not value.strip(_BLANK) for value in values):
        instead = (
            _about(schema, name) if schema.fields[name].required else "Give one or leave the parameter out."
        )
        return Fault(name, "empty", f"Has no value. {instead}")
    if len(values) > 1 and not isinstance(schema.fields[name], ListOf):
        return Fault(name, "repeated", f"Is given {len(values)} times; once is accepted.")
    return None


def _unknown(name: str, accepted: Sequence[str]) -> Fault:
    if not accepted:
        return Fault(name, "unknown", "Unknown parameter; this address takes none.")
    meant = _CALLED_ELSEWHERE.get(name.lower())
    near = meant if meant in accepted else nearest(name.lower(), accepted)
    hint = f"Did you mean {near!r}?" if near else f"Accepted are {', '.join(accepted)}."
    return Fault(name, "unknown", f"Unknown parameter. {hint}", near, tuple(accepted))


def _fault(name: str, message: Any) -> Fault:
    return Fault(name, message["code"], message["detail"], message["suggestion"], tuple(message["allowed"]))


def _missing(schema: Schema, name: str) -> Fault:
    field = schema.fields[name]
    choices = getattr(field.inner if isinstance(field, ListOf) else field, "choices", ())
    accepted = f" Accepted are {', '.join(choices)}." if choices else ""
    return Fault(name, "missing", f"Is required. {_about(schema, name)}{accepted}", allowed=choices)


def _about(schema: Schema, name: str) -> str:
    """Return the parameter's description in the documentation."""
    return str(schema.fields[name].metadata["description"])
