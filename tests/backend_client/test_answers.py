"""What an answer means."""

from __future__ import annotations

import json

import pytest

from backend_client import answers
from backend_client.balance import OldAgeBalance
from backend_client.claims import Claim, ClaimState
from backend_client.errors import BackendFailed, BadAnswer, Refused, Unavailable
from backend_client.transport import Answer

BALANCE = {"as_of": "2026-11-22T02:00:00Z", "balance": {"value": "1240000", "currency": "LAK"}, "statement_on": "2026-10-31"}
JSON, PROBLEM = "application/json", "application/problem+json"


def said(value: object, status: int = 200, content_type: str = JSON) -> Answer:
    return Answer(status, content_type, json.dumps(value).encode())


@pytest.mark.parametrize("content_type", [JSON, "application/json; charset=utf-8"])
def test_a_value_is_decoded_and_what_is_not_known_is_ignored(content_type: str) -> None:
    balance = answers.read(OldAgeBalance, said(BALANCE | {"added_later": [1]}, content_type=content_type))
    assert balance.balance.whole == 1_240_000
    assert str(balance.statement_on) == "2026-10-31"


def test_a_word_learnt_later_is_other_and_takes_nothing_down() -> None:
    claim = answers.read(
        Claim,
        said({"ref": "4000000012", "type": "funeral", "state": "paused", "for_self": True, "filed_on": "2026-01-01",
              "next_step": "dance", "documents": ["a_new_paper"]}),
    )  # fmt: skip
    assert claim.state is ClaimState.OTHER
    assert claim.documents == ("a_new_paper",)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422, 423, 429, 501])
def test_a_problem_is_a_refusal_with_its_code_params_and_wait(status: int) -> None:
    problem = {
        "type": "about:blank",
        "title": "x",
        "status": status,
        "code": "locked",
        "params": {"left": 2, "until": "z"},
        "retry_after_s": 7,
    }
    with pytest.raises(Refused) as caught:
        answers.read(OldAgeBalance, said(problem, status, PROBLEM))
    assert (caught.value.code, caught.value.params, caught.value.retry_after_s) == ("locked", {"left": 2, "until": "z"}, 7)


def test_the_wallet_being_away_is_an_answer_not_a_failure_of_the_backend() -> None:
    with pytest.raises(Refused, match="wallet_unavailable"):
        answers.read(OldAgeBalance, said({"code": "wallet_unavailable"}, 503, PROBLEM))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(said({"code": "backend_unavailable"}, 503, PROBLEM), BackendFailed, id="a 503 with a problem"),
        pytest.param(Answer(502, "text/html", b"<h1>Bad gateway"), BackendFailed, id="a gateway's 502"),
        pytest.param(said(BALANCE, content_type="text/html"), BadAnswer, id="a page instead of JSON"),
        pytest.param(said(BALANCE, content_type=""), BadAnswer, id="no content type"),
        pytest.param(Answer(204, JSON, b""), BadAnswer, id="no content"),
        pytest.param(Answer(200, JSON, b'{"as_of":'), BadAnswer, id="half JSON"),
        pytest.param(Answer(200, JSON, b'{"as_of":"\xff"}'), BadAnswer, id="no UTF-8"),
        pytest.param(said(BALANCE | {"statement_on": None}), BadAnswer, id="null where a value is due"),
        pytest.param(said({}), BadAnswer, id="fields missing"),
        pytest.param(said({"code": "not_found"}, 301, PROBLEM), BadAnswer, id="a redirect"),
        pytest.param(Answer(101, JSON, b"{}"), BadAnswer, id="an upgrade"),
        pytest.param(Answer(404, "text/html", b"Not here"), BadAnswer, id="a 404 that is not the backend's"),
        pytest.param(Answer(404, PROBLEM, b"[]"), BadAnswer, id="a problem that is none"),
    ],
)
def test_everything_else_is_unavailable_and_says_why(answer: Answer, error: type[Unavailable]) -> None:
    with pytest.raises(error) as caught:
        answers.read(OldAgeBalance, answer)
    assert type(caught.value) is error


def test_what_was_sent_is_in_no_error() -> None:
    secret = "+8562010000002"
    for value in (BALANCE | {"statement_on": secret}, BALANCE | {"balance": {"value": 4071, "currency": "LAK"}}):
        with pytest.raises(BadAnswer) as caught:
            answers.read(OldAgeBalance, said(value))
        error = caught.value
        assert "$." in str(error)
        assert error.__suppress_context__
        assert secret not in str(error)
