"""Questions on a terminal: choices, guesses, mistakes and the end of the input."""

import io
import time

import pytest

from analytics.errors import CutscoreError
from dashboard.cli.dialogue import Dialogue, FileSkippedError
from tests.inputs.terminal import Terminal

COLORS = {"r": "red", "g": "green", "b": "blue"}


def dialogue(*lines: str) -> Dialogue:
    return Dialogue(Terminal("".join(f"{line}\n" for line in lines)), Terminal())


def written(one: Dialogue) -> str:
    assert isinstance(one.questions, Terminal)
    return one.questions.getvalue()


def test_choices_are_numbered_and_an_empty_line_takes_the_guess() -> None:
    """A wrong number or word is asked again."""
    one = dialogue("4", "0", "two", "2")
    assert one.choose("Which?", COLORS, None) == "g"
    assert written(one).startswith("Which?\n   1  red\n   2  green\n   3  blue\nNumber (s skips the file): ")
    assert written(one).count("Enter a number from 1 to 3.") == 3
    assert dialogue("").choose("Which?", COLORS, "b") == "b"
    assert dialogue("", "1").choose("Which?", COLORS, None) == "r"


def test_several_choices_are_numbers_or_a_star() -> None:
    """A star means all, now and later; without a guess an empty line is no answer."""
    assert dialogue("3, 1 3").choose_some("Which?", COLORS, []) == ["b", "r"]
    assert dialogue("*").choose_some("Which?", COLORS, []) is None
    assert dialogue("").choose_some("Which?", COLORS, ["b", "r"]) == ["b", "r"]
    one = dialogue("", ",", "2")
    assert one.choose_some("Which?", COLORS, []) == ["g"]
    assert "Numbers, * for all (s skips the file):" in written(one)


@pytest.mark.parametrize(("line", "guess", "answer"), [("y", False, True), ("NO", True, False), ("", True, True)])
def test_yes_or_no(line: str, guess: bool, answer: bool) -> None:
    """An empty line is the guess in capitals."""
    one = dialogue("maybe", line)
    assert one.confirm("Import?", guess=guess) is answer
    assert f"Import? [{'Y/n' if guess else 'y/N'}]" in written(one)
    assert "Enter y or n." in written(one)


def test_a_value_is_parsed_or_asked_again() -> None:
    """The reason of a refusal is what to enter instead."""
    one = dialogue("many", "65")
    assert one.enter("How many?", int, None) == 65
    assert "invalid literal" in written(one)
    assert dialogue("").enter("How many?", int, 50) == 50


def test_the_end_of_the_input_and_an_interrupt_stop() -> None:
    """Nothing is guessed for somebody who went away."""
    with pytest.raises(CutscoreError, match="Nothing was imported"):
        dialogue().choose("Which?", COLORS, "r")

    class Interrupted(Terminal):
        def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]  # as StringIO itself
            raise KeyboardInterrupt

    with pytest.raises(CutscoreError, match="Nothing was imported"):
        Dialogue(Interrupted(), Terminal()).confirm("Import?", guess=True)


def test_the_second_empty_line_brings_the_ways_out() -> None:
    """Whoever only presses Enter is told how to skip the file and how to stop; a guess needs neither."""
    one = dialogue("", "2")
    assert one.choose("Which?", COLORS, None) == "g"
    assert "Ctrl+C" not in written(one)
    one = dialogue("", "", "2")
    assert one.choose("Which?", COLORS, None) == "g"
    assert written(one).count("Enter s to skip this file, or press Ctrl+C to stop.") == 1


def test_a_file_can_be_skipped_at_every_question_about_it() -> None:
    """An s is no answer to the question whether to import all files."""
    for ask in (
        lambda: dialogue("S").choose("Which?", COLORS, "r"),
        lambda: dialogue("s").choose_some("Which?", COLORS, []),
        lambda: dialogue(" s ").confirm("Change?", guess=True),
        lambda: dialogue("s").enter("How many?", int, None),
    ):
        with pytest.raises(FileSkippedError):
            ask()
    one = dialogue("s", "n")
    assert one.confirm("Import?", guess=True, can_skip=False) is False
    assert "skip" not in written(one)


def test_names_from_a_file_run_nothing_on_the_terminal() -> None:
    """Control characters are written as text."""
    one = dialogue("1")
    one.choose("Which?", {"a": "\x1b[2Jred"}, None)
    assert "\x1b" not in written(one)


def test_only_a_longer_step_shows_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait it counts seconds and then clears its line; a file gets nothing."""
    monkeypatch.setattr("dashboard.cli.dialogue.PATIENCE_S", 0.02)
    one = dialogue()
    with one.progress("Reading log.csv"):
        while not written(one):
            time.sleep(0.01)
    assert written(one).startswith("\rReading log.csv (1 s)")
    assert written(one).endswith(" \r")
    quick = dialogue()
    monkeypatch.setattr("dashboard.cli.dialogue.PATIENCE_S", 10.0)
    with quick.progress("Reading log.csv"):
        pass
    assert written(quick) == ""
    to_file = Dialogue(io.StringIO(), io.StringIO())
    with to_file.progress("Reading log.csv"):
        pass
    assert (to_file.questions.tell(), to_file.is_on_terminal, one.is_on_terminal) == (0, False, True)
