"""Every call of the contract, asked by everybody, gets an answer the contract allows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.speaker import PIN, Api, Caller

pytestmark = pytest.mark.long

PINS = {"+8562010000014": (PIN, "5182", "6293")}

READS = (
    "/me", "/me/book", "/me/hospital-entitlement", "/me/family", "/me/contributions/summary", "/me/contributions",
    "/me/contributions?from=2025-01&to=2025-12&limit=5", "/me/benefits", "/me/claims", "/me/old-age-balance", "/me/preferences",
    "/me/access-log", "/me/benefits/sickness", "/me/benefits/sickness?what_if=skip_three_months",
    "/me/benefits/unemployment?what_if=laid_off", "/me/benefits/old_age?what_if=pay_each_month",
)  # fmt: skip


def everybody(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.call("GET", "/sandbox/personas").body
    return [persona for persona in found if persona["msisdn"]]


def test_everybody_opens_a_session_and_asks_everything(either: Api) -> None:
    numbers = sorted({persona["msisdn"] for persona in everybody(either)})
    assert len(numbers) > 40
    for number in numbers:
        caller = either.open(number)
        for position, _ in enumerate(caller.session["members"]):
            caller.select(position)
            _asks_everything(caller)
            caller.step_up(PINS.get(number, (PIN,) * 3)[position])
            _asks_everything(caller)
        if not caller.session["members"]:
            _asks_everything(caller)


def _asks_everything(caller: Caller) -> None:
    answers = [caller.get(path) for path in READS]
    assert all(said.status < 500 or said.code == "capability_unavailable" for said in answers)


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_health_asks_for_no_credential(api: Api, path: str) -> None:
    assert api.send("GET", path).body["status"] == "ok"


@pytest.mark.parametrize(
    "path",
    ["hospitals", "hospitals?province=VTE", "offices", "contacts", "announcements", "benefit-types", "contribution-schemes"],
)
def test_what_is_published_can_be_read_by_any_channel(api: Api, path: str) -> None:
    said = api.call("GET", f"/reference/{path}")
    assert said.status == 200
    assert said.body["items"]


def test_the_contacts_are_those_of_the_notice(api: Api) -> None:
    assert [contact["phones"] for contact in api.call("GET", "/reference/contacts").body["items"]] == [
        ["+8562077982994"],
        ["+85621243725", "+8562076092556", "+8562059641659"],
    ]


def test_a_channel_without_its_token_hears_nothing(api: Api) -> None:
    assert api.send("GET", "/capabilities", headers={"X-Purpose": "self_service"}).code == "unauthorized"
    assert api.send("GET", "/capabilities", headers={"X-Purpose": "self_service", "Authorization": "Bearer wrong"}).code == "unauthorized"
    assert api.give_token(secret="wrong").code == "invalid_client"


def test_a_channel_that_says_no_purpose_hears_nothing(api: Api) -> None:
    assert api.send("GET", "/capabilities", headers={"Authorization": f"Bearer {api.token}"}).code == "purpose_required"


def test_a_caller_without_a_token_or_with_an_old_one_is_nobody(api: Api) -> None:
    caller = api.proven("P02")
    assert api.call("GET", "/me").code == "unauthorized"
    api.advance(15 * 60)
    assert caller.get("/me").code == "unauthorized"


def test_the_channel_token_ends_and_a_new_one_is_given(api: Api) -> None:
    api.advance(3600)
    assert api.call("GET", "/capabilities").code == "unauthorized"
    assert Api(api.url).call("GET", "/capabilities").status == 200


def test_what_is_not_of_the_shape_is_refused_naming_the_field(api: Api) -> None:
    said = api.call("POST", "/caller-sessions", {"msisdn": "2010000002", "channel": "ussd"})
    assert (said.status, said.code, said.body["params"]) == (422, "invalid_request", {"field": "msisdn"})
    number_with_a_line_break = {"msisdn": "+8562010000002\n", "channel": "ussd"}
    assert api.call("POST", "/caller-sessions", number_with_a_line_break).code == "invalid_request"
