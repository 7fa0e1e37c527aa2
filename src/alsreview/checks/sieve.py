"""The cheap look at a statement: which rows of groups its words leave possible. It lets too much through, never too
little, and costs one look-up a word, however many rows there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alsreview.checks.wording import MARKS, Vocabulary

_VALUE = -1
_MOST_KNOWN = 50_000
"""Different words that are remembered."""
_NUMBER = re.compile(
    r"\d|^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter|fifth|tenth)"
    r"|(?:teen|ty|ties)$"
)
"""What a word of a number or date can be told by; most sentences have none."""


class Sieve:
    """Rows of groups of a vocabulary. A row is possible where every one of its groups has all of its marks, and the
    longest words of phrases of its groups stand in the order of the row.

    Each word stands for a number whose bits say which marks it gives to which rows: one plane of as many bits as there
    are rows for each mark of each place in a row. Joined over the words of a statement, the planes must all hold the
    bit of a row that is possible.
    """

    def __init__(self, vocabulary: Vocabulary, rows: Sequence[Sequence[str]]) -> None:
        """`rows`: the groups that must all be there, in order; a name that is no group of the vocabulary stands for a
        number or date."""
        self._vocabulary = vocabulary
        numbers = {name: number for number, name in enumerate(vocabulary.names)}
        kept = [[numbers.get(name, _VALUE) for name in row] for row in rows]
        places = max(map(len, kept), default=0)
        self._width = len(rows)
        self._last = max(places - 1, 0) * self._width
        self._folds = max(MARKS * places - 1, 0).bit_length()
        self._all = (1 << self._width) - 1
        self._uses: dict[int, list[tuple[int, int]]] = {}
        self._free = self._first = 0
        for row, groups in enumerate(kept):
            before = places - len(groups)
            for place, group in enumerate(groups):
                ordered = (before + place) * self._width + row
                self._uses.setdefault(group, []).append((MARKS * place * self._width + row, ordered))
            for plane in range(MARKS * len(groups), 1 << self._folds):
                self._free |= 1 << plane * self._width + row
            self._first |= 1 << before * self._width + row
        self._marks: dict[str, int] = {}
        self._steps: dict[str, int] = {}

    def rows(self, words: Sequence[str]) -> list[int]:
        """Indexes of the rows that a statement of these words may hold, in order."""
        known = self._marks
        marks = self._free
        for word in words:
            marks |= known[word] if word in known else self._know(word)
        for fold in range(self._folds - 1, -1, -1):
            marks &= marks >> (self._width << fold)
        marks &= self._all
        if marks:
            marks &= self._in_order(words)
        rows = []
        while marks:
            lowest = marks & -marks
            rows.append(lowest.bit_length() - 1)
            marks ^= lowest
        return rows

    def _in_order(self, words: Sequence[str]) -> int:
        """Rows whose groups have their longest words in order: each word moves the rows that wait for it on by one."""
        steps, width, first = self._steps, self._width, self._first
        reached = 0
        for word in words:
            step = steps.get(word)
            if step is None:
                self._know(word)
                step = steps[word]
            if step:
                reached |= (reached << width | first) & step
        return reached >> self._last

    def _know(self, word: str) -> int:
        """The marks that a word gives; notes the step that it is as well."""
        marks = step = 0
        for group, mark in self._told(word):
            for use, ordered in self._uses.get(group, ()):
                marks |= 1 << use + mark * self._width
                if not mark:
                    step |= 1 << ordered
        if len(self._marks) >= _MOST_KNOWN:
            self._marks.clear()
            self._steps.clear()
        self._marks[word] = marks
        self._steps[word] = step
        return marks

    def _told(self, word: str) -> Iterator[tuple[int, int]]:
        """Number of a group, or `_VALUE`, and which of its marks a word gives."""
        for base in self._vocabulary.bases(word):
            for mark, groups in enumerate(self._vocabulary.telling.get(base, ())):
                while groups:
                    lowest = groups & -groups
                    yield lowest.bit_length() - 1, mark
                    groups ^= lowest
        if _NUMBER.search(word):
            yield from ((_VALUE, mark) for mark in range(MARKS))
