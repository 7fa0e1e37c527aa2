"""Writing `claims/`: only the bytes that must change, all or nothing, one writer at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from claim_builders import claim_id
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.claims import files, quick
from alsreview.claims.model import Claim, ClaimFile, SourceRecord
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record, scalar
from alsreview.claims.store import ClaimStore, ClaimTree, LoadedFile
from alsreview.claims.writer import Writer, writing
from alsreview.errors import InputError

MESSY = """\
# who edits this: the nurses' group
document: 'content/a.md'   # keep
claims:

# --- tablets
- id: c-aaaaaaaa   # first
  statement: 'Riluzole helps: a bit'
  # a thought of the editor
  status: "draft"    # trailing
  sources:
  - {ref: x, locator: 'p. 1'}   # seen in print
  - ref: z
    quote: |
      two # no comment
      lines

    # deeper than the dash
# --- infusions
- status: in_review
  statement: second \U0001f600 of them
  id: c-bbbbbbbb
  note: >
    folded
    text


-
  id: c-cccccccc
  statement: third
    goes on
  status: draft
- {id: c-dddddddd, statement: fourth, status: draft}  # in brackets
# the end
"""


def read(text: str) -> LoadedFile:
    return LoadedFile("claims/content/a.md.yaml", "content/a.md", quick.load(text, ClaimFile, "a").claims, text)


def edited(text: str, change: Callable[[list[Claim]], list[Claim]]) -> str:
    file = read(text)
    writer = Writer(ClaimTree({"content/a.md": file}))
    writer.put("content/a.md", change(list(file.claims)))
    changes = writer.changes()
    return changes["content/a.md.yaml"] or "" if changes else text


def with_values(number: int, **values: object) -> Callable[[list[Claim]], list[Claim]]:
    return lambda claims: [*claims[:number], claims[number].model_copy(update=values), *claims[number + 1 :]]


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    import difflib

    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line[2:] for line in lines if line.startswith("- ")], [line[2:] for line in lines if line.startswith("+ ")]


def test_nothing_to_change_changes_nothing() -> None:
    assert edited(MESSY, lambda claims: claims) == MESSY


def test_a_status_changes_one_word_and_leaves_the_comment_behind_it() -> None:
    after = edited(MESSY, with_values(0, status="in_review"))
    assert differing(MESSY, after) == (['  status: "draft"    # trailing'], ["  status: in_review    # trailing"])


def test_a_field_that_is_new_is_added_where_it_belongs() -> None:
    after = edited(MESSY, with_values(2, context="Tablets:"))
    assert differing(MESSY, after) == ([], ['  context: "Tablets:"'])
    assert '    goes on\n  context: "Tablets:"\n  status: draft\n' in after


def test_a_value_over_several_lines_is_replaced_whole() -> None:
    after = edited(MESSY, with_values(1, note="short"))
    assert differing(MESSY, after)[1] == ["  note: short"]
    after = edited(MESSY, with_values(2, statement="third is new"))
    assert differing(MESSY, after) == (["  statement: third", "    goes on"], ["  statement: third is new"])


def test_claims_in_brackets_stay_in_brackets() -> None:
    after = edited(MESSY, with_values(3, statement="fourth, and last", reviewer=("anna",)))
    wanted = '- {id: c-dddddddd, statement: "fourth, and last", status: draft, reviewer: [anna]}  # in brackets'
    assert differing(MESSY, after)[1] == [wanted]


def test_a_dropped_claim_takes_its_lines_and_leaves_the_comment_above_it() -> None:
    after = edited(MESSY, lambda claims: [claims[0], *claims[2:]])
    assert "second" not in after
    assert "# --- infusions" in after
    assert after.startswith(MESSY[: MESSY.index("# --- infusions")])


def test_claims_move_with_their_comments() -> None:
    after = edited(MESSY, lambda claims: claims[::-1])
    assert [claim.id for claim in read(after).claims] == ["c-dddddddd", "c-cccccccc", "c-bbbbbbbb", "c-aaaaaaaa"]
    assert sorted(MESSY.splitlines()) == sorted(after.splitlines())


def test_line_ends_stay_as_they_are() -> None:
    text = MESSY.replace("\n", "\r\n")
    new = Claim(id="c-eeeeeeee", statement="fifth", status="draft")
    after = edited(text, lambda claims: [with_values(0, status="retired")(claims)[0], *claims[1:], new])
    assert "\n" not in after.replace("\r\n", "")
    assert len(read(after).claims) == 5


@pytest.mark.parametrize(
    "text",
    [
        "document: content/a.md\nclaims: []\n",
        "document: content/a.md\nclaims:\n",
        "document: content/a.md\nclaims:   # none yet\n",
        "claims: []   # none yet\ndocument: content/a.md",
        "document: content/a.md\n",
        "{document: content/a.md, claims: [{id: c-bbbbbbbb, statement: x, status: draft}]}\n",
        "document: content/a.md\nclaims: [{id: c-bbbbbbbb, statement: x, status: draft}]\n",
        "---\ndocument: content/a.md\nclaims:\n  - id: c-bbbbbbbb\n    statement: x\n    status: draft\n...\n",
        "document: content/a.md\nclaims:\n- id: c-bbbbbbbb\n  statement: x\n  status: draft",
        "document: content/a.md\nclaims:\n-   status: draft\n    id: c-bbbbbbbb\n    statement: |\n      x\n",
    ],
)
def test_any_layout_takes_a_new_claim_and_gives_it_up_again(text: str) -> None:
    new = Claim(id="c-eeeeeeee", statement="a new: one", status="draft")
    more = edited(text, lambda claims: [new, *claims])
    assert [claim.id for claim in read(more).claims] == ["c-eeeeeeee", *(claim.id for claim in read(text).claims)]
    assert not read(edited(more, lambda claims: [])).claims
    if "# none yet" in text:
        assert "# none yet" in more


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(ANY_TEXT)
def test_any_text_reads_back(text: str) -> None:
    assert quick.load(f"document: {scalar(text)}\n", ClaimFile, "x").document == text
    data = {"id": "c-aaaaaaaa", "statement": text, "status": "draft", "sources": [{"ref": "a", "quote": text}]}
    (claim,) = quick.load("document: d\nclaims:\n" + render_record(data, 2, 4), ClaimFile, "x").claims
    assert (claim.statement, claim.sources[0].quote) == (text, text)


CLAIMS = st.lists(
    st.builds(
        Claim,
        id=st.integers(0, 30).map(claim_id),
        statement=ANY_TEXT,
        context=st.one_of(st.none(), ANY_TEXT),
        status=st.sampled_from(["draft", "in_review", "retired"]),
        reviewer=st.one_of(st.none(), st.just(("anna", "ben"))),
        note=st.one_of(st.none(), ANY_TEXT),
    ),
    unique_by=lambda claim: claim.id,
    max_size=6,
)


@given(CLAIMS, CLAIMS, st.booleans())
@settings(max_examples=150)
def test_any_claims_become_any_others_and_comments_survive(
    before: list[Claim], after: list[Claim], windows: bool
) -> None:
    parts = [f"# about {claim.id}\n" + render_record(claim_data(claim)) for claim in before]
    text = "# top\ndocument: content/a.md\nclaims:" + ("\n" + "".join(parts) if parts else " []\n") + "# tail\n"
    text = text.replace("\n", "\r\n") if windows else text
    result = edited(text, lambda _: after)
    assert list(read(result).claims) == after
    if after and before:
        for comment in ("# top", "# tail", *(f"# about {claim.id}" for claim in before)):
            assert comment in result


def test_comments_come_along_when_a_claim_moves_to_another_file() -> None:
    file = read(MESSY)
    writer = Writer(ClaimTree({"content/a.md": file}))
    writer.put("content/a.md", file.claims[1:])
    writer.put("content/b.md", file.claims[:1])
    changes = writer.changes()
    assert "# a thought of the editor" in (changes["content/b.md.yaml"] or "")
    assert "# a thought of the editor" not in (changes["content/a.md.yaml"] or "")


def test_a_renamed_document_keeps_the_whole_file() -> None:
    file = read(MESSY)
    writer = Writer(ClaimTree({"content/a.md": file}))
    writer.put("content/new.md", file.claims)
    writer.remove("content/a.md")
    changes = writer.changes()
    assert changes == {
        "content/a.md.yaml": None,
        "content/new.md.yaml": MESSY.replace("'content/a.md'", "content/new.md"),
    }


def test_sources_are_added_in_order_of_their_ids(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    path = tmp_path / "claims/sources.yaml"
    path.write_text("# ours\nsources:\n- id: b   # bee\n  title: B\n- id: m\n", encoding="utf-8")
    with writing(ClaimStore(tmp_path)) as writer:
        writer.add_sources([SourceRecord(id="z", DOI="10.1000/z"), SourceRecord(id="c", title="C")])
    assert path.read_text(encoding="utf-8") == (
        '# ours\nsources:\n- id: b   # bee\n  title: B\n- id: c\n  title: C\n- id: m\n- id: z\n  DOI: "10.1000/z"\n'
    )


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    path = tmp_path / "claims/content/a.md.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf" + MESSY.encode())
    store = ClaimStore(tmp_path)
    with writing(store) as writer:
        writer.put("content/a.md", with_values(0, status="in_review")(list(writer.tree.files["content/a.md"].claims)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# who")
    assert store.read().files["content/a.md"].claims[0].status == "in_review"


def test_a_file_saved_by_an_editor_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "claims/content/a.md.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(MESSY, encoding="utf-8")

    def write_while_an_editor_saves() -> None:
        with writing(ClaimStore(tmp_path)) as writer:
            writer.put("content/a.md", ())
            path.write_text(MESSY + "# saved\n", encoding="utf-8")

    with pytest.raises(InputError, match="was changed by someone else"):
        write_while_an_editor_saves()
    assert path.read_text(encoding="utf-8") == MESSY + "# saved\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_tree_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "claims/content/a.md.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(MESSY, encoding="utf-8")
    path.parent.chmod(0o555)
    try:
        with pytest.raises(InputError, match="cannot be written"), writing(ClaimStore(tmp_path)) as writer:
            writer.put("content/a.md", ())
    finally:
        path.parent.chmod(0o755)


def test_a_full_disk_is_a_clear_error_and_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "claims/content/a.md.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(MESSY, encoding="utf-8")

    def full(name: str) -> None:
        if name == "fsync":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "step", full)
    with pytest.raises(InputError, match="No space left"), writing(ClaimStore(tmp_path)) as writer:
        writer.put("content/a.md", writer.tree.files["content/a.md"].claims[:1])
    assert path.read_text(encoding="utf-8") == MESSY


# What a process that is killed at its n-th step on the disk leaves behind.
DRIVER = """
import os, signal, sys
from pathlib import Path
from alsreview.claims import files
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.store import ClaimStore
from alsreview.claims.writer import writing

left = int(sys.argv[2])

def step(name):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1

files.step = step
with writing(ClaimStore(Path(sys.argv[1]))) as writer:
    claims = writer.tree.files["content/a.md"].claims if "content/a.md" in writer.tree.files else ()
    if claims:
        writer.remove("content/a.md")
        writer.put("content/deep/b.md", claims)
        writer.put("content/c.md", (Claim(id="c-zzzzzzzz", statement="new", status="draft"),))
        writer.add_sources([SourceRecord(id="s", title="S")])
"""


def run_driver(root: Path, steps: int) -> int:
    return subprocess.run([sys.executable, "-c", DRIVER, str(root), str(steps)], check=False).returncode


def seen(root: Path) -> str:
    tree = ClaimStore(root).read()
    return json.dumps([{name: [c.id for c in file.claims] for name, file in tree.files.items()}, list(tree.sources)])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_kill_at_any_step_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    ids = ["c-aaaaaaaa", "c-bbbbbbbb", "c-cccccccc", "c-dddddddd"]
    old = json.dumps([{"content/a.md": ids}, []])
    new = json.dumps([{"content/c.md": ["c-zzzzzzzz"], "content/deep/b.md": ids}, ["s"]])
    states: list[str] = []
    for steps in range(200):
        root = tmp_path / str(steps)
        path = root / "claims/content/a.md.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(MESSY, encoding="utf-8")
        code = run_driver(root, steps)
        state = seen(root)
        assert state in (old, new), f"killed at step {steps}"
        states.append(state)
        # The next writer finishes or forgets what was cut short, and nothing is left lying about.
        assert run_driver(root, 1_000) == 0
        assert seen(root) == new
        leavings = [p.name for p in root.rglob("*") if p.name.endswith(".tmp") or p.name == files.JOURNAL]
        assert not leavings
        if code == 0:
            break
    assert code == 0, "the write never ended"
    assert states[0] == old
    assert states == sorted(states, key=lambda state: state == new), "the new state, once there, stays"
    assert len(states) > 10


ADDER = """
import sys
from pathlib import Path
from alsreview.claims.model import Claim, SourceRecord, new_claim_id
from alsreview.claims.store import ClaimStore
from alsreview.claims.writer import writing

for number in range(int(sys.argv[3])):
    with writing(ClaimStore(Path(sys.argv[1]))) as writer:
        file = writer.tree.files.get("content/a.md")
        claims = file.claims if file else ()
        name = f"{sys.argv[2]} {number}"
        new = Claim(id=new_claim_id({c.id for c in claims}), statement=name, status="draft")
        writer.put("content/a.md", (*claims, new))
        writer.add_sources([SourceRecord(id=name.replace(" ", "-"), title=name)])
"""


def test_writers_at_once_lose_nothing_and_readers_see_whole_states(tmp_path: Path) -> None:
    count = 12
    running = [
        subprocess.Popen([sys.executable, "-c", ADDER, str(tmp_path), name, str(count)]) for name in ("anna", "ben")
    ]
    while any(process.poll() is None for process in running):
        tree = ClaimStore(tmp_path).read()
        claims = {claim.statement for _, claim in tree.claims()}
        assert claims == {record.title for record in tree.sources.values()}
    assert [process.wait() for process in running] == [0, 0]
    tree = ClaimStore(tmp_path).read()
    wanted = {f"{name} {number}" for name in ("anna", "ben") for number in range(count)}
    assert {claim.statement for _, claim in tree.claims()} == wanted
    assert len(tree.sources) == 2 * count


@pytest.mark.parametrize("path", ["../x.yaml", "/etc/x.yaml", "a\\..\\x.yaml"])
def test_a_journal_that_points_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / files.JOURNAL).write_text(json.dumps({"changes": {path: "x"}}), encoding="utf-8")
    with pytest.raises(InputError, match="names a file outside"):
        ClaimStore(tmp_path).read()
    with pytest.raises(InputError, match="names a file outside"), writing(ClaimStore(tmp_path)):
        pass
