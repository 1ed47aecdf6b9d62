"""What becomes of a benefit if a month is skipped or the job is lost, and the last day on which paying still keeps it."""

from __future__ import annotations

from typing import Final

from backend_client.benefits import BenefitState, BenefitType, WhatIf, WhatIfScenario
from engine.call import Call
from engine.flow import Flow, Level, Record, Step
from engine.formats import day
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import longest
from flows.benefit_words import benefit_name, ready_line, standing
from flows.rule_words import payment_lines

LABELS: Final = {
    WhatIfScenario.PAY_EACH_MONTH: N_("Each month is paid"),
    WhatIfScenario.SKIP_THIS_MONTH: N_("This month is not paid"),
    WhatIfScenario.SKIP_THREE_MONTHS: N_("Three months are not paid"),
    # Translators: the employer ends the job.
    WhatIfScenario.LAID_OFF: N_("I lose the job"),
    # Translators: the worker ends the job.
    WhatIfScenario.RESIGNED: N_("I leave the job"),
}
JOB: Final = frozenset({WhatIfScenario.LAID_OFF, WhatIfScenario.RESIGNED})


class Question(Record):
    """benefit, unit: what it is about. employed: whether a job can be lost. answer: None until asked."""

    benefit: BenefitType = BenefitType.OTHER
    unit: str = "none"
    employed: bool = False
    scenario: WhatIfScenario = WhatIfScenario.PAY_EACH_MONTH
    answer: WhatIf | None = None


def laid_off() -> Question:
    """Everything a scenario can say."""
    answer = WhatIf(
        scenario=WhatIfScenario.SKIP_THREE_MONTHS,
        state=BenefitState.NOT_YET,
        have=11,
        need=12,
        ready_on=longest.DAY,
        last_safe_payment_day=longest.DAY,
        payment=longest.UNREADY.payment,
    )
    return Question(benefit=BenefitType.UNEMPLOYMENT, unit="months", employed=True, scenario=answer.scenario, answer=answer)


def not_asked() -> Question:
    """Nothing known."""
    return Question()


flow = Flow("what_if", Question, title=N_("What if"), examples=(laid_off, not_asked))


@flow.screen
def choose_scenario(record: Question) -> Menu:
    """What might happen."""
    return Menu(
        _("%(benefit)s: what if ...", benefit=benefit_name(record.benefit)),
        *(
            when(record.employed or scenario not in JOB, Option(scenario, _(label), assess, save={"scenario": scenario}))
            for scenario, label in LABELS.items()
        ),
    )


@flow.action(level=Level.PIN)
def assess(record: Question, call: Call) -> Step:
    """Asks the backend how it would stand."""
    record.answer = call.backend.benefits.one(record.benefit, record.scenario).what_if
    return show_answer


@flow.screen
def show_answer(record: Question) -> Menu:
    """How it would stand, from when, and the last safe day."""
    # Translators: what may happen, above what becomes of the benefit then.
    return Menu("\n".join([_("%(scenario)s:", scenario=scenario_label(record.scenario)), *answer_lines(record)]))


def scenario_label(scenario: WhatIfScenario) -> str:
    """The scenario as it was chosen."""
    return _(LABELS.get(scenario, ""))


def answer_lines(record: Question) -> list[str]:
    """The answer first."""
    answer = record.answer
    if answer is None:
        return [_("NSSO decides.")]
    how = standing(answer.state, answer.have, answer.need, record.unit)
    lines = [_("%(benefit)s: %(standing)s.", benefit=benefit_name(record.benefit), standing=how), *ready_line(answer.ready_on)]
    if answer.last_safe_payment_day:
        lines.append(_("Last safe day to pay: %(day)s.", day=day(answer.last_safe_payment_day)))
    return lines + (payment_lines(answer.payment) if answer.payment else [_("NSSO decides.")])
