"""Installs LanguageTool for this user: the only part of grammar checking that uses the network, and only when asked.

Every jar is pinned by its sha256 in `data/jars.txt`, whichever way it comes: Maven with the pom that ships here, or
where there is no Maven the Python resolver of `jgo`. language-tool-python's own download is the third way; its archive
is verified by that library.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from alsreview.grammar import home
from alsreview.grammar.errors import Unavailable

Method = Literal["auto", "maven", "jgo", "ltp"]
Progress = Callable[[str], None]

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_CENTRAL_RETRIES = 3


def install(method: Method = "auto", *, force: bool = False, progress: Progress = lambda line: None) -> Path:
    """Installs the pinned LanguageTool and returns its folder; where it is there and whole, nothing is done.

    Raises Unavailable (install_failed, home_damaged). Safe to run twice at once: the second waits and finds it done.
    """
    from filelock import FileLock

    target = home.default_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(str(target) + ".lock"):
        if not force and _whole(target):
            return target
        if method == "ltp":
            return _with_ltp(target, progress)
        work = Path(tempfile.mkdtemp(prefix="partial-", dir=target.parent))
        try:
            (work / "libs").mkdir()
            _collect(method, work, progress)
            _write_pathing_jar(work)
            home.seal(work)
            if target.exists():
                shutil.rmtree(target)
            work.chmod(0o755)
            work.replace(target)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return target


def _whole(target: Path) -> bool:
    if not (target / home.SERVER_JAR).is_file():
        return False
    try:
        home.verify(target)
    except Unavailable:
        return False
    return True


def _collect(method: Method, work: Path, progress: Progress) -> None:
    """Fills `work/libs` with the pinned jars, by the first way that works."""
    ways = {"maven": _with_maven, "jgo": _with_jgo}
    chosen = [method] if method != "auto" else ["maven", "jgo"]
    troubles = []
    for name in chosen:
        try:
            ways[name](work, progress)
        except Unavailable as trouble:
            troubles.append(trouble)
            progress(f"{name}: {trouble.reason}")
            continue
        return
    raise Unavailable("install_failed", "; ".join(t.reason for t in troubles), troubles[-1].fix)


def _with_maven(work: Path, progress: Progress) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(
            "install_failed", "Maven (mvn) is not on the PATH", "install Maven, or `pip install 'alsreview[java]'`"
        )
    progress("Maven resolves LanguageTool (about 100 MB)")
    repository = work / "repository"
    with as_file(files("alsreview.grammar") / "data" / "pom.xml") as pom:
        copy = work / "pom.xml"  # Maven writes beside the pom that it is given
        shutil.copyfile(pom, copy)
        command = [maven, "-B", "-ntp", "-q", "-f", str(copy), _PLUGIN, "-DincludeScope=runtime"]
        command += ["-Dmdep.useRepositoryLayout=true", f"-DoutputDirectory={repository}"]
        try:
            done = subprocess.run(
                command, capture_output=True, check=False, timeout=1800, stdin=subprocess.DEVNULL, cwd=work
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unavailable("install_failed", f"Maven did not finish: {error}", "try again") from None
        copy.unlink()
    if done.returncode != 0:
        output = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
        lines = [line for line in output if "ERROR" in line] or output or ["no output"]
        raise Unavailable("install_failed", f"Maven failed: {lines[0].strip()}", "check the network, then try again")
    for jar in home.pinned():
        found = repository.joinpath(*jar.group.split("."), jar.artifact, jar.version, jar.name)
        if not found.is_file():
            raise Unavailable("install_failed", f"Maven did not resolve {jar.name}", "try `--via jgo`")
        found.replace(work / "libs" / jar.name)
    shutil.rmtree(repository)


def _with_jgo(work: Path, progress: Progress) -> None:
    if importlib.util.find_spec("jgo") is None:
        raise Unavailable("install_failed", "the jgo package is not installed", "`pip install 'alsreview[java]'`")
    from jgo.maven import MavenContext, PythonResolver

    # A context of its own: nothing is taken from, or left in, a Maven folder of the user.
    context = MavenContext(resolver=PythonResolver(), repo_cache=work / "repository", timeout=60)
    jars = home.pinned()

    def fetch(jar: home.Jar) -> None:
        artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
        _fetch_one(jar, artifact.resolve, work)

    with ThreadPoolExecutor(max_workers=4) as pool:
        for count, _ in enumerate(pool.map(fetch, jars), start=1):
            if count % 10 == 0 or count == len(jars):
                progress(f"jgo: {count} of {len(jars)} jars")
    shutil.rmtree(work / "repository", ignore_errors=True)


def _fetch_one(jar: home.Jar, resolve: Callable[[], Path], work: Path) -> None:
    """One jar, tried again where the line breaks or the bytes are not the pinned ones."""
    trouble = ""
    for _ in range(_CENTRAL_RETRIES):
        try:
            path = resolve()
        except Exception as error:  # jgo lets every kind of network error through
            trouble = str(error) or type(error).__name__
            for part in (work / "repository").rglob(jar.name):
                part.unlink()
            continue
        if home.sha256_of(path) == jar.sha256:
            path.replace(work / "libs" / jar.name)
            return
        path.unlink()
        trouble = "its sha256 is not the pinned one"
    raise Unavailable(
        "install_failed", f"{jar.name} could not be fetched: {trouble}", "check the network, then try again"
    )


def _with_ltp(target: Path, progress: Progress) -> Path:
    """language-tool-python's own download (all languages, about 260 MB), from that project's release page."""
    progress("language-tool-python downloads LanguageTool (about 260 MB)")
    kept = os.environ.get("LTP_PATH")
    os.environ["LTP_PATH"] = str(target.parent)
    try:
        from language_tool_python.download_lt import LocalLanguageTool

        LocalLanguageTool.from_version_name(home.VERSION).download()
    except (Exception, SystemExit) as error:
        raise Unavailable(
            "install_failed", f"language-tool-python's download failed: {error}", "use Maven or jgo"
        ) from None
    finally:
        os.environ.pop("LTP_PATH")
        if kept is not None:
            os.environ["LTP_PATH"] = kept
    if not (target / home.SERVER_JAR).is_file():
        raise Unavailable("install_failed", f"the download left no {home.SERVER_JAR}", "use Maven or jgo")
    return target


def _write_pathing_jar(work: Path) -> None:
    """A jar that holds only a manifest naming all others: one class path entry, in a fixed order.

    Name and place are those of LanguageTool's own layout, so that plain language-tool-python can use the folder too.
    """
    value = "Class-Path: " + " ".join(f"libs/{jar.name}" for jar in home.pinned())
    # The format allows 72 bytes a line; a continuation starts with a space.
    lines = [value[:72]] + [" " + value[at : at + 71] for at in range(72, len(value), 71)]
    manifest = "\r\n".join(["Manifest-Version: 1.0", *lines, "Main-Class: org.languagetool.server.HTTPServer", "", ""])
    with zipfile.ZipFile(work / home.SERVER_JAR, "w", zipfile.ZIP_DEFLATED) as jar:
        jar.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF"), manifest)
