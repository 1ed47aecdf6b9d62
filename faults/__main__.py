"""`python -m faults [scenario] [--intents N] [--kills K] [--seed S]`: exit status 1 when a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from faults import plan
from faults.plan import Plan
from faults.run import Result, Run
from faults.table import table
from faults.tally import Tally, added, tally

SCENARIOS = ("duplicates", "kills", "backend", "callbacks", "latency", "mixture")


def main() -> int:
    """Scenario after scenario, each on machines of its own."""
    options = argparse.ArgumentParser(prog="python -m faults", description="Payments under faults, compared with the wallet's ledger.")
    options.add_argument("scenario", nargs="?", default="all", choices=[*SCENARIOS, "all"])
    options.add_argument("--intents", type=int, default=2000, help="payments wanted; of `all`, the smaller scenarios take a tenth")
    options.add_argument("--kills", type=int, default=0, help="strikes; an eighth of the intents when not said")
    options.add_argument("--rate", type=float, default=20.0, help="payments a second, for the latency")
    options.add_argument("--seed", type=int, default=0, help="0 draws one")
    options.add_argument("--parts", type=int, default=1, help="so many runs one after the other, each of as many intents, seeds counted up")
    options.add_argument("--keep", type=Path, help="leave data and history in this folder")
    chosen = options.parse_args()
    seed = chosen.seed or secrets.randbelow(10**6) + 1
    print(f"seed {seed}", flush=True)
    plans = [one for part in range(max(1, chosen.parts)) for one in _plans(chosen, seed + part)]
    played = [_played(one, chosen.keep) for one in plans]
    if chosen.parts > 1:
        print(added(played), flush=True)
    return int(any(one.violations for one in played))


def _plans(chosen: argparse.Namespace, seed: int) -> list[Plan]:
    intents = chosen.intents
    every, alone = chosen.scenario == "all", chosen.scenario
    smaller = max(20, intents // 10) if every else intents
    made = {
        "duplicates": plan.duplicates(seed, intents),
        "kills": plan.kills(seed, chosen.kills or max(4, intents // 8)),
        "backend": plan.backend(seed, smaller),
        "callbacks": plan.callbacks(seed, smaller),
        "latency": plan.latency(seed, smaller, chosen.rate),
        "mixture": plan.mixture(seed, smaller),
    }
    return [made[name] for name in SCENARIOS if name != "mixture"] if every else [made[alone]]


def _played(one: Plan, keep: Path | None) -> Tally:
    folder = keep / f"{one.name}-{one.seed}" if keep else Path(tempfile.mkdtemp(prefix="faults-"))
    if keep:
        # What another run left would be taken for this one's.
        folder.mkdir(parents=True)
    broken = True
    try:
        result = asyncio.run(_play(one, folder))
        print(table(result), flush=True)
        broken = bool(result.violations)
        return tally(result)
    finally:
        if broken:
            print(f"  what everybody was told: {folder / 'history.jsonl'}", flush=True)
        elif keep is None:
            shutil.rmtree(folder, ignore_errors=True)


async def _play(one: Plan, folder: Path) -> Result:
    """Ended from outside, it takes what it started with it."""
    playing = asyncio.ensure_future(Run(one, folder).play())
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, playing.cancel)
    return await playing


if __name__ == "__main__":
    sys.exit(main())
