"""Everybody is told in the language and the script on file, by the worker that a webhook wakes."""

from __future__ import annotations

import sys

from redis import Redis

from engine.encoding import is_gsm7
from jobs.notices import tell_waiting
from jobs.queue import open_queue
from jobs.waiting import Waiting
from tests import processes
from tests.jobs.counter import Counter
from tests.sandbox.payments.till import MANIVANH, Payment
from tests.sandbox.speaker import msisdn_of


def speaks(counter: Counter, who: str, **language: str) -> None:
    assert counter.till.api.open(who).put("/me/preferences", language).status == 200


def told(counter: Counter, store: Redis, *payments: Payment, messages: int) -> None:
    for payment in payments:
        Waiting(store).wake(open_queue(store), tell_waiting, payment.order["id"])
    with processes.running([sys.executable, "-m", "jobs"], counter.office.environ, lambda: True):
        processes.wait_until(lambda: len(counter.office.gateway.handed) == messages, 30, "everybody being told")


def test_payers_read_their_receipt_in_their_script_and_who_it_is_for_in_hers(counter: Counter, redis_client: Redis) -> None:
    speaks(counter, "P16", language="lo", script="Laoo")
    speaks(counter, "P19", language="lo", script="Latn")
    speaks(counter, "P09", language="en")
    lao, latin = counter.pays("P16", MANIVANH), counter.pays("P19", MANIVANH)
    told(counter, redis_client, lao, latin, messages=4)
    assert counter.office.gateway.to("P16") == [
        f"ໃບບິນ LSSO {lao.order['receipt_no']}: ຮັບ 144.000 ກີບ ໃຫ້ ມ*** ໄຊ***, 9/2026. ລົງບັນຊີແລ້ວ",
    ]
    assert counter.office.gateway.to("P19") == [
        f"Bai bin LSSO {latin.order['receipt_no']}: hap 144.000 kip hai M*** X***, 10/2026. Long banxi laeo.",
    ]
    assert sorted(counter.office.gateway.to("P09")) == [
        "LSSO: ***16 paid Sep 2026 for you. The months count.",
        "LSSO: ***19 paid Oct 2026 for you. The months count.",
    ]
    # As the phone gets it, with its code: in Lao letters each SMS holds 70, in others 160.
    as_sent = {msisdn_of(who): text for who in ("P16", "P19") for msisdn, text in counter.office.gateway.handed if msisdn == msisdn_of(who)}
    assert [is_gsm7(as_sent[msisdn_of(who)]) for who in ("P16", "P19")] == [False, True]


def test_who_it_is_for_reads_lao_though_the_payer_does_not(counter: Counter) -> None:
    speaks(counter, "P16", language="en")
    speaks(counter, "P09", language="lo", script="Laoo")
    payment = counter.pays("P16", MANIVANH)
    counter.tells(payment)
    [receipt], [told_her] = counter.office.gateway.to("P16"), counter.office.gateway.to("P09")
    assert receipt.startswith(f"LSSO receipt {payment.order['receipt_no']}: ")
    assert told_her == "LSSO: ເບີ ***16 ມອບໃຫ້ 9/2026. ລົງບັນຊີແລ້ວ"


def test_who_has_no_language_on_file_is_told_in_that_of_the_service(counter: Counter) -> None:
    payment = counter.pays("P17", MANIVANH)
    counter.tells(payment, DEFAULT_LOCALE="lo_Latn")
    [receipt] = counter.office.gateway.to("P17")
    assert receipt.startswith(f"Bai bin LSSO {payment.order['receipt_no']}: ")
