"""All that `claims/` says of reviewing: people, policy, sessions, assignments. Read strictly, every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from alsreview import strict_yaml
from alsreview.claims import quick
from alsreview.claims.assignments import Assignment, AssignmentFile
from alsreview.claims.paths import ASSIGNMENTS, POLICY, REVIEWERS, REVIEWS
from alsreview.claims.policy import Policy, PolicyFile, default_policy, joined
from alsreview.claims.reviewers import Reviewer, ReviewerFile
from alsreview.claims.sessions import SIGNATURE, SUFFIX, Session, parse
from alsreview.errors import Fault, InputError

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session with its file. `path` is POSIX below the claims folder; `has_signature`: a `.sig` lies beside it."""

    session: Session
    path: str
    has_signature: bool = False


@dataclass(frozen=True, slots=True)
class Reviews:
    """What was read. `sessions` are in order of time, then id."""

    reviewers: Mapping[str, Reviewer] = field(default_factory=dict)
    policy: Policy = field(default_factory=default_policy)
    sessions: tuple[StoredSession, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    assignment_text: str = ""
    reviewer_text: str = ""


def is_review_file(relative: str) -> bool:
    """Whether a path below the claims folder is read here."""
    return relative in (REVIEWERS, POLICY, ASSIGNMENTS) or is_session(relative)


def is_session(relative: str) -> bool:
    """Whether a path below the claims folder is a session file, or would be taken for one."""
    path = PurePosixPath(relative)
    hidden = path.name.startswith(".")
    return path.parts[0] == REVIEWS and not hidden and path.suffix in (SUFFIX, ".yaml", ".yml")


def read_reviews(
    texts: Mapping[str, str], signatures: frozenset[str], name_of: Callable[[str], str], faults: list[Fault]
) -> Reviews:
    """Reviews from texts by path below the claims folder; what is wrong is added to `faults` and left out.

    `signatures` are the paths of the `.sig` files.
    """

    def attempt(read: Callable[[], Value], otherwise: Value) -> Value:
        try:
            return read()
        except InputError as error:
            faults.extend(error.faults)
            return otherwise

    sessions: list[StoredSession] = []
    for relative, text in texts.items():
        if is_session(relative):
            name = name_of(relative)
            session = attempt(lambda text=text, name=name: _session(text, name), None)  # type: ignore[misc]
            if session is not None:
                sessions.append(StoredSession(session, relative, relative + SIGNATURE in signatures))
    sessions.sort(key=lambda stored: (stored.session.at, stored.session.session))
    name = name_of(ASSIGNMENTS)
    own_policy = attempt(lambda: quick.load(texts.get(POLICY, ""), PolicyFile, name_of(POLICY)), None)
    return Reviews(
        reviewers=attempt(lambda: _reviewers(texts.get(REVIEWERS, ""), name_of(REVIEWERS)), {}),
        policy=joined(own_policy) if own_policy else default_policy(),
        sessions=tuple(sessions),
        assignments=attempt(lambda: quick.load(texts.get(ASSIGNMENTS, ""), AssignmentFile, name).assignments, ()),
        assignment_text=texts.get(ASSIGNMENTS, ""),
        reviewer_text=texts.get(REVIEWERS, ""),
    )


def _session(text: str, name: str) -> Session:
    path = PurePosixPath(name)
    if path.suffix != SUFFIX:
        raise InputError(Fault(name, 0, 0, "is no session file", "`alsreview review` writes sign-offs, as .json"))
    return parse(text, name, path.stem)


def read_reviewers(text: str, name: str) -> dict[str, Reviewer]:
    """The people of one `reviewers.yaml`, by id. Raises InputError with every fault."""
    return _reviewers(text, name)


def _reviewers(text: str, name: str) -> dict[str, Reviewer]:
    found: dict[str, Reviewer] = {}
    faults: list[Fault] = []
    keys: dict[str, str] = {}
    mails: dict[str, str] = {}
    for index, reviewer in enumerate(quick.load(text, ReviewerFile, name).reviewers):
        line, column = 0, 0
        twice = [("reviewer", reviewer.id)] if reviewer.id in found else []
        twice += [
            ("key", key.key.split()[1][-12:]) for key in reviewer.keys if keys.get(key.key, reviewer.id) != reviewer.id
        ]
        twice += [("e-mail", mail) for mail in reviewer.emails if mails.get(mail.lower(), reviewer.id) != reviewer.id]
        for what, value in twice:
            if not line:
                line, column = strict_yaml.parse(text, name)[1].get(("reviewers", index), (1, 1))
            faults.append(
                Fault(
                    name,
                    line,
                    column,
                    f"{what} `{value}` stands twice",
                    "one person, one entry; one entry, its own keys",
                )
            )
        found.setdefault(reviewer.id, reviewer)
        keys.update(dict.fromkeys((key.key for key in reviewer.keys), reviewer.id))
        mails.update(dict.fromkeys((mail.lower() for mail in reviewer.emails), reviewer.id))
    if faults:
        raise InputError(faults)
    return found
