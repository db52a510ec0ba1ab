"""What an operator can choose, read once at the edge (`cli`, `app`) and passed on as a value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from api.errors import SettingError

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the folder `schema` or `seeds`: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    """One value per `ONRECORD_*` variable; the field's metadata is its help."""

    db: Path = field(default=Path("corpus.db"), metadata={"help": "the database file to serve"})
    max_age: int = field(
        default=60, metadata={"help": "seconds a client may reuse an answer without asking (0..86400)"}
    )
    serve_restricted_bodies: bool = field(
        default=False,
        metadata={"help": "serve the whole body of articles whose rights are restricted (true or false)"},
    )

    cursor_key: str = field(
        default="on-record",
        metadata={
            "help": "key that signs page cursors; the same for all workers. It guards against damaged and "
            "hand-made cursors, not against people: the data is public"
        },
    )
    report_to: str = field(
        default="",
        metadata={
            "help": "where readers report a wrong attribution: mailto:somebody@... or the http(s) address of a form; "
            "nowhere when not set"
        },
    )

    sql_page: bool = field(
        default=False,
        metadata={
            "help": "offer a page that runs readers' own SELECT statements, within limits (true or false)"
        },
    )

    def __post_init__(self) -> None:
        """Refuse an address for reports that a page could not link to."""
        if self.report_to and not self.report_to.startswith(("mailto:", "https://", "http://")):
            raise SettingError(
                f"ONRECORD_REPORT_TO is {self.report_to!r}; expected an address that begins with mailto:, "
                "https:// or http://"
            )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read each setting from its variable, `ONRECORD_` and the field's name in capitals.

        Raises SettingError naming the variable, its value and what would be accepted.
        """
        given: dict[str, Any] = {}
        for setting in fields(cls):
            variable = f"ONRECORD_{setting.name.upper()}"
            if variable in environ:
                given[setting.name] = _cast(variable, environ[variable], setting.type)
        return cls(**given)


def _cast(variable: str, value: str, wanted: Any) -> Any:
    if wanted is bool:
        if value.lower() in {"true", "1", "yes"}:
            return True
        if value.lower() in {"false", "0", "no"}:
            return False
        raise SettingError(f"{variable} is {value!r}; expected true or false")
    if wanted is int:
        if value.isascii() and value.isdigit() and int(value) <= 86400:
            return int(value)
        raise SettingError(f"{variable} is {value!r}; expected a whole number from 0 to 86400")
    if not value:
        raise SettingError(f"{variable} is empty; expected a {'path' if wanted is Path else 'text'}")
    return wanted(value)
