"""Recall and precision of the knowledge engines on labelled sentences, by kind, with every miss and false alarm.

    python benchmarks/accuracy.py outdated SET.yaml [--context heading|before|after] [--as-of DATE] [--medium]
    python benchmarks/accuracy.py accuracy SET.yaml [--heading TEXT] [--as-of DATE] [--borderline]

A set holds `as_of` and `items`, each with `text`, `label` (outdated, current or unclear), `kind`, `confidence` and
perhaps `context`: what the page says beside it. Each item is written into a page of its own, its context as the
sentence before it, as the heading over it or as the sentence after it, and the page is judged as `check` judges one.
An accuracy set has the labels flag and ok; items of kind statistic are left out, and those marked borderline unless
they are asked for. Its sentences come from pages on ALS and many do not name it, so each stands under a heading that
does (`--heading ""` takes it away: a page that names nothing of a pack's topic is not judged, and says so).

The sets are development sets: rules were written while they were seen, so the figures are an upper bound.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from alsreview.checks.approvals.defaults import uncovered
from alsreview.checks.loader import load_checks
from alsreview.documents.read import read_text
from alsreview.findings import Finding
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders
from alsreview.pipeline.judge import Judge

CATEGORIES = frozenset({"outdated", "misstatement"})
"""Findings of these categories count as a flag on an item of the outdated set."""

ACCURACY = CATEGORIES | {"overclaim", "wrong-term", "safety", "quantity", "undated", "contradiction"}
"""Findings of these categories count as a flag on an item of the accuracy set."""


@dataclass
class Score:
    """Counts of one kind."""

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0
    passed: int = 0

    def line(self, name: str) -> str:
        """One row of the table."""
        wanted, flagged = self.hits + self.misses, self.hits + self.false_alarms
        recall = f"{self.hits / wanted:6.3f}" if wanted else "     -"
        precision = f"{self.hits / flagged:6.3f}" if flagged else "     -"
        return f"{name:14} {recall} {precision}  {self.hits:4} {self.misses:4} {self.false_alarms:4} {self.passed:4}"


@dataclass
class Scores:
    """Counts by kind, and what went wrong."""

    kinds: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, wanted: bool, flagged: bool) -> None:
        """Counts one item, in its kind and in all."""
        for name in (kind, "all"):
            score = self.kinds[name]
            if wanted:
                score.hits += flagged
                score.misses += not flagged
            else:
                score.false_alarms += flagged
                score.passed += not flagged

    def lines(self) -> Iterator[str]:
        """The table, all kinds last."""
        yield "kind           recall  prec.   hits miss false pass"
        for name in [*sorted(set(self.kinds) - {"all"}), "all"]:
            yield self.kinds[name].line(name)


class Bench:
    """The ALS pack, ready to judge pages made of one sentence and its context."""

    def __init__(self) -> None:
        folders = pack_folders(["als"], Path.cwd())
        checks = load_checks(folders)
        self._judge = Judge(load_knowledge(folders), [*checks, *uncovered(checks)])

    def findings(self, text: str, context: str, place: str, as_of: date) -> list[Finding]:
        """Findings on the lines of `text`, which stands beside `context`."""
        source, first = _page(text, context, place)
        result = self._judge.judge(read_text(source, "item.md"), as_of, None)
        last = first + text.count("\n")
        inside = [item for item in result.findings if item.start.line <= last and item.end.line >= first]
        return [item for item in inside if item.statement and item.statement not in context]


def _page(text: str, context: str, place: str) -> tuple[str, int]:
    """The source of a page and the 1-based line on which the text begins."""
    # A list marker or heading sign at the start of a sentence would make it another kind of block.
    body = text if text[:1].isalnum() else f"\\{text}"
    if not context:
        return f"{body}\n", 1
    if place == "heading":
        return f"## {context}\n\n{body}\n", 3
    if place == "after":
        return f"{body} {context}\n", 1
    closed = context if context.rstrip()[-1:] in ".!?:" else f"{context}."
    return f"{closed}\n{body}\n", 2


def score(items: Iterable[dict[str, Any]], as_of: date, place: str, medium: bool) -> Scores:
    """Judges every item that is scored."""
    bench, scores = Bench(), Scores()
    for item in items:
        confidence = item.get("confidence", "high")
        if item["label"] == "unclear" or (confidence != "high" and not medium):
            continue
        found = bench.findings(item["text"], item.get("context") or "", place, as_of)
        flags = [finding for finding in found if finding.category in CATEGORIES]
        wanted = item["label"] == "outdated"
        scores.add(item["kind"], wanted, bool(flags))
        if wanted != bool(flags):
            what = "MISS " if wanted else "FALSE"
            checks = ", ".join(f"{finding.check}: {finding.text!r}" for finding in flags)
            scores.wrong.append(f"{what} {item['id']} {item['kind']}: {item['text']} [{checks}]")
    return scores


def score_accuracy(items: Iterable[dict[str, Any]], as_of: date, heading: str, borderline: bool) -> Scores:
    """Judges every item of an accuracy set that is scored."""
    bench, scores = Bench(), Scores()
    for item in items:
        if item.get("kind") == "statistic" or (item.get("borderline") and not borderline):
            continue
        found = bench.findings(item["text"], heading, "heading", as_of)
        flags = [finding for finding in found if finding.category in ACCURACY]
        wanted = item["label"] == "flag"
        kind = item.get("kind") or "ok"
        scores.add(kind, wanted, bool(flags))
        if wanted != bool(flags):
            what = "MISS " if wanted else "FALSE"
            checks = ", ".join(f"{finding.check}: {finding.text!r}" for finding in flags)
            scores.wrong.append(f"{what} {item['id']} {kind}: {item['text']} [{checks}]")
    return scores


def main() -> None:
    """Prints what went wrong, then the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["outdated", "accuracy"])
    parser.add_argument("set", type=Path)
    parser.add_argument("--context", choices=["before", "heading", "after"], default="before")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--medium", action="store_true", help="score items of medium confidence as well")
    parser.add_argument("--heading", default="ALS", help="heading over each item of an accuracy set")
    parser.add_argument("--borderline", action="store_true", help="score borderline items as well")
    given = parser.parse_args()
    data = yaml.safe_load(given.set.read_text(encoding="utf-8"))
    as_of = given.as_of or date.fromisoformat(str(data["as_of"]))
    if given.what == "accuracy":
        scores = score_accuracy(data["items"], as_of, given.heading, given.borderline)
    else:
        scores = score(data["items"], as_of, given.context, given.medium)
    print("\n".join([*scores.wrong, "", *scores.lines()]))


if __name__ == "__main__":
    main()
