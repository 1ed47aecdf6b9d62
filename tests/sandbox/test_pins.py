"""PINs: five tries whatever the channel and however many at once, and a way back without an office."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox.policy.pins import Pins, is_weak
from tests import processes
from tests.sandbox.speaker import Api, Caller


def test_five_wrong_pins_lock_for_half_an_hour(either: Api) -> None:
    caller = either.open("P08")
    assert [caller.step_up("8362").body["params"].get("left") for _ in range(4)] == [4, 3, 2, 1]
    assert caller.step_up("8362").code == "locked"
    said = caller.step_up()
    assert (said.status, said.code) == (423, "locked")
    assert 0 < said.body["retry_after_s"] <= 1800
    assert either.open("P08").session["pin_locked_until"] == said.body["params"]["until"]
    either.advance(30 * 60)
    assert either.proven("P08").session["level"] == "L2"


def test_a_right_pin_forgets_the_wrong_ones(api: Api) -> None:
    caller = api.open("P08")
    for _ in range(3):
        for _ in range(4):
            caller.step_up("8362")
        assert caller.step_up().status == 200


def test_tries_are_counted_across_channels_and_sessions(api: Api) -> None:
    for channel in ("ussd", "sms", "ussd", "sms", "hotline"):
        api.open("P08", channel).step_up("8362")
    assert api.open("P08").step_up().code == "locked"


def test_200_guesses_at_once_are_five_tries(either: Api) -> None:
    callers = [either.open("P11") for _ in range(8)]
    with ThreadPoolExecutor(32) as pool:
        said = list(pool.map(lambda turn: callers[turn % 8].step_up(f"{6000 + turn}"), range(200)))
    codes = Counter(answer.code for answer in said)
    assert set(codes) == {"step_up_failed", "locked"}
    # Four are told how many are left, the fifth and everyone after it that the PIN is locked.
    assert sorted(answer.body["params"]["left"] for answer in said if answer.code == "step_up_failed") == [1, 2, 3, 4]
    assert either.open("P11").step_up().code == "locked"


def test_a_locked_and_forgotten_pin_comes_back_by_code(api: Api) -> None:
    caller = api.open("P33")
    assert caller.session["pin_locked_until"] is not None
    assert caller.step_up().code == "locked"
    proof = _proof(caller)
    assert caller.put("/me/pin", {"new_pin": "8362", "otp_token": proof}).body["level"] == "L2"
    assert caller.session["pin_locked_until"] is None
    assert api.open("P33").step_up("8362").status == 200


def test_a_codes_proof_is_good_once_and_only_for_its_session(api: Api) -> None:
    caller, thief = api.open("P08"), api.open("P08")
    proof = _proof(caller)
    assert thief.put("/me/pin", {"new_pin": "8362", "otp_token": proof}).code == "otp_expired"
    assert caller.put("/me/pin", {"new_pin": "8362", "otp_token": proof}).status == 200
    again = api.open("P08")
    assert again.put("/me/pin", {"new_pin": "9473", "otp_token": proof}).code == "otp_expired"


def test_a_code_has_three_tries_and_five_minutes(api: Api) -> None:
    caller = api.open("P08")
    path = f"/otp-challenges/{caller.make('/otp-challenges', {'purpose': 'set_pin'}).body['id']}/verify"
    code = caller.code()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [caller.post(path, {"code": wrong}).code for _ in range(4)] == ["step_up_failed"] * 3 + ["otp_expired"]
    assert caller.post(path, {"code": code}).code == "otp_expired"
    path = f"/otp-challenges/{caller.make('/otp-challenges', {'purpose': 'set_pin'}).body['id']}/verify"
    api.advance(5 * 60)
    assert caller.post(path, {"code": caller.code()}).code == "otp_expired"


def test_codes_are_rationed(api: Api) -> None:
    caller = api.open("P08")
    said = [caller.make("/otp-challenges", {"purpose": "set_pin"}).code for _ in range(6)]
    assert said == [""] * 5 + ["rate_limited"]


def test_no_code_goes_to_a_number_that_is_not_on_file(api: Api) -> None:
    for who in ("P16", "P24", "P34"):
        assert api.open(who).make("/otp-challenges", {"purpose": "set_pin"}).status == 202
        assert api.messages(who) == []


def test_no_code_goes_to_a_changed_sim(api: Api) -> None:
    assert api.open("P32", "telegram", "a chat").make("/otp-challenges", {"purpose": "bind_chat"}).status == 202
    assert api.messages("P32") == []


def test_a_shared_phone_recovers_no_pin_by_code(api: Api) -> None:
    caller = api.open("P14")
    caller.select(2)
    assert caller.make("/otp-challenges", {"purpose": "set_pin"}).code == "number_shared"


def test_a_pin_is_changed_only_by_who_proved_himself(api: Api) -> None:
    caller = api.open("P08")
    assert caller.put("/me/pin", {"new_pin": "8362"}).code == "step_up_required"
    caller.step_up()
    assert caller.put("/me/pin", {"new_pin": "1234"}).code == "weak_pin"
    assert caller.put("/me/pin", {"new_pin": "8362"}).status == 200
    assert api.open("P08").step_up().code == "step_up_failed"


@pytest.mark.parametrize("pin", ["0000", "1111", "1234", "4321", "123456", "1212", "1985", "2004", "2580", "0002", "456456"])
def test_pins_that_everybody_tries_first_are_refused(pin: str) -> None:
    assert is_weak(pin, ("+8562010000002",))


@pytest.mark.parametrize("pin", ["4071", "5182", "6293", "83620", "907153"])
def test_others_are_not(pin: str) -> None:
    assert not is_weak(pin, ("+8562010000002",))


def test_a_stolen_table_opens_nothing_without_the_pepper() -> None:
    kept = Pins("one pepper").hashed("4071")
    assert kept.startswith("$argon2id$")
    assert Pins("one pepper").matches(kept, "4071")
    assert not Pins("another pepper").matches(kept, "4071")


def test_the_database_holds_no_pin_code_or_token_in_clear(tmp_path: Path) -> None:
    with processes.sandbox(tmp_path) as url:
        api = Api(url)
        caller = api.open("P08")
        proof = _proof(caller)
        caller.put("/me/pin", {"new_pin": "836207", "otp_token": proof})
        dump = "\n".join(sqlite3.connect(tmp_path / "sandbox.sqlite3").iterdump())
    for secret in ("836207", proof, caller.session["caller_token"], api.token):
        assert secret not in dump


def _proof(caller: Caller) -> str:
    challenge = caller.make("/otp-challenges", {"purpose": "set_pin"}).body
    assert challenge["sent_to"] == f"***{caller.number[-2:]}"
    return str(caller.post(f"/otp-challenges/{challenge['id']}/verify", {"code": caller.code()}).body["otp_token"])
