"""Reading `claims/`: strict, all faults at once, quick, and never writing."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview import strict_yaml
from alsreview.claims import own_form, quick
from alsreview.claims.model import Claim
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record
from alsreview.claims.store import ClaimStore
from alsreview.errors import InputError

GOOD = """\
document: content/a.md
claims:
- id: c-aaaaaaaa
  statement: Riluzole is a tablet.
  status: draft
  sources: [{ref: label, quote: "one tablet"}]
"""


def write(root: Path, files: dict[str, str]) -> ClaimStore:
    for name, text in files.items():
        path = root / "claims" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return ClaimStore(root)


def faults(store: ClaimStore) -> list[str]:
    return [str(fault) for fault in store.read_what_can_be()[1]]


def test_reads_claims_sources_and_who_signed(tmp_path: Path) -> None:
    store = write(
        tmp_path,
        {
            "content/a.md.yaml": GOOD,
            "sources.yaml": "sources:\n- {id: label, DOI: 'https://doi.org/10.1000/ABC.', PMID: 0123, class: label}\n",
            "reviews/20260101T000000Z-anna-aaaa.json": (
                f"claim: c-aaaaaaaa\ndigest: d1:{'0' * 64}\nother: c-aaaaaaaaa\n"
            ),
        },
    )
    tree, found = store.read_what_can_be()
    assert found[0].path == "claims/reviews/20260101T000000Z-anna-aaaa.json", "damaged, and still proof of a signature"
    assert [claim.id for _, claim in tree.claims()] == ["c-aaaaaaaa"]
    assert tree.sources["label"].DOI == "10.1000/abc"
    assert tree.sources["label"].identifier == "doi:10.1000/abc"
    assert tree.signed == {"c-aaaaaaaa"}
    assert tree.signed_digests == {"d1:" + "0" * 64}


def test_no_folder_is_no_claims(tmp_path: Path) -> None:
    tree, found = ClaimStore(tmp_path).read_what_can_be()
    assert not tree.kept
    assert not found


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    store = write(
        tmp_path,
        {
            "content/a.md.yaml": "document: content/a.md\nclaims:\n- id: c-aaaaaaaa\n  statment: x\n  status: draf\n",
            "content/b.md.yaml": "document: content/c.md\nclaims: []\n",
            "content/c.md.yaml": "document: content/c.md\nclaims:\n- id: c-bbbbbbbb\n  statement: 5\n  status: draft\n",
            "content/d.md.yaml": "document: content/d.md\nclaims:\n- {id: C-1, statement: x, status: draft}\n",
            "content/e.md.yaml": "document: content/e.md\n<<<<<<< HEAD\nclaims: []\n=======\n>>>>>>> other\n",
            "content/f.md.yaml": "document: [\n",
            "stray.yaml": "x: 1\n",
            "sources.yaml": "sources:\n- id: a\n- {id: a, klass: x}\n",
        },
    )
    with pytest.raises(InputError) as caught:
        store.read()
    text = str(caught.value)
    assert "claims/content/a.md.yaml:4:3: unknown key `statment`; did you mean `statement`?" in text
    assert "claims/content/a.md.yaml:3:3: `claims.0.statement` is missing" in text
    assert "`claims.0.status` cannot be 'draf'; did you mean `draft`?" in text
    assert "claims/content/b.md.yaml:1:1: says it holds the claims of content/c.md" in text
    assert "claims/content/c.md.yaml:4:3" in text
    assert "claims/content/d.md.yaml:3:4" in text
    assert "claims/content/e.md.yaml:2:1: a merge conflict stands here; take either side, then `alsreview sync`" in text
    assert "claims/content/f.md.yaml:2:1: not valid YAML" in text
    assert "claims/stray.yaml: is the claim file of no document" in text
    assert "claims/sources.yaml:3:11: unknown key `klass`" in text


def test_what_has_no_fault_is_read_beside_it(tmp_path: Path) -> None:
    tree, found = write(tmp_path, {"content/a.md.yaml": GOOD, "content/b.md.yaml": "- nothing"}).read_what_can_be()
    assert list(tree.files) == ["content/a.md"]
    assert [fault.path for fault in found] == ["claims/content/b.md.yaml"]


def test_an_id_used_twice_names_both_files(tmp_path: Path) -> None:
    store = write(
        tmp_path, {"content/a.md.yaml": GOOD, "content/b.md.yaml": GOOD.replace("content/a.md", "content/b.md")}
    )
    assert faults(store) == [
        "claims/content/b.md.yaml:3:3: claim id c-aaaaaaaa is already taken by a claim in claims/content/a.md.yaml; "
        "remove the copy; `alsreview sync` gives a statement without a claim an id of its own"
    ]


def test_an_exempt_claim_says_why(tmp_path: Path) -> None:
    (fault,) = faults(
        write(tmp_path, {"content/a.md.yaml": GOOD.replace("status: draft", "status: draft\n  kind: exempt")})
    )
    assert "kind `exempt` needs a `reason`" in fault
    assert "claims/content/a.md.yaml:3:" in fault


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &x [1]\nb: *x\n", "anchors and aliases"),
        ("claims: " + "[" * 200 + "]" * 200, "nested too deeply"),
        ("document: content/a.md\ndocument: content/a.md\n", "stands twice"),
        ("document: content/a.md\nclaims:\n- !!python/object:os.system {}\n", "not a readable value"),
    ],
    ids=["alias bomb", "deep nesting", "duplicate key", "tag"],
)
def test_hostile_yaml_is_a_clear_fault(tmp_path: Path, text: str, says: str) -> None:
    found = faults(write(tmp_path, {"content/a.md.yaml": text}))
    assert found
    if says != "not a readable value":
        assert says in found[0]


def test_bytes_that_are_no_utf8_and_files_that_are_too_large(tmp_path: Path) -> None:
    store = write(tmp_path, {"content/a.md.yaml": GOOD})
    (tmp_path / "claims/content/b.md.yaml").write_bytes(b"document: \xff\n")
    with (tmp_path / "claims/content/c.md.yaml").open("wb") as file:
        file.truncate(100_000_001)
    found = faults(store)
    assert "claims/content/b.md.yaml: not UTF-8 (byte 10)" in found[0]
    assert "100,000,001 bytes is too large" in found[1]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_out_of_the_tree_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text(GOOD, encoding="utf-8")
    root = tmp_path / "site"
    store = write(root, {"content/ok.md.yaml": "document: content/ok.md\nclaims: []\n"})
    (root / "claims/content/a.md.yaml").symlink_to(outside / "x.yaml")
    (root / "claims/more").symlink_to(outside)
    (root / "claims/content/b.md.yaml").symlink_to(root / "claims/content/ok.md.yaml")
    found = faults(store)
    assert "claims/content/a.md.yaml: is a link that leads out of the tree; put the file itself here" in found
    assert "claims/more: is a link to a folder; put the file itself here" in found
    assert not any("content/b.md.yaml: is a link" in fault for fault in found)


def test_reading_changes_no_byte_and_no_time(tmp_path: Path) -> None:
    store = write(tmp_path, {"content/a.md.yaml": GOOD, "reviewers.yaml": "reviewers: []\n"})

    def state() -> list[tuple[str, int, str]]:
        return [
            (
                str(path),
                path.stat().st_mtime_ns,
                hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            )
            for path in sorted(tmp_path.rglob("*"))
        ]

    before = state()
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        store.read()
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert state() == before


WORDS = st.one_of(
    st.sampled_from(
        ["null", "yes", "NO", "1995", "1_0", "0x1f", "1:30", "2026-11-01", "~", "", "=", "<<", ".5", "1e3"]
    ),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)


@given(
    st.recursive(
        st.one_of(WORDS, st.integers(), st.booleans(), st.none(), st.dates()),
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
        max_leaves=20,
    ),
    st.booleans(),
)
@settings(max_examples=300)
def test_the_quick_reader_gives_what_the_strict_one_gives(data: object, flow: bool) -> None:
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    text = yaml.dump(data, Dumper=Dumper, default_flow_style=flow, allow_unicode=True)
    try:
        read = quick.parse(text)
    except quick.NotQuick:
        return
    assert read == strict_yaml.parse(text, "x")[0]


LINES = "a: 1|- b|  c: [x|]|d: {|}|\t|? x|: y|# z|'|\"|e: >|&f g|*f|---|a: 2|key: |  ".split("|")


@given(st.lists(st.sampled_from(LINES), max_size=8))
@settings(max_examples=300)
def test_what_the_strict_reader_refuses_the_quick_one_refuses(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        strict = strict_yaml.parse(text, "x")[0]
    except InputError:
        with pytest.raises(quick.NotQuick):
            quick.parse(text)
        return
    try:
        read = quick.parse(text)
    except quick.NotQuick:
        return
    assert read == strict


PIECES = (
    '- id: c-aaaaaaaa|- id: c-bbbbbbbb|  statement: Riluzole helps.|  statement: It\'s 5 "mg"|  statement: a: b|'
    '  statement: a #b|  statement: yes|  statement: Null|  statement: 50 mg|  statement: "a \\\\ \\" b"|'
    '  statement: "\\n"|  as_of: 2026-11-01|  as_of: 2026-13-01|  reviewer: [anna, ben]|  reviewer: [on]|'
    '  reviewer: null|  facts: []|  sources:|  - {ref: a, quote: "x, {y}"}|  - {ref: a, harvested: true}|'
    "  - {ref: a, ref: b}|  - {ref: a,}|  - {ref: no}|# note|  status: draft|  status: draft |    more|"
    '  context: "Lead:"|  context: é \u2028 x|  note: wide\u3000space|  y: z|  kind: a?b|  kind: a, b|\t|'
    "  - {ref: a, locator: p. 7 - b}|  statement: don't|  statement: x\\y|  note: [a|  note: a]"
).split("|")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9), st.booleans())
@settings(max_examples=1500)
def test_the_tools_own_form_is_read_as_yaml_reads_it(pieces: list[str], closed: bool) -> None:
    text = "document: content/a.md\nclaims:\n" + "\n".join(pieces) + ("\n" if closed else "")
    read = own_form.read(text)
    if read is not None:
        assert read == strict_yaml.parse(text, "x")[0]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), min_size=1, max_size=4))
@settings(max_examples=300)
def test_text_of_any_kind_in_the_tools_own_form_is_read_as_yaml_reads_it(texts: list[tuple[str, str]]) -> None:
    text = "document: content/a.md\nclaims:\n" + "".join(f"- id: {a}\n  note: {b}\n" for a, b in texts)
    read = own_form.read(text)
    if read is not None:
        assert read == strict_yaml.parse(text, "x")[0]


def test_what_the_tool_writes_is_read_in_its_own_form() -> None:
    claim = Claim.model_validate(
        {
            "id": "c-aaaaaaaa",
            "statement": 'Riluzole "50 mg": twice a day, in 1995; it\'s 3 % – café.',
            "context": "Recommended:",
            "section": "Treatment > Medicines",
            "status": "verified",
            "as_of": date(2026, 11, 1),
            "sources": [{"ref": "fda-nda020599", "locator": "letter", "quote": "so, {there}", "harvested": True}],
            "facts": ["us-rilutek"],
            "reviewer": ["anna", "ben"],
        }
    )
    text = "document: content/a.md\nclaims:\n" + render_record(claim_data(claim))
    read = own_form.read(text)
    assert read == strict_yaml.parse(text, "x")[0]
    assert Claim.model_validate(read["claims"][0]) == claim
