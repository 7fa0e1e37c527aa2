"""A site in a real git repository with two reviewers, for the tests of reviewing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alsreview.claims.model import Claim
from alsreview.claims.sessions import Decision, record_of, render, session_of, session_path
from alsreview.claims.store import ClaimStore

SOURCE = Path(__file__).resolve().parents[2] / "src"
A = "Riluzole 50 mg is taken twice a day (label)."
B = "Cough machines help to clear mucus from weak lungs (study)."
C = "Feeding tubes do not shorten life in most people (review)."
TEXT = {
    A: "Riluzole 50 mg is taken twice a day ([label](https://www.accessdata.fda.gov/label.pdf)).",
    B: "Cough machines help to clear mucus from weak lungs ([study](https://doi.org/10.1000/cough)).",
    C: "Feeding tubes do not shorten life in most people ([review](https://doi.org/10.1000/tubes)).",
}
PEOPLE = """\
reviewers:
- id: anna
  name: Anna Berg
  role: neurologist
  emails: [anna@example.org]
- id: ben
  name: Ben Cole
  role: nurse
  emails: [ben@example.org]
"""
MAIN = "import sys; from alsreview.cli import main; main(sys.argv[1:])"


class Site:
    """Content, claims and git in one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        for key, value in (("user.name", "Writer"), ("user.email", "writer@example.org"), ("commit.gpgsign", "false")):
            self.git("config", key, value)
        self.write(*TEXT.values())
        self.ok("init")
        (root / "claims/reviewers.yaml").write_text(PEOPLE, encoding="utf-8")
        self.commit("first")

    def git(self, *arguments: str, ok: bool = True) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not ok, done.stdout + done.stderr
        return done.stdout

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        cache = self.root.parent / "cache"
        given = {**os.environ, "PYTHONPATH": str(SOURCE), "ALSREVIEW_CACHE_DIR": str(cache), **environment}
        return subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            cwd=self.root, capture_output=True, text=True, check=False, env=given,
        )  # fmt: skip

    def ok(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, *paragraphs: str, name: str = "content/a.md") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Treatment\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")

    def commit(self, message: str, author: str = "Writer <writer@example.org>") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, "--author", author)

    def claims(self) -> dict[str, Claim]:
        return {claim.statement: claim for _, claim in ClaimStore(self.root).read().claims()}

    def status(self) -> dict[str, str]:
        return {claim.statement: claim.status for claim in self.claims().values()}

    def decide(self, statement: str, reviewer: str, decision: str = "confirm", *more: str) -> str:
        claim = self.claims()[statement].id
        return self.ok("review", "--claim", claim, "--decision", decision, "--reviewer", reviewer, *more)

    def sessions(self) -> list[Path]:
        return sorted((self.root / "claims/reviews").glob("*.json"))

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def put_session(self, statement: str, reviewer: str, decision: Decision = "confirm", **told: Any) -> Path:
        """A session as somebody with an editor could write it, past all that `review` refuses."""
        tree = ClaimStore(self.root).read()
        claim = next(claim for _, claim in tree.claims() if claim.statement == statement)
        reason = None if decision == "confirm" else "because"
        record = record_of(claim, tree.sources, "content/a.md", decision, reason)
        at = told.get("at", datetime.now(UTC))
        session = session_of(reviewer, told.get("recorded_by", reviewer), at, [record])
        path = self.root / "claims" / session_path(session)
        path.parent.mkdir(exist_ok=True)
        path.write_text(render(session), encoding="utf-8")
        return path

    def policy(self, text: str) -> None:
        (self.root / "claims/policy.yaml").write_text(text, encoding="utf-8")

    def findings(self, *arguments: str) -> dict[str, list[Mapping[str, Any]]]:
        done = self.run("check", "--skip", "grammar,spelling", "--format", "json", *arguments)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        found: dict[str, list[Mapping[str, Any]]] = {}
        for item in json.loads(done.stdout)["findings"]:
            found.setdefault(item["check"], []).append(item)
        return found

    def key(self, name: str) -> Path:
        """A new key pair; the path of the private half."""
        path = self.root.parent / f"key-{name}"
        if not path.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)], check=True)
        return path

    def give_key(self, reviewer: str, path: Path, **limits: str) -> None:
        """Enters the public half for a reviewer."""
        public = " ".join(Path(f"{path}.pub").read_text(encoding="utf-8").split()[:2])
        told = "".join(f", {name}: {value}" for name, value in limits.items())
        self.edit(
            "claims/reviewers.yaml", f"- id: {reviewer}\n", f"- id: {reviewer}\n  keys: [{{key: {public}{told}}}]\n"
        )
