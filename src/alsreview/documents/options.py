"""How documents are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alsreview.config import ReadingSettings


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read: the selector of an HTML page's prose, and RE2 patterns of what is not prose."""

    selector: str | None = None
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: ReadingSettings) -> ReadOptions:
        """The options that the configuration asks for."""
        return cls(settings.selector, tuple(settings.ignore))
