"""How long 20,000 claims with 40,000 sign-offs take to read and judge: `python benchmarks/review.py`.

Prints seconds of wall and of processor time. `read and judge` is all that the sign-offs add to a check: claim files,
session files, digests, where each claim stands, page by page. `again` runs the command twice;
the second has nothing new.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alsreview.claims.model import Claim, ClaimSource, SourceRecord
from alsreview.claims.records import claim_data, source_data
from alsreview.claims.render import render_record
from alsreview.claims.sessions import record_of, render, session_of, session_path
from alsreview.claims.standing import tree_standing
from alsreview.claims.store import ClaimStore

CLAIMS, PAGES, SESSION = 20_000, 200, 100
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def main() -> None:
    """Builds the site and times it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        build(root)
        with timed("read and judge, cold"):
            judge(root)
        with timed("read and judge, warm files"):
            judge(root)
        environment = {**os.environ, "ALSREVIEW_CACHE_DIR": str(root / "cache")}
        command = [sys.executable, "-m", "alsreview", "check", "--only", "review,claim", "--format", "json"]
        for name in ("alsreview check of the pages and reviews, first", "alsreview check, again"):
            with timed(name):
                subprocess.run(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, check=False)


def judge(root: Path) -> None:
    """Everything about sign-offs that a check works out."""
    tree = ClaimStore(root).read()
    standing = tree_standing(tree, datetime.now(UTC).date())
    verified = sum(standing.state(claim).verified for _, claim in tree.claims())
    assert verified == CLAIMS, verified


def build(root: Path) -> None:
    """Pages of claims, each signed by two people."""
    source = SourceRecord(id="study", title="A study", DOI="10.1000/study")
    claims_folder = root / "claims"
    (claims_folder / "reviews").mkdir(parents=True)
    (claims_folder / "sources.yaml").write_text("sources:\n" + render_record(source_data(source)), encoding="utf-8")
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
            part = every[first : first + SESSION]
            records = [record_of(claim, {"study": source}, document, "confirm") for document, claim in part]
            session = session_of(who, who, at + timedelta(minutes=first), records)
            (claims_folder / session_path(session)).write_text(render(session), encoding="utf-8")


def _id(number: int) -> str:
    return "c-" + "".join(_LETTERS[number // 32**place % 32] for place in range(8))


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Prints how long the block took."""
    wall, processor = time.perf_counter(), time.process_time()
    before = os.times()
    yield
    after = os.times()
    children = after.children_user + after.children_system - before.children_user - before.children_system
    used = time.process_time() - processor + children
    print(f"{name:<50} {time.perf_counter() - wall:6.2f} s wall {used:6.2f} s processor", flush=True)


if __name__ == "__main__":
    main()
