"""What requests about notifications and decisions may say; read by sandbox/web/bodies.py."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from sandbox.web.bodies import MemberNo, Reference


class ReportDispatch(Struct):
    id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]
    state: Literal["sending", "sent", "failed"]


class Decide(Struct):
    ref: Reference
    state: Literal["in_review", "need_documents", "approved", "paid", "rejected", "declined"]


class AskHospitalChange(Struct):
    member_no: MemberNo
    hospital: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,20}\Z")]


# As in bodies.py: no two threads may be the first to describe a type.
for _shape in (ReportDispatch, Decide, AskHospitalChange):
    msgspec.json.Decoder(_shape)
