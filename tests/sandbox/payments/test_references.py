"""Ten digits are few: a number that is drawn a second time is no other payment's, and nobody is told that his months are being paid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from sandbox.payment_tables import Receipt
from sandbox.payments.machine import NUMBERS, machine_now
from sandbox.policy.references import new_reference
from sandbox.records.numbers import unused_reference
from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.scripted_wallet import scripted_wallet


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Backstage]:
    with scripted_wallet() as wallet:
        made = Backstage.over(f"sqlite:///{tmp_path / 'references.sqlite3'}", wallet.url)
        yield made
        made.backend.database.engine.dispose()


def refuse_numbers(stage: Backstage, which: str) -> None:
    """As if others were given them just before: the row is refused, and nobody pays these months."""
    with stage.backend.database.transaction() as sql:
        sql.execute(text(f"CREATE TRIGGER taken BEFORE INSERT ON payment_order WHEN {which} BEGIN SELECT RAISE(ABORT, 'taken'); END"))


def test_a_number_that_is_borne_is_drawn_again(stage: Backstage) -> None:
    borne, fresh = stage.confirm(stage.quote())["reference"], new_reference()
    drawn = iter([borne, borne, fresh])
    with stage.backend.database.transaction() as sql:
        assert unused_reference(sql, *NUMBERS, draw=lambda: next(drawn)) == fresh


def test_a_receipts_number_is_no_payments(stage: Backstage) -> None:
    order_id, fresh = stage.confirm(stage.quote())["id"], new_reference()
    borne = new_reference()
    with stage.backend.database.transaction() as sql:
        sql.add(Receipt(no=borne, order_id=order_id, issued_at=machine_now()))
        sql.flush()
        drawn = iter([borne, fresh])
        assert unused_reference(sql, *NUMBERS, draw=lambda: next(drawn)) == fresh


def test_who_can_be_given_no_number_is_told_to_wait(stage: Backstage) -> None:
    quote = stage.quote()
    refuse_numbers(stage, "true")
    assert stage.confirm(quote)["code"] == "idempotency_in_progress"
    with stage.backend.database.transaction() as sql:
        sql.execute(text("DROP TRIGGER taken"))
    # The same request under the same key, as the payer's next try is.
    stage.keys -= 1
    assert stage.confirm(quote)["state"] == "confirmed"


def test_a_number_that_was_taken_just_now_is_followed_by_another(stage: Backstage) -> None:
    refuse_numbers(stage, "NEW.reference % 2 = 1")
    quote = stage.quote()
    said = [stage.confirm(quote) for _ in range(12)]
    # Of twelve times three draws one is even, but for one time in sixty thousand million.
    references = {one["reference"] for one in said if "reference" in one}
    assert len(references) == 1
    assert int(references.pop()) % 2 == 0
    assert {one.get("code") for one in said} <= {None, "idempotency_in_progress"}
