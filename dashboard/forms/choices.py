"""What forms share: common inputs, errors below their fields, and saving."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem
from analytics.ingest.reading import Notices
from analytics.records import CheckIn, Record
from analytics.reports.planning.self_ratings import Subject
from dashboard import components, formatting
from dashboard.session import manual_entry, own_database, page_state
from dashboard.text import add as text

_NEW = ""


class FieldErrors:
    """The errors of one form, each below its field; others are drawn where the form is saved."""

    def __init__(self) -> None:
        self._places: dict[str, DeltaGenerator] = {}
        self._wrong: set[str] = set()

    @property
    def are_shown(self) -> bool:
        return bool(self._wrong)

    def place(self, field: str) -> None:
        """Reserve space for an error below the field that was just drawn."""
        self._places[field] = st.empty()

    def number(self, place: DeltaGenerator, label: str, field: str, **options: Any) -> Any:
        """Ask for a number in a column of the form, with space for its error."""
        with place:
            value = st.number_input(label, **options)
            self.place(field)
        return value

    def show(self, field: str, sentence: str) -> None:
        """Show a field's error, unless it has one already."""
        if field not in self._wrong:
            self._places[field].error(sentence)
            self._wrong.add(field)

    def show_problems(self, problems: Sequence[DataProblem]) -> None:
        """Show problems at the fields of their columns, and all others here."""
        elsewhere = []
        for problem in problems:
            if problem.column in self._places:
                self.show(problem.column, text.field_problem(problem))
            else:
                elsewhere.append(problem)
        st.error(text.problems(elsewhere) if elsewhere else text.NOT_SAVED)


def day(key: str, column: str, errors: FieldErrors, usual: date | None = None) -> date:
    """Ask for a day up to today; `usual` is preset, else today."""
    today = own_database.today()
    chosen = any_day(text.DAY, min(usual or today, today), key)
    errors.place(column)
    if chosen > today:
        errors.show(column, text.DAY_IN_FUTURE)
    return chosen


def any_day(label: str, usual: date, key: str) -> date:
    """Ask for a day without limits.

    The browser would not send a day outside limits, and the value before would be saved. The same holds for numbers
    outside an `st.form`, so the rules of files are the only limits of both.
    """
    return st.date_input(label, usual, min_value=date.min, max_value=date.max, key=key)


def domain(exam: ExamBlueprint | None, key: str, chosen: str | None = None) -> str | None:
    names: dict[str | None, str] = {None: text.NO_DOMAIN}
    if exam is not None:
        names |= {d.domain_id: text.id_and_name(d.domain_id, d.name) for d in exam.domains}
    return components.choose(text.DOMAIN, names, chosen if chosen in names else None, key=key)


def subject_labels(exam: ExamBlueprint) -> dict[str, Subject]:
    """Return an exam's domains, each followed by its tasks, by label."""
    subjects: dict[str, Subject] = {}
    for domain in exam.domains:
        subjects[text.id_and_name(domain.domain_id, domain.name)] = (domain.domain_id, None)
        subjects |= {text.id_and_name(t.task_id, t.title): (domain.domain_id, t.task_id) for t in domain.tasks}
    return subjects


def task(exam: ExamBlueprint | None, key: str, domain_id: str | None) -> str | None:
    tasks = exam.domain(domain_id).tasks if exam and domain_id else ()
    names: dict[str | None, str] = {None: text.NO_TASK}
    names |= {task.task_id: text.id_and_name(task.task_id, task.title) for task in tasks}
    return components.choose(text.TASK, names, key=key)


def text_with_history(label: str, earlier: Iterable[str | None], key: str, *, in_form: bool = False) -> str | None:
    """Ask for a text, with the earlier ones to choose from.

    A new one has a box of its own, because a list forgets what is typed without Enter. A form is not
    redrawn before it is saved, so there the box is always shown, and emptied by a save.
    """
    names, chosen = {value: value for value in earlier if value}, None
    if names:
        more = {} if in_form else {_NEW: text.ANOTHER}
        chosen = components.choose(label, names | more, placeholder=text.OPTIONAL, filter_mode=None, key=key)
        if not in_form and chosen != _NEW:
            return chosen
    new_key = f"{key}_new_{manual_entry.form_key() if in_form else ''}"
    typed = st.text_input(text.new(label) if names else label, placeholder=text.OPTIONAL, key=new_key)
    return typed.strip() or chosen or None


def check_in_on(day: date) -> CheckIn:
    return next((entry for entry in own_database.records(CheckIn) if entry.on == day), CheckIn(on=day))


def save(
    records: Sequence[Record],
    exam: ExamBlueprint | None,
    sentence: str = "",
    *,
    errors: FieldErrors | None = None,
    done_draft: str | None = None,
) -> None:
    """Save the candidate's rows, delete their draft and run the page again, or show the problems."""
    own = [replace(record, candidate_id=own_database.candidate_id()) for record in records]
    notices = Notices()
    problems = manual_entry.add(own, exam.code if exam else None, notices)
    if problems:
        (errors or FieldErrors()).show_problems(problems)
        return
    if done_draft is not None:
        manual_entry.save_draft(done_draft, None)
    what = sentence or text.saved(text.entry_summary(own))
    page_state.rerun_with(" ".join([what, *map(formatting.literal, notices.texts())]))
