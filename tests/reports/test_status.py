"""Where statements stand, and the same in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from alsreview.config import find
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.status import status
from alsreview.pipeline.status_values import StatementStatus, Status
from alsreview.reports.status import html, markdown
from alsreview.reports.status.markup import share
from packs.project import run
from reports.results import HOSTILE
from reports.status_site import AS_OF, build

LANGUAGE = frozenset({"grammar", "spelling"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site") / "here"
    made.mkdir()
    return build(made)


def of(folder: Path, as_of: date = AS_OF) -> Status:
    return status(CheckRequest(find(folder), (), as_of, skip=LANGUAGE))


def item(found: Status, words: str) -> StatementStatus:
    every = [one for document in found.documents for one in document.statements]
    return next(one for one in every if one.statement.text.startswith(words))


@pytest.mark.parametrize(
    ("words", "state", "mover"),
    [
        ("Riluzole was the first", "verified", "nobody"),
        ("Rilutek is the only", "outdated", "writer"),
        ("Liver enzymes", "overdue", "reviewer"),
        ("Riluzole is taken twice", "due", "reviewer"),
        ("Riluzole works better", "unsourced", "writer"),
        ("No medicine has been", "disputed", "editor"),
        ("By injection", "in-review", "reviewer"),
        ("Many people start", "in-review", "writer"),
        ("The settings are checked", "in-review", "writer"),
        ("Some masks cover", "unclaimed", "writer"),
    ],
)
def test_each_statement_stands_where_its_records_put_it(folder: Path, words: str, state: str, mover: str) -> None:
    found = item(of(folder), words)
    assert (found.state, found.mover) == (state, mover)
    assert bool(found.move) == (mover != "nobody")


def test_the_as_of_date_moves_states(folder: Path) -> None:
    later, before = of(folder, date(2028, 6, 1)), of(folder, date(2017, 5, 4))
    assert item(later, "Riluzole was the first").state == "overdue"
    assert item(before, "Rilutek is the only").state != "outdated"
    # A sign-off of a later day is no sign-off yet.
    assert item(before, "Riluzole was the first").state == "in-review"


def test_a_status_typed_by_hand_verifies_nothing(tmp_path: Path) -> None:
    folder = build(tmp_path)
    path = folder / "claims/content/medicines.md.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: in_review", "status: verified"), encoding="utf-8")
    found = of(folder)
    assert item(found, "By injection").state == "in-review"
    assert found.counts()["verified"] == of(folder).counts()["verified"] == 5


def test_without_claims_every_check_worthy_statement_is_unsourced_or_unclaimed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    text = "Riluzole slows ALS.[^a] Riluzole is a tablet.\n\n[^a]: PMID 38470068.\n"
    (tmp_path / "content/a.md").write_text(text, encoding="utf-8")
    found = of(tmp_path)
    assert {one.state for one in found.documents[0].tracked} == {"unsourced", "unclaimed"}
    assert any(missed.what == "claims" for missed in found.result.not_checked)


def report(folder: Path, *arguments: str) -> tuple[int, str, str]:
    return run(folder, "report", *arguments, "--as-of", "2026-11-22")


def test_json_adds_up_and_csv_has_the_same_statements(folder: Path) -> None:
    data = json.loads(report(folder, "-", "--format", "json")[1])
    assert data["states"]["verified"] == 5
    assert sum(data["states"].values()) == sum(len(document["statements"]) for document in data["documents"])
    rows = list(csv.DictReader(io.StringIO(report(folder, "-", "--format", "csv")[1].removeprefix("\ufeff"))))
    told = [statement["text"] for document in data["documents"] for statement in document["statements"]]
    assert [row["statement"] for row in rows] == told
    people = {person["id"]: person for person in data["reviewers"]}
    assert people["amara-osei"]["overdue"] == 1
    assert people["amara-osei"]["disputes"] == 1
    assert people["jonas-weber"]["due"] == 1
    assert people["jonas-weber"]["asked"] == 1


def test_since_lists_what_happened_after_the_date_and_nothing_before(folder: Path) -> None:
    data = json.loads(report(folder, "-", "--format", "json", "--since", "2026-11-01")[1])
    what = {(change["what"], change["statement"][:13]) for change in data["changes"]}
    assert ("review lapsed", "Liver enzymes") in what
    assert all("2026-11-01" < change["on"] <= "2026-11-22" for change in data["changes"])
    code, _, said = report(folder, "-", "--since", "2026-11-22")
    assert code == 2
    assert "does not lie before" in said


def test_markdown_is_short_whatever_the_size(folder: Path) -> None:
    found = status(CheckRequest(find(folder), (), AS_OF, skip=LANGUAGE), compare_with=date(2000, 1, 1))
    many = Status(**{**{name: getattr(found, name) for name in Status.__slots__}, "documents": found.documents * 40})
    text = markdown.render(many)
    assert len(text.splitlines()) <= 60
    assert "and 100 more documents" in text
    assert "**Since 2000-01-01:**" in text


def test_xlsx_opens_and_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    names = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for name in names:
        assert report(folder, str(name))[0] == 0
    assert names[0].read_bytes() == names[1].read_bytes()
    assert zipfile.is_zipfile(names[0])
    book = openpyxl.load_workbook(names[0])
    assert book.sheetnames == ["Documents 2026-11-22", "Statements", "Reviewers", "Not checked"]
    assert book["Statements"].max_row == 1 + 18


def test_equal_input_gives_equal_files_and_pages_of_lost_documents_go(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for out in (first, second):
        assert report(folder, str(out))[0] == 0
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len([path for path in files if path.parts[0] == "pages"]) == 3
    for name in files:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    (first / "mine.txt").write_text("kept", encoding="utf-8")
    assert report(folder, str(first), "content/breathing.md")[0] == 0
    assert [path.name[:13] for path in (first / "pages").iterdir()] == ["breathing-md-"]
    assert (first / "mine.txt").exists()


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_pages_made_in_workers_are_the_same(folder: Path, tmp_path: Path) -> None:
    assert report(folder, str(tmp_path / "one"), "--jobs", "1")[0] == 0
    assert report(folder, str(tmp_path / "more"), "--jobs", "3")[0] == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "more")


def test_a_report_that_lies_there_already_is_left_alone_and_a_changed_one_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    folder, out = build(tmp_path / "here"), tmp_path / "status"
    for arguments in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=A", "-c", "user.email=a@b.org", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    first = report(folder, str(out))
    made = contents(out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    assert report(folder, str(out)) == first
    assert {path: path.stat().st_mtime_ns for path in before} == before
    (out / "index.html").write_text("somebody's own", encoding="utf-8")
    next((out / "pages").iterdir()).unlink()
    assert report(folder, str(out)) == first
    assert contents(out) == made
    page = folder / "content/breathing.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nSome people cough weakly.\n", encoding="utf-8")
    assert report(folder, str(out))[2] != first[2]
    assert contents(out) != made
    later = run(folder, "report", str(out), "--as-of", "2028-06-01")
    assert later[2] != first[2], "another day is another report"


def test_a_folder_with_other_files_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", encoding="utf-8")
    code, _, said = report(folder, str(tmp_path))
    assert code == 2
    assert "holds other files" in said
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_one_html_file_holds_one_document(folder: Path, tmp_path: Path) -> None:
    code, _, said = report(folder, str(tmp_path / "x.html"))
    assert code == 2
    assert "one html file holds one document" in said
    assert report(folder, str(tmp_path / "x.html"), "content/breathing.md")[0] == 0
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<link" not in text
    assert "src=" not in text


def test_what_cannot_be_read_is_told_and_is_no_success(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no zip")
    code, out, said = report(folder, "-", "content/breathing.md", str(broken), "--format", "markdown")
    assert code == 2
    assert "not read" in said
    assert "broken.docx" in out


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    bad = 'Riluzole <script>alert("x")</script> &amp; "quotes" \u202e slows ALS `--><b onclick=x>`.'
    page = f"---\ntitle: '<img src=x onerror=alert(1)>'\n---\n\n# A &lt;b&gt; \\<i>\n\n{bad}\n"
    (tmp_path / "content/<b>&.md").write_text(page, encoding="utf-8")
    found = of(tmp_path)
    for text in [*(text for name, text in html.site(found) if name.endswith(".html")), html.single(found)]:
        assert "<img" not in text
        assert "onerror=alert(1)>" not in text.replace("&gt;", "")
        assert "<b onclick" not in text
        assert "<i>" not in text
        assert "\u202e" not in text
    assert HOSTILE  # the formats of single cells share their escapes with `check`, tested there


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    from alsreview.reports.status.panel import safe_url

    assert safe_url("https://example.org/a") == "https://example.org/a"
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//example.org", "http://[x", ""):
        assert safe_url(bad) == ""


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 9, "0 %"), (1, 999, "1 %"), (998, 999, "99 %"), (9, 9, "100 %"), (0, 0, "")]
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == said
