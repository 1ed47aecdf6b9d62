"""Who may pay for whom, which months, at which price; and what the payer is not told about somebody else."""

from __future__ import annotations

import pytest

from tests.sandbox.payments.till import MANIVANH, Till

KHAMLA, THONGSY, DALA, LATSAMY = "909896516", "909174450", "908536832", "907402531"


@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_a_voluntary_member_is_told_the_price_of_her_own_months(till: Till, months: int) -> None:
    said = till.price(till.api.open("P08"), months).body
    assert said["amount"] == {"value": str(108_000 * months), "currency": "LAK"}
    assert (said["for_self"], said["months"], said["months_behind"], said["periods"]["first"]) == (True, months, 0, "2026-11")
    assert said["masked_name"] == {"lo": "ຄຳ*** ດ***", "latin": "K*** D***"}


def test_arrears_come_first_and_only_she_herself_is_told_how_many(till: Till) -> None:
    own = till.price(till.api.open("P09"), 3).body
    assert (own["periods"], own["months_behind"]) == ({"first": "2026-09", "last": "2026-11"}, 2)
    for payer in ("P16", "P19"):
        other = till.price(till.api.open(payer), 3, MANIVANH).body
        assert (other["for_self"], other["months_behind"], other["amount"]["value"]) == (False, None, "432000")


@pytest.mark.parametrize(
    ("who", "reason"), [("P02", "employer_pays"), ("P01", "state_pays"), ("P12", "covered_through_family"), ("P15", "pensioner")]
)
def test_whose_months_others_pay_is_told_who(till: Till, who: str, reason: str) -> None:
    said = till.price(till.api.open(who))
    assert (said.status, said.code, said.body["params"]) == (403, "not_self_payable", {"reason": reason})


def test_typing_the_own_member_number_is_asking_for_oneself(till: Till) -> None:
    assert till.price(till.api.open("P08"), 1, KHAMLA).body["for_self"] is True
    assert till.price(till.api.open("P19"), 1, LATSAMY).code == "not_self_payable"


def test_who_lapsed_is_told_so_and_nobody_else_is(till: Till) -> None:
    own = till.price(till.api.open("P10"))
    assert (own.code, own.body["params"]) == ("membership_ended", {"ended_on": "2026-02-28"})
    other, nobody = till.price(till.api.open("P16"), 1, THONGSY), till.price(till.api.open("P16"), 1, "900000019")
    assert (other.status, other.code) == (404, "not_found")
    assert other.raw == nobody.raw


@pytest.mark.parametrize("who", ["P01", "P02", "P24", "P25"])
def test_who_cannot_be_paid_for_is_as_unknown_as_nobody(till: Till, who: str) -> None:
    numbers = {persona["persona"]: persona["member_no"] for persona in till.api.call("GET", "/sandbox/personas").body}
    assert till.price(till.api.open("P16"), 1, numbers[who]).code == "not_found"


def test_a_member_who_is_not_looked_up_can_be_paid_for(till: Till) -> None:
    assert till.price(till.api.open("P20"), 1, DALA).status == 201


def test_a_year_ahead_is_enough(till: Till) -> None:
    # The month now running is the first of the twelve, and it is paid already.
    said = till.price(till.api.open("P40"), 12)
    assert (said.status, said.code, said.body["params"]) == (422, "too_many_months", {"most": 11})
    assert till.price(till.api.open("P08"), 13).body["params"] == {"most": 12}


def test_who_paid_the_whole_year_owes_nothing(till: Till) -> None:
    year = till.begin("P08", 12)
    year.answer()
    year.ends()
    said = till.price(till.api.open("P08"))
    assert (said.status, said.code, said.body["params"]) == (409, "nothing_due", {"paid_until": "2027-10"})
    assert till.price(till.api.open("P16"), 1, KHAMLA).body["params"] == {}


def test_a_new_sim_pays_for_nobody(till: Till) -> None:
    caller = till.api.open("P32")
    assert till.price(caller).code == "sim_swap_hold"
    assert till.price(caller, 1, MANIVANH).code == "sim_swap_hold"


def test_one_of_several_on_a_number_pays_for_himself_after_the_pin(till: Till) -> None:
    caller = till.api.open("P14")
    assert till.price(caller).code == "number_shared"
    caller.select(0)
    assert till.price(caller).code == "step_up_required"
    caller.step_up()
    assert till.price(caller).body["amount"]["value"] == "225000"


def test_a_number_that_is_nobodys_has_nothing_of_its_own_to_pay(till: Till) -> None:
    assert till.price(till.api.open("P16")).code == "number_not_on_file"


def test_guessing_member_numbers_ends_at_ten_a_day(till: Till) -> None:
    caller = till.api.open("P17")
    for number in range(10):
        assert till.price(caller, 1, f"90000{number:04}").code == "not_found"
    said = till.price(caller, 1, MANIVANH)
    assert (said.status, said.code) == (429, "rate_limited")
    # Another of the ten is no eleventh.
    assert till.price(caller, 2, "900000000").code == "not_found"


def test_which_wallets_pay_is_public(till: Till) -> None:
    items = till.api.call("GET", "/reference/wallet-providers").body["items"]
    assert [item["code"] for item in items] == ["u_money", "m_money"]
