"""How long a site of 20,000 claims with 40,000 sign-offs takes: `python benchmarks/review.py [RUNS]`.

Each row is the best of RUNS (3 unless told): seconds of wall, of processor time (user and system, children included),
and the most memory that one process held. Rows of `check` are whole commands without grammar:

- empty cache: nothing is kept of any earlier run;
- a sign-off added, a page changed: the cache is that of a run before, and one file is another one;
- nothing changed: the same command again.

Everything that `check` does for sign-offs alone is the row "read and judge", in this process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alsreview.claims.model import Claim, ClaimSource, SourceRecord
from alsreview.claims.records import claim_data, source_data
from alsreview.claims.render import render_record
from alsreview.claims.sessions import record_of, render, session_of, session_path
from alsreview.claims.standing import tree_standing
from alsreview.claims.store import ClaimStore

CLAIMS, PAGES, SESSION = 20_000, 200, 100
CHECK = ("check", "--skip", "grammar,spelling", "--format", "json")
SOURCE = SourceRecord(id="study", title="A study", DOI="10.1000/study")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def main(runs: int) -> None:
    """Builds the site and times it."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        every = build(site)
        cache = Path(folder) / "cache"

        def fresh() -> None:
            shutil.rmtree(cache, ignore_errors=True)

        def signed() -> None:
            put_session(site, "anna", datetime.now(UTC), every[:1])

        def changed() -> None:
            with (site / "content/p7.md").open("a", encoding="utf-8") as file:
                file.write("\nIt is told to families.\n")

        show("read and judge", [in_process(lambda: judge(site)) for _ in range(runs)])
        for name, before in (
            ("check, empty cache", fresh),
            ("check, a sign-off added", signed),
            ("check, a page changed", changed),
            ("check, nothing changed", lambda: None),
        ):
            show(name, [command(site, cache, before, *CHECK) for _ in range(runs)])
        for name, arguments in (
            ("sync --dry-run", ("sync", "--dry-run")),
            ("sync", ("sync",)),
            ("review queue", ("review", "queue")),
            ("review verify", ("review", "verify")),
            ("explain a claim", ("explain", every[0][1].id)),
            ("report", ("report", str(Path(folder) / "report"))),
        ):
            show(name, [command(site, cache, fresh, *arguments) for _ in range(runs)])
        decide = ("review", "--claim", every[5][1].id, "--decision", "confirm", "--reviewer", "ben")
        show("one decision put on file", [command(site, cache, fresh, *decide) for _ in range(runs)])


def judge(root: Path) -> None:
    """Everything about sign-offs that a check works out."""
    tree = ClaimStore(root).read()
    standing = tree_standing(tree, datetime.now(UTC).date())
    verified = sum(standing.state(claim).verified for _, claim in tree.claims())
    assert verified == CLAIMS, verified


def build(root: Path) -> list[tuple[str, Claim]]:
    """Pages of claims, each signed by two people; the claims with their documents."""
    claims_folder = root / "claims"
    (claims_folder / "reviews").mkdir(parents=True)
    (claims_folder / "sources.yaml").write_text("sources:\n" + render_record(source_data(SOURCE)), encoding="utf-8")
    people = "reviewers:\n- {id: anna, name: Anna, role: neurologist}\n- {id: ben, name: Ben, role: nurse}\n"
    (claims_folder / "reviewers.yaml").write_text(people, encoding="utf-8")
    cited = (ClaimSource(ref="study", locator="p. 3", quote="In this group the measure was as stated."),)
    every: list[tuple[str, Claim]] = []
    for page in range(PAGES):
        document = f"content/p{page}.md"
        texts = [
            f"Group {page} of the study gave {number} points after {number % 24 + 1} months of care."
            for number in range(CLAIMS // PAGES)
        ]
        claims = [
            Claim(id=_id(page * 1000 + at), statement=text, status="verified", sources=cited, reviewer=("anna", "ben"))
            for at, text in enumerate(texts)
        ]
        path = claims_folder / f"{document}.yaml"
        path.parent.mkdir(exist_ok=True)
        head = f"document: {document}\nclaims:\n"
        path.write_text(head + "".join(render_record(claim_data(claim)) for claim in claims), encoding="utf-8")
        text = root / document
        text.parent.mkdir(exist_ok=True)
        text.write_text("---\nauthor: Somebody Else\n---\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
        every += [(document, claim) for claim in claims]
    at = datetime.now(UTC) - timedelta(days=30)
    for who in ("anna", "ben"):
        for first in range(0, len(every), SESSION):
            put_session(root, who, at + timedelta(minutes=first), every[first : first + SESSION])
    return every


def put_session(root: Path, who: str, at: datetime, decided: Sequence[tuple[str, Claim]]) -> None:
    """One session file in which `who` confirms claims."""
    records = [record_of(claim, {"study": SOURCE}, document, "confirm") for document, claim in decided]
    session = session_of(who, who, at, records)
    (root / "claims" / session_path(session)).write_text(render(session), encoding="utf-8")


def _id(number: int) -> str:
    return "c-" + "".join(_LETTERS[number // 32**place % 32] for place in range(8))


Figures = tuple[float, float, float]
"""Seconds of wall, seconds of processor, megabytes."""


def in_process(work: Callable[[], None]) -> Figures:
    """One piece of work in this process; its memory is not told apart from the rest."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor, 0.0


def command(site: Path, cache: Path, before: Callable[[], None], *arguments: str) -> Figures:
    """One command in a process of its own, after `before`."""
    before()
    environment = {**os.environ, "ALSREVIEW_CACHE_DIR": str(cache)}
    wall = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "alsreview", *arguments], cwd=site, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), f"{arguments} ended with {process.returncode}"
    return time.perf_counter() - wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1_000


def show(name: str, found: Sequence[Figures]) -> None:
    """The best of each figure: another process on the machine only ever adds."""
    wall, processor, memory = (min(figure) for figure in zip(*found, strict=True))
    size = f"{memory:6.0f} MB" if memory else ""
    print(f"{name:<28} {wall:6.2f} s wall {processor:6.2f} s processor {size}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
