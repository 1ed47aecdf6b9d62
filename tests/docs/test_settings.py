"""The page about settings says what the settings modules read: every name, every default."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import settings
from channels.smpp import settings as smpp_settings
from deploy import settings as deploy_settings
from sandbox import settings as sandbox_settings
from simulator import settings as simulator_settings
from tests.processes import SERVICE
from wallet import settings as wallet_settings

Read = Callable[[Mapping[str, str]], Any]

PARTS: dict[str, tuple[Read, Mapping[str, str]]] = {
    "The service": (settings.read_settings, SERVICE | {"REDIS_URL": "redis://store", "BACKEND_URL": "https://backend"}),
    "The SMPP gateway": (smpp_settings.read_smpp, {"SMPP_HOST": "smsc", "SMPP_SYSTEM_ID": "lsso", "SMPP_PASSWORD": "secret"}),
    "`make run`": (deploy_settings.read_settings, {}),
    "The sandbox backend": (sandbox_settings.read, {}),
    "The pretend wallet": (wallet_settings.read, {}),
    "The phone page": (simulator_settings.read_settings, {}),
}
ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`(.+?)`|(required|none)) \| .+ \|$", re.MULTILINE)


class Asked(Mapping[str, str]):
    """An environment that notes which names it was asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Read, Mapping[str, str], str]:
    # Paths on the page are told from the project's folder.
    monkeypatch.chdir(root)
    text = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    read, given = PARTS[request.param]
    return read, given, text.partition(f"## {request.param}\n")[2].partition("\n## ")[0]


def test_every_setting_that_is_read_is_on_the_page_and_no_other(part: tuple[Read, Mapping[str, str], str]) -> None:
    read, given, page = part
    asked = Asked(given)
    read(asked)
    assert sorted(name for name, _default, _word in ROW.findall(page)) == sorted(asked.names)


def test_every_default_on_the_page_is_what_is_used_without_it(part: tuple[Read, Mapping[str, str], str]) -> None:
    read, given, page = part
    rest = {name: value for name, value in given.items() if name not in {"SERVICE_CODE", "PRETEND_NUMBERS", "SMS_URL"}}
    for name, default, word in ROW.findall(page):
        if default:
            assert read(rest | {name: default}) == read(rest), name
        elif word == "required":
            with pytest.raises(settings.SettingsError, match=name):
                read({other: value for other, value in rest.items() if other != name})
        else:
            read({other: value for other, value in rest.items() if other != name})
