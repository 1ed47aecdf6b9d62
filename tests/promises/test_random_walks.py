"""Whatever is keyed, in whatever order: a valid reply within the budget, and no mistake of ours.

RANDOM_INPUTS says how many, RANDOM_SEED which; a failure names both and all that was keyed. Hypothesis walks too: it looks for
the shortest walk that fails, and HYPOTHESIS_PROFILE=long lets it key 100,000 times.
"""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from random import Random
from time import time_ns
from urllib.request import Request, urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.data.person_rows import pin, sim
from sandbox.data.personas import load_personas
from tests.promises.walks import ODD, Findings, Keyed, Known, Person, Walker

INPUTS = int(os.environ.get("RANDOM_INPUTS", "5000"))
SEED = int(os.environ.get("RANDOM_SEED", "0")) or time_ns() % 1_000_000
WALKERS = 4
# Wrong PINs lock and look-ups run out: now and then everybody starts afresh, in the middle of whatever is under way.
AFRESH_EVERY = 40
LONGEST = 40


def people() -> list[Person]:
    known = {
        number: Person(number, pin(person) or "7305", person.member or "")
        for who, person in load_personas().items()
        if (number := sim(who, person))
    }
    return [
        *known.values(),
        Person("+8562010999999", "4071", ""),
        Person("+66812345678", "4071", ""),
        Person("0", "4071", ""),
        Person("", "4071", ""),
    ]


def mistakes(service_url: str) -> float:
    """How many of ours a caller has met so far."""
    with urlopen(f"{service_url}/metrics", timeout=10) as answer:
        counted = re.findall(r"^unexpected_errors_total\{.*\} ([\d.e+]+)$", answer.read().decode(), re.MULTILINE)
    return sum(map(float, counted))


def afresh(sandbox_url: str) -> None:
    urlopen(Request(f"{sandbox_url}/v1/sandbox/reset", method="POST"), timeout=30).close()


def walks(service_url: str, sandbox_url: str, everybody: list[Person], number: int) -> Findings:
    chance = Random(f"{SEED}/{number}")
    members = [person.member for person in everybody if person.member]
    before = mistakes(service_url)
    walked = 0
    with closing(Walker(service_url, sandbox_url, chance, members, lambda: mistakes(service_url) - before)) as walker:
        while walker.found.inputs < INPUTS / WALKERS:
            # Each has people of his own: two on one phone at once would hear each other's replies.
            walker.walk(chance.choice(everybody[number::WALKERS]))
            walked += 1
            if walked % (AFRESH_EVERY * WALKERS) == AFRESH_EVERY * number:
                afresh(sandbox_url)
        return walker.found


def test_no_input_whatsoever_gets_anything_but_a_valid_reply(service_url: str, sandbox_url: str) -> None:
    before = mistakes(service_url)
    everybody = people()
    with ThreadPoolExecutor(WALKERS) as pool:
        found = list(pool.map(lambda number: walks(service_url, sandbox_url, everybody, number), range(WALKERS)))
    inputs, screens = sum(part.inputs for part in found), set[str]().union(*(part.screens for part in found))
    print(f"RANDOM_SEED={SEED}: {inputs} inputs, {len(screens)} different screens, {sum(part.ends for part in found)} ended")  # noqa: T201
    assert mistakes(service_url) == before, f"RANDOM_SEED={SEED}"
    # Walks that go nowhere prove nothing.
    assert len(screens) > 150, f"RANDOM_SEED={SEED}: only {len(screens)} screens were seen"


# Chosen without a look at the screen, so that the same walk can be gone again: the nth option of whatever is shown, what she
# knows, or anything at all.
KEYED = st.one_of(
    st.integers(0, 7), st.integers(0, 12), st.sampled_from([Known.PIN, Known.MEMBER]), st.sampled_from(ODD), st.text(max_size=20)
)
DIALLED = ("", "1", "2", "4*1", "7*1*2")


@pytest.mark.timeout(3600)
def test_no_walk_that_hypothesis_finds_gets_anything_else(service_url: str, sandbox_url: str) -> None:
    before, walked, inputs, screens = mistakes(service_url), 0, 0, set[str]()

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(
        person=st.sampled_from(people()), dialled=st.sampled_from(["", "1", "2", "4*1", "7*1*2"]), keys=st.lists(KEYED, max_size=LONGEST)
    )
    def walk(person: Person, dialled: str, keys: list[Keyed]) -> None:
        nonlocal walked, inputs
        with closing(Walker(service_url, sandbox_url, Random(), [], lambda: mistakes(service_url) - before)) as walker:
            walker.follow(person, dialled, keys)
        walked, inputs = walked + 1, inputs + walker.found.inputs
        screens.update(walker.found.screens)
        if walked % AFRESH_EVERY == 0:
            afresh(sandbox_url)

    walk()
    print(f"{inputs} inputs in {walked} walks, {len(screens)} different screens")  # noqa: T201
    # Walks that go nowhere prove nothing.
    assert inputs > 4 * walked
    assert len(screens) > 30
