"""The quick readings of a store and the strict one come to the same: claims, sign-offs, standing, faults and places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from claim_builders import claim_id
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.claims import own_form, quick, session_form
from alsreview.claims.model import Claim, ClaimSource, SourceRecord
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record
from alsreview.claims.sessions import record_of, render, session_of
from alsreview.claims.standing import tree_standing
from alsreview.claims.store import ClaimStore

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
SOURCES = {"label": SourceRecord(id="label", number="NDA 020599"), "trial": SourceRecord(id="trial", PMID="123")}
TEXTS = ["Riluzole is a tablet.", 'It is "safe": 50 mg?', "Äöü – 5 %.", "- no list", "x\ny", "yes", "2026-01-01"]

CLAIM = st.builds(
    Claim,
    id=st.integers(0, 12).map(claim_id),
    statement=st.sampled_from(TEXTS),
    context=st.one_of(st.none(), st.sampled_from(TEXTS)),
    section=st.one_of(st.none(), st.just("Treatment > Medicines")),
    kind=st.sampled_from(["fact", "recommendation", "opinion"]),
    status=st.sampled_from(["draft", "in_review", "verified", "retired"]),
    as_of=st.one_of(st.none(), st.just(date(2026, 1, 1))),
    sources=st.lists(
        st.builds(ClaimSource, ref=st.sampled_from([*SOURCES, "lost"]), quote=st.sampled_from([None, *TEXTS])),
        max_size=2,
    ).map(tuple),
    reviewer=st.one_of(st.none(), st.just(("anna", "ben"))),
)
FILES = st.dictionaries(st.sampled_from(["content/a.md", "content/b.md"]), st.lists(CLAIM, max_size=4), min_size=1)
Damage = tuple[int, int, str]
DAMAGES = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 12),
        st.sampled_from(
            ["", " ", "\n", "\t", "#", '"', "'", ":", "- ", "{", "&x ", "id: 1\n", "null", "\r\n", "  status: draft\n"]
        ),
    ),
    max_size=2,
)


def damaged(text: str, damages: list[Damage]) -> str:
    for at, length, word in damages:
        at %= len(text) + 1
        text = text[:at] + word + text[at + length :]
    return text


def seen(root: Path) -> object:
    """Everything that a reader gets of a store."""
    tree, faults = ClaimStore(root).read_what_can_be()
    standing = tree_standing(tree, date(2026, 11, 22))
    return tree, faults, [standing.state(claim) for _, claim in tree.claims()]


def strictly(root: Path) -> object:
    """The same without any of the quick readings."""

    def refuse(text: str) -> None:
        raise quick.NotQuick

    never: Callable[[str], None] = lambda text: None  # noqa: E731
    with (
        mock.patch.object(own_form, "read", never),
        mock.patch.object(session_form, "read", never),
        mock.patch.object(quick, "parse", refuse),
    ):
        return seen(root)


@given(FILES, DAMAGES, DAMAGES, st.sampled_from(["confirm", "dispute"]))
@settings(max_examples=150, deadline=None)
def test_quick_and_strict_are_one(
    files: dict[str, list[Claim]], of_claims: list[Damage], of_sessions: list[Damage], decision: str
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "claims/reviews").mkdir(parents=True)
        (root / "claims/content").mkdir()
        records = "".join(render_record(source.model_dump(exclude_defaults=True)) for source in SOURCES.values())
        (root / "claims/sources.yaml").write_text(f"sources:\n{records}", encoding="utf-8")
        people = "reviewers:\n- {id: anna, name: Anna?, role: nurse}\n- {id: ben, name: Ben, role: nurse}\n"
        (root / "claims/reviewers.yaml").write_text(people, encoding="utf-8")
        for document, claims in files.items():
            text = f"document: {document}\nclaims:\n" + "".join(render_record(claim_data(claim)) for claim in claims)
            path = root / f"claims/{document}.yaml"
            path.write_bytes(damaged(text, of_claims if document == "content/a.md" else []).encode())
        signed = {claim.id: claim for claims in files.values() for claim in claims}
        for who in ("anna", "ben"):
            decided = [
                record_of(claim, SOURCES, "content/a.md", decision, "why" if decision == "dispute" else None)  # type: ignore[arg-type]
                for claim in signed.values()
            ]
            if decided:
                session = session_of(who, who, AT, decided)
                path = root / f"claims/reviews/{session.session}.json"
                path.write_bytes(damaged(render(session), of_sessions if who == "ben" else []).encode())
        assert seen(root) == strictly(root)
