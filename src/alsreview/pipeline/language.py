"""Grammar and spelling: LanguageTool starts first, is fed as pages are read, and is heard last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from alsreview.documents.model import Document
from alsreview.findings import Finding, NotChecked
from alsreview.knowledge.pack import Knowledge
from alsreview.pipeline.request import CheckRequest
from alsreview.statements.model import Statement

if TYPE_CHECKING:
    from alsreview.grammar.session import GrammarOutcome, Session

MATTERS = frozenset({".docx"})
"""Suffixes whose bytes are not the text that LanguageTool sees, so that a look at the file tells nothing beforehand."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What LanguageTool said of all pages. `judged` holds indexes of statements by path."""

    findings: tuple[Finding, ...] = ()
    judged: Mapping[str, frozenset[int]] | None = None
    not_checked: tuple[NotChecked, ...] = ()
    notices: tuple[str, ...] = ()


class Language(AbstractContextManager["Language"]):
    """Grammar and spelling of a run; does nothing where neither is asked for."""

    def __init__(self, request: CheckRequest, folders: Sequence[Path], knowledge: Knowledge) -> None:
        self._session: Session | None = None
        grammar, spelling = request.wants_category("grammar"), request.wants_category("spelling")
        if grammar or spelling:
            # The client of LanguageTool is a tenth of all imports, and `--skip grammar,spelling` never asks it.
            from alsreview.grammar.language import load
            from alsreview.grammar.session import Session

            configuration = request.configuration
            self._session = Session(
                load(folders, knowledge.lexicon),
                configuration.settings.languagetool,
                configuration.root,
                grammar=grammar,
                spelling=spelling,
                start=request.stage != "draft",
            )

    @property
    def wanted(self) -> bool:
        """Whether pages are to be handed over at all."""
        return self._session is not None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            self._session.close()

    def begin(self, files: Sequence[tuple[Path, str]], stdin: str | bytes | None = None) -> None:
        """Starts LanguageTool where a file was never judged as it is: its first check takes seconds by itself."""
        if self._session is None:
            return
        paths = [path for path, _ in files if path.suffix.lower() not in MATTERS]
        sources = (source for path in paths if (source := _bytes(path)) is not None)
        self._session.begin([stdin] if stdin is not None else sources)

    def add(self, document: Document, statements: Sequence[Statement]) -> None:
        """Hands over a page; returns at once."""
        if self._session is not None:
            self._session.add(document, statements)

    def hear(self) -> Heard:
        """Waits for every answer."""
        if self._session is None:
            return Heard()
        outcome: GrammarOutcome = self._session.finish()
        found = tuple(finding for path in sorted(outcome.findings) for finding in outcome.findings[path])
        sent = (f"text was sent to {outcome.host} for grammar and spelling",) if outcome.host else ()
        return Heard(found, outcome.judged, outcome.not_checked, sent)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
