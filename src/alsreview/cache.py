"""The user's cache: safe to delete, never wrong, never needed. Entries are keyed by the content that made them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path


def cache_dir() -> Path:
    """Folder of the cache: `ALSREVIEW_CACHE_DIR`, else the platform's place for caches. Not created here."""
    if moved := os.environ.get("ALSREVIEW_CACHE_DIR"):
        return Path(moved)
    from platformdirs import user_cache_path

    return user_cache_path("alsreview")


def key_of(*parts: str | bytes) -> str:
    """sha256 hex digest over length-prefixed parts, so that no two lists of parts run together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def read(kind: str, key: str) -> bytes | None:
    """The entry, or None where there is none or it is damaged (each entry starts with its own sha256)."""
    try:
        data = (cache_dir() / kind / key[:2] / key).read_bytes()
    except OSError:
        return None
    if len(data) < 32 or hashlib.sha256(data[32:]).digest() != data[:32]:
        return None
    return data[32:]


def write(kind: str, key: str, data: bytes) -> None:
    """Stores an entry, atomically; a cache that cannot be written is silently not used."""
    folder = cache_dir() / kind / key[:2]
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            Path(name).replace(folder / key)
        except OSError:
            Path(name).unlink(missing_ok=True)
