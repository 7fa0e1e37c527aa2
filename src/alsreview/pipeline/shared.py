"""Which pack's checks a statement falls to, where packs on several diseases are used together.

A check that says "the disease" means that of its own pack: what is wrong of ALS may be right of multiple sclerosis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from alsreview.checks.definition import Definition
from alsreview.checks.engine import Outcome, Page
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.reading import mentions_of
from alsreview.statements.model import Statement

ABOUT_A_DISEASE = frozenset(
    {"contradictions", "event-dates", "misstatements", "overclaims", "past-due", "quantities", "safety"}
)
"""Kinds whose checks speak of their pack's disease. The others name theirs, or speak of none."""


class Topics:
    """Tells the checks of one pack from those of another. With one pack, or packs on one disease, it keeps all."""

    def __init__(self, knowledge: Knowledge, checks: Mapping[str, Definition]) -> None:
        self._lexicon = knowledge.lexicon
        by_folder = {pack.folder: pack.id for pack in knowledge.packs}
        self._pack_of_check = {
            id_: by_folder[check.folder] for id_, check in checks.items() if check.folder in by_folder
        }
        self._packs_of_term: dict[str, frozenset[str]] = {}
        for term in knowledge.lexicon.of_kind("indication"):
            packs = frozenset(pack.id for pack in knowledge.packs_on(term.id))
            if packs:
                self._packs_of_term[term.id] = packs
        self.needed = len({pack.diseases for pack in knowledge.packs}) > 1

    def sorted_out(self, page: Page, outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """The outcomes without hits of checks whose pack is about another disease than the statement."""
        if not self.needed:
            return dict(outcomes)
        main: frozenset[str] | None = None
        kept: dict[str, Outcome] = {}
        for kind, outcome in outcomes.items():
            hits = []
            for hit in outcome.hits:
                pack = self._pack_of_check.get(hit.check) if kind in ABOUT_A_DISEASE else None
                if pack is not None:
                    spoken = self._spoken_of(page.statements[hit.statement])
                    if not spoken:
                        main = self._main(page) if main is None else main
                        spoken = main
                    if spoken and pack not in spoken:
                        continue
                hits.append(hit)
            kept[kind] = replace(outcome, hits=tuple(hits))
        return kept

    def _spoken_of(self, statement: Statement) -> frozenset[str]:
        """Packs on the diseases that a statement names, else those that its context or nearest heading names."""
        for text in (statement.text, statement.context or "", *reversed(statement.headings)):
            if found := self._named(text):
                return found
        return frozenset()

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(pack for packs in self._mentioned(text) for pack in packs)

    def _mentioned(self, text: str) -> Iterable[frozenset[str]]:
        for mention in mentions_of(text, self._lexicon):
            if packs := self._packs_of_term.get(mention.term.id):
                yield packs

    def _main(self, page: Page) -> frozenset[str]:
        """The packs on the disease that the page names most often; none where it names no disease."""
        count: Counter[str] = Counter()
        for statement in page.statements:
            for packs in self._mentioned(statement.text):
                count.update(packs)
        most = max(count.values(), default=0)
        return frozenset(pack for pack, times in count.items() if times == most)
