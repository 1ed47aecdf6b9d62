"""A small service to try the engine on: a menu, a secret, a question, a page behind a PIN, a request that may fail."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend_client.errors import Refused, Unavailable
from engine.call import Call
from engine.flow import DONE, Flow, Level, Outcome, Record
from engine.parsers import pin, whole_number
from engine.registry import Flows
from engine.screens import Ask, End, Menu, Option, when


@dataclass
class Orchard:
    """What the outside world does next."""

    failures: list[Exception] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)
    identified: int = 0

    def meets(self) -> None:
        if self.failures:
            raise self.failures.pop(0)


class Root(Record):
    pass


class Basket(Record):
    trees: int = 0
    weight: int = 0


class Secret(Record):
    wrong: int = 0


UNAVAILABLE, REFUSED = Unavailable("away"), Refused("not_found")


def orchard_flows(world: Orchard) -> Flows:
    """The flows, over a world that fails when it is told to."""
    basket = basket_flow(world)

    def identify(call: Call) -> None:
        world.identified += 1
        call.caller.level = Level.NUMBER

    return Flows(root_flow(basket), basket, step_up=secret_flow(), identify=identify)


def root_flow(basket: Flow[Basket]) -> Flow[Root]:
    flow: Flow[Root] = Flow("root", Root)

    @flow.screen
    def welcome(record: Root) -> Menu:
        return Menu(
            "Orchard",
            Option("pick", "Pick", basket.start),
            when(False, Option("hidden", "Hidden", basket.start)),
            Option("weigh", "Weigh", weigh),
            Option("bye", "Leave", goodbye),
            Option("crash", "Crash", crash),
        )

    @flow.screen
    def goodbye(record: Root) -> End:
        return End("Goodbye")

    @flow.action
    def crash(record: Root, call: Call) -> Outcome:
        raise ZeroDivisionError

    @flow.action
    def weigh(record: Root, call: Call) -> Outcome:
        return basket.enter(Basket(weight=7), basket.steps["read_scales"])

    return flow


def basket_flow(world: Orchard) -> Flow[Basket]:
    flow: Flow[Basket] = Flow("basket", Basket, title="Basket")

    @flow.screen
    def ask_trees(record: Basket) -> Ask:
        return Ask("How many trees?", whole_number(1, 50), choose, save="trees")

    @flow.screen
    def choose(record: Basket) -> Menu:
        return Menu(f"{record.trees} trees", Option("scales", "Scales", flow.steps["read_scales"]), Option("sure", "Pick all", confirm))

    @flow.screen(live=True)
    def confirm(record: Basket) -> Menu:
        return Menu("Sure?", Option("yes", "Yes", pick))

    @flow.action
    def pick(record: Basket, call: Call) -> Outcome:
        _ = call.backend
        world.meets()
        world.picked.append(call.seed)
        return done

    @flow.screen(closes=True)
    def done(record: Basket) -> Menu:
        return Menu("Picked")

    add_scales(flow, world)
    return flow


def add_scales(flow: Flow[Basket], world: Orchard) -> None:
    @flow.action(level=Level.PIN)
    def read_scales(record: Basket, call: Call) -> Outcome:
        world.meets()
        record.weight += 5
        return show_weight

    @flow.screen
    def show_weight(record: Basket) -> Menu:
        return Menu(f"{record.weight} kg", Option("again", "Again", read_scales))


def secret_flow() -> Flow[Secret]:
    flow: Flow[Secret] = Flow("secret", Secret)

    @flow.screen(live=True)
    def ask_pin(record: Secret) -> Ask:
        return Ask(f"PIN ({record.wrong} wrong)", pin, check, secret=True)

    @flow.action
    def check(record: Secret, call: Call) -> Outcome:
        if call.secret != "4071":
            record.wrong += 1
            return ask_pin
        call.proven(Level.PIN)
        return DONE

    return flow
