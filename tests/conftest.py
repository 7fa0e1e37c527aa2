"""Shared fixtures. `../shared` lies beside the checkout of its developers only; tests that need it skip without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from repository import ROOT

# Speed is measured in benchmarks/; a busy machine must not fail a property.
settings.register_profile("alsreview", deadline=None)
settings.load_profile("alsreview")

pytest_plugins = ["browser"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation sets beside the checkout."""
    folder = Path(os.environ.get("ALSREVIEW_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the evaluation sets are not beside this checkout")
    return folder
