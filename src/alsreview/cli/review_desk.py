"""What the commands of `alsreview review` share: opening the desk, finding people, putting sessions on file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from alsreview.claims.reviewers import Reviewer
from alsreview.claims.sessions import Record, render, session_of, session_path
from alsreview.claims.store import ClaimStore
from alsreview.cli.claim_pages import read_pages
from alsreview.config import Configuration, find
from alsreview.errors import UsageError
from alsreview.review import signature
from alsreview.review.desk import Desk, open_desk
from alsreview.review.record import put_on_file


def site() -> tuple[Configuration, ClaimStore]:
    """The configuration here and its claims folder."""
    configuration = find(Path.cwd())
    return configuration, ClaimStore(configuration.root, configuration.settings.claims)


def desk_of(
    configuration: Configuration, store: ClaimStore, base: str | None = None, believe_cache: bool = True
) -> Desk:
    """The desk of a site. Raises InputError for broken files, UsageError where no claims are kept."""
    tree = store.read()
    if not tree.kept:
        raise UsageError("no claims are kept here yet; `alsreview init` starts them")
    pages = read_pages(configuration, (), tree)
    return open_desk(store, tree, pages.statements, datetime.now(UTC), base, believe_cache)


def person_of(desk: Desk, reviewer: str) -> Reviewer:
    """A reviewer by id. Raises UsageError."""
    if reviewer not in desk.tree.reviews.reviewers:
        known = ", ".join(desk.tree.reviews.reviewers) or "nobody yet"
        raise UsageError(f"{reviewer} is no reviewer; {desk.store.name_of('reviewers.yaml')} names {known}")
    return desk.tree.reviews.reviewers[reviewer]


def record(
    store: ClaimStore, desk: Desk, reviewer: str, recorded_by: str, records: list[Record], key: Path | None
) -> tuple[str, ...]:
    """Signs where a key is given, and puts a session on file; returns the claims whose status changed."""
    now = datetime.now(UTC)
    session = session_of(reviewer, recorded_by, now, records)
    sealed = signature.sign(render(session).encode("utf-8"), key) if key is not None else None
    changed = put_on_file(store, session, now, sealed)
    click.echo(f"wrote {store.name_of(session_path(session))}" + (" and its signature" if sealed else ""))
    return changed


def say_recorded(changed: tuple[str, ...], records: list[Record], desk: Desk) -> None:
    """What became of the claims."""
    after = {claim.id: claim for _, claim in desk.store.read().claims()}
    for item in records:
        places = desk[item.claim].state.places
        covers = f", covers {places} places" if places > 1 else ""
        click.echo(f"{item.claim}: {item.decision}, now {after[item.claim].status}{covers}")
    others = [claim for claim in changed if claim not in {item.claim for item in records}]
    if others:
        click.echo(f"the same statement elsewhere: {', '.join(others)}")
