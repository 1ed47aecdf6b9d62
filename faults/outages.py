"""The wallet's port closed for a while: nobody listens there, which whoever begins a payment sees before it is begun."""

from __future__ import annotations

import asyncio

from faults.gate import Gate
from faults.plan import Plan
from faults.weather import Weather

BETWEEN, LASTS = (2.0, 7.0), (0.5, 3.0)


async def close_at_times(gate: Gate, weather: Weather, plan: Plan) -> None:
    """Until cancelled or all is calm, wherever the wallet or the backend is troubled. Leaves it open."""
    chance = plan.chance("outages")
    while plan.wallet_faults or plan.storms:
        await asyncio.sleep(chance.uniform(*BETWEEN))
        if weather.calm:
            return
        gate.shut()
        weather.count("wallet's port closed")
        try:
            await asyncio.sleep(chance.uniform(*LASTS))
        finally:
            await gate.open()
