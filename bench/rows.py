"""Eight contributions from the stub backend over the client's own transport, or made up when there is none."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

import msgspec

from backend_client.limits import Limits
from backend_client.transport import CurlTransport, Request

# As many as there are threads: here every caller makes the call, so none are left waiting to be kept free.
SIMULTANEOUS: Final = 128
HEADERS: Final = ["Accept: application/json"]


class Row(msgspec.Struct):
    """One month, whole shillings."""

    month: str
    amount: int


MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug")
MADE_UP: Final = tuple(Row(f"{month} 2024", 1000 * number) for number, month in enumerate(MONTHS, 1))
decode: Final = msgspec.json.Decoder(tuple[Row, ...]).decode


class BoundRows(NamedTuple):
    """The backend as one message may use it. `deadline`: on the monotonic clock."""

    transport: CurlTransport | None
    deadline: float

    def rows(self, member: int) -> tuple[Row, ...]:
        """The member's eight months; raises Unavailable."""
        if self.transport is None:
            return MADE_UP
        request = Request("GET", f"/members/{member}/contributions", HEADERS, None, repeatable=True)
        return decode(self.transport.send(request, self.deadline - time.monotonic()).body)


class Rows:
    """Stands where the backend client stands in the product."""

    def __init__(self, url: str | None) -> None:
        self._transport = CurlTransport(url, Limits(simultaneous=SIMULTANEOUS)) if url else None

    def bind(self, deadline: float) -> BoundRows:
        """deadline: of the message that is being answered."""
        return BoundRows(self._transport, deadline)
