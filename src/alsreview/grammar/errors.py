"""Why LanguageTool could not be used: one exception, a fixed set of codes, a reason and a remedy for people."""

from __future__ import annotations

from typing import Literal

from alsreview.errors import AlsReviewError
from alsreview.findings import NotChecked

Code = Literal[
    "java_missing",
    "java_too_old",
    "home_missing",
    "home_damaged",
    "install_failed",
    "start_failed",
    "start_timeout",
    "port_taken",
    "not_reachable",
    "remote_refused",
    "overloaded",
    "timeout",
    "incomplete",
    "garbage",
    "rejected",
    "house_rules",
    "not_warm",
]

INSTALL = "run `alsreview languagetool install`"


class Unavailable(AlsReviewError):
    """LanguageTool could not be asked, or not for all of the text. Never to be read as "no findings"."""

    def __init__(self, code: Code, reason: str, fix: str) -> None:
        self.code: Code = code
        self.reason = reason
        self.fix = fix
        super().__init__(f"LanguageTool: {reason}; {fix}")

    def not_checked(self, what: str = "grammar") -> NotChecked:
        """The same as the value that reports show."""
        return NotChecked(what, self.reason, self.fix)
