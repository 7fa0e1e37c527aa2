"""Runs one command again and again, each time in a process that ends or is refused at another step on the disk.

`python crashing.py TEMPLATE MODE ARGUMENT...` prints a list of what was seen, as JSON. It imports the tool once and
forks, so that every step can be tried. Modes: `kill` (SIGKILL before the n-th step, for every n), `full` (no file may
grow beyond n bytes, for a row of n), `denied` (nobody may write below the site).
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from alsreview.claims import files
from alsreview.claims.store import ClaimStore
from alsreview.claims.writer import writing
from alsreview.cli import main

NOBODY = 65534


def run(root: Path, arguments: list[str], before: Callable[[], None]) -> tuple[int, str]:
    """Exit code (negative: the signal) and output of one command in `root`."""
    reads, says = os.pipe()  # a pipe, for a file would itself not be let grow; what is said fits into its buffer
    sys.stdout.flush()
    process = os.fork()
    if not process:
        code: object = 3
        try:
            os.chdir(root)
            os.dup2(says, 1)
            os.dup2(says, 2)
            before()
            main(arguments)
        except SystemExit as end:
            code = end.code
        finally:
            sys.stdout.flush()
            os._exit(code if isinstance(code, int) else 0)
    _, status = os.waitpid(process, 0)
    os.close(says)
    with open(reads, encoding="utf-8", errors="replace") as said:
        return os.waitstatus_to_exitcode(status), said.read()


def state(root: Path) -> dict[str, object]:
    """What a reader sees of the claims."""
    tree = ClaimStore(root).read()
    return {
        "claims": {claim.statement: [claim.status, claim.reviewer] for _, claim in tree.claims()},
        "sessions": len(tree.reviews.sessions),
        "signed": sum(stored.has_signature for stored in tree.reviews.sessions),
    }


def content(root: Path) -> dict[str, str]:
    """Every file of the claims but the lock and the list of what git ignores."""
    found = {}
    for path in sorted((root / "claims").rglob("*")):
        if path.is_file() and path.name not in (".lock", ".gitignore"):
            found[path.relative_to(root).as_posix()] = path.read_bytes().decode("utf-8")
    return found


def killed(step: int) -> Callable[[], None]:
    left = step

    def count(name: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    def before() -> None:
        files.step = count

    return before


def limited(size: int) -> Callable[[], None]:
    def before() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return before


def powerless() -> None:
    """A user whom the permissions hold, as root is not one."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def fresh(template: Path, folder: Path) -> Path:
    root = folder / "site"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(template, root, symlinks=True)
    return root


def seen(template: Path, folder: Path, mode: str, arguments: list[str]) -> Iterator[dict[str, object]]:
    # Once to its end in this very process, so that everything is imported before anything is forbidden.
    root = fresh(template, folder)
    os.chdir(root)
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):
        main(arguments)
    os.chdir(folder)
    yield {"step": "none", **state(root)}
    if mode == "kill":
        for step in range(500):
            root = fresh(template, folder)
            code, _ = run(root, arguments, killed(step))
            first = state(root)
            with writing(ClaimStore(root)):
                pass  # the next writer finishes or forgets what was cut short
            leavings = [name for name in content(root) if name.endswith((".tmp", files.JOURNAL))]
            yield {"step": step, "code": code, **first, "after": state(root), "leavings": leavings}
            if code == 0:
                return
    elif mode == "full":
        for size in (0, 1, 100, 1_000, 2_000):
            root = fresh(template, folder)
            before = content(root)
            code, said = run(root, arguments, limited(size))
            kept = content(root)
            yield {"step": size, "code": code, "said": said, "same": kept == before, **state(root)}
    else:
        root = fresh(template, folder)
        for path in (root, *root.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o555 if path.is_dir() else 0o444)
        before = content(root)
        code, said = run(root, arguments, powerless)
        yield {"step": "denied", "code": code, "said": said, "same": content(root) == before, **state(root)}
        for path in (root, *root.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)


if __name__ == "__main__":
    # Not in pytest's own folder: that one only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="alsreview-crash-") as made:
        Path(made).chmod(0o777)
        os.environ["ALSREVIEW_CACHE_DIR"] = str(Path(made) / "cache")
        print(json.dumps(list(seen(Path(sys.argv[1]), Path(made), sys.argv[2], sys.argv[3:]))))
