"""Grammar and spelling of a run: pages go in as they are read, LanguageTool works beside, findings come out last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache as memo
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from alsreview import cache
from alsreview.config import LanguageToolSettings
from alsreview.documents.model import Document
from alsreview.findings import Finding, NotChecked
from alsreview.grammar import spelling, store
from alsreview.grammar.asker import Asker, Partial, Reply
from alsreview.grammar.client import SPELLER, RawMatch, parameters
from alsreview.grammar.connection import Connection
from alsreview.grammar.errors import Unavailable
from alsreview.grammar.language import LanguagePolicy
from alsreview.grammar.located import Located, PageAnswer, findings
from alsreview.grammar.units import Unit, units
from alsreview.statements.model import Statement

WORKERS = max(2, min(4, (os.cpu_count() or 2) + 1))
"""Requests at once; one more than the cores keeps them busy while answers are read."""

_BATCH = 40
"""Words in one question to the speller."""


@dataclass(frozen=True, slots=True)
class GrammarOutcome:
    """What came of it. Keys are the paths of the documents."""

    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    judged: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Indexes of the statements that were judged; a page that could not be judged whole has none."""
    not_checked: tuple[NotChecked, ...] = ()
    host: str | None = None
    """The machine that text was sent to, where it was not this one."""
    requests: int = 0
    """Texts sent in this run; 0 where the cache held everything."""


@dataclass(slots=True)
class _Pending:
    """A page whose answers may still be on their way."""

    document: Document
    statements: Sequence[Statement]
    key: str = ""
    whole: PageAnswer | None = None
    units: list[tuple[Unit, Reply]] = field(default_factory=list)
    words: list[tuple[int, spelling.Token]] = field(default_factory=list)
    trouble: Unavailable | None = None


class Session:
    """One run. `add` returns at once; `finish` waits. To be closed, best as a context manager."""

    def __init__(
        self,
        policy: LanguagePolicy,
        settings: LanguageToolSettings,
        base: Path,
        *,
        grammar: bool = True,
        spelling: bool = True,
        start: bool = True,
    ) -> None:
        """`base` is the configuration's folder. Without `start` only the cache and a running server are used."""
        self.policy = policy
        self._grammar, self._spelling = grammar, spelling
        self._parameters = policy.request_parameters(settings.picky)
        self._speller = parameters(only=(SPELLER,))
        first = self._parameters if grammar else self._speller
        self._connection = Connection(settings, base, policy, first, start=start)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="languagetool")
        self._pending: list[_Pending] = []
        self._asked: dict[str, Reply] = {}
        self._new: set[str] = set()
        self._asker = Asker(lambda text: self._connection.ask(text, self._parameters), self._pool)
        self._words: dict[str, Future[RawMatch | None]] = {}
        self._questions = 0

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin(self, sources: Iterable[str | bytes]) -> None:
        """Starts LanguageTool now if one of these sources was never judged as it is: no change, no start."""
        try:
            if any(cache.read("grammar-seen", self._seen(source)) is None for source in sources):
                self._connection.begin()
        except Unavailable:
            pass  # `finish` tells

    def add(self, document: Document, statements: Sequence[Statement]) -> None:
        """A page. What the cache lacks is sent at once, in the background."""
        page = _Pending(document, statements)
        self._pending.append(page)
        if document.language not in ("en", "unknown"):
            what = f"the page is in another language ({document.language}) than English"
            page.trouble = Unavailable("rejected", what, "check its language by hand")
            return
        try:
            page.key = self._page_key(document, statements)
        except Unavailable as trouble:
            page.trouble = trouble
            return
        kept = cache.read("grammar-page", page.key)
        page.whole = PageAnswer.load(kept) if kept is not None else None
        if page.whole is None:
            self._send(page)

    def finish(self) -> GrammarOutcome:
        """Waits for all answers. What could not be had is `not_checked`, never clean."""
        self._asker.flush()
        found: dict[str, tuple[Finding, ...]] = {}
        judged: dict[str, frozenset[int]] = {}
        troubles: list[NotChecked] = []
        for page in self._pending:
            answer = page.whole or self._collect(page)
            path = page.document.path
            found[path] = findings(page.document, page.statements, answer, self.policy)
            if page.trouble is None:
                judged[path] = frozenset(statement.index for statement in page.statements)
                cache.write("grammar-seen", self._seen(page.document.source), b"1")
            else:
                troubles.append(page.trouble.not_checked(f"grammar: {path}"))
        self._pending = []
        requests = self._asker.requests + self._questions
        host = self._connection.host if requests else None
        return GrammarOutcome(found, judged, tuple(troubles), host, requests)

    def close(self) -> None:
        """Gives up what is not yet sent, and ends a server that this run started."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._connection.close()
        self._pool.shutdown(wait=True)

    def _send(self, page: _Pending) -> None:
        made = units(page.document, page.statements, self.policy)
        if self._grammar:
            page.units = [(unit, self._answer(unit.text)) for unit in made]
        if self._spelling:
            for index, unit in enumerate(made):
                page.words += [
                    (index, token) for token in spelling.unknown(unit.text, self.policy.extra, self.policy.endings)
                ]
            if not self._grammar:
                page.units = [(unit, Reply(known=())) for unit in made]
            self._look_up({token.word for _, token in page.words})

    def _answer(self, text: str) -> Reply:
        """The matches of a text: from this run, from the cache, or to come."""
        if text not in self._asked:
            kept = store.read("grammar", self._unit_key(text))
            if kept is None:
                self._connection.begin()
                self._asked[text] = self._asker.reply(text)
                self._new.add(text)
            else:
                self._asked[text] = Reply(known=kept)
        return self._asked[text]

    def _keep(self, text: str, matches: tuple[RawMatch, ...]) -> None:
        """Writes a complete answer that came in this run, once."""
        if text in self._new:
            self._new.discard(text)
            store.write("grammar", self._unit_key(text), matches)

    def _look_up(self, words: Iterable[str]) -> None:
        """Asks the speller for words that neither this run nor the cache knows, each once."""
        missing = []
        for word in sorted(words):
            if word in self._words:
                continue
            kept = store.read("spelling", self._word_key(word))
            if kept is None:
                missing.append(word)
                continue
            known: Future[RawMatch | None] = Future()
            known.set_result(kept[0] if kept else None)
            self._words[word] = known
        for at in range(0, len(missing), _BATCH):
            batch = missing[at : at + _BATCH]
            futures: dict[str, Future[RawMatch | None]] = {word: Future() for word in batch}
            self._words |= futures
            self._connection.begin()
            self._questions += 1
            self._pool.submit(self._ask_speller, batch, futures)

    def _ask_speller(self, batch: Sequence[str], futures: Mapping[str, Future[RawMatch | None]]) -> None:
        try:
            answer = self._connection.ask(spelling.question(batch)[0], self._speller)
            if not answer.complete:
                raise Partial(())
            told = spelling.answers(batch, answer.matches)
        except BaseException as error:
            for future in futures.values():
                future.set_exception(error)
            return
        for word, match in told.items():
            store.write("spelling", self._word_key(word), [match] if match is not None else [])
            futures[word].set_result(match)

    def _collect(self, page: _Pending) -> PageAnswer:
        """What is known of a page; sets its trouble where that is not all, and keeps the answer where it is."""
        grammar: list[Located] = []
        for unit, reply in page.units:
            try:
                matches = reply.result()
                self._keep(unit.text, matches)
            except Partial as partial:
                page.trouble = page.trouble or partial
                matches = partial.matches
            except Unavailable as trouble:
                page.trouble = page.trouble or trouble
                continue
            grammar += [item for match in matches if (item := _place(unit, match)) is not None]
        misspelt = [item for at, token in page.words if (item := self._misspelt(page, page.units[at][0], token))]
        answer = PageAnswer(tuple(grammar), tuple(misspelt))
        if page.trouble is None:
            cache.write("grammar-page", page.key, answer.dump())
        return answer

    def _misspelt(self, page: _Pending, unit: Unit, token: spelling.Token) -> Located | None:
        try:
            match = self._words[token.word].result()
        except Unavailable as trouble:
            page.trouble = page.trouble or trouble
            return None
        if match is None or not spelling.misspelt(token, match.replacements, self.policy.extra):
            return None
        message = f"“{token.word}” is not a word that the dictionaries or the medical vocabulary know."
        return _place(unit, match._replace(start=token.start, end=token.end, message=message))

    def _page_key(self, document: Document, statements: Sequence[Statement]) -> str:
        stated = {statement.block_index for statement in statements}
        parts = [
            f"{block.kind}\0{block.text}\0{' > '.join(block.headings)}\0{index in stated}"
            for index, block in enumerate(document.blocks)
        ]
        rules = f"{sorted(self.policy.skip_headings)} {self.policy.endings}"
        wanted = f"{self._grammar} {self._spelling} {rules} {words_digest()}"
        return store.key("page", self._identity(), repr(self._parameters), wanted, *parts)

    def _unit_key(self, text: str) -> str:
        return store.key("unit", self._identity(), repr(self._parameters), text)

    def _word_key(self, word: str) -> str:
        return store.key("word", self._identity(), repr(self._speller), word)

    def _seen(self, source: str | bytes) -> str:
        text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
        return store.key("seen", self._identity(), repr(self._parameters), text.removeprefix("\ufeff"))

    def _identity(self) -> str:
        return self._connection.identity


def _place(unit: Unit, match: RawMatch) -> Located | None:
    """A match at its place in the block; None where it is about a masked part alone."""
    place = unit.masked.original(match.start, match.end)
    if place is None:
        return None
    start, end = unit.start + place[0], unit.start + place[1]
    return Located(unit.block, start, end, match.rule, match.category, match.message, match.replacements)


@memo
def words_digest() -> str:
    """sha256 over the word lists that ship with the tool."""
    folder = files("alsreview.knowledge") / "data"
    lists = [folder / f"words-{name}.txt" for name in ("general", "medical")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()


def run(
    pages: Iterable[tuple[Document, Sequence[Statement]]],
    policy: LanguagePolicy,
    settings: LanguageToolSettings,
    base: Path,
    *,
    start: bool = True,
) -> GrammarOutcome:
    """Judges some pages that are all there already. Never raises for a LanguageTool that is missing or fails."""
    with Session(policy, settings, base, start=start) as session:
        for document, statements in pages:
            session.add(document, statements)
        return session.finish()
