"""Which wallet pays: the one of this number's operator, or of another number."""

from __future__ import annotations

import msgspec

from backend_client.payment_shapes import WalletProvider
from backend_client.shapes import Name
from engine.formats import phone
from engine.text import _
from flows.names import named


class Wallet(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wallet and the number it is reached by (E.164)."""

    provider: str = ""
    name: Name = Name()
    msisdn: str = ""


def wallet_of(msisdn: str, providers: tuple[WalletProvider, ...]) -> Wallet:
    """The wallet of a number, by its operator's prefix; one without a provider when no wallet takes it."""
    for provider in providers:
        if msisdn.startswith(provider.prefixes):
            return Wallet(provider.code, provider.name, msisdn)
    return Wallet(msisdn=msisdn)


def digits_elsewhere(wallet: Wallet, asked: str, person: str) -> str:
    """The last digits of the phone whose wallet is asked, "" when it is the caller's own. asked: masked but for those."""
    return "" if wallet.msisdn == person and asked[-2:] == person[-2:] else asked[-2:]


def wallet_label(wallet: Wallet) -> str:
    """The wallet as a line to choose."""
    # Translators: "Pay with U-Money 020 10000008".
    return _("Pay with %(wallet)s %(phone)s", wallet=named(wallet.name), phone=phone(wallet.msisdn))
