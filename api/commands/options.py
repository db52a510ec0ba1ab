"""What several commands take: files, and the database."""

from dataclasses import replace
from pathlib import Path

import click

from api.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)
paths_argument = click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    metavar="PATH...",
)
db_option = click.option("--db", type=FILE, help="The database file. Default: $ONRECORD_DB, else corpus.db.")


def settings_with(db: Path | None) -> Settings:
    """Return the settings of the environment, with the database that was named, if one was."""
    settings = Settings.from_environment()
    return replace(settings, db=db) if db else settings
