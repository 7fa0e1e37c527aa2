"""Cost of splitting and classing, per statement: PYTHONPATH=src python benchmarks/statements.py [PAGES]

Pages of about 16 kB from the project's own test sentences, each made unique by a number, so that no memo helps.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from time import process_time

import yaml

from alsreview.documents.read import read_text
from alsreview.statements.split import split

CASES = Path(__file__).resolve().parents[1] / "tests" / "statements" / "cases" / "worthy.yaml"


def page(number: int, sentences: list[str]) -> str:
    """One page: six sections of five paragraphs of about 600 characters."""
    chance = random.Random(number)
    lines = [f"# Page {number}"]
    for section in range(6):
        lines.append(f"## Section {section}")
        for _ in range(5):
            chosen = [chance.choice(sentences) for _ in range(9)]
            lines.append(
                " ".join(f"In group {chance.randrange(10**6)}, {text[0].lower()}{text[1:]}" for text in chosen)
            )
    return "\n\n".join(lines)


def main() -> None:
    """Prints microseconds of processor time per statement and what 1,500 such pages cost."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    found = yaml.safe_load(CASES.read_text(encoding="utf-8"))["worthy"]
    sentences = [text for text in found if isinstance(text, str) and text.endswith(".")]
    documents = [read_text(page(number, sentences), f"{number}.md") for number in range(pages)]
    size = sum(len(document.source) for document in documents)
    start = process_time()
    count = sum(len(split(document)) for document in documents)
    cost = process_time() - start
    print(
        f"{pages} pages, {size / pages / 1000:.1f} kB each, {count} statements: "
        f"{cost / count * 1e6:.1f} us per statement, "
        f"{cost / pages * 1500:.1f} s for 1,500 pages"
    )


if __name__ == "__main__":
    main()
