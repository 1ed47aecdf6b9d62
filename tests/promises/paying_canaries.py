"""A payment from the first screen to the wallet's number typed in doubt: all that is said on the way and may be written nowhere."""

from __future__ import annotations

import json
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

from tests.end_to_end.machine import Machine
from tests.flows.paying.counter import Counter, ask, reference
from tests.flows.sandbox import fails_once
from tests.phone import Phone
from tests.processes import wait_until
from tests.promises.conftest import IN_ENGLISH

PAYER, WALLET, MEMBER = "+8562010000016", "+8562010000017", "+8562010000008"
PAID = {
    "the payer's number": "8562010000016",
    "the payer's number at home": "2010000016",
    "the wallet's number": "8562010000017",
    "the wallet's number at home": "2010000017",
    "the wallet's number as shown": "10000017",
    "a wrong PIN at the wallet": "572918",
    "the payee's number": "8562010000008",
    "the payee's member number": "909896516",
    "the payee's name": "Douangmala",
    "the payee's name in Lao": "ດວງມາລາ",
    "the payee's masked name": "K*** D***",
    "what was paid": "108,000",
    "the words of the receipt": "LSSO receipt",
    "the words to the payee": "***16 paid",
    "a wallet's transaction number typed": "MP7731604829",
    "a number in a webhook": "2057316048",
}


def pays(made: Machine) -> None:
    """For somebody else, from another phone's wallet, after a wrong PIN there; the job that tells of it fails at first."""
    Phone(made.service, MEMBER).dials(IN_ENGLISH)
    phone = Phone(made.service, PAYER).dials(IN_ENGLISH)
    for keys in ("5", "2", PAID["the payee's member number"], "1", "1", "2", "020 10000017"):
        phone.sends(keys)
    number = reference(phone.sees("1 Pay with").sends("1").ends())
    counter = Counter(made.backend, "")
    wait_until(lambda: bool(counter.prompts(WALLET)), 20, "the wallet's question")
    hooks_with_numbers(made)
    order = counter.orders(PAYER)[0]["id"]
    for _time in range(4):
        fails_once(made.backend, f"/payment-orders/{order}/notices", "PUT")
    wrong = {"decision": "approve", "pin": PAID["a wrong PIN at the wallet"]}
    assert answer_to(made, counter.prompts(WALLET)[0]["id"], wrong) == 403
    counter.keys_pin(WALLET)
    counter.waits_for(PAYER, number, "posted")
    receipt = arrives(made, PAYER, PAID["the words of the receipt"], 1)
    arrives(made, MEMBER, PAID["the words to the payee"], 1)
    asks_again(phone, receipt)
    arrives(made, PAYER, PAID["the words of the receipt"], 2)


def asks_again(phone: Phone, receipt: str) -> None:
    """For the SMS, for a number of the wallet's that nobody knows, and whether the receipt is good."""
    phone.dials("*149*5*3#").sends("2").sends("3").sees("The SMS comes again")
    typed = PAID["a wallet's transaction number typed"]
    phone.dials("*149*5*3#").sends("1").sends(typed).sees("We do not see that number here yet")
    phone.dials("*149*5*4#").sends(receipt.split()[2].rstrip(":")).sees("Good receipt")


def arrives(made: Machine, msisdn: str, words: str, count: int) -> str:
    def found() -> list[str]:
        inbox = ask(f"{made.phone_page}/api/inbox?msisdn={quote(msisdn)}")
        return [message["text"] for message in inbox if words in message["text"]]

    wait_until(lambda: len(found()) == count, 40, f"{count} SMS with {words!r}")
    return found()[-1]


def answer_to(made: Machine, prompt: str, said: dict[str, str]) -> int:
    return post(made.backend, f"/v1/sandbox/wallet/prompts/{prompt}", said)


def hooks_with_numbers(made: Machine) -> None:
    """Somebody who is not the backend tells of a payment, with all that the backend never tells."""
    told = {"type": "payment.updated", "id": PAID["a number in a webhook"], "data": {"order_id": PAID["the payer's number"]}}
    assert post(made.service, "/hooks/backend", told) in {400, 401, 403}


def post(url: str, path: str, what: object) -> int:
    with closing(HTTPConnection(urlsplit(url).netloc, timeout=10)) as connection:
        connection.request(
            "POST", path, json.dumps(what), {"Content-Type": "application/json", "webhook-id": PAID["a number in a webhook"]}
        )
        return connection.getresponse().status
