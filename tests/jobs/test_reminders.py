"""People are told in time: what is true, in their language, by day, once, and only while they want it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from tests import processes
from tests.jobs.post_office import PostOffice, sms_gateway
from tests.phone import Phone
from tests.sandbox.payments.conftest import QUICK
from tests.sandbox.payments.till import Till
from tests.sandbox.speaker import msisdn_of

WEEK_BEFORE = "2026-12-08 10:00"


def test_a_month_that_is_due_is_told_once_in_the_language_of_the_person(post_office: PostOffice) -> None:
    post_office.at(WEEK_BEFORE)
    post_office.reminds()
    post_office.reminds()
    assert post_office.gateway.to("P08") == ["LSSO: ມອບເດືອນ 11/2026 ບໍ່ເກີນ 15/12/2026. ກົດ *149*5#\nບໍ່ຢາກຮັບ: *149*7*5#"]
    assert post_office.gateway.to("P20") == ["LSSO: mop deuan 11/2026 bo kern 15/12/2026. Kot *149*5#\nBo yak hap: *149*7*5#"]


def test_who_asked_for_discretion_reads_no_subject(post_office: PostOffice) -> None:
    post_office.at(WEEK_BEFORE)
    post_office.reminds()
    assert post_office.gateway.to("P21") == ["LSSO: ມີຂໍ້ຄວາມ. ກົດ *149#\nບໍ່ຢາກຮັບ: *149*7*5#"]


@pytest.mark.parametrize(
    ("moment", "told"), [("2026-12-08 20:00", 0), ("2026-12-09 07:59", 0), ("2026-12-08 19:59", 1), ("2026-12-09 08:00", 1)]
)
def test_nobody_is_told_anything_at_night(post_office: PostOffice, moment: str, told: int) -> None:
    post_office.at(moment)
    post_office.reminds()
    assert len(post_office.gateway.to("P08")) == told


def test_what_falls_into_the_night_waits_for_the_morning(post_office: PostOffice) -> None:
    post_office.at("2026-12-08 23:30")
    [told] = [one for one in post_office.api.call("GET", "/notifications/due?limit=120").body["items"] if one["msisdn"] == msisdn_of("P08")]
    post_office.does(f"from jobs.reminders import remind\nremind({told['id']!r})")
    assert post_office.gateway.handed == []
    post_office.at("2026-12-09 08:00")
    post_office.reminds()
    assert len(post_office.gateway.to("P08")) == 1


def test_who_turned_reminders_off_on_the_phone_is_told_nothing(post_office: PostOffice) -> None:
    with processes.service(post_office.redis_url, post_office.backend_url) as service:
        Phone(service, msisdn_of("P08")).dials("*149*7*5#").sees("SMS").sends("1")
    post_office.at(WEEK_BEFORE)
    post_office.reminds()
    assert post_office.gateway.to("P08") == []
    assert post_office.gateway.to("P41") != []


def test_the_string_in_the_sms_leads_to_the_switch(post_office: PostOffice) -> None:
    with processes.service(post_office.redis_url, post_office.backend_url) as service:
        phone = Phone(service, msisdn_of("P20")).dials("*149*7*5#")
        phone.sees("1 Pit")
        phone.sends("1").sees("1 Pert")


def test_an_sms_that_did_not_leave_is_sent_by_the_next_look(post_office: PostOffice, redis_client: Redis) -> None:
    post_office.at(WEEK_BEFORE)
    post_office.gateway.status = 500
    post_office.reminds()
    assert post_office.gateway.handed == []
    post_office.gateway.status = 101
    # As after half a minute: a gateway that failed five times in a row is left alone for so long.
    redis_client.delete("o:c:africastalking:open")
    post_office.reminds()
    assert len(post_office.gateway.to("P08")) == 1


def test_every_reminder_carries_the_code_that_the_service_knows(post_office: PostOffice) -> None:
    post_office.at(WEEK_BEFORE)
    post_office.reminds()
    [text] = [text for msisdn, text in post_office.gateway.handed if msisdn == msisdn_of("P20")]
    code = text.rpartition("\n")[2]
    with processes.service(post_office.redis_url, post_office.backend_url) as service:
        Phone(service, msisdn_of("P20")).dials("*149*8*10#").sends(code.lower()).sees("Thae: LSSO")
        Phone(service, msisdn_of("P08")).dials("*149*8*10#").sends(code).sees("ປອມ")


def test_what_was_paid_meanwhile_is_not_asked_for(redis_server: str, tmp_path: Path) -> None:
    with processes.wallet(tmp_path) as wallet, processes.sandbox(tmp_path, WALLET_URL=wallet, **QUICK) as backend, sms_gateway() as gateway:
        office = PostOffice(redis_server, backend, gateway)
        office.at(WEEK_BEFORE)
        payment = Till(office.api, wallet).begin("P08")
        office.reminds()
        assert gateway.to("P08") == [], "while it is being paid"
        payment.answer()
        payment.ends()
        office.reminds()
        assert gateway.to("P08") == []
        assert gateway.to("P41") != []


@pytest.mark.long
@pytest.mark.timeout(120)
def test_a_worker_killed_between_the_loan_and_the_sms_costs_no_reminder(post_office: PostOffice, redis_client: Redis) -> None:
    post_office.at(WEEK_BEFORE)
    [told] = due(post_office, "P08")
    gateway = post_office.gateway
    gateway.held.set()
    command = [sys.executable, "-c", f"from jobs.reminders import remind\nremind({told['id']!r})"]
    with processes.running(command, post_office.environ, gateway.asked.is_set) as sender:
        sender.kill()
    gateway.held.clear()
    post_office.reminds()
    assert gateway.to("P08") == [], "it is lent out still"
    # A loan lasts a minute of the machine's own time.
    processes.wait_until(lambda: bool(due(post_office, "P08")), 75, "the loan being over")
    post_office.reminds()
    post_office.reminds()
    assert len(gateway.to("P08")) == 1
    # The gateway may have had it the first time.
    assert redis_client.hget("counts", "told_perhaps_twice:contribution.due") == b"1"


def due(post_office: PostOffice, who: str) -> list[dict[str, Any]]:
    items = post_office.api.call("GET", "/notifications/due?limit=120").body["items"]
    return [one for one in items if one["msisdn"] == msisdn_of(who)]


KINDS = {
    "contribution.due": ("P20", WEEK_BEFORE, "mop deuan 11/2026"),
    "coverage.ending": ("P26", "2027-02-20 10:00", "28/2/2027"),
    "benefit.reached": ("P07", "2026-11-12 10:00", "ອຸດໜູນ"),
    "employer.month_missing": ("P02", "2026-12-16 10:00", "ນາຍຈ້າງ"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_by_its_webhook_once_and_the_clock_adds_nothing(redis_server: str, tmp_path: Path, kind: str) -> None:
    who, moment, words = KINDS[kind]
    with machine(redis_server, tmp_path) as office:
        office.at(moment)
        processes.wait_until(lambda: any(words in text for text in office.gateway.to(who)), 20, f"{kind} being told")
        office.reminds()
        assert len([text for text in office.gateway.to(who) if words in text]) == 1


def test_what_the_institution_decides_is_told_by_its_webhook_at_once(redis_server: str, tmp_path: Path) -> None:
    with machine(redis_server, tmp_path) as office:
        api = office.api
        asked = api.open("P31").make("/phone-registrations", {"member_no": "905142592"}).body
        change = api.call("POST", "/sandbox/hospital-changes", {"member_no": "907504864", "hospital": "H01"}).body
        for ref, who in ((asked["ref"], "P31"), ("7290527444", "P28"), (change["ref"], "P39")):
            assert api.call("POST", "/sandbox/decisions", {"ref": ref, "state": "approved"}).status == 200
            processes.wait_until(lambda who=who: bool(office.gateway.to(who)), 20, f"{who} being told")  # type: ignore[misc]
        office.reminds()
        assert [len(office.gateway.to(who)) for who in ("P31", "P28", "P39")] == [1, 1, 1]
        assert "7290527444" in office.gateway.to("P28")[0]
        assert office.gateway.to("P39") == ["LSSO: ຕັດສິນການປ່ຽນໂຮງໝໍແລ້ວ. ກົດ *149*1#\nບໍ່ຢາກຮັບ: *149*7*5#"]


@contextmanager
def machine(redis_url: str, folder: Path) -> Iterator[PostOffice]:
    """The service, its backend with its webhooks, and a worker."""
    port = processes.free_port()
    hooks = {"SANDBOX_WEBHOOK_URL": f"http://127.0.0.1:{port}/hooks/backend", "SANDBOX_WEBHOOK_SECRET": processes.SERVICE["WEBHOOK_SECRET"]}
    with processes.sandbox(folder, **hooks) as backend, sms_gateway() as gateway:
        office = PostOffice(redis_url, backend, gateway)
        worker = [sys.executable, "-m", "jobs", "bulk"]
        with processes.service(redis_url, backend, port, SMS_URL=gateway.url), processes.running(worker, office.environ, lambda: True):
            yield office


def test_who_has_many_to_tell_ends_in_time_and_wakes_the_next(post_office: PostOffice, redis_client: Redis) -> None:
    post_office.at(WEEK_BEFORE)
    post_office.does("import jobs.reminders\njobs.reminders.LONGEST_SECONDS = 0.0\njobs.reminders.remind_all()")
    assert len(post_office.gateway.handed) == 1
    assert redis_client.llen("rq:queue:bulk") == 1
    post_office.reminds()
    assert len(post_office.gateway.to("P08")) == 1
