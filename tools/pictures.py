"""Takes the pictures of the status report: a small site in every state, in light and dark, wide and narrow.

python tools/pictures.py OUT            all of them, to look at
python tools/pictures.py --docs         the two of the README, small, into docs/pictures/
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from PIL import Image  # noqa: E402

from browser import opened  # noqa: E402
from packs.project import run  # noqa: E402
from reports.status_site import AS_OF, build  # noqa: E402

DOCS = {"status-index.png": ("index", "light", 1280), "status-page.png": ("page", "light", 1280)}
"""File of docs/pictures -> what it shows."""


def main(arguments: list[str]) -> int:
    """Takes them; the exit code of the program."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as made, opened() as browser:
        site = Path(made) / "site"
        site.mkdir()
        build(site)
        code, _, said = run(site, "report", "status", "--as-of", AS_OF.isoformat(), "--since", "2026-10-01")
        if code:
            print(said, file=sys.stderr)
            return code
        if arguments[0] == "--docs":
            for name, (what, scheme, width) in DOCS.items():
                (ROOT / "docs/pictures" / name).write_bytes(small(picture(browser, site, what, scheme, width)))
            return 0
        out = Path(arguments[0])
        out.mkdir(parents=True, exist_ok=True)
        for what in ("index", "page"):
            for scheme in ("light", "dark"):
                for width in (1280, 390):
                    data = picture(browser, site, what, scheme, width)
                    (out / f"{what}-{scheme}-{width}.png").write_bytes(data)
    return 0


def picture(browser: Any, site: Path, what: str, scheme: str, width: int) -> bytes:
    """A picture of the index, or of a page with a statement chosen."""
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 860}, reduced_motion="reduce", offline=True
    )
    page = context.new_page()
    page.goto((site / "status/index.html").as_uri())
    if what == "page":
        page.get_by_role("link", name="Medicines for ALS").click()
        page.get_by_text("Rilutek is the only FDA-approved drug").first.click()
    data: bytes = page.screenshot(full_page=what == "index" and width < 600)
    context.close()
    return data


def small(data: bytes) -> bytes:
    """The picture with at most 128 colours."""
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
