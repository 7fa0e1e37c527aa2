"""`claims/reviewers.yaml`: who may sign off what, from when to when, and with which keys."""

from __future__ import annotations

import re
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from alsreview.claims.model import Kind, Text, _none_is_none_of_them, _Strict

REVIEWER_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ReviewerId = Annotated[str, StringConstraints(pattern=f"^{REVIEWER_ID.pattern}$")]
_KEY = re.compile(r"(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d+|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) "
                  r"[A-Za-z0-9+/]+=*")  # fmt: skip


class Key(_Strict):
    """One OpenSSH public key. `valid_from` and `valid_to` are calendar days in UTC, both inclusive."""

    key: Text
    valid_from: date | None = None
    valid_to: date | None = None
    revoked: date | None = None
    """The day it was given up as lost. Nothing that it signed counts any more, whenever that was."""

    @field_validator("key")
    @classmethod
    def _is_a_public_key(cls, value: str) -> str:
        found = _KEY.match(value.strip())
        if not found or "\n" in value.strip():
            raise ValueError("is no OpenSSH public key; paste the one line of the `.pub` file")
        return found[0]  # the comment behind it says nothing


class Scope(_Strict):
    """What a reviewer may sign; what is left out is not limited. `sections` are patterns such as `Treatment*`."""

    kinds: Annotated[tuple[Kind, ...], BeforeValidator(_none_is_none_of_them)] = ()
    sections: Annotated[tuple[Text, ...], BeforeValidator(_none_is_none_of_them)] = ()

    def holds(self, kind: Kind, section: str | None) -> bool:
        """Whether a claim of this kind, under these headings (joined by ` > `), is within it."""
        return (not self.kinds or kind in self.kinds) and (not self.sections or in_sections(section, self.sections))


class Reviewer(_Strict):
    """One person who reviews."""

    id: ReviewerId
    name: Text
    role: Text
    credentials: str | None = None
    emails: Annotated[tuple[Text, ...], BeforeValidator(_none_is_none_of_them)] = ()
    """Addresses that this person writes under, in git or in front matter."""
    scope: Scope = Scope()
    keys: Annotated[tuple[Key, ...], BeforeValidator(_none_is_none_of_them)] = ()
    active_from: date | None = None
    active_to: date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Reviewer:
        if self.active_from and self.active_to and self.active_to < self.active_from:
            raise ValueError("`active_to` lies before `active_from`")
        return self

    def active(self, day: date) -> bool:
        """Whether this person was a reviewer on a day."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


class ReviewerFile(_Strict):
    """`reviewers.yaml`."""

    reviewers: Annotated[tuple[Reviewer, ...], BeforeValidator(_none_is_none_of_them)] = Field(default=())


@lru_cache(maxsize=4_096)
def in_sections(section: str | None, patterns: tuple[str, ...]) -> bool:
    """Whether any heading of a section path, or the whole path, fits any pattern; case does not count."""
    path = (section or "").lower()
    headings = [path, *path.split(" > ")]
    return any(fnmatchcase(heading, pattern.lower()) for pattern in patterns for heading in headings)
