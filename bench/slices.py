"""One slice of a measurement, and what several of them say together."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Final, NamedTuple

from bench import processors
from bench.load import Load
from bench.servers import Stage, Target

WARM_UP: Final = 1.0
# Processors that others may use during a slice; with more it is taken again, a few times at most.
NOISE: Final = 0.15
TAKES: Final = 3
# With less of its processor left the driver itself may be what is measured.
BUSY: Final = 0.85


class Slice(NamedTuple):
    """hops_s: a second. cpu_us: of the target's processes, a hop. others: processors used by anybody else. driver: share of one."""

    hops: int
    hops_s: float
    cpu_us: float
    p50: float
    p99: float
    p999: float
    wrong: int
    others: float
    driver: float
    samples: list[str]


def take(stage: Stage, target: Target, at_once: int, seconds: float, warm_up: float = WARM_UP) -> Slice:
    """Plays against one target. What goes wrong while it warms up counts as well."""
    load = Load(target.port, target.scenario, at_once)
    with processors.pinned(processors.DRIVER):
        load.play(warm_up)
        load.recording = True
        before, started = _used(stage, target), time.perf_counter()
        load.play(seconds)
        wall, after = time.perf_counter() - started, _used(stage, target)
        load.close()
    target_s, shared_s, machine_s, driver_s = (now - then for now, then in zip(after, before, strict=True))
    ordered, hops = sorted(load.latencies), len(load.latencies)
    return Slice(
        hops=hops,
        hops_s=hops / wall,
        cpu_us=target_s / max(hops, 1) * 1e6,
        p50=_at(ordered, 0.5),
        p99=_at(ordered, 0.99),
        p999=_at(ordered, 0.999),
        wrong=load.wrong,
        others=max(0.0, machine_s - target_s - shared_s - driver_s) / wall,
        driver=driver_s / wall,
        samples=load.samples,
    )


def take_quietly(stage: Stage, target: Target, at_once: int, seconds: float) -> Slice:
    """The first slice that others left alone, else the one they disturbed least; a wrong reply in any of them counts."""
    taken: list[Slice] = []
    while len(taken) < TAKES and (not taken or taken[-1].others > NOISE):
        taken.append(take(stage, target, at_once, seconds))
    quietest = min(taken, key=lambda one: one.others)
    return quietest._replace(wrong=sum(one.wrong for one in taken), samples=[sample for one in taken for sample in one.samples])


def middle(slices: Sequence[Slice], figure: Callable[[Slice], float]) -> float:
    """The median of one figure."""
    return median(figure(one) for one in slices)


def _used(stage: Stage, target: Target) -> tuple[float, float, float, float]:
    shared = sum(processors.used_by_tree(process) for process in stage.others)
    return processors.used_by_tree(target.process), shared, processors.used_by_machine(), time.process_time()


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
