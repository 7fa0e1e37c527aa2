"""Fixtures of the tests of reviewing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from review_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A fresh site."""
    return Site(tmp_path / "site")


@pytest.fixture
def keygen() -> str:
    """ssh-keygen; its tests are skipped without it, but for the gate, which has to have it."""
    found = shutil.which("ssh-keygen")
    if found is None:
        assert not os.environ.get("ALSREVIEW_REQUIRE_SSH_KEYGEN"), "the gate needs ssh-keygen (openssh-client)"
        pytest.skip("ssh-keygen is not installed")
    return found
