"""While too many payments end in doubt none is begun, not even at a price of before; what may have begun is led to its order."""

import re
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
from redis import Redis

from backend_client.limits import Limits
from tests import processes
from tests.flows.conftest import IN_ENGLISH
from tests.flows.paying.counter import KHAMLA, MANIVANH, Counter, ask, reference
from tests.phone import Phone

PAUSED = "Payments pause for a short while. This payment did not begin. Try in an hour."
# Voluntary members; and two strangers who pay for two of them before.
IN_REVIEW = tuple(f"+85620100000{number}" for number in ("09", "20", "21", "36", "38", "40", "41", "42"))
DECLINED = {"+8562010000016": MANIVANH, "+8562010000019": "905763264"}
FOR_SELF = ("5", "1", "1")


@pytest.fixture
def service(redis_server: str, sandbox_url: str) -> Iterator[str]:
    """One of its own: no other test finds its switch as this one left it."""
    with processes.service(redis_server, sandbox_url) as url:
        yield url


@pytest.fixture
def behaves(one_wallet: str) -> Iterator[Callable[[str], None]]:
    """Every payment from now on meets that behaviour of the wallet's."""

    def behave(rates: dict[str, float]) -> None:
        ask(f"{one_wallet}/control/rates", {"rates": rates})

    yield lambda behaviour: behave({behaviour: 1})
    behave({})


def keyed(service: str, msisdn: str, keys: tuple[str, ...] = FOR_SELF) -> Phone:
    phone = Phone(service, msisdn).dials(IN_ENGLISH)
    for key in keys:
        phone.sends(key)
    return phone


def is_paused(service: str) -> bool:
    """As /metrics tells it."""
    with urlopen(f"{service}/metrics", timeout=5) as answer:
        found = re.search(r"^payments_paused (\S+)$", answer.read().decode(), re.MULTILINE)
    assert found
    return float(found[1]) == 1


@pytest.fixture
def pauses(service: str, counter: Counter, behaves: Callable[[str], None]) -> Callable[[], None]:
    """Ten orders, eight of them in review."""

    def pause() -> None:
        behaves("decline")
        begun = [(who, begins(keyed(service, who, ("5", "2", member, "1", "1")))) for who, member in DECLINED.items()]
        for who, number in begun:
            counter.waits_for(who, number, "declined")
        assert not is_paused(service)
        behaves("contradict_unpaid")
        begun = [(who, begins(keyed(service, who))) for who in IN_REVIEW]
        for who, number in begun:
            counter.waits_for(who, number, "needs_review")
        processes.wait_until(lambda: is_paused(service), 3 * Limits().statistics_s, "the switch")

    return pause


def begins(phone: Phone) -> str:
    return reference(phone.sends("1").ends())


def test_no_payment_begins_at_a_new_price_nor_at_one_of_before(service: str, counter: Counter, pauses: Callable[[], None]) -> None:
    phone = keyed(service, "+8562010000008").sees("108,000 kip", "1 Pay with ")
    pauses()
    keyed(service, "+8562010000017", ("5", "2", KHAMLA)).sees(PAUSED)
    phone.sends("1").sees(PAUSED).goes_on()
    assert not counter.orders(phone.msisdn)
    # Asked for once more it has not begun either.
    phone.sends("0").sends("1").sees(PAUSED)


def test_a_confirmation_that_may_have_begun_is_led_to_its_order_all_the_same(
    service: str, counter: Counter, pauses: Callable[[], None], redis_client: Redis
) -> None:
    phone = keyed(service, "+8562010000008")
    kept = {key: redis_client.dump(key) or b"" for key in redis_client.keys("s:*")}
    number = begins(phone)
    pauses()
    # As if the process had died with the answer: the conversation stands before the confirmation, and the gateway sends it again.
    for key, session in kept.items():
        redis_client.restore(key, 900_000, session, replace=True)
    phone.asks_again().ends().sees(number).does_not_see("did not begin")
    assert [order["reference"] for order in counter.orders(phone.msisdn)] == [number]
