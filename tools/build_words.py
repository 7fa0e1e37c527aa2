"""Builds the word lists of src/alsreview/knowledge/data from the Debian packages `scowl` and `hunspell-en-med`.

    apt-get download scowl hunspell-en-med && for f in *.deb; do dpkg-deb -x $f unpacked; done
    python tools/build_words.py unpacked

The lists are stored in the repository, so nobody needs this to use, test or release the tool.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "alsreview" / "knowledge" / "data"
REGIONS = (
    "english",
    "american",
    "british",
    "british_z",
    "variant_1",
    "british_variant_1",
    "variant_2",
    "british_variant_2",
)
SORTS = ("words", "upper", "proper-names", "abbreviations", "contractions")
LARGEST = 70
"""SCOWL size: 60 is what spell checkers take by default, 70 adds the rarer words of a college dictionary."""
LARGEST_VARIANT = 60
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
SUFFIXES = {"S": ("s",), "Y": ("ly",)}
"""Affix flags of the medical list that stand for plain endings; the others are left as they are."""


def general(folder: Path) -> set[str]:
    words: set[str] = set()
    for path in sorted((folder / "usr/share/dict/scowl").iterdir()):
        stem, _, size = path.name.rpartition(".")
        region, _, sort = stem.partition("-")
        largest = LARGEST_VARIANT if "variant" in region else LARGEST
        if region in REGIONS and sort in SORTS and size.isdigit() and int(size) <= largest:
            words.update(fold(line) for line in path.read_text(encoding="latin-1").split("\n"))
    return {word for word in words if WORD.fullmatch(word) and not word.endswith("'s")}


def medical(folder: Path) -> set[str]:
    words: set[str] = set()
    path = folder / "usr/share/hunspell/en_med_glut.dic"
    for line in path.read_text(encoding="utf-8", errors="strict").split("\n")[1:]:
        word, _, flags = line.strip().partition("/")
        word = fold(word)
        words.add(word)
        words.update(word + ending for flag in flags for ending in SUFFIXES.get(flag, ()))
    return {word for word in words if WORD.fullmatch(word) and len(word) > 3 and not word.endswith("'s")}


def fold(line: str) -> str:
    return unicodedata.normalize("NFC", line.strip()).lower().replace("’", "'")


def main() -> None:
    folder = Path(sys.argv[1])
    everyday = general(folder)
    for name, words in (("general", everyday), ("medical", medical(folder) - everyday)):
        (DATA / f"words-{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
        print(f"{name}: {len(words):,} words")


if __name__ == "__main__":
    main()
