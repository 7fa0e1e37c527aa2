"""Kind `directives`: comments that set findings aside, and the trouble with them.

    <!-- alsreview: ignore CHECK[, CHECK] [until 2027-01-31] because REASON -->        the next line, or its own
    <!-- alsreview: ignore-block CHECK ... because REASON -->                          the next block, or its own
    <!-- alsreview: ignore-begin CHECK ... because REASON --> ... <!-- alsreview: ignore-end -->

The comments are read with the page; what they do is judged when every finding of the page is known.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import Field

from alsreview.checks.definition import Definition, Example, Examples, FlagExample, Many, PassExample, Strict
from alsreview.checks.engine import Outcome, Page
from alsreview.documents.model import Comment, Document
from alsreview.documents.read import read_text
from alsreview.findings import Position

Finds = Literal[
    "unreadable", "no-reason", "not-closed", "unknown-check", "not-allowed", "lapsed", "unused",
    "entry-stale", "entry-lapsed", "entry-not-allowed",
]  # fmt: skip

ACTIONS = ("ignore", "ignore-block", "ignore-begin", "ignore-end")
_HEAD = re.compile(r"\s*alsreview\s*:\s*(?P<action>[\w-]*)(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_NO_COLON = re.compile(r"\s*alsreview\s*[-=]?\s*(?:ignore|disable|noqa|off\b).*", re.DOTALL | re.IGNORECASE)
_REST = re.compile(
    r"(?P<names>.*?)(?:\s+until\s+(?P<until>\S+))?(?:\s+because\b(?P<reason>.*))?\s*", re.DOTALL | re.IGNORECASE
)
_ONLY_COMMENT = re.compile(r"\s*(?:<!--.*-->|\{/\*.*\*/\})?\s*")
_END_OF_TEXT = Position(10**9, 1)


@dataclass(frozen=True, slots=True)
class Directive:
    """One comment. It covers what overlaps `first` to `last` (exclusive); nothing where it has a `trouble`."""

    text: str
    """The comment's inside, white space folded."""
    start: Position
    end: Position
    names: tuple[str, ...] = ()
    """Check ids and categories."""
    until: date | None = None
    reason: str = ""
    first: Position = _END_OF_TEXT
    last: Position = _END_OF_TEXT
    trouble: Finds | None = None
    detail: str = ""
    action: str = ""


class Flagged(NamedTuple):
    """What must be known of a finding."""

    check: str
    category: str
    start: Position
    end: Position


class Trouble(NamedTuple):
    """A directive that is wrong; `detail` says how, or what to write."""

    finds: Finds
    directive: Directive
    detail: str


class Known(NamedTuple):
    """What directives are held against."""

    names: Set[str]
    """Every check id and category."""
    fixed: Set[str]
    """Check ids and categories that nobody may set aside."""
    judged: Set[str]
    """Check ids and categories that this run looked for: an unused directive is only told where it could be used."""


class _Found(Strict):
    """What other checks found on the example's page: check id -> the flagged words."""

    found: dict[str, str] = Field(default_factory=dict)


class DirectiveFlagExample(FlagExample, _Found):
    """As other flag examples; `span` is the inside of the comment."""


class DirectivePassExample(PassExample, _Found):
    """As other pass examples."""


class DirectiveExamples(Examples):
    """As the examples of other kinds."""

    flag: Many[DirectiveFlagExample]
    pass_: Many[DirectivePassExample] = Field(alias="pass")


class DirectiveCheck(Definition):
    """A check of kind `directives`."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"detail"})

    kind: Literal["directives"]
    finds: Finds
    examples: DirectiveExamples


def literals(definitions: Sequence[DirectiveCheck], knowledge: Any) -> Iterable[str]:
    """None: comments are no prose."""
    return ()


def run(definitions: Sequence[DirectiveCheck], page: Page, knowledge: Any) -> Outcome:
    """Nothing: a directive can only be judged when the findings of all other checks are known."""
    return Outcome()


def read_directives(document: Document) -> tuple[Directive, ...]:
    """The directives of a page, in order, each with what it covers or its trouble."""
    found: list[Directive] = []
    open_at: list[int] = []
    for comment in document.comments:
        head = _HEAD.fullmatch(comment.text)
        if head is None:
            if _NO_COLON.fullmatch(comment.text):  # it would do nothing, and its writer would think that it does
                found.append(_no_colon(document, comment))
            continue
        made = _one(document, comment, head["action"].lower(), head["rest"])
        if made.action == "ignore-begin" and made.trouble is None:
            open_at.append(len(found))
        if made.action == "ignore-end" and made.trouble is None:
            if open_at:
                begin = open_at.pop()
                found[begin] = replace(found[begin], last=made.start)
                continue
            made = replace(made, trouble="not-closed", detail="no `ignore-begin` stands before it; take it out")
        found.append(made)
    for at in open_at:
        detail = "no `ignore-end` follows; write `<!-- alsreview: ignore-end -->` where it is to stop"
        found[at] = replace(found[at], trouble="not-closed", detail=detail)
    return tuple(found)


def settle(
    directives: Sequence[Directive], findings: Sequence[Flagged], known: Known, as_of: date
) -> tuple[dict[int, Directive], list[Trouble]]:
    """(index of each finding that is set aside -> its directive, what is wrong with directives)."""
    aside: dict[int, Directive] = {}
    troubles: list[Trouble] = []
    for directive in directives:
        wrong = list(_wrong(directive, known, as_of))
        troubles += wrong
        if wrong or directive.action == "ignore-end":
            continue
        hit = [at for at, finding in enumerate(findings) if _covers(directive, finding, known.fixed)]
        for at in hit:
            aside.setdefault(at, directive)
        unused = [name for name in directive.names if not any(name in _names(findings[at]) for at in hit)]
        unused = [name for name in unused if name in known.judged or name.split(".")[0] in known.judged]
        if unused:
            troubles.append(Trouble("unused", directive, f"{', '.join(unused)} found nothing there"))
    return aside, troubles


def try_example(check: DirectiveCheck, example: Example, knowledge: Any) -> list[str]:
    """The comments that the check flags, given what other checks found in the example's text."""
    document = read_text(example.text, "example.md")
    given: dict[str, str] = getattr(example, "found", {})
    found = []
    for id_, words in given.items():
        at = document.source.index(words)
        found.append(Flagged(id_, id_, document.lines.position(at), document.lines.position(at + len(words))))
    names = frozenset({"undated", "overclaim", "miracle-words", "stopping-medicine", "grammar", "safety"})
    known = Known(names | set(given), frozenset({"safety", "stopping-medicine"}), names | set(given))
    _, troubles = settle(read_directives(document), found, known, example.as_of or date(2026, 1, 1))
    return [trouble.directive.text for trouble in troubles if trouble.finds == check.finds]


def _one(document: Document, comment: Comment, action: str, rest: str) -> Directive:
    text = " ".join(comment.text.split())
    lines = document.lines
    made = Directive(text, lines.position(comment.start), lines.position(comment.end), action=action)
    if action not in ACTIONS:
        near = difflib.get_close_matches(action, ACTIONS, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(ACTIONS)}"
        return replace(made, trouble="unreadable", detail=f"`{action}` is nothing that can be asked for; {hint}")
    parts = _REST.fullmatch(rest)
    assert parts is not None  # every part of the pattern is optional
    if action == "ignore-end":
        return made
    names = tuple(name for name in re.split(r"[\s,]+", parts["names"]) if name)
    if not names:
        return replace(made, trouble="unreadable", detail="it names no check; write the id of one after `ignore`")
    until: date | None = None
    if parts["until"] is not None:
        try:
            until = date.fromisoformat(parts["until"])
        except ValueError:
            return replace(made, trouble="unreadable", detail=f"{parts['until']!r} is no date; write it as 2027-01-31")
    reason = " ".join((parts["reason"] or "").split())
    made = replace(made, names=names, until=until, reason=reason)
    if not re.search(r"\w", reason):
        return replace(made, trouble="no-reason", detail="write `because` and the reason behind the check's id")
    first, last = _cover(document, comment, action)
    return replace(made, first=first, last=last)


def _no_colon(document: Document, comment: Comment) -> Directive:
    lines = document.lines
    start, end = lines.position(comment.start), lines.position(comment.end)
    detail = "a colon is missing; write `alsreview: ignore CHECK because REASON`"
    return Directive(" ".join(comment.text.split()), start, end, trouble="unreadable", detail=detail)


def _cover(document: Document, comment: Comment, action: str) -> tuple[Position, Position]:
    lines = document.lines
    if action == "ignore-begin":
        return lines.position(comment.end), _END_OF_TEXT
    if action == "ignore-block":
        for block in document.blocks:
            start, end = block.map.to_source(0, len(block.text))
            if end > comment.start:
                return lines.position(start), lines.position(end)
        return _END_OF_TEXT, _END_OF_TEXT
    return _line(document, comment)


def _line(document: Document, comment: Comment) -> tuple[Position, Position]:
    """The comment's own line where prose stands on it, else the next line with prose."""
    lines, source = document.lines, document.source
    own, last = lines.position(comment.start).line, lines.position(comment.end).line
    around = source[: comment.start].rpartition("\n")[2] + source[comment.end :].partition("\n")[0]
    alone = own != last or _ONLY_COMMENT.fullmatch(around) is not None
    for block in document.blocks:
        start, end = (lines.position(offset).line for offset in block.map.to_source(0, len(block.text)))
        if start <= own <= end and not alone:
            return Position(own, 1), Position(own + 1, 1)
        if end > last:
            number = max(start, last + 1)
            return Position(number, 1), Position(number + 1, 1)
    return _END_OF_TEXT, _END_OF_TEXT


def _wrong(directive: Directive, known: Known, as_of: date) -> Iterable[Trouble]:
    if directive.trouble is not None:
        yield Trouble(directive.trouble, directive, directive.detail)
        return
    unknown = [name for name in directive.names if not {name, name.split(".")[0]} & known.names]
    for name in unknown:
        near = difflib.get_close_matches(name, sorted(known.names), n=1)
        hint = f"did you mean {near[0]}?" if near else "`alsreview checks list` shows them all"
        yield Trouble("unknown-check", directive, f"there is no check or category {name}; {hint}")
    if fixed := [name for name in directive.names if name in known.fixed]:
        yield Trouble("not-allowed", directive, f"{', '.join(fixed)} always counts")
    if directive.until is not None and directive.until < as_of:
        yield Trouble("lapsed", directive, f"it held until {directive.until}")


def _covers(directive: Directive, finding: Flagged, fixed: Set[str]) -> bool:
    names = _names(finding)
    return (
        bool(names & set(directive.names))
        and not names & fixed
        and finding.start < directive.last
        and (directive.first < finding.end or directive.first == finding.start)
    )


def _names(finding: Flagged) -> set[str]:
    return {finding.check, finding.category, finding.check.split(".")[0]}
