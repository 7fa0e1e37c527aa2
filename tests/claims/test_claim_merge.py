"""`init` and `sync` as people use them, in real git repositories, with real merges."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alsreview.claims.match import page_claims
from alsreview.claims.model import Claim
from alsreview.claims.sessions import record_of, render, session_of, session_path
from alsreview.claims.store import ClaimStore
from alsreview.documents.read import read_document
from alsreview.statements.split import split

SOURCE = Path(__file__).parents[2] / "src"
MAIN = "from alsreview.cli import main; main()"
A = "Riluzole tablets of 50 mg are taken twice a day with water."
B = "Many people notice cramps in the calf before any weakness shows."
C = "Night-time ventilation helps people who wake with headaches."
D = "A feeding tube can be placed before breathing becomes too weak."

Run = Callable[..., subprocess.CompletedProcess[str]]


class Site:
    """A repository with one article, its claims, and the commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "editor@example.org")
        self.git("config", "user.name", "Editor")
        self.git("config", "commit.gpgsign", "false")

    def git(self, *arguments: str, ok: bool = True) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not ok, done.stdout + done.stderr
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        return subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )

    def ok(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, *paragraphs: str, name: str = "content/a.md") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def claims(self, name: str = "content/a.md") -> dict[str, Claim]:
        return {claim.statement: claim for claim in ClaimStore(self.root).read().files[name].claims}

    def set(self, statement: str, old: str, new: str) -> None:
        """Edits one line of a claim as a person would, in an editor."""
        path = self.root / "claims/content/a.md.yaml"
        text = path.read_text(encoding="utf-8")
        at = text.index(f"statement: {statement}")
        path.write_text(text[:at] + text[at:].replace(old, new, 1), encoding="utf-8")

    def sign(self, statement: str, reviewer: str) -> None:
        """What a review leaves: a session of its own, and its projection in the claim."""
        claim = self.claims()[statement]
        record = record_of(claim, ClaimStore(self.root).read().sources, "content/a.md", "confirm")
        session = session_of(reviewer, reviewer, datetime.now(UTC), [record])
        path = self.root / "claims" / session_path(session)
        path.parent.mkdir(exist_ok=True)
        path.write_text(render(session), encoding="utf-8")
        self.set(statement, f"status: {claim.status}", "status: verified")
        self.set(statement, "reviewer: null", f"reviewer: [{reviewer}]")

    def approved(self, name: str = "content/a.md") -> set[str]:
        """Statements of the page that a sign-off covers, as `check` sees it."""
        tree = ClaimStore(self.root).read()
        seen = page_claims(name, "x", split(read_document(self.root / name, name)), tree)
        assert seen is not None
        return {
            match.claim.statement
            for match in seen.matches.values()
            if match.claim.status == "verified" and not match.edited and match.claim.id not in seen.reopened
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.write(A, B, C)
    site.ok("init")
    (site.root / "claims/reviewers.yaml").write_text(REVIEWERS, encoding="utf-8")
    site.commit("first")
    return site


REVIEWERS = "reviewers:\n- {id: anna, name: Anna Berg, role: neurologist}\n- {id: ben, name: Ben Cole, role: nurse}\n"


def merge(site: Site, ours: Callable[[], None], theirs: Callable[[], None]) -> bool:
    """Two branches from here, merged; true where git found no conflict."""
    site.git("checkout", "-q", "-b", "theirs")
    theirs()
    site.commit("theirs")
    site.git("checkout", "-q", "main")
    ours()
    site.commit("ours")
    site.git("merge", "--no-edit", "theirs", ok=False)
    return not site.git("ls-files", "--unmerged")


def take(site: Site, side: str) -> None:
    for path in sorted(set(site.git("diff", "--name-only", "--diff-filter=U").split())):
        site.git("checkout", f"--{side}", "--", path)
        site.git("add", path)


def test_init_writes_once_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write(A, "Edaravone is a liquid too ([label](https://www.accessdata.fda.gov/x.pdf)).", "What helps?")
    first = site.ok("init")
    assert "wrote alsreview.toml" in first
    assert "2 new" in first
    claims = site.claims()
    assert [claim.status for claim in claims.values()] == ["draft", "in_review"]
    assert {claim.reviewer for claim in claims.values()} == {None}
    assert all(re.fullmatch("c-[a-z2-7]{8}", claim.id) for claim in claims.values())
    site.commit("claims")
    assert "nothing to do" in site.ok("init")
    assert "nothing to do" in site.ok("sync")
    assert not site.git("status", "--porcelain")


def test_init_leaves_what_exists_and_takes_up_new_documents(site: Site) -> None:
    before = site.claims()
    site.write(D, name="content/b.md")
    (site.root / "alsreview.toml").write_text("# mine\n", encoding="utf-8")
    site.ok("init")
    assert site.claims() == before
    assert list(site.claims("content/b.md")) == [D]
    assert (site.root / "alsreview.toml").read_text(encoding="utf-8") == "# mine\n"


def test_init_without_documents_says_how_to_name_them(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert "no documents match content/**" in site.ok("init")
    assert not (tmp_path / "claims").exists()


def test_sync_before_init_says_what_to_do(tmp_path: Path) -> None:
    done = Site(tmp_path).run("sync")
    assert done.returncode == 2
    assert "`alsreview init` starts them" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_shows_and_writes_nothing(site: Site) -> None:
    site.write(A.replace("50 mg", "100 mg"), B, D)
    before = {path: path.read_bytes() for path in sorted((site.root / "claims").rglob("*")) if path.is_file()}
    said = site.ok("sync", "--dry-run")
    assert "CRITICAL: number" in said
    assert f"was: {A}" in said
    assert '"50" -> "100" (number)' in said
    assert f"dropped      {site.claims()[C].id}: {C}" in said
    assert f": {D}" in said
    assert before == {path: path.read_bytes() for path in sorted((site.root / "claims").rglob("*")) if path.is_file()}


def test_a_document_that_cannot_be_read_is_named_and_the_rest_is_done(site: Site) -> None:
    site.write(A, B, C, D)
    (site.root / "content/b.md").write_bytes(b"\xff\xfe\x00\xd8 broken \xff")
    done = site.run("sync")
    assert done.returncode == 2
    assert "content/b.md" in done.stderr
    assert D in site.claims()


def test_two_people_on_different_claims(site: Site) -> None:
    clean = merge(site, lambda: site.sign(A, "anna"), lambda: site.sign(C, "ben"))
    assert clean
    assert site.approved() == {A, C}
    site.ok("sync")
    assert site.approved() == {A, C}


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_two_people_on_one_claim(site: Site, side: str) -> None:
    clean = merge(site, lambda: site.sign(A, "anna"), lambda: site.sign(A, "ben"))
    assert not clean
    broken = site.run("sync")
    assert broken.returncode == 2
    assert re.search(r"claims/content/a\.md\.yaml:\d+:1: a merge conflict stands here; take either side", broken.stderr)
    take(site, side)
    site.ok("sync")
    assert site.approved() == {A}
    assert len(list((site.root / "claims/reviews").iterdir())) == 2, "both records are kept"
    assert set(site.claims()) == {A, B, C}


def new_beside(site: Site) -> None:
    site.write(A, B, D, C)
    site.ok("sync")
    site.set(D, "sources: []", "sources: [{ref: tube-study, locator: p. 7}]")


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_new_claim_beside_a_reviewed_one(site: Site, side: str) -> None:
    found: list[str] = []

    def add() -> None:
        new_beside(site)
        found.append(site.claims()[D].id)

    merge(site, lambda: site.sign(B, "anna"), add)
    take(site, side)
    site.ok("sync")
    claims = site.claims()
    assert list(claims) == [A, B, D, C]
    assert claims[D].id == found[0], "the claim of the side that was not taken comes back from git, id and source"
    assert [source.ref for source in claims[D].sources] == ["tube-study"]
    # Where the side without the projection was taken, the record still stands; the review room restores from it.
    assert site.approved() <= {B}
    assert list((site.root / "claims/reviews").glob("*-anna-*.json"))


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_new_claims_of_both_sides_at_one_place(site: Site, side: str) -> None:
    other = "Speech therapists know many ways to keep a voice in use."
    ids: dict[str, str] = {}

    def add(text: str) -> Callable[[], None]:
        def change() -> None:
            site.write(A, B, text, C)
            site.ok("sync")
            ids[text] = site.claims()[text].id

        return change

    assert not merge(site, add(D), add(other))
    take(site, side)
    site.write(A, B, D, other, C)
    site.ok("sync")
    claims = site.claims()
    assert list(claims) == [A, B, D, other, C]
    assert {text: claims[text].id for text in ids} == ids
    site.git("add", "-A")
    site.git("commit", "-q", "-m", "merged")
    assert "nothing to do" in site.ok("sync")


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_sources_that_both_sides_harvested_are_all_there(site: Site, side: str) -> None:
    other = "Speech therapists know many ways to keep a voice in use"

    def add(*paragraphs: str) -> Callable[[], None]:
        def change() -> None:
            site.write(*paragraphs)
            site.ok("sync")

        return change

    first, second = f"{D[:-1]} (PMID 11111111).", f"{other} (PMID 22222222)."
    assert not merge(site, add(A, B, first, C), add(A, B, second, C))
    take(site, side)
    site.write(A, B, first, second, C)
    assert "restored from git" in site.ok("sync")
    tree = ClaimStore(site.root).read()
    assert set(tree.sources) == {"pmid-11111111", "pmid-22222222"}
    assert {cited.ref for _, claim in tree.claims() for cited in claim.sources} == set(tree.sources)


def test_a_claim_lost_in_a_finished_merge_comes_back_too(site: Site) -> None:
    found: list[str] = []

    def add() -> None:
        new_beside(site)
        found.append(site.claims()[D].id)

    merge(site, lambda: site.sign(B, "anna"), add)
    take(site, "ours")
    site.write(A, B, D, C)
    site.git("add", "-A")
    site.git("commit", "-q", "-m", "merged without sync")
    assert "restored from git" in site.ok("sync")
    assert site.claims()[D].id == found[0]


def test_an_edit_against_a_review_is_never_approved(site: Site) -> None:
    """Git may merge both in silence: the new wording with `verified` on it."""
    new = A.replace("50 mg", "500 mg")

    def edit() -> None:
        site.write(new, B, C)
        path = site.root / "claims/content/a.md.yaml"  # the wording typed into the claim by hand, the status left alone
        path.write_text(path.read_text(encoding="utf-8").replace(A, new), encoding="utf-8")

    clean = merge(site, lambda: site.sign(A, "anna"), edit)
    assert clean
    claim = site.claims()[new]
    assert (claim.status, claim.reviewer) == ("verified", ("anna",)), "the trap: it looks approved"
    assert site.approved() == set()
    assert "approval withdrawn" in site.ok("sync")
    assert (site.claims()[new].status, site.claims()[new].reviewer) == ("draft", None)


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_synced_edit_against_a_review_is_never_approved(site: Site, side: str) -> None:
    new = A.replace("50 mg", "500 mg")

    def edit() -> None:
        site.write(new, B, C)
        site.ok("sync")

    merge(site, lambda: site.sign(A, "anna"), edit)
    take(site, side)
    assert site.approved() == set()
    site.ok("sync")
    assert site.approved() == set()
    (claim,) = [claim for claim in site.claims().values() if claim.statement == new]
    assert (claim.status, claim.reviewer) == ("draft", None)


def test_a_deleted_statement_against_a_review_is_kept_as_retired(site: Site) -> None:
    def delete() -> None:
        site.write(A, C)
        site.ok("sync")

    merge(site, lambda: site.sign(B, "anna"), delete)
    take(site, "ours")
    site.ok("sync")
    assert site.claims()[B].status == "retired"
    assert site.approved() == set()


def test_two_syncs_at_once_lose_nothing(site: Site) -> None:
    for name in ("content/b.md", "content/c.md", "content/d.md"):
        site.write(f"{D[:-1]}, says {name[8:9]}.", name=name)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    running = [
        subprocess.Popen([sys.executable, "-c", MAIN, "sync", path], cwd=site.root, env=environment)
        for path in ("content/b.md", "content/c.md", "content/d.md")
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    tree = ClaimStore(site.root).read()
    assert list(tree.files) == ["content/a.md", "content/b.md", "content/c.md", "content/d.md"]
    assert "nothing to do" in site.ok("sync")
