"""Whatever the wallet's callbacks do, in whatever order: paid never falls back, nothing false is said, doubt goes to a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.lives import Lives
from tests.sandbox.payments.scripted_wallet import scripted_wallet

STEPS = 15
# One life takes some tenths of a second; the profile named `long` lives ten thousand.
USUAL = {"sqlite": 120, "postgresql": 40}
LONG = settings().max_examples > settings.get_profile("usual").max_examples


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_life_of_an_order_ends_in_the_truth_or_with_a_person(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'lives.sqlite3'}" if database == "sqlite" else request.getfixturevalue("postgres_url")
    with scripted_wallet() as wallet:
        stage = Backstage.over(url, wallet.url)

        class LivesHere(Lives):
            pass

        LivesHere.stage, LivesHere.wallet = stage, wallet
        examples = settings().max_examples if LONG else USUAL[database]
        run_state_machine_as_test(LivesHere, settings=settings(max_examples=examples, stateful_step_count=STEPS, deadline=None))
        stage.backend.database.engine.dispose()
