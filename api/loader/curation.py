"""What a curator wrote about a corpus: the five YAML files of a corpus folder, as values.

In: a folder.  Out: one `Curation`.  Each file is checked against `schema/curation.schema.json`; a fault
is an InvalidCuration that names file, field and value.  Which articles it concerns is not known here.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import yaml

from api.errors import InvalidCuration
from api.extract.files.plain_yaml import read_yaml
from api.loader.ids import label_id, slug
from api.loader.names import fold, fold_label
from api.model import QuoteKind, Rights, SpeakerKind, value
from api.settings import shipped

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

FILES = ("corpus", "speakers", "tags", "publishers", "corrections")
"""Names of the curation files of a folder, without `.yaml`."""


@value
class Sidecar:
    """A table with the facts of a folder of texts: file, key column, and which column is which field."""

    file: str
    key: str
    columns: Mapping[str, str]


@value
class CorpusFacts:
    """corpus.yaml: what the corpus is, where its articles are, and what holds where they say nothing.

    `columns` are names that CSV columns and JSON keys have for our fields.
    """

    title: str | None = None
    description: str | None = None
    licence: str | None = None
    home_page: str | None = None
    publisher: str | None = None
    rights: Rights | None = None
    language: str | None = None
    articles: tuple[str, ...] = ()
    metadata: Sidecar | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@value
class CuratedSpeaker:
    """An entry of speakers.yaml."""

    name: str
    id: str | None = None
    sort_name: str | None = None
    kind: SpeakerKind = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    description: str | None = None
    wikidata_id: str | None = None


@value
class CuratedTag:
    """An entry of tags.yaml."""

    name: str
    id: str | None = None
    kind: str = "subject"
    aliases: tuple[str, ...] = ()


@value
class CuratedPublisher:
    """An entry of publishers.yaml."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    url: str | None = None
    rights: Rights | None = None
    rights_note: str | None = None


Entry = CuratedSpeaker | CuratedTag | CuratedPublisher


@value
class QuoteCorrection:
    """What is to happen to the one quote of an article that begins with the words `quote`.

    `action` is "attribute" (to `speaker`, None: to nobody), "reject", "add" (`quote` is then its whole text)
    or "retag" (to `kind`).
    """

    action: str
    quote: str
    why: str
    speaker: str | None = None
    kind: QuoteKind | None = None


@value
class Correction:
    """An entry of corrections.yaml: `article` is an id or a path."""

    article: str
    quotes: tuple[QuoteCorrection, ...] = ()
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


@value
class Curation:
    """Everything that is curated about one corpus. `mark` is a hash over the files and over what they may hold."""

    corpus: CorpusFacts = field(default_factory=CorpusFacts)
    speakers: tuple[CuratedSpeaker, ...] = ()
    tags: tuple[CuratedTag, ...] = ()
    publishers: tuple[CuratedPublisher, ...] = ()
    corrections: tuple[Correction, ...] = ()
    mark: str = field(default="", repr=False, compare=False)


def read_curation(folder: Path, known: str = "") -> Curation:
    """Read the curation files that `folder` has; raises InvalidCuration for the first that is faulty.

    Of files with the mark `known` it is known that they are not.
    """
    paths = {name: folder / f"{name}.yaml" for name in FILES}
    files = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
    mark = hashlib.sha256(b" ".join([_schema(), repr(files).encode()])).hexdigest()
    found: dict[str, Any] = dict.fromkeys(FILES)
    for name, data in files.items():
        found[name] = _read(f"{name}.yaml", data)
        if mark != known:
            _check(name, found[name])
    corpus = dict(found["corpus"] or {})
    if "metadata" in corpus:
        corpus["metadata"] = Sidecar(**corpus["metadata"])
    return Curation(
        corpus=_value(CorpusFacts, corpus),
        speakers=tuple(_value(CuratedSpeaker, entry) for entry in found["speakers"] or ()),
        tags=tuple(_value(CuratedTag, entry) for entry in found["tags"] or ()),
        publishers=tuple(_value(CuratedPublisher, entry) for entry in found["publishers"] or ()),
        corrections=tuple(_correction(entry) for entry in found["corrections"] or ()),
        mark=mark,
    )


def check_against_duplicates(curation: Curation) -> None:
    """Raise InvalidCuration when two entries of a file claim one id or name: chance would say whose it is."""
    for noun, entries in (
        ("speaker", curation.speakers),
        ("tag", curation.tags),
        ("publisher", curation.publishers),
    ):
        bearers: dict[str, str] = {}
        for entry in entries:
            for claim in _claims(noun, entry):
                other = bearers.setdefault(claim, entry.name)
                if other is not entry.name:
                    raise InvalidCuration(
                        f"{noun}s.yaml",
                        f'"{claim}" names both "{other}" and "{entry.name}"; expected one bearer',
                    )


def _claims(noun: str, entry: Entry) -> list[str]:
    """Return the names of an entry as they are compared, and the id that is made for one without."""
    folded = fold if noun == "speaker" else fold_label
    claims = sorted({folded(word) for word in words_for(entry)})
    return claims if entry.id else [*claims, curated_id(noun, entry)]


def words_for(entry: Entry) -> tuple[str, ...]:
    """Return the words by which a curator may call an entry: its name, its aliases, and its id if it is given."""
    return (entry.name, *entry.aliases, *([entry.id] if entry.id else ()))


def curated_id(noun: str, entry: Entry) -> str:
    """Return the id of a curated "speaker", "tag" or "publisher": as given, else made of the name."""
    return entry.id or (slug(fold(entry.name), noun) if noun == "speaker" else label_id(entry.name, noun))


def _read(name: str, data: bytes) -> Any:
    try:
        return read_yaml(data.decode("utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InvalidCuration(name, f"{where}not YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise InvalidCuration(name, f"not YAML in UTF-8: {error}") from error


def _check(name: str, content: Any) -> None:
    faults = list(_validator(name).iter_errors(content))
    if faults:
        from jsonschema.exceptions import best_match, relevance  # noqa: PLC0415 - as `_validator`

        # A misspelt key is also a missing one; the misspelling is what to mend.
        unknown = [fault for fault in faults if fault.validator == "additionalProperties"]
        raise InvalidCuration(
            f"{name}.yaml", _sentence(unknown[0] if unknown else best_match(faults, key=relevance))
        )


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes long; seldom is curation new

    schema = orjson.loads(_schema())
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})


def _schema() -> bytes:
    return (shipped("schema") / "curation.schema.json").read_bytes()


def _sentence(fault: "ValidationError") -> str:
    """Say where the fault is, what stands there, and what would be accepted."""
    where = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault.absolute_path
    ).lstrip(".")
    field_, value = (f'"{where}"' if where else "the file"), fault.instance
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, Mapping) else {}
    match fault.validator:
        case "additionalProperties" if isinstance(value, Mapping):
            known = list(schema.get("properties", {}))
            unknown = [str(key) for key in value if key not in known]
            return f"{field_} has the unknown key {_listed(unknown)}; expected {_listed(known, 'or')}"
        case "required" if isinstance(value, Mapping):
            missing = [key for key in schema.get("required", ()) if key not in value]
            return f"{field_} lacks the key {_listed(missing)}"
        case "enum":
            return f"{field_} is {_shown(value)}; expected {_listed(schema.get('enum', ()), 'or')}"
        case "type":
            kinds = schema.get("type", "")
            return f"{field_} is {_shown(value)}; expected {_listed_types(kinds)}"
        case "pattern":
            return f"{field_} is {_shown(value)}; expected {schema.get('description', 'text')!s}"
    return f"{field_} is {_shown(value)}; {fault.message}"


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


def _value(kind: type[Any], entry: Mapping[str, Any]) -> Any:
    """Make the dataclass `kind` of a mapping whose keys the schema has checked; lists become tuples."""
    known = {part.name for part in fields(kind)}
    return kind(
        **{
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.items()
            if key in known
        }
    )


def _correction(entry: Mapping[str, Any]) -> Correction:
    quotes = tuple(
        QuoteCorrection(action, **item)
        for action in ("reject", "retag", "attribute", "add")
        for item in entry.get(action, ())
    )
    tags = entry.get("tags", {})
    return Correction(entry["article"], quotes, tuple(tags.get("add", ())), tuple(tags.get("remove", ())))
