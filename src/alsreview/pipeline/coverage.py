"""What a run could not judge, and how far the knowledge reaches: so that silence is never taken for truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from alsreview.documents.model import Document
from alsreview.findings import NotChecked
from alsreview.knowledge.dates import PartialDate
from alsreview.knowledge.pack import Knowledge

STALE_AFTER = timedelta(days=90)
"""An as-of date further than this beyond a ledger's verified-to date is not judged silently (DESIGN section 6)."""


def ledger_limits(knowledge: Knowledge, as_of: date) -> tuple[list[NotChecked], list[str]]:
    """(not checked, notices) about the dates to which each jurisdiction's ledger was verified."""
    missed, notices = [], []
    for pack in knowledge.packs:
        verified = sorted(pack.verified_to)
        if not verified:
            missed.append(NotChecked(f"approvals {pack.id}", "the pack says nowhere to which date it was verified",
                                     "give `verified_to` in its pack.yaml"))  # fmt: skip
            continue
        notices.append(f"pack {pack.id}: ledger verified to " + _by_day(verified))
        missed.extend(
            NotChecked(f"approvals {where}", f"ledger verified to {day.text}, asked for {as_of}",
                       f"add what happened since to the facts of pack {pack.id}")
            for where, day in verified
            if as_of - day.latest > STALE_AFTER
        )  # fmt: skip
    if not knowledge.packs:
        missed.append(NotChecked("knowledge", "no pack is loaded", "name one in `packs` of the configuration"))
    return missed, notices


def _by_day(verified: Sequence[tuple[str, PartialDate]]) -> str:
    """ "2026-05-31 (EU, US), 2025-12-31 (CA)": the newest first."""
    days = sorted({day for _, day in verified}, key=lambda day: day.text, reverse=True)
    return ", ".join(f"{day.text} ({', '.join(where for where, other in verified if other == day)})" for day in days)


def unspoken(document: Document, mentions: bool, knowledge: Knowledge) -> NotChecked | None:
    """The reason why no pack could judge a document: its language, or a topic none of them speaks of."""
    spoken = sorted({pack.language for pack in knowledge.packs})
    if document.language not in {*spoken, "unknown"}:
        return NotChecked(
            f"knowledge: {document.path}",
            f"the page is in another language ({document.language}) than any pack ({', '.join(spoken)})",
            "check it by hand, or add a pack in that language",
        )
    if not mentions and document.blocks:
        topics = ", ".join(pack.title for pack in knowledge.packs)
        return NotChecked(
            f"knowledge: {document.path}",
            f"the page names nothing that a pack knows ({topics})",
            "add a pack on its topic",
        )
    return None


def grouped(items: Iterable[NotChecked], most: int = 3) -> tuple[NotChecked, ...]:
    """One entry for many documents that were not judged for the same reason; JSON and text show the same."""
    by_reason: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        kind, _, path = item.what.partition(": ")
        by_reason.setdefault((kind, item.reason, item.fix), []).append(path)
    out = []
    for (kind, reason, fix), paths in by_reason.items():
        named = sorted({path for path in paths if path})
        if len(named) > most:
            out.append(NotChecked(kind, f"{len(named)} documents, such as {_list(named[:most])}: {reason}", fix))
        else:
            out.append(NotChecked(f"{kind}: {_list(named)}" if named else kind, reason, fix))
    return tuple(out)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
