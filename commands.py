"""What is done to the flows as a whole, from the command line: `python -m commands check | book | shapes`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from channels.ussd import africastalking, generic
from deploy.strings import extract
from engine import check
from engine.checks import released
from flows import all_flows
from settings import LOCALES

ROOT: Final = Path(__file__).resolve().parent
SHAPES: Final = ROOT / "flows" / "released.json"
BUDGETS: Final = {africastalking.NAME: africastalking.BUDGET, generic.NAME: africastalking.BUDGET}


def service() -> check.Service:
    """All that is checked and drawn."""
    said = {}
    for message in extract(ROOT):
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple | list) else message.id
            said[key] = message.locations[0][0]
    last_words = [message for message, file_name in said.items() if file_name.startswith("channels/")]
    return check.Service(all_flows(), BUDGETS, LOCALES, SHAPES, said, last_words)


def check_flows() -> int:
    """Tells every fault."""
    checked = service()
    faults = check.find(checked)
    print(check.report(faults, checked.flows))
    return bool(faults)


def keep_shapes() -> int:
    """Writes down what sessions hold now: done when a release is made, and at no other time."""
    SHAPES.write_text(released.written(released.shapes(all_flows())), encoding="utf-8")
    print(f"shapes: {SHAPES.relative_to(ROOT)} written")
    return 0


COMMANDS: Final = {"check": check_flows, "shapes": keep_shapes}


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when something is wrong, 2 when the command is not known."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"usage: python -m commands {' | '.join(COMMANDS)}")
        return 2
    return command()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
