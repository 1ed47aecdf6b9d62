"""Keys for this machine alone, made on the first run and kept in the data folder."""

import base64
import json
import os
import secrets
from pathlib import Path


def read_or_make(folder: Path) -> dict[str, str]:
    """Settings by name. They stay: sessions sealed before a restart must open after it."""
    path = folder / "keys.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if missing := {name: value for name, value in _made().items() if name not in kept}:
        kept |= missing
        _write(path, json.dumps(kept, indent=2))
    return kept


def _made() -> dict[str, str]:
    return {
        "SESSION_KEYS": f"1:{_random_key()}",
        "HASH_KEY": _random_key(),
        "BACKEND_CLIENT_SECRET": secrets.token_urlsafe(24),
        "SANDBOX_PEPPER": _random_key(),
        # As Standard Webhooks writes its keys.
        "WEBHOOK_SECRET": f"whsec_{_random_key()}",
        "SMS_API_KEY": secrets.token_urlsafe(24),
    }


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _write(path: Path, content: str) -> None:
    # Written aside and renamed: a run cut off here must not leave half a file.
    draft = path.with_suffix(".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:  # noqa: PTH123 - the mode must hold from the start
        file.write(content)
    draft.replace(path)
