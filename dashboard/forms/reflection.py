"""The two inputs of the weekly check-in: the next week's focus, and a note on this week."""

from dataclasses import replace
from typing import Literal

import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.reports.study.plan import PlanReport, with_weeks
from analytics.reports.this_week import WeekReport
from dashboard import components
from dashboard.forms import choices, plan_weeks
from dashboard.forms.check_in import NOTE_CHARS
from dashboard.session import manual_entry
from dashboard.text import audit as audit_text
from dashboard.text import week as text


@components.form
def next_focus(report: WeekReport, exam: ExamBlueprint, *, is_next: bool = False) -> None:
    """Ask for the next week's focus, and set it; nothing without a week to come."""
    plan, week = report.plan.plan, report.plan.next_week
    if plan is None or week is None:
        return
    names = plan_weeks.names_of(report.plan)
    proposed = report.plan.next_by_gaps if is_next else None
    choice_at, button_at = st.columns([3, 1], vertical_alignment="bottom")
    shown, key = str(proposed[0] if proposed else week.focus), f"next_focus_{manual_entry.n_saved()}"
    with choice_at:
        focus = components.choose(text.next_week_label(week), names, shown, key=key)
    kind: Literal["primary", "secondary"] = "primary" if is_next else "secondary"
    if button_at.button(text.SET_FOCUS, type=kind, key="fix_focus") and focus is not None:
        choices.save([with_weeks(plan, {week.number: focus})], exam, text.FOCUS_SAVED)


@components.form
def focus_button(report: PlanReport, domain: BlueprintDomain, exam: ExamBlueprint) -> None:
    """Offer a domain as the next week's focus; nothing if it is, or if no week is to come."""
    plan, week = report.plan, report.next_week
    if plan is None or week is None or week.focus == domain.domain_id:
        return
    if st.button(audit_text.set_focus(domain.name), key="set_next_focus"):
        choices.save([with_weeks(plan, {week.number: domain.domain_id})], exam, text.FOCUS_SAVED)


@components.form
def note(report: WeekReport, exam: ExamBlueprint, *, is_next: bool = False) -> None:
    """Ask for a note, and save it in the day's check-in."""
    day = report.as_of
    saved = choices.check_in_on(day)
    with st.form(f"reflection_{day}_{manual_entry.n_saved()}", border=not is_next):
        written = st.text_area(text.NOTE_LABEL, saved.note or "", max_chars=NOTE_CHARS, height=80)
        if st.form_submit_button(text.SAVE_NOTE, type="primary" if is_next else "secondary"):
            if written.strip():
                choices.save([replace(saved, note=written.strip())], exam, text.NOTE_SAVED)
            else:
                st.error(text.NO_NOTE)
