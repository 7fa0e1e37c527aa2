"""The words and marks by which every form of the status report names states and people."""

from __future__ import annotations

from typing import NamedTuple

from alsreview.pipeline.status_values import STATES, Mover, State


class StateWords(NamedTuple):
    """How a state is shown. `mark` is one character, so that colour is never the only sign."""

    label: str
    mark: str
    meaning: str


STATE_WORDS: dict[State, StateWords] = {
    "outdated": StateWords("Outdated or wrong", "✗", "A dated, sourced fact or a rule of the pack contradicts it."),
    "disputed": StateWords("Disputed", "≠", "A reviewer says that it is wrong, and nobody has settled it."),
    "unsourced": StateWords("Unsourced", "?", "It needs a source and has none."),
    "unclaimed": StateWords(
        "Unclaimed", "+", "It has a source, but no claim is kept of it, so nobody can sign it off."
    ),
    "in-review": StateWords("In review", "○", "It has a claim and a source, and waits for a sign-off that counts."),
    "overdue": StateWords("Review overdue", "●", "It was signed off, and that review has lapsed."),
    "due": StateWords("Review due", "◐", "It is signed off, and that review lapses soon."),
    "verified": StateWords("Verified", "✓", "Enough reviewers signed off exactly these words with these sources."),
}
"""In the order of STATES."""

MOVER_WORDS: dict[Mover, str] = {"writer": "Writer", "reviewer": "Reviewer", "editor": "Editor", "nobody": "Nobody"}

VOID_WORDS: dict[str, str] = {
    "unknown-reviewer": "does not count: no such reviewer is listed",
    "inactive": "does not count: not active as a reviewer on that day",
    "out-of-scope": "does not count: outside this reviewer's scope",
    "tier": "does not count: the policy asks for a signature",
    "signature": "does not count: the signature is wrong",
    "altered": "does not count: the record was altered",
    "future": "does not count: dated after the as-of date",
}

DECISION_WORDS: dict[str, str] = {
    "confirm": "confirmed",
    "needs-change": "asked for a change",
    "cannot-judge": "could not judge",
    "dispute": "disputes it",
}

assert tuple(STATE_WORDS) == STATES
