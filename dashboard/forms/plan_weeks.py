"""The weeks ahead as a table, to fix what each is for."""

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import StudyPlan
from analytics.reports.study.plan import PlanReport, with_weeks
from dashboard import components
from dashboard.forms import choices
from dashboard.session import manual_entry
from dashboard.text import plan as text
from dashboard.text import study_next as next_text

WIDTHS = {
    text.WEEK: 106,
    text.IS_FIXED: 72,
    text.FOCUS: 222,
    text.ALSO: 46,
    text.HOURS_PLANNED: 76,
    text.PRACTICE_EXAM: 108,
}
"""Pixels, as few as the words need: the table fits beside the settings, and a phone shows all that can be changed."""


@components.form
def render(report: PlanReport, plan: StudyPlan, exam: ExamBlueprint) -> None:
    """Draw the table, and save the fixed and the freed weeks."""
    st.caption(text.TABLE_BODY)
    names = names_of(report)
    shown = {week.number: str(week.focus) for week in report.coming}
    table = pd.DataFrame([text.ahead_row(report, week, names[shown[week.number]]) for week in report.coming])
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[name for name in table.columns if name not in (text.FOCUS, text.IS_FIXED)],
        column_config={
            **{name: st.column_config.Column(width=width, pinned=name == text.WEEK) for name, width in WIDTHS.items()},
            text.FOCUS: st.column_config.SelectboxColumn(
                options=list(names.values()), required=True, width=WIDTHS[text.FOCUS]
            ),
        },
        height="content",
        alt=text.TABLE_ALT,
        key=f"weeks_{exam.code}_{manual_entry.n_saved()}",
    )
    buttons = st.container(horizontal=True)
    if buttons.button(text.SAVE_WEEKS, key="save_weeks"):
        foci = {name: focus for focus, name in names.items()}
        chosen = {
            number: foci[name] if is_fixed or foci[name] != shown[number] else None
            for number, name, is_fixed in zip(shown, edited[text.FOCUS], edited[text.IS_FIXED], strict=True)
        }
        _save(with_weeks(plan, chosen), plan, exam)
    if buttons.button(text.FREE_WEEKS, key="free_weeks"):
        _save(with_weeks(plan, dict.fromkeys(shown)), plan, exam)


def _save(changed: StudyPlan, plan: StudyPlan, exam: ExamBlueprint) -> None:
    if changed == plan:
        st.error(text.NOTHING_CHANGED)
    else:
        choices.save([changed], exam, text.SAVED_WEEKS)


def names_of(report: PlanReport) -> dict[str, str]:
    """Return names of all that a week can be for: domains, audit, review, and the plan's own words."""
    words = [week.focus for week in report.coming if week.focus is not None]
    return {
        focus: text.choice_name(report, focus)
        for focus in dict.fromkeys([*report.domain_names, *next_text.FOCI, *words])
    }
