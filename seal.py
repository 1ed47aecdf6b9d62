"""What lies at rest is sealed with AES-GCM: who reads Redis or a file reads nothing, and who moves a blob is found out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT: Final = b"\x01"
NONCE_BYTES: Final = 12
HEAD_BYTES: Final = 2
VERSION_BYTES: Final = HEAD_BYTES + NONCE_BYTES


class Unsealable(ValueError):
    """The blob is not ours, was changed, stands under another key's name, or its sealing key is gone."""


def version(blob: bytes) -> bytes:
    """Tells a blob from every other: its beginning, with the nonce."""
    return blob[:VERSION_BYTES]


class Nonces:
    """Random nonces, drawn from the system many at a time: each draw gives way to other threads, which costs more than the sealing."""

    DRAW = 256

    def __init__(self) -> None:
        self._drawn: list[bytes] = []

    def next(self) -> bytes:
        """Twelve random bytes, never handed out twice: no two threads pop the same."""
        try:
            return self._drawn.pop()
        except IndexError:
            fresh = os.urandom(NONCE_BYTES * self.DRAW)
            self._drawn.extend([fresh[at : at + NONCE_BYTES] for at in range(0, len(fresh), NONCE_BYTES)])
            return os.urandom(NONCE_BYTES)


class Seal:
    """Seals with the newest key and opens with any: rotate by putting a new key in front.

    keys: key number (0-255) to 32 bytes, newest first. A blob is format, key number, nonce, ciphertext; the name it is
    stored under, the format and the key number are authenticated with it.
    """

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._nonces = Nonces()
        newest = next(iter(keys))
        self._head = FORMAT + bytes((newest,))
        self._encrypt = self._ciphers[newest].encrypt

    def close(self, name: bytes, plain: bytes) -> bytes:
        """The sealed blob for storing under `name`."""
        nonce = self._nonces.next()
        return self._head + nonce + self._encrypt(nonce, plain, self._head + name)

    def open(self, name: bytes, blob: bytes) -> bytes:
        """What was sealed under `name`; raises Unsealable."""
        head, nonce = blob[:HEAD_BYTES], blob[HEAD_BYTES:VERSION_BYTES]
        cipher = self._ciphers.get(head[1]) if len(nonce) == NONCE_BYTES and head[:1] == FORMAT else None
        if cipher is None:
            raise Unsealable
        try:
            return cipher.decrypt(nonce, blob[VERSION_BYTES:], head + name)
        except InvalidTag:
            raise Unsealable from None
