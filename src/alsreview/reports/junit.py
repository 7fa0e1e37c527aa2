"""JUnit XML for test tabs (Jenkins, Azure, GitLab): one suite a document, one case a finding."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as XML

from alsreview.findings import SEVERITIES, Finding, RunResult
from alsreview.reports.places import placed
from alsreview.reports.safe import one_line
from alsreview.reports.view import View


def render(result: RunResult, view: View) -> str:
    """What fails the run is a failure, what could not be read an error, what was not checked skipped."""
    root = XML.Element("testsuites", name="alsreview")
    by_path = {path: list(group) for path, group in groupby(result.findings, key=lambda item: item.path)}
    for path in dict.fromkeys([*(item.path for item in result.documents), *by_path]):
        _suite(root, path, by_path.get(path, []), view)
    if result.faults or result.not_checked:
        _rest(root, result)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    XML.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + XML.tostring(root, encoding="unicode") + "\n"


def fails(finding: Finding, fail_on: str) -> bool:
    """Whether a finding is at or above the level that fails the run."""
    return fail_on != "never" and SEVERITIES.index(finding.severity) <= [*SEVERITIES].index(fail_on)  # type: ignore[arg-type]


def _suite(root: XML.Element, path: str, findings: list[Finding], view: View) -> None:
    name, file = one_line(path), one_line(placed(path, view.from_top))
    failures = sum(fails(item, view.fail_on) for item in findings)
    suite = XML.SubElement(
        root, "testsuite", name=name, tests=str(max(1, len(findings))), failures=str(failures), errors="0", skipped="0"
    )
    if not findings:
        XML.SubElement(suite, "testcase", classname=name, name="no finding")
    for finding in findings:
        title = f"{finding.check} ({finding.start.line}:{finding.start.column})"
        case = XML.SubElement(suite, "testcase", classname=name, name=title, file=file, line=str(finding.start.line))
        if fails(finding, view.fail_on):
            message = one_line(finding.message)
            XML.SubElement(case, "failure", type=finding.severity, message=message).text = _body(finding)
        else:
            XML.SubElement(case, "system-out").text = _body(finding)


def _body(finding: Finding) -> str:
    lines = [f"{finding.path}:{finding.start.line}:{finding.start.column}: {finding.severity}", finding.statement]
    lines += [finding.message, finding.why]
    lines += [f"{item.date or 'fact'}: {item.statement} [{item.source}]" for item in finding.evidence]
    return "\n".join(one_line(line) for line in [*lines, finding.remedy] if line)


def _rest(root: XML.Element, result: RunResult) -> None:
    errors, skipped = len(result.faults), len(result.not_checked)
    suite = XML.SubElement(
        root, "testsuite", name="not checked", tests=str(errors + skipped), failures="0",
        errors=str(errors), skipped=str(skipped),
    )  # fmt: skip
    for fault in result.faults:
        case = XML.SubElement(suite, "testcase", classname="alsreview", name=one_line(fault))
        XML.SubElement(case, "error", type="not-read", message=one_line(fault))
    for item in result.not_checked:
        case = XML.SubElement(suite, "testcase", classname="alsreview", name=one_line(item.what))
        XML.SubElement(case, "skipped", message=one_line(f"{item.reason} ({item.fix})"))
