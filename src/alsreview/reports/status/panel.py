"""What stands beside a statement: its claim, sources, sign-offs and findings, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from alsreview.claims.identifiers import Identifier
from alsreview.claims.model import ClaimSource, DateParts, PartialDate, SourceRecord
from alsreview.claims.standing import SignOff
from alsreview.findings import Finding
from alsreview.pipeline.status_values import MOVERS, StatementStatus, Status
from alsreview.reports.status.words import DECISION_WORDS, MOVER_WORDS, VOID_WORDS

_PAGES = {
    "DOI": "https://doi.org/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "NCT": "https://clinicaltrials.gov/study/",
}
"""Where an identifier leads to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An identifier or address as it is shown. `url` is empty where it leads nowhere that is safe to open."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source of a claim, or one citation in the text."""

    title: str
    about: str = ""
    """Authors, container, year, class, joined for reading."""
    references: tuple[Reference, ...] = ()
    locator: str = ""
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignOffView:
    """One decision on the current wording."""

    who: str
    role: str
    on: str
    decision: str
    reason: str
    tier: str
    void: str
    """Why it does not count, or empty."""


@dataclass(frozen=True, slots=True)
class Panel:
    """All that stands beside one statement."""

    status: StatementStatus
    who: str
    """ "Reviewer (A. Person)", who has to act, or empty."""
    sources: tuple[SourceView, ...]
    sign_offs: tuple[SignOffView, ...]
    changes: tuple[str, ...]
    needs: str
    """What the policy asks for and is not yet there."""
    reviewed_on: str
    due: str


def panel(status: Status, item: StatementStatus) -> Panel:
    """The panel of one statement."""
    state = item.standing
    match = item.match
    vouched = state is not None and bool(state.in_force)
    claimed = (
        tuple(source_view(cited, status.sources.get(cited.ref), vouched) for cited in match.claim.sources)
        if match
        else ()
    )
    cited = tuple(_citation(citation.kind, citation.target, citation.text) for citation in item.statement.citations)
    return Panel(
        status=item,
        who=_who(status, item),
        sources=claimed or tuple(dict.fromkeys(cited)),
        sign_offs=tuple(_sign_off(status, sign_off) for sign_off in state.sign_offs) if state else (),
        changes=tuple(str(change) for change in match.changes) if match else (),
        needs=_needs(item),
        reviewed_on=state.reviewed_on.isoformat() if state and state.reviewed_on else "",
        due=state.due.isoformat() if state and state.due else "",
    )


def next_step(status: Status, item: StatementStatus) -> str:
    """Who has to do what, by name where an editor asked somebody or somebody signed before; empty for nobody."""
    who = _who(status, item)
    return f"{who}: {item.move}" if who else ""


def _who(status: Status, item: StatementStatus) -> str:
    if item.mover == MOVERS[-1]:
        return ""
    people = list(item.asked)
    if item.mover == "reviewer" and not people and item.standing is not None:
        people = [sign_off.reviewer for sign_off in item.standing.in_force]
    named = ", ".join(status.name(person) for person in dict.fromkeys(people)) if item.mover == "reviewer" else ""
    return f"{MOVER_WORDS[item.mover]}{f' ({named})' if named else ''}"


def source_view(cited: ClaimSource, record: SourceRecord | None, vouched: bool = False) -> SourceView:
    """A source as a claim cites it; `vouched` where somebody confirmed the claim with this source."""
    note = ""
    if cited.harvested and not vouched:
        note = "taken from a citation in the text; nobody has checked that it bears the claim"
    if record is None:
        return SourceView(
            cited.ref, "there is no record of this source", (), cited.locator or "", cited.quote or "", note
        )
    about = [_authors(record), record.container_title or record.publisher or record.authority, year(record.issued)]
    about.append(record.source_class.replace("-", " ") if record.source_class else "")
    references = tuple(dict.fromkeys(reference(identifier) for identifier in record.identifiers))
    return SourceView(
        title=record.title or record.id,
        about=" · ".join(part for part in about if part),
        references=references,
        locator=cited.locator or "",
        quote=cited.quote or "",
        note=note,
    )


def reference(identifier: Identifier) -> Reference:
    """An identifier with the page that it leads to."""
    scheme, value = identifier.scheme, identifier.value
    if scheme == "URL":
        return Reference(value, safe_url(value))
    page = _PAGES.get(scheme)
    return Reference(f"{scheme} {value}" if scheme != "number" else value, safe_url(page + value) if page else "")


def safe_url(url: str) -> str:
    """The address where it opens a web page; empty for scripts, files and whatever else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def year(issued: PartialDate | None) -> str:
    """The date of a record, as it is known: "2017-05-05", "2017"."""
    if issued is None:
        return ""
    if isinstance(issued, DateParts):
        return "-".join(f"{part:02}" for part in issued.parts[0]) if issued.parts else issued.raw or ""
    return str(issued)


def _authors(record: SourceRecord) -> str:
    names = [name.literal or name.family or "" for name in record.author]
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(name for name in names if name)


def _citation(kind: str, target: str, text: str) -> SourceView:
    scheme, _, value = target.partition(":")
    page = _PAGES.get(scheme.upper())
    if scheme == "text":
        return SourceView(value, "cited in the text")
    url = safe_url(page + value) if page else safe_url(target)
    shown = f"{scheme.upper()} {value}" if page else target
    title = text if kind == "link" and text else shown
    return SourceView(title, "cited in the text", (Reference(shown, url),))


def _sign_off(status: Status, sign_off: SignOff) -> SignOffView:
    session, record = sign_off.session, sign_off.record
    known = status.reviewers.get(sign_off.reviewer)
    role = ", ".join(part for part in (known.role, known.credentials) if part) if known else ""
    by = f"; recorded by {status.name(session.recorded_by)}" if session.proxied else ""
    return SignOffView(
        who=status.name(sign_off.reviewer),
        role=role,
        on=session.day.isoformat(),
        decision=DECISION_WORDS[record.decision],
        reason=record.reason or "",
        tier=tier(sign_off) + by,
        void=VOID_WORDS.get(sign_off.void, sign_off.void) if sign_off.void else "",
    )


def tier(sign_off: SignOff) -> str:
    """How well a decision is proven: "signed" by the key of the one who decided, else "asserted", or wrongly signed."""
    if sign_off.proof.tier is None:
        return "signature wrong"
    return "asserted" if sign_off.session.proxied else sign_off.proof.tier


def _needs(item: StatementStatus) -> str:
    state = item.standing
    if state is None or state.quorum:
        return ""
    asked = state.requirement
    people = "person" if asked.quorum == 1 else "people"
    said = f"{len(state.in_force)} of {asked.quorum} {people}"
    said += f"; still to come: {', '.join(state.missing_roles)}" if state.missing_roles else ""
    return f"{said}; signature needed" if asked.tier == "signed" else said


def evidence_line(finding: Finding) -> tuple[str, ...]:
    """The dated facts of a finding, one line each: since when, where, what, by which source."""
    lines = []
    for item in finding.evidence:
        where = f" ({item.jurisdiction})" if item.jurisdiction and item.jurisdiction != "INT" else ""
        since = f"{item.date}{where}: " if item.date else ""
        lines.append(f"{since}{item.statement} [{item.source}]")
    return tuple(lines)
