"""The fault runs can fail: code broken in one line is found out."""

from pathlib import Path

import pytest

from tests.faults.runs import copy_with, run

pytestmark = pytest.mark.timeout(300)


@pytest.mark.long
def test_without_the_unique_index_a_double_charge_is_caught(tmp_path: Path) -> None:
    line = 'Index("ux_payment_period_live", "person_id", "period", unique=True'
    copy = copy_with(tmp_path, "sandbox/payment_tables.py", line, line.replace("True", "False"))
    ended = run(copy, "duplicates", "--intents", "40", "--seed", "21", "--keep", str(tmp_path / "run"))
    assert ended.status == 1, ended.said
    assert ended.broke("double charge"), ended.said


@pytest.mark.long
def test_saying_always_that_a_payment_did_not_begin_is_caught(tmp_path: Path) -> None:
    copy = copy_with(tmp_path, "flows/confirming.py", "if away.may_have_acted or not first:", "if False:")
    # Of this seed the first storm does what begins a payment, and answers that it failed.
    ended = run(copy, "backend", "--intents", "18", "--seed", "275", "--keep", str(tmp_path / "run"))
    assert ended.status == 1, ended.said
    assert ended.broke("false statement"), ended.said
    assert "This payment did not begin." in ended.said, ended.said


def test_a_receipt_before_the_wallet_was_asked_is_caught(tmp_path: Path) -> None:
    line = 'return Verdict("pending", "push_accepted")'
    copy = copy_with(tmp_path, "sandbox/payments/verdict.py", line, 'return Verdict("paid", "wallet_completed")')
    ended = run(copy, "callbacks", "--intents", "24", "--seed", "22", "--keep", str(tmp_path / "run"))
    assert ended.status == 1, ended.said
    assert ended.broke("false statement"), ended.said
