"""No server outlives its purpose: real processes, ended in every way a process can end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from alsreview.config import LanguageToolSettings
from alsreview.grammar import server, warm
from alsreview.grammar.errors import Unavailable
from alsreview.grammar.session import Session
from grammar import fake_java
from grammar.pages import POLICY, judge

TESTS = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for Java is a Unix program")


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Waits for a condition, polling."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def gone(folder: Path) -> bool:
    """Whether every stand-in that was started has ended."""
    return until(lambda: not any(alive(pid) for pid in fake_java.pids(folder)))


def parent(folder: Path, body: str, mode: str = "") -> subprocess.Popen[str]:
    """A program of its own that starts a server in `folder` and then does what `body` says."""
    lines = f"""
    import os, signal, sys, time
    from pathlib import Path
    from grammar import fake_java
    from alsreview.grammar import server
    wanted = fake_java.need(Path({str(folder)!r}), {mode!r})
    """
    code = textwrap.dedent(lines) + textwrap.dedent(body)
    path = os.pathsep.join([str(TESTS), *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


STARTED = "started = server.start(wanted); print('up', flush=True)\n"


@pytest.mark.parametrize(
    "end",
    ["started.close()", "", "raise RuntimeError('a bug')", "sys.exit(2)", "os._exit(1)", "os.abort()"],
    ids=["closed", "forgotten", "exception", "exit", "hard exit", "abort"],
)
def test_the_server_ends_with_its_parent(tmp_path: Path, end: str) -> None:
    process = parent(tmp_path, STARTED + end)
    process.communicate(timeout=60)
    assert len(fake_java.pids(tmp_path)) == 1
    assert gone(tmp_path)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL", "SIGHUP"])
def test_the_server_ends_when_its_parent_is_killed(tmp_path: Path, name: str) -> None:
    process = parent(tmp_path, STARTED + "time.sleep(60)")
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    process.send_signal(getattr(signal, name))
    process.wait(timeout=30)
    assert gone(tmp_path)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_the_server_ends_when_its_supervisor_is_killed(tmp_path: Path, name: str) -> None:
    started = server.start(fake_java.need(tmp_path))
    (supervisor,) = [child for child in psutil.Process().children() if str(tmp_path) in " ".join(child.cmdline())]
    supervisor.send_signal(getattr(signal, name))
    assert gone(tmp_path)
    started.close()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_start_that_hangs_ends_with_its_parent(tmp_path: Path, name: str) -> None:
    process = parent(tmp_path, STARTED, mode="hangs")
    assert until(lambda: len(fake_java.pids(tmp_path)) == 1)
    process.send_signal(getattr(signal, name))
    process.wait(timeout=30)
    assert gone(tmp_path)


def test_a_start_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "START_SECONDS", 1.0)
    with pytest.raises(Unavailable) as caught:
        server.start(fake_java.need(tmp_path, "hangs"))
    assert caught.value.code == "start_timeout"
    assert gone(tmp_path)


def test_a_start_that_dies_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        server.start(fake_java.need(tmp_path, "dies"))
    assert caught.value.code == "start_failed"
    assert "no rules today" in caught.value.reason


def test_a_port_that_was_taken_meanwhile_is_tried_again(tmp_path: Path) -> None:
    with server.start(fake_java.need(tmp_path, "port taken")) as started:
        assert started.url.startswith("http://127.0.0.1:")
        assert len(fake_java.pids(tmp_path)) == 2
    assert gone(tmp_path)


def test_a_server_that_dies_is_started_anew_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = fake_java.make(tmp_path, "dies later")
    home = fake_java.need(tmp_path, "dies later").home.path
    monkeypatch.setenv("ALSREVIEW_JAVA", str(java))
    outcome = judge("One page.", settings=LanguageToolSettings(home=str(home)))
    assert "cannot be reached" in outcome.not_checked[0].reason
    assert gone(tmp_path)


def test_a_run_uses_the_server_that_is_configured_by_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = fake_java.make(tmp_path)
    home = fake_java.need(tmp_path).home.path
    monkeypatch.setenv("ALSREVIEW_JAVA", str(java))
    settings = LanguageToolSettings(home=str(home))
    assert judge("One page.", settings=settings).not_checked == ()
    assert len(fake_java.pids(tmp_path)) == 1
    assert judge("One page.", settings=settings).requests == 0
    assert len(fake_java.pids(tmp_path)) == 1, "an unchanged page starts no JVM"
    assert gone(tmp_path)


def test_without_leave_to_start_only_a_warm_server_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = fake_java.make(tmp_path)
    home = fake_java.need(tmp_path).home.path
    monkeypatch.setenv("ALSREVIEW_JAVA", str(java))
    outcome = judge("One page.", settings=LanguageToolSettings(home=str(home)), start=False)
    assert "no LanguageTool server is running" in outcome.not_checked[0].reason
    assert fake_java.pids(tmp_path) == []


def test_two_runs_at_once_do_not_touch_each_other(tmp_path: Path) -> None:
    wanted = fake_java.need(tmp_path)
    one, other = server.start(wanted), server.start(wanted)
    one.close()
    assert other.pid is not None
    assert alive(other.pid)
    other.close()
    assert gone(tmp_path)


class TestWarm:
    """Servers that stay."""

    def test_it_is_found_used_and_stopped(self, tmp_path: Path) -> None:
        wanted = fake_java.need(tmp_path)
        with server.obtain(wanted, keep_warm=True) as first, server.obtain(wanted) as second:
            assert second.pid == first.pid
            assert second.shared
        (found,) = warm.running()
        assert alive(found.pid)
        assert warm.stop(found)
        assert gone(tmp_path)
        assert warm.running() == []

    def test_other_words_need_another_server(self, tmp_path: Path) -> None:
        one, other = fake_java.need(tmp_path), fake_java.need(tmp_path, words=b"tofersen")
        with server.obtain(one, keep_warm=True) as first, server.obtain(other) as second:
            assert second.pid != first.pid
            assert not second.shared
        assert all(warm.stop(found) for found in warm.running())
        assert gone(tmp_path)

    def test_it_ends_after_its_idle_time_and_not_before(self, tmp_path: Path) -> None:
        used = server.obtain(fake_java.need(tmp_path), keep_warm=True, idle_minutes=0.02)
        time.sleep(2.5)
        assert used.pid is not None
        assert alive(used.pid), "it is in use"
        used.close()
        assert gone(tmp_path)
        assert warm.running() == []

    def test_it_outlives_its_starter(self, tmp_path: Path) -> None:
        process = parent(tmp_path, "server.obtain(wanted, keep_warm=True).close(); print('up', flush=True)")
        process.communicate(timeout=60)
        (found,) = warm.running()
        assert alive(found.pid)
        assert warm.stop(found)
        assert gone(tmp_path)

    def test_a_user_that_is_killed_does_not_hold_it(self, tmp_path: Path) -> None:
        body = (
            "used = server.obtain(wanted, keep_warm=True, idle_minutes=0.02); print('up', flush=True); time.sleep(60)"
        )
        process = parent(tmp_path, body)
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.kill()
        process.wait()
        assert gone(tmp_path)

    def test_a_record_of_a_process_that_is_another_now_is_not_believed(self, tmp_path: Path) -> None:
        wanted = fake_java.need(tmp_path)
        server.obtain(wanted, keep_warm=True).close()
        record = warm.record_path(wanted.key)
        (found,) = warm.running()
        text = record.read_text()
        assert warm.stop(found)
        record.write_text(text.replace(f'"pid": {found.pid}', f'"pid": {os.getpid()}'))
        assert warm.find(wanted.key) is None
        assert alive(os.getpid())
        with server.obtain(wanted) as started:
            assert not started.shared

    def test_two_that_start_at_once_share_one(self, tmp_path: Path) -> None:
        body = "used = server.obtain(wanted, keep_warm=True); print(used.pid, flush=True); time.sleep(1); used.close()"
        both = [parent(tmp_path, body) for _ in range(2)]
        told = {process.communicate(timeout=60)[0].strip() for process in both}
        assert len(told) == 1
        assert len(fake_java.pids(tmp_path)) == 1
        assert all(warm.stop(found) for found in warm.running())
        assert gone(tmp_path)


def test_a_run_that_ends_while_the_server_starts_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSREVIEW_JAVA", str(fake_java.make(tmp_path, "hangs")))
    settings = LanguageToolSettings(home=str(fake_java.need(tmp_path, "hangs").home.path))
    begun = time.monotonic()
    with Session(POLICY, settings, tmp_path) as session:
        session.begin(["One page."])
        assert until(lambda: len(fake_java.pids(tmp_path)) == 1)
    assert time.monotonic() - begun < server.START_SECONDS / 2
    assert gone(tmp_path)


def test_an_old_log_is_swept_away(tmp_path: Path) -> None:
    old = warm.folder() / "server-old.log"
    old.touch()
    os.utime(old, (1, 1))
    server.start(fake_java.need(tmp_path)).close()
    assert not old.exists()
    assert until(lambda: list(warm.folder().glob("server-*.log")) == [])
