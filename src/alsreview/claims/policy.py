"""`claims/policy.yaml`: how many people must sign which claims, how well proven, and for how long that holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from ahocorasick_rs import AhoCorasick
from pydantic import BeforeValidator, Field

from alsreview.claims import quick
from alsreview.claims.model import Claim, Kind, Text, _none_is_none_of_them, _Strict
from alsreview.claims.reviewers import in_sections

Tier = Literal["asserted", "signed"]
TIERS: tuple[Tier, ...] = ("asserted", "signed")
"""Weakest first: typed into a file by whoever could write there; proven by the key of the one who signed."""

SPREAD = 10
"""Per cent by which a review date is moved, so that what was signed on one day is not due on one day."""

_DAYS_OF_A_MONTH = 30.4375
_ODD = frozenset("\u0130\u0131\u017f\u212a")
"""Letters that are an ASCII letter in the other case; a word with one can stand in ASCII text and not be seen there."""


def _whole(word: str) -> str:
    """A pattern for one word that is not a part of a longer one."""
    before = r"(?<![^\W\d])" if word[:1].isalnum() else ""
    return f"{before}{re.escape(word)}" + (r"(?!\w)" if word[-1:].isalnum() else "")


class Terms(_Strict):
    """What is asked of a claim. What is left out is not asked by this rule."""

    quorum: Annotated[int, Field(ge=1, le=9)] | None = None
    """How many people must confirm it."""
    roles: Annotated[tuple[Text, ...], BeforeValidator(_none_is_none_of_them)] = ()
    """Roles of which each must be among them."""
    tier: Tier | None = None
    """The least tier of a sign-off that counts."""
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    """After how long it must be looked at again."""


class Rule(Terms):
    """Terms for the claims that fit all of what it names; a rule that names nothing fits every claim."""

    name: Text
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(_none_is_none_of_them)] = ()
    sections: Annotated[tuple[Text, ...], BeforeValidator(_none_is_none_of_them)] = ()
    words: Annotated[tuple[Text, ...], BeforeValidator(_none_is_none_of_them)] = ()
    """Words or phrases one of which stands in the statement; whole words, case does not count. A digit may stand before
    one ("50mg"), and a sign such as % needs no gap on either side."""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_whole, sorted(self.words, key=len, reverse=True))), re.IGNORECASE)

    def fits(self, claim: Claim) -> bool:
        """Whether the rule speaks of a claim."""
        return self.concerns(claim) and self.says(claim)

    def concerns(self, claim: Claim) -> bool:
        """Whether the claim is of the rule's kinds and stands in its sections."""
        if self.kinds and claim.kind not in self.kinds:
            return False
        return not self.sections or in_sections(claim.section, self.sections)

    def says(self, claim: Claim) -> bool:
        """Whether the claim's statement has one of the rule's words."""
        return not self.words or self._pattern.search(claim.statement) is not None


class PolicyFile(_Strict):
    """`policy.yaml` as it stands in the file."""

    default: Terms = Terms()
    rules: Annotated[tuple[Rule, ...], BeforeValidator(_none_is_none_of_them)] = ()
    due_soon_days: Annotated[int, Field(ge=0, le=365)] | None = None
    """How many days before its date a review is called due soon."""
    bulk: Annotated[int, Field(ge=1)] | None = None
    """A session with more confirmations than this is noted."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one claim needs, joined from all rules that fit it."""

    quorum: int
    roles: tuple[str, ...]
    tier: Tier
    months: int
    rules: tuple[str, ...] = ()
    """Names of the rules that asked for it."""

    def due(self, claim_id: str, reviewed: date) -> date:
        """The day from which the review has lapsed: `months` later, moved by up to `SPREAD` per cent by the id."""
        share = int.from_bytes(hashlib.sha256(claim_id.encode()).digest()[:4], "big") / 0xFFFFFFFF  # 0 to 1
        days = self.months * _DAYS_OF_A_MONTH * (1 + (2 * share - 1) * SPREAD / 100)
        return reviewed + timedelta(days=round(days))


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force. `default` has every term."""

    default: Terms
    rules: tuple[Rule, ...]
    due_soon_days: int
    bulk: int

    def asks(self, claim: Claim) -> Requirement:
        """What a claim needs: the strictest of all rules that fit, the default where none says anything."""
        return self.joined(tuple(index for index, rule in enumerate(self.rules) if rule.fits(claim)))

    def joined(self, rules: tuple[int, ...]) -> Requirement:
        """What a claim needs that these rules speak of, by their index."""
        fitting = [self.rules[index] for index in rules]
        quorums = [rule.quorum for rule in fitting if rule.quorum] or [self.default.quorum or 1]
        tiers = [rule.tier for rule in fitting if rule.tier] or [self.default.tier or "asserted"]
        months = [rule.months for rule in fitting if rule.months] or [self.default.months or 24]
        roles = tuple(dict.fromkeys(role for terms in (self.default, *fitting) for role in terms.roles))
        return Requirement(
            quorum=max(*quorums, len(roles), 1),
            roles=roles,
            tier=max(tiers, key=TIERS.index),
            months=min(months),
            rules=tuple(rule.name for rule in fitting),
        )


class Requirements:
    """What each of many claims needs by one policy: as `Policy.asks`, with one scan for the words of all rules."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._rules = tuple(enumerate(policy.rules))
        words = [(word.lower(), index) for index, rule in self._rules for word in rule.words]
        self._owners = [index for _, index in words]
        odd = any(char in _ODD for rule in policy.rules for word in rule.words for char in word)
        self._words = None if odd or not words else AhoCorasick([word for word, _ in words])
        self._known: dict[tuple[int, ...], Requirement] = {}

    def __reduce__(self) -> tuple[type[Requirements], tuple[Policy]]:
        # Where worker processes are not forks the automaton is built again: it cannot be pickled.
        return Requirements, (self._policy,)

    def of(self, claim: Claim) -> Requirement:
        """What one claim needs."""
        text = claim.statement
        likely: Container[int] | None = None
        if self._words is not None and text.isascii():
            hits = self._words.find_matches_as_indexes(text.lower(), overlapping=True)
            likely = {self._owners[which] for which, _, _ in hits}
        rules = tuple(
            index
            for index, rule in self._rules
            if (likely is None or not rule.words or index in likely) and rule.concerns(claim) and rule.says(claim)
        )
        if rules not in self._known:
            self._known[rules] = self._policy.joined(rules)
        return self._known[rules]


def joined(own: PolicyFile) -> Policy:
    """The site's policy laid over the built-in one."""
    built_in = _built_in()
    named = {rule.name: rule for rule in (*built_in.rules, *own.rules)}
    default = {**built_in.default.model_dump(), **own.default.model_dump(exclude_unset=True)}
    soon = own.due_soon_days if own.due_soon_days is not None else built_in.due_soon_days
    return Policy(
        default=Terms(**default),
        rules=tuple(named.values()),
        due_soon_days=soon or 0,
        bulk=own.bulk or built_in.bulk or 25,
    )


@lru_cache(maxsize=1)
def _built_in() -> PolicyFile:
    path = Path(__file__).with_name("policy.yaml")
    return quick.load(path.read_text(encoding="utf-8"), PolicyFile, path.name)


@lru_cache(maxsize=1)
def default_policy() -> Policy:
    """The policy of a site that has none of its own."""
    return joined(PolicyFile())
