"""After the money: receipts that anybody can check, notices that are sent once, webhooks that nobody else can sign."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from sandbox.policy.references import is_checked
from sandbox.settings import DEVELOPMENT_WEBHOOK_SECRET
from tests import processes
from tests.sandbox.payments.conftest import QUICK
from tests.sandbox.payments.till import MANIVANH, Payment, Till
from tests.sandbox.speaker import Api, Said


def paid(till: Till, who: str = "P08", member_no: str = "") -> Payment:
    payment = till.begin(who, 1, member_no)
    payment.answer()
    payment.ends()
    return payment


def test_anybody_may_check_a_receipt_and_only_payer_and_member_see_the_whole(either_till: Till) -> None:
    payment = paid(either_till, "P16", MANIVANH)
    number = payment.order["receipt_no"]
    assert is_checked(number)
    assert is_checked(payment.order["reference"])
    stranger = either_till.api.open("P17").get(f"/receipts/{number}").body
    assert (stranger["valid"], stranger["posted"], stranger["whole"]) == (True, True, None)
    assert stranger["periods"] == {"first": "2026-09", "last": "2026-09"}
    assert payment.caller.get(f"/receipts/{number}").body["whole"]["role"] == "payer"
    assert either_till.api.open("P09").get(f"/receipts/{number}").body["whole"] is None
    member = either_till.api.proven("P09").get(f"/receipts/{number}").body["whole"]
    assert (member["role"], member["payer_masked_msisdn"], member["wallet_reference"]) == ("beneficiary", "***16", None)


def test_a_number_that_is_no_receipts_is_not_valid_and_guessing_ends(till: Till) -> None:
    caller = till.api.open("P17")
    for number in range(20):
        said = caller.get(f"/receipts/70000000{number:02}")
        assert (said.status, said.body["valid"]) == (200, False)
    assert caller.get("/receipts/7000000099").code == "rate_limited"
    good = paid(till).order["receipt_no"]
    assert caller.get(f"/receipts/{good}").body["valid"]
    assert caller.get("/receipts/12345").code in {"invalid_request", "not_found"}


def test_my_payments_are_those_of_this_number_and_with_the_pin_those_made_for_me(till: Till) -> None:
    paid(till, "P16", MANIVANH)
    own = paid(till, "P09")
    assert [one["role"] for one in till.api.open("P16").get("/me/payments").body["items"]] == ["payer"]
    assert [one["order_id"] for one in till.api.open("P09").get("/me/payments").body["items"]] == [own.order["id"]]
    whole = till.api.proven("P09").get("/me/payments").body["items"]
    assert [one["role"] for one in whole] == ["payer", "beneficiary"]
    page = till.api.proven("P09").get("/me/payments?limit=1").body
    rest = till.api.proven("P09").get(f"/me/payments?limit=1&cursor={page['next_cursor']}").body
    assert [*page["items"], *rest["items"]] == whole
    assert till.api.open("P32").get("/me/payments").code == "sim_swap_hold"


def test_after_ninety_days_a_number_no_longer_shows_what_was_paid_from_it(till: Till) -> None:
    order = paid(till, "P16", MANIVANH).order
    till.api.advance(91 * 86_400)
    caller = Api(till.api.url).open("P16")
    assert caller.get("/me/payments").body["items"] == []
    assert caller.get(f"/payment-orders/{order['id']}").code == "not_found"


def report(till: Till, order_id: str, kind: str, state: str) -> Said:
    return till.api.call("PUT", f"/payment-orders/{order_id}/notices/{kind}", {"state": state})


def test_who_is_owed_which_notice(till: Till) -> None:
    payment = paid(till, "P16", MANIVANH)
    said = till.api.call("GET", f"/payment-orders/{payment.order['id']}/notices").body
    assert said["order"]["state"] == "posted"
    assert said["payer_masked_msisdn"] == "***16"
    told = {one["kind"]: (one["to"], one["msisdn"], one["amounts"]) for one in said["items"]}
    assert told == {"receipt": ("payer", "+8562010000016", True), "paid_for_you": ("beneficiary", "+8562010000009", False)}


def test_a_notice_is_in_one_hand_at_a_time_and_sent_once(either_till: Till) -> None:
    order_id = paid(either_till).order["id"]
    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(lambda _: report(either_till, order_id, "receipt", "sending"), range(24)))
    assert Counter(answer.code for answer in said) == {"": 1, "duplicate": 23}
    assert order_id not in due(either_till)
    assert report(either_till, order_id, "receipt", "failed").body["state"] == "owed"
    assert order_id in due(either_till)
    assert report(either_till, order_id, "receipt", "sending").body["state"] == "sending"
    assert report(either_till, order_id, "receipt", "sent").body["state"] == "sent"
    assert report(either_till, order_id, "receipt", "sending").code == "duplicate"
    assert due(either_till) == []


def test_what_reaches_no_number_is_neither_sent_nor_owed(either_till: Till) -> None:
    order_id = paid(either_till, "P16", MANIVANH).order["id"]
    report(either_till, order_id, "receipt", "sending")
    assert report(either_till, order_id, "receipt", "undeliverable").body["state"] == "undeliverable"
    assert report(either_till, order_id, "receipt", "sending").code == "duplicate"
    assert report(either_till, order_id, "receipt", "failed").body["state"] == "undeliverable"
    # The other's is owed still.
    assert due(either_till) == [order_id]
    report(either_till, order_id, "paid_for_you", "sending")
    report(either_till, order_id, "paid_for_you", "sent")
    assert due(either_till) == []
    items = either_till.api.call("GET", f"/payment-orders/{order_id}/notices").body["items"]
    assert [(one["state"], bool(one["sent_at"])) for one in items] == [("undeliverable", False), ("sent", True)]


def test_who_was_told_not_yet_posted_is_told_when_it_is(till: Till) -> None:
    payment = till.begin("P08")
    payment.waits_for_prompt()
    payment.decide("post_late", 2)
    order_id = payment.is_in("paid")["id"]
    report(till, order_id, "receipt", "sending")
    report(till, order_id, "receipt", "sent")
    assert due(till) == []
    payment.ends()
    assert due(till) == [order_id]
    items = till.api.call("GET", f"/payment-orders/{order_id}/notices").body["items"]
    assert [(one["kind"], one["state"]) for one in items] == [("receipt", "sent"), ("posted", "owed")]


@pytest.mark.parametrize(
    ("decision", "state", "kind"), [("decline", "declined", "not_paid"), ("contradict_unpaid", "needs_review", "review")]
)
def test_who_did_not_pay_is_told_so_and_nothing_else(till: Till, decision: str, state: str, kind: str) -> None:
    payment = till.begin("P16", 1, MANIVANH)
    payment.waits_for_prompt()
    payment.decide(decision, 0)
    order_id = payment.is_in(state)["id"]
    assert [one["kind"] for one in till.api.call("GET", f"/payment-orders/{order_id}/notices").body["items"]] == [kind]
    assert report(till, order_id, "receipt", "sending").code == "not_found"


def due(till: Till) -> list[str]:
    found: list[str] = till.api.call("GET", "/payment-orders/due").body["items"]
    return found


@dataclass
class Hook:
    """Where webhooks arrive; the first `refused` are answered 503."""

    url: str = ""
    refused: int = 0
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.arrived]


@contextmanager
def hook() -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            place.arrived.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(503 if len(place.arrived) <= place.refused else 204)
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        place = Hook(f"http://127.0.0.1:{server.server_port}/hooks/backend")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield place
        finally:
            server.shutdown()
            thread.join()


def test_what_there_is_to_tell_is_told_signed_thin_and_until_it_is_taken(one_wallet: str, tmp_path: Path) -> None:
    with hook() as place, processes.sandbox(tmp_path, WALLET_URL=one_wallet, SANDBOX_WEBHOOK_URL=place.url, **QUICK) as url:
        place.refused = 2
        till = Till(Api(url), one_wallet)
        order_id = paid(till).order["id"]
        # Neither what only moves the order on nor paid, which is posted at once, wakes anybody.
        moves = [("contribution.posted", 1), ("payment_order.updated", 1)]
        processes.wait_until(lambda: len(place.arrived) >= 4, 20, "the refused ones again")
    once = {headers["webhook-id"]: (headers, body) for headers, body in place.arrived}
    assert sorted(Counter(json.loads(body)["type"] for _, body in once.values()).items()) == moves
    assert {json.dumps(body["data"]) for body in place.bodies()} == {json.dumps({"id": order_id})}
    for headers, body in once.values():
        Webhook(DEVELOPMENT_WEBHOOK_SECRET).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook("whsec_b3RoZXIgc2VjcmV0").verify(body, headers)
