"""A statement: one sentence (or sentence-like block) with its exact place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

CitationKind = Literal["footnote", "link", "doi", "pmid", "pmcid", "nct", "reference"]


class Citation(NamedTuple):
    """A citation that stands in the text of a statement or closes its paragraph.

    `kind` says how it is written: a footnote's mark, a link, a bare identifier, a number of the reference list.
    `target` is the normal form of what it points to, the same however it is written: "doi:10.1000/x", "pmid:123",
    "pmcid:PMC123", "nct:NCT00000000", a URL, or for an entry without any of these "text:" and its reader text.
    `text` is the mark, the linked words or the identifier as a reader sees it.
    `closes_paragraph` is true where it stands at the paragraph's end and counts for the whole paragraph.
    """

    kind: CitationKind
    target: str
    text: str
    closes_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `text` is reader text and equals `block.text[text_start:text_end]`.

    `start` and `end` are 0-based code points of the document's source, end exclusive.
    """

    index: int
    """0-based, in document order."""
    text: str
    start: int
    end: int
    block: str
    """Kind of its block."""
    block_index: int
    text_start: int
    text_end: int
    headings: tuple[str, ...]
    context: str | None
    check_worthy: bool
    reason: str
    """Why it is check-worthy or not, in plain words."""
    citations: tuple[Citation, ...] = ()
