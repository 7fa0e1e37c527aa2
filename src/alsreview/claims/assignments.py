"""`claims/assignments.yaml`: whom an editor asked to review which claim. It says nothing about approval."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from alsreview.claims.model import ClaimId, Text, _none_is_none_of_them, _Strict
from alsreview.claims.reviewers import ReviewerId


class Assignment(_Strict):
    """A claim that someone was asked to review."""

    claim: ClaimId
    reviewer: ReviewerId
    asked_on: date
    note: Text | None = None


class AssignmentFile(_Strict):
    """`assignments.yaml`, in order of claims, then reviewers."""

    assignments: Annotated[tuple[Assignment, ...], BeforeValidator(_none_is_none_of_them)] = ()
