"""What /metrics adds up: an order once, however many are told of it, and however often."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from backend_client.payment_shapes import PaymentState
from jobs.counts import Counts
from jobs.queue import connect
from tests.jobs.test_notice_words import order

PAID = datetime(2026, 11, 22, tzinfo=UTC)


def test_money_that_became_months_is_counted_once_an_order(redis_server: str) -> None:
    with connect(redis_server) as store:
        one = replace(order(PaymentState.POSTED), paid_at=PAID, posted_at=PAID + timedelta(seconds=8))
        for told in (one, one, replace(one, id="po_2"), replace(one, id="po_3", posted_at=None)):
            Counts(store).posted(told)
        counts = Counts(store).all()
        assert (counts["paid_to_posted_seconds_count"], counts["paid_to_posted_seconds_sum"]) == (2, 16)
