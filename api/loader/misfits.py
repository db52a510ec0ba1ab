"""Say what doesn't fit the schema of a curation file: where, the value there, what would be accepted.

In: the name of the file, its bytes, and the content read from them.  Out: faults, each with its line.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import yaml

from api.errors import InvalidCuration
from api.settings import shipped

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError


def misfits(name: str, content: Any, data: bytes) -> list[InvalidCuration]:
    """Return what doesn't fit the schema, each with its line, in order of the lines."""
    found = list(_validator(name).iter_errors(content))
    if not found:
        return []
    from jsonschema.exceptions import best_match, relevance  # noqa: PLC0415 - as `_validator`

    # A misspelt key is also a missing one; only the misspelling is reported.
    misspelt = {tuple(fault.absolute_path) for fault in found if fault.validator == "additionalProperties"}
    told = [
        best_match([fault], key=relevance)  # the inner fault, where none of several alternatives fits
        for fault in found
        if not (fault.validator == "required" and tuple(fault.absolute_path) in misspelt)
    ]
    root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    lines = [
        (_line_of(root, [*fault.absolute_path, *_unknown_keys(fault)[:1]]), _sentence(fault))
        for fault in told
    ]
    return [InvalidCuration(f"{name}.yaml", f"line {line}: {sentence}") for line, sentence in sorted(lines)]


def _line_of(node: Any, path: Iterable[Any]) -> int:
    """Return the line, from 1, of what `path` leads to; for a key's value the line of the key."""
    line: int = node.start_mark.line
    for part in path:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[part]
            line = node.start_mark.line
        else:
            key, node = next(((key, of) for key, of in node.value if key.value == str(part)), (None, None))
            if key is None:  # merged in by <<: it is elsewhere
                break
            line = key.start_mark.line
    return line + 1


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes long; seldom is curation new

    schema = orjson.loads(the_schema())
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})


def the_schema() -> bytes:
    """Return the schema of all curation files, as JSON."""
    return (shipped("schema") / "curation.schema.json").read_bytes()


def _sentence(fault: "ValidationError") -> str:
    """Return a sentence with the place of the fault, the value there, and what would be accepted."""
    where = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault.absolute_path
    ).lstrip(".")
    field_, value = (f'"{where}"' if where else "the file"), fault.instance
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, Mapping) else {}
    match fault.validator:
        case "additionalProperties" if isinstance(value, Mapping):
            known = list(schema.get("properties", {}))
            return f"{field_} has the unknown key {_listed(_unknown_keys(fault))}; expected {_listed(known, 'or')}"
        case "required" if isinstance(value, Mapping):
            missing = [key for key in schema.get("required", ()) if key not in value]
            return f"{field_} lacks the key {_listed(missing)}"
        case "enum":
            return f"{field_} is {_shown(value)}; expected {_listed(schema.get('enum', ()), 'or')}"
        case "type":
            kinds = schema.get("type", "")
            aside = (
                " (put it in quotation marks)" if kinds == "string" and isinstance(value, int | float) else ""
            )
            return f"{field_} is {_shown(value)}; expected {_listed_types(kinds)}{aside}"
        case "pattern":
            return f"{field_} is {_shown(value)}; expected {_as_object(schema.get('description', 'text'))}"
    return f"{field_} is {_shown(value)}; {fault.message}"


def _as_object(description: str) -> str:
    """Return a sentence of the schema in the form that follows "expected"."""
    return f"{description[:1].lower()}{description[1:].removesuffix('.')}"


def _unknown_keys(fault: "ValidationError") -> list[str]:
    """Return the keys that the schema doesn't have, where that is the fault."""
    if fault.validator != "additionalProperties" or not isinstance(fault.instance, Mapping):
        return []
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, Mapping) else {}
    return [str(key) for key in fault.instance if key not in schema.get("properties", {})]


def _listed(values: Sequence[object], word: str = "and") -> str:
    shown = [f'"{value}"' if isinstance(value, str) else str(value) for value in values]
    return f" {word} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _listed_types(kinds: str | Sequence[str]) -> str:
    names = {
        "array": "a list",
        "object": "a mapping",
        "string": "text",
        "null": "nothing",
        "integer": "a number",
    }
    return " or ".join(names.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 80 else text[:77] + "..."
