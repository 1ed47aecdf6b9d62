"""What a text on a screen or in an SMS claims about money; one that nobody can judge is a fault itself."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What is claimed; NEUTRAL claims nothing about money, UNJUDGED is a text that is not known here."""

    NEUTRAL = "neutral"
    BEGUN = "begun"
    CHECKING = "not known yet"
    NOTHING_TAKEN = "nothing was taken"
    NOT_BEGUN = "did not begin"
    UNDER_WAY = "under way"
    WAITING = "the wallet asks"
    RECEIVED = "received"
    COUNTS = "counts"
    COUNTS_FOR_YOU = "paid for you"
    REVIEW = "being checked"
    UNJUDGED = "unjudged"


class Claim(NamedTuple):
    """number: the payment's reference or the receipt's number, whichever the text names; "" when it names none."""

    kind: Kind
    number: str = ""


_REFERENCE = re.compile(r"(?:No\.|payment|[Rr]eceipt) (\d{10})")
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.MULTILINE))
    for kind, pattern in (
        (Kind.NOTHING_TAKEN, r"[Nn]othing was taken"),
        (Kind.BEGUN, r"give your wallet's PIN on this phone"),
        (Kind.CHECKING, r"We do not know yet if it began"),
        (Kind.COUNTS_FOR_YOU, r"paid .+ for you\. The months count"),
        (Kind.COUNTS, r"now count\.|[Tt]he months count\.|^The months count"),
        (Kind.RECEIVED, r"received for .*count soon|^Money received|\d: received$|It is sent once more\. Receipt \d"),
        (Kind.REVIEW, r"is being checked\. Do not pay again|^Being checked\. Do not pay again"),
        (Kind.UNDER_WAY, r"are being paid already\. Do not pay again|is still being looked at\. Do not pay again"),
        (Kind.WAITING, r"^Waiting for your wallet|^Begun\. The wallet will ask"),
        # Of the payment that was confirmed just now, or of one among several; what an earlier one took is not said.
        (Kind.NOT_BEGUN, r"This payment did not begin\.|: did not begin\."),
    )
)
_NEUTRAL = re.compile(
    r"Social security here|^Pay by mobile money|^How many months|^Type the member number|^Is this the person|^You were here|^For .+: [\d,]+"
    r"|^Payments (?:of the last|from this)|^No payment|^Sorry, this is not working|^Something went wrong|^Dial \S+ again"
    r"|system is slow just now|still being worked on|^Choose a number from the list|^Press 0|[Ll]anguage|English"
    r"|^All months up to now are paid"
    # Of this price only: an earlier payment for the same months may have been taken, and this one is not said to be over.
    r"|^That price is too old|^The wallet said no to this payment"
    r"|^Nothing found|^Too many tries|^We do not see that number here yet",
    re.MULTILINE,
)
# Screens of other menus, where a redialled call may come out, claim nothing without one of these.
_OF_MONEY = re.compile(r"pa[iy]|took|taken|receipt|wallet|money|charg|count|kip|beg[aiu]n", re.IGNORECASE)


def claim_of(text: str) -> Claim:
    """The strongest thing it says."""
    found = _REFERENCE.search(text)
    for kind, pattern in _RULES:
        if pattern.search(text):
            return Claim(kind, found[1] if found else "")
    return Claim(Kind.NEUTRAL if _NEUTRAL.search(text) or not _OF_MONEY.search(text) else Kind.UNJUDGED)
