"""What a curator wrote about a corpus: the five YAML files of a corpus folder, as values.

In: a folder.  Out: one `Curation`.  Each file is checked against `schema/curation.schema.json`; a fault
is an InvalidCuration that names file, field and value.  Articles are not known here.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from api.errors import InvalidCuration
from api.extract.files.plain_yaml import read_yaml
from api.loader.ids import label_id, slug
from api.loader.misfits import misfits, the_schema
from api.loader.names import fold, fold_label
from api.model import QuoteKind, Rights, SpeakerKind, value

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
    """corpus.yaml: what the corpus is, where its articles are, and defaults for what they don't say.

    `columns` maps names of CSV columns and JSON keys to our fields.
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
    """Read the curation files that `folder` has; raises InvalidCuration with what is wrong in all of them.

    Files with the mark `known` were read before without a fault, and are not checked again.
    """
    paths = {name: folder / f"{name}.yaml" for name in FILES}
    files = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
    mark = hashlib.sha256(b" ".join([the_schema(), repr(files).encode()])).hexdigest()
    found: dict[str, Any] = dict.fromkeys(FILES)
    faults = _misnamed(folder, files)
    for name, data in files.items():
        try:
            found[name] = _read(f"{name}.yaml", data)
        except InvalidCuration as fault:
            faults.append(fault)
        else:
            faults += misfits(name, found[name], data) if mark != known else ()
    _raise_all(faults)
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


def _misnamed(folder: Path, files: Collection[str]) -> list[InvalidCuration]:
    """Return a fault for each curation file with a wrong name: speakers.yml, Tag.yaml.

    `files` are the names of the correct ones. A name that is only similar is a fault if the correct file is missing.
    """
    faults = []
    for path in sorted(
        folder.glob("*.[yY]*[mM][lL]")
    ):  # a narrow pattern: no path objects for 100,000 articles
        name, stem, ending = path.name, path.stem, path.suffix
        if ending.lower() not in {".yaml", ".yml"} or name in {f"{meant}.yaml" for meant in FILES}:
            continue
        meant = next(iter(get_close_matches(stem.lower(), FILES, n=1, cutoff=_NEARLY)), None)
        if meant is None or (meant in files and meant != stem.lower()):
            continue
        if not (meant in files and path.samefile(folder / f"{meant}.yaml")):
            faults.append(InvalidCuration(name, f"nothing is read from it; expected the name {meant}.yaml"))
    return faults


def check_against_duplicates(curation: Curation) -> None:
    """Raise InvalidCuration when two entries of a file claim one id, name or domain: chance would decide."""
    for noun, entries in (
        ("speaker", curation.speakers),
        ("tag", curation.tags),
        ("publisher", curation.publishers),
    ):
        bearers: dict[str, str] = {}
        for entry in entries:
            for claim in (*_claims(noun, entry), *_unique_facts(entry)):
                other = bearers.setdefault(claim, entry.name)
                if other is not entry.name:
                    raise InvalidCuration(
                        f"{noun}s.yaml",
                        f'"{claim}" names both "{other}" and "{entry.name}"; expected one bearer',
                    )


def _claims(noun: str, entry: Entry) -> list[str]:
    """Return the folded names of an entry, and its id, made from the name if it has none."""
    folded = fold if noun == "speaker" else fold_label
    claims = sorted({folded(word) for word in words_for(entry)})
    return claims if entry.id else [*claims, curated_id(noun, entry)]


def _unique_facts(entry: Entry) -> Iterator[str]:
    """Yield the facts that only one entry may have, because records are looked up by them."""
    for name in ("wikidata_id", "domain"):
        if fact := getattr(entry, name, None):
            yield f"{name}: {fact}"


def words_for(entry: Entry) -> tuple[str, ...]:
    """Return the words by which a curator may refer to an entry: its name, its aliases, and its id if it is given."""
    return (entry.name, *entry.aliases, *([entry.id] if entry.id else ()))


def curated_id(noun: str, entry: Entry) -> str:
    """Return the id of a curated "speaker", "tag" or "publisher": as given, else made from the name."""
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


_NEARLY = 0.85  # similarity: of "tag" and "tags" 0.86, of "spkrs" and "speakers" 0.77
_MOST_TOLD = 20  # faults; a file with more has the wrong structure


def _raise_all(faults: Sequence[InvalidCuration]) -> None:
    """Raise the faults as one error, if there are any."""
    if not faults:
        return
    first, *others = faults[:_MOST_TOLD]
    if len(faults) > _MOST_TOLD:
        others.append(InvalidCuration(faults[-1].path, f"{len(faults) - _MOST_TOLD} more faults, not shown"))
    raise InvalidCuration(first.path, first.reason, others)


def _value(kind: type[Any], entry: Mapping[str, Any]) -> Any:
    """Make the dataclass `kind` from a mapping whose keys the schema has checked; lists become tuples."""
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
