"""`alsreview review --reviewer ID`: one claim after another in the terminal, with skip, undo and resume."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from alsreview.claims.sessions import DECISIONS, Decision, Record, record_of
from alsreview.claims.store import ClaimStore
from alsreview.cli.review_desk import desk_of, person_of, record, say_recorded
from alsreview.config import Configuration
from alsreview.review.decide import refusal
from alsreview.review.desk import Desk, Placed
from alsreview.review.drafts import Draft, forget, keep, resume
from alsreview.review.queue import queue

_KEYS: dict[str, Decision] = dict(zip("cnjd", DECISIONS, strict=True))
_HELP = "[c]onfirm  [n]eeds change  cannot [j]udge  [d]ispute  [s]kip  [u]ndo  [w]rite and end  [q]uit and resume later"


def sit_down(
    configuration: Configuration, store: ClaimStore, reviewer: str, recorded_by: str | None, key: Path | None
) -> int:
    """A session at the terminal. Nothing is on file before `w`; what was decided before `q` is kept for the next."""
    desk = desk_of(configuration, store)
    person = person_of(desk, reviewer)
    today = datetime.now(UTC).date()
    open_ = [desk[item.claim] for item in queue(desk, today, reviewer, due_soon=False)]
    decided = {
        draft.claim: draft
        for draft in resume(store.path, reviewer)
        if draft.claim in desk.placed and desk[draft.claim].state.digest == draft.digest
    }
    if decided:
        click.echo(f"taken up again: {len(decided)} decisions of an earlier sitting")
    order = [placed for placed in open_ if placed.claim.id not in decided]
    history: list[str] = []
    at = 0
    while at < len(order):
        placed = order[at]
        _show(placed, desk, at + 1, len(order))
        answer = click.prompt(_HELP, prompt_suffix="\n> ", default="", show_default=False).strip().lower()[:1]
        if answer in _KEYS:
            reason = None
            if _KEYS[answer] != "confirm" or placed.state.disputed_by:
                reason = click.prompt("why", default="", show_default=False).strip() or None
            resolves = _settles(placed, reviewer) if _KEYS[answer] == "confirm" else None
            if why := refusal(placed, person, _KEYS[answer], today, reason, resolves):
                click.echo(f"not possible: {why}")
                continue
            decided[placed.claim.id] = Draft(placed.claim.id, placed.state.digest, _KEYS[answer], reason, resolves)
            history.append(placed.claim.id)
            at += 1
        elif answer == "s":
            history.append("")
            at += 1
        elif answer == "u" and history:
            decided.pop(history.pop(), None)
            at -= 1
        elif answer == "w":
            break
        elif answer == "q":
            keep(store.path, reviewer, decided.values())
            click.echo(f"{len(decided)} decisions kept for the next sitting; nothing is on file yet")
            return 0
        else:
            click.echo("nothing to undo" if answer == "u" else "press one of the letters in brackets")
    if not decided:
        click.echo("nothing was decided")
        return 0
    records = [_record(draft, desk) for draft in decided.values()]
    say_recorded(record(store, desk, reviewer, recorded_by or reviewer, records, key), records, desk)
    forget(store.path, reviewer)
    return 0


def _record(draft: Draft, desk: Desk) -> Record:
    placed = desk[draft.claim]
    return record_of(placed.claim, desk.tree.sources, placed.document, draft.decision, draft.reason, (), draft.resolves)


def _settles(placed: Placed, reviewer: str) -> str | None:
    others = [dispute for dispute in placed.state.disputed_by if dispute.reviewer != reviewer]
    return others[0].session.session if others else None


def _show(placed: Placed, desk: Desk, number: int, count: int) -> None:
    claim = placed.claim
    place = f"{placed.document}  {claim.section or ''}".rstrip()
    click.echo(f"\n{number} of {count}  {claim.id}  {place}")
    if claim.context:
        click.echo(f"  in the context: {claim.context}")
    click.echo(f"  {claim.statement}")
    for source in claim.sources:
        record = desk.tree.sources.get(source.ref)
        title = f" {record.title}" if record and record.title else ""
        where = f", {source.locator}" if source.locator else ""
        click.echo(f"  source {source.ref}{title}{where}" + (f': "{source.quote}"' if source.quote else ""))
    for sign_off in placed.state.sign_offs:
        why = f': "{sign_off.record.reason}"' if sign_off.record.reason else ""
        click.echo(f"  {sign_off.session.day} {sign_off.reviewer}: {sign_off.record.decision}{why}")
