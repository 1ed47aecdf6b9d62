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
# However many the duplicates are, what the others do beside them is bounded.
KILLS = 250
BESIDE = 1_000


def main() -> int:
    """Scenario after scenario, each on machines of its own."""
    options = argparse.ArgumentParser(prog="python -m faults", description="Payments under faults, compared with the wallet's ledger.")
    options.add_argument("scenario", nargs="?", default="all", choices=[*SCENARIOS, "all"])
    options.add_argument("--intents", type=int, default=2000, help="payments wanted; in `all` others take a tenth, 1,000 at most")
    options.add_argument("--kills", type=int, default=0, help="strikes; an eighth of the intents when not said, 250 at most")
    options.add_argument("--rate", type=float, default=20.0, help="payments a second, for the latency")
    options.add_argument("--seed", type=int, default=0, help="0 draws one")
    options.add_argument("--keep", type=Path, help="leave data and history in this folder")
    chosen = options.parse_args()
    if chosen.intents < 1:
        options.error("--intents: at least 1")
    seed = chosen.seed or secrets.randbelow(10**6) + 1
    print(f"seed {seed}", flush=True)
    violations = [one.violations for scenario in _plans(chosen, seed) for one in _all_played(scenario, chosen.keep)]
    return int(any(violations))


def _plans(chosen: argparse.Namespace, seed: int) -> list[list[Plan]]:
    """For each scenario its runs."""
    intents = chosen.intents
    every, alone = chosen.scenario == "all", chosen.scenario
    smaller = min(BESIDE, max(20, intents // 10)) if every else intents
    made = {
        "duplicates": [plan.duplicates(seed + part, share) for part, share in enumerate(plan.shares(intents))],
        "kills": [plan.kills(seed, chosen.kills or min(KILLS, max(4, intents // 8)))],
        "backend": [plan.backend(seed, smaller)],
        "callbacks": [plan.callbacks(seed, smaller)],
        "latency": [plan.latency(seed, smaller, chosen.rate)],
        "mixture": [plan.mixture(seed, smaller)],
    }
    return [made[name] for name in SCENARIOS if name != "mixture"] if every else [made[alone]]


def _all_played(runs: list[Plan], keep: Path | None) -> list[Tally]:
    tallies = [_played(one, keep) for one in runs]
    if len(tallies) > 1:
        print(added(tallies), flush=True)
    return tallies


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
