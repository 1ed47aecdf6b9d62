"""The longest names and numbers there are, for the examples of every flow: what fits with these fits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import msgspec

from backend_client.benefits import BenefitAssessment, BenefitCondition, BenefitPayment, BenefitState, BenefitType, ClaimDeadline
from backend_client.hospitals import CoverState, Elsewhere, Hospital, HospitalEntitlement, PublicHospital
from backend_client.shapes import Money, Name

# As long as any on file; the marks above and below take room as letters do.
FULL_NAME: Final = Name(lo="ບຸນຍະວົງທອງດີ ສີສະຫວັດນ້ອຍພູທອນຄຳຫຼ້າ", latin="Bounyavongthongdy Sisavathnoyphouthonekhamla")
MASKED_NAME: Final = Name(lo="ບຸ*** ສີ***", latin="B*** S***")
HOSPITAL: Final = PublicHospital(
    name=Name(lo="ໂຮງໝໍມິດຕະພາບແຂວງຫຼວງນ້ຳທາ", latin="Luangnamtha Friendship Hospital"),
    province=Name(lo="ນະຄອນຫຼວງວຽງຈັນ", latin="Vientiane Capital"),
    phone="+8562010998888",
)
OWN_HOSPITAL: Final = Hospital(
    id="H08", name=HOSPITAL.name, province_code="VTE", province=HOSPITAL.province, phone=HOSPITAL.phone, contracted=False
)
EMPLOYER: Final = Name(lo="ບໍລິສັດ ຕັດຫຍິບ ສະຫວັນນະເຂດ ຈຳກັດ", latin="Savannakhet Garment Manufacturing Co. Ltd.")
MONEY: Final = Money(value="12405000")
DOCUMENTS: Final = ("receipt", "medical_report", "prescription", "member_card", "id_card", "accident_report")
DAY: Final = date(2026, 12, 28)
REFERENCE: Final = "4000000012"

# Covered, and the hospital lost its contract.
LOST_COVER: Final = HospitalEntitlement(
    as_of=datetime(2026, 12, 28, tzinfo=UTC),
    valid_today=True,
    state=CoverState.MUST_CHOOSE_AGAIN,
    valid_from=DAY,
    hospital=OWN_HOSPITAL,
    contract_ended_on=DAY,
    family_count=12,
    elsewhere=Elsewhere(code="emergency_only", claim_within_days=365, documents=DOCUMENTS),
    bring=("member_card", "id_card", "family_book", "referral_letter"),
    pays="copayment",
)
# Covered for some time yet, after the membership ended.
TAIL_COVER: Final = msgspec.structs.replace(LOST_COVER, state=CoverState.TAIL_COVER, valid_until=DAY, contract_ended_on=None)
# A benefit with all that can be said of one.
UNREADY: Final = BenefitAssessment(
    type=BenefitType.UNEMPLOYMENT,
    state=BenefitState.NOT_YET,
    have=11,
    need=12,
    unit="months",
    window_months=24,
    ready_on=DAY,
    source="NSSO pages, older than the law of 2018: 12 of the last 24 months",
    confirmed=False,
    conditions=(
        BenefitCondition(rule_type="n_of_last_m_months", met=False, have=11, need=12, unit="months", window_months=24),
        BenefitCondition(rule_type="age_by_sex", met=False, have=52, need=60, unit="years"),
    ),
    event_required=True,
    claim_deadline=ClaimDeadline(days=365, event="job_loss", last_day=DAY),
    payment=BenefitPayment(percent=60.5, of="capped_wage", max_days=180, per_month=MONEY, flat=MONEY),
)
