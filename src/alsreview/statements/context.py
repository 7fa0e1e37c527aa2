"""The context of a statement: the words around it without which it cannot be understood.

The context goes into the digest of a sign-off, so its form is frozen (see `docs/formats.md`). It is a list of parts in
this order, joined by one line feed; a missing or empty part leaves no line, and without any part the context is None:

1. the nearest heading, where the statement leans on it (below);
2. the lead-in of its list: the last sentence of `Block.lead_in`, with the sentences before it while it leans on them
   (in a list run into one line, the statement before it that ends in a colon);
3. the row header of its table cell;
4. the column header;
5. the sentences before, joined by one space, where the statement leans on them.

A statement *leans* on what stands before when it opens with a word that points back ("It", "These", "Both", "The drug",
also after "However," or "In addition,"), or has no subject of its own: no finite verb, or a finite verb as its first
word ("Slows the disease."). A list item or cell that has part 2, 3 or 4 leans on that and takes no sentence or heading.

Sentences before: from the nearest one that names its own subject up to the statement, at most three, in the same
block or in the paragraphs directly before it under the same heading. So "It slows the disease." is bound to the drug
that the sentence before names, and to the one before that where the sentence before says "It" as well.
The heading comes in only where these sentences do not reach one that names its own subject. So renaming a heading
opens no sign-off again, except of statements that say nothing without their heading.

Headings and captions have no context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from alsreview.documents.model import Block
from alsreview.statements.boundaries import sentences
from alsreview.statements.verbs import finite_verb, starts_with_verb

MAX_BEFORE = 3

_CONNECTORS = (
    r"however|in addition|moreover|furthermore|also|but|and|or|so|thus|therefore|hence|instead|yet|then|still|"
    r"unfortunately|fortunately|for (?:example|instance|this reason)|as a result|as such|"
    r"in (?:fact|general|turn|short|other words|contrast)|overall|today|currently|now|since then|nevertheless|"
    r"nonetheless|similarly|likewise|additionally|consequently|conversely|finally|sometimes|usually|often|"
    r"rarely|generally|typically|together|at first|later|in (?:most|some) cases|at present|to date|"
    r"on the other hand|on average|by contrast|if so|while|although|though|because|when|if|as|once|unless|"
    r"until|since"
)
_CONNECTOR = rf"(?:(?:{_CONNECTORS}),? )?"
_GENERIC = (
    r"drug|drugs|medicine|medicines|medication|medications|treatment|treatments|therapy|therapies|disease|diseases|"
    r"condition|conditions|disorder|disorders|illness|syndrome|trial|trials|study|studies|gene|genes|protein|mutation|"
    r"mutations|variant|test|tests|device|devices|procedure|operation|dose|effect|effects|benefit|benefits|risk|risks|"
    r"symptom|symptoms|cause|causes|result|results|authors|researchers|patient|patients|agency|company|"
    r"latter|former|same|others?|rest|approval|decision|product|compound|substance|agent"
)
_POINTS_BACK = re.compile(
    rf"[\"“'‘(\[]*{_CONNECTOR}(?:"
    r"(?:it|this|these|that|those|they|he|she|both|neither|either|its|their|his|her|them|such|another|others|"
    r"thereafter|afterwards?)(?=[’'\s,])"
    r"|(?:some|most|many|few|none|all|each|half|one|two|any) of (?:these|them|those)\b"
    rf"|the (?:{_GENERIC})\b(?! (?:of|for|that)\b))",
    re.IGNORECASE,
)
_KNOWN_AS = (
    r"clear|known|certain|likely|thought|believed|estimated|possible|important|recommended|essential|common|"
    r"rare|difficult|hard|easy|necessary|advisable|helpful|vital|best|true|said|assumed|expected"
)
_EXPLETIVE = re.compile(
    r"it (?:is|was|has been|may be|is also|is not|remains|seems|appears) (?:\w+ )?(?:un)?"
    rf"(?:{_KNOWN_AS})(?: \w+)? (?:that|to|how|why|whether|if|what|when)\b",
    re.IGNORECASE,
)
"""An "it" that stands for nothing: "It is unclear why ..."."""


def leans(text: str) -> bool:
    """Whether a sentence cannot be understood without what stands before it (see the top of this file)."""
    if _POINTS_BACK.match(text):
        return not _EXPLETIVE.match(text)
    return starts_with_verb(text) or not finite_verb(text)


def context_of(text: str, block: Block, before: Sequence[str], lead_in: str | None) -> str | None:
    """The context of one statement, in the form described above.

    `before`: the statements before it under the same heading, nearest last. `lead_in`: that of the run-in list which
    the statement is an item of, if any.
    """
    if block.kind in ("heading", "caption"):
        return None
    frame = [lead_in or (block.lead_in and _last_words(block.lead_in)), block.row_header, block.column_header]
    parts = [part for part in frame if part and part != text]
    if not parts and leans(text):
        chain, anchored = _chain(before)
        if not anchored and block.headings:
            parts.append(block.headings[-1])
        if chain:
            parts.append(" ".join(chain))
    return "\n".join(parts) or None


@lru_cache(maxsize=256)
def _last_words(lead_in: str) -> str:
    """What of a paragraph before a list introduces it: an edit of its other sentences opens no sign-off again."""
    found = [lead_in[start:end] for start, end in sentences(lead_in)]
    return " ".join(_chain(found)[0])


def _chain(before: Sequence[str]) -> tuple[list[str], bool]:
    """The sentences from the nearest that names its own subject, and whether there is one among the last three."""
    chain: list[str] = []
    for text in reversed(before[-MAX_BEFORE:]):
        chain.insert(0, text)
        if not leans(text):
            return chain, True
    return chain, False
