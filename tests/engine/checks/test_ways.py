"""Steps nothing leads to, and steps that lead nowhere, are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.call import Call
from engine.flow import Flow, Level, Outcome
from engine.registry import Flows
from engine.screens import Menu, Option
from engine.text import _
from tests.engine.small_service import Home, faults, home, one_fault, proof, sound, with_screen


def test_a_step_nothing_leads_to_is_found(tmp_path: Path) -> None:
    flows = sound()

    @flows.root.screen
    def forgotten(record: Home) -> Menu:
        return Menu(_("Saved."))

    assert faults(tmp_path, flows)[0] == (
        "flow home, screen forgotten: nothing leads to it. Lead to it from an option or an action, or remove it."
    )


def test_a_flow_nothing_leads_to_is_found_once(tmp_path: Path) -> None:
    flow = Flow("lost", Home, examples=(Home,))

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Saved."))

    found = one_fault(faults(tmp_path, Flows(sound().root, flow, step_up=proof())))
    assert found == "flow lost: nothing leads to it. Offer lost.start somewhere, or leave it out of the flows."


def test_a_dead_end_is_found(tmp_path: Path) -> None:
    assert one_fault(faults(tmp_path, with_screen(Menu("Hello!")))) == (
        'flow home, screen show shows no option with the example "nothing yet", and there is nothing to go back to. '
        "Give it an option, or say it with End."
    )


def test_an_action_without_an_outcome_is_found(tmp_path: Path) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), keep))

    @flow.action
    def keep(record: Home, call: Call) -> Outcome:
        raise RuntimeError

    assert one_fault(faults(tmp_path, Flows(flow))) == (
        "flow home, action keep leads nowhere. Return the next step, flow.enter(...), DONE or HOME."
    )


def test_actions_that_only_lead_to_each_other_are_found(tmp_path: Path) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), there))

    @flow.action
    def there(record: Home, call: Call) -> Outcome:
        return back

    @flow.action
    def back(record: Home, call: Call) -> Outcome:
        return there

    found = faults(tmp_path, Flows(flow))
    assert [fault.partition(" leads")[0] for fault in found] == ["flow home, action there", "flow home, action back"]
    assert "actions only, which lead to each other" in found[0]


def test_a_level_that_no_flow_proves_is_found(tmp_path: Path) -> None:
    found = one_fault(faults(tmp_path, Flows(sound().root)))
    assert found.startswith("flow home, action keep wants the level PIN, and no flow proves it.")


@pytest.mark.parametrize("level", [Level.NONE, Level.PIN])
def test_the_proof_by_pin_is_reached_as_soon_as_an_action_wants_it(tmp_path: Path, level: Level) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), keep))

    @flow.action(level=level)
    def keep(record: Home, call: Call) -> Outcome:
        return show

    found = faults(tmp_path, Flows(flow, step_up=proof()))
    assert len(found) == (0 if level else 2)
