"""Every command of the writer's page works, on the pilot article."""

from __future__ import annotations

import shutil
from pathlib import Path

from docs.pages import ROOT, commands, typed


def test_every_command_of_the_page_does_what_it_says(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("content", "claims"):
        shutil.copytree(ROOT / name, site / name)
    lines = commands("writer.md")
    assert len(lines) == 8
    said = {}
    for line in lines:
        code, said[line] = typed(line, site)
        # Without LanguageTool `fix` says that it could not look for everything.
        allowed = {0, 1} if "--sentence" in line else {0, 2} if "NOT CHECKED grammar" in said[line] else {0}
        assert code in allowed, (line, said[line])
    assert any("2017-05-05" in text for line, text in said.items() if "--sentence" in line)
    assert (site / "status.html").is_file()
