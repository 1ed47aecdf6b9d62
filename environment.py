"""Reads settings from an environment and collects every fault, so that a start names all of them at once."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

SMS_GATEWAYS = ("africastalking", "kannel")


class SettingsError(ValueError):
    """What is missing or wrong, one line each."""


class Reader:
    """`faults`: one line each; what is missing or wrong reads as something empty."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        value = self._environment.get(name, default)
        if not value:
            self.faults.append(f"{name} is missing")
        return value or ""

    def has(self, name: str) -> bool:
        return bool(self._environment.get(name))

    def secrets(self, name: str) -> tuple[str, ...]:
        found = tuple(part for part in self._environment.get(name, "").split(",") if part)
        if len(found) > 2:
            self.faults.append(f"{name} holds more than two secrets: the old one and the new one")
        return found

    def seconds(self, name: str, default: str) -> float:
        try:
            return float(self._environment.get(name, default))
        except ValueError:
            self.faults.append(f"{name} is not a number of seconds")
            return 0.0

    def share(self, name: str, default: str) -> float:
        try:
            value = float(self._environment.get(name, default))
        except ValueError:
            value = -1
        if not 0 < value <= 1:
            self.faults.append(f"{name} is not a share above 0 and up to 1")
        return value

    def gateways(self, name: str, default: str) -> dict[str, float]:
        """In their order, each with the messages a second it takes."""
        found = {}
        for part in self.text(name, default).split(","):
            gateway, _, rate = part.partition("=")
            if gateway not in SMS_GATEWAYS or not rate.isascii() or not rate.isdigit() or int(rate) < 1:
                self.faults.append(f"{name} is not a list such as kannel=20,africastalking=10 of {', '.join(SMS_GATEWAYS)}")
                return {}
            found[gateway] = float(rate)
        return found

    def count(self, name: str, default: str) -> int:
        value = self.text(name, default)
        if not (value.isascii() and value.isdigit() and int(value)):
            self.faults.append(f"{name} is not a number above 0")
            return 0
        return int(value)

    def prefixes(self, name: str, default: str) -> tuple[str, ...]:
        found = tuple(part for part in self.text(name, default).split(",") if part)
        if not all(part.startswith("+") and part[1:].isascii() and part[1:].isdigit() for part in found):
            self.faults.append(f"{name} is not a list such as +856,+66")
        return found

    def key(self, name: str, value: str) -> bytes:
        try:
            key = base64.b64decode(value, validate=True)
        except binascii.Error:
            key = b""
        if value and len(key) != 32:
            self.faults.append(f"{name} does not hold 32 bytes in base64")
        return key

    def keys(self, name: str) -> dict[int, bytes]:
        keys = {}
        for part in filter(None, self.text(name).split(",")):
            number, _, value = part.partition(":")
            if not (number.isascii() and number.isdigit() and int(number) < 256 and value):
                self.faults.append(f"{name} is not a list such as 2:<base64>,1:<base64>")
                continue
            keys[int(number)] = self.key(name, value)
        return keys
