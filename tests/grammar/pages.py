"""Pages for the tests of this room."""

from __future__ import annotations

from pathlib import Path

from alsreview.config import LanguageToolSettings
from alsreview.documents.read import read_text
from alsreview.grammar.language import LanguagePolicy
from alsreview.grammar.overlay import Word
from alsreview.grammar.session import GrammarOutcome, run
from alsreview.statements.split import split

POLICY = LanguagePolicy(
    categories={"GRAMMAR": "warning", "TYPOS": "warning", "STYLE": "ignore"},
    rules={"ENGLISH_WORD_REPEAT_RULE": "warning"},
    words=(Word("riluzole", "NN:U"), Word("Qalsody", "NNP")),
    skip_headings=frozenset({"references"}),
)


def judge(
    *sources: str,
    suffix: str = ".md",
    policy: LanguagePolicy = POLICY,
    settings: LanguageToolSettings | None = None,
    start: bool = True,
) -> GrammarOutcome:
    """Runs pages named p0, p1, ... ."""
    documents = [read_text(source, f"p{number}{suffix}") for number, source in enumerate(sources)]
    pages = [(document, split(document)) for document in documents]
    return run(pages, policy, settings or LanguageToolSettings(), Path.cwd(), start=start)
