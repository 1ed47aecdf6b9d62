"""Papers to bring, by the contract's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.text import N_, _

DOCUMENTS: Final = {
    # Translators: papers a member brings to the hospital or to NSSO; each stands in a list.
    "accident_report": N_("accident report"),
    "bank_account": N_("bank account number"),
    "birth_certificate": N_("birth certificate"),
    "death_certificate": N_("death certificate"),
    "dismissal_letter": N_("dismissal letter"),
    "family_book": N_("family book"),
    "id_card": N_("ID card"),
    "marriage_certificate": N_("marriage certificate"),
    "medical_report": N_("medical report"),
    "member_card": N_("member card"),
    "prescription": N_("prescription"),
    "receipt": N_("receipt"),
    "referral_letter": N_("referral letter"),
}
OTHER: Final = N_("other papers")


def listed(documents: Iterable[str]) -> str:
    """The papers in one line; one this release has no word for is left to the office to name."""
    return ", ".join(_(DOCUMENTS.get(document, OTHER)) for document in documents)
