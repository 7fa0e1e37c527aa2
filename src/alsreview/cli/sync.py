"""`alsreview sync [PATH...]`: bring the claims to the text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click

from alsreview.claims.describe import describe, summary
from alsreview.claims.history import claims_of_git, sources_of_git
from alsreview.claims.model import Claim
from alsreview.claims.plan import Plan
from alsreview.claims.standing import Standing, tree_standing
from alsreview.claims.store import ClaimStore, ClaimTree
from alsreview.claims.sync import Sync, plan_sync
from alsreview.claims.writer import Writer, writing
from alsreview.cli.claim_pages import Pages, names_of, read_pages, show_faults
from alsreview.config import Configuration, find
from alsreview.errors import UsageError
from alsreview.review.trust import establish

EXIT_NOT_READ = 2


@click.command("sync")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--dry-run", is_flag=True, help="Show what would be done, write nothing.")
def command(paths: tuple[str, ...], dry_run: bool) -> int:
    """Bring the claims to the text.

    New statements get a claim, moved ones keep theirs, reworded ones become drafts again, and a claim whose statement
    is gone is dropped, or retired where anybody ever signed it. With PATH only the claims of those documents change.
    """
    configuration = find(Path.cwd())
    store = ClaimStore(configuration.root, configuration.settings.claims)
    if dry_run:
        tree = store.read()
        _refuse_without_claims(tree)
        pages = read_pages(configuration, paths, tree)
        plan = _plan(configuration, tree, pages)
    else:
        if not store.may_hold_claims():
            _refuse_without_claims(store.read())  # and before a lock or a folder is made
        with writing(store) as writer:
            _refuse_without_claims(writer.tree)
            pages = read_pages(configuration, paths, writer.tree)
            plan = _plan(configuration, writer.tree, pages)
            apply(plan, writer)
    for line in describe(plan):
        click.echo(line)
    click.echo(summary(plan, dry=dry_run))
    if pages.faults:
        click.echo(show_faults(pages.faults), err=True)
        return EXIT_NOT_READ
    return 0


def apply(plan: Plan, writer: Writer) -> None:
    """Gives the plan to a writer."""
    for document, claims in plan.claims.items():
        if claims is None:
            writer.remove(document)
        else:
            writer.put(document, claims)
    writer.add_sources(plan.sources)


def _plan(configuration: Configuration, tree: ClaimTree, pages: Pages) -> Plan:
    recover: Callable[[Collection[str]], Sequence[Claim]] = partial(
        claims_of_git, configuration.root, configuration.settings.claims
    )
    return plan_sync(
        Sync(
            tree=tree,
            pages=pages.statements,
            today=date.today(),
            unread=pages.unread,
            only=pages.asked,
            names=names_of(configuration),
            recover=recover,
            standing=_standing(configuration, tree),
            recover_sources=partial(sources_of_git, configuration.root, configuration.settings.claims),
        )
    )


def _standing(configuration: Configuration, tree: ClaimTree) -> Standing:
    """Where the claims stand, by the signatures that can be checked here."""
    now = datetime.now(UTC)
    trust = establish(configuration.root, configuration.settings.claims.strip("/"), tree.reviews, None, now)
    return tree_standing(tree, now.date(), trust.proofs)


def _refuse_without_claims(tree: ClaimTree) -> None:
    if not tree.kept:
        raise UsageError("no claims are kept here yet; `alsreview init` starts them")
