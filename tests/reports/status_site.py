"""A small site with a statement in every state, made with the program itself and dated to one day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from alsreview.claims.model import Claim
from alsreview.claims.sessions import Decision, record_of, render, session_of
from alsreview.claims.standing import tree_standing
from alsreview.claims.store import ClaimStore, ClaimTree
from packs.project import run

AS_OF = date(2026, 11, 22)

PAGES = {
    "medicines.md": """\
---
title: Medicines for ALS
reviewed_by: Dr. I. Example
last_reviewed: 2024-02-01
---

# Medicines for ALS

Riluzole was the first medicine that the FDA approved for ALS, in 1995.[^label] Rilutek is the only FDA-approved drug
for ALS.[^label] Liver enzymes should be measured before riluzole is started.[^label]

## How they are taken

| Medicine | How it is taken |
|---|---|
| Riluzole | As a tablet, a liquid or a film.[^label] |
| Tofersen | By injection into the spinal fluid.[^label] |

- Riluzole is taken twice a day.[^label]
- Riluzole works better with a full stomach.

## What nobody knows

No medicine has been shown to restore lost movement in people with ALS.[^guide]
Edaravone was first given to people as an infusion.[^guide]

[^label]: Prescribing information of riluzole. NDA 020599. https://www.accessdata.fda.gov/rilutek
[^guide]: Guideline on the management of ALS. PMID 38470068.
""",
    "breathing.md": """\
# Breathing

Weak breathing muscles are the commonest cause of death in ALS.[^guide] Non-invasive ventilation supports them through a
mask.[^guide] Many people start with it at night.[^guide]

> A mask may feel strange in the first weeks.

1. The first mask is fitted in a clinic.[^guide]
2. The settings are checked again after some days.[^guide]

[^guide]: Motor neurone disease: assessment and management. https://www.nice.org.uk/guidance/ng42
""",
    "travel/flying-with-a-ventilator-and-other-questions-that-people-ask-before-a-long-journey.md": """\
# Flying

Airlines ask for a medical form weeks before the flight. The pressure in a cabin equals that at about 2,000 metres.
""",
}
REVIEWERS = """\
reviewers:
- id: amara-osei
  name: Amara Osei
  role: neurologist
  credentials: MD
- id: jonas-weber
  name: Jonas Weber
  role: pharmacist
"""
ASSIGNMENTS = """\
assignments:
- claim: {claim}
  reviewer: jonas-weber
  asked_on: 2026-11-01
"""

_SIGNED: tuple[tuple[str, str, Decision, int | None], ...] = (
    # words of the statement, reviewer, decision, days from the as-of date to the day on which it lapses
    ("Riluzole was the first", "amara-osei", "confirm", 400),
    ("As a tablet", "jonas-weber", "confirm", 350),
    ("Riluzole is taken twice", "jonas-weber", "confirm", 12),
    ("Liver enzymes", "amara-osei", "confirm", -20),
    ("No medicine has been shown", "amara-osei", "dispute", None),
    ("Non-invasive ventilation supports", "amara-osei", "confirm", 300),
    ("Weak breathing muscles", "amara-osei", "confirm", 320),
    ("Many people start", "jonas-weber", "needs-change", None),
    ("The first mask", "amara-osei", "confirm", 200),
)


def build(folder: Path) -> Path:
    """Makes the site in an empty folder and returns it."""
    for name, text in PAGES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _ran(run(folder, "init"))
    for path in (folder / "claims/content").rglob("*.yaml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("status: draft", "status: in_review"), encoding="utf-8"
        )
    (folder / "claims/reviewers.yaml").write_text(REVIEWERS, encoding="utf-8")
    (folder / "claims/policy.yaml").write_text("default: {quorum: 1}\n", encoding="utf-8")
    _sign(folder)
    _ran(run(folder, "sync"))
    later = folder / "content/breathing.md"
    text = later.read_text(encoding="utf-8").replace("after some days", "after ten days")
    later.write_text(
        re.sub(r"(mask\.\[\^guide\])", r"\1 Some masks cover the nose alone.[^guide]", text, count=1), encoding="utf-8"
    )
    return folder


def _sign(folder: Path) -> None:
    tree = ClaimStore(folder).read()
    standing = tree_standing(tree, AS_OF)
    (folder / "claims/reviews").mkdir()
    for words, reviewer, decision, lapses in _SIGNED:
        claim = claim_of(tree, words)
        day = AS_OF - timedelta(days=30)
        if lapses is not None:
            term = standing.policy.asks(claim).due(claim.id, day) - day
            day = min(AS_OF + timedelta(days=lapses) - term, AS_OF - timedelta(days=1))
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        reason = None if decision == "confirm" else "The source says something else."
        record = record_of(claim, tree.sources, f"content/{words}", decision, reason)
        session = session_of(reviewer, reviewer, at, [record])
        (folder / f"claims/reviews/{session.session}.json").write_text(render(session), encoding="utf-8")
    waiting = claim_of(tree, "By injection")
    (folder / "claims/assignments.yaml").write_text(ASSIGNMENTS.format(claim=waiting.id), encoding="utf-8")


def claim_of(tree: ClaimTree, words: str) -> Claim:
    """The claim whose statement starts with some words."""
    return next(claim for _, claim in tree.claims() if claim.statement.startswith(words))


def _ran(done: tuple[int, str, str]) -> None:
    assert done[0] == 0, done
