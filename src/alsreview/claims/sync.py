"""Brings the claims to the text: which claims stay, move, change, go, and which statements get one. Pure.

Exact text over all documents first, so that renamed files and moved paragraphs keep ids and sign-offs; likeness only
within a document. Only the same text in the same context keeps a sign-off; an orphan is better than a wrong match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from alsreview.claims.anchor import How, Pair
from alsreview.claims.harvest import Harvest
from alsreview.claims.match import claim_anchors
from alsreview.claims.model import Claim
from alsreview.claims.plan import Plan, Step
from alsreview.claims.rewrite import Rewriter
from alsreview.claims.sides import Side, Sync, matched_sides
from alsreview.claims.standing import tree_standing
from alsreview.statements.model import Statement

__all__ = ["Sync", "plan_sync"]


def plan_sync(sync: Sync) -> Plan:
    """Decides everything. The same input gives the same plan, new ids apart."""
    return _Planner(sync).plan(matched_sides(sync))


class _Planner:
    """Turns matches into wanted claim files and the steps that lead there."""

    def __init__(self, sync: Sync) -> None:
        self._sync = sync
        self._harvest = Harvest(sync.tree.sources)
        self._ids = {claim.id for _, claim in sync.tree.claims()}
        standing = sync.standing or tree_standing(sync.tree, sync.today)
        self._rewriter = Rewriter(sync.tree, standing, sync.today, sync.names)
        self._plan = Plan()
        self._cited: set[str] = set()

    def plan(self, sides: Sequence[Side]) -> Plan:
        recovered = self._recovered(sides)
        for side in sides:
            wanted = self._leaving_only(side) if side.fixed else self._document(side, recovered)
            self._want(side.document, wanted)
        known = {side.document for side in sides} | self._sync.unread
        for document in self._sync.tree.files:
            if document not in known:
                self._plan.claims[document] = None
        self._plan.sources = [self._harvest.new[ref] for ref in sorted(self._harvest.new)]
        self._restore_sources()
        self._plan.kept += self._rewriter.kept
        self._plan.refreshed += self._rewriter.refreshed
        return self._plan

    def _restore_sources(self) -> None:
        """Records that claims cite and that "take either side" of a conflict in `sources.yaml` dropped."""
        missing = self._cited.difference(self._sync.tree.sources, self._harvest.new)
        if not missing or self._sync.recover_sources is None:
            return
        for record in self._sync.recover_sources():
            if record.id in missing:
                missing.remove(record.id)
                self._plan.sources.append(record)
                self._plan.restored_sources.append(record.id)

    def _want(self, document: str, wanted: tuple[Claim, ...]) -> None:
        self._cited.update(cited.ref for claim in wanted for cited in claim.sources)
        file = self._sync.tree.files.get(document)
        if file is None and not wanted:
            return
        if file is None or file.claims != wanted:
            gone = not wanted and document not in self._sync.pages
            self._plan.claims[document] = None if gone else wanted

    def _leaving_only(self, side: Side) -> tuple[Claim, ...]:
        return tuple(claim for index, claim in enumerate(side.claims) if index not in side.left)

    def _document(self, side: Side, recovered: dict[tuple[str, str | None], list[Claim]]) -> tuple[Claim, ...]:
        placed: dict[int, Claim] = {}
        if side.before != side.document:
            self._step(Step("moved", side.document, "", side.before, side.document, note="renamed"))
        for pair in side.pairs:
            self._matched(side, pair, placed)
        for index, (source, old) in side.came.items():
            placed[index] = self._moved(side, index, source, old)
        for index in side.open_new():
            statement = side.statements[index]
            if restored := recovered.get((side.new[index].text, side.new[index].context)):
                placed[index] = self._restored(side, statement, restored.pop(0))
            elif statement.check_worthy:
                placed[index] = self._new(side, statement)
        return self._in_order(side, placed)

    def _matched(self, side: Side, pair: Pair, placed: dict[int, Claim]) -> None:
        claim, statement = side.claims[pair.old], side.statements[pair.new]
        if claim.gone:
            self._step(Step("gone-in-text", side.document, claim.id, claim.statement, statement.text))
            placed[pair.new] = claim
            return
        other = side.claims[pair.other] if pair.how == "merge" else None
        placed[pair.new], steps = self._rewriter.matched(claim, statement, pair.how, side.document, other)
        self._plan.steps += steps
        if other:
            self._leave(side, other, merged_into=claim.id)
        if pair.how == "split":
            rest = side.statements[pair.other]
            placed[pair.other] = self._new(side, rest, split_from=claim)

    def _moved(self, side: Side, index: int, source: Side, old: int) -> Claim:
        claim, statement = source.claims[old], side.statements[index]
        how: How = "exact" if side.new[index].context == source.old[old].context else "context"
        self._step(Step("moved", side.document, claim.id, source.document, side.document))
        result, steps = self._rewriter.matched(claim, statement, how, side.document)
        self._plan.steps += steps
        return result

    def _restored(self, side: Side, statement: Statement, claim: Claim) -> Claim:
        self._ids.add(claim.id)
        self._step(Step("restored", side.document, claim.id, "", statement.text))
        result, steps = self._rewriter.matched(claim, statement, "exact", side.document)
        self._plan.steps += steps
        return result

    def _new(self, side: Side, statement: Statement, split_from: Claim | None = None) -> Claim:
        claim_id = self._sync.new_id(self._ids)
        self._ids.add(claim_id)
        note = f"split from {split_from.id}" if split_from else ""
        self._step(Step("new", side.document, claim_id, "", statement.text, note=note))
        own = self._harvest.of(statement)
        return self._rewriter.new(claim_id, statement, own, split_from)

    def _leave(self, side: Side, claim: Claim, merged_into: str | None = None) -> Claim | None:
        """A live claim without a statement: retired where anybody ever signed it, else dropped."""
        note = f"joined to {merged_into}" if merged_into else ""
        if not self._rewriter.was_signed(claim):
            self._step(Step("dropped", side.document, claim.id, claim.statement, note=note))
            return None
        self._step(Step("retired", side.document, claim.id, claim.statement, note=note))
        return self._rewriter.retired(claim, merged_into)

    def _in_order(self, side: Side, placed: dict[int, Claim]) -> tuple[Claim, ...]:
        """Claims in the order of their statements; retired ones stay behind the claim that they stood behind."""
        behind: dict[str | None, list[Claim]] = defaultdict(list)
        here = {claim.id for claim in placed.values()}
        merged = {side.claims[pair.other].id: side.claims[pair.old].id for pair in side.pairs if pair.how == "merge"}
        last: str | None = None
        for index, claim in enumerate(side.claims):
            if claim.id in here:
                last = claim.id
            elif index not in side.left:
                stays: Claim | None = claim
                if claim.id in merged:
                    stays = (
                        self._rewriter.retired(claim, merged[claim.id]) if self._rewriter.was_signed(claim) else None
                    )
                elif not claim.gone:
                    stays = self._leave(side, claim)
                if stays:
                    behind[last].append(stays)
        ordered = [*behind[None]]
        for _, claim in sorted(placed.items()):
            ordered += [claim, *behind[claim.id]]
        return tuple(ordered)

    def _recovered(self, sides: Sequence[Side]) -> dict[tuple[str, str | None], list[Claim]]:
        """Claims of other git states, by text and context, for statements that would otherwise get a new claim."""
        asked = [side.document for side in sides if not side.fixed and self._open_worthy(side)]
        found: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
        if self._sync.recover is None or not asked:
            return found
        seen = set(self._ids)
        for claim in self._sync.recover(asked):
            if claim.id not in seen and not claim.gone:
                seen.add(claim.id)
                anchor = claim_anchors((claim,))[0]
                found[anchor.text, anchor.context].append(claim)
        return found

    def _open_worthy(self, side: Side) -> bool:
        return any(side.statements[index].check_worthy for index in side.open_new())

    def _step(self, step: Step) -> None:
        self._plan.steps.append(step)
