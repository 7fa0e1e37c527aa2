"""Beside Vale on the same phrases and pages, hit sets first: `python benchmarks/phrases.py CORPUS --vale VALE`.

CORPUS holds `pages/*.md`, `phrases.txt` (a phrase a line) and `vale/` (a set-up with the same phrases in one rule).
Ours runs with all checks of the ALS pack and the phrases as one check file of kind `leftovers`, without grammar, two
jobs and an empty cache; Vale runs the phrases alone. Both run in turn on the same machine, so that the ratio counts
and not the seconds. Memory is the peak of the proportional set size, summed over all processes of a run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil
import yaml

CHECK = "benchmark-phrases"
Hit = tuple[str, int, str]


def main() -> None:
    """Prints hit sets, then times and memory for 1 page, 20 pages and all, then the start of both programs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--vale", type=Path, help="the Vale program; without it only ours runs")
    parser.add_argument("--pages", type=int, nargs="*", default=[1, 20, 0], help="how many pages; 0 is all")
    parser.add_argument(
        "--varied", action="store_true", help="change words and numbers, so that sentences do not repeat"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = make_site(work, given.corpus)
        every = sorted((given.corpus / "pages").glob("*.md"))
        for count in given.pages:
            chosen = work / f"pages-{count}"
            chosen.mkdir()
            for path in every[: count or None]:
                shutil.copy(path, chosen)
            if given.varied:
                vary(chosen)
            compare(work, site, chosen, given)
        start(site, given)


def make_site(work: Path, corpus: Path) -> Path:
    """A site with the ALS pack and one check file of its own that holds all phrases."""
    phrases = corpus.joinpath("phrases.txt").read_text("utf-8").split("\n")
    phrases = [phrase for phrase in phrases if phrase]
    definition = {
        "id": CHECK,
        "kind": "leftovers",
        "category": "leftover",
        "severity": "note",
        "confidence": "high",
        "title": "Phrases of the benchmark",
        "message": "'{text}' found",
        "why": "It is on the list.",
        "remedy": "Take it off the list.",
        "phrases": phrases,
        "examples": {
            "flag": [{"text": f"Here: {phrase}.", "span": phrase} for phrase in phrases[:2]],
            "pass": [{"text": text, "because": "none of the list"} for text in ("Nothing.", "No more.", "Not here.")],
        },
    }
    site = work / "site"
    (site / "checks").mkdir(parents=True)
    (site / "checks" / f"{CHECK}.yaml").write_text(yaml.safe_dump(definition, sort_keys=False), "utf-8")
    (site / "alsreview.toml").write_text("", "utf-8")
    return site


def vary(folder: Path) -> None:
    """Changes one long word in eight and every number of the pages, so that hardly a sentence stands twice."""
    pages = sorted(folder.glob("*.md"))
    text = "\n".join(page.read_text("utf-8") for page in pages[:20])
    words = sorted(set(re.findall(r"\b[a-z]{5,}\b", text)))
    for number, page in enumerate(pages):
        rng = random.Random(number)

        def other(match: re.Match[str], rng: random.Random = rng) -> str:
            word = match[0]
            if word.isdigit():
                return str(rng.randrange(10 ** len(word)))
            return rng.choice(words) if rng.random() < 0.12 else word

        page.write_text(re.sub(r"\b(?:\d+|[a-z]{5,})\b", other, page.read_text("utf-8")), "utf-8")


def compare(work: Path, site: Path, pages: Path, given: argparse.Namespace) -> None:
    """One line of figures for one set of pages, after the hit sets."""
    count = len(list(pages.iterdir()))
    ours = work / "ours.json"
    mine = ours_on(site, pages, ours)
    print(f"{count:5} pages: ours {mine}")
    if given.vale is None:
        return
    theirs = work / "vale.json"
    his = timed([str(given.vale.resolve()), "--no-exit", "--output=JSON", str(pages)], given.corpus / "vale", theirs)
    tell_hits(our_hits(ours), vale_hits(theirs), pages)
    print(f"             Vale {his}")
    ratios = [f"{what} x {one / other:.2f}" for what, one, other in zip(Run._fields, mine, his, strict=True)]
    print(f"             ours / Vale: {', '.join(ratios)}")


def ours_on(site: Path, pages: Path, out: Path) -> Run:
    """One run of ours with an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        command = [sys.executable, "-m", "alsreview", "check", str(pages), "--skip", "grammar,spelling"]
        command += ["--format", "json", "--fail-on", "never", "--jobs", "2"]
        return timed(command, site, out, {"ALSREVIEW_CACHE_DIR": cache})


class Run(NamedTuple):
    """Seconds by the clock, seconds of all processors (steadier on a busy machine), and peak memory in MB (2**20)."""

    clock: float
    processors: float
    memory: float

    def __str__(self) -> str:
        return f"{self.clock:7.2f} s ({self.processors:7.2f} s of processors) {self.memory:5.0f} MB"


def timed(command: list[str], folder: Path, out: Path, more: dict[str, str] | None = None) -> Run:
    """Runs a command and measures it and its children."""
    with out.open("wb") as file:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=file, env={**os.environ, **(more or {})})
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.02)
        took = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(took, used, peak / 2**20)


def memory(pid: int) -> int:
    """Bytes of a process and its children; what they share is counted once."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            total += process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return total
    return total


def our_hits(path: Path) -> set[Hit]:
    """Hits of the phrases in our report: file, line, text in lower case."""
    data = json.loads(path.read_text("utf-8"))
    return {
        (Path(item["path"]).name, item["start"]["line"], item["text"].lower())
        for item in data["findings"]
        if item["check"] == CHECK
    }


def vale_hits(path: Path) -> set[Hit]:
    """The same of Vale's report."""
    data = json.loads(path.read_text("utf-8") or "{}")
    return {(Path(file).name, hit["Line"], hit["Match"].lower()) for file, hits in data.items() for hit in hits}


def tell_hits(ours: set[Hit], theirs: set[Hit], pages: Path) -> None:
    """How many hits both have, and each kind of difference with an example."""
    print(f"       hits: {len(ours & theirs)} alike, {len(ours - theirs)} ours only, {len(theirs - ours)} Vale's only")
    for who, hits in (("ours", ours - theirs), ("Vale's", theirs - ours)):
        by_text: dict[str, list[Hit]] = {}
        for hit in sorted(hits):
            by_text.setdefault(hit[2], []).append(hit)
        for text, group in sorted(by_text.items(), key=lambda item: (-len(item[1]), item[0]))[:20]:
            file, line, _ = group[0]
            shown = pages.joinpath(file).read_text("utf-8").split("\n")[line - 1]
            at = max(0, shown.lower().find(text) - 25)
            print(f"         {who} only, {len(group)} times: {text!r} in {file}:{line}: ...{shown[at : at + 70]}...")


def start(site: Path, given: argparse.Namespace) -> None:
    """The start of both programs: `--version`, best of five."""
    for name, command in (("ours", [sys.executable, "-m", "alsreview"]), ("Vale", [str(given.vale)])):
        if command[0] != "None":
            best = min(timed([*command, "--version"], site, Path(os.devnull)) for _ in range(5))
            print(f"start of {name}: {best.clock:.3f} s ({best.processors:.3f} s of processors)")


if __name__ == "__main__":
    main()
