"""The sender of an SMS (L1w) is told counts, masked names and no amount; less than who dials and proves the PIN."""

from __future__ import annotations

import pytest

from tests.sandbox.speaker import Api


def test_the_sender_of_an_sms_is_known_at_l1w(api: Api) -> None:
    assert api.open("P02", "sms").session["level"] == "L1w"
    assert api.open("P16", "sms").session["level"] == "L0"


def test_months_are_counted_without_a_pin_by_sms_only(api: Api) -> None:
    whole, told = api.proven("P02").get("/me/contributions/summary").body, api.open("P02", "sms").get("/me/contributions/summary").body
    for counted in ("months_total", "months_last_12", "months_last_24", "months_last_36", "first_period", "last_period", "pending"):
        assert told[counted] == whole[counted]
    assert (told["years"], told["by_class"], told["gaps"], told["disputed"], told["last_posted_on"]) == ([], [], [], [], None)
    for channel in ("ussd", "hotline"):
        assert api.open("P02", channel).get("/me/contributions/summary").code == "step_up_required"


def test_the_amount_due_is_told_to_who_has_switched_amounts_on(api: Api) -> None:
    texting = api.open("P08", "sms")
    due = texting.get("/me/contributions/summary").body["next_due"]
    assert due["amount"] is None
    assert due["due_on"]
    assert api.proven("P08").put("/me/preferences", {"sms_amounts": True}).status == 200
    assert texting.get("/me/contributions/summary").body["next_due"]["amount"] == {"value": "108000", "currency": "LAK"}


@pytest.mark.parametrize("path", ["/me/contributions", "/me/benefits", "/me/claims", "/me/book"])
def test_all_else_that_is_personal_needs_the_pin(api: Api, path: str) -> None:
    assert api.open("P02", "sms").get(path).code == "step_up_required"


def test_a_class_that_may_not_see_months_may_not_by_sms(api: Api) -> None:
    assert api.open("P01", "sms").get("/me/contributions/summary").code == "not_in_class"


def test_on_a_shared_number_months_need_the_pin_also_by_sms(api: Api) -> None:
    caller = api.open("P14", "sms")
    assert caller.select(0).status == 200
    assert caller.get("/me/contributions/summary").code == "step_up_required"
    assert caller.get("/me/hospital-entitlement").status == 200


def test_the_look_is_in_the_log_as_one_by_sms(api: Api) -> None:
    api.open("P02", "sms").get("/me/contributions/summary")
    [look] = api.open("P02").get("/me/access-log").body["items"]
    assert (look["what"], look["channel"]) == ("contributions", "sms")
