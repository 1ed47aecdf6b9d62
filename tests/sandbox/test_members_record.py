"""What members read of their own record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.speaker import Api


def hospital(api: Api, who: str) -> dict[str, Any]:
    body: dict[str, Any] = api.open(who).get("/me/hospital-entitlement").body
    return body


def test_the_five_facts_of_a_hospital(api: Api) -> None:
    facts = hospital(api, "P02")
    assert (facts["valid_today"], facts["valid_until"], facts["state"], facts["family_count"]) == (True, None, "covered", 1)
    assert facts["hospital"]["name"]["latin"]
    assert facts["elsewhere"]["code"] == "emergency_only"


def test_cover_runs_on_after_a_job(api: Api) -> None:
    facts = hospital(api, "P05")
    assert (facts["valid_today"], facts["state"]) == (True, "tail_cover")
    assert facts["valid_until"] > "2026-11-22"


@pytest.mark.parametrize(("who", "code"), [("P10", "coverage_ended"), ("P38", "no_entitlement")])
def test_who_has_no_hospital_is_told_why(api: Api, who: str, code: str) -> None:
    assert hospital(api, who)["code"] == code


def test_a_hospital_that_lost_its_contract_must_be_chosen_again(api: Api) -> None:
    facts = hospital(api, "P39")
    assert (facts["state"], facts["hospital"]["contracted"]) == ("must_choose_again", False)
    assert facts["contract_ended_on"] <= "2026-11-22"


def test_a_child_is_covered_until_it_is_grown(api: Api) -> None:
    [child] = api.open("P02").get("/me/family").body["items"]
    assert (child["covered_today"], child["valid_until"], child["ends_because"]) == (True, "2026-12-14", "age_limit")
    api.advance(23 * 24 * 3600)
    [grown] = Api(api.url).open("P02").get("/me/family").body["items"]
    assert grown["covered_today"] is False


def test_31_months_of_a_garment_worker(api: Api) -> None:
    summary = api.proven("P02").get("/me/contributions/summary").body
    counts = [summary[name] for name in ("months_total", "months_last_12", "months_last_24", "months_last_36")]
    assert counts == [31, 12, 24, 31]
    assert summary["years"] == [{"year": 2026, "months": 10}, {"year": 2025, "months": 12}, {"year": 2024, "months": 9}]
    assert summary["next_due"] is None


def test_months_come_page_by_page_and_are_all_there(api: Api) -> None:
    caller = api.proven("P02")
    seen: list[str] = []
    cursor = ""
    while True:
        page = caller.get(f"/me/contributions?limit=7{cursor}").body
        seen += [item["period"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 31
    assert seen == sorted(seen, reverse=True)


def test_missing_months_become_one_case(api: Api) -> None:
    caller = api.proven("P04")
    missing = caller.get("/me/contributions/summary").body["gaps"]
    assert missing == ["2025-11", "2025-12", "2026-01"]
    case = caller.make("/me/contribution-gaps", {"periods": missing}).body
    assert api.open("P16").get(f"/cases/{case['ref']}").body["kind"] == "missing_months"
    after = caller.get("/me/contributions/summary").body
    assert (after["gaps"], after["disputed"]) == ([], missing)
    again = caller.make("/me/contribution-gaps", {"periods": ["2025-12"]})
    assert (again.code, again.body["params"]) == ("duplicate", {"ref": case["ref"]})


def test_two_jobs_in_a_month_count_once(api: Api) -> None:
    page = api.proven("P29").get("/me/contributions?limit=120").body
    doubled = [item for item in page["items"] if len(item["parts"]) == 2]
    assert doubled
    summary = api.proven("P29").get("/me/contributions/summary").body
    assert summary["months_total"] == sum(item["counts"] for item in page["items"])


def test_money_on_its_way_is_not_yet_a_month(api: Api) -> None:
    summary = api.proven("P40").get("/me/contributions/summary").body
    assert summary["pending"]
    assert not set(summary["pending"]) & set(summary["gaps"])


def test_a_market_seller_two_months_behind_is_told_what_is_due(api: Api) -> None:
    due = api.proven("P09").get("/me/contributions/summary").body["next_due"]
    assert due["months_behind"] == 2
    assert int(due["amount"]["value"]) >= 108_000


def test_history_by_class(api: Api) -> None:
    by_class = api.proven("P30").get("/me/contributions/summary").body["by_class"]
    assert [entry["class"] for entry in by_class] == ["voluntary", "civil_servant"]


@pytest.mark.parametrize(
    ("who", "benefit", "state", "have", "need"),
    [
        ("P02", "unemployment", "likely", 24, 12),
        ("P03", "sickness", "not_yet", 2, 3),
        ("P06", "birth", "not_yet", 8, 9),
        ("P07", "birth", "likely", 9, 9),
    ],
)
def test_benefits_with_have_and_need(api: Api, who: str, benefit: str, state: str, have: int, need: int) -> None:
    found = api.proven(who).get(f"/me/benefits/{benefit}").body["assessment"]
    assert (found["state"], found["have"], found["need"]) == (state, have, need)


def test_what_if_says_until_when_to_pay(api: Api) -> None:
    said = api.proven("P06").get("/me/benefits/birth?what_if=skip_this_month").body
    assert said["what_if"]["state"] == "not_yet"
    assert said["what_if"]["ready_on"] > said["assessment"]["ready_on"]
    assert said["what_if"]["last_safe_payment_day"] >= "2026-11-22"


# The second wage is above the ceiling: 15,000 in the guide of 2021, which gave 7,500 and 4,500; 17,500 since January 2026.
@pytest.mark.parametrize(("number", "half", "third"), [("+8562010000044", "5000", "3000"), ("+8562010000144", "8750", "5250")])
def test_the_thai_example_of_s97(api: Api, number: str, half: str, third: str) -> None:
    caller = api.proven(number)
    for scenario, expected in (("laid_off", half), ("resigned", third)):
        what_if = caller.get(f"/me/benefits/unemployment?what_if={scenario}").body["what_if"]
        assert what_if["payment"]["per_month"]["value"].removesuffix(".00") == expected


def test_a_claim_says_how_much_and_when(api: Api) -> None:
    claim = next(item for item in api.proven("P27").get("/me/claims").body["items"] if item["state"] == "approved")
    assert (claim["amount"]["value"], claim["pay_on"], claim["next_step"]) == ("1240000", "2026-11-28", "wait_for_transfer")
    stranger = api.proven("P02")
    assert stranger.get(f"/me/claims/{claim['ref']}").raw == stranger.get("/me/claims/4000000012").raw


def test_a_refused_claim_can_be_appealed(api: Api) -> None:
    [claim] = api.proven("P28").get("/me/claims").body["items"]
    assert (claim["state"], claim["next_step"]) == ("rejected", "appeal")
    assert claim["rejected_because"]
    assert claim["appeal_until"] > "2026-11-22"


def test_an_old_age_account_where_the_scheme_has_one(api: Api) -> None:
    assert api.proven("P02").get("/me/old-age-balance").code == "capability_unavailable"
    thai = api.proven("+8562010000044")
    assert thai.session["features"]["old_age_balance"] is True
    assert thai.get("/me/old-age-balance").body["balance"] == {"value": "48600", "currency": "THB"}


def test_the_book_of_who_may_not_see_months_leaves_them_out(api: Api) -> None:
    teacher = api.proven("P01").get("/me/book").body
    assert (teacher["social_insurance"]["months_total"], teacher["unemployment_insurance"]) == (None, None)
    assert api.proven("P02").get("/me/book").body["social_insurance"]["months_total"] == 31
