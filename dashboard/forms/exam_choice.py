"""The exam to prepare for: a listed one, a blueprint file, or a custom one."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from analytics.blueprints.custom import CustomDomain, CustomExam
from dashboard import components
from dashboard.session import manual_entry, own_database
from dashboard.text import start as text
from dashboard.text.start import Way

N_BLANK_DOMAINS = 4
USUAL_QUESTIONS, USUAL_MINUTES = 65, 90


def render() -> None:
    """Ask for the exam in one of three ways, and start it."""
    way = st.radio(text.WAY, text.WAYS, horizontal=True, key="exam_way")
    _FORMS[way]()


def _listed() -> None:
    blueprints, started = own_database.blueprints(), own_database.started_exam()
    codes = list(blueprints)
    index = codes.index(started.code) if started is not None and started.code in codes else None
    code = st.selectbox(
        text.CHOOSE, codes, index, format_func=lambda code: text.exam_name(blueprints[code]), key=f"start_exam_{index}"
    )
    if code is not None and (started is None or code != started.code):
        own_database.start_exam(code)
        st.rerun()


def _file() -> None:
    upload = st.file_uploader(text.FILE, ["toml"], help=text.FILE_HELP, key=f"exam_file_{manual_entry.n_saved()}")
    if upload is not None and st.button(text.TAKE_FILE, type="primary", key="take_file"):
        with components.sentences_for_errors():
            own_database.start_exam(own_database.save_exam(upload).code)
            st.rerun()


def _written() -> None:
    st.caption(text.WRITE_BODY)
    with st.form("write_exam"):
        code_at, name_at = st.columns([1, 3])
        code, name = code_at.text_input(text.CODE, max_chars=40), name_at.text_input(text.NAME, max_chars=200)
        questions_at, minutes_at, pass_at = st.columns(3)
        questions = questions_at.number_input(text.QUESTIONS, 1, 1000, USUAL_QUESTIONS)
        minutes = minutes_at.number_input(text.MINUTES, 1, 2000, USUAL_MINUTES)
        percent = pass_at.number_input(text.CUT_PERCENT, 1.0, 100.0, None, 1.0, help=text.CUT_HELP)
        table = st.data_editor(
            pd.DataFrame(
                {
                    text.DOMAIN: pd.array([None] * N_BLANK_DOMAINS, dtype="string"),
                    text.WEIGHT: pd.array([None] * N_BLANK_DOMAINS, dtype="Float64"),
                    text.TASKS: pd.array([None] * N_BLANK_DOMAINS, dtype="string"),
                }
            ),
            num_rows="dynamic",
            hide_index=True,
            column_config={
                text.WEIGHT: st.column_config.NumberColumn(min_value=0, max_value=100),
                text.TASKS: st.column_config.TextColumn(help=text.TASKS_HELP),
            },
            placeholder="",
            alt=text.DOMAINS_ALT,
            key="own_domains",
        )
        is_saved = st.form_submit_button(text.SAVE_EXAM, type="primary")
    if is_saved:
        domains = [
            CustomDomain(
                str(domain).strip(),
                None if pd.isna(weight) else float(weight),
                [] if pd.isna(tasks) else _tasks(tasks),
            )
            for domain, weight, tasks in zip(table[text.DOMAIN], table[text.WEIGHT], table[text.TASKS], strict=True)
            if not pd.isna(domain)
        ]
        exam = CustomExam(
            code=code.strip(),
            name=name.strip(),
            n_questions=questions,
            duration_min=minutes,
            pass_percent=percent,
            domains=domains,
        )
        if not (exam.code and exam.name and exam.domains):
            st.error(text.NEEDED)
            return
        with components.sentences_for_errors():
            own_database.start_exam(own_database.save_custom_exam(exam).code)
            st.rerun()


def _tasks(written: str) -> list[str]:
    return [task.strip() for task in written.split(text.TASKS_APART) if task.strip()]


_FORMS: Mapping[Way, Callable[[], None]] = {Way.LISTED: _listed, Way.FILE: _file, Way.WRITE: _written}
