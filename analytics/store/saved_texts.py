"""Parse the texts of a file that have a form of their own, such as exams and drafts."""

from collections.abc import Callable
from typing import TypeVar

from analytics.errors import CutscoreError, SavedTextError

Parsed = TypeVar("Parsed")


def parse_saved(table: str, row: object, text: str, parse: Callable[[str], Parsed]) -> Parsed:
    """Return what a saved text says.

    Raises:
        SavedTextError: If its form is not ours; it names the row.
    """
    try:
        return parse(text)
    except (CutscoreError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SavedTextError(table, row, text) from error
