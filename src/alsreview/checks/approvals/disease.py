"""Which of several diseases is meant, and which one a medicine is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alsreview.knowledge.pack import Knowledge


def widest(knowledge: Knowledge, indications: Sequence[str]) -> str | None:
    """The first that is a disease of the packs itself, else the first of all."""
    return next((item for item in indications if item in knowledge.diseases), indications[0] if indications else None)


def narrowest(knowledge: Knowledge, indications: Sequence[str]) -> str | None:
    """The one that belongs to most others; of several such the first."""
    return max(indications, key=lambda item: len(knowledge.lexicon.ancestors(item)), default=None)


def treated(knowledge: Knowledge, substances: Iterable[str]) -> str | None:
    """The disease of the packs that these are approved, filed or tested for."""
    wanted = set(substances)
    for fact in knowledge.ledger.facts.values():
        if wanted.intersection(fact.subjects):
            for item in fact.indications:
                for disease in knowledge.diseases:
                    if knowledge.lexicon.within(item, disease):
                        return disease
    return None
