"""Whatever the wallet's callbacks do, in whatever order: paid never falls back, nothing false is said, doubt goes to a person."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.postgres import own_database
from tests.sandbox.payments.backstage import KHAMLA, Backstage, Killed
from tests.sandbox.payments.lives import Lives
from tests.sandbox.payments.scripted_wallet import scripted_wallet

pytestmark = pytest.mark.long

STEPS = 15
# One life takes some tenths of a second; the profile named `long` lives ten thousand.
USUAL = {"sqlite": 120, "postgresql": 40}
LONG = settings().max_examples > settings.get_profile("usual").max_examples


def test_a_request_that_never_left_leaves_while_the_payer_waits_and_not_later(tmp_path: Path) -> None:
    with scripted_wallet() as wallet:
        stage = Backstage.over(f"sqlite:///{tmp_path / 'lives.sqlite3'}", wallet.url)
        for aged, moves in ((1, ["submitting", "unknown", "submitting", "pending"]), (3, ["submitting", "failed"])):
            stage.forget()
            order_id = str(stage.confirm(stage.quote())["id"])
            stage.wallet.dies = "before"
            with pytest.raises(Killed):
                stage.drive(order_id)
            stage.age(order_id, timedelta(minutes=aged))
            for _ in range(2):
                stage.drive(order_id)
            assert stage.books(order_id).moves == ["confirmed", *moves]
        stage.backend.database.engine.dispose()


def test_a_refusal_ends_nothing_that_an_earlier_request_may_have_begun(tmp_path: Path) -> None:
    with scripted_wallet() as wallet:
        stage = Backstage.over(f"sqlite:///{tmp_path / 'lives.sqlite3'}", wallet.url)
        order = stage.confirm(stage.quote())
        # The first request was long on its way: the wallet has it by the time it refuses the second.
        begun = {"amount": order["amount"]["value"], "currency": "LAK", "debitParty": [{"key": "msisdn", "value": KHAMLA}]}
        wallet.push(order["id"], begun | {"requestingOrganisationTransactionReference": order["reference"]})
        wallet.loses = {"sense"}
        stage.was_pushed(order["id"])
        stage.drive(order["id"])
        stage.drive(order["id"])
        assert stage.books(order["id"]).moves == ["confirmed", "submitting", "unknown", "pending"]
        stage.backend.database.engine.dispose()


def test_a_callback_after_the_end_is_looked_into_as_soon_as_the_wallet_answers(tmp_path: Path) -> None:
    with scripted_wallet() as wallet:
        stage = Backstage.over(f"sqlite:///{tmp_path / 'lives.sqlite3'}", wallet.url)
        order_id = str(stage.confirm(stage.quote())["id"])
        stage.drive(order_id)
        wallet.settle(order_id, "declined")
        stage.drive(order_id)
        stage.hint(order_id, json.dumps(wallet.taken[order_id] | {"transactionStatus": "completed"}).encode())
        wallet.loses = {"question"}
        stage.drive(order_id)
        assert stage.books(order_id).order.state == "declined"
        wallet.loses = set()
        stage.drive(order_id)
        assert stage.books(order_id).order.state == "needs_review"
        stage.backend.database.engine.dispose()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_life_of_an_order_ends_in_the_truth_or_with_a_person(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = (
        f"sqlite:///{tmp_path / 'lives.sqlite3'}"
        if database == "sqlite"
        else own_database(request.getfixturevalue("postgres_url"), "lives")
    )
    with scripted_wallet() as wallet:
        stage = Backstage.over(url, wallet.url)

        class LivesHere(Lives):
            pass

        LivesHere.stage, LivesHere.wallet = stage, wallet
        examples = settings().max_examples if LONG else USUAL[database]
        run_state_machine_as_test(LivesHere, settings=settings(max_examples=examples, stateful_step_count=STEPS, deadline=None))
        stage.backend.database.engine.dispose()
