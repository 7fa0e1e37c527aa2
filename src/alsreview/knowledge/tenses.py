"""Finite verbs of a statement and the time that each tells of, by their shape and what stands beside them.

No parser: auxiliaries and irregular pasts are listed, a regular past ("voted") is told from a participle ("the drug
approved in May") by its neighbours, and a verb of the present that ends in "s" only counts after its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from alsreview.knowledge import english

Tense = Literal["past", "present", "future", "modal"]
"""`modal` (could, would, might, may, should) tells no time of its own: it goes with the verb it depends on."""


class _Unit(Protocol):
    @property
    def word(self) -> str: ...

    @property
    def mention(self) -> object: ...


class Finite(NamedTuple):
    """A finite verb. `at` is the index of its unit; `aside` says that it stands in brackets or a relative clause."""

    at: int
    tense: Tense
    aside: bool


_MODALS = frozenset("could would might may should".split())
_PRESENT = english.PRESENT_AUX - _MODALS - {"need", "needs", "am"} | frozenset(
    "'s 're 've must it's there's that's here's".split()
)
_PAST = english.BE_PAST | frozenset("had hadn't did didn't got came".split())
_IRREGULAR = frozenset(
    "won gave took went made said told began fell rose sold bought held met led left lost sent saw wrote drew grew "
    "knew ran sought spoke stood thought brought built felt chose became paid kept hit showed shown".split()
) - {"shown", "made", "sold", "held", "brought", "built", "paid", "kept", "led", "met", "lost", "left", "sent", "hit"}
_EITHER = frozenset("made sold held brought built paid kept led met lost left sent hit found".split())
"""Pasts that are participles as well."""
_OPENERS = frozenset("which who whose where that".split())
_NO_SUBJECT = (
    english.DETERMINERS
    | english.PREPOSITIONS
    | frozenset(
        "be been being and or - – — , ( to not newly recently fully previously currently formerly the's yet".split()
    )
)
"""Words after which an "-ed" is a participle or an adjective."""
_AFTER_PARTICIPLE = frozenset("by in for as with under from at on during after since to".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_ARTICLES = frozenset("a an the its their".split())
_TAKES_OBJECT = english.DETERMINERS | english.PRONOUNS | frozenset("against that more only two three".split())
_PRESENT_S = frozenset(
    "works slows helps extends prolongs improves treats takes gets costs covers pays comes offers gives continues "
    "reduces protects keeps makes targets acts shows requires includes sells hopes plans expects awaits seeks urges "
    "aims wants says appears seems prevents delays joins provides becomes intends believes anticipates waits stands "
    "supports preserves lengthens decreases lowers blocks combines consists contains belongs lists enables allows "
    "lets goes boosts brings carries faces nears approaches weighs considers reviews decides meets rules votes".split()
)


def finite_verbs(units: Sequence[_Unit]) -> tuple[Finite, ...]:
    """The finite verbs of a statement, in order."""
    found: list[Finite] = []
    depth, relative = 0, False
    for at, unit in enumerate(units):
        word = unit.word
        if unit.mention is not None:
            continue
        if word in "([":
            depth += 1
        elif word in ")]":
            depth = max(0, depth - 1)
        elif word in ",;:–—.":
            relative = False
        elif word in _OPENERS and at and (word != "that" or _is_noun(units, at - 1)):
            relative = True
        elif tense := _tense(units, at):
            found.append(Finite(at, tense, bool(depth) or relative))
    return tuple(found)


def _is_noun(units: Sequence[_Unit], at: int) -> bool:
    """Whether "that" after this unit opens a relative clause and does not bring in what somebody says."""
    word = units[at].word
    return units[at].mention is not None or not (word.endswith(("ed", "s")) or word in _IRREGULAR or word in ("say",))


def _word(units: Sequence[_Unit], at: int) -> str:
    return units[at].word if 0 <= at < len(units) else ""


def _tense(units: Sequence[_Unit], at: int) -> Tense | None:
    word, before = units[at].word, _word(units, at - 1)
    if word in english.FUTURE:
        return "future"
    if word in _PAST:
        return "past"
    if word in _MODALS and not (before.isdigit() or _word(units, at + 1).isdigit()):  # the month of May
        return "modal"
    if word in _PRESENT:
        return "present"
    if word in _IRREGULAR and before not in english.HAVE_PRESENT | english.DETERMINERS:
        return "past"
    if word in _EITHER or (word.endswith("ed") and len(word) > 3 and not word.endswith("eed")):
        return "past" if _past_by_neighbours(units, at) else None
    if word in _PRESENT_S and _after_subject(units, at):
        return "present"
    return None


def _past_by_neighbours(units: Sequence[_Unit], at: int) -> bool:
    """ "The agency voted seven to two", unlike "the drug approved in May", "the licensed drug", "has been cleared"."""
    before, after = _word(units, at - 1), _word(units, at + 1)
    if before in _DAYS:
        return True
    if after in _ARTICLES and before in english.ADVERBS:
        return True
    if at == 0 or before in _NO_SUBJECT or before in english.PRESENT_AUX | english.PAST_AUX | english.ADVERBS:
        return False
    if after in _AFTER_PARTICIPLE:
        return before in english.PRONOUNS - {"that", "those", "these"} or units[at].word in ("voted", "agreed")
    following = units[at + 1] if at + 1 < len(units) else None
    names = following is not None and following.mention is not None
    return names or after in _TAKES_OBJECT or after.isdigit() or units[at].word in english.PAST_VERBS | {"voted"}


def _after_subject(units: Sequence[_Unit], at: int) -> bool:
    before = _word(units, at - 1)
    if at == 0 or before in english.DETERMINERS | english.PREPOSITIONS | {"-"}:
        return False
    return units[at - 1].mention is not None or before.isalpha() or before in ")®™,”"
