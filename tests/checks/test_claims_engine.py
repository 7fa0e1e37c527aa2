"""Kind `claims`: what its findings carry beside the words that the check files' own examples prove."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alsreview.checks.claims import ClaimCheck, run
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.loader import load_checks
from alsreview.claims.match import page_claims
from alsreview.claims.store import ClaimStore
from alsreview.documents.read import read_text
from alsreview.statements.split import split

CHECKS = [check for check in load_checks([Path(__file__).parents[2] / "checks"]) if isinstance(check, ClaimCheck)]
CLAIMS = """\
# the claims of one page
document: content/a.md
claims:
  - {status: draft, statement: Nobody says this any more., id: c-aaaaaaaa}
  - id: "c-bbbbbbbb"
    statement: Riluzole tablets are taken twice a day with water.
    status: draft
    sources:
    - ref: label
    - {locator: nobody, ref: nobody}
"""


def judged(tmp_path: Path, text: str, claims: str | None) -> Outcome:
    if claims is not None:
        path = tmp_path / "claims/content/a.md.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(claims, encoding="utf-8")
        (tmp_path / "claims/sources.yaml").write_text("sources:\n- id: label\n", encoding="utf-8")
    document = read_text(text, "content/a.md")
    statements = split(document)
    tree = ClaimStore(tmp_path).read()
    kept = page_claims("content/a.md", "claims/content/a.md.yaml", statements, tree)
    return run(CHECKS, Page(document, statements, {}, date(2026, 1, 1), kept), None)


def test_troubles_of_a_claim_file_point_into_it(tmp_path: Path) -> None:
    outcome = judged(tmp_path, "Riluzole tablets are taken twice a day with water.\n", CLAIMS)
    lines = CLAIMS.splitlines()
    found = {hit.check: hit for hit in outcome.file_hits}
    assert set(found) == {"orphaned-claim", "unknown-source"}
    for hit in found.values():
        assert hit.path == "claims/content/a.md.yaml"
        assert hit.start.line == hit.end.line
        assert lines[hit.start.line - 1][hit.start.column - 1 : hit.end.column - 1] == hit.text
    assert (found["orphaned-claim"].text, found["orphaned-claim"].claim) == ("c-aaaaaaaa", "c-aaaaaaaa")
    assert found["unknown-source"].text == "nobody"
    assert found["unknown-source"].start.column == lines[9].rindex("nobody") + 1


def test_findings_on_a_statement_name_its_claim(tmp_path: Path) -> None:
    outcome = judged(tmp_path, "Riluzole capsules are taken twice a day with water.\n", CLAIMS)
    edited = next(hit for hit in outcome.hits if hit.check == "edited-since-review")
    assert edited.claim == "c-bbbbbbbb"
    assert edited.values["changed"] == '"tablets" -> "capsules"'
    assert edited.values["signed"] == "since its claim was written"


def test_where_no_claims_are_kept_only_sources_are_judged(tmp_path: Path) -> None:
    outcome = judged(tmp_path, "Riluzole tablets are taken twice a day with water.\n", None)
    assert [hit.check for hit in outcome.hits] == ["unsourced"]
    assert not outcome.file_hits
    assert not outcome.judged
