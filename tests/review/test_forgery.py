"""Attacks on sign-offs, as a hostile or hasty change would try them. Each is found, each says its own thing."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from review_site import PEOPLE, A, B, Site

SIGNED = "rules: [{name: all, tier: signed}]\n"


@pytest.fixture
def signing(site: Site, keygen: str) -> Site:
    """Anna and Ben have keys on main, and only signed sign-offs count."""
    site.give_key("anna", site.key("anna"))
    site.give_key("ben", site.key("ben"))
    site.policy(SIGNED)
    site.commit("keys and policy")
    site.git("checkout", "-q", "-b", "change")
    return site


def message(site: Site, check: str) -> str:
    found = site.findings()
    assert check in found, sorted(found)
    assert {item["severity"] for item in found[check]} <= {"error"}
    return str(found[check][0]["message"])


def verify(site: Site, *more: str) -> str:
    done = site.run("review", "verify", "--diff", "main", *more)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def signed_by(site: Site, who: str, statement: str = A) -> Path:
    site.decide(statement, who, "confirm", "--key", str(site.key(who)))
    return site.sessions()[-1]


def test_a_status_typed_by_hand(site: Site) -> None:
    site.edit("claims/content/a.md.yaml", "status: in_review", "status: verified")
    assert "nobody ever signed it" in message(site, "unbacked-status")
    site.ok("sync")
    assert set(site.status().values()) == {"in_review"}


def test_a_reviewer_typed_by_hand(site: Site) -> None:
    site.decide(A, "anna")
    site.edit("claims/content/a.md.yaml", "reviewer: [anna]", "reviewer: [anna, ben]")
    assert "`reviewer` names ben" in message(site, "unbacked-status")


def test_a_digest_changed_by_hand(site: Site) -> None:
    site.decide(A, "anna")
    old = json.loads(site.sessions()[0].read_text(encoding="utf-8"))["records"][0]["digest"]
    site.commit("signed")
    site.edit("content/a.md", "50 mg", "100 mg")
    site.ok("sync")
    site.edit("claims/content/a.md.yaml", "status: draft", "status: verified")
    claim = next(claim for text, claim in site.claims().items() if "100 mg" in text)
    new = site.put_session(claim.statement, "ben").read_text(encoding="utf-8")
    site.sessions()[-1].unlink()
    path = site.sessions()[0].relative_to(site.root).as_posix()
    site.edit(path, old, json.loads(new)["records"][0]["digest"])
    said = [item["message"] for item in site.findings()["review-record-changed"]]
    assert any("the digest in the record is not that of the text in the record" in text for text in said)
    assert any("changed after it was put on file" in text for text in said)
    assert "no sign-off on it counts" in message(site, "unbacked-status")


def test_a_signature_copied_from_another_session(signing: Site) -> None:
    first = signed_by(signing, "anna", A)
    forged = signing.put_session(B, "anna")
    Path(f"{forged}.sig").write_bytes(Path(f"{first}.sig").read_bytes())
    assert "does not fit the file" in message(signing, "signature-invalid")
    assert "does not fit the file" in verify(signing)
    signing.ok("sync")
    assert signing.status()[B] == "in_review"


def test_a_session_copied_under_another_name(signing: Site) -> None:
    first = signed_by(signing, "anna")
    copy = first.with_name(first.name.replace("anna", "ben"))
    copy.write_bytes(first.read_bytes())
    done = signing.run("check", "--skip", "grammar,spelling")
    assert done.returncode == 2
    assert "under the name of another" in done.stdout + done.stderr


def test_a_signature_made_for_something_else(signing: Site) -> None:
    forged = signing.put_session(A, "anna")
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", str(signing.key("anna")), "-n", "git", str(forged)],
        check=True, capture_output=True,
    )  # fmt: skip
    assert "was made for another purpose ('git'" in message(signing, "signature-invalid")
    assert "another purpose" in verify(signing)


def test_a_key_added_in_the_same_change(signing: Site) -> None:
    mallory = signing.key("mallory")
    public = " ".join(Path(f"{mallory}.pub").read_text(encoding="utf-8").split()[:2])
    signing.edit("claims/reviewers.yaml", "keys: [", f"keys: [{{key: {public}}}, ")
    signing.decide(A, "anna", "confirm", "--key", str(mallory))
    assert "a change cannot add the key that it uses" in verify(signing)
    found = signing.findings("--diff", "main")["signature-invalid"]
    assert "a change cannot add the key that it uses" in str(found[0]["message"])


def test_a_reviewer_added_in_the_same_change(signing: Site) -> None:
    mallory = signing.key("mallory")
    public = " ".join(Path(f"{mallory}.pub").read_text(encoding="utf-8").split()[:2])
    with (signing.root / "claims/reviewers.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- {{id: mallory, name: Mallory, role: neurologist, keys: [{{key: {public}}}]}}\n")
    signing.decide(A, "mallory", "confirm", "--key", str(mallory))
    assert "UNKNOWN: mallory is no reviewer at main" in verify(signing)


def test_a_policy_weakened_in_the_same_change(signing: Site) -> None:
    signing.policy("rules: [{name: all, tier: asserted}]\n")
    signing.decide(A, "anna")
    from alsreview.claims.standing import tree_standing
    from alsreview.claims.store import ClaimStore
    from alsreview.review.trust import establish

    tree = ClaimStore(signing.root).read()
    now = datetime.now(UTC)
    trust = establish(signing.root, "claims", tree.reviews, "main", now)
    state = tree_standing(tree, now.date(), trust.proofs, trust.policy, trust.reviewers).state(signing.claims()[A])
    assert not state.verified
    assert state.sign_offs[0].void == "tier"


def test_a_cache_that_says_the_signature_is_good(signing: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared cache may have been written by anybody."""
    from alsreview import cache
    from alsreview.review import signature

    first = signed_by(signing, "anna", A)
    forged = signing.put_session(B, "anna")
    Path(f"{forged}.sig").write_bytes(Path(f"{first}.sig").read_bytes())
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(signing.root.parent / "cache"))
    seal = Path(f"{forged}.sig").read_bytes()
    sealed = signature.read_sealed(seal)
    assert sealed is not None
    kept = cache.key_of("sshsig", signature.NAMESPACE, forged.read_bytes(), seal, sealed.key)
    cache.write("signatures", kept, b"good")
    assert "does not fit the file" in verify(signing)
    cache.write("signatures", kept, b"good")
    (found,) = signing.findings("--stage", "review")["signature-invalid"]
    assert "does not fit the file" in str(found["message"])


def test_a_cache_that_answers_for_a_gate(site: Site) -> None:
    """The answers of plain runs are replaced by one that says that all is well; a gate does not ask for it."""
    site.edit("claims/content/a.md.yaml", "status: in_review", "status: verified")
    arguments = ("check", "--skip", "grammar,spelling", "--stage", "review", "--format", "json")
    honest = site.run(*arguments)
    assert honest.returncode == 1
    site.ok("check", "--skip", "grammar,spelling", "--fail-on", "never")
    runs = site.root.parent / "cache" / "runs"
    kept = [path for path in runs.rglob("*") if path.is_file()]
    assert kept
    assert site.run(*arguments).stdout == honest.stdout
    assert [path for path in runs.rglob("*") if path.is_file()] == kept, "and leaves none"


def test_an_expired_key_with_a_date_set_back(site: Site, keygen: str) -> None:
    key = site.key("anna")
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    site.give_key("anna", key, valid_to=yesterday.isoformat())
    site.commit("key that has run out")
    forged = site.put_session(A, "anna", at=datetime.now(UTC) - timedelta(days=400))
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "alsreview-review@v1", str(forged)],
        check=True, capture_output=True,
    )  # fmt: skip
    assert f"valid to {yesterday}; the file first appeared on" in message(site, "signature-invalid")


def test_an_expired_key_still_counts_for_what_it_signed_in_time(site: Site, keygen: str) -> None:
    key = site.key("anna")
    today = datetime.now(UTC).date()
    site.give_key("anna", key, valid_to=(today - timedelta(days=10)).isoformat())
    signed_by(site, "anna")
    then = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    site.git("add", "-A")
    subprocess.run(["git", "commit", "-q", "-m", "then"], cwd=site.root, check=True,
                   env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": then, "HOME": str(site.root)})  # fmt: skip
    assert "signed" in site.ok("review", "verify")


def test_a_key_that_was_given_up(signing: Site) -> None:
    signed_by(signing, "anna")
    signing.commit("signed")
    text = (signing.root / "claims/reviewers.yaml").read_text(encoding="utf-8")
    at = text.index("}]")
    (signing.root / "claims/reviewers.yaml").write_text(
        text[:at] + ", revoked: 2026-01-01" + text[at:], encoding="utf-8"
    )
    assert "was given up on 2026-01-01" in message(signing, "signature-invalid")
    assert "was given up" in verify(signing)


def test_a_record_that_was_deleted(site: Site) -> None:
    site.decide(A, "anna")
    site.commit("signed", "Ben Cole <ben@example.org>")
    site.sessions()[0].unlink()
    assert "the record was deleted" in message(site, "review-record-changed")
    assert "nobody ever signed it" in message(site, "unbacked-status")


def test_a_record_that_is_changed_by_way_of_a_journal(site: Site) -> None:
    """Readers read through the journal of a writer that was killed; a change may bring one along."""
    site.decide(A, "anna", "needs-change", "--comment", "the dose is wrong")
    site.commit("asked for a change")
    path = site.sessions()[0]
    text = path.read_text(encoding="utf-8").replace("needs-change", "confirm")
    journal = {"changes": {f"reviews/{path.name}": text}}
    (site.root / "claims/.journal.json").write_text(json.dumps(journal), encoding="utf-8")
    assert "changed by a journal" in message(site, "review-record-changed")
    done = site.run("review", "verify")
    assert done.returncode == 1
    assert "changed by a journal" in done.stdout


def test_one_person_with_two_keys_counts_once(signing: Site) -> None:
    signing.git("checkout", "-q", "main")
    signing.policy("rules: [{name: all, tier: signed, quorum: 2}]\n")
    second = signing.key("second")
    public = " ".join(Path(f"{second}.pub").read_text(encoding="utf-8").split()[:2])
    signing.edit("claims/reviewers.yaml", "keys: [", f"keys: [{{key: {public}}}, ")
    signing.commit("two keys, two people needed")
    signed_by(signing, "anna")
    signing.decide(A, "anna", "confirm", "--key", str(second))
    assert signing.status()[A] == "in_review"
    assert "1 of the 2 sign-offs" in str(signing.findings()["quorum-missing"][0]["message"])


def test_one_key_for_two_people_is_refused(site: Site, keygen: str) -> None:
    site.give_key("anna", site.key("one"))
    site.give_key("ben", site.key("one"))
    done = site.run("check", "--skip", "grammar,spelling")
    assert done.returncode == 2
    assert "stands twice; one person, one entry" in done.stdout + done.stderr


def test_a_decision_in_the_name_of_another(signing: Site) -> None:
    signing.decide(A, "anna", "confirm", "--key", str(signing.key("ben")))
    assert "is by the key of ben, but the session says that anna decided" in message(signing, "signature-invalid")


def test_a_proxy_proves_nothing_about_the_reviewer(signing: Site) -> None:
    signing.decide(A, "anna", "confirm", "--recorded-by", "ben", "--key", str(signing.key("ben")))
    assert signing.status()[A] == "in_review"
    assert "was put on file by ben" in str(signing.findings()["tier-too-low"][0]["message"])


def test_an_author_who_approves_the_own_text(site: Site) -> None:
    site.edit("content/a.md", "Riluzole 50 mg", "Riluzole 100 mg")
    site.commit("mine", "Anna Berg <anna@example.org>")
    site.ok("sync")
    statement = next(text for text in site.claims() if "100 mg" in text)
    site.ok("review", "assign", site.claims()[statement].id, "anna")
    site.decide(statement, "anna")
    assert "signed by anna alone, who wrote this wording" in message(site, "self-review")
    site.decide(statement, "ben")
    assert "self-review" not in site.findings()


def test_who_wrote_it_is_asked_page_by_page_where_a_reviewer_writes_too(site: Site) -> None:
    """One page is by a reviewer and one by somebody else; a new name of the file does not hide whose words they are."""
    said = "Speech therapy keeps a voice in use for longer (study)."
    site.write(said.replace("study", "[study](https://doi.org/10.1000/voice)"), name="content/b.md")
    site.commit("by ben", author="Ben <ben@example.org>")
    site.ok("sync")
    site.ok("review", "assign", site.claims()[said].id, "ben")
    site.decide(said, "ben")
    site.decide(A, "ben")
    found = site.findings()
    assert [item["path"] for item in found["self-review"]] == ["content/b.md"]
    site.git("mv", "content/b.md", "content/z.md")
    site.ok("sync")
    assert [item["path"] for item in site.findings()["self-review"]] == ["content/z.md"]
    site.commit("renamed")
    assert [item["path"] for item in site.findings()["self-review"]] == ["content/z.md"]


def test_who_wrote_it_is_not_guessed_in_a_shallow_clone(site: Site, tmp_path: Path) -> None:
    site.decide(A, "anna")
    site.commit("signed")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{site.root}", str(clone)], check=True)
    site.root = clone
    done = site.run("check", "--skip", "grammar,spelling", "--format", "json")
    missed = json.loads(done.stdout)["not_checked"]
    assert any(item["what"].startswith("self-review") and "shallow" in item["reason"] for item in missed)


def test_a_reviewer_outside_of_the_scope(site: Site) -> None:
    (site.root / "claims/reviewers.yaml").write_text(
        PEOPLE.replace("  role: nurse\n", "  role: nurse\n  scope: {sections: [Care]}\n"), encoding="utf-8"
    )
    done = site.run("review", "--claim", site.claims()[A].id, "--decision", "confirm", "--reviewer", "ben")
    assert "outside of what ben may sign" in done.stderr
    site.put_session(A, "ben")
    assert "outside of what they may sign (fact in the section Treatment)" in message(site, "reviewer-out-of-scope")


def test_somebody_who_is_no_reviewer(site: Site) -> None:
    site.put_session(A, "mallory")
    assert "`mallory`" in message(site, "unknown-reviewer")
    site.ok("sync")
    assert site.status()[A] == "in_review"


def test_a_sign_off_from_the_future(site: Site) -> None:
    site.put_session(A, "anna", at=datetime.now(UTC) + timedelta(days=20))
    assert "but today is" in message(site, "future-date")
    site.ok("sync")
    assert site.status()[A] == "in_review"


def test_an_objection_forged_in_the_name_of_a_stranger_blocks_nothing(site: Site) -> None:
    site.decide(A, "anna")
    site.put_session(A, "mallory", "dispute")
    site.ok("sync")
    assert site.status()[A] == "verified"


def test_without_ssh_keygen_nothing_is_green_by_default(signing: Site, tmp_path: Path) -> None:
    signed_by(signing, "anna")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").symlink_to("/usr/bin/git")
    done = signing.run("review", "verify", "--require-signatures", PATH=str(tools))
    assert done.returncode == 2
    assert "NOT CHECKED: ssh-keygen is not installed" in done.stdout
    done = signing.run("check", "--skip", "grammar,spelling", "--format", "json", PATH=str(tools))
    assert "ssh-keygen is not installed" in done.stdout
