"""Messages and questions on a terminal: written to stderr, answered on stdin."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import NamedTuple, TextIO, TypeVar

from analytics.errors import CutscoreError
from dashboard.text import terminal as text

Choice = TypeVar("Choice")
Answer = TypeVar("Answer")

PATIENCE_S = 1.0
"""Seconds after which a running step shows its progress."""


def print_message(sentence: str) -> None:
    """Print a sentence to stderr with control characters escaped."""
    print(text.literal(sentence), file=sys.stderr)


class FileSkippedError(Exception):
    """Raised when the user skips the file that a question is about."""


class Dialogue(NamedTuple):
    """Questions and answers, apart from the stream of results."""

    answers: TextIO
    questions: TextIO

    @property
    def is_on_terminal(self) -> bool:
        return self.answers.isatty() and self.questions.isatty()

    def say(self, line: str = "") -> None:
        print(text.literal(line), file=self.questions, flush=True)

    def choose(
        self, question: str, options: Mapping[Choice, str], guess: Choice | None, *, lists: bool = True
    ) -> Choice:
        """Ask for one of numbered options, which `lists` writes first; an empty answer takes the guess."""
        choices = list(options)
        self._list(question, list(options.values()) if lists else [])
        default = next((n for n, choice in enumerate(choices, start=1) if choice == guess), None)
        place = self._ask(text.value(text.NUMBER, default), default, lambda line: number(line, len(choices)))
        return choices[place - 1]

    def choose_some(
        self, question: str, options: Mapping[Choice, str], guess: Sequence[Choice]
    ) -> Sequence[Choice] | None:
        """Ask for one or more numbered options, None for all; an empty answer takes the guess."""
        choices = list(options)
        self._list(question, list(options.values()))
        default = [choices.index(one) + 1 for one in guess] or None
        shown = " ".join(map(str, default)) if default else None
        found = self._ask(text.value(text.NUMBERS, shown), default, lambda line: _numbers(line, len(choices)))
        return [choices[number - 1] for number in found] or None

    def confirm(self, question: str, *, guess: bool, can_skip: bool = True) -> bool:
        return self._ask(text.yes_or_no(question, guess=guess), guess, _yes_or_no, can_skip=can_skip)

    def enter(self, question: str, parse: Callable[[str], Answer], guess: Answer | None) -> Answer:
        """Ask for a value; `parse` raises ValueError with what to enter instead."""
        return self._ask(text.value(question, guess), guess, parse)

    def _list(self, question: str, options: Sequence[str]) -> None:
        self.say(question)
        for n, option in enumerate(options, start=1):
            self.say(text.OPTION.format(n=n, words=option))

    def _ask(
        self, prompt: str, guess: Answer | None, parse: Callable[[str], Answer], *, can_skip: bool = True
    ) -> Answer:
        """Ask until an answer can be read; after a second empty line, say how to get out.

        Raises:
            CutscoreError: At the end of the input, or if the user stops it.
            FileSkippedError: If the user skips the file.
        """
        n_empty = 0
        while True:
            line = self._line(text.prompt(prompt, can_skip=can_skip))
            if not line and guess is not None:
                return guess
            if can_skip and line.casefold() == text.SKIP:
                raise FileSkippedError
            try:
                return parse(line)
            except ValueError as error:
                self.say(str(error))
            n_empty += not line
            if n_empty > 1:
                self.say(text.WAYS_OUT)

    def _line(self, prompt: str) -> str:
        print(text.literal(prompt), end=" ", file=self.questions, flush=True)
        try:
            line = self.answers.readline()
        except KeyboardInterrupt:
            line = ""
        if not line:
            self.say()
            raise CutscoreError(text.ENDED)
        return line.strip()

    @contextmanager
    def progress(self, what: str) -> Iterator[None]:
        """Show that a long step is running, and for how many seconds."""
        if not self.questions.isatty():
            yield
            return
        done = Event()
        thread = Thread(target=self._count, args=(what, done), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _count(self, what: str, done: Event) -> None:
        n, line = 0, ""
        while not done.wait(PATIENCE_S):
            n += 1
            line = text.literal(text.GOING_ON.format(what=what, seconds=n))
            print(f"\r{line}", end="", file=self.questions, flush=True)
        if line:
            print(f"\r{' ' * len(line)}\r", end="", file=self.questions, flush=True)


def on_terminal() -> Dialogue:
    return Dialogue(sys.stdin, sys.stderr)


def number(line: str, n_choices: int) -> int:
    """Return the number on a line; a ValueError says what to enter."""
    if not (line.isascii() and line.isdecimal() and 1 <= int(line[:9]) <= n_choices):
        raise ValueError(text.NOT_A_NUMBER.format(n_choices=n_choices))
    return int(line)


def _numbers(line: str, n_choices: int) -> list[int]:
    if line == "*":
        return []
    found = [number(part, n_choices) for part in line.replace(",", " ").split()]
    if not found:
        raise ValueError(text.NOT_A_NUMBER.format(n_choices=n_choices))
    return list(dict.fromkeys(found))


def _yes_or_no(line: str) -> bool:
    if line.casefold() not in {"y", "yes", "n", "no"}:
        raise ValueError(text.NOT_YES_OR_NO)
    return line.casefold() in {"y", "yes"}
