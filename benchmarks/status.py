"""Speed of the status report: 300 pages with 100 claims each, written, opened, weighed.

    python benchmarks/status.py [PAGES] [CLAIMS]

Aims on two cores: written in under 20 s, index opened in under 1 s, no page over 500 kB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

SUBJECTS = ("Riluzole", "Edaravone", "Tofersen", "Non-invasive ventilation", "A feeding tube", "Speech therapy")
VERBS = ("was studied in", "was offered to", "helped", "was stopped in", "was started early in", "was compared in")


def main(pages: int = 300, claims: int = 100) -> int:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        (site / "content").mkdir(parents=True)
        for page in range(pages):
            (site / f"content/page-{page:04}.md").write_text(text(page, claims), encoding="utf-8")
        print(f"init     {timed(site, 'init'):6.1f} s")
        seconds = timed(site, "report", "status", "--as-of", "2026-11-22")
        print(f"report   {seconds:6.1f} s  {pages} pages, {claims} claims each")
        again = timed(site, "report", "status", "--as-of", "2026-11-22")
        print(f"again    {again:6.1f} s  with nothing changed")
        largest = max((site / "status/pages").iterdir(), key=lambda path: path.stat().st_size)
        index = site / "status/index.html"
        print(f"largest  {largest.stat().st_size / 1000:6.0f} kB page; index {index.stat().st_size / 1000:.0f} kB")
        for name, path in (("index", index), ("page", largest)):
            print(f"{name:8} {open_time(path):6.0f} ms until it is drawn and its script has run")
    return 0


def text(page: int, claims: int) -> str:
    """One page: paragraphs of five sentences, each with a source."""
    lines = [f"# Page {page}", ""]
    for number in range(claims):
        subject, verb = SUBJECTS[number % 6], VERBS[(number + page) % 6]
        said = f"{subject} {verb} {page * 7 + number + 2} people in trial {page}-{number}."
        lines.append(f"{said}[^s{number % 10}]" + ("\n" if number % 5 == 4 else ""))
    notes = [f"[^s{number}]: Report {number}. PMID {20000000 + page * 10 + number}." for number in range(10)]
    return "\n".join([*lines, "", *notes, ""])


def timed(site: Path, *arguments: str) -> float:
    """Seconds of one command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ALSREVIEW_CACHE_DIR": str(site.parent / "cache")}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "alsreview", *arguments], cwd=site, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return time.perf_counter() - start


def open_time(path: Path) -> float:
    """Milliseconds from opening a file in Chromium to the end of its load event."""
    from browser import opened

    with opened() as browser:
        page = browser.new_page()
        page.goto("about:blank")
        page.goto(path.as_uri(), wait_until="load")
        found: float = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
