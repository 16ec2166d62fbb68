"""Rows that are left out on purpose: how many, how much time, and why."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class LeftOutReason(StrEnum):
    """Why a row that can be read is not imported."""

    NOT_STUDY = "not_study"
    OTHER_DECKS = "other_decks"
    OTHER_PEOPLE = "other_people"
    GIVEN_UP = "given_up"
    NOT_DONE = "not_done"
    NO_LENGTH = "no_length"
    WHOLE_DAY = "whole_day"
    CANCELLED = "cancelled"
    AWAY = "away"
    OLDER_VERSION = "older_version"
    UNFINISHED = "unfinished"
    NO_ANSWER = "no_answer"
    NO_REVIEW = "no_review"
    NOT_SCORED = "not_scored"
    TOTAL = "total"
    REMARK = "remark"
    REPEATED_HEADER = "repeated_header"


class LeftOut(NamedTuple):
    """Rows left out for one reason, the minutes they hold, and the lines to look at, or names with minutes."""

    n_rows: int
    minutes: float = 0.0
    lines: tuple[str, ...] = ()
    names: tuple[tuple[str, int], ...] = ()


LeftOutRows = Mapping[LeftOutReason, LeftOut]


class LeftOutTally:
    """The rows left out so far, by reason."""

    def __init__(self) -> None:
        self._by_reason: dict[LeftOutReason, LeftOut] = {}

    def add(
        self,
        reason: LeftOutReason,
        n_rows: int = 1,
        *,
        minutes: float = 0.0,
        lines: tuple[str, ...] = (),
        names: tuple[tuple[str, int], ...] = (),
    ) -> None:
        """Count rows; adding none of them and no time changes nothing."""
        if n_rows or minutes:
            earlier = self._by_reason.get(reason, LeftOut(0))
            self._by_reason[reason] = LeftOut(
                earlier.n_rows + n_rows, earlier.minutes + minutes, earlier.lines + lines, earlier.names + names
            )

    def counts(self) -> LeftOutRows:
        """Return the rows and minutes by reason."""
        return dict(self._by_reason)


def n_left_out(left_out: LeftOutRows) -> int:
    """Return how many rows were left out for any reason."""
    return sum(rows.n_rows for rows in left_out.values())
