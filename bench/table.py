"""The measurements as one table in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bench.slices import BUSY, Slice, middle

Results = Mapping[tuple[str, str], Sequence[Slice]]
PROJECT: Final = "project"
HEAD: Final = """\
| part | program | hops/s (range) | CPU us/hop | p50 ms | p99 ms | p99.9 ms | wrong / hops | project: hops/s | project: CPU |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"""


def table(results: Results) -> str:
    """A line for each part and program.

    The last two columns: how often the project does what the program does once, in the same time and on the same CPU.
    """
    return "\n".join([HEAD, *(_line(part, name, slices, results) for (part, name), slices in results.items())])


def remarks(results: Results) -> Iterator[str]:
    """What a reader must know before believing the table."""
    for (part, name), slices in results.items():
        for sample in [sample for one in slices for sample in one.samples][:3]:
            yield f"wrong, {part} {name}: {sample}"
        if (driver := max(one.driver for one in slices)) > BUSY:
            yield f"The driver was {driver:.0%} busy against {part} {name}: it may be faster than this shows."
        if (others := middle(slices, lambda one: one.others)) > BUSY / 4:
            yield f"Others used {others:.2f} processors while {part} {name} was measured: take only the ratios, and those with care."


def wrong(results: Results) -> int:
    """Wrong replies in all."""
    return sum(one.wrong for slices in results.values() for one in slices)


def _line(part: str, name: str, slices: Sequence[Slice], results: Results) -> str:
    rates = [one.hops_s for one in slices]
    rate, used = middle(slices, lambda one: one.hops_s), middle(slices, lambda one: one.cpu_us)
    percentiles = (middle(slices, lambda one: one.p50), middle(slices, lambda one: one.p99), middle(slices, lambda one: one.p999))
    ours = results.get((part, PROJECT))
    faster = cheaper = "-"
    if ours and rate and used:
        faster = f"{middle(ours, lambda one: one.hops_s) / rate:.2f}"
        cheaper = f"{used / (middle(ours, lambda one: one.cpu_us) or used):.2f}"
    cells = [
        part, name, f"{rate:,.0f} ({min(rates):,.0f}-{max(rates):,.0f})", f"{used:.0f}", *(f"{one:.1f}" for one in percentiles),
        f"{sum(one.wrong for one in slices)} / {sum(one.hops for one in slices):,}", faster, cheaper,
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"
