"""The `--sentence` part of `alsreview explain`: how one sentence was understood, and why it is flagged or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.trace import trace
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.reading import Surroundings, read


def explain_sentence(
    sentence: str, knowledge: Knowledge, as_of: date, context: str = "", heading: str = ""
) -> Iterator[tuple[str, str]]:
    """(label, text) lines: what was recognised, which assertion, which facts, the verdict on a day.

    `context` is what stands before the sentence on its page, `heading` what it stands under.
    """
    around = Surroundings(context=context, headings=(heading,) if heading else ())
    yield "sentence", sentence
    yield from trace(Scope(read(sentence, knowledge.lexicon, around), knowledge), as_of)
