"""What can go wrong with input, as values that name the place, the cause and the mend. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One trouble with one input file.

    `line` and `column` are 1-based, in code points; 0 means "the file as a whole".
    """

    path: str
    line: int
    column: int
    what: str
    mend: str = ""

    def __str__(self) -> str:
        place = self.path if not self.line else f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.what}" + (f"; {self.mend}" if self.mend else "")


class AlsReviewError(Exception):
    """Base of every expected error; the command line turns it into one clear message and exit code 2."""


class InputError(AlsReviewError):
    """Input that cannot be used: unreadable documents, broken claim or check files, wrong configuration.

    Carries every fault found, not only the first.
    """

    def __init__(self, faults: Fault | list[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UsageError(AlsReviewError):
    """A command called with arguments that do not fit together."""
