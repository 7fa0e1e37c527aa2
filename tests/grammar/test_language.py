"""What packs say about language."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from alsreview.errors import InputError
from alsreview.grammar import language, overlay, spelling
from alsreview.grammar.language import LanguagePolicy
from alsreview.grammar.overlay import Word
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders


@pytest.fixture(scope="module")
def shipped() -> LanguagePolicy:
    """The policy of the pack that ships."""
    folders = pack_folders(["als"], Path.cwd())
    return language.load(folders, load_knowledge(folders).lexicon)


def write(folder: Path, text: str, name: str = "policy.yaml") -> Path:
    (folder / "language").mkdir(parents=True, exist_ok=True)
    (folder / "language" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_rules_own_entry_goes_before_its_category(tmp_path: Path) -> None:
    text = "categories: {GRAMMAR: warning, STYLE: ignore}\nrules: {HE_*: error, HE_VERB_AGR: note}\n"
    text += "fragments: {UP_*: ignore}\n"
    policy = language.load([write(tmp_path, text)])
    assert policy.severity("X", "GRAMMAR") == "warning"
    assert policy.severity("HE_OTHER", "GRAMMAR") == "error"
    assert policy.severity("HE_VERB_AGR", "GRAMMAR") == "note"
    assert policy.severity("X", "STYLE") is None
    assert policy.severity("X", "UNHEARD_OF") == "note"
    assert policy.severity("UP_START", "CASING") == "note"
    assert policy.severity("UP_START", "CASING", fragment=True) is None


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "categories: {GRAMMAR: wrong}\n", "a.yaml")
    write(tmp_path, "rulez: {}\n", "b.yaml")
    with pytest.raises(InputError) as caught:
        language.load([tmp_path])
    assert [Path(fault.path).name for fault in caught.value.faults] == ["a.yaml", "b.yaml"]
    assert "did you mean" in caught.value.faults[1].mend


def test_house_rules_that_are_no_xml_are_refused_with_their_place(tmp_path: Path) -> None:
    write(tmp_path, '<rules lang="en">\n<category>\n</rules>\n', "grammar_custom.xml")
    with pytest.raises(InputError) as caught:
        _ = language.load([tmp_path]).overlay
    (fault,) = caught.value.faults
    assert fault.line == 3


def test_house_rules_of_two_packs_are_joined(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, f'<rules lang="en"><category id="{name}"/></rules>', "grammar_custom.xml")
    made = language.load([tmp_path / "one", tmp_path / "two"]).overlay.files[overlay.HOUSE_RULES].decode()
    assert made.index('id="one"') < made.index('id="two"')


def test_the_overlay_depends_on_each_word_and_rule(tmp_path: Path) -> None:
    one = overlay.build([], [Word("tofersen", "NN:U")])
    assert one.digest != overlay.build([], [Word("tofersen", "NNP")]).digest
    assert one.digest == overlay.build([], [Word("tofersen", "NN:U"), Word("tofersen", "NN:U")]).digest


def test_a_changed_overlay_folder_is_written_anew() -> None:
    made = overlay.build([], [Word("tofersen", "NN:U")])
    path = next(made.write().rglob("added_custom.txt"))
    path.write_text("spoiled")
    made.write()
    assert path.read_text() == "tofersen\ttofersen\tNN:U\n"


def test_the_vocabulary_comes_from_the_lexicon(tmp_path: Path) -> None:
    terms = [
        SimpleNamespace(kind="substance", right_forms=("zorbistat", "sodium zorbate")),
        SimpleNamespace(kind="product", right_forms=("Zorbex ORS",)),
        SimpleNamespace(kind="term", right_forms=("muscle wasting",)),
    ]
    words = dict(language.load([tmp_path], terms).words)
    assert words == {"zorbistat": "NN:U", "zorbate": "NN:U", "Zorbex": "NNP", "ORS": "NNP"}


def test_the_shipped_vocabulary_knows_the_medicines(shipped: LanguagePolicy) -> None:
    assert {"riluzole", "edaravone", "tofersen", "rilutek", "qalsody", "alsfrs"} <= shipped.extra | {
        word for word in ("riluzole", "edaravone") if list(spelling.unknown(word, shipped.extra)) == []
    }


def words_of(text: str, extra: frozenset[str] = frozenset()) -> list[str]:
    return [token.word for token in spelling.unknown(text, extra)]


@pytest.mark.parametrize(
    "text",
    [
        "Oesophageal haemorrhage and esophageal hemorrhage.",
        "The SOD1, C9orf72 and TARDBP genes; TDP-43 protein.",
        "Ask the MDTs about NIV, PEG and the ALSFRS-R.",
        "Well-being, follow-up, non-invasive, x-ray, post-operative care.",
        "He doesn’t; patients' and women’s needs.",
        "Write to help_desk@qwzx.org or see qwzx.org/zzqy.",
        "A 10mg dose, 5ml, 3rd visit, in the 1990s.",
    ],
)
def test_right_words_are_known(text: str, shipped: LanguagePolicy) -> None:
    assert words_of(text, shipped.extra) == []


def test_unknown_words_and_their_places() -> None:
    text = "The muscels waste; Muscels too."
    found = list(spelling.unknown(text, frozenset()))
    assert [(text[token.start : token.end], token.name) for token in found] == [("muscels", False), ("Muscels", False)]
    assert words_of("The zorbistat helps.", frozenset({"zorbistat"})) == []


def test_a_name_counts_only_where_it_is_one_slip_away() -> None:
    def judged(text: str, *suggestions: str, extra: frozenset[str] = frozenset()) -> bool:
        (token,) = spelling.unknown(text, extra)
        return spelling.misspelt(token, suggestions, extra)

    assert not judged("It was Doctor Zwierzyn who saw it.", "Swirling")
    assert judged("It was a Diffferent drug.", "different")
    assert judged("They took Zorbexx daily.", "Zorbex", extra=frozenset({"zorbex"}))
    assert judged("It was zwierzyn then.", "swirling")


def test_a_known_ending_makes_a_name(shipped: LanguagePolicy) -> None:
    text = "Trials of zorlimumab, quorsatinib and plixanersen; the vrigomabs."
    assert list(spelling.unknown(text, shipped.extra, shipped.endings)) == []
    assert words_of("A zormab.") == ["zormab"], "too short to be told by its ending"
