"""Sessions at rest: unreadable, bound to their place, and none lost when keys are rotated."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis

from seal import Seal, Unsealable
from tests.channels.service import KEY, Service

OLD, NEW = os.urandom(32), os.urandom(32)


@given(st.binary(max_size=500), st.binary(min_size=1, max_size=40))
def test_what_is_sealed_opens_again(plain: bytes, name: bytes) -> None:
    seal = Seal({1: KEY})
    assert seal.open(name, seal.close(name, plain)) == plain


@given(st.data())
def test_a_flipped_bit_is_refused(data: st.DataObject) -> None:
    seal = Seal({1: KEY})
    blob = bytearray(seal.close(b"name", b"session"))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unsealable):
        seal.open(b"name", bytes(blob))


def test_a_blob_moved_to_another_name_is_refused() -> None:
    seal = Seal({1: KEY})
    with pytest.raises(Unsealable):
        seal.open(b"hers", seal.close(b"mine", b"session"))


@given(st.binary(max_size=40))
def test_any_other_bytes_are_refused(blob: bytes) -> None:
    with pytest.raises(Unsealable):
        Seal({1: KEY}).open(b"name", blob)


def test_the_same_session_is_never_sealed_to_the_same_bytes() -> None:
    seal = Seal({1: KEY})
    assert len({seal.close(b"name", b"session") for _ in range(100)}) == 100


def test_rotating_keys_loses_no_conversation(redis_server: str) -> None:
    before = Service(redis_server, keys={1: OLD})
    before.hop("")
    before.hop("1")
    rotated = Service(redis_server, keys={2: NEW, 1: OLD})
    assert rotated.hop("1*12").startswith("CON 12 trees")
    finished = Service(redis_server, keys={2: NEW})
    assert finished.hop("1*12*0").startswith("CON How many")


def test_a_conversation_sealed_with_a_retired_key_begins_anew(redis_server: str) -> None:
    Service(redis_server, keys={1: OLD}).hop("")
    assert Service(redis_server, keys={2: NEW}).hop("1").startswith("CON How many")


def test_nothing_in_the_store_can_be_read(redis_server: str, redis_client: Redis) -> None:
    service = Service(redis_server)
    for text in ("", "3", "3*9182", "3*9182*4071"):
        service.hop(text)
    (name,) = redis_client.keys("s:*")
    stored = redis_client.get(name)
    assert isinstance(stored, bytes)
    assert isinstance(name, bytes)
    for canary in (b"2010000002", b"9182", b"4071", b"basket", b"12 kg", b"CON", b"english"):
        assert canary not in name.lower() + stored.lower()
    assert 0 < redis_client.ttl(name) <= 900


def test_two_sessions_swapped_in_the_store_are_both_refused(redis_server: str, redis_client: Redis) -> None:
    service = Service(redis_server)
    service.hop("", dial="a", person="+8562010000002")
    service.hop("1", dial="a", person="+8562010000002")
    service.hop("", dial="b", person="+8562010000003")
    first, second = redis_client.keys("s:*")
    one, two = redis_client.get(first), redis_client.get(second)
    assert isinstance(one, bytes)
    assert isinstance(two, bytes)
    redis_client.set(first, two)
    redis_client.set(second, one)
    assert service.hop("1*5", dial="a", person="+8562010000002").startswith("CON")
    assert "5 trees" not in service.hop("5", dial="b", person="+8562010000003")
