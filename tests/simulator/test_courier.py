"""What is carried to the service is carried again until it is taken, and given up in the end."""

import queue
import time
from collections.abc import Iterator

import pytest

from simulator.courier import Courier, Parcel
from tests.processes import free_port
from tests.simulator.at_service import Service


@pytest.fixture
def courier() -> Iterator[Courier]:
    courier = Courier(pauses_s=(0.05, 0.1))
    yield courier
    courier.close()


class Settled:
    def __init__(self, url: str) -> None:
        self._outcomes: queue.Queue[bool] = queue.Queue()
        self.parcel = Parcel(f"{url}/sms/africastalking/demo/inbox", b"id=1", self._outcomes.put)

    def outcome(self) -> bool:
        return self._outcomes.get(timeout=10)


def test_the_same_form_is_brought_until_it_is_taken(courier: Courier, service: Service) -> None:
    service.post.statuses = [503, 404]
    settled = Settled(service.url)
    courier.carry(settled.parcel)

    assert settled.outcome() is True
    assert service.post.messages == [{"id": "1"}] * 3


@pytest.mark.parametrize("status", [201, 302, 404, 500])
def test_anything_but_200_is_not_taken_and_given_up_in_the_end(courier: Courier, service: Service, status: int) -> None:
    service.post.statuses = [status] * 3
    settled = Settled(service.url)
    courier.carry(settled.parcel)

    assert settled.outcome() is False
    assert len(service.post.messages) == 3


def test_a_service_that_is_down_is_tried_again(courier: Courier) -> None:
    settled = Settled(f"http://127.0.0.1:{free_port()}")
    courier.carry(settled.parcel)

    assert settled.outcome() is False


@pytest.mark.alone
def test_what_waits_keeps_nothing_else_waiting(courier: Courier, service: Service) -> None:
    late, soon = Settled(service.url), Settled(service.url)
    started = time.monotonic()
    courier.carry(late.parcel, after_s=0.5)
    courier.carry(soon.parcel)

    assert soon.outcome() is True
    assert time.monotonic() - started < 0.4
    assert late.outcome() is True
    assert time.monotonic() - started >= 0.5


def test_closing_ends_the_carriers_while_something_waits(service: Service) -> None:
    courier = Courier()
    courier.carry(Settled(service.url).parcel, after_s=60)
    courier.close()

    assert service.post.messages == []
