"""Texts become requests: cut into sentences that stand for themselves, each asked once a run, many in one request.

A request of one sentence wastes most of its time on set-up; one of a whole page makes every answer depend on the page.
So sentences are joined as paragraphs of one request, and the rules that look across paragraphs are not asked for: what
is said of a sentence then depends on nothing but the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from alsreview.grammar.client import Answer, RawMatch
from alsreview.grammar.errors import Unavailable
from alsreview.statements.boundaries import sentences

BUNDLE = 4_000
"""Characters of a request. Throughput grows little beyond (measured: 65 at 600, 100 at 2,700, 105 at 5,000)."""

_GAP = "\n\n"
_ENDS = re.compile(r"[.!?][\"'”’)\]]*\Z")
_STARTS = re.compile(r"[\"“‘(\[]?[A-Z]")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"))

Matches = tuple[RawMatch, ...]


class Partial(Unavailable):
    """LanguageTool gave up before the end; what it found until then counts, and is not kept."""

    def __init__(self, matches: Matches) -> None:
        self.matches = matches
        super().__init__("incomplete", "LanguageTool ran out of time on a part of the page", "run it again")


@dataclass(slots=True)
class Reply:
    """The answer to a text that was cut: where each piece starts, and what will be said of it."""

    parts: list[tuple[int, Future[Matches]]] = field(default_factory=list)
    known: Matches | None = None

    def result(self) -> Matches:
        """Waits for it. Raises Unavailable; Partial with what is known."""
        if self.known is None:
            matches: list[RawMatch] = []
            partial = False
            for start, future in self.parts:
                try:
                    found = future.result()
                except Partial as part:
                    found, partial = part.matches, True
                matches += [match._replace(start=match.start + start, end=match.end + start) for match in found]
            if partial:
                raise Partial(tuple(matches))
            self.known = tuple(matches)
        return self.known


class Asker:
    """Asks for each different piece once. Called from one thread; the requests are made by the pool's."""

    def __init__(self, ask: Callable[[str], Answer], pool: Executor) -> None:
        self._ask, self._pool = ask, pool
        self._pieces: dict[str, Future[Matches]] = {}
        self._waiting: list[str] = []
        self._length = 0
        self.requests = 0

    def reply(self, text: str) -> Reply:
        """The answer to a text, to come. Nothing may be sent before `flush`."""
        return Reply([(start, self._piece(text[start:end])) for start, end in pieces(text)])

    def flush(self) -> None:
        """Sends what waits for company."""
        if self._waiting:
            self._send(self._waiting)
            self._waiting, self._length = [], 0

    def _piece(self, text: str) -> Future[Matches]:
        future = self._pieces.get(text)
        if future is None:
            self._pieces[text] = future = Future()
            if not balanced(text):
                self._send([text])  # an open bracket would reach into its neighbours
            else:
                self._waiting.append(text)
                self._length += len(text)
                if self._length >= BUNDLE:
                    self.flush()
        return future

    def _send(self, texts: Sequence[str]) -> None:
        self.requests += 1
        self._pool.submit(self._request, texts)

    def _request(self, texts: Sequence[str]) -> None:
        futures = [self._pieces[text] for text in texts]
        try:
            answer = self._ask(_GAP.join(texts))
        except BaseException as error:
            for future in futures:
                future.set_exception(error)
            return
        for future, matches in zip(futures, shared_out(texts, answer.matches), strict=True):
            if answer.complete:
                future.set_result(matches)
            else:
                future.set_exception(Partial(matches))


def shared_out(texts: Sequence[str], matches: Sequence[RawMatch]) -> list[Matches]:
    """The matches of joined texts, each given to the text that it starts in, at its place there."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_GAP)
    found: list[list[RawMatch]] = [[] for _ in texts]
    for match in matches:
        which = bisect_right(starts, match.start) - 1
        start, end = match.start - starts[which], min(match.end - starts[which], len(texts[which]))
        if start < len(texts[which]):
            found[which].append(match._replace(start=start, end=end))
    return [tuple(group) for group in found]


def pieces(text: str) -> list[tuple[int, int]]:
    """Offsets of the stretches of a text that can be judged apart: one sentence or more, brackets closed.

    Cut only where no reader would doubt that a sentence ends, so that no piece starts or ends in the middle of one.
    """
    cut: list[tuple[int, int]] = []
    start = end = None
    for first, last in sentences(text):
        whole = start is not None and end is not None and _STARTS.match(text, first) and _ENDS.search(text[start:end])
        if start is not None and end is not None and whole and balanced(text[start:end]):
            cut.append((start, end))
            start = first
        elif start is None:
            start = first
        end = last
    if start is not None and end is not None:
        cut.append((start, end))
    return cut


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark of a text is closed in it."""
    return all(text.count(left) == text.count(right) for left, right in _PAIRS) and text.count('"') % 2 == 0
