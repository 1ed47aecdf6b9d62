"""Who is calling: what a number proves, and what it never tells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.speaker import Api

VOLATILE = ("id", "caller_token", "as_of", "expires_at")


def plain(session: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in session.items() if name not in VOLATILE}


def test_a_member_on_her_own_phone_is_selected_and_masked(api: Api) -> None:
    session = api.open("P02").session
    assert (session["level"], session["classes"], session["pin_set"], session["language"]) == ("L1", ["employee"], True, "lo")
    assert session["member"]["masked_name"] == {"lo": "ແກ້*** ວົ***", "latin": "K*** V***"}


@pytest.mark.parametrize("who", ["P24", "P31", "P34", "+66812345678"], ids=["restricted", "new number", "recycled", "abroad"])
def test_whom_the_institution_does_not_know_gets_the_session_of_an_unknown_number(api: Api, who: str) -> None:
    unknown, caller = api.open("P16"), api.open(who)
    assert plain(caller.session) == plain(unknown.session)
    assert caller.session["level"] == "L0"
    for path in ("/me", "/me/book", "/me/hospital-entitlement", "/me/claims/4000000012"):
        assert caller.get(path).raw == unknown.get(path).raw


def test_a_changed_sim_opens_nothing_for_72_hours(api: Api) -> None:
    caller = api.open("P32")
    assert (caller.session["level"], caller.session["members"], caller.session["hold"]["code"]) == ("L0", [], "sim_swap_hold")
    assert caller.get("/me").code == "sim_swap_hold"
    assert caller.step_up().code == "sim_swap_hold"
    assert caller.make("/otp-challenges", {"purpose": "set_pin"}).code == "sim_swap_hold"
    api.advance(72 * 3600)
    assert Api(api.url).open("P32").session["level"] == "L1"


def test_several_members_on_a_number_are_chosen_by_masked_name(api: Api) -> None:
    caller = api.open("P14")
    assert [member["classes"] for member in caller.session["members"]] == [["voluntary"], ["dependant"], ["pensioner"]]
    assert caller.session["member"] is None
    assert caller.get("/me/hospital-entitlement").code == "number_shared"
    assert caller.step_up().code == "number_shared"
    caller.select(0)
    assert caller.get("/me/hospital-entitlement").status == 200
    assert caller.get("/me/family").code == "step_up_required"
    assert caller.get("/me/access-log").code == "step_up_required"


def test_each_member_on_a_shared_number_has_a_pin_of_her_own(api: Api) -> None:
    caller = api.open("P14")
    caller.select(1)
    assert caller.step_up("4071").code == "step_up_failed"
    assert caller.step_up("5182").body["level"] == "L2"
    # The PIN of one opens nothing of another.
    caller.select(2)
    assert caller.session["level"] == "L1"
    assert caller.get("/me/claims").code == "step_up_required"


def test_a_member_who_is_not_on_the_number_cannot_be_chosen(api: Api) -> None:
    other = api.open("P08").session["member"]["member_ref"]
    caller = api.open("P14")
    assert caller.post(f"/caller-sessions/{caller.session['id']}/select", {"member_ref": other}).code == "not_found"


def test_one_callers_token_opens_no_other_session(api: Api) -> None:
    mine, other = api.open("P02"), api.open("P08")
    assert mine.post(f"/caller-sessions/{other.session['id']}/step-up", {"pin": "4071"}).code == "not_found"


def test_an_employers_contact_who_is_employed_has_both_roles(api: Api) -> None:
    assert api.open("P22").session["classes"] == ["employer"]
    assert api.open("P23").session["classes"] == ["employee", "employer"]


def test_an_sms_proves_less_than_a_dialled_session(api: Api) -> None:
    assert api.open("P02", "sms").session["level"] == "L1w"


def test_a_chat_proves_nothing_until_its_person_did_and_agreed(api: Api) -> None:
    caller = api.open("P02", "telegram", "chat-1")
    assert plain(caller.session) == plain(api.open("P16", "telegram", "chat-1").session)
    challenge = caller.make("/otp-challenges", {"purpose": "bind_chat"}).body
    path = f"/otp-challenges/{challenge['id']}/verify"
    assert caller.post(path, {"code": caller.code()}).code == "forbidden"
    assert caller.post(path, {"code": caller.code(), "agrees": True}).status == 200
    assert caller.get("/me").body["name"] is None
    assert api.open("P02", "telegram", "chat-1").session["level"] == "L1"
    assert api.open("P02", "telegram", "chat-2").session["level"] == "L0"


def test_a_chat_that_names_a_number_learns_nothing_of_it(api: Api) -> None:
    for who in ("P02", "P14", "P16", "P24", "P32"):
        caller = api.open(who, "telegram", "guesser")
        assert caller.session["members"] == []
        assert caller.session["hold"] is None
        assert caller.make("/otp-challenges", {"purpose": "set_pin"}).status == 202
        assert caller.make("/otp-challenges", {"purpose": "bind_chat"}).status == 202


def test_a_record_blocked_from_its_own_phone_is_closed_at_once(api: Api) -> None:
    caller, second = api.proven("P08"), api.open("P08")
    assert caller.make("/me/phone-block").status == 202
    assert caller.get("/me").code == "number_not_on_file"
    assert second.get("/me").code == "number_not_on_file"
    assert api.open("P08").session["level"] == "L0"


def test_names_are_whole_only_with_the_pin(api: Api) -> None:
    caller = api.open("P02")
    before = caller.get("/me").body
    assert (before["name"], before["member_no"], before["birth_date"], before["memberships"][0]["employer"]) == (None,) * 4
    caller.step_up()
    assert caller.get("/me").body["name"]["latin"] == "Keo Vongsavan"
