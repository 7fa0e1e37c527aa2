"""Where the checkout lies. Not in a conftest.py: several folders have one, and only the first is importable by name."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The top of the checkout."""
