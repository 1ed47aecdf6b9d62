"""How much of this process the backend may take, and for how long."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one client; seconds unless said otherwise.

    simultaneous: calls under way at once; beyond it `Overloaded` at once, so that a slow backend leaves threads
    for the screens that need no call. call_s: total time of a call bound without a deadline.
    """

    simultaneous: int = 96
    call_s: float = 2.5
    connect_s: float = 1.0
    body_bytes: int = 1_048_576

    # One more attempt, after a pause in which a restarting backend may come back, and only with time left to use it.
    retry_pause_s: float = 0.05
    retry_least_s: float = 0.15

    # The breaker: so many failures in a row, or such a share of at least so many calls in a window.
    failures_in_a_row: int = 5
    failure_share: float = 0.5
    window_calls: int = 20
    window_s: float = 10.0
    open_s: float = 2.0
    # A call that was given less than this says nothing about the backend when its time is over.
    fair_s: float = 0.3

    # Reference data: fresh for so long; once stale, asked for again within refresh_s, and after a failure only every again_s.
    fresh_s: float = 60.0
    refresh_s: float = 1.0
    again_s: float = 5.0

    # The payment switch: no new payments while more than this share of at least so many recent orders is in doubt.
    unknown_share: float = 0.3
    statistics_orders: int = 10
    # A look serves for so long at the price, where it may take as long as refresh_s, and at the confirmation after it; one that fails
    # leaves what was known for as long as the backend counts orders as recent.
    statistics_s: float = 5.0
    statistics_confirming_s: float = 60.0
    statistics_kept_s: float = 600.0
