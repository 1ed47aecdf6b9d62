"""What a message costs beside simpler programs: `python -m bench [--seconds 5] [--rounds 5] [--only "menu project,floor"]`."""

from __future__ import annotations

import argparse
import platform
import signal
import sys
from typing import Final, NamedTuple

from bench import processors
from bench.servers import PROGRAMS, stage
from bench.slices import Slice, take_quietly
from bench.table import remarks, table, wrong


class Part(NamedTuple):
    """One way of asking: how many conversations at once, and how long the backend takes when there is one."""

    name: str
    at_once: int
    delay_ms: float | None


PARTS: Final = (Part("menu", 50, None), Part("look-up", 200, 50))


def main() -> int:
    """Exit status 1 when a single reply was wrong."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--seconds", type=float, default=5.0, help="length of one slice")
    options.add_argument("--rounds", type=int, default=5, help="slices for each program; medians are shown")
    options.add_argument("--only", default="", help="parts, programs or both (menu, floor, 'look-up project'), separated by commas")
    chosen = options.parse_args()
    # Ended from outside, it takes what it started with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    results: dict[tuple[str, str], list[Slice]] = {}
    for part in PARTS:
        measure(part, chosen.seconds, chosen.rounds, chosen.only.split(","), results)
    if not results:
        options.error(f"--only {chosen.only!r} leaves nothing to measure")
    cores = "one processor, shared with the driver" if processors.SERVER == processors.DRIVER else "one processor, the driver on another"
    print(f"\n{processors.name()}, Python {platform.python_version()}; each program a single process on {cores};")
    print(f"medians of {chosen.rounds} x {chosen.seconds:g} s; menu: 50 at once; look-up: 200 at once, backend 50 ms.\n")
    print(table(results))
    for remark in remarks(results):
        print(f"\n{remark}", end="")
    print()
    return int(wrong(results) > 0)


def measure(part: Part, seconds: float, rounds: int, only: list[str], results: dict[tuple[str, str], list[Slice]]) -> None:
    """Alternates between the programs, so that what else the machine does hits all of them alike."""
    programs = [program for program in PROGRAMS if any(word.strip() in f"{part.name} {program.name}" for word in only)]
    if not programs:
        return
    print(f"{part.name}: starting {', '.join(program.name for program in programs)}", file=sys.stderr, flush=True)
    with stage(programs, part.delay_ms) as running:
        for number in range(rounds):
            for place in range(len(running.targets)):
                target = running.targets[(place + number) % len(running.targets)]
                found = take_quietly(running, target, part.at_once, seconds)
                results.setdefault((part.name, target.name), []).append(found)
                said = f"{found.hops_s:7,.0f} hops/s {found.cpu_us:5.0f} us/hop, wrong {found.wrong}, others {found.others:.2f}"
                print(f"{part.name} {number + 1}/{rounds} {target.name:8s}{said}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
