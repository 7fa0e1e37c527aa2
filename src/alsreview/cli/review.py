"""`alsreview review`: decide on claims, see what waits, hand claims over, verify and sign sessions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from alsreview.claims.assignments import Assignment
from alsreview.claims.sessions import DECISIONS, SIGNATURE, Decision, Record, record_of
from alsreview.claims.writer import writing
from alsreview.cli.review_desk import desk_of, person_of, record, say_recorded, site
from alsreview.cli.review_files import export, import_
from alsreview.cli.review_terminal import sit_down
from alsreview.errors import UsageError
from alsreview.review import signature
from alsreview.review.decide import assign_refusal, refusal
from alsreview.review.queue import queue as waiting
from alsreview.review.record import assign as hand_over

_KEY = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("review", invoke_without_command=True)
@click.option("--claim", "claims", multiple=True, metavar="ID", help="Decide on this claim (repeat for several).")
@click.option("--decision", type=click.Choice(DECISIONS))
@click.option("--reviewer", metavar="ID", help="Who decides; an id of reviewers.yaml.")
@click.option("--comment", metavar="TEXT", help="The reason; needed unless the decision is `confirm`.")
@click.option("--source-opened", "opened", multiple=True, metavar="REF", help="A source that was opened.")
@click.option("--resolves", metavar="SESSION", help="The session of the dispute that this settles.")
@click.option("--recorded-by", metavar="ID", help="Who puts it on file, where that is somebody else.")
@click.option("--key", type=_KEY, help="Sign the session with this OpenSSH key.")
@click.pass_context
def command(
    context: click.Context,
    claims: tuple[str, ...],
    decision: Decision | None,
    reviewer: str | None,
    comment: str | None,
    opened: tuple[str, ...],
    resolves: str | None,
    recorded_by: str | None,
    key: Path | None,
) -> int | None:
    """Review claims.

    Without a command and with --claim one decision is put on file; without either the claims that wait for --reviewer
    are shown one after another.
    """
    if context.invoked_subcommand is not None:
        if claims or decision:
            raise UsageError("--claim and --decision go without a command: alsreview review --claim ID --decision ...")
        return None
    if reviewer is None:
        raise UsageError("say who reviews: --reviewer ID")
    configuration, store = site()
    if not claims:
        return sit_down(configuration, store, reviewer, recorded_by, key)
    if decision is None:
        raise UsageError(f"say what is decided: --decision {'|'.join(DECISIONS)}")
    desk = desk_of(configuration, store)
    person = person_of(desk, reviewer)
    now = datetime.now(UTC)
    records: list[Record] = []
    refused: list[str] = []
    for claim_id in dict.fromkeys(claims):
        placed = desk[claim_id]
        if why := refusal(placed, person, decision, now.date(), comment, resolves):
            refused.append(f"{claim_id}: {why}")
            continue
        sources = {source.ref for source in placed.claim.sources}
        if lost := sorted(set(opened) - sources):
            refused.append(f"{claim_id}: cites no source {', '.join(lost)}; it cites {', '.join(sorted(sources))}")
            continue
        records.append(record_of(placed.claim, desk.tree.sources, placed.document, decision, comment, opened, resolves))
    if refused:
        raise UsageError("nothing was put on file.\n" + "\n".join(refused))
    say_recorded(record(store, desk, reviewer, recorded_by or reviewer, records, key), records, desk)
    return 0


@command.command("queue")
@click.option("--reviewer", metavar="ID", help="Only what this person can move.")
@click.option("--disputed", is_flag=True, help="Only what is disputed.")
def queue(reviewer: str | None, disputed: bool) -> None:
    """What waits for review and whose move it is, the riskiest and oldest first."""
    desk = desk_of(*site())
    if reviewer is not None:
        person_of(desk, reviewer)
    found = waiting(desk, datetime.now(UTC).date(), reviewer, disputed)
    for item in found:
        click.echo(f"{item.claim}  {item.document}  {item.why}")
        click.echo(f"            {item.statement}")
        click.echo(f"            for {', '.join(item.whose) or 'nobody: no reviewer may sign it'}")
    drafts = sum(placed.claim.status == "draft" for placed in desk.placed.values())
    stale = sum(bool(placed.stale) and placed.claim.status != "draft" for placed in desk.placed.values())
    tail = (f"; {drafts} drafts wait for their authors" if drafts else "") + (
        f"; {stale} changed in the text and wait for `alsreview sync`" if stale else ""
    )
    click.echo(f"{len(found)} claims wait{tail}")


@command.command("assign")
@click.argument("claim")
@click.argument("reviewer")
@click.option("--note", metavar="TEXT", help="What the reviewer should know.")
def assign(claim: str, reviewer: str, note: str | None) -> None:
    """Ask REVIEWER to review CLAIM; a draft is thereby handed over and goes into review."""
    configuration, store = site()
    desk = desk_of(configuration, store)
    person = person_of(desk, reviewer)
    placed = desk[claim]
    if why := assign_refusal(placed):
        raise UsageError(f"{claim}: {why}")
    if not person.scope.holds(placed.claim.kind, placed.claim.section):
        raise UsageError(f"{claim}: is outside of what {reviewer} may sign")
    added = Assignment(claim=claim, reviewer=reviewer, asked_on=datetime.now(UTC).date(), note=note)
    hand_over(store, added, placed.document)
    click.echo(f"{claim} is with {person.name}")


@command.command("sign")
@click.argument("session")
@click.option("--key", type=_KEY, required=True, help="Your OpenSSH key, or its public half where an agent holds it.")
def sign(session: str, key: Path) -> None:
    """Sign a SESSION that was put on file without a signature."""
    _, store = site()
    sessions = {stored.session.session: stored for stored in store.read().reviews.sessions}
    if session not in sessions:
        raise UsageError(f"there is no session {session}")
    stored = sessions[session]
    if stored.has_signature:
        raise UsageError(f"{session} is signed already; signatures are never replaced")
    data = (store.path / stored.path).read_bytes()
    sealed = signature.sign(data, key)
    with writing(store) as writer:
        writer.put_file(stored.path + SIGNATURE, None, sealed.decode("ascii"))
    click.echo(f"{session} is signed; `alsreview sync` brings the claims to it")


@command.command("verify")
@click.option("--diff", "base", metavar="BASE", help="Keys, people and policy as the merge base with BASE has them.")
@click.option("--require-signatures", is_flag=True, help="Fail (2) where signatures cannot be checked here.")
def verify(base: str | None, require_signatures: bool) -> int:
    """What each session proves, and whether any was changed. Exit code 1 where one is not what it says."""
    configuration, store = site()
    desk = desk_of(configuration, store, base, believe_cache=False)
    bad = 0
    for stored in desk.tree.reviews.sessions:
        session, proof = stored.session, desk.trust.proofs.get(stored.path)
        altered = [record.claim for record in session.records if record.own_digest() != record.digest]
        if proof is None:
            said = "asserted (not signed)"
        elif proof.unknown:
            said = "NOT CHECKED: ssh-keygen is not installed"
        elif proof.tier is None:
            said = f"INVALID: the signature {proof.trouble}"
        else:
            said = proof.tier + (f", recorded by {session.recorded_by}" if session.proxied else "")
        if altered:
            said = f"ALTERED: the digest of {', '.join(altered)} is not that of its text"
        if session.attested_by not in desk.trust.reviewers:
            said = f"UNKNOWN: {session.attested_by} is no reviewer" + (f" at {base}" if base else "")
        bad += said.split(":")[0] in ("INVALID", "ALTERED", "UNKNOWN")
        click.echo(f"{session.session}  {len(session.records)} decisions by {session.attested_by}: {said}")
    for path, how in sorted(desk.trust.changed.items()):
        bad += 1
        click.echo(f"{path}: CHANGED: {how}")
    for missed in desk.trust.not_checked:
        click.echo(f"not checked: {missed.what}: {missed.reason}; {missed.fix}", err=True)
    click.echo(f"{len(desk.tree.reviews.sessions)} sessions, {bad} of them not what they say")
    if require_signatures and desk.trust.not_checked:
        return 2
    return 1 if bad else 0


command.add_command(export)
command.add_command(import_)
