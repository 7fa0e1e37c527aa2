"""How fast claim files are read, cold: `python benchmarks/claims.py [CLAIMS]` (20,000 unless told, 100 a file)."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from alsreview.claims.digest import digest
from alsreview.claims.model import Claim, ClaimSource, new_claim_id
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record
from alsreview.claims.store import ClaimStore

_WORDS = "riluzole slows loss of motor neurons in people with ALS and may lengthen life by months when started early"
_PER_FILE = 100


def build(root: Path, count: int) -> None:
    """Claim files in the form that the tool writes."""
    rng = random.Random(count)
    taken: set[str] = set()
    for number in range(count // _PER_FILE):
        lines = [f"document: content/{number}.md\nclaims:\n"]
        for place in range(_PER_FILE):
            claim = Claim(
                id=new_claim_id(taken),
                statement=f"{' '.join(rng.choices(_WORDS.split(), k=18))} {place}.",
                section="Treatment > Medicines",
                status="in_review",
                as_of=date(2026, 1, 1),
                sources=(ClaimSource(ref="label", locator="section 2", quote="a passage of the label"),),
            )
            taken.add(claim.id)
            lines.append(render_record(claim_data(claim)))
        path = root / f"claims/content/{number}.md.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")


def run(count: int) -> None:
    """Prints one line of figures."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), count)
        started, used = time.perf_counter(), time.process_time()
        tree = ClaimStore(Path(folder)).read()
        read, read_used = time.perf_counter() - started, time.process_time() - used
        started = time.perf_counter()
        digests = {digest(claim, tree.sources) for _, claim in tree.claims()}
        took = time.perf_counter() - started
    print(
        f"{count:,} claims in {len(tree.files)} files: read in {read:.2f} s ({read_used:.2f} s of CPU), "
        f"{len(digests):,} digests in {took:.2f} s"
    )


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
