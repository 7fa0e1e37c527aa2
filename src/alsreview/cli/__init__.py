"""The command line, one file a command. A command is imported when called: the one exception to eager imports."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import Any

import click

from alsreview import __version__
from alsreview.cli.examples import epilog
from alsreview.errors import AlsReviewError

COMMANDS: dict[str, str] = {
    "init": "init",
    "check": "check",
    "fix": "fix",
    "sync": "sync",
    "statements": "statements",
    "review": "review",
    "languagetool": "languagetool",
    "checks": "checks",
    "explain": "explain",
    "facts": "facts",
    "report": "report",
    "baseline": "baseline",
    "config": "config",
}
"""Name of a command -> module of this package that defines it as `command`."""

EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_CHECKED, EXIT_BUG = 0, 1, 2, 3


class _Group(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"alsreview.cli.{module}").command
        command.epilog = command.epilog or epilog(cmd_name)
        return command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="alsreview")
def group() -> None:
    """Check health content against dated facts, claims and sign-offs before it is published."""


def main(arguments: list[str] | None = None) -> Any:
    """Runs the tool; the only place where errors become exit codes: 0 clean, 1 findings, 2 not checked, 3 a bug."""
    # Packs, claims and pages are built once and stay: looking for cycles among them costs a third of a run.
    gc.set_threshold(100_000, 50, 100)
    try:
        code = group.main(args=arguments, prog_name="alsreview", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_NOT_CHECKED)
    except AlsReviewError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_NOT_CHECKED)
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo("alsreview: this is a bug here, not in your text; please report it with the lines above.", err=True)
        sys.exit(EXIT_BUG)
    sys.exit(code if isinstance(code, int) else EXIT_CLEAN)
