"""The settings of the study plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import WEEKDAYS
from analytics.records import Activity, StudyPlan
from analytics.reports.study.plan import plan_to_adjust, with_start
from analytics.updates.default_plan import default_exam_day, default_plan
from dashboard import components
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database, page_state
from dashboard.text import add as add_text
from dashboard.text import booking as booking_text
from dashboard.text import names
from dashboard.text import plan as text

ACTIVITIES = list(Activity)


@components.form
def render(exam: ExamBlueprint, *, is_next: bool = True) -> None:
    """Ask for the plan's settings, starting from the saved ones."""
    plan = own_database.plan(exam)
    settings = _first_settings(exam, plan)
    key = f"{exam.code}_{manual_entry.form_key()}"
    left, right = st.columns(2)
    low = _number(left, settings, "hours_per_week_low", key, step=0.5)
    high = _number(right, settings, "hours_per_week_high", key, step=0.5)
    if high < low:
        right.error(text.HOURS_TURNED)
    left, right = st.columns(2)  # on a phone, dates stand below both hours
    with left:
        starts_on = choices.any_day(text.STARTS_ON, settings.starts_on, f"starts_on_{key}")
    with right:
        exam_on = _exam_day(exam, settings, f"exam_on_{key}")
    with st.expander(text.MORE_SETTINGS):
        changed = _more(settings, key)
    kind = "primary" if is_next else "secondary"
    if not components.save_button(text.SAVE_PLAN, plan, key=f"save_plan_{key}", in_form=False, type=kind):
        return
    if low <= high and len(changed.rest_weekdays) < len(WEEKDAYS):
        changed = replace(
            with_start(changed, starts_on), hours_per_week_low=low, hours_per_week_high=high, exam_on=exam_on
        )
        choices.save([changed], exam, text.SAVED_PLAN)
    else:
        st.error(add_text.NOT_SAVED)


@components.form
def use_exam_day(exam: ExamBlueprint, day: date) -> None:
    """Offer to make a day the plan's exam day; without a plan, that makes a proposed one."""
    if st.button(booking_text.USE_DAY, key="use_exam_day"):
        own = own_database.plan(exam)
        plan = _first_settings(exam, own)
        choices.save([replace(plan, exam_on=day)], exam, booking_text.day_saved(plan, is_new=own is None))


def _first_settings(exam: ExamBlueprint, plan: StudyPlan | None) -> StudyPlan:
    has_practiced = any(practice.exam_code == exam.code for practice in own_database.practice_exams())
    default = default_plan(exam.code, own_database.today(), has_practiced=has_practiced)
    return plan_to_adjust(plan, default, own_database.attempts(exam), exam)


def _exam_day(exam: ExamBlueprint, settings: StudyPlan, key: str) -> date | None:
    """Ask for the exam day; it is preset, because a default could not be cleared."""
    page_state.preset(key, settings.exam_on)
    proposed = default_exam_day(own_database.today())
    usual = own_database.open_days(exam).nearest(proposed) or proposed
    return st.date_input(
        text.EXAM_ON, None, min_value=date.min, max_value=date.max, key=key, help=text.exam_day_help(usual)
    )


def _more(settings: StudyPlan, key: str) -> StudyPlan:
    """Ask for the settings that most candidates leave alone; return the plan with them."""
    rows = [st.columns(2) for _ in range(4)]  # on a phone in the same order, one below the other
    rest = rows[0][0].multiselect(
        text.REST_WEEKDAYS, WEEKDAYS, settings.rest_weekdays, format_func=text.weekday, key=f"rest_weekdays_{key}"
    )
    if len(rest) == len(WEEKDAYS):
        rows[0][0].error(text.NO_STUDY_DAY)
    days = {day: text.weekday(day) for day in ("", *WEEKDAYS)}
    with rows[0][1]:
        usual = settings.review_weekday or ""
        review = components.choose(text.REVIEW_WEEKDAY, days, usual, key=f"review_weekday_{key}")
    return replace(
        settings,
        rest_weekdays=tuple(day for day in WEEKDAYS if day in rest),
        review_weekday=review or None,
        audit_weeks=_number(rows[1][0], settings, "audit_weeks", key, step=1),
        first_practice_exam_week=_number(rows[1][1], settings, "first_practice_exam_week", key, step=1),
        last_practice_exam_days=_number(rows[2][0], settings, "last_practice_exam_days", key, step=1),
        minutes_per_item=_number(rows[2][1], settings, "minutes_per_item", key, step=0.25),
        lab_budget=_number(rows[3][0], settings, "lab_budget", key, step=5.0),
        activity_share=_shares(settings, key),
    )


def _number(place: DeltaGenerator, settings: StudyPlan, field: str, key: str, **options: Any) -> Any:
    options |= {"value": getattr(settings, field), "key": f"{field}_{key}", "help": text.NUMBERS_HELP.get(field)}
    return place.number_input(
        text.NUMBERS[field], format="%g" if isinstance(options["step"], float) else None, **options
    )


def _shares(settings: StudyPlan, key: str) -> dict[str, float] | None:
    """Ask for each activity's share of the hours, None if all are empty."""
    st.caption(text.SHARES)
    planned = settings.activity_share or {}
    parts = [round(100 * planned[activity], 1) if activity in planned else None for activity in ACTIVITIES]
    edited = st.data_editor(
        pd.DataFrame(
            {
                text.SHARE_OF: [names.ACTIVITIES[activity] for activity in ACTIVITIES],
                text.SHARE: pd.array(parts, dtype="Float64"),
            }
        ),
        hide_index=True,
        disabled=[text.SHARE_OF],
        column_config={text.SHARE: st.column_config.NumberColumn(min_value=0, max_value=100)},
        height="content",
        placeholder="",
        alt=text.SHARES_ALT,
        key=f"shares_{key}",
    )
    given = zip(ACTIVITIES, edited[text.SHARE], strict=True)
    return {str(activity): float(part) / 100 for activity, part in given if not pd.isna(part)} or None
