"""One-time codes: sent to the number that calls, counted, and turned into a proof that is used once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from sandbox.policy.problems import Refusal
from sandbox.records.tokens import digest, new_id, new_token
from sandbox.traffic_tables import CallerSession, OtpChallenge, SentMessage

LIFE = timedelta(minutes=5)
TRIES = 3
# Codes cost money and a flood of them is a nuisance to whoever holds the number.
PER_HOUR = 5


def limit(sql: Session, msisdn: str, now: datetime) -> None:
    since = now - timedelta(hours=1)
    sent = sql.scalar(select(func.count()).where(OtpChallenge.msisdn == msisdn, OtpChallenge.created_at > since)) or 0
    if sent >= PER_HOUR:
        raise Refusal("rate_limited", retry_after=3600, scope="caller")


def create(sql: Session, session: CallerSession, purpose: str, now: datetime, *, send: bool) -> OtpChallenge:
    code = f"{secrets.randbelow(10**6):06}"
    challenge = OtpChallenge(
        id=new_id("otp"),
        session_id=session.id,
        msisdn=session.msisdn,
        person_id=session.person_id,
        purpose=purpose,
        code_hash=digest(code) if send else None,
        created_at=now,
        expires_at=now + LIFE,
    )
    sql.add(challenge)
    if send:
        words = f"LSSO code: {code}. Valid 5 minutes. Tell nobody."
        sql.add(SentMessage(msisdn=session.msisdn, sender="LSSO", text=words, sent_at=now))
    return challenge


def take_try(sql: Session, challenge_id: str, session_id: str, now: datetime) -> OtpChallenge | None:
    """Counts before comparing, in one statement; None when there is nothing left to try."""
    return sql.scalar(
        update(OtpChallenge)
        .where(
            OtpChallenge.id == challenge_id,
            OtpChallenge.session_id == session_id,
            OtpChallenge.expires_at > now,
            OtpChallenge.tries < TRIES,
            OtpChallenge.ended.is_(False),
        )
        .values(tries=OtpChallenge.tries + 1)
        .returning(OtpChallenge)
    )


def prove(challenge: OtpChallenge) -> str:
    proof = new_token("op")
    challenge.ended = True
    challenge.proof_hash = digest(proof)
    return proof


def use_proof(sql: Session, proof: str, session: CallerSession, purpose: str, now: datetime) -> bool:
    """Once, by the same session for the same member, within the life of the code."""
    used = sql.scalar(
        update(OtpChallenge)
        .where(
            OtpChallenge.proof_hash == digest(proof),
            OtpChallenge.session_id == session.id,
            OtpChallenge.person_id == session.person_id,
            OtpChallenge.purpose == purpose,
            OtpChallenge.expires_at > now,
        )
        .values(proof_hash=None)
        .returning(OtpChallenge.id)
    )
    return used is not None
