"""Every resource against the sandbox, and the sandbox at its worst."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import msgspec
import pytest

from backend_client import Backend, BackendClient, Limits, Refused, Unavailable
from backend_client.benefits import BenefitState, BenefitType, WhatIfScenario
from backend_client.callers import CallerSession, Level
from backend_client.cases import CaseKind, CaseState
from backend_client.claims import ClaimState
from backend_client.contributions import ContributionState
from backend_client.errors import BackendFailed, ChannelRejected, CircuitOpen, ConnectionLost, DeadlineExceeded
from backend_client.hospitals import CoverState
from backend_client.registrations import RegistrationState
from tests.backend_client.at_sandbox import Sandbox

KEO, SOMCHAY, THREE_ON_ONE, NOBODY = ("+8562010000002", "+8562010000001", "+8562010000014", "+8562010999999")
Knows = Callable[[str], tuple[Backend, CallerSession]]


@pytest.fixture
def sandbox(sandbox_url: str) -> Sandbox:
    return Sandbox(sandbox_url)


@pytest.fixture
def client(sandbox: Sandbox) -> BackendClient:
    return BackendClient(f"{sandbox.url}/v1", "ussd", "sandbox", limits=Limits(call_s=10, simultaneous=16))


@pytest.fixture
def known_by_pin(client: BackendClient) -> Knows:
    """The backend in the name of a caller who gave the PIN."""

    def prove(msisdn: str) -> tuple[Backend, CallerSession]:
        session = client.bind().callers.open(msisdn, "ussd")
        backend = client.bind(session.caller_token, key=f"test {time.monotonic_ns()}")
        session = backend.callers.step_up(session.id, "4071")
        return client.bind(session.caller_token, key=f"test {time.monotonic_ns()}"), session

    return prove


def test_a_number_on_file_opens_at_its_level_and_the_pin_raises_it(client: BackendClient, known_by_pin: Knows) -> None:
    session = client.bind().callers.open(KEO, "ussd")
    assert session.level is Level.L1
    assert session.member is not None
    assert session.features.contributions
    assert known_by_pin(KEO)[1].level is Level.L2


def test_an_unknown_number_opens_an_ordinary_session(client: BackendClient) -> None:
    session = client.bind().callers.open(NOBODY, "ussd")
    assert (session.level, session.member, session.members) == (Level.L0, None, ())


def test_a_wrong_pin_says_how_many_tries_are_left(client: BackendClient) -> None:
    session = client.bind().callers.open(KEO, "ussd")
    with pytest.raises(Refused) as caught:
        client.bind(session.caller_token).callers.step_up(session.id, "9182")
    assert (caught.value.code, caught.value.params) == ("step_up_failed", {"left": 4})


def test_one_of_several_members_is_selected(client: BackendClient) -> None:
    session = client.bind().callers.open(THREE_ON_ONE, "ussd")
    assert len(session.members) == 3
    assert session.member is None
    chosen = client.bind(session.caller_token).callers.select(session.id, session.members[1].member_ref)
    assert chosen.member == session.members[1]


def test_the_pin_is_changed_and_then_counts(client: BackendClient, known_by_pin: Knows) -> None:
    backend, _ = known_by_pin(KEO)
    assert backend.pins.set("739516").level is Level.L2
    session = client.bind().callers.open(KEO, "ussd")
    assert client.bind(session.caller_token).callers.step_up(session.id, "739516").level is Level.L2
    with pytest.raises(Refused, match="weak_pin"):
        backend.pins.set("1234")


def test_a_forgotten_pin_is_set_by_a_one_time_code(client: BackendClient, sandbox: Sandbox) -> None:
    session = client.bind().callers.open(KEO, "ussd")
    backend = client.bind(session.caller_token, key="forgot")
    challenge = backend.one_time_codes.start()
    code = re.search(r"\d{6}", sandbox.messages(KEO)[-1]["text"])
    assert code is not None
    proof = backend.one_time_codes.verify(challenge.id, code[0])
    assert backend.pins.set("739516", proof.otp_token).level is Level.L2


def test_a_number_is_registered_and_asked_about(client: BackendClient, sandbox: Sandbox) -> None:
    session = client.bind().callers.open(NOBODY, "ussd")
    backend = client.bind(session.caller_token, key="register")
    registration = backend.registrations.start(sandbox.member_no("P31"))
    assert registration.state is RegistrationState.RECEIVED
    assert backend.registrations.read(registration.ref).ref == registration.ref


def test_a_lost_number_is_blocked(client: BackendClient) -> None:
    session = client.bind().callers.open(KEO, "ussd")
    assert client.bind(session.caller_token, key="block").registrations.block().ref
    assert client.bind().callers.open(KEO, "ussd").level is Level.L0


def test_a_member_sees_himself_his_book_his_hospital_and_his_family(known_by_pin: Knows) -> None:
    backend, session = known_by_pin(SOMCHAY)
    me, book, hospital, family = (backend.members.me(), backend.members.book(), backend.members.hospital(), backend.members.family())
    assert session.member is not None
    assert me.member_ref == session.member.member_ref
    assert book.basic.member_no == me.member_no
    assert hospital.state is CoverState.COVERED
    assert hospital.family_count == len(family.items) == 3


def test_months_are_summed_and_listed_page_by_page(known_by_pin: Knows) -> None:
    backend, _ = known_by_pin(KEO)
    assert backend.contributions.summary().months_total == 31
    periods, cursor = list[str](), ""
    while True:
        page = backend.contributions.periods(cursor=cursor, limit=10)
        periods += [item.period for item in page.items if item.counts]
        if not (cursor := page.next_cursor or ""):
            break
    assert len(set(periods)) == len(periods) == 31
    year = backend.contributions.periods("2026-01", "2026-03").items
    assert [item.period for item in year] == ["2026-03", "2026-02", "2026-01"]
    assert {item.state for item in year} == {ContributionState.POSTED}


def test_missing_months_become_one_case_however_often_the_message_is_repeated(known_by_pin: Knows) -> None:
    backend, _ = known_by_pin("+8562010000004")
    gaps = backend.contributions.summary().gaps
    assert gaps == ("2025-11", "2025-12", "2026-01")
    case = backend.contributions.report_gap(gaps)
    assert case.kind is CaseKind.MISSING_MONTHS
    assert backend.contributions.report_gap(gaps).ref == case.ref
    assert backend.contributions.summary().disputed == gaps


def test_benefits_are_assessed_also_as_if(known_by_pin: Knows) -> None:
    backend, _ = known_by_pin(KEO)
    states = {item.type: item.state for item in backend.benefits.all().items}
    assert states[BenefitType.UNEMPLOYMENT] is BenefitState.LIKELY
    one = backend.benefits.one("unemployment", what_if="laid_off")
    assert one.what_if is not None
    assert one.what_if.scenario is WhatIfScenario.LAID_OFF
    assert backend.benefits.one("unemployment").what_if is None


def test_claims_are_listed_and_read(known_by_pin: Knows) -> None:
    backend, _ = known_by_pin("+8562010000027")
    claim = next(claim for claim in backend.claims.all().items if claim.state is ClaimState.APPROVED)
    assert claim.amount is not None
    assert claim.amount.whole == 1_240_000
    assert backend.claims.one(claim.ref).claim == claim
    with pytest.raises(Refused, match="not_found"):
        backend.claims.one("4000000012")


def test_a_scheme_without_accounts_has_no_balance(known_by_pin: Knows) -> None:
    with pytest.raises(Refused, match="capability_unavailable"):
        known_by_pin(KEO)[0].balance.old_age()


def test_preferences_are_changed_one_by_one(known_by_pin: Knows) -> None:
    backend, _ = known_by_pin(KEO)
    before = backend.preferences.read()
    after = backend.preferences.write(language="hmn", discreet=not before.discreet)
    assert (after.language, after.discreet, after.reminders) == ("hmn", not before.discreet, before.reminders)
    assert backend.preferences.read().language == "hmn"


def test_anyones_hospital_is_found_and_the_look_is_on_record(client: BackendClient, sandbox: Sandbox, known_by_pin: Knows) -> None:
    session = client.bind().callers.open(NOBODY, "ussd")
    stranger = client.bind(session.caller_token)
    found = stranger.lookups.find(sandbox.member_no("P02"))
    assert found.entitled_today
    assert found.hospital is not None
    with pytest.raises(Refused, match="not_found"):
        stranger.lookups.find("900000019")
    looks = known_by_pin(KEO)[0].access_log.read(limit=50)
    assert ("public", "third_party_lookup") in [(look.who, look.purpose) for look in looks.items]


def test_reference_data_is_there_for_everybody(client: BackendClient) -> None:
    reference = client.bind().reference
    assert any("+8562077982994" in contact.phones for contact in reference.contacts().items)
    province = reference.hospitals().items[0].province_code
    assert {hospital.province_code for hospital in reference.hospitals(province).items} == {province}
    assert reference.benefit_types().items
    assert reference.contribution_schemes().items
    assert isinstance(reference.offices().items, tuple)
    assert isinstance(reference.announcements().items, tuple)
    assert client.bind().capabilities().features.contributions


def test_a_question_becomes_a_case_that_can_be_read(client: BackendClient) -> None:
    session = client.bind().callers.open(NOBODY, "ussd")
    backend = client.bind(session.caller_token, key="ask")
    case = backend.cases.open("question", "How do I join?", language="lo")
    assert backend.cases.read(case.ref).state is CaseState.RECEIVED
    assert backend.cases.open("question", "How do I join?", language="lo").ref == case.ref
    with pytest.raises(Refused, match="idempotency_conflict"):
        backend.cases.open("praise")


def test_what_a_flow_keeps_in_its_session_opens_again(known_by_pin: Knows) -> None:
    summary = known_by_pin(KEO)[0].contributions.summary()
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(summary), type=type(summary)) == summary


def test_a_wrong_secret_is_the_channels_fault(sandbox: Sandbox) -> None:
    with pytest.raises(ChannelRejected):
        BackendClient(f"{sandbox.url}/v1", "ussd", "wrong").bind().capabilities()


def test_after_a_reset_the_client_gets_itself_a_new_token(client: BackendClient, sandbox: Sandbox) -> None:
    now = [1000.0]
    client = BackendClient(f"{sandbox.url}/v1", "ussd", "sandbox", limits=Limits(call_s=10), clock=lambda: now[0])
    client.bind().callers.open(KEO, "ussd")
    sandbox.reset()
    now[0] += 60
    assert client.bind().callers.open(KEO, "ussd").level is Level.L1


@pytest.mark.alone
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "error", "status": 500}, BackendFailed),
        ({"kind": "reset"}, ConnectionLost),
        ({"kind": "truncated"}, ConnectionLost),
        ({"kind": "blackhole"}, DeadlineExceeded),
        ({"kind": "drip", "seconds": 0.2}, DeadlineExceeded),
        ({"kind": "delay", "seconds": 5}, DeadlineExceeded),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_each_fault_is_unavailable_in_time_and_heals(
    client: BackendClient, sandbox: Sandbox, fault: dict[str, object], error: type[Unavailable]
) -> None:
    session = client.bind().callers.open(KEO, "ussd")
    sandbox.faults({"path": "/me"} | fault)
    began = time.monotonic()
    with pytest.raises(error) as caught:
        client.bind(session.caller_token, deadline=began + 1).members.me()
    assert type(caught.value) is error
    assert time.monotonic() - began < 1.5
    sandbox.faults()
    assert client.bind(session.caller_token).members.me().member_ref


def test_one_lost_answer_is_asked_for_again_and_nobody_notices(client: BackendClient, sandbox: Sandbox) -> None:
    session = client.bind().callers.open(NOBODY, "ussd")
    backend = client.bind(session.caller_token, key="lost")
    for kind in ("reset", "truncated"):
        sandbox.faults({"path": "/cases", "kind": kind, "times": 1})
        assert backend.cases.open("question").ref == backend.cases.open("question").ref


@pytest.mark.alone
def test_while_everything_fails_the_breaker_answers_at_once_and_what_is_known_stays(client: BackendClient, sandbox: Sandbox) -> None:
    contacts = client.bind().reference.contacts()
    session = client.bind().callers.open(KEO, "ussd")
    sandbox.faults({"path": "/", "kind": "error"})
    for _ in range(5):
        with pytest.raises(BackendFailed):
            client.bind(session.caller_token).members.me()
    began = time.monotonic()
    with pytest.raises(CircuitOpen):
        client.bind(session.caller_token).members.me()
    assert time.monotonic() - began < 0.05
    assert client.bind().reference.contacts() == contacts
