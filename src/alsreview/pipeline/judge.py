"""Judges one document: read, split, scan, run the engines. Runs alike in this process and in a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alsreview.checks.definition import Definition
from alsreview.checks.directives import Directive, read_directives
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.registry import ENGINES
from alsreview.claims.anchor import How
from alsreview.claims.changes import Change
from alsreview.claims.match import Orphan, PageClaims, page_claims
from alsreview.claims.paths import claim_path
from alsreview.claims.store import ClaimTree
from alsreview.documents.model import Document
from alsreview.findings import Finding, NotChecked
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.scan import Scanner
from alsreview.pipeline.coverage import unspoken
from alsreview.pipeline.findings import from_file_hit, from_outcomes
from alsreview.pipeline.shared import Topics
from alsreview.pipeline.signed import SignedState, with_authors
from alsreview.pipeline.topic import Topic, names_disease, other_literals, own_literals
from alsreview.statements.model import Statement
from alsreview.statements.split import split

ANY = frozenset({"claims", "directives", "duplicates", "leftovers", "review"})
"""Kinds that need no knowledge of the language or the topic."""

OFF_TOPIC = ANY | {"past-due", "prose", "terms", "undated"}
"""Kinds that need the language but not the topic."""

WORDED = frozenset({"misstatements", "overclaims", "quantities", "safety"})
"""Kinds that go by wording, so that they judge a page that names no disease at all: a paragraph on its own."""

FACT_KINDS = frozenset({"approvals", "misstatements", "quantities", "overclaims", "safety"})
"""Kinds whose engines hold a statement against dated facts; what none of them could judge is said in the summary."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A document as it was read, split and held against its claims, for whoever needs more of it than its findings.

    Small enough to come from another process: claims are named by their ids.
    """

    document: Document
    statements: Sequence[Statement]
    matches: tuple[tuple[int, str, How, tuple[Change, ...]], ...] = ()
    """Index of the statement, id of its claim, how they belong together, and the words that differ."""
    orphans: tuple[Orphan, ...] = ()


@dataclass(frozen=True, slots=True)
class PageResult:
    """What one document gave. Everything in it can be pickled, so that it may come from another process."""

    path: str
    statements: int
    check_worthy: int
    sourced: int
    claimed: int
    signed: int
    judged: Mapping[str, int]
    findings: tuple[Finding, ...]
    summaries: Mapping[str, Any]
    """By kind: what an engine that compares documents keeps of this one."""
    page: KeptPage | None = None
    """The page itself, where it is still needed (for grammar, for the status report)."""
    not_checked: tuple[NotChecked, ...] = ()
    notices: tuple[str, ...] = ()
    directives: tuple[Directive, ...] = ()
    """Comments that set findings aside."""


class Judge:
    """The knowledge and checks of a run, with their scanner built once."""

    def __init__(
        self,
        knowledge: Knowledge,
        checks: Sequence[Definition],
        claims_folder: str = "claims",
        signed: SignedState | None = None,
    ) -> None:
        """`claims_folder` is POSIX, below the configuration's folder."""
        self.knowledge = knowledge
        self.claims_folder = claims_folder
        self.signed = signed
        self.checks = {check.id: check for check in checks}
        self.by_kind: dict[str, list[Definition]] = {}
        for check in checks:
            self.by_kind.setdefault(check.kind, []).append(check)
        self.names = critical_names(knowledge)
        self.own, self.other = own_literals(knowledge), other_literals(knowledge)
        self.topics = Topics(knowledge, self.checks)
        literals: set[str] = set(knowledge.lexicon.literals)
        for kind, group in self.by_kind.items():
            literals.update(ENGINES[kind].literals(group, knowledge))
        self.scanner = Scanner(literals)

    def page(self, document: Document, as_of: date, tree: ClaimTree | None) -> Page:
        """The document, split, scanned and held against its claims."""
        statements = split(document)
        literals = self.scanner.scan([statement.text for statement in statements])
        claims = None
        if tree is not None and not outside(document.path):
            where = claim_path(document.path, self.claims_folder)
            standing = self.signed.standing if self.signed is not None else None
            claims = page_claims(document.path, where, statements, tree, self.names, standing)
        return Page(document=document, statements=statements, literals=literals, as_of=as_of, claims=claims)

    def judge(self, document: Document, as_of: date, tree: ClaimTree | None, keep: bool = False) -> PageResult:
        """The findings and counts of one document; `keep` the document itself as well."""
        asked_for, notice = date_of(document, as_of)
        page = self.page(document, asked_for, tree)
        topic = self._topic(page)
        missed = unspoken(document, topic == "own", self.knowledge)
        # A page in a language that no pack speaks is not judged by their facts; its claims are still held against it.
        kinds = self.by_kind
        if missed is not None:
            spoken = document.language in {"unknown", *(pack.language for pack in self.knowledge.packs)}
            allowed = ANY if not spoken else OFF_TOPIC if topic == "other" else OFF_TOPIC | WORDED
            kinds = {kind: group for kind, group in kinds.items() if kind in allowed}
        unknown: tuple[NotChecked, ...] = ()
        if self.signed is not None and "review" in kinds:
            page, unknown = with_authors(page, self.signed)
        outcomes = {kind: ENGINES[kind].run(group, page, self.knowledge) for kind, group in kinds.items()}
        outcomes = self.topics.sorted_out(page, outcomes)
        worthy = frozenset(statement.index for statement in page.statements if statement.check_worthy)
        claims = page.claims
        return PageResult(
            path=document.path,
            statements=len(page.statements),
            check_worthy=len(worthy),
            sourced=_sourced(page),
            claimed=len(claims.matches) if claims is not None else 0,
            signed=len(claims.verified) if claims is not None else 0,
            judged=_judged(outcomes, worthy),
            findings=tuple(from_outcomes(page, outcomes.values(), self.checks)),
            summaries=self.summaries(page) if missed is None else {},
            page=_kept(document, page.statements, claims) if keep else None,
            not_checked=(*unknown, *((missed,) if missed is not None else ())),
            notices=(notice,) if notice else (),
            directives=read_directives(document),
        )

    def _topic(self, page: Page) -> Topic:
        """What the page is about: a medicine, gene or disease of a pack goes before any other disease."""
        found = {hit.literal for hits in page.literals.values() for hit in hits}
        if found & self.own:
            return "own"
        if found & self.other or names_disease(statement.text for statement in page.statements):
            return "other"
        return "unnamed"

    def summaries(self, page: Page) -> dict[str, Any]:
        """What the engines that compare documents need of this one."""
        return {
            kind: summarise(group, page, self.knowledge)
            for kind, group in self.by_kind.items()
            if (summarise := ENGINES[kind].summarise) is not None
        }

    def joined(self, summaries: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
        """Findings that only show when documents are held side by side; `summaries` by path, then kind."""
        found: list[Finding] = []
        for kind, group in self.by_kind.items():
            combine = ENGINES[kind].combine
            if combine is None:
                continue
            of_kind = {path: kept[kind] for path, kept in sorted(summaries.items()) if kind in kept}
            hits = combine(group, of_kind, self.knowledge)
            found.extend(from_file_hit(hit, self.checks[hit.check]) for hit in hits)
        return found


def _kept(document: Document, statements: Sequence[Statement], claims: PageClaims | None) -> KeptPage:
    if claims is None:
        return KeptPage(document, statements)
    matches = tuple((index, match.claim.id, match.how, match.changes) for index, match in claims.matches.items())
    return KeptPage(document, statements, matches, claims.orphans)


def outside(name: str) -> bool:
    """Whether a document lies outside the configuration's folder, where no claims can be kept for it."""
    return name.startswith(("/", "../"))


def critical_names(knowledge: Knowledge) -> frozenset[str]:
    """Lower-case names whose change in a sentence changes what it says: drugs, products, genes and the like."""
    terms = knowledge.lexicon.of_kind("substance", "product", "gene", "device", "authority", "indication")
    return frozenset(form.lower() for term in terms for form in term.right_forms)


def _judged(outcomes: Mapping[str, Outcome], worthy: frozenset[int]) -> dict[str, int]:
    """Check-worthy statements that each engine could judge; "facts" counts those judged by any dated fact."""
    judged = {kind: len(outcome.judged & worthy) for kind, outcome in outcomes.items() if outcome.judged & worthy}
    by_facts: set[int] = set()
    for kind, outcome in outcomes.items():
        if kind in FACT_KINDS:
            by_facts |= outcome.judged & worthy
    if by_facts:
        judged["facts"] = len(by_facts)
    return judged


def _sourced(page: Page) -> int:
    """Check-worthy statements with a citation in the text or a source in their claim."""
    matches = page.claims.matches if page.claims is not None else {}
    count = 0
    for statement in page.statements:
        if statement.check_worthy:
            match = matches.get(statement.index)
            count += bool(statement.citations or (match is not None and match.claim.sources))
    return count


def date_of(document: Document, as_of: date) -> tuple[date, str]:
    """The date a document is judged for: an archived page with a date is judged as of it, and a notice says so."""
    if document.meta.get("archived") is not True:
        return as_of, ""
    stated = document.meta.get("date")
    if isinstance(stated, str):
        try:
            stated = date.fromisoformat(stated[:10])
        except ValueError:
            stated = None
    if not isinstance(stated, date):
        return as_of, f"{document.path}: archived, but without a readable date, so judged as of {as_of}"
    day = date(stated.year, stated.month, stated.day)
    return day, f"{document.path}: archived, judged as of its date {day}"
