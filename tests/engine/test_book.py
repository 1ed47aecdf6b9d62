"""The book shows every screen as a phone does, and says which of its pages is no longer true."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import book, check
from engine.checks.subject import Subject
from engine.flow import Flow, Record
from engine.registry import Flows
from engine.screens import Menu, Option
from tests.engine.catalogues import languages
from tests.engine.small_service import lao, service, sound, written


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return check.drawn(service(tmp_path, sound()))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    with languages(tmp_path / "locales", lo=written(lao())):
        return book.draw(check.drawn(service(tmp_path, sound())))


def test_there_is_a_page_and_a_map_for_each_flow_and_one_of_all(files: dict[str, str]) -> None:
    flows = ["home", "late", "proof", "problem", "resuming"]
    assert sorted(files) == sorted(
        ["README.md", "maps/all.svg", *(f"{name}.md" for name in flows), *(f"maps/{name}.svg" for name in flows)]
    )


def test_each_page_of_a_screen_stands_with_its_size_in_each_language(files: dict[str, str]) -> None:
    shown = files["home.md"]
    assert "<pre>Hello!\n1 Save\n2 Leave</pre><sub>GSM-7 21/160</sub>" in shown
    assert "<pre>ກຂຄງຈ\n1 ກຂຄງຈ\n2 ກຂຄງຈ</pre><sub>UCS-2 21/70</sub>" in shown
    assert "<pre>How many?\n0 Back</pre>" in shown
    assert "<pre>Bye.</pre>" in shown


def test_nothing_ends_the_table_before_its_time(tmp_path: Path) -> None:
    flow = Flow("home", Record, examples=(Record,))

    @flow.screen
    def show(record: Record) -> Menu:
        return Menu("First <b>\n\nand & last", Option("a", "On", show))

    made = book.draw(check.drawn(service(tmp_path, Flows(flow))))["home.md"]
    assert "<pre>First &lt;b&gt;\n&nbsp;\nand &amp; last\n1 On</pre>" in made


def test_examples_that_look_alike_are_shown_once(tmp_path: Path) -> None:
    def empty() -> Record:
        return Record()

    flow = Flow("home", Record, examples=(Record, empty))

    @flow.screen
    def show(record: Record) -> Menu:
        return Menu("Hello", Option("a", "On", show))

    assert book.draw(check.drawn(service(tmp_path, Flows(flow))))["home.md"].count("<table>") == 1


def test_the_book_is_the_same_each_time(subject: Subject) -> None:
    assert book.draw(subject) == book.draw(subject)


def test_a_book_just_written_is_current(tmp_path: Path, files: dict[str, str]) -> None:
    book.write(tmp_path / "book", files)
    assert book.stale(tmp_path / "book", files) == []


def test_every_page_that_is_not_current_is_named(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "book"
    book.write(folder, files)
    (folder / "maps" / "home.svg").unlink()
    (folder / "former.md").write_text("A flow that is gone")
    (folder / "home.md").write_text("Changed by hand")
    assert book.stale(folder, files) == ["former.md belongs to no flow", "home.md shows what is no longer so", "maps/home.svg is missing"]
    book.write(folder, files)
    assert book.stale(folder, files) == []
    assert not (folder / "former.md").exists()
