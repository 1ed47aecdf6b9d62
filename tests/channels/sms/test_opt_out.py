"""Who opts out at the gateway is left alone, and the backend knows: also when this service has forgotten all it knew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from redis import Redis

from tests import processes
from tests.channels.sms.texter import SECRETS, inbox, post
from tests.jobs.outboxes import everything
from tests.jobs.post_office import PostOffice, sms_gateway
from tests.sandbox.speaker import msisdn_of

WEEK_BEFORE = "2026-12-08 10:00"


@pytest.fixture
def office(redis_server: str, sandbox_url: str) -> Iterator[PostOffice]:
    with sms_gateway() as gateway:
        yield PostOffice(redis_server, sandbox_url, gateway)


@contextmanager
def working(office: PostOffice, *module: str) -> Iterator[None]:
    with processes.running([sys.executable, "-m", *module], office.environ, lambda: True):
        yield


@contextmanager
def serving(office: PostOffice) -> Iterator[str]:
    """The address of the service."""
    more = {**SECRETS, "SMS_URL": office.gateway.url}
    # None of them is `port`, which mypy cannot know of a dictionary.
    with processes.service(office.redis_url, office.backend_url, **more) as service:  # type: ignore[arg-type]
        yield service


def opts_out(office: PostOffice, who: str = "P08") -> None:
    with serving(office) as service:
        form = {"senderId": "LSSO", "phoneNumber": msisdn_of(who)}
        assert post(service, form, "/sms/africastalking/demo/optout") == 200


def wants_reminders(office: PostOffice, who: str) -> bool:
    return bool(office.api.open(who).get("/me/preferences").body["reminders"])


def test_it_becomes_the_preference_of_the_member_and_outlives_the_store(office: PostOffice, redis_client: Redis) -> None:
    opts_out(office)
    with working(office, "jobs"):
        processes.wait_until(lambda: not wants_reminders(office, "P08"), what="the backend knowing")
    redis_client.flushall()
    office.at(WEEK_BEFORE)
    office.reminds()
    assert office.gateway.to("P08") == []
    assert office.gateway.to("P41") != []


def test_a_hint_that_was_lost_is_made_up_for_by_the_sweep(office: PostOffice, redis_client: Redis) -> None:
    opts_out(office)
    redis_client.delete("rq:queue:later")
    with working(office, "jobs.sweep"):
        processes.wait_until(lambda: not wants_reminders(office, "P08"), what="the sweep telling the backend")
        processes.wait_until(lambda: not redis_client.exists("o:opted-out:untold"), what="nothing being owed")


def test_with_the_backend_away_it_stays_owed(office: PostOffice, redis_client: Redis) -> None:
    opts_out(office)
    away = {"BACKEND_URL": f"http://127.0.0.1:{processes.free_port()}"}
    office.does("from errands import opt_outs\nopt_outs()", **away)
    assert redis_client.hlen("o:opted-out:untold") == 1
    assert b"2010000008" not in everything(redis_client)
    office.does("from errands import opt_outs\nopt_outs()")
    assert redis_client.hlen("o:opted-out:untold") == 0
    assert not wants_reminders(office, "P08")


def test_a_shared_number_is_left_alone_for_all_on_it(office: PostOffice) -> None:
    opts_out(office, "P14")
    office.does("from errands import opt_outs\nopt_outs()")
    caller = office.api.open("P14")
    for position in range(3):
        assert caller.select(position).status == 200
        assert caller.get("/me/preferences").body["reminders"] is False


def test_start_by_sms_takes_it_back_at_both(office: PostOffice, redis_client: Redis) -> None:
    opts_out(office)
    office.does("from errands import opt_outs\nopt_outs()")
    with serving(office) as service:
        assert post(service, inbox(msisdn_of("P08"), "START")) == 200
        with working(office, "jobs", "replies"):
            processes.wait_until(lambda: bool(office.gateway.to("P08")), what="the answer")
    assert wants_reminders(office, "P08")
    assert redis_client.zcard("o:opted-out") == 0
