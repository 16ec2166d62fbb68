"""The focus of weeks: a table of those ahead, or the next one alone."""

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.reports.study.plan import PlanReport, with_weeks
from analytics.reports.this_week import WeekReport
from dashboard import components, formatting
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database
from dashboard.text import add as add_text
from dashboard.text import audit as audit_text
from dashboard.text import plan as text
from dashboard.text import study_next as next_text
from dashboard.text import week as week_text

WIDTHS = {text.IS_FIXED: 72, text.ALSO: 46, text.HOURS_PLANNED: 76, text.PRACTICE_EXAM: 108}
"""Pixels, as few as the words need: a table with long names fits the page."""

CELL_PX, LETTER_PX, LONGEST = 20, 6.5, 50
"""Edges of a cell, a letter, and the letters of the longest name that is not cut: weeks and names are as wide as they
need, so that both are seen on a phone, where the other columns are scrolled to."""


@components.form
def render(report: PlanReport, exam: ExamBlueprint) -> None:
    """Draw the table, and save the focus of weeks that the user fixed or released."""
    st.caption(text.TABLE_BODY)
    names = names_of(report)
    names |= {focus: formatting.shortened(names[focus], LONGEST) for focus in report.domain_names}  # with their ids
    shown = {week.number: str(week.focus) for week in report.weeks_left}
    widths = {**WIDTHS, text.WEEK: _width(map(text.week_name, report.weeks_left)), text.FOCUS: _width(names.values())}
    table = pd.DataFrame([text.ahead_row(report, week, names[shown[week.number]]) for week in report.weeks_left])
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[name for name in table.columns if name not in (text.FOCUS, text.IS_FIXED)],
        column_config={
            **{name: st.column_config.Column(width=width, pinned=name == text.WEEK) for name, width in widths.items()},
            text.FOCUS: st.column_config.SelectboxColumn(
                options=list(names.values()), required=True, width=widths[text.FOCUS]
            ),
        },
        height="content",
        alt=text.TABLE_ALT,
        key=f"weeks_{exam.code}_{manual_entry.form_key()}",
    )
    buttons = st.container(horizontal=True)
    if buttons.button(text.SAVE_WEEKS, key="save_weeks"):
        foci = {name: focus for focus, name in names.items()}
        chosen = {
            number: foci[name] if is_fixed or foci[name] != shown[number] else None
            for number, name, is_fixed in zip(shown, edited[text.FOCUS], edited[text.IS_FIXED], strict=True)
        }
        _save(chosen, exam, text.SAVED_WEEKS)
    if any(week.is_fixed for week in report.weeks_left) and buttons.button(text.FREE_WEEKS, key="free_weeks"):
        _save(dict.fromkeys(shown), exam, text.SAVED_WEEKS)


def _width(words: Iterable[str]) -> int:
    return round(CELL_PX + LETTER_PX * min(LONGEST, max(map(len, words))))


def _save(chosen: Mapping[int, str | None], exam: ExamBlueprint, sentence: str) -> None:
    """Change the plan as it is now: another window may have changed it since the page was drawn."""
    plan = own_database.plan(exam)
    if plan is None or with_weeks(plan, chosen) == plan:
        st.error(add_text.NOTHING_CHANGED)
    else:
        choices.save([with_weeks(plan, chosen)], exam, sentence)


def names_of(report: PlanReport) -> dict[str, str]:
    words = [week.focus for week in report.weeks_left if week.focus is not None]
    return {focus: text.focus_option(report, focus) for focus in (*report.domain_names, *next_text.FOCI, *words)}


@components.form
def next_focus(report: WeekReport, exam: ExamBlueprint, *, is_next: bool = False) -> None:
    week = report.plan.next_week
    if week is None:
        return
    names = names_of(report.plan)
    proposed = report.plan.next_by_gaps if is_next else None
    shown, key = str(proposed[0] if proposed else week.focus), f"next_focus_{manual_entry.form_key()}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        focus = components.choose(week_text.next_week_label(week.days.first_on), names, shown, key=key)
        is_pressed = st.button(week_text.SET_FOCUS, type="primary" if is_next else "secondary", key="fix_focus")
    if is_pressed and focus is not None:
        _save({week.number: focus}, exam, week_text.FOCUS_SAVED)


@components.form
def focus_button(report: PlanReport, domain: BlueprintDomain, exam: ExamBlueprint) -> None:
    """Offer a domain as the next week's focus, unless it is that already."""
    week = report.next_week
    if week is None or week.focus == domain.domain_id:
        return
    if st.button(audit_text.set_focus(domain.name), key="set_next_focus"):
        _save({week.number: domain.domain_id}, exam, week_text.FOCUS_SAVED)
