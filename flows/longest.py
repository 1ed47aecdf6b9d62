"""The longest names and numbers there are, for the examples of every flow: what fits with these fits."""

from __future__ import annotations

from datetime import date
from typing import Final

from backend_client.hospitals import Hospital, PublicHospital
from backend_client.shapes import Money, Name

# 27 Lao letters and marks, as the longest on file.
FULL_NAME: Final = Name(lo="ພູວົງສະຫວັນ ຈັນທະວົງສາພິທັກ", latin="Phouvongsavanh Chanthavongsaphithak")
MASKED_NAME: Final = Name(lo="ພູ*** ຈັ***", latin="P*** C***")
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
