"""The settings of the study plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import WEEKDAYS
from analytics.records import Activity, DomainResult, ItemResponse, StudyPlan
from analytics.updates.plan_proposal import proposed_exam_day, proposed_plan
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database
from dashboard.text import booking as booking_text
from dashboard.text import common
from dashboard.text import plan as text

ACTIVITIES = list(Activity)
PLAIN = "%g"


@dataclass(frozen=True, slots=True)
class _More:
    """The settings that most candidates leave as they are."""

    starts_on: date
    audit_weeks: int
    first_practice_exam_week: int | None
    last_practice_exam_days: int | None
    minutes_per_item: float | None
    lab_budget: float | None
    activity_share: dict[str, float] | None


def render(exam: ExamBlueprint, plan: StudyPlan | None) -> None:
    """Ask for the plan's settings, filled with the saved ones, and save them; fixed weeks stay."""
    today = own_database.today()
    settings = plan or proposed_plan(exam.code, today, _practice())
    key = f"{exam.code}_{manual_entry.n_saved()}"
    low_at, high_at = st.columns(2)
    low = low_at.number_input(
        text.LEAST_HOURS, value=settings.hours_per_week_low, step=0.5, format=PLAIN, key=f"least_{key}"
    )
    high = high_at.number_input(
        text.MOST_HOURS, value=settings.hours_per_week_high, step=0.5, format=PLAIN, key=f"most_{key}"
    )
    has_day = st.checkbox(text.HAS_EXAM_DAY, settings.exam_on is not None, key=f"has_exam_day_{key}")
    proposed = proposed_exam_day(today)
    exam_day = settings.exam_on or own_database.open_days(exam).nearest(proposed) or proposed
    exam_on = choices.any_day(text.EXAM_ON, exam_day, f"exam_on_{key}") if has_day else None
    rest = st.multiselect(
        text.REST_WEEKDAYS, WEEKDAYS, settings.rest_weekdays, format_func=text.weekday, key=f"rest_weekdays_{key}"
    )
    review = st.selectbox(
        text.REVIEW_WEEKDAY,
        ["", *WEEKDAYS],
        ["", *WEEKDAYS].index(settings.review_weekday or ""),
        format_func=text.weekday,
        key=f"review_weekday_{key}",
    )
    with st.expander(text.MORE):
        more = _more(settings, key)
    if not st.button(text.SAVE_PLAN, type="primary", key="save_plan"):
        return
    if high < low:
        st.error(text.HOURS_TURNED)
    elif len(rest) == len(WEEKDAYS):
        st.error(text.NO_STUDY_DAY)
    else:
        changed = replace(
            settings,
            candidate_id=own_database.candidate_id(),
            exam_on=exam_on,
            hours_per_week_low=low,
            hours_per_week_high=high,
            rest_weekdays=tuple(day for day in WEEKDAYS if day in rest),
            review_weekday=review or None,
            starts_on=more.starts_on,
            audit_weeks=more.audit_weeks,
            first_practice_exam_week=more.first_practice_exam_week,
            last_practice_exam_days=more.last_practice_exam_days,
            minutes_per_item=more.minutes_per_item,
            lab_budget=more.lab_budget,
            activity_share=more.activity_share,
        )
        choices.save([changed], exam, text.SAVED_PLAN)


def use_exam_day(exam: ExamBlueprint, day: date) -> None:
    """Offer to make a day the plan's exam day; without a plan, of a proposed one."""
    if st.button(booking_text.USE_DAY, key="use_exam_day"):
        plan = own_database.plan(exam) or proposed_plan(exam.code, own_database.today(), _practice())
        changed = replace(plan, candidate_id=own_database.candidate_id(), exam_on=day)
        choices.save([changed], exam, booking_text.DAY_SAVED)


def _practice() -> Iterable[DomainResult | ItemResponse]:
    return chain(own_database.records(DomainResult), own_database.records(ItemResponse))


def _more(settings: StudyPlan, key: str) -> _More:
    """Ask for the settings that have a default."""
    left, right = st.columns(2)
    with left:
        starts_on = choices.any_day(text.STARTS_ON, settings.starts_on, f"starts_on_{key}")
    audit = right.number_input(
        text.AUDIT_WEEKS, value=settings.audit_weeks, help=text.AUDIT_HELP, key=f"audit_weeks_{key}"
    )
    first = left.number_input(
        text.FIRST_PRACTICE_WEEK,
        value=settings.first_practice_exam_week,
        step=1,
        help=text.FIRST_PRACTICE_HELP,
        key=f"first_practice_{key}",
    )
    last = right.number_input(
        text.LAST_PRACTICE_DAYS,
        value=settings.last_practice_exam_days,
        step=1,
        help=text.LAST_PRACTICE_HELP,
        key=f"last_practice_{key}",
    )
    minutes = left.number_input(
        text.MINUTES_PER_ITEM, value=settings.minutes_per_item, step=0.25, format=PLAIN, key=f"minutes_{key}"
    )
    budget = right.number_input(text.LAB_BUDGET, value=settings.lab_budget, step=5.0, format=PLAIN, key=f"budget_{key}")
    return _More(
        starts_on=starts_on,
        audit_weeks=audit,
        first_practice_exam_week=first,
        last_practice_exam_days=last,
        minutes_per_item=minutes,
        lab_budget=budget,
        activity_share=_shares(settings, key),
    )


def _shares(settings: StudyPlan, key: str) -> dict[str, float] | None:
    """Ask for the share of each activity, None if all are empty."""
    st.caption(text.SHARES)
    planned = settings.activity_share or {}
    parts = [round(100 * planned[activity], 1) if activity in planned else None for activity in ACTIVITIES]
    edited = st.data_editor(
        pd.DataFrame(
            {
                text.KIND: [common.ACTIVITIES[activity] for activity in ACTIVITIES],
                text.PART: pd.array(parts, dtype="Float64"),
            }
        ),
        hide_index=True,
        disabled=[text.KIND],
        column_config={text.PART: st.column_config.NumberColumn(min_value=0, max_value=100)},
        height="content",
        placeholder="",
        alt=text.SHARES_ALT,
        key=f"shares_{key}",
    )
    shares = {
        str(activity): float(part) / 100
        for activity, part in zip(ACTIVITIES, edited[text.PART], strict=True)
        if not pd.isna(part)
    }
    return shares or None
