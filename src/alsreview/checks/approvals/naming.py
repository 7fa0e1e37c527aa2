"""Names and facts in the words of a message."""

from __future__ import annotations

from alsreview.knowledge.facts import Fact


def joined(items: list[str]) -> str:
    """Items in a row: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def in_words(fact: Fact, subject: str, product: str) -> str:
    """A fact in a few words: "edaravone (Radicava), US Food and Drug Administration 2017-05-05, NDA 209176"."""
    brand = f" ({product})" if product else ""
    when = f" {fact.valid_from.text}" if fact.valid_from else ""
    what = {
        "approved": "approved",
        "approval-withdrawn": "approval withdrawn",
        "marketing-stopped": "taken off the market",
        "application-withdrawn": "application withdrawn",
        "refused": "refused",
        "failed": "failed in a trial",
        "launched": "on the market since",
        "trial-reported": "results reported",
        "advised": "advisers met",
        "not-approved": "not approved",
    }.get(fact.event, fact.event)
    number = "" if fact.source.identifier in ("-", "derived") else f", {fact.source.identifier}"
    return f"{subject}{brand}: {what}{when}, {fact.source.publisher}{number}"
