"""What people are to be told unasked: true at that moment, only to who wants it, and each once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.sandbox.speaker import Api, Said, msisdn_of

pytestmark = pytest.mark.long

WEEK_BEFORE, DAY_BEFORE, DUE_DAY, DAY_AFTER = (f"2026-12-{day}T02:00:00Z" for day in ("08", "14", "15", "16"))


def at(api: Api, moment: str) -> Api:
    """At that moment, with a token that is good then."""
    assert api.send("POST", "/sandbox/clock", f'{{"now": "{moment}"}}'.encode()).status == 200
    return Api(api.url)


def due(api: Api, who: str = "", kind: str = "") -> list[dict[str, Any]]:
    found, cursor = [], ""
    while True:
        said = api.call("GET", f"/notifications/due?limit=7{cursor}").body
        found += said["items"]
        if not said["next_cursor"]:
            break
        cursor = f"&cursor={said['next_cursor']}"
    assert len({one["id"] for one in found}) == len(found)
    return [one for one in found if who in {"", one["msisdn"]} and kind in {"", one["kind"]}]


def of(api: Api, persona: str, kind: str = "") -> list[dict[str, Any]]:
    return due(api, msisdn_of(persona), kind)


def report(api: Api, name: str, state: str) -> Said:
    return api.call("POST", "/notifications/dispatch-results", {"id": name, "state": state}, Idempotency_Key=str(uuid4()))


def test_on_an_ordinary_day_nobody_is_told_anything(either: Api) -> None:
    assert due(either) == []


def test_a_month_is_told_of_a_week_before_it_is_due_and_a_day(either: Api) -> None:
    [week] = of(at(either, WEEK_BEFORE), "P08")
    assert (week["kind"], week["period"], week["due_on"], week["amount"]) == ("contribution.due", "2026-11", "2026-12-15", None)
    [day] = of(at(either, DAY_BEFORE), "P08")
    assert day["id"] != week["id"]
    assert of(at(either, DUE_DAY), "P08") == [day]
    assert of(at(either, DAY_AFTER), "P08") == []


def test_who_has_paid_is_not_told_and_an_employee_never_pays(api: Api) -> None:
    later = at(api, WEEK_BEFORE)
    assert of(later, "P40") == []
    assert of(later, "P02", "contribution.due") == []


def test_the_amount_is_told_to_who_agreed(api: Api) -> None:
    later = at(api, WEEK_BEFORE)
    later.proven("P08").put("/me/preferences", {"sms_amounts": True})
    assert of(later, "P08")[0]["amount"] == {"value": "108000", "currency": "LAK"}


def test_who_wants_no_reminders_gets_none_of_any_kind(api: Api) -> None:
    later = at(api, WEEK_BEFORE)
    [told] = of(later, "P08")
    later.open("P08").put("/me/preferences", {"reminders": False})
    assert of(later, "P08") == []
    assert report(later, told["id"], "sending").code == "not_found"


def test_a_recycled_number_and_a_soldier_are_told_nothing(api: Api) -> None:
    later = at(api, DAY_BEFORE)
    assert [len(of(later, who)) for who in ("P24", "P34")] == [0, 0]
    assert of(later, "P32") != []


def test_a_held_sim_is_told_nothing_until_the_hold_is_over(api: Api) -> None:
    asked = api.open("P32").make("/phone-registrations", {"member_no": "907906903"}).body
    assert api.call("POST", "/sandbox/decisions", {"ref": asked["ref"], "state": "declined"}).status == 200
    assert of(api, "P32") == []
    # Its SIM changed on the 21st at 15:30 in Vientiane.
    assert len(of(at(api, "2026-11-24T08:31:00Z"), "P32")) == 1


def test_each_is_told_in_the_language_on_file(api: Api) -> None:
    later = at(api, WEEK_BEFORE)
    assert [(of(later, who)[0]["language"], of(later, who)[0]["script"]) for who in ("P08", "P20", "P36", "P38")] == [
        ("lo", "Laoo"), ("lo", "Latn"), ("hmn", "Latn"), (None, None),
    ]  # fmt: skip
    assert [of(later, who)[0]["discreet"] for who in ("P20", "P21")] == [False, True]


def test_cover_that_ends_is_told_also_to_the_head_of_who_has_no_phone(api: Api) -> None:
    [own] = of(at(api, "2027-02-20T02:00:00Z"), "P26", "coverage.ending")
    assert (own["ends_on"], own["family"]) == ("2027-02-28", False)
    family = [one for one in of(at(api, "2026-12-10T02:00:00Z"), "P02", "coverage.ending") if one["family"]]
    assert len(family) == 1
    assert len(of(at(api, "2027-02-26T02:00:00Z"), "P26", "coverage.ending")) == 1


def test_a_month_that_an_employer_let_pass_is_told_to_the_worker(api: Api) -> None:
    [missed] = of(at(api, DAY_AFTER), "P02", "employer.month_missing")
    assert missed["period"] == "2026-11"
    assert of(at(api, "2026-12-30T02:00:00Z"), "P02", "employer.month_missing") == []
    assert of(at(api, DAY_AFTER), "P01", "employer.month_missing") == []


def test_a_benefit_within_reach_is_told_once_and_not_which(api: Api) -> None:
    [one] = of(at(api, "2026-11-12T02:00:00Z"), "P07", "benefit.reached")
    [again] = of(at(api, "2026-11-15T02:00:00Z"), "P07", "benefit.reached")
    assert again == one
    assert {name for name, value in one.items() if value not in {None, False}} == {"id", "kind", "msisdn", "language", "script", "state"}
    assert of(at(api, "2026-11-15T02:00:00Z"), "P06", "benefit.reached") == []


def test_a_claim_that_moves_is_told_by_its_number_alone(either: Api) -> None:
    api = either
    assert of(api, "P28") == []
    assert api.call("POST", "/sandbox/decisions", {"ref": "7290527444", "state": "approved"}).status == 200
    [moved] = of(api, "P28")
    assert (moved["kind"], moved["ref"], moved["period"], moved["amount"]) == ("claim.updated", "7290527444", None, None)
    assert of(at(api, "2026-11-27T02:00:00Z"), "P28") == []


@pytest.mark.parametrize("state", ["approved", "declined"])
def test_who_asked_for_a_number_to_be_recorded_is_told_when_it_is_decided(api: Api, state: str) -> None:
    asked = api.open("P31").make("/phone-registrations", {"member_no": "905142592"}).body
    assert of(api, "P31") == []
    assert api.call("POST", "/sandbox/decisions", {"ref": asked["ref"], "state": state}).body["kind"] == "phone_registration"
    [decided] = of(api, "P31")
    assert (decided["kind"], decided["ref"]) == ("phone_registration.decided", asked["ref"])
    assert (api.open("P31").session["level"] == "L1") == (state == "approved")


@pytest.mark.parametrize(("state", "hospital"), [("approved", "H01"), ("declined", "H08")])
def test_a_change_of_hospital_is_told_when_it_is_decided_and_not_how(either: Api, state: str, hospital: str) -> None:
    api = either
    asked = api.call("POST", "/sandbox/hospital-changes", {"member_no": "907504864", "hospital": "H01"}).body
    assert (asked["kind"], asked["state"]) == ("hospital_change", "in_review")
    assert of(api, "P39") == []
    assert api.call("POST", "/sandbox/decisions", {"ref": asked["ref"], "state": state}).body["kind"] == "hospital_change"
    [decided] = of(api, "P39")
    assert (decided["kind"], decided["ref"]) == ("hospital_change.decided", asked["ref"])
    assert api.open("P39").get("/me/hospital-entitlement").body["hospital"]["id"] == hospital
    # Decided in error, and looked at again.
    api.call("POST", "/sandbox/decisions", {"ref": asked["ref"], "state": "in_review"})
    assert report(api, decided["id"], "sending").code == "not_found"
    assert of(at(api, "2026-11-26T02:00:00Z"), "P39") == []


def test_a_change_to_no_hospital_and_of_nobody_is_not_taken(api: Api) -> None:
    for member_no, hospital in (("907504864", "H99"), ("900000001", "H01")):
        assert api.call("POST", "/sandbox/hospital-changes", {"member_no": member_no, "hospital": hospital}).code == "not_found"


def test_what_nobody_asked_for_cannot_be_decided(api: Api) -> None:
    assert api.call("POST", "/sandbox/decisions", {"ref": "4000000012", "state": "approved"}).code == "not_found"
    assert api.call("POST", "/sandbox/decisions", {"ref": "7290527444", "state": "declined"}).code == "invalid_request"


def test_a_notification_is_in_one_hand_at_a_time_and_sent_once(either: Api) -> None:
    api = at(either, WEEK_BEFORE)
    [told] = of(api, "P08")
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: report(api, told["id"], "sending"), range(16)))
    assert Counter(answer.code for answer in said) == {"": 1, "duplicate": 15}
    [taken] = [answer.body for answer in said if not answer.code]
    assert taken["notification"] == told | {"state": "sending"}
    assert of(api, "P08") == []
    assert report(api, told["id"], "failed").body["state"] == "owed"
    assert len(of(api, "P08")) == 1
    assert report(api, told["id"], "sending").body["state"] == "sending"
    sent = report(api, told["id"], "sent").body
    assert (sent["state"], sent["notification"]) == ("sent", None)
    assert report(api, told["id"], "sending").code == "duplicate"
    assert of(api, "P08") == []


def test_a_report_under_the_same_key_is_one_report(api: Api) -> None:
    later = at(api, WEEK_BEFORE)
    [told] = of(later, "P08")
    asked = {"id": told["id"], "state": "sending"}
    first, again = (later.call("POST", "/notifications/dispatch-results", asked, Idempotency_Key="one-key-of-ours") for _ in range(2))
    assert first.status == 200
    assert again.raw == first.raw
    assert later.call("POST", "/notifications/dispatch-results", asked).code == "idempotency_key_missing"


def test_what_was_not_taken_in_hand_was_not_sent(api: Api) -> None:
    later = at(api, WEEK_BEFORE)
    [told] = of(later, "P08")
    assert report(later, told["id"], "sent").code == "not_found"
    assert report(later, "ntf_unknown1", "sending").code == "not_found"
