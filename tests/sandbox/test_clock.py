"""The sandbox's own time, its fresh start, and its settings."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from sandbox.settings import Settings, SettingsError, read
from tests.sandbox.speaker import Api


def clock(api: Api, **asked: object) -> dict[str, object]:
    said = api.call("POST", "/sandbox/clock", asked)
    assert said.status == 200
    body: dict[str, object] = said.body
    return body


def test_it_starts_on_22_november_2026_at_nine_in_vientiane(api: Api) -> None:
    assert api.send("GET", "/sandbox/clock").body["now"][:16] == "2026-11-22T02:00"


def test_it_ticks_unless_it_is_frozen(api: Api) -> None:
    frozen = clock(api, now="2027-02-28T16:59:59Z", frozen=True)
    time.sleep(1.1)
    assert api.send("GET", "/sandbox/clock").body == frozen
    clock(api, frozen=False)
    time.sleep(1.1)
    assert api.send("GET", "/sandbox/clock").body["now"] >= "2027-02-28T17:00:00Z"


def test_today_is_that_of_vientiane(api: Api) -> None:
    clock(api, now="2026-12-31T16:59:00Z", frozen=True)
    december = Api(api.url).proven("P02").get("/me/contributions/summary").body
    clock(api, now="2026-12-31T17:00:00Z", frozen=True)
    january = Api(api.url).proven("P02").get("/me/contributions/summary").body
    # The window of twelve months moved on with the month of Laos, an hour of whose year London still lacks.
    assert (december["months_last_12"], january["months_last_12"]) == (11, 10)


def test_a_reset_brings_everything_back_as_it_was(api: Api) -> None:
    clock(api, advance_s=86_400)
    Api(api.url).open("P16").put("/me/preferences", {"language": "en"})
    assert api.send("POST", "/sandbox/reset").status == 200
    assert api.call("GET", "/capabilities").code == "unauthorized"
    assert Api(api.url).open("P16").session["language"] is None


@pytest.mark.parametrize(
    "asked", [{"now": "tomorrow"}, {"now": "2026-11-22T02:00:00"}, {"advance_s": -1}, {"now": "9999-12-31T23:59:59Z", "advance_s": 10**8}]
)
def test_a_time_that_cannot_be_is_refused(api: Api, asked: dict[str, object]) -> None:
    assert api.call("POST", "/sandbox/clock", asked).status == 422


def test_all_bad_settings_are_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"(?s)BACKEND_PORT.*SANDBOX_KEEP"):
        read({"BACKEND_PORT": "eighty", "SANDBOX_KEEP": "perhaps"})
    assert read({}) == Settings()


def test_a_taken_port_is_said_in_a_line(api: Api) -> None:
    port = api.url.rsplit(":", 1)[1]
    said = subprocess.run([sys.executable, "-m", "sandbox"], env={"BACKEND_PORT": port}, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr.strip()) == (2, f"BACKEND_PORT {port}: Address already in use")
