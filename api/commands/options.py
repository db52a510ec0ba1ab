"""What several commands take: files, and the database."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from api.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)


class NewFile(click.Path):
    """A file that is to be written: its folder has to be there before the work begins whose end it tells."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fails where nothing can be written."""
        path = Path(str(super().convert(value, param, ctx)))
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            missing = "" if path.parent.is_dir() else f"; the folder {path.parent} doesn't exist"
            self.fail(f"File {str(path)!r} can't be written{missing}.", param, ctx)
        return path


paths_argument = click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    metavar="PATH...",
)
db_option = click.option("--db", type=FILE, help="The database file. Default: $ONRECORD_DB, else corpus.db.")


class OutputLost(click.ClickException):
    """What is printed has no room; nobody shall take half of it for the whole."""


@contextmanager
def printing() -> Iterator[None]:
    """End the program in one line when what the block prints can't be written, as on a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads no further (`| head`) knows it
            raise
        with suppress(OSError):
            sys.stdout.close()  # else Python tries, and complains, once more at its end
        raise OutputLost(f"what is printed can't be written whole: {error.strerror}") from error


def settings_with(db: Path | None) -> Settings:
    """Return the settings of the environment, with the database that was named, if one was."""
    settings = Settings.from_environment()
    return replace(settings, db=db) if db else settings
