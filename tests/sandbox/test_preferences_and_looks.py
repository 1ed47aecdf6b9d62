"""Preferences, the access log, registrations and cases."""

from __future__ import annotations

from tests.sandbox.speaker import Api


def test_the_language_of_a_number_is_kept_also_when_it_is_nobodys(api: Api) -> None:
    assert api.open("P16").session["language"] is None
    assert api.open("P16").put("/me/preferences", {"language": "lo", "script": "Latn"}).status == 200
    again = api.open("P16")
    assert (again.session["language"], again.session["script"]) == ("lo", "Latn")


def test_what_others_may_see_takes_the_pin(api: Api) -> None:
    caller = api.open("P08")
    assert caller.put("/me/preferences", {"reminders": False}).body["reminders"] is False
    for name in ("discreet", "public_lookup", "sms_amounts"):
        assert caller.put("/me/preferences", {name: True}).code == "step_up_required"
    assert api.open("P16").put("/me/preferences", {"reminders": False}).code == "number_not_on_file"


def test_every_look_is_in_the_log_and_the_log_says_so(api: Api) -> None:
    caller = api.proven("P02")
    for path in ("/me", "/me/hospital-entitlement", "/me/contributions", "/me/benefits", "/me/book", "/me/claims"):
        caller.get(path)
    looks = caller.get("/me/access-log").body["items"]
    assert [look["what"] for look in looks] == ["claims", "book", "benefits", "contributions", "hospital", "identity"]
    assert {(look["who"], look["channel"], look["purpose"], look["masked_msisdn"]) for look in looks} == {
        ("self", "ussd", "self_service", "***02")
    }
    assert caller.get("/me/access-log").body["items"][0]["what"] == "access_log"


def test_a_refused_look_is_none(api: Api) -> None:
    caller = api.open("P01")
    caller.get("/me/benefits")
    assert caller.get("/me/access-log").body["items"] == []


def test_a_dependant_sees_that_the_head_of_the_family_looked(api: Api) -> None:
    api.open("P01").get("/me/family")
    [look] = api.open("P12").get("/me/access-log").body["items"]
    assert (look["who"], look["what"], look["masked_msisdn"]) == ("family", "hospital", "***01")


def test_the_log_comes_page_by_page(api: Api) -> None:
    caller = api.proven("P02")
    for _ in range(5):
        caller.get("/me")
    first = caller.get("/me/access-log?limit=3").body
    second = caller.get(f"/me/access-log?limit=3&cursor={first['next_cursor']}").body
    times = [look["at"] for look in first["items"] + second["items"]]
    assert times == sorted(times, reverse=True)


def test_a_registration_gets_the_same_words_for_any_number(api: Api) -> None:
    caller = api.open("P31")
    said = [caller.make("/phone-registrations", {"member_no": number}) for number in ("905498010", "906828173", "900000010")]
    words = [{name: value for name, value in answer.body.items() if name != "ref" and not name.endswith("at")} for answer in said]
    assert {answer.status for answer in said} == {202}
    assert words[0].keys() == words[1].keys() == words[2].keys()
    assert {word["state"] for word in words} == {"received"}
    ref = said[0].body["ref"]
    assert caller.get(f"/phone-registrations/{ref}").body["state"] == "received"
    assert api.open("P16").get(f"/phone-registrations/{ref}").code == "not_found"


def test_registrations_are_rationed(api: Api) -> None:
    caller = api.open("P31")
    said = [caller.make("/phone-registrations", {"member_no": "905498010"}).code for _ in range(6)]
    assert said == [""] * 5 + ["rate_limited"]


def test_a_forged_sms_blocks_nobody_at_once(api: Api) -> None:
    assert api.open("P08", "sms").make("/me/phone-block").status == 202
    assert api.open("P08").session["level"] == "L1"


def test_a_case_tells_where_it_stands_and_never_what_was_said(api: Api) -> None:
    case = api.open("P47").make("/cases", {"kind": "join", "text": "ຢາກເຂົ້າ\0 canary", "language": "lo"}).body
    read = api.open("P16").get(f"/cases/{case['ref']}")
    assert read.body["state"] == "received"
    assert b"canary" not in read.raw
