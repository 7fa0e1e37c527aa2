"""`alsreview config show`: the settings in force, where they come from, and what each stage makes of a finding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from alsreview.cli.checks import table
from alsreview.config import Configuration, find
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.setup import set_up
from alsreview.pipeline.stages import STAGES, Level, stage_levels


@click.group(name="config")
def command() -> None:
    """Show the settings in force."""


@command.command("show")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(form: str) -> int:
    """Show every setting, also those that serve by default, and the severities of each stage."""
    configuration = find(Path.cwd())
    setup = set_up(CheckRequest(configuration, (), datetime.now(UTC).date(), ignore_baseline=True))
    stages = {stage: stage_levels(stage, configuration, setup.known, setup.fixed) for stage in STAGES}
    settings = configuration.settings.model_dump(mode="json", exclude={"stages"})
    if form == "json":
        source = str(configuration.source) if configuration.source else None
        data = {"source": source, "root": str(configuration.root), "settings": settings, "stages": stages}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    for line in _lines(configuration, settings, stages):
        click.echo(line)
    return 0


def _lines(
    configuration: Configuration, settings: dict[str, Any], stages: dict[str, dict[str, Level]]
) -> Iterator[str]:
    yield f"# from {configuration.source}" if configuration.source else "# no configuration file; defaults serve"
    for key, value in settings.items():
        if isinstance(value, dict):
            yield f"[{key}]"
            yield from (f"{inner} = {_toml(kept)}" for inner, kept in value.items() if kept is not None)
        elif value is not None:
            yield f"{key} = {_toml(value)}"
    rows = [
        (name, *(stages[stage].get(name, "as it is") for stage in STAGES))
        for name in sorted({name for levels in stages.values() for name in levels})
    ]
    yield ""
    yield from table(("at the stage", *STAGES), rows)


def _toml(value: object) -> str:
    """JSON's texts, numbers, lists and booleans are TOML's as well."""
    return json.dumps(value, ensure_ascii=False)
