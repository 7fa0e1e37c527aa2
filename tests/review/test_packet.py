"""The reviewer's page and table: out, decided in a real browser, and back in."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import chromium
import pytest
from review_site import A, B, C, Site

from alsreview.review.packet import word_diff


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    if chromium.found() is None:
        assert not os.environ.get("ALSREVIEW_REQUIRE_CHROMIUM"), "the gate needs chromium"
        pytest.skip("chromium is not installed")
    folder = tmp_path / "browser"
    folder.mkdir()
    return folder


def page_for(site: Site, reviewer: str) -> Path:
    path = site.root.parent / f"{reviewer}.html"
    site.ok("review", "export", "--reviewer", reviewer, "-o", str(path))
    return path


def saved(folder: Path) -> Path:
    for _ in range(600):
        for path in sorted(folder.glob("decisions-*.json"), reverse=True):
            with suppress(ValueError):  # the name may be there before what is in the file
                json.loads(path.read_text(encoding="utf-8"))
                return path
        time.sleep(0.1)
    raise AssertionError("nothing was saved")


def test_there_and_back_in_a_browser(site: Site, browser: Path) -> None:
    site.decide(C, "ben", "dispute", "--comment", 'a newer trial <b>says</b> "otherwise" & more')
    page = page_for(site, "anna")
    ids = {text: claim.id for text, claim in site.claims().items()}
    with chromium.Browser(browser) as view:
        view.open(page)
        assert view.js("document.querySelectorAll('.claim').length") == 3
        assert view.js("document.querySelectorAll('b').length") == 0, "what others wrote stays text"
        assert "a newer trial <b>says</b>" in view.js("document.body.innerText")
        # By keyboard alone: confirm the first, ask for a change of the second.
        view.js(f"document.getElementById('{ids[A]}').focus()")
        view.press("c")
        view.press("ArrowDown")
        view.press("n")
        assert view.js("document.activeElement.name") == f"why-{ids[B]}"
        view.click("#save")
        assert "1 of your decisions still need a reason" in view.js("document.getElementById('trouble').textContent")
        view.js(f"document.querySelector('[name=why-{ids[B]}]').focus()")
        view.type("name the age group")
        # By mouse: settle the dispute.
        view.click(f"#{ids[C]} input[value=confirm]")
        view.click(f"[name=why-{ids[C]}]")
        view.type("the newer trial is of another disease")
        view.click("#save")
        file = saved(browser)
        assert view.js("document.getElementById('count').textContent") == "3 of 3 decided"
        assert {url.split(":")[0] for url in view.requests} <= {"file", "about", "blob"}, "nothing is fetched"
    said = site.ok("review", "import", str(file), "--recorded-by", "ben")
    assert "3 decisions of anna put on file, 0 refused" in said
    assert site.status() == {A: "verified", B: "draft", C: "verified"}
    record = json.loads(site.sessions()[-1].read_text(encoding="utf-8"))
    assert (record["attested_by"], record["recorded_by"]) == ("anna", "ben")
    again = site.run("review", "import", str(file))
    assert again.returncode == 1
    assert again.stdout.count("REFUSED") == 3


def test_confirm_all_takes_what_was_on_the_screen(site: Site, browser: Path) -> None:
    site.decide(C, "ben", "dispute", "--comment", "no")
    page = page_for(site, "anna")
    with chromium.Browser(browser) as view:
        view.open(page)
        for index in range(3):
            view.js(f"claims[{index}].scrollIntoView({{block: 'center'}})")
            view.wait(f"seen.has(claims[{index}])")
        view.click(".all")
        assert view.js("document.querySelectorAll('[data-decision=confirm]').length") == 2, (
            "what is disputed is left out"
        )


def file_of(site: Site, *decisions: dict[str, object], reviewer: str = "anna", at: datetime | None = None) -> Path:
    path = site.root.parent / "decisions.json"
    when = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    data = {"format": 1, "what": "alsreview decisions", "reviewer": reviewer, "saved_at": when}
    path.write_text(json.dumps(data | {"decisions": decisions}), encoding="utf-8")
    return path


def row(site: Site, statement: str, decision: str = "confirm") -> dict[str, object]:
    from alsreview.claims.digest import digest
    from alsreview.claims.store import ClaimStore

    tree = ClaimStore(site.root).read()
    claim = site.claims()[statement]
    return {"claim": claim.id, "digest": digest(claim, tree.sources), "decision": decision}


def test_stale_rows_are_refused_and_listed(site: Site) -> None:
    path = file_of(site, row(site, A), row(site, B))
    site.edit("content/a.md", "50 mg", "500 mg")
    unsynced = site.run("review", "import", str(path), "--dry-run")
    assert "run `alsreview sync` first" in unsynced.stdout
    site.ok("sync")
    done = site.run("review", "import", str(path))
    assert done.returncode == 1
    assert "is stale" in done.stdout
    assert "500 mg" in done.stdout
    assert "1 decisions of anna put on file, 1 refused" in done.stdout
    assert site.status()[B] == "verified"


def test_a_file_from_the_future_or_by_a_stranger_is_refused(site: Site) -> None:
    later = site.run("review", "import", str(file_of(site, row(site, A), at=datetime.now(UTC) + timedelta(days=2))))
    assert later.returncode == 2
    assert "yet to come" in later.stderr
    stranger = site.run("review", "import", str(file_of(site, row(site, A), reviewer="mallory")))
    assert "who is no reviewer" in stranger.stderr


def test_a_broken_file_names_every_fault(site: Site) -> None:
    path = site.root.parent / "x.json"
    row = '{"claim": "c-1", "digest": "d", "decision": "maybe"}'
    head = '"format": 1, "what": "alsreview decisions", "reviewer": "anna", "saved_at": "noon"'
    path.write_text(f'{{{head},\n "decisions": [{row}]}}', encoding="utf-8")
    done = site.run("review", "import", str(path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "'noon' is no time" in done.stderr
    assert "`decisions.0.decision` cannot be 'maybe'" in done.stderr


def test_the_table_goes_out_and_comes_back(site: Site) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = site.root.parent / "anna.xlsx"
    site.ok("review", "export", "--reviewer", "anna", "--to", "xlsx", "-o", str(path))
    book = openpyxl.load_workbook(path)
    sheet = book["review"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    by_text = {sheet.cell(line, columns["statement"]).value: line for line in range(2, sheet.max_row + 1)}
    assert set(by_text) == {A, B, C}
    sheet.cell(by_text[A], columns["decision"]).value = "confirm"
    sheet.cell(by_text[B], columns["decision"]).value = "needs-change"
    sheet.cell(by_text[B], columns["reason"]).value = "say for whom"
    book.save(path)
    assert "2 decisions of anna put on file, 0 refused" in site.ok("review", "import", str(path))
    assert site.status() == {A: "verified", B: "draft", C: "in_review"}


def test_word_diff_escapes_and_marks() -> None:
    assert word_diff("take 50 mg", "take 100 mg") == "take <del>50</del> <ins>100</ins> mg"
    assert word_diff("", "<script>") == "<ins>&lt; script &gt;</ins>"
