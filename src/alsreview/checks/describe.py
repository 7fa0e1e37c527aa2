"""A check told in full, for `explain`: what it flags, why, what to do, by which sources, and its examples."""

from __future__ import annotations

from collections.abc import Iterator

from alsreview.checks.definition import Definition, FlagExample, PassExample

Told = tuple[str, str]
"""A label ("" for more of the same) and a text."""


def describe(check: Definition, path: str) -> Iterator[Told]:
    """The parts of a check in the order in which a reader asks for them. `path` is the file it stands in."""
    yield "check", check.id
    yield "", check.title
    yield "kind", f"{check.kind}, category {check.category}, severity {check.severity}, confidence {check.confidence}"
    yield "what", check.message
    yield "why", check.why
    yield "do", check.remedy
    if check.since is not None:
        yield "since", check.since.isoformat()
    for source in check.sources:
        yield "source", source
    for fact in check.facts:
        yield "fact", f"{fact} (`alsreview explain {fact}`)"
    for flag in check.examples.flag:
        yield "flags", f"“{flag.span}” in: {_quoted(flag)}"
    for right in check.examples.pass_:
        yield "passes", f"{_quoted(right)}, because {right.because}"
    yield "file", path


def _quoted(example: FlagExample | PassExample) -> str:
    notes = [
        f"under the heading “{example.heading}”" if example.heading else "",
        f"after “{example.context}”" if example.context else "",
        f"as of {example.as_of}" if example.as_of else "",
    ]
    said = ", ".join(note for note in notes if note)
    return f"“{' '.join(example.text.split())}”" + (f" ({said})" if said else "")
