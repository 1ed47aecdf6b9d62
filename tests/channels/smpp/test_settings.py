"""A start with something missing or wrong names all of it, and no value."""

from __future__ import annotations

import pytest

from channels.smpp.settings import read_smpp
from settings import SettingsError

RIGHT = {"SMPP_HOST": "smsc.example", "SMPP_SYSTEM_ID": "lsso", "SMPP_PASSWORD": "secret"}


def test_what_an_operator_asks_for_is_read() -> None:
    dialect = read_smpp(RIGHT | {"SMPP_OP_END": "0x17", "SMPP_OP_ABORT": "0x81,0x13", "SMPP_CODING_LATIN": "0", "SMPP_UNITS": "63"}).dialect
    assert (dialect.end, dialect.aborts, dialect.latin, dialect.budget.units) == (0x17, (0x81, 0x13), 0, 63)


def test_everything_wrong_is_named_at_once_and_no_value_shown() -> None:
    wrong = {"SMPP_PORT": "many", "SMPP_SESSION": "guess", "SMPP_OP_START": "0x100", "SMPP_OP_ABORT": "none", "SMPP_UNITS": "10"}
    with pytest.raises(SettingsError) as error:
        read_smpp(wrong | {"SMPP_SYSTEM_ID": "a-name-too-long-for-smpp", "SMPP_PASSWORD": "too-long-for-it"})
    said = str(error.value)
    assert [name for name in ("SMPP_HOST", "SMPP_SYSTEM_ID", "SMPP_PASSWORD", *wrong) if name not in said] == []
    assert "too-long" not in said
