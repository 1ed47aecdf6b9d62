"""The wallets that can pay, as read from wallets.yaml, and what each takes."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from sandbox.data.reading import HERE, entries, read_yaml
from sandbox.data.reference import Name
from sandbox.policy.problems import Refusal

FILE = HERE / "wallets.yaml"
CURRENCY = "LAK"


class Provider(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    prefixes: tuple[str, ...]
    limit: int
    numbers: dict[str, int] = {}

    def most(self, msisdn: str) -> int:
        return min(self.limit, self.numbers.get(msisdn, self.limit))


@cache
def abroad() -> frozenset[str]:
    """Pretend numbers of people whose wallets are in another country."""
    return frozenset(read_yaml(FILE)["abroad"])


@cache
def providers() -> dict[str, Provider]:
    """Raises DataError."""
    return entries(FILE, "wallets", read_yaml(FILE), Provider)


def refuse_unpayable(code: str, msisdn: str, amount: int, monthly: int, currency: str) -> None:
    """Raises Refusal when this wallet cannot pay this amount."""
    provider = providers().get(code)
    fits = provider is not None and msisdn.startswith(provider.prefixes) and msisdn not in abroad()
    if provider is None or not fits or currency != CURRENCY:
        raise Refusal("wallet_not_supported", provider=code)
    most = provider.most(msisdn)
    if amount > most:
        raise Refusal("limit_exceeded", limit=most, months=most // monthly)
