"""Dates that are only as exact as they are known."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year"]


class PartialDate(NamedTuple):
    """A day, month or year. `text` is ISO 8601 ("2017-05-05", "2017-05", "2017")."""

    text: str

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if len(self.text) == 10:
            return "day"
        return "month" if len(self.text) == 7 else "year"

    @property
    def earliest(self) -> date:
        """The first day that it may be."""
        parts = [int(part) for part in self.text.split("-")]
        return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)

    @property
    def latest(self) -> date:
        """The last day that it may be."""
        return _last_day(self.text)


@lru_cache(maxsize=4096)
def _last_day(text: str) -> date:
    """Remembered: every question to the ledger asks for it."""
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return date(parts[0], month, day)
