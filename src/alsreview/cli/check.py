"""`alsreview check`: judge documents and say what is wrong, why, since when and by which source."""

from __future__ import annotations

import importlib
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from alsreview.cli.check_options import FORMATS, STAGES, Options, outputs, required
from alsreview.errors import UsageError
from alsreview.pipeline import remember


class IsoDate(click.ParamType[date]):
    """A date written as 2026-11-22."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says how to write one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-11-22", param, ctx)


@click.command(
    epilog="Examples:\n\n"
    "  alsreview check page.md            one page, with claims where they are kept\n\n"
    "  alsreview check site/ --format json\n\n"
    "  alsreview check site/ --output sarif=alsreview.sarif --output html=report.html\n\n"
    "  alsreview check page.md --as-of 2017-05-04   was it true then?\n\n"
    "  cat page.md | alsreview check - --stdin-filename page.md"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--output", "output", multiple=True, metavar="FORMAT=FILE", help="Write a report to a file as well (repeat it)."
)
@click.option("--as-of", type=IsoDate(), help="The date for which 'is it true?' is asked; today unless given.")
@click.option(
    "--only", multiple=True, metavar="ID", help="Only these checks or categories (repeat, or join by commas)."
)
@click.option(
    "--skip", multiple=True, metavar="ID", help="Not these checks or categories; `--skip grammar` starts no JVM."
)
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), default="error", show_default=True)
@click.option(
    "--require", multiple=True, metavar="WHAT", help="Fail (2) where this could not be checked, such as grammar."
)
@click.option(
    "--stage", type=click.Choice(STAGES), help="What counts how: draft (hook), review (pull request) or publish."
)
@click.option("--diff", metavar="BASE", help="Only what is new since this branch or commit counts.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="The file of accepted findings to use."
)
@click.option("--stdin-filename", metavar="NAME", help="What the document on standard input (-) is called.")
@click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, help="Worker processes; 0 chooses by size.")
def command(
    paths: tuple[Path, ...],
    format_: str,
    output: tuple[str, ...],
    as_of: date | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    fail_on: str,
    require: tuple[str, ...],
    stage: str | None,
    diff: str | None,
    baseline: Path | None,
    stdin_filename: str | None,
    jobs: int,
) -> int:
    """Check documents (files, folders, or - for standard input); without PATHS those of the configuration.

    \b
    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something could not be checked, 3 a bug here.
    """
    options = Options(
        paths=paths,
        format=format_,
        as_of=as_of or datetime.now(UTC).date(),
        only=names(only),
        skip=names(skip),
        fail_on=fail_on,
        required=required(names(require), names(only), names(skip), stage),
        stdin_name=stdin_filename,
        jobs=jobs,
        outputs=outputs(output),
        stage=stage,
        baseline=baseline,
        diff=diff,
        **terminal(),  # type: ignore[arg-type]
    )
    refuse_mixed_input(options)
    # What is kept of a run is what it printed for the files as they are: not other files, not another commit. A gate
    # believes no cache, which others may have written (docs/trust.md).
    key = None if options.outputs or options.gate else remember.key(Path.cwd(), paths, options.shaping())
    answer = remember.recall(key) if key is not None else None
    if answer is not None:
        click.echo(answer.text, nl=False, color=True)
        return answer.code
    # The pipeline is only imported when there is work for it, as the command itself is when it is called.
    code, pieces, lasting = importlib.import_module("alsreview.cli.check_run").run(options)
    told = remember.Told(key if lasting else None, code)
    for piece in pieces:
        click.echo(piece, nl=False, color=True)
        told.add(piece)
    told.keep()
    return int(code)


def names(given: tuple[str, ...]) -> frozenset[str]:
    """Ids and categories from repeated or comma-joined options."""
    return frozenset(name.strip() for item in given for name in item.split(",") if name.strip())


def refuse_mixed_input(options: Options) -> None:
    """Raises UsageError where standard input and files, or a name without standard input, are given."""
    if Path("-") not in options.paths:
        if options.stdin_name is not None:
            raise UsageError("--stdin-filename goes with `-`: alsreview check - --stdin-filename page.md")
    elif len(options.paths) > 1:
        raise UsageError("standard input (-) cannot be mixed with files; check them in two runs")
    if options.diff is not None and Path("-") in options.paths:
        raise UsageError("--diff compares files; standard input has no base")
    if options.stage == "publish":
        refuse_half_a_gate(options)


def refuse_half_a_gate(options: Options) -> None:
    """Raises UsageError where the last gate would be passed without being walked through."""
    if "grammar" in options.skip:
        raise UsageError("at the stage publish grammar is required; take it out of --skip")
    if options.only:
        raise UsageError("at the stage publish everything counts; take --only out, or name another stage")
    if options.diff is not None:
        raise UsageError("at the stage publish everything counts, also what is old; take --diff out")


def terminal() -> dict[str, object]:
    """Width and colour of standard output: no colour where it is no terminal, or with NO_COLOR."""
    is_terminal = sys.stdout.isatty()
    colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = os.get_terminal_size(sys.stdout.fileno()).columns if is_terminal else 100
    return {"width": min(width or 100, 120), "colour": colour}
