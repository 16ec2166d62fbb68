"""The two inputs of the weekly check-in: the next week's focus, and a note on this week."""

from dataclasses import replace

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import StudyPlan
from analytics.reports.study.plan import PlanWeek, with_weeks
from analytics.reports.this_week import WeekReport
from dashboard.forms import choices, plan_weeks
from dashboard.forms.check_in import NOTE_CHARS
from dashboard.session import manual_entry, own_database
from dashboard.text import week as text


def next_focus(report: WeekReport, plan: StudyPlan, week: PlanWeek, exam: ExamBlueprint) -> None:
    """Ask for the next week's focus, and fix it."""
    names = plan_weeks.names_of(report.plan)
    foci = list(names)
    choice_at, button_at = st.columns([3, 1], vertical_alignment="bottom")
    focus = choice_at.selectbox(
        text.next_week_label(week),
        foci,
        foci.index(str(week.focus)),
        format_func=names.__getitem__,
        key=f"next_focus_{manual_entry.n_saved()}",
    )
    if button_at.button(text.CHANGE_FOCUS, key="fix_focus") and focus is not None:
        choices.save([with_weeks(plan, {week.number: focus})], exam, text.FOCUS_SAVED)


def reflection(report: WeekReport, exam: ExamBlueprint) -> None:
    """Ask for a note, and save it in the day's check-in."""
    day = report.as_of
    saved = choices.check_in_on(day)
    with st.form(f"reflection_{day}_{manual_entry.n_saved()}"):
        note = st.text_area(text.REFLECTION_LABEL, saved.note or "", max_chars=NOTE_CHARS, height=80)
        if st.form_submit_button(text.SAVE_REFLECTION):
            if note.strip():
                changed = replace(saved, candidate_id=own_database.candidate_id(), note=note.strip())
                choices.save([changed], exam, text.REFLECTION_SAVED)
            else:
                st.error(text.NO_REFLECTION)
