"""The ledger: what was approved, withdrawn, pending, newest, for any day, jurisdiction and indication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from alsreview.knowledge.facts import Fact
from alsreview.knowledge.lexicon import Lexicon

_ENDS_APPROVAL = ("approval-withdrawn",)
_DECIDES = ("approved", "refused", "application-withdrawn", "approval-withdrawn")


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval with its life. Days are inclusive; `last` is `date.max` while it is in force.

    `off_market` is the day from which it was no longer sold, `date.max` while it is.
    """

    fact: Fact
    substance: str
    brand: str
    """The brand it is sold under (several forms may share one), or the substance where there is none."""
    first: date
    last: date
    off_market: date
    ended_by: tuple[Fact, ...]
    """Facts that ended it or took it off the market, oldest first."""

    def in_force(self, as_of: date) -> bool:
        """Approved on that day."""
        return self.first <= as_of <= self.last

    def on_market(self, as_of: date) -> bool:
        """Approved and still sold on that day."""
        return self.in_force(as_of) and as_of < self.off_market


class Ledger:
    """Facts in order of date, with the questions that engines ask. A jurisdiction is a code such as "US"."""

    def __init__(self, facts: Iterable[Fact], lexicon: Lexicon) -> None:
        ordered = sorted(facts, key=lambda fact: (fact.since, fact.id))
        self.facts: Mapping[str, Fact] = {fact.id: fact for fact in ordered}
        self._lexicon = lexicon
        self._by_event: dict[str, list[Fact]] = {}
        for fact in ordered:
            self._by_event.setdefault(fact.event, []).append(fact)
        about: dict[str, list[Fact]] = {}
        for fact in ordered:
            for term in self._terms_of(fact):
                about.setdefault(term, []).append(fact)
        self._about: Mapping[str, tuple[Fact, ...]] = {term: tuple(facts) for term, facts in about.items()}
        self.approvals: tuple[Approval, ...] = tuple(self._approvals())
        """Every approval of a medicine ever, oldest first (devices have facts, but are never counted as medicines)."""

    def without(self, fact: str) -> Ledger:
        """The ledger as it would be had a fact not happened: what it ended goes on."""
        gone = self.facts[fact]
        kept = []
        for other in self.facts.values():
            if other.id == fact:
                continue
            ended = gone.event == "approval-withdrawn" and other.event == "approved"
            if ended and any(_same_matter(other, gone, item) for item in gone.subjects):
                other = replace(other, valid_to=None)
            kept.append(other)
        return Ledger(kept, self._lexicon)

    def events(self, *events: str) -> tuple[Fact, ...]:
        """Facts of some events, oldest first."""
        found = [fact for event in events for fact in self._by_event.get(event, ())]
        return tuple(sorted(found, key=lambda fact: (fact.since, fact.id)))

    def about(self, term: str) -> tuple[Fact, ...]:
        """Facts whose subject, product or indication is `term` or a narrower or related thing of it, oldest first."""
        return self._about.get(term, ())

    def _terms_of(self, fact: Fact) -> set[str]:
        named = {*fact.subjects, *fact.indications, *((fact.product,) if fact.product else ())}
        return {wider for term in named for wider in self._lexicon.ancestors(term)}

    def _approvals(self) -> Iterator[Approval]:
        for fact in self.events("approved"):
            for subject in fact.subjects:
                if subject in self._lexicon and self._lexicon[subject].kind == "substance":
                    yield self._approval(fact, subject)

    def _approval(self, fact: Fact, substance: str) -> Approval:
        ending: list[Fact] = []
        last = fact.until
        off_market = date.max
        for other in self.events("approval-withdrawn", "marketing-stopped"):
            if not _same_matter(fact, other, substance) or other.since < fact.since:
                continue
            ending.append(other)
            if other.event == "marketing-stopped":
                off_market = min(off_market, other.since)
            else:
                last = min(last, other.since - timedelta(days=1))
        if fact.valid_to is not None and not any(item.event in _ENDS_APPROVAL for item in ending):
            last = fact.until
        return Approval(fact, substance, self.brand(fact), fact.since, last, off_market, tuple(ending))

    def brand(self, fact: Fact) -> str:
        """The brand of a fact's product: a form of a brand counts as the brand."""
        if fact.product is None:
            return fact.subjects[0]
        for wider in reversed(self._lexicon.ancestors(fact.product)):
            if wider in self._lexicon and self._lexicon[wider].kind == "product":
                return wider
        return fact.product

    def in_scope(
        self, jurisdiction: str | None, indication: str | None, *, symptoms: bool = False, narrower: bool = True
    ) -> tuple[Approval, ...]:
        """Approvals in a jurisdiction (None: anywhere) for an indication (None: any) and narrower ones of it.

        With `symptoms`, approvals for its symptoms are counted in; so are they where none was ever given, anywhere, for
        the disease itself: "a drug for Huntington's disease" can then only mean one for its chorea.
        """
        symptoms = symptoms or self._treated_by_symptom_only(indication)
        return tuple(
            approval
            for approval in self.approvals
            if (jurisdiction is None or jurisdiction in approval.fact.jurisdictions)
            and (indication is None or self._treats(approval.fact, indication, symptoms, narrower))
        )

    def _treated_by_symptom_only(self, indication: str | None) -> bool:
        return indication is not None and not any(
            self._treats(approval.fact, indication, symptoms=False, narrower=True) for approval in self.approvals
        )

    def _treats(self, fact: Fact, indication: str, symptoms: bool, narrower: bool) -> bool:
        for given in fact.indications:
            if given == indication or (narrower and self._lexicon.within(given, indication)):
                return True
            # An approval for the whole disease holds for each form of it.
            if self._lexicon.within(indication, given):
                return True
            if symptoms and given in self._lexicon and self._lexicon[given].symptom_of == indication:
                return True
        return False

    def approved(
        self,
        as_of: date,
        jurisdiction: str | None,
        indication: str | None = None,
        *,
        marketed: bool = False,
        symptoms: bool = False,
    ) -> tuple[Approval, ...]:
        """Approvals in force on a day (with `marketed`, also still sold), oldest first."""
        return tuple(
            approval
            for approval in self.in_scope(jurisdiction, indication, symptoms=symptoms)
            if (approval.on_market(as_of) if marketed else approval.in_force(as_of))
        )

    def substances(self, approvals: Iterable[Approval]) -> tuple[str, ...]:
        """Their substances, each once, in order."""
        return tuple(dict.fromkeys(approval.substance for approval in approvals))

    def count(
        self,
        as_of: date,
        jurisdiction: str,
        indication: str | None = None,
        *,
        by: Literal["substance", "product", "form"] = "substance",
        marketed: bool = False,
        symptoms: bool = False,
    ) -> int:
        """How many are approved on a day: substances, brands, or brands in each of their forms."""
        found = self.approved(as_of, jurisdiction, indication, marketed=marketed, symptoms=symptoms)
        if by == "form":
            return len({approval.fact.id for approval in found})
        return len({approval.substance if by == "substance" else approval.brand for approval in found})

    def first(self, jurisdiction: str, indication: str | None = None) -> Approval | None:
        """The first approval ever."""
        return next(iter(self.in_scope(jurisdiction, indication)), None)

    def newest(self, as_of: date, jurisdiction: str, indication: str | None = None) -> Approval | None:
        """The approval of the newest substance on a day: the last first-approval of any that is in force."""
        starts: dict[str, Approval] = {}
        for approval in self.in_scope(jurisdiction, indication):
            if approval.first <= as_of:
                starts.setdefault(approval.substance, approval)
        current = {approval.substance for approval in self.approved(as_of, jurisdiction, indication)}
        last = [approval for substance, approval in starts.items() if substance in current]
        return max(last, key=lambda approval: (approval.first, approval.fact.id)) if last else None

    def routes(
        self, as_of: date, substance: str, jurisdiction: str | None, indication: str | None = None
    ) -> tuple[Approval, ...]:
        """Approvals of a substance on a day that say by which route it is given, oldest first."""
        found = self.approved(as_of, jurisdiction, indication)
        return tuple(approval for approval in found if approval.substance == substance and approval.fact.route)

    def withdrawn(self, as_of: date, jurisdiction: str | None, indication: str | None = None) -> tuple[Approval, ...]:
        """Approvals whose substance is no longer sold or approved on a day, though it once was, oldest first."""
        scope = [approval for approval in self.in_scope(jurisdiction, indication) if approval.first <= as_of]
        sold = {approval.substance for approval in scope if approval.on_market(as_of)}
        return tuple(approval for approval in scope if approval.substance not in sold)

    def decisions(self, substance: str, jurisdiction: str | None, as_of: date) -> tuple[Fact, ...]:
        """What authorities or applicants decided on a substance up to a day, oldest first."""
        return tuple(
            fact
            for fact in self.events(*_DECIDES)
            if substance in fact.subjects
            and fact.since <= as_of
            and (jurisdiction is None or jurisdiction in fact.jurisdictions)
        )

    def pending(self, as_of: date, jurisdiction: str | None) -> tuple[Fact, ...]:
        """Filings that nothing had decided by a day, oldest first."""
        found = []
        for filed in self.events("filed"):
            if filed.since > as_of or (jurisdiction is not None and jurisdiction not in filed.jurisdictions):
                continue
            decided = [
                fact
                for code in filed.jurisdictions
                for substance in filed.subjects
                for fact in self.decisions(substance, code, as_of)
                if fact.since >= filed.since
            ]
            if not decided:
                found.append(filed)
        return tuple(found)

    def contradictions(self) -> Iterator[tuple[Fact, str, str]]:
        """Facts that cannot all hold: (fact, what, mend)."""
        seen: dict[tuple[object, ...], Fact] = {}
        for fact in self.events("approved"):
            for code in fact.jurisdictions:
                key = (fact.subjects, fact.product, fact.form, fact.route, code, fact.indications)
                other = seen.setdefault(key, fact)
                if other is not fact and (other.valid_to is None or other.until >= fact.since):
                    yield fact, f"approves in {code} what `{other.id}` approved already", "name form or product"
        for ended in self.events("approval-withdrawn", "marketing-stopped"):
            yield from self._ending_faults(ended)

    def _ending_faults(self, ended: Fact) -> Iterator[tuple[Fact, str, str]]:
        for code in ended.jurisdictions:
            begun = [
                fact
                for fact in self.events("approved")
                if code in fact.jurisdictions and any(_same_matter(fact, ended, item) for item in ended.subjects)
            ]
            if not begun:
                yield ended, f"ends an approval in {code} that no fact tells of", "add the approval"
            elif all(fact.since > ended.since for fact in begun):
                yield ended, f"ends an approval in {code} before it began ({begun[0].id})", "mend a date"
            elif ended.event == "approval-withdrawn":
                for fact in begun:
                    if fact.valid_to and fact.until not in (ended.since, ended.since - timedelta(days=1)):
                        what = f"`valid_to` is {fact.valid_to.text}, but `{ended.id}` ended it on {ended.since}"
                        yield fact, what, "make the two agree"


def _same_matter(approved: Fact, ended: Fact, substance: str) -> bool:
    """Whether `ended` is about `approved`: same substance and place; product and indication if told."""
    return (
        substance in ended.subjects
        and substance in approved.subjects
        and any(code in ended.jurisdictions for code in approved.jurisdictions)
        and (ended.product is None or approved.product is None or ended.product == approved.product)
        and (not ended.indications or any(item in ended.indications for item in approved.indications))
    )
