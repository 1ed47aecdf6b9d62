"""The wallet's port can be closed and opened again, and a run never leaves it closed."""

import asyncio
import contextlib
import socket

import pytest

from faults import plan
from faults.gate import Gate, Passing
from faults.outages import BETWEEN, close_at_times
from faults.weather import Weather

PLAN = plan.callbacks(seed=18, intents=1)


async def nobody_dies(_passing: Passing) -> None:
    """Nothing is struck here."""


def gate(weather: Weather) -> Gate:
    return Gate("wallet@backend", lambda: 0, weather, nobody_dies)


async def is_listening(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError:
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    # The gate closes its own side.
    await asyncio.sleep(0.1)
    return True


def can_be_taken(port: int) -> bool:
    with socket.socket() as thief:
        try:
            thief.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


async def wait_until_closed(port: int) -> None:
    for _ in range(100):
        if not await is_listening(port):
            return
        await asyncio.sleep(BETWEEN[1] / 100)
    pytest.fail("it was never closed")


def test_who_connects_to_a_closed_gate_is_refused_and_nobody_else_can_have_its_port() -> None:
    async def close_and_open() -> list[bool]:
        wallet = gate(Weather(PLAN))
        await wallet.open()
        seen = [await is_listening(wallet.port)]
        wallet.shut()
        seen += [await is_listening(wallet.port), can_be_taken(wallet.port)]
        await wallet.open()
        seen.append(await is_listening(wallet.port))
        wallet.leave()
        return seen

    assert asyncio.run(close_and_open()) == [True, False, False, True]


def test_a_run_that_ends_while_it_is_closed_leaves_it_open() -> None:
    async def end_early() -> tuple[int, bool]:
        weather = Weather(PLAN)
        wallet = gate(weather)
        await wallet.open()
        outages = asyncio.create_task(close_at_times(wallet, weather, PLAN))
        await wait_until_closed(wallet.port)
        outages.cancel()
        await asyncio.gather(outages, return_exceptions=True)
        ended = weather.counted["wallet's port closed"], await is_listening(wallet.port)
        wallet.leave()
        return ended

    assert asyncio.run(end_early()) == (1, True)


def test_where_nothing_goes_wrong_it_is_never_closed() -> None:
    steady = plan.latency(seed=3, intents=1, rate=20)
    weather = Weather(steady)
    asyncio.run(asyncio.wait_for(close_at_times(gate(weather), weather, steady), BETWEEN[0]))
    assert weather.counted == {}
