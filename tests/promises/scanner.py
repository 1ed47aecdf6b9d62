"""Finds a secret wherever it lies: as it is, in the writings a program turns text into on its way to a file, or packed."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

# How zlib begins, at any of its levels, and the same in base64: RQ packs what a job is called with and how it failed.
PACKED: Final = re.compile(rb"(?=x[\x01\x5e\x9c\xda])")
PACKED_IN_BASE64: Final = re.compile(rb"(?=(e[AFJN][A-Za-z0-9+/]{8,}={0,2}))")


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
    wanted = [(name, _sought(writing)) for name, secret in secrets.items() for writing in writings(secret)]
    read = [(place, layer) for place, content in places for layer in (content, *unpacked(content))]
    return sorted({f"{name} in {place}" for place, layer in read for name, sought in wanted if sought.search(layer)})


def unpacked(content: bytes) -> Iterator[bytes]:
    """What lies in it packed by zlib, each by itself, in base64 too."""
    for begin in PACKED.finditer(content):
        yield from _inflated(memoryview(content)[begin.start() :])
    for found in PACKED_IN_BASE64.finditer(content):
        # Cut to whole groups of four: what stands beside it may be letters too.
        yield from _inflated(b64decode(found[1][: len(found[1]) // 4 * 4]))


def _inflated(packed: bytes | memoryview) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(packed)
    except zlib.error:
        return


def _sought(writing: bytes) -> re.Pattern[bytes]:
    """The digits of a PIN alone: six of them turn up by chance in a longer number, or as the millionths of a second."""
    escaped = re.escape(writing)
    return re.compile(rb"(?<![0-9.])" + escaped + rb"(?![0-9])" if writing.isdigit() and len(writing) <= 6 else escaped)


def files(folder: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Every file below, with its bytes."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            yield path.name, path.read_bytes()
