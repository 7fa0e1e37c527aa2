"""Where a clause of a statement begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from alsreview.checks.wording import Token, hard_break

_TURNS = frozenset("but although though whereas while because since however yet".split())


def _turns(line: Sequence[Token], at: int) -> bool:
    """Whether a clause begins at a token: "but" needs no comma, except in "not ... but" and "nothing but"."""
    token = line[at]
    if hard_break(token) or (token.text in _TURNS and "," in token.breaks):
        return True
    return token.text == "but" and not any(word.text in _NO_TURN for word in line[max(0, at - _BACK) : at])


_NO_TURN = frozenset("not no nothing none nobody all anything everything".split())
_BACK = 6
"""Words before "but" within which one of those makes it no turn."""


def clause_start(line: Sequence[Token], at: int) -> int:
    """Index of the first token of the clause in which token `at` stands."""
    while at > 0 and not _turns(line, at):
        at -= 1
    return at


def clause_end(line: Sequence[Token], at: int) -> int:
    """Index one past the last token of the clause in which token `at` stands."""
    at += 1
    while at < len(line) and not _turns(line, at):
        at += 1
    return at
