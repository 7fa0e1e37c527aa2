"""The status report in a real browser: sort, filter, open, keys, panel; no WCAG AA violation in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import violations
from packs.project import run
from reports.status_site import build

pytestmark = pytest.mark.xdist_group("status-browser")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "here"
    folder.mkdir()
    build(folder)
    for out in ("status", "one.html"):
        paths = ["content/medicines.md"] if out.endswith("html") else []
        code, _, said = run(folder, "report", out, *paths, "--as-of", "2026-11-22", "--since", "2026-10-01")
        assert code == 0, said
    return folder


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A tab that fails the test on any error of the script, and on any request that leaves the files."""
    # Without motion: what is judged or clicked must not be on its way somewhere else.
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce", offline=True)
    tab = context.new_page()
    trouble: list[str] = []
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda sent: None if sent.url.startswith("file:") else trouble.append(sent.url))
    yield tab
    context.close()
    assert not trouble


def visible_titles(page: Any) -> list[str]:
    return page.locator("tbody tr:visible th a").all_inner_texts()[:3]


def open_index(page: Any, report: Path) -> None:
    page.goto((report / "status/index.html").as_uri(), wait_until="load")
    page.wait_for_selector("html.js")


def test_index_is_sorted_by_each_column_both_ways(page: Any, report: Path) -> None:
    open_index(page, report)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Outdated")
    heads = page.locator(".sortable thead th")
    assert heads.count() == 12
    for column in range(heads.count()):
        orders = []
        for _ in range(2):
            heads.nth(column).get_by_role("button").click()
            assert heads.nth(column).get_attribute("aria-sort") in ("ascending", "descending")
            assert page.locator("th[aria-sort=none]").count() == 11
            cells = page.locator(f".sortable tbody tr > :nth-child({column + 1})")
            orders.append([cell.get_attribute("data-value") for cell in cells.all()])
        numbers = "num" in (heads.nth(column).get_attribute("class") or "") or column == 1
        key = float if numbers else str
        assert sorted(orders[0], key=key) in (orders[0], orders[0][::-1]), heads.nth(column).inner_text()
        assert sorted(map(key, orders[0])) == sorted(map(key, orders[1]))
        ways = [[key(value) for value in order] for order in orders]
        assert {tuple(way) for way in ways} == {tuple(sorted(ways[0])), tuple(sorted(ways[0], reverse=True))}


def test_index_filters_and_opens_a_page_by_keyboard_alone(page: Any, report: Path) -> None:
    open_index(page, report)
    assert visible_titles(page) == ["Medicines for ALS", "Flying", "Breathing"], "the worst first"
    page.locator("body").press("/")
    page.keyboard.type("fly")
    assert visible_titles(page)[:1] == ["Flying"]
    assert page.locator("#said").inner_text() == "1 of 3 shown"
    page.locator("#search").fill("")
    page.locator("#state").select_option("disputed")
    assert page.locator("#said").inner_text() == "1 of 3 shown"
    page.locator("#state").select_option("")
    page.locator("#move").select_option("editor")
    assert visible_titles(page)[0] == "Medicines for ALS"
    page.keyboard.press("Escape")
    page.locator("#move").evaluate("field => field.blur()")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pages/medicines-md-*.html", wait_until="load")
    assert page.locator("h1").inner_text() == "Medicines for ALS"


def open_page(page: Any, report: Path) -> None:
    """Follow the index's link. A key pressed before the page's script has run would be lost: wait for the load."""
    open_index(page, report)
    page.get_by_role("link", name="Medicines for ALS").click()
    page.wait_for_url("**/pages/medicines-md-*.html", wait_until="load")
    page.wait_for_selector("html.js")


def test_panel_shows_claim_source_reviewer_and_finding_of_the_statement_clicked(page: Any, report: Path) -> None:
    open_page(page, report)
    assert page.locator(".detail:visible").count() == 0
    page.get_by_text("Rilutek is the only FDA-approved drug").first.click()
    panel = page.locator("#panel")
    said = panel.inner_text()
    assert "Outdated or wrong" in said
    assert "2017-05-05 (US)" in said
    assert "Write" in said or "Do" in said
    page.get_by_text("As a tablet, a liquid").first.click()
    said = panel.inner_text()
    assert "Verified" in said
    assert "Jonas Weber (pharmacist) confirmed on" in said
    assert panel.locator("a[href^='https://']").count() >= 1
    assert panel.locator(".detail:visible").count() == 1
    assert page.locator(".s[aria-current]").count() == 1


def test_keys_go_through_the_statements_that_the_filters_leave(page: Any, report: Path) -> None:
    open_page(page, report)
    page.keyboard.press("n")
    assert "Riluzole was the first" in page.locator(".detail:visible").inner_text()
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert "Riluzole was the first" in page.locator(".detail:visible").inner_text()
    for chip in page.locator(".chip:not([data-state=disputed])").all():
        chip.click()
    assert page.locator(".s.off").count() == page.locator(".s").count() - 1
    page.locator("main").press("n")
    assert "No medicine has been shown" in page.locator(".detail:visible").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".detail:visible").count() == 0
    page.keyboard.press("?")
    assert page.locator("dialog[open]").inner_text().startswith("Keys")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("zebra")
    assert page.locator(".s:not(.off)").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_no_wcag_aa_violation_and_nothing_wider_than_the_window(page: Any, report: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_index(page, report)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Medicines for ALS").click()
    page.wait_for_url("**/pages/medicines-md-*.html", wait_until="load")
    assert violations(page) == []
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("?")
    assert violations(page) == []


def test_single_file_works_by_itself_and_without_script_everything_is_there(
    browser: Any,
    report: Path,
    tmp_path: Path,
) -> None:
    alone = tmp_path / "one.html"
    alone.write_bytes((report / "one.html").read_bytes())
    context = browser.new_context(java_script_enabled=False, offline=True)
    tab = context.new_page()
    tab.goto(alone.as_uri())
    assert tab.locator(".detail:visible").count() == tab.locator(".s").count() > 8
    assert tab.locator(".s").first.evaluate("item => getComputedStyle(item).textDecorationLine") == "underline"
    context.close()
    context = browser.new_context(reduced_motion="reduce", offline=True)
    tab = context.new_page()
    tab.goto(alone.as_uri(), wait_until="load")
    tab.wait_for_selector("html.js")
    tab.keyboard.press("n")
    assert tab.locator(".detail:visible").count() == 1
    tab.emulate_media(media="print")
    assert tab.locator(".detail:visible").count() == tab.locator(".detail").count()
    assert not tab.locator(".controls").is_visible()
    assert tab.pdf().startswith(b"%PDF")
    context.close()
