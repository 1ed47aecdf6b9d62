"""What people are to be told unasked: one row for each thing, kept so that it is told once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sandbox.reference_tables import Base


class Notification(Base):
    """`subject` names what is told to whom; `until` is the machine's own time, while somebody has it in hand.

    Whether it is still true, to which number it goes and in which language is reckoned anew each time it is looked at.
    """

    __tablename__ = "notification"
    __table_args__ = (UniqueConstraint("kind", "subject"),)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    # Null where somebody is told who is no member: the one who asked to have a number recorded.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    until: Mapped[datetime | None]
    # How often it was taken in hand by who then said nothing: each of them may have sent it.
    unreported: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
