"""A start with something missing names all of it at once."""

from __future__ import annotations

import pytest

from settings import SettingsError, read_settings

RIGHT = {
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "BACKEND_URL": "http://127.0.0.1:8001",
    "BACKEND_CLIENT_ID": "ussd",
    "BACKEND_CLIENT_SECRET": "sandbox",
    "SESSION_KEYS": "2:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=,1:YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk=",
    "HASH_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "USSD_AFRICASTALKING_SECRETS": "new,old",
    "SMS_USERNAME": "lsso",
    "SMS_API_KEY": "key",
    "WEBHOOK_SECRET": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
}


def test_the_newest_key_and_both_secrets_are_read() -> None:
    settings = read_settings(RIGHT)
    assert list(settings.session_keys) == [2, 1]
    assert settings.africastalking_secrets == ("new", "old")
    assert settings.pretend_numbers is False


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({})
    for name in RIGHT:
        assert name in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SESSION_KEYS", "1:short"), ("SESSION_KEYS", "300:x"), ("SESSION_KEYS", "nokey"), ("HASH_KEY", "AAAA"),
     ("USSD_AFRICASTALKING_SECRETS", "a,b,c"), ("HOP_SECONDS", "soon")],
)  # fmt: skip
def test_a_wrong_value_is_named_and_never_shown(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(RIGHT | {name: value})
    assert name in str(error.value)
    assert value not in str(error.value).replace(name, "")
