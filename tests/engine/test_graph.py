"""The graph knows where a function may lead, however it names the step."""

from __future__ import annotations

from functools import partial
from typing import Final

from engine import gallery, graph, problems
from engine.call import Call
from engine.flow import DONE, HOME, Flow, Level, Outcome, Record, Step
from engine.graph import Graph
from engine.mentions import Target, mentioned
from engine.registry import Flows
from engine.screens import Menu, Option, when
from engine.text import LOCALES
from tests.engine.small_service import proof, sound

first = Flow("first", Record, examples=(Record,))
second = Flow("second", Record, examples=(Record,))


@first.screen
def show(record: Record) -> Menu:
    return Menu("First", Option("on", "On", second.start), when(False, Option("hidden", "", never)))


@first.screen
def never(record: Record) -> Menu:
    return Menu("Never")


@second.screen
def other(record: Record) -> Menu:
    return Menu("Second")


@second.screen
def further(record: Record) -> Menu:
    return Menu("Further")


TABLE: Final = {"a": show, "b": (further,), "c": partial(lambda step: step, other)}


def elsewhere(record: Record) -> Step:
    return further


def targets(function: object) -> list[Target]:
    assert callable(function)
    return list(dict.fromkeys(mentioned(function)))


def test_a_step_is_found_by_its_name() -> None:
    assert targets(lambda: None) == []
    assert targets(elsewhere) == [further]


def test_a_flow_is_found_by_its_start() -> None:
    def through_start() -> Step:
        return second.start

    def by_itself() -> Flow[Record]:
        return second

    assert targets(through_start) == targets(by_itself) == [other]


def test_a_flow_is_found_through_its_module() -> None:
    def act() -> Step:
        return problems.flow.start

    assert targets(act) == [problems.show_problem]


def test_entering_a_flow_leads_to_its_start_unless_another_step_is_given() -> None:
    def enter_first(record: Record, call: Call) -> Outcome:
        return second.enter(Record())

    def enter_second(record: Record, call: Call) -> Outcome:
        return second.enter(Record(), further)

    def enter_named(record: Record, call: Call) -> Outcome:
        return second.enter(Record(), step=further)

    assert targets(enter_first) == [other]
    assert targets(enter_second) == targets(enter_named) == [further]


def test_done_and_home_are_ends() -> None:
    def act(record: Record, call: Call) -> Outcome:
        return DONE if call.secret else HOME

    assert targets(act) == [DONE, HOME]


def test_what_a_function_of_the_same_package_names_counts() -> None:
    def act(record: Record, call: Call) -> Outcome:
        return elsewhere(record)

    assert targets(act) == [further]


def test_a_table_of_steps_counts_whole() -> None:
    def act() -> object:
        return TABLE

    assert targets(act) == [show, further, other]


def test_a_flow_imported_where_it_is_needed_counts() -> None:
    def act() -> Step:
        from engine import resuming

        return resuming.offer

    def whole() -> Step:
        from engine.problems import flow

        return flow.start

    assert [graph.called(target) for target in targets(act) + targets(whole)] == ["resuming.offer", "problem.show_problem"]


def test_names_that_only_look_like_steps_do_not_count() -> None:
    def act(further: str) -> str:
        return further + second.name + show.name + str(second.steps)

    assert targets(act) == []


def read(flows: Flows) -> Graph:
    return graph.read(flows, gallery.draw_all(flows))


def test_drawn_options_lead_on_and_hidden_ones_only_by_name() -> None:
    flows = Flows(first, second)
    drawn = gallery.draw_all(flows)
    assert [target for each in drawn if each.step is show for target in graph.offered(each)] == [other] * 3
    assert graph.read(flows, drawn).leads[show] == (other, never)


def test_everything_behind_a_step_is_reachable_from_it() -> None:
    found = read(Flows(first, second)).reachable(show)
    assert found == {show, never, other}


def test_the_engine_enters_the_root_the_problems_and_the_proof() -> None:
    entries = [graph.called(step) for step in read(sound()).entries]
    assert entries == ["home.menu", "problem.show_problem", "resuming.offer", "late.show_promise", "proof.ask"]
    assert graph.called(DONE) == "done"
    assert graph.called(HOME) == "main menu"


def test_the_first_screens_lie_behind_actions_only() -> None:
    flows = sound()
    found = read(flows)
    steps = flows.root.steps
    assert found.first_screens(steps["keep"]) == {steps["show"]}
    assert found.first_screens(steps["menu"]) == {steps["menu"]}


def test_only_the_first_screen_of_the_root_has_nothing_behind_it() -> None:
    flows = sound()
    found = read(flows)
    without = [step.name for step in found.leads if step.draw and not found.has_back(flows, step)]
    assert without == ["menu"]
    assert flows.root.steps["keep"].level == Level.PIN
    assert found.has_back(flows, proof().start)


def test_a_drawn_question_leads_to_what_reads_its_answer() -> None:
    flows = sound()
    steps = flows.root.steps
    asked = [drawn for drawn in gallery.draw_all(flows) if drawn.step is steps["ask"]]
    assert [target for drawn in asked for target in graph.offered(drawn)] == [steps["keep"]] * len(LOCALES)
