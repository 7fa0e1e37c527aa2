"""The engine: reads the statements of a page that could assert something and hands out what does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from alsreview.checks.approvals import words
from alsreview.checks.approvals.compare import judge as judge_exclusive
from alsreview.checks.approvals.definition import Approvals, Verdict
from alsreview.checks.approvals.pending import pending
from alsreview.checks.approvals.recency import recency
from alsreview.checks.approvals.route import route
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.withdrawn import withdrawn
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.knowledge import english
from alsreview.knowledge.lexicon import Lexicon
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.reading import Reading, Surroundings, mentions_of, read
from alsreview.knowledge.scan import lower_same_length
from alsreview.statements.model import Statement

NAMES = ("substance", "product", "indication", "organisation", "trial")

TRIGGERS: frozenset[str] = frozenset(
    word
    for word in (
        (english.TREATMENTS - english.WEAK_TREATMENTS)
        | {"option", "options", "product", "products", "intervention", "interventions"}
        | english.APPROVAL
        | english.AVAILABLE
        | words.OFFERS
        | words.COVERAGE
        | {word for names in english.ROUTES.values() for word in names}
        | words.MATTERS
        | {"injection", "injected", "only one", "newest", "latest", "until", "side effects", "patients", "new"}
    )
    if word.replace("'", "").replace("-", "").replace(" ", "").isalnum()
)
"""Without one of these a statement asserts nothing that this engine judges."""


def literals(definitions: Sequence[Approvals], knowledge: Knowledge) -> Iterable[str]:
    """Names of the lexicon, and the words without which nothing is asserted."""
    return (*knowledge.lexicon.literals, *TRIGGERS)


def run(definitions: Sequence[Approvals], page: Page, knowledge: Knowledge) -> Outcome:
    """Judges the statements of a page on its as-of date."""
    checks = {check.asserts: check for check in definitions}
    hits: list[Hit] = []
    judged: set[int] = set()
    for statement, reading in _readings(page, knowledge):
        if statement.block in ("heading", "caption") and not reading.mentions:
            continue
        scope = Scope(reading, knowledge)
        if scope.indication is not None or scope.topic:
            judged.add(statement.index)
        for verdict in verdicts(scope, page.as_of):
            if check := checks.get(verdict.asserts):
                hits.append(_hit(check, statement, verdict))
                break
    return Outcome(hits=tuple(hits), judged=frozenset(judged))


def verdicts(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """Everything that does not hold in a statement, what matters most first."""
    for judge in (judge_exclusive, pending, withdrawn, recency, route):
        for verdict in judge(scope, as_of):
            if any(fact.since <= as_of for fact in verdict.proofs) or verdict.asserts in ("too-early", "awaited"):
                yield verdict


def _readings(page: Page, knowledge: Knowledge) -> Iterator[tuple[Statement, Reading]]:
    """Readings of the statements that may assert something, in order."""
    names = knowledge.lexicon.literals
    medicines = _medicines(knowledge.lexicon)
    for index, statement in enumerate(page.statements):
        found = {hit.literal for hit in page.literals.get(index, ())}
        if not found.intersection(TRIGGERS) and not found.intersection(medicines):
            continue
        around = surroundings(page, index)
        if not found.intersection(names) and not _names_around(around, knowledge):
            continue
        yield statement, read(statement.text, knowledge.lexicon, around)


@lru_cache(maxsize=8)
def _medicines(lexicon: Lexicon) -> frozenset[str]:
    """Every name of a medicine, its trials and maker, in lower case: whatever is said of one may be out of date."""
    terms = lexicon.of_kind("substance", "product", "trial", "organisation")
    return frozenset(lower_same_length(form) for term in terms for form in term.right_forms)


def _names_around(around: Surroundings, knowledge: Knowledge) -> bool:
    texts = (around.context, around.before, around.after, *around.headings)
    return any(mention.term.kind in NAMES for text in texts if text for mention in mentions_of(text, knowledge.lexicon))


def surroundings(page: Page, index: int) -> Surroundings:
    """What stands around a statement: its context, its neighbours in the same section, its headings."""
    statement = page.statements[index]
    before = page.statements[index - 1] if index else None
    after = page.statements[index + 1] if index + 1 < len(page.statements) else None
    near_before = before is not None and before.headings == statement.headings and before.block != "heading"
    near_after = after is not None and after.block_index == statement.block_index
    title = page.document.meta.get("title")
    headings = statement.headings
    if isinstance(title, str) and title not in headings:
        headings = (title, *headings)
    return Surroundings(
        context=statement.context or "",
        before=before.text if before is not None and near_before else "",
        after=after.text if after is not None and near_after else "",
        headings=headings,
    )


def _hit(check: Approvals, statement: Statement, verdict: Verdict) -> Hit:
    return Hit(
        check=check.id,
        statement=statement.index,
        start=verdict.start,
        end=verdict.end,
        values=verdict.values,
        evidence=tuple(fact.evidence() for fact in verdict.proofs),
        replacements=verdict.replacements,
        severity="note" if verdict.shaky else None,
        confidence=None if verdict.sure else "medium",
    )
