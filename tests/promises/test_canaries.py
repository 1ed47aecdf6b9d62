"""Nobody reads a PIN, a number, a name or a caller's words in what the service writes: logs, figures, sessions."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import msgspec
import pytest
from redis import Redis

from channels.desk import Desk
from channels.inbound import Inbound
from channels.sessions import Sessions
from channels.wire import Wire
from flows import all_flows
from seal import Seal
from tests.channels.service import bind
from tests.end_to_end.machine import Machine, machine
from tests.flows.sandbox import code_sent_to, fails_once
from tests.phone import Phone
from tests.processes import wait_until
from tests.promises.conftest import IN_ENGLISH
from tests.promises.paying_canaries import PAID, pays
from tests.promises.scanner import files, leaks, unpacked, writings

KEO = "+8562010000002"
# Six digits each, so that none stands in a time or a counter by chance.
PINS = {"the first PIN set": "730519", "the second PIN set": "618204", "a wrong PIN": "958376", "a PIN keyed into a menu": "846207"}
TYPED = {
    "words": "ngua khao khammouane",
    "words in Lao": "ຂ້ອຍຢາກຖາມເລື່ອງລູກ",
    "a number typed": "2058731946",
    "a number lost": "2059284617",
    "a member number typed": "907402531",
}
HERS = {
    "her number": "8562010000002",
    "her number at home": "2010000002",
    "her name": "Vongsavan",
    "her name in Lao": "ວົງສະຫວັນ",
    "her member number": "905498010",
    "her child's name": "Anousone",
    "her masked name": "K*** V***",
    "her wage": "2,400,000",
    "her employer": "Bai Boua",
}
SECRETS = PINS | TYPED | HERS | PAID
# What stands, and is typed, where a conversation breaks.
MISTAKES = (TYPED["words"], TYPED["words in Lao"], PINS["the second PIN set"])


def reads_everything(phone: Phone) -> None:
    """Every answer about herself, one after the other."""
    phone.dials("*149*2#").sends(PINS["the first PIN set"]).sees("31 months paid").sends("1").sends("1").sends("00")
    for task in (
        "1",
        "1 1 1",
        "1 2",
        "1 3",
        "3 3",
        "3 6 1 4",
        "3 6 2",
        "3 6 3",
        "4",
        "6 1",
        "6 2",
        "6 4",
        "6 7",
        "7 6",
        "7 4",
        "7 5",
        "8 1",
    ):
        for key in ("00", *task.split()):
            phone.sends(key)
        phone.reads_all()


def writes_everything(phone: Phone) -> None:
    """Everything that takes her words and numbers."""
    words, lao = TYPED["words"], TYPED["words in Lao"]
    number, lost, other = f"0{TYPED['a number typed']}", f"0{TYPED['a number lost']}", TYPED["a member number typed"]
    for keys in (
        ("8", "3", words), ("8", "7", lao), ("8", "8", words), ("8", "6", "1234567897"), ("1", "4", other), ("1", "4", words),
        ("7", "2", "2", number, other), ("7", "2", "3", lost, other), ("7", "2", "1", other), (PINS["a PIN keyed into a menu"],),
        ("7", "4", "2"), ("7", "4", "2"), ("7", "5", "1"), (words,), (lao,),
    ):  # fmt: skip
        for key in ("00", *keys):
            phone.sends(key)


def sets_a_pin(phone: Phone, backend: str) -> None:
    """By a code first; then, with a wrong old one on the way, another."""
    phone.dials("*149*7*3*2#").sends("1").sends(code_sent_to(backend, KEO))
    phone.sends(PINS["the first PIN set"]).sends(PINS["the first PIN set"]).sees("Your PIN is set.")
    phone.dials("*149*2#").sends(PINS["a wrong PIN"]).sees("Wrong PIN").drops()
    phone.dials("*149*2*618204#").drops()


def changes_the_pin(phone: Phone) -> None:
    phone.dials("*149*7*3*1#").sends(PINS["the first PIN set"]).sends(PINS["the second PIN set"]).sends(PINS["the second PIN set"])
    phone.sees("Your PIN is set.")


def meets_a_mistake(made: Machine, phone: Phone) -> None:
    """Her conversation is left at a screen that cannot be drawn, as a release with a mistake might; the error quotes what stands there."""
    keys = json.loads((made.data / "keys.json").read_text())
    hash_key = base64.b64decode(keys["HASH_KEY"])
    seal = Seal({1: base64.b64decode(keys["SESSION_KEYS"].partition(":")[2])})
    sessions = Sessions(Wire(redis_url(made)), seal)
    for text in MISTAKES:
        phone.dials("*149*2#").sends(PINS["the second PIN set"]).sees("31 months paid")
        taken = sessions.take(Desk(sessions, all_flows(), bind, hash_key).conversation(Inbound("", "", KEO, "")), 1)
        assert taken.stored
        taken.stored.session.frames[-1].record = msgspec.Raw(msgspec.msgpack.encode({"total": 1, "last_period": f"2026-{text}"}))
        assert sessions.store(taken, taken.stored)
        phone.sends(text).ends().sees("Something went wrong. Code ")


def meets_faults(made: Machine, phone: Phone) -> None:
    """The backend fails under a PIN, a look-up and her words."""
    for path, method, keys in (
        ("/caller-sessions", "POST", ("*149*2#", PINS["the second PIN set"])),
        ("/entitlement-lookups", "POST", ("*149*1*4#", TYPED["a member number typed"])),
        ("/cases", "POST", ("*149*8*3#", TYPED["words"])),
    ):
        phone.dials(keys[0])
        for _time in range(3):
            fails_once(made.backend, path, method)
        phone.sends(keys[1])


def tells_the_end(made: Machine) -> None:
    """The gateway repeats in clear what was typed and shown; somebody else speaks to the wrong door."""
    told = {
        "sessionId": "x",
        "phoneNumber": KEO,
        "input": f"2*{PINS['a wrong PIN']}",
        "lastAppResponse": TYPED["words"],
        "status": TYPED["words"],
    }
    form = "&".join(f"{name}={quote(value)}" for name, value in told.items())
    for path in ("africastalking/demo/events", "africastalking/demo/nowhere", f"africastalking/{quote(TYPED['words'])}", "generic/demo"):
        with closing(HTTPConnection(urlsplit(made.service).netloc, timeout=10)) as connection:
            connection.request("POST", f"/ussd/{path}?{form}", form)
            assert connection.getresponse().status in {200, 404}


def redis_url(made: Machine) -> str:
    return f"unix://{next(made.data.rglob('*.sock'))}"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine on which she did everything there is to do."""
    with machine(tmp_path_factory.mktemp("canaries")) as made:
        phone = Phone(made.service, KEO).dials(IN_ENGLISH)
        sets_a_pin(phone, made.backend)
        reads_everything(phone)
        writes_everything(phone)
        changes_the_pin(phone)
        meets_faults(made, phone)
        tells_the_end(made)
        meets_a_mistake(made, phone)
        pays(made)
        yield made


def output(made: Machine) -> list[tuple[str, bytes]]:
    """What the store, the sandbox, the service, the worker and the phone page wrote."""
    return [("the output", made.output.read_bytes())]


def metrics(made: Machine) -> str:
    with urlopen(f"{made.service}/metrics", timeout=10) as answer:
        return str(answer.read().decode())


def at_rest(made: Machine) -> list[tuple[str, bytes]]:
    """Every key with all it holds, and the file in which the store keeps every command it was ever given."""
    with Redis.from_url(redis_url(made)) as store:
        held = [
            (f"the store at {key!r}", key + b"\n" + (store.dump(key) or b"") + b"\n" + held_at(store, key)) for key in store.scan_iter()
        ]
    return [*held, *files(made.data / "redis", "*")]


def held_at(store: Any, key: bytes) -> bytes:
    """Each part of it as it was written: a dump packs the long ones. Nothing of one that has gone meanwhile."""
    match store.type(key):
        case b"string":
            parts = [store.get(key)]
        case b"hash":
            parts = [part for pair in store.hgetall(key).items() for part in pair]
        case b"list":
            parts = store.lrange(key, 0, -1)
        case b"set":
            parts = store.smembers(key)
        case b"zset":
            parts = store.zrange(key, 0, -1)
        case _:
            parts = [part for _id, fields in store.xrange(key) for pair in fields.items() for part in pair]
    return b"\n".join(part or b"" for part in parts)


def test_what_the_programs_wrote_holds_none_of_it(lived: Machine) -> None:
    wait_until(lambda: lived.said().count('"event": "unexpected"') == len(MISTAKES), 5, "each mistake being logged")
    assert not leaks(output(lived), SECRETS)


def test_the_figures_hold_none_of_it(lived: Machine) -> None:
    figures = metrics(lived)
    hops = re.findall(r'^ussd_hops_total\{gateway="africastalking".*\} ([\d.]+)$', figures, re.MULTILINE)
    assert sum(map(float, hops)) > 100
    assert re.search(r'^payment_notices_total\{kind="receipt",outcome="sent"\} [1-9]', figures, re.MULTILINE)
    assert not leaks([("the figures", figures.encode())], SECRETS)


def test_the_store_and_its_files_hold_none_of_it(lived: Machine) -> None:
    places = at_rest(lived)
    assert any(name.startswith("the store at b's:") for name, _ in places)
    [kept] = [content for name, content in places if name.endswith(".aof")]
    # What jobs were called with, also of those that are done: the payment's, and the answers'.
    assert b"tell_waiting" in b"\n".join(unpacked(kept))
    assert not leaks(places, SECRETS)


def test_the_institutions_own_tables_hold_no_pin(lived: Machine) -> None:
    places = list(files(lived.data, "sandbox.sqlite3*"))
    # The institution knows her name; were it not found, this would be the wrong file.
    assert leaks(places, {"her name": HERS["her name"]})
    assert not leaks(places, PINS)
    with closing(sqlite3.connect(lived.data / "sandbox.sqlite3")) as tables:
        for (name,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            values = {str(value) for row in tables.execute(f'SELECT * FROM "{name}"') for value in row}
            assert not values & set(PINS.values()), name


@pytest.mark.parametrize("name", SECRETS)
def test_a_planted_one_is_found_however_it_is_written(name: str) -> None:
    for writing in writings(SECRETS[name]):
        line = b'{"event": "x' + writing + b'y"}'
        assert leaks([("a file", line)], SECRETS), writing
        for packed in (zlib.compress(line), b"=" + b64encode(zlib.compress(line))):
            assert leaks([("a job", b"$9\r\n" + packed + b"\r\n*3")], {name: SECRETS[name]}), writing
