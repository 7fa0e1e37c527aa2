"""The report judges sign-offs as the run does: what a signature proves is shown as signed, all else as asserted."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from review_site import A, B, Site


@pytest.fixture
def signed(site: Site, keygen: str) -> Site:
    """Anna confirmed one statement with her key, and another without."""
    site.give_key("anna", site.key("anna"))
    site.decide(A, "anna", "confirm", "--key", str(site.key("anna")))
    site.decide(B, "anna")
    return site


def statements(site: Site, *arguments: str) -> dict[str, dict[str, Any]]:
    data = json.loads(site.ok("report", "-", "--format", "json", *arguments))
    return {item["text"]: item for document in data["documents"] for item in document["statements"]}


def test_a_verified_signature_is_signed_and_a_bare_record_is_asserted(signed: Site) -> None:
    found = statements(signed)
    assert [one["tier"] for one in found[A]["sign_offs"]] == ["signed"]
    assert [one["tier"] for one in found[B]["sign_offs"]] == ["asserted"]
    people = json.loads(signed.ok("report", "-", "--format", "json"))["reviewers"]
    anna = next(person for person in people if person["id"] == "anna")
    assert (anna["in_force"], anna["signed"]) == (2, 1)
    rows = csv.DictReader(io.StringIO(signed.ok("report", "-", "--format", "csv").removeprefix("\ufeff")))
    assert {row["statement"]: row["proof"] for row in rows if row["proof"]} == {A: "signed", B: "asserted"}


def test_where_the_policy_asks_for_a_signature_only_the_signed_one_is_verified(signed: Site) -> None:
    signed.policy("rules: [{name: all, tier: signed}]\n")
    found = statements(signed)
    assert (found[A]["state"], found[B]["state"]) == ("verified", "in-review")
    assert [one["counts"] for one in found[B]["sign_offs"]] == [False]


def test_a_file_changed_after_it_was_signed_proves_nothing(signed: Site) -> None:
    path = next(path for path in signed.sessions() if path.with_name(f"{path.name}.sig").exists())
    path.write_text(path.read_text(encoding="utf-8").replace('"tool"', ' "tool"'), encoding="utf-8")
    found = statements(signed)
    assert found[A]["state"] == "in-review"
    assert [(one["tier"], one["counts"]) for one in found[A]["sign_offs"]] == [("signature wrong", False)]
