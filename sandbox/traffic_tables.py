"""What comes and goes: who is calling, codes sent, requests taken, looks written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from sandbox.reference_tables import Base

# Tokens are kept as SHA-256: a dump of the database opens no session.
DIGEST = String(64)


class ChannelToken(Base):
    __tablename__ = "channel_token"
    token_hash: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    client_id: Mapped[str]
    expires_at: Mapped[datetime]


class CallerSession(Base):
    """`channel_level` is what the channel alone proves; `level` rises with a PIN and falls with another choice of member."""

    __tablename__ = "caller_session"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    token_hash: Mapped[str] = mapped_column(DIGEST, unique=True)
    msisdn: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str | None]
    channel_level: Mapped[str] = mapped_column(String(4))
    level: Mapped[str] = mapped_column(String(4))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]


class ChatBinding(Base):
    """A chat whose person proved the number and agreed that the platform sees the answers."""

    __tablename__ = "chat_binding"
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    chat_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    msisdn: Mapped[str] = mapped_column(String(20))
    agreed_at: Mapped[datetime]


class NumberPreference(Base):
    """The language of a number, also of one that is nobody's."""

    __tablename__ = "number_preference"
    msisdn: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str | None]
    script: Mapped[str | None]


class OtpChallenge(Base):
    """`code_hash` is null for a challenge whose number got no code: it can never be met."""

    __tablename__ = "otp_challenge"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("caller_session.id"))
    msisdn: Mapped[str] = mapped_column(String(20), index=True)
    person_id: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(String(20))
    code_hash: Mapped[str | None] = mapped_column(DIGEST)
    tries: Mapped[int] = mapped_column(default=0)
    proof_hash: Mapped[str | None] = mapped_column(DIGEST)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended: Mapped[bool] = mapped_column(default=False)


class IdempotentAnswer(Base):
    """`status` is null while the first request still runs."""

    __tablename__ = "idempotent_answer"
    client_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(DIGEST)
    started_at: Mapped[datetime]
    status: Mapped[int | None]
    content_type: Mapped[str | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


class PhoneRequest(Base):
    """A wish to record a number, or to block one; `claimed_no` is what was typed, checked by the desk only."""

    __tablename__ = "phone_request"
    ref: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    asked_from: Mapped[str] = mapped_column(String(20), index=True)
    msisdn: Mapped[str] = mapped_column(String(20))
    claimed_no: Mapped[str | None] = mapped_column(String(9))
    state: Mapped[str] = mapped_column(String(20), default="received")
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class HospitalChange(Base):
    """A wish to be treated at another hospital, handed in at an office; the desk decides it."""

    __tablename__ = "hospital_change"
    ref: Mapped[str] = mapped_column(String(10), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    hospital_id: Mapped[str] = mapped_column(ForeignKey("hospital.id"))
    state: Mapped[str] = mapped_column(String(20), default="in_review")
    decided_at: Mapped[datetime | None]


class CaseRow(Base):
    __tablename__ = "case_row"
    ref: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="received")
    msisdn: Mapped[str] = mapped_column(String(20), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str | None] = mapped_column(String(1000))
    language: Mapped[str | None]
    about_ref: Mapped[str | None]
    periods: Mapped[list[str]] = mapped_column(default=list)
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class LookUp(Base):
    """One try at somebody's member number, found or not: what the limits and the alarm count."""

    __tablename__ = "look_up"
    __table_args__ = (
        Index("ix_look_up_caller", "msisdn", "at"),
        Index("ix_look_up_number", "member_no", "at"),
        Index("ix_look_up_chat", "chat_id", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    msisdn: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str | None] = mapped_column(String(100))
    member_no: Mapped[str] = mapped_column(String(9))


class Alarm(Base):
    __tablename__ = "alarm"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    msisdn: Mapped[str] = mapped_column(String(20))


class AccessEntry(Base):
    """`person_id` is whose record; null for a look at a number that is nobody's, so that both do the same work."""

    __tablename__ = "access_entry"
    __table_args__ = (Index("ix_access_person", "person_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(20))
    msisdn: Mapped[str | None] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(30))
    what: Mapped[str] = mapped_column(String(30))


class SentMessage(Base):
    __tablename__ = "sent_message"
    id: Mapped[int] = mapped_column(primary_key=True)
    msisdn: Mapped[str] = mapped_column(String(20), index=True)
    sender: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime]
