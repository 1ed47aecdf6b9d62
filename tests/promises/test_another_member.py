"""The number passes to another member while a message of its former one is answered."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

from tests.flows.sandbox import tells
from tests.promises.conftest import IN_ENGLISH
from tests.stack import PhoneOf


def test_who_calls_changes_between_two_calls_of_one_message(english: PhoneOf, phone_of: PhoneOf, sandbox_url: str) -> None:
    english("P02").sends("2").sends("4071").sees("31 months paid")
    # The institution is told afresh who its members are, while it is slow to write down the language.
    tells(sandbox_url, "faults", {"faults": [{"path": "/me/preferences", "method": "PUT", "kind": "delay", "seconds": 1.2, "times": 1}]})
    with ThreadPoolExecutor(1) as line:
        dialled = line.submit(lambda: phone_of("P02").dials(IN_ENGLISH))
        time.sleep(0.6)
        urlopen(Request(f"{sandbox_url}/v1/sandbox/reset", method="POST"), timeout=15).close()
        # In the language on file for whom it is now: the menu, and nothing of what the former one had open.
        dialled.result().goes_on().sees("1 ໂຮງໝໍ").does_not_see("31")
    english("P02").sends("2").sees("Your PIN?").does_not_see("31")
