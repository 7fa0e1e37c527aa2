"""Two readings of session files, the tool's own form and the strict models, that must never differ."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from claim_builders import claim_id
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.claims import session_form, sessions
from alsreview.claims.decided import DECISIONS, Record, Session, SignedSource
from alsreview.errors import InputError

NAME = "claims/reviews/20261101T120000Z-anna-aaaa.json"
ANY = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
SOME = ANY.filter(bool)
MAYBE = st.one_of(st.none(), ANY)
ID = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)

RECORDS = st.lists(
    st.builds(
        Record,
        claim=st.integers(0, 9).map(claim_id),
        document=SOME,
        decision=st.sampled_from(DECISIONS),
        reason=SOME,
        sources_opened=st.lists(ID, max_size=3).map(tuple),
        resolves=st.one_of(st.none(), SOME),
        digest=st.just("d1:" + "0a" * 32),
        kind=st.sampled_from(["fact", "recommendation", "opinion", "exempt"]),
        statement=SOME,
        context=MAYBE,
        sources=st.lists(st.builds(SignedSource, ID, MAYBE, MAYBE, MAYBE), max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda record: record.claim,
)
SESSIONS = st.builds(
    Session,
    session=st.just("20261101T120000Z-anna-aaaa"),
    attested_by=st.just("anna"),
    recorded_by=SOME,
    at=st.just("2026-11-01T12:00:00Z"),
    tool=ANY,
    records=RECORDS.map(tuple),
)


def by_model(text: str) -> Session | tuple[str, ...]:
    """What the strict models make of a text: the session, or the faults."""
    try:
        return sessions._by_model(text, NAME)
    except InputError as error:
        return tuple(map(str, error.faults))


@given(SESSIONS)
@settings(max_examples=200)
def test_what_is_written_reads_back_by_both(session: Session) -> None:
    text = sessions.render(session)
    assert by_model(text) == session
    quick = session_form.read(text)
    assert quick == session if "\\u" not in text else quick is None, "control characters are left to the models"
    assert sessions.parse(text, NAME, session.session) == session


@given(SESSIONS, st.data())
@settings(max_examples=400)
def test_the_quick_reading_takes_nothing_that_the_strict_one_refuses(session: Session, data: st.DataObject) -> None:
    """One stretch of the file is cut out, doubled, or replaced by something that a hand could have typed."""
    text = sessions.render(session)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    words = ["", text[start:end] * 2, '"', "\\", ",", "null", "1", " ", "\n", "\r\n", "\x00", "\u2028", "[]", "{}", "é"]
    damaged = text[:start] + data.draw(st.sampled_from(words)) + text[end:]
    quick = session_form.read(damaged)
    if quick is not None:
        assert quick == by_model(damaged)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"decision": "confirm"', '"decision": "dispute"', "needs a `reason`"),
        ('"decision": "confirm"', '"decision": "confirmed"', "did you mean `confirm`?"),
        ('"claim": "c-aaaaaaab"', '"claim": "c-aaaaaaaa"', "decides twice on c-aaaaaaaa"),
        ('"at": "2026-11-01T12:00:00Z"', '"at": "2026-11-31T12:00:00Z"', "is no time in UTC"),
        ('"at": "2026-11-01T12:00:00Z"', '"at": "2026-1-1T12:00:00Z"', "is no time in UTC"),
        ('"statement": "One."', '"statement": ""', "at least 1 character"),
        ('"context": null', '"context": null,\n   "context": null', "stands twice"),
        ('"digest": "d1:', '"digest": "d2:', "should match pattern"),
        (" ]\n}\n", " ]\n", "not valid YAML"),
    ],
)
def test_a_damaged_file_is_named_with_its_fault(old: str, new: str, says: str) -> None:
    records = tuple(
        Record(claim_id(n), "content/a.md", "confirm", None, (), None, "d1:" + "0" * 64, "fact", text, None, ())
        for n, text in enumerate(("One.", "Two."))
    )
    session = Session("20261101T120000Z-anna-aaaa", "anna", "anna", "2026-11-01T12:00:00Z", "alsreview", records)
    text = sessions.render(session)
    assert old in text
    with pytest.raises(InputError) as caught:
        sessions.parse(text.replace(old, new, 1), NAME)
    assert says in str(caught.value)
    assert str(caught.value).startswith(NAME + ":")


def test_json_in_another_layout_is_read_all_the_same() -> None:
    record = Record("c-aaaaaaaa", "a.md", "confirm", None, (), None, "d1:" + "0" * 64, "fact", "One.", None, ())
    session = sessions.session_of("anna", "anna", datetime(2026, 11, 1, tzinfo=UTC), [record])
    text = json.dumps(json.loads(sessions.render(session)))
    assert session_form.read(text) is None
    assert sessions.parse(text, NAME) == session
    assert sessions.parse(sessions.render(session).replace("\n", "\r\n"), NAME) == session


def test_a_session_that_could_not_be_read_again_is_never_made() -> None:
    record = Record("c-aaaaaaaa", "a.md", "confirm", None, (), None, "d1:" + "0" * 64, "fact", "One.", None, ())
    at = datetime(2026, 11, 1, tzinfo=UTC)
    for who, by, records in (("Anna!", "anna", [record]), ("anna", "", [record]), ("anna", "anna", [])):
        with pytest.raises(ValueError, match="validation error"):
            sessions.session_of(who, by, at, records)
