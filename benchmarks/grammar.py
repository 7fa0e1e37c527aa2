"""Grammar against LanguageTool's own HTTP API: the same findings, and the time and memory that they cost.

    python benchmarks/grammar.py CORPUS [--pages 60] [--unchanged 200]

CORPUS holds pages of Markdown (or a folder `pages` with them). In one run, each with a server of its own, started anew:

- raw: LanguageTool as it comes (its default settings), one request a page, all rules, two requests at once;
- tuned: the same requests to a server with our settings, to tell what the settings alone bring;
- ours: this project's engine with an empty cache, once with every rule on, once with the pack's policy.

Times are told with and without the start of the server. Findings are compared by page, place and rule.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import requests

from alsreview.config import LanguageToolSettings
from alsreview.documents.model import Document
from alsreview.documents.read import read_document, read_text
from alsreview.findings import Position
from alsreview.grammar import language, server
from alsreview.grammar.client import SPELLER
from alsreview.grammar.language import ACROSS, LanguagePolicy
from alsreview.grammar.session import Session
from alsreview.grammar.utf16 import Utf16
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders
from alsreview.knowledge.words import known_word
from alsreview.statements.model import Statement
from alsreview.statements.split import split

Page = tuple[Document, Sequence[Statement]]
Figures = tuple[float, ...]
Place = tuple[str, int, int, int, int, str]
TARGET_RATIO, TARGET_SECONDS, TARGET_MEGABYTES = 0.5, 1.0, 450


def main() -> int:
    """Runs all parts and prints a table; 1 where a target is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--unchanged", type=int, default=200)
    chosen = options.parse_args()
    folder = chosen.corpus / "pages" if (chosen.corpus / "pages").is_dir() else chosen.corpus
    paths = sorted(folder.glob("*.md"))[: chosen.pages]
    folders = pack_folders(["als"], Path.cwd())
    policy = language.load(folders, load_knowledge(folders).lexicon)
    every = dataclasses.replace(policy, categories={}, rules={}, fragments={}, accept=(), skip_headings=frozenset())
    pages = [(document, split(document)) for path in paths for document in [read_document(path, path.name)]]
    size = sum(len(text_of(document)[0]) for document, _ in pages)
    print(f"{len(pages)} pages, {size:,} characters of reader text, {os.cpu_count()} cores")
    raw_found, raw = run_raw("raw", pages, policy, plain=True)
    _, tuned = run_raw("tuned", pages, policy, plain=False)
    all_found, ours_all = run_ours("ours, every rule", pages, every)
    _, ours = run_ours("ours, the pack's policy", pages, policy)
    distinct = [without_repeats(document, statements) for document, statements in pages[: max(1, len(pages) // 5)]]
    _, raw_distinct = run_raw("raw, no sentence twice", distinct, policy, plain=True)
    _, ours_distinct = run_ours("ours, no sentence twice", distinct, policy)
    same = compare(raw_found, all_found, pages, policy)
    ratios = [
        ("every rule", ours_all, raw),
        ("the pack's policy", ours, raw),
        ("every rule, against tuned", ours_all, tuned),
        ("the pack's policy, no sentence twice", ours_distinct, raw_distinct),
    ]
    for name, mine, theirs in ratios:
        ratio = [f"{mine[at] / theirs[at]:.2f}" for at in (1, 0, 3)]
        print(f"ratio, {name}: {ratio[0]} without start, {ratio[1]} with start, {ratio[2]} of processor")
    seconds = unchanged(paths, chosen.unchanged)
    checks = {
        "the same findings": same,
        f"time at most {TARGET_RATIO} of raw": ours_all[1] <= TARGET_RATIO * raw[1]
        and ours_all[0] <= TARGET_RATIO * raw[0],
        f"JVM at most {TARGET_MEGABYTES} MB": max(ours_all[2], ours[2]) <= TARGET_MEGABYTES,
        f"{chosen.unchanged} unchanged pages under {TARGET_SECONDS} s": seconds < TARGET_SECONDS,
    }
    for name, met in checks.items():
        print(f"{'met' if met else 'MISSED'}: {name}")
    return 0 if all(checks.values()) else 1


def without_repeats(document: Document, statements: Sequence[Statement]) -> Page:
    """The same page with an opening of its own before each sentence: the corpus is made of few sentences."""
    parts, at = [], 0
    for statement in statements:
        if statement.block == "paragraph":
            parts += [document.source[at : statement.start], f"On page {document.path[:5]}, day {statement.index}, "]
            at = statement.start
    made = read_text("".join([*parts, document.source[at:]]), document.path)
    return made, split(made)


def text_of(document: Document) -> tuple[str, list[int]]:
    """The reader text of a page as one text, and where each block starts in it."""
    starts, at = [], 0
    for block in document.blocks:
        starts.append(at)
        at += len(block.text) + 2
    return "\n\n".join(block.text for block in document.blocks), starts


@contextmanager
def private_cache() -> Iterator[Path]:
    """An empty cache for a while."""
    kept, folder = os.environ.get("ALSREVIEW_CACHE_DIR"), tempfile.mkdtemp()
    os.environ["ALSREVIEW_CACHE_DIR"] = folder
    try:
        yield Path(folder)
    finally:
        os.environ.pop("ALSREVIEW_CACHE_DIR")
        if kept is not None:
            os.environ["ALSREVIEW_CACHE_DIR"] = kept
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def peak() -> Iterator[list[float]]:
    """Of any Java below this process meanwhile: the largest resident memory in MB, and its seconds of processor."""
    seen, done = [0.0, 0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            for child in psutil.Process().children(recursive=True):
                try:
                    if "java" in child.name():
                        seen[0] = max(seen[0], child.memory_info().rss / 1e6)
                        spent = child.cpu_times()
                        seen[1] = max(seen[1], spent.user + spent.system)
                except psutil.Error:
                    continue

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def run_raw(name: str, pages: Sequence[Page], policy: LanguagePolicy, *, plain: bool) -> tuple[set[Place], Figures]:
    """Findings, and (seconds with start, seconds without, MB)."""
    config, flags = server.CONFIG, server.JVM_FLAGS
    if plain:
        server.CONFIG, server.JVM_FLAGS = "", ("-Dsun.net.httpserver.nodelay=true",)
    http = requests.Session()
    http.trust_env = False
    try:
        with private_cache(), peak() as memory:
            begun = time.perf_counter()
            with server.start(server.need(LanguageToolSettings(), Path.cwd(), policy.overlay)) as running:

                def ask(text: str) -> list[dict[str, Any]]:
                    answer = http.post(running.url + "v2/check", data={"language": "en-US", "text": text}, timeout=600)
                    answer.raise_for_status()
                    return list(answer.json()["matches"])

                ask("The first request makes the server load its rules.")
                ready = time.perf_counter()
                with ThreadPoolExecutor(2) as pool:
                    answers = list(pool.map(ask, [text_of(document)[0] for document, _ in pages]))
                ended = time.perf_counter()
    finally:
        server.CONFIG, server.JVM_FLAGS = config, flags
    found = {
        place for (document, _), matches in zip(pages, answers, strict=True) for place in places(document, matches)
    }
    return found, told(name, ended - begun, ended - ready, memory, len(found))


def places(document: Document, matches: Sequence[dict[str, Any]]) -> Iterator[Place]:
    """LanguageTool's matches at their places in the source."""
    text, starts = text_of(document)
    units = Utf16(text)
    for match in matches:
        start, end = units.start(match["offset"]), units.end(match["offset"] + match["length"])
        index = max(at for at, first in enumerate(starts) if first <= start)
        block = document.blocks[index]
        source = block.map.to_source(start - starts[index], min(end - starts[index], len(block.text)))
        first, last = document.lines.position(source[0]), document.lines.position(source[1])
        yield (document.path, first.line, first.column, last.line, last.column, match["rule"]["id"])


def run_ours(
    name: str, pages: Sequence[Page], policy: LanguagePolicy, *, apart: bool = False
) -> tuple[set[Place], Figures]:
    """The same for our engine, with an empty cache."""
    with private_cache(), peak() as memory:
        begun = time.perf_counter()
        with Session(policy, LanguageToolSettings(), Path.cwd()) as session:
            session._connection.client()  # the start is told apart
            ready = time.perf_counter()
            for document, statements in pages:
                session.add(document, statements)
            outcome = session.finish()
            ended = time.perf_counter()
    if outcome.not_checked:
        raise SystemExit(f"not checked: {outcome.not_checked[0]}")
    found = {
        (path, item.start.line, item.start.column, item.end.line, item.end.column, rule_of(item.check))
        for path, items in outcome.findings.items()
        for item in items
    }
    return found, told(name, ended - begun, ended - ready, memory, len(found), f", {outcome.requests} requests")


def rule_of(check: str) -> str:
    """LanguageTool's rule id of a finding."""
    return SPELLER if check == "spelling" else check.partition(".")[2]


def told(
    name: str, whole: float, work: float, memory: Sequence[float], count: int, more: str = ""
) -> tuple[float, ...]:
    """Prints a line and gives its figures."""
    megabytes, processor = memory
    times = f"{work:6.1f} s ({whole:5.1f} s with start, {processor:5.1f} s of processor)"
    print(f"{name:26} {times}, {megabytes:4.0f} MB, {count} findings{more}", flush=True)
    return whole, work, megabytes, processor


def compare(raw: set[Place], ours: set[Place], pages: Sequence[Page], policy: LanguagePolicy) -> bool:
    """Whether ours are the same, but for what is told here with its reason."""
    lines = {document.path: document for document, _ in pages}
    reasons: Counter[str] = Counter()
    words: Counter[str] = Counter()
    missing = []
    for place in sorted(raw - ours):
        document = lines[place[0]]
        start, end = (document.lines.offset(Position(place[at], place[at + 1])) for at in (1, 3))
        word = document.source[start:end]
        if place[5] in ACROSS:
            reasons["a rule that compares paragraphs, never asked for"] += 1
        elif place[5] != SPELLER:
            missing.append((place, word))
        elif all(known_word(part, policy.extra) for part in word.split()):
            reasons["a word that the word lists or the vocabulary know"] += 1
            words[word] += 1
        elif word[:1].isupper() or len(word) < 4:
            reasons["a name, an abbreviation, or shorter than four letters"] += 1
            words[word] += 1
        else:
            missing.append((place, word))
    print(f"findings: {len(raw & ours)} the same, {len(raw - ours)} raw alone, {len(ours - raw)} ours alone")
    for reason, count in reasons.most_common():
        print(f"  raw alone, on purpose: {count} {reason}")
    print("  such words: " + ", ".join(f"{word} {count}" for word, count in words.most_common(20)))
    for place, word in missing[:10]:
        print(f"  MISSING: {place} {word!r}")
    for place in sorted(ours - raw)[:10]:
        print(f"  OURS ALONE: {place}")
    return not missing and not ours - raw


def unchanged(paths: Sequence[Path], count: int) -> float:
    """Seconds of the second `check` of a folder of `count` pages, by the command line, its language checks alone."""
    with private_cache() as cache, tempfile.TemporaryDirectory() as name:
        for number in range(count):
            text = paths[number % len(paths)].read_text(encoding="utf-8")
            (Path(name) / f"p{number:04}.md").write_text(f"# Copy {number}\n\n{text}", encoding="utf-8")
        command = [sys.executable, "-c", "from alsreview.cli import main; main()", "check", name]
        command += ["--only", "grammar,spelling", "--fail-on", "never", "--jobs", "2"]
        times = []
        for remembered in (True, False, True):
            if not remembered:  # the whole answer is forgotten: pages are read again, LanguageTool's answers are known
                for folder in cache.iterdir():
                    if not folder.name.startswith(("grammar", "spelling", "languagetool")):
                        shutil.rmtree(folder)
            with peak() as memory:
                begun = time.perf_counter()
                subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
                times.append(time.perf_counter() - begun)
            if len(times) > 1 and memory[0]:
                raise SystemExit("an unchanged folder started a JVM")
    first, anew, last = times
    print(f"{count} pages by the command line: {first:.1f} s first, {anew:.2f} s read anew, {last:.2f} s unchanged")
    return times[2]


if __name__ == "__main__":
    sys.exit(main())
