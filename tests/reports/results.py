"""One shared set of results for every format: nothing found, one, many, not checked, unreadable, hostile text."""

from __future__ import annotations

from dataclasses import replace

from alsreview.findings import (
    DocumentSummary,
    Evidence,
    Finding,
    NotChecked,
    Position,
    RunResult,
    SetAside,
    Summary,
    fingerprint,
)

HOSTILE = 'A "quoted" | piped, 100% `code`\r\n</script><b>=1+1\x1b[31m red \u202e reversed'

EDARAVONE = Evidence(
    fact="us-radicava-iv",
    statement="FDA approved intravenous edaravone for ALS",
    date="2017-05-05",
    jurisdiction="US",
    source="US Food and Drug Administration, NDA 209176",
)


def finding(line: int, check: str = "sole-approved-treatment", text: str = "the only", **more: object) -> Finding:
    """A finding of an invented page, at column 12 of a line."""
    statement = f"Rilutek is {text} approved drug for ALS."
    values: dict[str, object] = {
        "check": check, "category": "outdated", "severity": "error", "confidence": "high", "path": "content/a.md",
        "start": Position(line, 12), "end": Position(line, 12 + len(text)), "text": text, "statement": statement,
        "message": "Rilutek is no longer the only one.", "why": "A reader may not learn of other treatments.",
        "remedy": "Name the approved drugs, with a date.", "evidence": (EDARAVONE,),
        "fingerprint": fingerprint(check, "content/a.md", statement, text, line),
    }  # fmt: skip
    return Finding(**{**values, **more})  # type: ignore[arg-type]


def result(*found: Finding, faults: tuple[str, ...] = (), missed: tuple[NotChecked, ...] = ()) -> RunResult:
    """A result whose counts agree with its findings."""
    levels = [item.severity for item in found]
    paths = sorted({item.path for item in found}) or ["content/a.md"]
    return RunResult(
        as_of="2026-11-22",
        documents=tuple(DocumentSummary(path, 9, sum(item.path == path for item in found)) for path in paths),
        findings=found,
        not_checked=missed,
        summary=Summary(
            statements=9, check_worthy=7, judged={"approvals": 2, "facts": 2}, sourced=3,
            errors=levels.count("error"), warnings=levels.count("warning"), notes=levels.count("note"),
        ),
        faults=faults,
        notices=("pack als: ledger verified to 2026-05-31 (US)",),
    )  # fmt: skip


NONE = result()
ONE = result(finding(3))
MANY = result(
    *(finding(line) for line in range(3, 20)),
    finding(30, check="unsourced", category="unsourced", severity="warning", evidence=(), message="No source."),
    finding(1, path="content/b.md", check="undated", category="undated", severity="note", evidence=()),
)
MISSED = result(
    finding(3, severity="warning"),
    faults=("content/c.docx: is protected by a password; save it without one",),
    missed=(NotChecked("grammar", "no Java was found", "pip install 'alsreview[java]'"),),
)
WILD = replace(
    result(finding(2, text=HOSTILE, message=HOSTILE, why=HOSTILE, remedy=HOSTILE, path="content/a,b:c%.md"),
           missed=(NotChecked(HOSTILE, HOSTILE, HOSTILE),), faults=(f"content/a.md: {HOSTILE}",)),
    set_aside=(SetAside(finding(9, text=HOSTILE, message=HOSTILE), "comment", HOSTILE),),
)  # fmt: skip
ALL = {"none": NONE, "one": ONE, "many": MANY, "missed": MISSED, "wild": WILD}
