"""From a person's months, age and events to one assessment per benefit: likely, not yet, unknown, or not in the scheme."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from sandbox.rules.conditions import find, reduction, thresholds
from sandbox.rules.insured import Assessment, Finding, Insured, State
from sandbox.rules.payments import payments
from sandbox.rules.profile import Profile
from sandbox.rules.question import Question
from sandbox.rules.rule import ClassIn, TailCoverageMonths


def assess_all(profile: Profile, insured: Insured, today: date) -> tuple[Assessment, ...]:
    return tuple(assess(profile, benefit, insured, today) for benefit in profile.benefits)


def assess(profile: Profile, benefit: str, insured: Insured, today: date) -> Assessment:
    """One of the profile's benefits; the window of a rule ends before the month of the event, or of today."""
    question = Question(profile, benefit, insured, today)
    doors = question.rules(ClassIn)
    if not doors:
        return _closed(question, profile.rules_of(ClassIn, benefit, today)[0])
    if question.cover_is_over():
        return _closed(question, next(iter(question.rules(TailCoverageMonths)), doors[0]))
    findings = tuple(find(rule, question) for rule in thresholds(question))
    return _open(question, doors[0], findings)


def _closed(question: Question, rule: ClassIn | TailCoverageMonths) -> Assessment:
    return Assessment(
        type=question.benefit,
        state=State.NOT_IN_SCHEME,
        rule_id=rule.id,
        source=rule.source,
        confirmed=not rule.unconfirmed,
        covered_until=question.covered_until(),
        event_required=question.event_required(),
    )


def _open(question: Question, door: ClassIn, findings: tuple[Finding, ...]) -> Assessment:
    state = _state(question, door, findings)
    whole = Assessment(
        type=question.benefit,
        state=state,
        rule_id=door.id,
        source=door.source,
        confirmed=not door.unconfirmed,
        conditions=findings,
        event_required=question.event_required(),
        event_on=question.event.day if question.event else None,
        pays_from=question.pays_from(),
        claim_deadline=question.deadline(),
        covered_until=question.covered_until(),
        reduction_percent=reduction(question) if state is State.LIKELY else None,
        payments=payments(question),
    )
    return _with_deciding_condition(whole)


def _state(question: Question, door: ClassIn, findings: tuple[Finding, ...]) -> State:
    if not findings:
        return State.LIKELY if door.from_first_day else State.UNKNOWN
    if not all(finding.met for finding in findings):
        return State.NOT_YET
    deadline = question.deadline()
    # A late claim may still be heard: that is for the institution to say, not for a rule.
    if deadline and deadline.last_day and question.today > deadline.last_day:
        return State.UNKNOWN
    return State.LIKELY


def _with_deciding_condition(whole: Assessment) -> Assessment:
    unmet = [finding for finding in whole.conditions if not finding.met]
    deciding = next(iter(unmet or whole.conditions), None)
    if deciding is None:
        return whole
    days = [finding.ready_on for finding in unmet]
    return structs.replace(
        whole,
        have=deciding.have,
        need=deciding.need,
        unit=deciding.unit,
        window_months=deciding.window_months,
        # After the event nothing that is paid later can help.
        ready_on=max((day for day in days if day), default=None) if None not in days and whole.event_on is None else None,
        rule_id=deciding.rule_id,
        source=deciding.source,
        confirmed=all(finding.confirmed for finding in whole.conditions),
    )
