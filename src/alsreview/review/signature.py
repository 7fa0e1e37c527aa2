"""OpenSSH signatures over session files. The cryptography is `ssh-keygen`'s; this tool never holds a private key."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from alsreview import cache
from alsreview.errors import Fault, InputError

NAMESPACE = "alsreview-review@v1"
"""Own to sign-offs, so that a signature made for a login, a commit or a file elsewhere is never taken for one."""

_MAGIC = b"SSHSIG"
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a `.sig` file says of itself. `key` is the public key as `TYPE BASE64`."""

    key: str
    namespace: str


def available() -> bool:
    """Whether `ssh-keygen` can be called."""
    return shutil.which("ssh-keygen") is not None


def read_sealed(data: bytes) -> Sealed | None:
    """Key and namespace of an armoured signature, or None where it is none."""
    try:
        lines = data.decode("ascii").split("\n")
        body = "".join(line.strip() for line in lines if line and not line.startswith("-----"))
        if "-----BEGIN SSH SIGNATURE-----" not in lines[0]:
            return None
        raw = base64.b64decode(body, validate=True)
        if not raw.startswith(_MAGIC):
            return None
        key, rest = _string(raw[len(_MAGIC) + 4 :])
        namespace, _ = _string(rest)
        kind, _ = _string(key)
        return Sealed(f"{kind.decode('ascii')} {base64.b64encode(key).decode('ascii')}", namespace.decode("utf-8"))
    except (ValueError, IndexError):
        return None


def _string(raw: bytes) -> tuple[bytes, bytes]:
    length = int.from_bytes(raw[:4], "big")
    if len(raw) < 4 + length:
        raise ValueError("cut off")
    return raw[4 : 4 + length], raw[4 + length :]


def fits(data: bytes, signature: bytes, key: str, believe_cache: bool = True) -> bool:
    """Whether `signature` by `key` in our namespace is over exactly `data`. Needs `ssh-keygen`.

    A yes is kept in the user's cache under all three, so that no signature is worked out twice. Whoever can write there
    can forge a yes: a gate does not `believe_cache`.
    """
    kept = cache.key_of("sshsig", NAMESPACE, data, signature, key)
    if believe_cache and cache.read("signatures", kept) == b"good":
        return True
    with tempfile.TemporaryDirectory(prefix="alsreview-") as folder:
        allowed, sig = Path(folder, "allowed"), Path(folder, "sig")
        allowed.write_text(f'signer namespaces="{NAMESPACE}" {key}\n', encoding="ascii")
        sig.write_bytes(signature)
        arguments = ["-Y", "verify", "-f", str(allowed), "-I", "signer", "-n", NAMESPACE, "-s", str(sig)]
        good = _keygen(arguments, data).returncode == 0
    if good:
        cache.write("signatures", kept, b"good")
    return good


def sign(data: bytes, key: Path) -> bytes:
    """A signature over `data` by the key in the file `key` (a private key, or a public one that an agent holds).

    `ssh-keygen` asks for the passphrase or the touch on the terminal. Raises InputError.
    """
    if not available():
        raise InputError(Fault("ssh-keygen", 0, 0, "is not installed", "install OpenSSH's client"))
    with tempfile.TemporaryDirectory(prefix="alsreview-") as folder:
        path = Path(folder, "session.json")
        path.write_bytes(data)
        command = ["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(path)]
        done = subprocess.run(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, check=False)
        made = path.with_name("session.json.sig")
        if done.returncode or not made.exists():
            said = done.stderr.strip().splitlines()
            raise InputError(Fault(str(key), 0, 0, f"ssh-keygen could not sign: {said[-1] if said else 'no reason'}",
                                   "name the private key, or the public one of a key in your agent"))  # fmt: skip
        return made.read_bytes()


def _keygen(arguments: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    command = ["ssh-keygen", *arguments]
    return subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, env=environment, check=False)
