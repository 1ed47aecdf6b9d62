"""Finds a secret wherever it lies: as it is, or in the writings a program turns text into on its way to a file."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus


def writings(secret: str) -> frozenset[bytes]:
    """Every way a secret may be written."""
    plain = secret.encode()
    texts = {
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        quote(secret, safe="").lower(),
        json.dumps(secret)[1:-1],
        repr(secret)[1:-1],
    }
    texts |= {ascii(secret)[1:-1], repr(plain)[2:-1], plain.hex(), plain.hex().upper()}
    found = {text.encode() for text in texts} | {secret.encode("utf-16-le"), secret.encode("utf-16-be")}
    return frozenset(found | set(_in_base64(plain)))


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """The middle of it, at each of the three places it may begin at; the ends are shared with what stands beside it."""
    for before in range(3):
        written = b64encode(b"\0" * before + plain)
        inner = written[(before * 8 + 5) // 6 : len(plain) * 8 // 6 - 1]
        if len(inner) >= 6:
            yield inner


def leaks(places: Iterable[tuple[str, bytes]], secrets: dict[str, str]) -> list[str]:
    """`secret in place` for each one found. secrets: by what they are."""
    wanted = [(name, writing) for name, secret in secrets.items() for writing in writings(secret)]
    return sorted({f"{name} in {place}" for place, content in places for name, writing in wanted if writing in content})


def files(folder: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Every file below, with its bytes."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            yield path.name, path.read_bytes()
