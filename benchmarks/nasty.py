"""Whether nasty texts cost more than linear time: `python benchmarks/nasty.py [NAME ...] [--largest BYTES]`.

Texts of 10 kB, 100 kB, 1 MB and 10 MB, each one paragraph of one thing over and over, go through all checks (without
grammar). Processor seconds are shown with the growth a tenfold text brings: 10 is linear, 100 quadratic.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import time
from datetime import date
from pathlib import Path

from alsreview.config import find
from alsreview.documents.read import read_text
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.setup import set_up

TEXTS = {
    "backticks": "` ``",
    "trigger words": "only approved drug ",
    "a name": "riluzole ",
    "numbers": "12 of 345, 6.7% ",
    "years": "in 2017 ",
    "acronyms": "ALS (SOD1) TDP-43 FVC ",
    "slips": "riluzol sclerosys ",
    "quotes": "\"ALS\" 'x' “y ",
    "commas": ",",
    "sentences": "No drug is approved for ALS. ",
    "different sentences": "Sentence {number} says that {number} people with ALS take riluzole. ",
    "brackets": "[a](b ",
    "stars": "*a **b ",
    "one word": "a",
    "links": "https://example.org/a ",
    "long sentences": "only approved drug " * 310 + ". ",
}
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
DAY = date(2026, 11, 22)
FROM = 0.05
"""Seconds below which a growth says nothing: the start of a thing costs more than the thing."""


def main() -> None:
    """One line a text; the last word tells whether its growth was ever more than linear."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="which texts; all unless told")
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    given = parser.parse_args()
    request = CheckRequest(
        configuration=find(Path.cwd()), paths=(), as_of=DAY, skip=frozenset({"grammar", "spelling"}), jobs=1
    )
    gc.set_threshold(100_000, 50, 100)  # as the program does
    setup = set_up(request)
    setup.judge.judge(read_text("# ALS\n\nRiluzole is the only drug.\n", "warm.md", setup.options), DAY, None)
    for name in given.names or TEXTS:
        took: list[float] = []
        for size in SIZES:
            if size > given.largest:
                break
            text = "# About ALS\n\n" + filled(TEXTS[name], size) + "\n"
            began = time.process_time()
            setup.judge.judge(read_text(text, "nasty.md", setup.options), DAY, None)
            took.append(time.process_time() - began)
        growth = [after / before for before, after in itertools.pairwise(took) if before >= FROM]
        shown = "  ".join(f"{seconds:8.3f} s" for seconds in took)
        verdict = "more than linear" if any(factor > 15 for factor in growth) else "linear"
        print(f"{name:20} {shown}   x {', '.join(f'{factor:.1f}' for factor in growth) or '-'}  {verdict}", flush=True)


def filled(piece: str, size: int) -> str:
    """`size` characters of a piece over and over, each with a number of its own where it asks for one."""
    if "{number}" not in piece:
        return (piece * (size // len(piece) + 1))[:size]
    return "".join(piece.format(number=number) for number in range(size // len(piece)))[:size]


if __name__ == "__main__":
    main()
