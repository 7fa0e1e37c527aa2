"""`alsreview review` as people call it, and two branches merged with real git."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from review_site import SOURCE, A, B, C, Site


def test_a_decision_makes_a_record_and_a_status(site: Site) -> None:
    said = site.decide(A, "anna", "confirm", "--source-opened", "accessdata-fda-gov-label-pdf")
    assert "confirm, now verified" in said
    claim = site.claims()[A]
    assert (claim.status, claim.reviewer) == ("verified", ("anna",))
    assert "unbacked-status" not in site.findings()
    told = site.ok("explain", claim.id)
    assert "anna: confirm" in told
    assert "nothing to do" in site.ok("sync")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--decision", "dispute"), "needs a reason"),
        (("--decision", "confirm", "--reviewer", "mallory"), "mallory is no reviewer"),
        (("--decision", "confirm", "--source-opened", "nothing"), "cites no source nothing"),
        (("--decision", "confirm", "--resolves", "x"), "there is no open dispute x"),
    ],
)
def test_what_is_impossible_says_why_and_writes_nothing(site: Site, arguments: tuple[str, ...], why: str) -> None:
    done = site.run("review", "--reviewer", "anna", "--claim", site.claims()[A].id, *arguments)
    assert done.returncode == 2
    assert why in done.stderr
    assert not site.sessions()


def test_drafts_edited_and_retired_claims_cannot_be_confirmed(site: Site) -> None:
    site.edit("content/a.md", "50 mg", "60 mg")
    claim = site.claims()[A].id
    confirm = ("review", "--reviewer", "anna", "--claim", claim, "--decision", "confirm")
    assert "run `alsreview sync` first" in site.run(*confirm).stderr
    site.ok("sync")
    assert "it is a draft" in site.run(*confirm).stderr
    site.ok("review", "assign", claim, "anna")
    site.ok(*confirm)
    site.edit("claims/content/a.md.yaml", "status: verified", "status: retired")
    assert "it is retired" in site.run(*confirm).stderr


def test_a_dispute_blocks_until_somebody_else_settles_it(site: Site) -> None:
    site.decide(A, "anna")
    site.decide(A, "ben", "dispute", "--comment", "the label says otherwise")
    assert site.status()[A] == "disputed"
    assert "the label says otherwise" in site.ok("review", "queue", "--disputed")
    assert A not in site.ok("review", "queue", "--reviewer", "ben", "--disputed")
    session = site.sessions()[-1].stem
    site.decide(A, "anna", "confirm", "--resolves", session, "--comment", "ben read an old label")
    assert site.status()[A] == "verified"


def merge(site: Site, ours: Callable[[], object], theirs: Callable[[], object]) -> bool:
    site.git("checkout", "-q", "-b", "theirs")
    theirs()
    site.commit("theirs")
    site.git("checkout", "-q", "main")
    ours()
    site.commit("ours")
    site.git("merge", "--no-edit", "theirs", ok=False)
    clean = not site.git("ls-files", "--unmerged")
    for path in sorted(set(site.git("diff", "--name-only", "--diff-filter=U").split())):
        site.git("checkout", "--ours", "--", path)
        site.git("add", path)
    site.ok("sync")
    return clean


def test_merge_two_reviewers_on_one_claim(site: Site) -> None:
    merge(site, lambda: site.decide(A, "anna"), lambda: site.decide(A, "ben"))
    claim = site.claims()[A]
    assert (claim.status, claim.reviewer) == ("verified", ("anna", "ben"))
    assert len(site.sessions()) == 2


def test_merge_two_reviewers_on_one_document(site: Site) -> None:
    assert merge(site, lambda: site.decide(A, "anna"), lambda: site.decide(C, "ben"))
    assert site.status() == {A: "verified", B: "in_review", C: "verified"}


def test_merge_confirm_against_dispute_ends_disputed(site: Site) -> None:
    merge(site, lambda: site.decide(A, "anna"), lambda: site.decide(A, "ben", "dispute", "--comment", "no"))
    assert site.status()[A] == "disputed"


def test_merge_review_against_edit_is_not_approved(site: Site) -> None:
    def edit() -> None:
        site.edit("content/a.md", "50 mg", "500 mg")
        site.ok("sync")

    merge(site, lambda: site.decide(A, "anna"), edit)
    assert [status for text, status in site.status().items() if "500 mg" in text] == ["draft"]
    assert len(site.sessions()) == 1


def test_merge_retire_against_review_stays_retired(site: Site) -> None:
    def retire() -> None:
        at = f"statement: {A}"
        path = site.root / "claims/content/a.md.yaml"
        text = path.read_text(encoding="utf-8")
        first = text.index(at)
        path.write_text(text[:first] + text[first:].replace("in_review", "retired", 1), encoding="utf-8")

    merge(site, retire, lambda: site.decide(A, "anna"))
    assert site.status()[A] == "retired"
    assert "retired-claim-in-text" in site.findings()


@pytest.mark.parametrize("reviewed", [True, False])
def test_merge_of_two_claims_with_one_id_approves_neither_in_silence(site: Site, reviewed: bool) -> None:
    """One branch copies a claim file for a new page, the other goes on with the first: git sees no conflict."""

    def copied() -> None:
        site.write("Cough machines help when coughing is weak (study).", name="content/b.md")
        text = (site.root / "claims/content/a.md.yaml").read_text(encoding="utf-8")
        text = text.replace("document: content/a.md", "document: content/b.md")
        (site.root / "claims/content/b.md.yaml").write_text(text, encoding="utf-8")

    def signed() -> None:
        site.decide(A, "anna")

    site.git("checkout", "-q", "-b", "theirs")
    copied()
    site.commit("a page from a copy")
    site.git("checkout", "-q", "main")
    if reviewed:
        signed()
    site.write("Another page.", name="content/c.md")
    site.commit("goes on")
    site.git("merge", "-q", "--no-edit", "theirs")
    done = site.run("check", "--skip", "grammar,spelling")
    assert done.returncode == 2
    taken = "is already taken by a claim in claims/content/a.md.yaml; remove the copy"
    said = done.stdout + done.stderr
    assert said.count(taken) == 3, "every copy is named, with its place"
    assert "claims/content/b.md.yaml:3:3: claim id c-" in said
    before = {path: path.read_bytes() for path in (site.root / "claims").rglob("*.yaml")}
    assert site.run("sync").returncode == 2, "and nothing is written while it is not clear which is which"
    assert {path: path.read_bytes() for path in (site.root / "claims").rglob("*.yaml")} == before

    (site.root / "claims/content/b.md.yaml").unlink()
    site.ok("sync")
    assert len({claim.id for claim in site.claims().values()}) == len(site.claims())
    assert site.status()[A] == ("verified" if reviewed else "in_review")
    assert len(site.sessions()) == reviewed


def test_a_terminal_session_skips_undoes_and_resumes(site: Site) -> None:
    def sit(typed: str) -> str:
        cache = site.root.parent / "cache"
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from alsreview.cli import main; main(sys.argv[1:])",
             "review", "--reviewer", "anna"],
            cwd=site.root, input=typed, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(SOURCE), "ALSREVIEW_CACHE_DIR": str(cache)},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "1 decisions kept" in sit("c\nc\nu\nq\n")
    assert not site.sessions(), "nothing is on file before `w`"
    said = sit("s\nw\n")
    assert "taken up again: 1 decisions" in said
    assert list(site.status().values()).count("verified") == 1
