"""What the signatures of sessions prove, by the keys of a state that the change under review cannot have touched."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from alsreview.claims import files, quick
from alsreview.claims.paths import POLICY, REVIEWERS, REVIEWS
from alsreview.claims.policy import Policy, PolicyFile, joined
from alsreview.claims.reviewers import Key, Reviewer
from alsreview.claims.reviews import Reviews, StoredSession, is_session, read_reviewers
from alsreview.claims.sessions import SIGNATURE
from alsreview.claims.standing import ASSERTED, Proof
from alsreview.errors import UsageError
from alsreview.findings import NotChecked
from alsreview.review import git, signature


@dataclass(frozen=True, slots=True)
class Trust:
    """By which people and rules a run judges, what each signature proves, and which records were tampered with.

    `changed` maps a path below the claims folder to how it differs from the base, in words.
    """

    reviewers: Mapping[str, Reviewer]
    policy: Policy
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    not_checked: tuple[NotChecked, ...] = ()


def establish(
    root: Path, folder: str, reviews: Reviews, base: str | None, now: datetime, believe_cache: bool = True
) -> Trust:
    """Looks at every signature and at the git base.

    With `base` (a branch or commit) people, keys and policy are those of the merge base; without it those of the work
    tree, and records are held against the last commit. Without `believe_cache` every signature is worked out anew.
    Raises UsageError for a base that git does not know.
    """
    commit = _commit(root, base)
    reviewers, policy = reviews.reviewers, reviews.policy
    if base is not None and commit is not None:
        text = git.show(root, commit, f"{folder}/{REVIEWERS}")
        reviewers = read_reviewers(text or "", f"{base}:{folder}/{REVIEWERS}")
        rules = git.show(root, commit, f"{folder}/{POLICY}")
        policy = joined(quick.load(rules or "", PolicyFile, f"{base}:{folder}/{POLICY}"))
    signed = [stored for stored in reviews.sessions if stored.has_signature]
    proofs: dict[str, Proof] = {}
    missed: tuple[NotChecked, ...] = ()
    if signed and not signature.available():
        proofs = {stored.path: Proof("asserted", "could not be checked", unknown=True) for stored in signed}
        what = f"signatures: {len(signed)} signed sessions"
        missed = (NotChecked(what, "ssh-keygen is not installed", "install OpenSSH's client"),)
    elif signed:
        verifier = _Verifier(root, folder, reviewers, reviews.reviewers, commit, now, believe_cache)
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # what takes the time is ssh-keygen
            proofs = dict(zip((stored.path for stored in signed), pool.map(verifier.proof, signed), strict=True))
    changed = _changed(root, folder, commit) if commit else {}
    return Trust(reviewers, policy, proofs, changed, missed)


def _commit(root: Path, base: str | None) -> str | None:
    if base is None:
        return git.head(root)
    commit = git.merge_base(root, base)
    if commit is None:
        raise UsageError(f"git knows no common commit of {base} and what is checked out; fetch {base}, or name another")
    return commit


def _changed(root: Path, folder: str, commit: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, state in git.changed_files(root, commit, f"{folder}/{REVIEWS}").items():
        relative = path.removeprefix(f"{folder}/")
        kind = "signature" if relative.endswith(SIGNATURE) else "record"
        if kind == "signature" or is_session(relative):
            found[relative] = f"the {kind} was {'deleted' if state == 'D' else 'changed'} after it was put on file"
    # Readers read through a journal; a change that brings one along must not say through it what no file says.
    for relative, data in files.pending(root / folder).items():
        if is_session(relative) or relative.endswith(SIGNATURE):
            old = git.show(root, commit, f"{folder}/{relative}")
            if old is not None and (data is None or data.decode("utf-8") != old):
                found[relative] = f"the record was {'deleted' if data is None else 'changed'} by a journal"
    return found


class _Verifier:
    """Judges one signature after another by the same keys."""

    def __init__(
        self,
        root: Path,
        folder: str,
        trusted: Mapping[str, Reviewer],
        present: Mapping[str, Reviewer],
        commit: str | None,
        now: datetime,
        believe_cache: bool,
    ) -> None:
        self._believe_cache = believe_cache
        self._root, self._folder, self._commit, self._now = root, folder, commit, now
        self._trusted = _keys(trusted)
        self._present = _keys(present)
        self._seen: dict[str, datetime] | None = None

    def proof(self, stored: StoredSession) -> Proof:
        """What the signature beside a session proves; the first thing that is wrong with it is told."""
        path = self._root / self._folder / stored.path
        try:
            data, seal = path.read_bytes(), Path(f"{path}{SIGNATURE}").read_bytes()
        except OSError as error:
            return Proof(None, f"cannot be read ({error.strerror})")
        sealed = signature.read_sealed(seal)
        if sealed is None:
            return Proof(None, "is no OpenSSH signature")
        if sealed.namespace != signature.NAMESPACE:
            return Proof(None, f"was made for another purpose ({sealed.namespace!r}, not {signature.NAMESPACE!r})")
        if sealed.key not in self._trusted:
            if sealed.key in self._present:
                return Proof(None, "is by a key that this very change adds; a change cannot add the key that it uses")
            return Proof(None, "is by a key that no reviewer has")
        owner, key = self._trusted[sealed.key]
        session = stored.session
        if owner not in (session.attested_by, session.recorded_by):
            return Proof(None, f"is by the key of {owner}, but the session says that {session.attested_by} decided")
        if trouble := self._out_of_time(key, self._present.get(sealed.key, (owner, key))[1], stored.path):
            return Proof(None, trouble)
        if not signature.fits(data, seal, sealed.key, self._believe_cache):
            return Proof(None, "does not fit the file: it was changed, or the signature is that of another one")
        return Proof("signed") if owner == session.attested_by else ASSERTED

    def _out_of_time(self, key: Key, present: Key, path: str) -> str:
        """Validity counts on the day the file first stood on the base: the date in the file proves nothing."""
        if revoked := present.revoked or key.revoked:  # giving a key up counts at once
            return f"is by a key that was given up on {revoked}"
        if key.valid_from is None and key.valid_to is None:
            return ""
        day = self._first_seen(path).date()
        if key.valid_to and day > key.valid_to:
            return f"is by a key that was valid to {key.valid_to}; the file first appeared on {day}"
        if key.valid_from and day < key.valid_from:
            return f"is by a key that was valid from {key.valid_from}; the file first appeared on {day}"
        return ""

    def _first_seen(self, path: str) -> datetime:
        if self._seen is None:
            self._seen = git.first_seen(self._root, self._commit, f"{self._folder}/{REVIEWS}") if self._commit else {}
        return self._seen.get(f"{self._folder}/{path}{SIGNATURE}", self._now)


def _keys(reviewers: Mapping[str, Reviewer]) -> dict[str, tuple[str, Key]]:
    return {key.key: (reviewer.id, key) for reviewer in reviewers.values() for key in reviewer.keys}
