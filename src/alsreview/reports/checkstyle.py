"""Checkstyle's XML, which most build servers read: one `file` a document, one `error` a finding."""

from __future__ import annotations

from xml.etree import ElementTree as XML

from alsreview.findings import Finding, RunResult
from alsreview.reports.places import placed, unread
from alsreview.reports.safe import one_line
from alsreview.reports.view import View

_SEVERITY = {"error": "error", "warning": "warning", "note": "info"}


def render(result: RunResult, view: View) -> str:
    """Every document, also a clean one; findings, and what could not be read. Columns count code points."""
    root = XML.Element("checkstyle", version="4.3")
    files: dict[str, XML.Element] = {}

    def file(path: str) -> XML.Element:
        name = one_line(placed(path, view.from_here))
        if name not in files:
            files[name] = XML.SubElement(root, "file", name=name)
        return files[name]

    for document in result.documents:
        file(document.path)
    for finding in result.findings:
        _error(file(finding.path), finding)
    for fault in result.faults:
        place = unread(fault)
        XML.SubElement(
            file(place.path), "error", line=str(place.line), column=str(place.column), severity="error",
            message=one_line(f"not read: {place.what}"), source="alsreview.not-read",
        )  # fmt: skip
    XML.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + XML.tostring(root, encoding="unicode") + "\n"


def _error(file: XML.Element, finding: Finding) -> None:
    XML.SubElement(
        file, "error", line=str(finding.start.line), column=str(finding.start.column),
        severity=_SEVERITY[finding.severity],
        message=one_line(" ".join(part for part in (finding.message, finding.remedy) if part)),
        source=f"alsreview.{one_line(finding.check)}",
    )  # fmt: skip
