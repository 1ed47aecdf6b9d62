"""Tokens: made at random, kept as their hash, refused when over."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sandbox.reference_tables import table_of
from sandbox.traffic_tables import ChannelToken

CHANNEL_TOKEN_LIFE = timedelta(hours=1)
_ID = re.compile(r"^[A-Za-z0-9_-]{8,64}\Z")
_CHANNEL = select(table_of(ChannelToken).c.client_id).where(
    table_of(ChannelToken).c.token_hash == bindparam("token_hash"), table_of(ChannelToken).c.expires_at > bindparam("now")
)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(prefix: str) -> str:
    return f"{prefix}_{secrets.token_urlsafe(24)}"


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_urlsafe(12)}"


def is_id(text: str) -> bool:
    return _ID.match(text) is not None


def give_channel_token(sql: Session, client_id: str, now: datetime) -> str:
    token = new_token("ch")
    sql.add(ChannelToken(token_hash=digest(token), client_id=client_id, expires_at=now + CHANNEL_TOKEN_LIFE))
    return token


def channel_of(sql: Session, token: str, now: datetime) -> str | None:
    """The client the token was given to, while it is good."""
    found: str | None = sql.connection().execute(_CHANNEL, {"token_hash": digest(token), "now": now}).scalar()
    return found
