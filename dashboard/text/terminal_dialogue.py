"""Texts of any dialogue on a terminal, and of what it waits for."""

from collections.abc import Sequence

from dashboard import formatting

ENDED = "Stopped at a question. Nothing was imported."
DECLINED = "Nothing was imported."
SKIP = "s"
WAYS_OUT = f"Enter {SKIP} to skip this file, or press Ctrl+C to stop. Nothing is imported before the last question."
NOT_YES_OR_NO = "Enter y or n."


def prompt(question: str, *, can_skip: bool) -> str:
    return f"{question} ({SKIP} skips the file):" if can_skip else f"{question}:"


def option(n: int, words: str) -> str:
    return f"{n:>4}  {words}"


def number(default: int | None) -> str:
    return "Number" if default is None else f"Number [{default}]"


def numbers(default: Sequence[int] | None) -> str:
    shown = "" if default is None else f" [{' '.join(map(str, default))}]"
    return f"Numbers, * for all{shown}"


def not_a_number(n_choices: int) -> str:
    return f"Enter a number from 1 to {n_choices}."


def yes_or_no(question: str, *, guess: bool) -> str:
    return f"{question} [{'Y/n' if guess else 'y/N'}]"


def value(question: str, guess: object) -> str:
    return question if guess is None else f"{question} [{guess}]"


def going_on(what: str, seconds: int) -> str:
    return f"{what} ({seconds} s)"


def reading(file: str) -> str:
    return f"Reading {file}"


def answering(n_candidates: int) -> str:
    return f"Answering for {formatting.counted(n_candidates, 'candidate')}"


def importing(n_files: int) -> str:
    return f"Importing {formatting.counted(n_files, 'file')}"
