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
    """One value per `ONRECORD_*` variable; the field's metadata is its help, and what it may be."""

    db: Path = field(default=Path("corpus.db"), metadata={"help": "the database file to serve"})
    max_age: int = field(
        default=60,
        metadata={"help": "seconds a client may reuse an answer without asking (0..86400)", "most": 86_400},
    )
    serve_restricted_bodies: bool = field(
        default=False,
        metadata={"help": "serve the whole body of articles whose rights are restricted (true or false)"},
    )

    cursor_key: str = field(
        default="on-record",
        metadata={
            "help": "key that signs page cursors; the same for all workers. It guards against damaged and "
            "hand-made cursors, not against attackers: the data is public"
        },
    )
    report_to: str = field(
        default="",
        metadata={
            "help": "where readers report a wrong attribution: mailto:somebody@... or the http(s) address of a form; "
            "no link when not set"
        },
    )

    sql_page: bool = field(
        default=False,
        metadata={
            "help": "offer a page that runs readers' own SELECT statements, within limits (true or false)"
        },
    )
    proxies: int = field(
        default=0,
        metadata={
            "help": "number of reverse proxies in front (0..9); with 0, X-Forwarded-For, -Proto, -Host and -Prefix "
            "are ignored",
            "most": 9,
        },
    )
    hosts: str = field(
        default="",
        metadata={
            "help": "host names under which requests are answered, separated by commas (.example.org: that name and "
            "all its subdomains); others get 400. Any name when not set"
        },
    )
    threads: int = field(
        default=4,
        metadata={
            "help": "requests that each worker process answers at once (1..64)",
            "least": 1,
            "most": 64,
        },
    )
    waiting: int = field(
        default=64,
        metadata={
            "help": "requests that may wait in each worker (0..10000); further ones are answered 503",
            "most": 10_000,
        },
    )
    exports: int = field(
        default=2,
        metadata={"help": "exports that each worker sends at once (0..64); further ones get 503", "most": 64},
    )
    rate_limit: str = field(
        default="",
        metadata={
            "help": "requests that one address may make, such as 120/minute or 5/second;2000/hour; needs the extra "
            "`limits`. No limit when not set"
        },
    )
    rate_limit_storage: str = field(
        default="memory://",
        metadata={
            "help": "where requests are counted, as a storage URI of the library `limits`; with memory:// each "
            "worker counts for itself"
        },
    )
    log_format: str = field(
        default="text",
        metadata={"help": "format of log lines (text or json)", "choices": ("text", "json")},
    )
    log_requests: bool = field(
        default=False, metadata={"help": "write a line for each request (true or false)"}
    )

    def __post_init__(self) -> None:
        """Refuse an address that a page could not link to."""
        if self.report_to and not self.report_to.startswith(("mailto:", "https://", "http://")):
            raise SettingError(
                f"ONRECORD_REPORT_TO is {self.report_to!r}; expected an address that begins with mailto:, "
                "https:// or http://"
            )

    @property
    def host_names(self) -> list[str]:
        """The names in `hosts`; none when requests are answered under any name."""
        return [name.strip() for name in self.hosts.split(",") if name.strip()]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read each setting from its variable, `ONRECORD_` and the field's name in capitals.

        Raises SettingError naming the variable, its value and what would be accepted.
        """
        given: dict[str, Any] = {}
        for setting in fields(cls):
            variable = f"ONRECORD_{setting.name.upper()}"
            if variable in environ:
                given[setting.name] = _cast(variable, environ[variable], setting.type, setting.metadata)
        return cls(**given)


def _cast(variable: str, value: str, wanted: Any, facts: Mapping[str, Any]) -> Any:
    if wanted is bool:
        if value.lower() in {"true", "1", "yes"}:
            return True
        if value.lower() in {"false", "0", "no"}:
            return False
        raise SettingError(f"{variable} is {value!r}; expected true or false")
    if wanted is int:
        least, most = facts.get("least", 0), facts["most"]
        if value.isascii() and value.isdigit() and len(value) < 9 and least <= int(value) <= most:
            return int(value)
        raise SettingError(f"{variable} is {value!r}; expected a whole number from {least} to {most}")
    if value not in facts.get("choices", (value,)):
        raise SettingError(f"{variable} is {value!r}; expected {' or '.join(facts['choices'])}")
    if not value:
        raise SettingError(f"{variable} is empty; expected a {'path' if wanted is Path else 'text'}")
    return wanted(value)
