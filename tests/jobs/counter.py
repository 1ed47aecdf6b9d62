"""Payments that are made, and what their notices became, by the backend's own word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.jobs.post_office import PostOffice
from tests.sandbox.payments.till import Payment, Till
from tests.sandbox.speaker import Said


@dataclass
class Counter:
    """office: its jobs and its gateway."""

    office: PostOffice
    till: Till

    def pays(self, who: str, member_no: str = "") -> Payment:
        """To the end, with nobody told yet."""
        payment = self.till.begin(who, 1, member_no)
        payment.answer()
        assert payment.ends()["state"] == "posted"
        return payment

    def tells(self, payment: Payment, **settings: str) -> None:
        """The job that a webhook wakes."""
        self.office.does(f"from jobs.notices import tell\ntell({payment.order['id']!r})", **settings)

    def became(self, payment: Payment) -> dict[str, str]:
        """Each notice's state, by its kind."""
        items: list[dict[str, Any]] = self.till.api.call("GET", f"/payment-orders/{payment.order['id']}/notices").body["items"]
        return {one["kind"]: one["state"] for one in items}

    def due(self) -> list[str]:
        """What the sweep finds."""
        found: list[str] = self.till.api.call("GET", "/payment-orders/due").body["items"]
        return found

    def again(self, payment: Payment) -> Said:
        """Asks for the SMS once more."""
        return payment.caller.make(f"/payment-orders/{payment.order['id']}/tell-again")
