"""The command `onrecord`: parse, call one function, print.

Expected errors end in one line on standard error: exit code 2 for a wrong call, 1 for anything else. `load`, `check`
and `extract` have exit code 3, for files that could not be loaded. Each command is imported when it is called
(`commands`).
"""

import atexit
import gc
import sys
from dataclasses import fields
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from api import __version__
from api.commands.options import printing
from api.errors import OnRecordError, QueryError, SettingError
from api.settings import Settings

_MODULES = {
    "load": "loading",
    "check": "loading",
    "extract": "loading",
    "serve": "serving",
    "export": "serving",
    "openapi": "serving",
    "doctor": "examining",
    "diff": "examining",
}
"""The module of `api.commands` that has each command."""


class _Commands(click.Group):
    """Ends every expected error in one line, and lists the settings below the commands."""

    def invoke(self, ctx: click.Context) -> Any:
        # At exit all memory goes with the process: it need not be searched for garbage.
        atexit.register(gc.freeze)
        try:
            try:
                return super().invoke(ctx)
            finally:
                if not sys.stdout.closed:  # writing what is left in its buffer may fail, too
                    with printing():
                        sys.stdout.flush()
        except (QueryError, SettingError) as error:
            raise click.UsageError(str(error)) from error
        except OnRecordError as error:
            raise click.ClickException(str(error)) from error

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that `args` begin with; fails with the name that may have been meant."""
        if args[0] not in _MODULES and not args[0].startswith("-"):
            near = get_close_matches(args[0], _MODULES, n=1)
            hint = (
                f"Did you mean {near[0]!r}?" if near else f"The commands are {', '.join(sorted(_MODULES))}."
            )
            ctx.fail(f"No such command {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name; None when there is none."""
        if cmd_name not in _MODULES:
            return None
        command: click.Command = getattr(
            import_module(f"api.commands.{_MODULES[cmd_name]}"), f"{cmd_name}_command"
        )
        return command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe each setting, with its default."""
        super().format_epilog(ctx, formatter)
        rows = [
            (
                f"ONRECORD_{setting.name.upper()}",
                f"{setting.metadata['help']}.{_default(setting.default)}",
            )
            for setting in fields(Settings)
        ]
        with formatter.section("Settings, by environment variable"):
            formatter.write_dl(rows)


def _default(value: object) -> str:
    """Return the sentence that gives a setting's default; "" where the default is empty."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return f" Default: {written}" if written else ""


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Who said what, where, and how do we know? Make a database of the quotes in news articles, and serve it."""
