"""What is told never looks like something to choose: "9 months paid" would be read as option 9."""

import re

import pytest

from commands import service
from engine import check
from engine.checks.subject import Subject
from engine.screens import Menu
from engine.text import load_catalogues
from settings import LOCALES

READS_AS_OPTION = re.compile(r"^\d{1,2} ", re.MULTILINE)


@pytest.fixture(scope="module")
def subject() -> Subject:
    load_catalogues(LOCALES)
    return check.drawn(service())


def test_no_line_of_a_text_reads_as_an_option(subject: Subject) -> None:
    found = [
        f"{drawn.step.flow.name}.{drawn.step.name} ({drawn.locale}): {drawn.screen.text!r}"
        for drawn in subject.gallery
        if isinstance(drawn.screen, Menu) and READS_AS_OPTION.search(drawn.screen.text)
    ]
    assert not found, "\n".join(found)
