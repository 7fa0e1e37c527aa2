"""`alsreview checks`: what is checked, the proof that it works, and a start for checks of one's own."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from pathlib import Path

import click

from alsreview.checks.definition import Definition
from alsreview.checks.examples import Bench, Verdict, cases, echoes
from alsreview.checks.loader import check_files, load_checks
from alsreview.checks.starter import check_text, kinds, pack_files
from alsreview.config import find
from alsreview.errors import Fault, InputError, UsageError
from alsreview.knowledge.pack import Knowledge, load_knowledge
from alsreview.knowledge.packs import check_folders, general_folders, packs_in_use

_PACK = click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="This pack's folder instead of the packs of the configuration (repeat for several).",
)


@click.group(name="checks")
def command() -> None:
    """List, prove and start checks. A check is one YAML file of a pack or of the site's own `checks/` folder."""


@command.command("list")
@_PACK
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(packs: tuple[Path, ...], form: str) -> None:
    """List every check: its id, kind, category, severity and title. `alsreview explain ID` tells the rest."""
    definitions, _ = load(packs)
    rows = [(check.id, check.kind, check.category, check.severity, check.title) for check in definitions]
    if form == "json":
        keys = ("id", "kind", "category", "severity", "title")
        click.echo(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
        return
    for line in table(("id", "kind", "category", "severity", "title"), rows):
        click.echo(line)
    click.echo(f"{len(rows)} checks")


@command.command("test")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@_PACK
def test(ids: tuple[str, ...], packs: tuple[Path, ...]) -> int:
    """Run the examples of every check of the packs in use, or of those named: each flag example must be flagged on
    exactly its words, and no pass example may be.

    Exit code 1 where an example fails.
    """
    definitions, knowledge = load(packs)
    chosen = _chosen(definitions, ids) if ids else _of_packs(definitions, packs)
    bench = Bench(definitions, knowledge)
    verdicts = [bench.judge(case) for case in cases(chosen)]
    failed = [f"{verdict.case}: {verdict.trouble}" for verdict in verdicts if verdict.trouble]
    failed += [f"{check.id}: {trouble}" for check in chosen if (trouble := echoes(check))]
    for line in failed:
        click.echo(f"FAILED {line}")
    for verdict in verdicts:
        if verdict.strays:
            click.echo(f"note   {_stray(verdict)}")
    click.echo(f"{len(chosen)} checks, {len(verdicts)} examples, {len(failed) or 'none'} failed")
    return 1 if failed else 0


@command.command("new")
@click.argument("kind", required=False)
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--pack", "pack", type=click.Path(path_type=Path, file_okay=False), help="Folder of a pack.")
def new(kind: str | None, id_: str | None, pack: Path | None) -> None:
    """Start a check of KIND, in the site's own checks/ or the pack of --pack; or, without KIND, a new pack.

    What is written loads and passes as it is: change it from there, and run `alsreview checks test`.
    """
    if kind is None:
        if pack is None:
            raise UsageError(f"name a kind ({', '.join(kinds())}), or --pack FOLDER for a new pack")
        _new_pack(pack)
        return
    id_ = id_ or f"my-{kind}"
    folder = (pack or find(Path.cwd()).root / "checks") / kind.replace("-", "_")
    text = check_text(kind, id_)
    _write(folder / f"{id_}.yaml", text)
    click.echo(f"{folder / id_}.yaml written; `alsreview checks test {id_}{_pack_option(pack)}` runs its examples")


def load(packs: Sequence[Path]) -> tuple[tuple[Definition, ...], Knowledge]:
    """The checks and the knowledge of some packs, else of the configuration. Raises InputError with every fault."""
    configuration = find(Path.cwd())
    settings, root = configuration.settings, configuration.root
    if packs:
        missing = [folder for folder in packs if not (folder / "pack.yaml").is_file()]
        if missing:
            mend = "name a folder with a pack.yaml, or start one with `alsreview checks new --pack FOLDER`"
            raise InputError([Fault(folder.as_posix(), 0, 0, "no such pack", mend) for folder in missing])
        knowledge = load_knowledge(list(packs), settings.jurisdiction)
        return load_checks(packs, facts=knowledge.ledger.facts), knowledge
    folders = check_folders(settings.packs, root)
    knowledge = load_knowledge(packs_in_use(settings.packs, root), settings.jurisdiction)
    return load_checks(folders, facts=knowledge.ledger.facts), knowledge


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines of columns, the last of any width."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in (head, *rows)
    ]


def _chosen(definitions: Sequence[Definition], ids: Sequence[str]) -> list[Definition]:
    by_id = {check.id: check for check in definitions}
    unknown = [id_ for id_ in ids if id_ not in by_id]
    if unknown:
        near = difflib.get_close_matches(unknown[0], sorted(by_id), n=1)
        hint = f"did you mean {near[0]}?" if near else "`alsreview checks list` shows them all"
        raise UsageError(f"there is no check {unknown[0]}; {hint}")
    return [by_id[id_] for id_ in ids]


def _of_packs(definitions: Sequence[Definition], packs: Sequence[Path]) -> list[Definition]:
    """All but the general checks of another pack, whose examples speak of its topic."""
    if packs:
        return list(definitions)
    configuration = find(Path.cwd())
    in_use = packs_in_use(configuration.settings.packs, configuration.root)
    general = {path.stem for folder in general_folders(in_use) for path in check_files(folder)}
    return [check for check in definitions if check.id not in general]


def _stray(verdict: Verdict) -> str:
    return f"{verdict.case}: flagged as an error by {', '.join(verdict.strays)}"


def _new_pack(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty; a new pack needs a folder of its own")
    for name, text in pack_files(folder.resolve().name).items():
        _write(folder / name, text)
        click.echo(f"{folder / name} written")
    click.echo(f'`alsreview checks test --pack {folder}` proves it; `packs = ["{folder}"]` in alsreview.toml uses it')


def _pack_option(pack: Path | None) -> str:
    return f" --pack {pack}" if pack else ""


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise UsageError(f"{path} is there already; choose another id")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            Fault(path.as_posix(), 0, 0, f"cannot be written: {error.strerror}", "check the folder")
        ) from None
