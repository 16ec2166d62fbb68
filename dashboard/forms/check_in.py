"""The daily check-in, and its note alone for the weekly one."""

from dataclasses import replace

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import CheckIn
from analytics.reports.this_week import WeekReport
from dashboard import components
from dashboard.forms import choices
from dashboard.session import manual_entry
from dashboard.text import add as text
from dashboard.text import week as week_text

NOTE_CHARS = 2000
NUMBERS = (
    ("sleep_h", text.SLEEP, 0.5),
    ("exercise_min", text.EXERCISE, 5.0),
    ("evening_screen_min", text.SCREEN, 5.0),
)


@components.form
def render(exam: ExamBlueprint | None) -> None:
    errors = choices.FieldErrors()
    day = choices.day("check_in_day", "on", errors)
    saved = choices.check_in_on(day)
    key = f"check_in_{day}_{manual_entry.form_key()}"
    with st.form(key):
        numbers = {
            field: errors.number(place, label, field, value=getattr(saved, field), step=step, key=f"{field}_{key}")
            for place, (field, label, step) in zip(st.columns(3), NUMBERS, strict=True)
        }
        written = st.text_area(text.NOTE, saved.note or "", max_chars=NOTE_CHARS, height=80, key=f"day_note_{key}")
        if components.save_button(text.SAVE, saved, key=f"save_{key}"):
            entry = CheckIn(on=day, **numbers, note=written.strip() or None)
            if entry == CheckIn(on=day):
                st.error(text.NO_CHECK_IN)
            else:
                choices.save([entry], exam, errors=errors)


@components.form
def note(report: WeekReport, exam: ExamBlueprint, *, is_next: bool = False) -> None:
    day = report.as_of
    saved = choices.check_in_on(day)
    key = f"reflection_{day}_{manual_entry.form_key()}"
    with st.form(key, border=not is_next):
        written = st.text_area(
            week_text.NOTE_LABEL, saved.note or "", max_chars=NOTE_CHARS, height=80, key=f"note_{key}"
        )
        kind = "primary" if is_next else "secondary"
        if components.save_button(week_text.SAVE_NOTE, saved.note, key=f"save_{key}", type=kind):
            if written.strip():
                choices.save([replace(saved, note=written.strip())], exam, week_text.NOTE_SAVED)
            else:
                st.error(week_text.NO_NOTE)
