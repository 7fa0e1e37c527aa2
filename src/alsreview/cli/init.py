"""`alsreview init`: start keeping claims of the configured documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from alsreview.claims.describe import describe, summary
from alsreview.claims.store import ClaimStore
from alsreview.claims.sync import Sync, plan_sync
from alsreview.claims.writer import writing
from alsreview.cli.claim_pages import read_pages, show_faults
from alsreview.cli.sync import EXIT_NOT_READ, apply
from alsreview.config import Settings, find

CONFIGURATION = """\
# Settings of alsreview. What is left out has the value shown.

# Which files are checked where no path is given, and for which claims are kept.
# documents = ["content/**"]

# Folder of claims, sources and sign-offs.
# claims = "claims"

# What is known of the topic: packs that ship with the tool, or folders beside this file.
# packs = ["als"]

# Language of the documents, and the jurisdiction that a statement without one is read in.
# language = "en"
# jurisdiction = "US"
"""


@click.command("init")
def command() -> int:
    """Start keeping claims: write alsreview.toml, a claim for each check-worthy statement, and the sources cited.

    Never overwrites: documents that have claims are left to `alsreview sync`. Run again, it says "nothing to do".
    """
    configuration = find(Path.cwd())
    store = ClaimStore(configuration.root, configuration.settings.claims)
    wrote = _configure(configuration.root) if configuration.source is None else False
    if wrote:
        click.echo("wrote alsreview.toml")
    tree = store.read()
    pages = read_pages(configuration, (), tree)
    fresh = frozenset(pages.statements) - frozenset(tree.files)
    if not pages.statements and not pages.faults:
        patterns = ", ".join(configuration.settings.documents or Settings().documents)
        click.echo(f"no documents match {patterns}; name yours as `documents` in alsreview.toml")
    if any(statement.check_worthy for document in fresh for statement in pages.statements[document]):
        with writing(store) as writer:
            statements = {document: pages.statements[document] for document in fresh - frozenset(writer.tree.files)}
            plan = plan_sync(
                Sync(
                    tree=writer.tree,
                    pages=statements,
                    today=date.today(),
                    unread=frozenset(writer.tree.files),
                    only=frozenset(statements),
                )
            )
            apply(plan, writer)
        for line in describe(plan):
            click.echo(line)
        click.echo(summary(plan, dry=False))
    elif not wrote:
        click.echo("nothing to do: every document has its claims")
    if pages.faults:
        click.echo(show_faults(pages.faults), err=True)
        return EXIT_NOT_READ
    return 0


def _configure(root: Path) -> bool:
    path = root / "alsreview.toml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(CONFIGURATION)
    except FileExistsError:
        return False
    return True
