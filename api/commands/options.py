"""Options and arguments that several commands share: files, and the database."""

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
    """A file to write at the end of the work: that it is possible is checked before the work begins."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fails if the file can't be written."""
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
    """The output could not be written completely; nobody should take half of it for the whole."""


@contextmanager
def printing() -> Iterator[None]:
    """End the program in one line when what the block prints can't be written, as on a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:  # a reader that stops (`| head`) knows it
            raise
        with suppress(OSError):
            sys.stdout.close()  # otherwise Python tries again at exit, and complains
        raise OutputLost(f"the output can't be written completely: {error.strerror}") from error


def settings_with(db: Path | None) -> Settings:
    """Return the settings of the environment, with the database `db` if it is given."""
    settings = Settings.from_environment()
    return replace(settings, db=db) if db else settings
