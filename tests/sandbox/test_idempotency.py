"""The same key makes a thing once, however often and from however many sides it is asked for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import processes
from tests.sandbox.speaker import Api

KEY = "a-key-of-the-channel"

CREATES = [
    ("/cases", {"kind": "question", "text": "ຖາມ"}, 201),
    ("/otp-challenges", {"purpose": "set_pin"}, 202),
    ("/phone-registrations", {"member_no": "905498010"}, 202),
    ("/me/phone-block", None, 202),
    ("/me/contribution-gaps", {"periods": ["2025-11"]}, 201),
]


@pytest.mark.parametrize(("path", "body", "status"), CREATES, ids=[path for path, _, _ in CREATES])
def test_a_repeat_gets_the_stored_answer_byte_for_byte(either: Api, path: str, body: object, status: int) -> None:
    caller = either.proven("P04")
    first, again = caller.make(path, body, KEY), caller.make(path, body, KEY)
    assert (first.status, again.status) == (status, status)
    assert again.raw == first.raw
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize("path", [path for path, _, _ in CREATES])
def test_without_a_key_nothing_is_made(api: Api, path: str) -> None:
    caller = api.proven("P04")
    assert (said := caller.ask("POST", path, {})).code == "idempotency_key_missing"
    assert said.status == 400


def test_a_repeat_after_a_redial_is_the_same_request(api: Api) -> None:
    first = api.open("P08").make("/cases", {"kind": "question"}, KEY)
    assert api.open("P08").make("/cases", {"kind": "question"}, KEY).raw == first.raw


def test_another_payload_or_another_caller_is_a_conflict(api: Api) -> None:
    api.open("P08").make("/cases", {"kind": "question"}, KEY)
    assert api.open("P08").make("/cases", {"kind": "praise"}, KEY).code == "idempotency_conflict"
    assert api.open("P02").make("/cases", {"kind": "question"}, KEY).code == "idempotency_conflict"


def test_a_refusal_is_stored_too(api: Api) -> None:
    caller = api.proven("P02")
    first = caller.make("/me/contribution-gaps", {"periods": ["2025-11"]}, KEY)
    again = caller.make("/me/contribution-gaps", {"periods": ["2025-11"]}, KEY)
    assert (first.status, again.status, again.raw) == (422, 422, first.raw)
    assert again.headers["idempotency-replayed"] == "true"


def test_a_limit_is_not_stored_because_it_passes(api: Api) -> None:
    caller = api.open("P08")
    for _ in range(10):
        caller.make("/cases", {"kind": "praise"})
    assert caller.make("/cases", {"kind": "praise"}, KEY).code == "rate_limited"
    api.advance(24 * 3600)
    assert Api(api.url).open("P08").make("/cases", {"kind": "praise"}, KEY).status == 201


def test_forty_at_once_are_one_case(either: Api) -> None:
    caller = either.open("P16")
    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda _: caller.make("/cases", {"kind": "join"}, KEY), range(40)))
    codes = Counter(answer.code for answer in said)
    assert set(codes) <= {"", "idempotency_in_progress"}
    assert len({answer.raw for answer in said if answer.status == 201}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in said if answer.status == 201) == 1


def test_one_that_still_runs_is_told_so_and_one_that_died_is_taken_up_again(tmp_path: Path) -> None:
    with processes.sandbox(tmp_path) as url:
        api = Api(url)
        caller = api.open("P08")
        caller.make("/cases", {"kind": "question"}, KEY)
        # As a process leaves it that was killed between taking the key and doing the work.
        with sqlite3.connect(tmp_path / "sandbox.sqlite3") as database:
            database.execute("UPDATE idempotent_answer SET status = NULL, body = NULL")
        assert (said := caller.make("/cases", {"kind": "question"}, KEY)).code == "idempotency_in_progress"
        assert said.status == 409
        api.advance(60)
        assert caller.make("/cases", {"kind": "question"}, KEY).status == 201


def test_a_key_is_forgotten_after_a_day(api: Api) -> None:
    first = api.open("P08").make("/cases", {"kind": "question"}, KEY)
    api.advance(24 * 3600 + 1)
    second = Api(api.url).open("P08").make("/cases", {"kind": "question"}, KEY)
    assert second.body["ref"] != first.body["ref"]
