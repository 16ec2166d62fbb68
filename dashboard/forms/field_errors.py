"""Errors of a form, each below its field."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.errors import DataProblem
from dashboard.text import add as text


class FieldErrors:
    """The places for the errors of one form; an error without a place is drawn where the form is saved."""

    def __init__(self) -> None:
        self._places: dict[str, DeltaGenerator] = {}
        self._wrong: set[str] = set()

    @property
    def are_shown(self) -> bool:
        """Whether any field has an error."""
        return bool(self._wrong)

    def place(self, field: str) -> None:
        """Reserve the place below the field that was just drawn."""
        self._places[field] = st.empty()

    def number(self, place: DeltaGenerator, label: str, field: str, **options: Any) -> Any:
        """Ask for a number in a place, with room for its error below."""
        with place:
            value = st.number_input(label, **options)
            self.place(field)
        return value

    def show(self, field: str, sentence: str) -> None:
        """Draw the error of a field, unless it has one already."""
        if field not in self._wrong:
            self._places[field].error(sentence)
            self._wrong.add(field)

    def show_problems(self, problems: Sequence[DataProblem]) -> None:
        """Draw problems that name a column as errors of its field, and the others here."""
        for problem in problems:
            if problem.column in self._places:
                self.show(problem.column, text.field_problem(problem))
        elsewhere = [problem for problem in problems if problem.column not in self._places]
        st.error(text.problems(elsewhere) if elsewhere else text.NOT_SAVED)
