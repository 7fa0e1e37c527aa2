"""The jars: pinned, verified, and told apart from damaged or foreign ones. Nothing here uses the network."""

from __future__ import annotations

import hashlib
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from alsreview.config import LanguageToolSettings
from alsreview.grammar import home, java, provision
from alsreview.grammar.errors import Unavailable


@pytest.fixture
def two_jars(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[home.Jar, ...]:
    """A small manifest, and a place for it."""
    jars = tuple(
        home.Jar("org.example", name, "1.0", len(name), hashlib.sha256(name.encode()).hexdigest())
        for name in ("one", "two")
    )
    monkeypatch.setattr(home, "pinned", lambda: jars)
    monkeypatch.setenv("ALSREVIEW_LANGUAGETOOL_HOME", str(tmp_path / "lt"))
    return jars


def fill(monkeypatch: pytest.MonkeyPatch, spoil: str = "") -> list[str]:
    """Stands in for a way to fetch jars; returns the list of its calls."""
    calls: list[str] = []

    def way(work: Path, progress: provision.Progress) -> None:
        calls.append("fetched")
        for jar in home.pinned():
            text = "spoiled" if jar.artifact == spoil else jar.artifact
            (work / "libs" / jar.name).write_text(text)

    monkeypatch.setattr(provision, "_with_maven", way)
    return calls


def test_the_manifest_pins_every_jar_of_the_pom() -> None:
    jars = home.pinned()
    assert len({jar.name for jar in jars}) == len(jars) > 100
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in jars)
    pom = ET.fromstring((files("alsreview.grammar") / "data" / "pom.xml").read_bytes())
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    asked = {str(item.text) for item in pom.findall("m:dependencies/m:dependency/m:artifactId", space)}
    assert asked == {"languagetool-server", "language-en", "language-es", "language-ca", "language-pt"}
    assert asked <= {jar.artifact for jar in jars if jar.version == home.VERSION}
    assert pom.findtext("m:properties/m:lt.version", namespaces=space) == home.VERSION


def test_it_installs_once_and_finds_it_again(two_jars: object, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fill(monkeypatch)
    path = provision.install()
    assert provision.install() == path == home.default_path()
    assert calls == ["fetched"]
    found = home.locate(LanguageToolSettings(), Path.cwd())
    assert (found.path, found.ours) == (path, True)


def test_the_pathing_jar_names_every_jar(two_jars: object, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch)
    with zipfile.ZipFile(provision.install() / home.SERVER_JAR) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    assert all(len(line) <= 72 for line in manifest.split("\r\n"))
    assert "Class-Path: libs/one-1.0.jar libs/two-1.0.jar" in manifest.replace("\r\n ", "")


def test_a_jar_with_other_bytes_is_refused(two_jars: object, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, spoil="two")
    with pytest.raises(Unavailable) as caught:
        provision.install("maven")
    assert caught.value.code == "home_damaged"
    assert "two-1.0.jar" in caught.value.reason
    assert not home.default_path().exists()
    assert [path.name for path in home.root().iterdir() if path.name.startswith("partial")] == []


def test_a_jar_that_is_damaged_later_is_seen_and_mended(two_jars: object, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fill(monkeypatch)
    path = provision.install()
    (path / "libs" / "one-1.0.jar").write_text("eno")
    with pytest.raises(Unavailable, match="not the pinned file"):
        home.locate(LanguageToolSettings(), Path.cwd())
    provision.install()
    assert len(calls) == 2
    home.verify(path, deep=True)


def test_without_maven_and_jgo_it_says_what_to_install(
    two_jars: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(provision.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Unavailable) as caught:
        provision.install()
    assert "Maven (mvn) is not on the PATH; the jgo package is not installed" in caught.value.reason
    assert "alsreview[java]" in caught.value.fix


def test_nothing_installed_is_told(two_jars: object) -> None:
    with pytest.raises(Unavailable) as caught:
        home.locate(LanguageToolSettings(), Path.cwd())
    assert caught.value.code == "home_missing"
    assert "languagetool install" in caught.value.fix


def test_a_folder_of_the_users_own(tmp_path: Path) -> None:
    own = tmp_path / "mine"
    with pytest.raises(Unavailable, match="holds no languagetool-server"):
        home.locate(LanguageToolSettings(home="mine"), tmp_path)
    own.mkdir()
    (own / home.SERVER_JAR).write_bytes(b"x")
    found = home.locate(LanguageToolSettings(home="mine"), tmp_path)
    assert not found.ours
    (own / home.SERVER_JAR).write_bytes(b"another")
    assert home.locate(LanguageToolSettings(home="mine"), tmp_path).identity != found.identity


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ('openjdk version "17.0.15" 2025-04-15', None),
        ('openjdk version "21-ea" 2023-09-19', None),
        ('openjdk version "25.0.2.1"', None),
        ('java version "1.8.0_402"', "java_too_old"),
        ('openjdk version "11.0.2"', "java_too_old"),
        ("Segmentation fault", "java_too_old"),
    ],
)
def test_which_java_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, code: str | None) -> None:
    program = tmp_path / "java"
    program.write_text(f"#!/bin/sh\necho '{told}' >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("ALSREVIEW_JAVA", str(program))
    if code is None:
        assert java.find().major >= 17
    else:
        with pytest.raises(Unavailable) as caught:
            java.find()
        assert caught.value.code == code


def test_no_java_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALSREVIEW_JAVA", raising=False)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(java.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Unavailable) as caught:
        java.find()
    assert caught.value.code == "java_missing"


def test_a_java_that_hangs_is_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("java", 30)

    monkeypatch.setattr(java.subprocess, "run", hang)
    monkeypatch.setenv("ALSREVIEW_JAVA", str(tmp_path / "java"))
    with pytest.raises(Unavailable, match="no working Java"):
        java.find()
