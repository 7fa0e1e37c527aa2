"""What sync writes into one claim: new wordings, demotions, retirements. Never an approval."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from alsreview.claims.anchor import How
from alsreview.claims.changes import changes
from alsreview.claims.model import Claim, ClaimSource
from alsreview.claims.normal import normal
from alsreview.claims.plan import Step, What
from alsreview.claims.standing import Standing, projected
from alsreview.claims.store import ClaimTree
from alsreview.statements.model import Statement

_STEP_OF: dict[How, What] = {"fuzzy": "reworded", "split": "split", "merge": "merged"}


def section_of(statement: Statement) -> str | None:
    """The headings above a statement as a claim stores them."""
    return " > ".join(statement.headings) or None


class Rewriter:
    """Makes the claims that sync wants, and counts those that it leaves as they are."""

    def __init__(self, tree: ClaimTree, standing: Standing, today: date, names: Collection[str]) -> None:
        self._tree = tree
        self._standing = standing
        self._today = today
        self._names = names
        self.kept = 0
        self.refreshed = 0

    def matched(
        self, claim: Claim, statement: Statement, how: How, document: str, other: Claim | None = None
    ) -> tuple[Claim, list[Step]]:
        """The claim as it has to be for its statement, and what that changes. `other` was joined to it."""
        values: dict[str, object] = {"section": section_of(statement)}
        steps: list[Step] = []
        if claim.statement != statement.text:
            values["statement"] = statement.text
        if claim.context != statement.context:
            values["context"] = statement.context
        if how == "context":
            before, after = claim.context or "", statement.context or ""
            words = changes(normal(before), normal(after), self._names)
            steps.append(Step("context", document, claim.id, before, after, words))
            if claim.status != "draft" and self.was_signed(claim):
                values |= {"status": "draft", "reviewer": None}
        elif how in _STEP_OF:
            values |= {"status": "draft", "reviewer": None, "as_of": self._today}
            before = normal(" ".join((claim.statement, other.statement) if other else (claim.statement,)))
            words = changes(before, normal(statement.text), self._names)
            steps.append(Step(_STEP_OF[how], document, claim.id, claim.statement, statement.text, words))
            if other:
                values |= {"sources": _union(claim, other), "facts": tuple(dict.fromkeys(claim.facts + other.facts))}
        result = claim.model_copy(update=values)
        result, demoted = self._backed(result, document)
        if result == claim:
            self.kept += 1
        elif not steps and not demoted:
            self.refreshed += 1
        return result, steps + demoted

    def new(
        self, claim_id: str, statement: Statement, sources: Sequence[ClaimSource], split_from: Claim | None
    ) -> Claim:
        """A claim for a statement that has none: in review where it has a source, else a draft. No reviewer, ever."""
        cited = tuple(sources)
        note = None
        if split_from:
            known = {source.ref for source in cited}
            cited += tuple(source for source in split_from.sources if source.ref not in known)
            note = f"split from {split_from.id}; see which of the sources bear this part"
        return Claim(
            id=claim_id,
            statement=statement.text,
            context=statement.context,
            section=section_of(statement),
            status="in_review" if cited and not split_from else "draft",
            as_of=self._today,
            sources=cited,
            note=note,
        )

    def retired(self, claim: Claim, merged_into: str | None) -> Claim:
        """The record of a claim that somebody signed and whose statement is gone."""
        values = {"status": "retired", "retired_on": self._today, "reviewer": None}
        return claim.model_copy(update=values | ({"superseded_by": merged_into} if merged_into else {}))

    def _backed(self, claim: Claim, document: str) -> tuple[Claim, list[Step]]:
        """`status` and `reviewer` as the sign-offs have them. Nothing typed by hand stays, nothing signed is lost."""
        state = self._standing.state(claim)
        status, reviewers = projected(state)
        if (status, reviewers) == (claim.status, claim.reviewer):
            return claim, []
        if claim.status == "verified" and not state.sign_offs and self.was_signed(claim):
            status = "draft"  # signed for another wording: its author looks at it first
        backed = claim.model_copy(update={"status": status, "reviewer": reviewers})
        if status == claim.status:
            return backed, []
        note = _why(claim, status, signed=self.was_signed(claim), any_here=bool(state.sign_offs))
        what: What = "demoted" if claim.status == "verified" else "projected"
        return backed, [Step(what, document, claim.id, claim.statement, claim.statement, note=note)]

    def was_signed(self, claim: Claim) -> bool:
        """Whether anybody ever signed anything about the claim."""
        return claim.id in self._tree.signed or bool(claim.reviewer)


def _union(claim: Claim, other: Claim) -> tuple[ClaimSource, ...]:
    return tuple(dict.fromkeys(claim.sources + other.sources))


def _why(claim: Claim, status: str, *, signed: bool, any_here: bool) -> str:
    if status == "verified":
        return "verified: its sign-offs are in force"
    if status == "disputed":
        return "disputed: a reviewer objects"
    if claim.status == "verified":
        if not signed:
            return "nobody ever signed it"
        return "its sign-offs are not enough" if any_here else "signed for another wording, context or source"
    if status == "draft":
        return "a reviewer asks for a change"
    return f"{claim.status} until now; no record says so"
