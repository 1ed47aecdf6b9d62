"""What is done to the flows as a whole, from the command line: `python -m commands check | book | shapes`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from channels.sms import keywords
from channels.ussd import africastalking, generic, smpp
from deploy.strings import extract
from engine import book, check
from engine.checks import released
from engine.checks.subject import Texts
from engine.flow import Enter, Outcome, Step
from engine.text import LOCALES as OF_LOCALES
from engine.text import load_catalogues
from flows import all_flows, pin, texting
from settings import LOCALES

ROOT: Final = Path(__file__).resolve().parent
BOOK: Final = ROOT / "docs" / "book"
SHAPES: Final = ROOT / "flows" / "released.json"
NUMBERS: Final = {"pay": ("3",), "receipt": ("7311604824",), "lookup": ("900000084",)}
BUDGETS: Final = {africastalking.NAME: africastalking.BUDGET, generic.NAME: africastalking.BUDGET, smpp.NAME: smpp.BUDGET}


def service() -> check.Service:
    """All that is checked and drawn."""
    said = {}
    for message in extract(ROOT):
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple | list) else message.id
            said[key] = message.locations[0][0]
    last_words = [message for message, file_name in said.items() if file_name.startswith("channels/")]
    return check.Service(all_flows(), BUDGETS, LOCALES, SHAPES, said, last_words, asked())


def asked() -> Texts:
    """What can be asked for by SMS: of the words for each thing the first of each language."""
    first = keywords.first_words(tuple(OF_LOCALES))
    steps = {intent: _step(texting.meant(texting.Texted(intent=intent, numbers=NUMBERS.get(intent, ())))) for intent in first}
    return Texts(first, steps, pin.show_dialling)


def _step(outcome: Outcome) -> Step:
    if isinstance(outcome, Enter):
        return outcome.step
    assert isinstance(outcome, Step)
    return outcome


def check_flows() -> int:
    """Tells every fault."""
    checked = service()
    faults = check.find(checked)
    print(check.report(faults, checked.flows))
    return bool(faults)


def keep_book(*, only_look: bool = False) -> int:
    """Draws the book; only looks whether it is current with --check."""
    load_catalogues(LOCALES)
    files = book.draw(check.drawn(service()))
    if not only_look:
        book.write(BOOK, files)
        print(f"book: {len(files)} files in {BOOK.relative_to(ROOT)}")
        return 0
    found = book.stale(BOOK, files)
    print(
        "\n".join(
            [*(f"{BOOK.relative_to(ROOT)}/{fault}. Run `make book`." for fault in found), f"book: {len(found) or 'no'} page is out of date"]
        )
    )
    return bool(found)


def keep_shapes() -> int:
    """Writes down what sessions hold now: done when a release is made, and at no other time."""
    SHAPES.write_text(released.written(released.shapes(all_flows())), encoding="utf-8")
    print(f"shapes: {SHAPES.relative_to(ROOT)} written")
    return 0


COMMANDS: Final = {
    ("check",): check_flows,
    ("book",): keep_book,
    ("book", "--check"): lambda: keep_book(only_look=True),
    ("shapes",): keep_shapes,
}


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when something is wrong, 2 when the command is not known."""
    command = COMMANDS.get(tuple(arguments))
    if command is None:
        print(f"usage: python -m commands {' | '.join(map(' '.join, COMMANDS))}")
        return 2
    return command()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
