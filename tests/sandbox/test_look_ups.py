"""Looking up somebody else: the hospital and nothing more, and no way to find out who exists."""

from __future__ import annotations

import time
from statistics import median

import pytest

from sandbox.policy.references import luhn_digit
from tests.sandbox.speaker import Api, Caller, Said

KEO = "905498010"
HIDDEN = {
    "unknown": "900000" + "01" + luhn_digit("90000001"),
    "check digit wrong": "905498011",
    "restricted": "906828173",
    "dead": "906040159",
    "ended": "P10",
    "switched off": "P21",
}


def look(caller: Caller, member_no: str) -> Said:
    return caller.post("/entitlement-lookups", {"member_no": member_no})


def number_of(api: Api, who: str) -> str:
    personas = {persona["persona"]: persona["member_no"] for persona in api.call("GET", "/sandbox/personas").body}
    return str(personas.get(who, who))


def test_the_public_sees_masked_name_hospital_and_a_family_without_names(api: Api) -> None:
    said = look(api.open("P16"), KEO)
    assert said.body["masked_name"] == {"lo": "ແກ້*** ວົ***", "latin": "K*** V***"}
    assert said.body["entitled_today"] is True
    assert set(said.body["hospital"]) == {"name", "province", "phone"}
    assert [set(member) for member in said.body["family"]] == [{"number", "entitled_today", "hospital"}]
    for secret in ("Vongsavan", "1997", "Garment", "employee", "la_", "spouse", "child", "2024"):
        assert secret not in said.raw.decode()


@pytest.mark.parametrize("why", HIDDEN)
def test_whoever_may_not_be_seen_gives_the_same_bytes_as_nobody(either: Api, why: str) -> None:
    caller = either.open("P16")
    nobody, hidden = look(caller, HIDDEN["unknown"]), look(caller, number_of(either, HIDDEN[why]))
    assert (hidden.status, hidden.raw) == (404, nobody.raw)
    assert {name for name in hidden.headers if name != "date"} == {name for name in nobody.headers if name != "date"}


@pytest.mark.alone
def test_whoever_may_not_be_seen_takes_the_same_time_as_nobody(api: Api) -> None:
    kinds = {"unknown": HIDDEN["unknown"], "restricted": HIDDEN["restricted"], "ended": number_of(api, "P10"), "seen": KEO}
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    # In turns, so that a busy moment of the machine falls on all of them alike.
    for turn in range(30):
        for kind, member_no in kinds.items():
            if turn % 10 == 0:
                # Each number may be asked for ten times a day.
                api.advance(24 * 3600)
                api = Api(api.url)
            caller = api.open(f"+85620109{turn:02}{len(taken[kind]):03}")
            begun = time.perf_counter()
            look(caller, member_no)
            taken[kind].append(time.perf_counter() - begun)
    typical = {kind: median(times) for kind, times in taken.items()}
    assert max(typical.values()) < 2 * min(typical.values()) + 0.003, typical


def test_a_number_asks_five_times_a_day(api: Api) -> None:
    caller = api.open("P17")
    said = [look(caller, f"90000{turn}128") for turn in range(7)]
    assert [answer.code for answer in said] == ["not_found"] * 5 + ["rate_limited"] * 2
    assert said[-1].body["params"] == {"scope": "caller"}
    assert 0 < said[-1].body["retry_after_s"] <= 86_400
    api.advance(said[-1].body["retry_after_s"])
    assert look(Api(api.url).open("P17"), KEO).status == 200


def test_a_member_is_asked_for_ten_times_a_day_and_so_is_nobody(api: Api) -> None:
    for member_no, found in ((KEO, ""), (HIDDEN["unknown"], "not_found")):
        said = [look(api.open(f"+8562010990{turn:03}"), member_no).code for turn in range(11)]
        assert said == [found] * 10 + ["rate_limited"]


def test_a_chat_asks_twenty_times_an_hour(api: Api) -> None:
    # A chat may claim any number: its own id counts.
    said = [look(api.open(f"+85620109{turn:05}", "telegram", "one chat"), f"90{turn:06}1").code for turn in range(21)]
    assert said == ["not_found"] * 20 + ["rate_limited"]


def test_counting_through_the_numbers_raises_an_alarm(api: Api) -> None:
    caller = api.open("P17")
    for member_no in ("905498010", "903386084", "905958252"):
        look(caller, member_no)
    assert api.call("GET", "/sandbox/alarms").body == []
    caller = api.open("+8562010990017")
    for serial in (90549801, 90549802, 90549803):
        look(caller, f"{serial}{luhn_digit(str(serial))}")
    assert [alarm["kind"] for alarm in api.call("GET", "/sandbox/alarms").body] == ["sequential_lookups"]


def test_a_member_may_switch_it_off(api: Api) -> None:
    keo = api.proven("P02")
    assert look(api.open("P16"), KEO).status == 200
    assert keo.put("/me/preferences", {"public_lookup": False}).status == 200
    assert look(api.open("P16"), KEO).code == "not_found"


def test_the_member_sees_that_somebody_looked(api: Api) -> None:
    look(api.open("P16"), KEO)
    latest = api.open("P02").get("/me/access-log").body["items"][0]
    assert (latest["who"], latest["masked_msisdn"], latest["what"]) == ("public", "***16", "hospital")
