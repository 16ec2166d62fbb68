"""Choose an exam, add one from a file, or describe one."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analytics.blueprints.custom import CustomDomain, CustomExam, exam_text
from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.errors import CutscoreError
from analytics.ingest.mapping.map_file import MAX_ITEMS
from analytics.ingest.values import fields
from dashboard import components
from dashboard.session import manual_entry, own_database, page_state
from dashboard.text import data as data_text
from dashboard.text import start as text

N_BLANK_DOMAINS = 12
"""More than most exams have: Streamlit loses letters typed while it adds a row."""

_CHOSEN = "start_exam"

_WEIGHTS = fields.Limits(0, MAX_ITEMS)


def render() -> None:
    exam, today = own_database.exam(), own_database.today()
    exams = sorted(
        own_database.blueprints().values(),
        key=lambda one: (one.status_on(today) is ExamStatus.RETIRED, one.provider or "", one.name),
    )
    names = {one.code: text.option(one, one.status_on(today)) for one in exams}
    page_state.set_input(_CHOSEN, None if exam is None else exam.code)
    start = {"on_change": components.act, "args": (_start_chosen,)}
    components.choose(text.CHOOSE, names, None, placeholder=text.SEARCH, key=_CHOSEN, **start)
    with st.expander(text.NOT_LISTED):
        _custom()
        from_file(manual_entry.form_key(), _start_saved)


def _start_saved(exam: ExamBlueprint) -> None:
    own_database.start_exam(exam.code)
    page_state.leave_note(data_text.exam_saved(exam.code))


def _start_chosen() -> None:
    code = page_state.value_of(_CHOSEN)
    if code is not None:
        own_database.start_exam(code)


@components.form
def from_file(key: object, use: Callable[[ExamBlueprint], object]) -> None:
    """Add an exam from a blueprint file; another key empties the box."""
    upload = st.file_uploader(text.FILE, ["toml"], help=text.FILE_HELP, key=f"exam_file_{key}")
    if upload is not None and st.button(text.ADD_FILE, key="take_file"):
        use(own_database.save_exam(upload.name, upload.getvalue()))
        st.rerun()


@components.form
def _custom() -> None:
    with st.form("write_exam", border=False):
        st.caption(text.DESCRIBE)
        code_at, name_at = st.columns([1, 3])
        code, name = code_at.text_input(text.CODE, max_chars=40), name_at.text_input(text.NAME, max_chars=200)
        questions_at, minutes_at, pass_at = st.columns(3)
        questions = questions_at.number_input(text.QUESTIONS, 1, MAX_ITEMS, 65, help=text.QUESTIONS_HELP)
        minutes = minutes_at.number_input(text.MINUTES_ALLOWED, 1, 2000, 90)
        percent = pass_at.number_input(text.CUT_PERCENT, 1.0, 100.0, None, 1.0, help=text.CUT_HELP)
        table = _domains()
        is_saved = st.form_submit_button(text.ADD_EXAM)
    if is_saved:
        exam = CustomExam(
            code=code.strip(),
            name=name.strip(),
            n_questions=questions,
            duration_min=minutes,
            pass_percent=percent,
            domains=[_domain(*row) for row in table.fillna("").itertuples(index=False) if any(row)],
        )
        if incomplete := text.incomplete(exam):
            st.error(incomplete)
            return
        _start_saved(own_database.save_exam(exam.name, exam_text(exam).encode()))
        st.rerun()


def _domain(name: str, weight: str, tasks: str) -> CustomDomain:
    read: Any = fields.number(_WEIGHTS, has_decimal_comma=True, add_notice=lambda _: None)
    number = weight.strip(" %")
    try:
        share = read(number) if number else None
    except ValueError as error:
        raise CutscoreError(text.wrong_weight(weight, error)) from None
    return CustomDomain(name.strip(), share, [one.strip() for one in tasks.split(text.TASKS_APART) if one.strip()])


def _domains() -> pd.DataFrame:
    names = [text.DOMAIN, text.WEIGHT, text.TASKS]
    return st.data_editor(
        pd.DataFrame(index=range(N_BLANK_DOMAINS), columns=names, dtype="string"),
        num_rows="dynamic",
        hide_index=True,
        column_config={
            text.WEIGHT: st.column_config.TextColumn(alignment="right"),  # a number column drops a decimal comma
            text.TASKS: st.column_config.TextColumn(help=text.TASKS_HELP),
        },
        placeholder="",
        alt=text.DOMAINS_ALT,
        key="own_domains",
    )
