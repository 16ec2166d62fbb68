"""Final week: a checklist read from the log, and its settings."""

import streamlit as st

from analytics.reports.study.final_week import FinalWeek, FinalWeekSettings, Phase
from dashboard import components, pages
from dashboard.charts import final_week as charts
from dashboard.components import PageContext
from dashboard.session import exam_settings, page_state
from dashboard.session.scope import Scope
from dashboard.text import add, common
from dashboard.text import final_week as text

MOST_DAYS = 28


@components.page(pages.FINAL_WEEK, settings=exam_settings.final_week_settings)
def render(page: PageContext[FinalWeek]) -> None:
    """Draw the days before the exam, the checklist with its evidence, and the settings."""
    report = page.report
    st.markdown(text.answer(report))
    components.saved()
    if report.phase is Phase.NO_EXAM_DAY:
        if not report.is_closed:
            components.first_steps(text.EMPTY_STEPS)
    else:
        if report.days:
            components.titled_chart(text.DAYS, charts.days, report, key="last_week_days")
            components.numbers(text.day_columns(report), report.days)
        components.section(text.AHEAD_TITLE if report.phase is Phase.BEFORE else text.LIST_TITLE)
        components.table(text.check_columns(report), report.checks)
        with st.expander(text.SETTINGS_TITLE):
            _settings(page.scope, report)
    components.how_computed(text.METHOD, ())


@components.form
def _settings(scope: Scope, report: FinalWeek) -> None:
    """Ask for what counts, and save it."""
    components.note(common.SAMPLE_IS_FIXED if scope.is_sample else text.SETTINGS_NOTE)
    settings = report.settings
    with st.form("last_week_settings"):
        st.markdown(text.COUNTED_LABEL)
        names = text.NAMES.items()
        counted = [one for one, name in names if st.checkbox(name, one in settings.counted, key=f"last_week_{one}")]
        left, right = st.columns(2)
        with left:
            new_days = st.number_input(text.NEW_DAYS_LABEL, 1, MOST_DAYS, settings.new_material_days)
            exam_days = st.number_input(text.PRACTICE_DAYS_LABEL, 0, MOST_DAYS, report.practice_exam_days)
            hours = st.number_input(
                text.MOST_HOURS_LABEL, 0.0, 168.0, settings.most_hours, 0.5, format="%g", placeholder=text.PLANS_OWN
            )
        with right:
            sleep = st.number_input(text.SLEEP_LABEL, 0.0, 24.0, settings.least_sleep_h, 0.5, format="%g")
            screen = st.number_input(text.SCREEN_LABEL, 0.0, 1440.0, settings.most_screen_min, 5.0, format="%g")
        if st.form_submit_button(text.SAVE, disabled=scope.is_sample):
            chosen = FinalWeekSettings(
                counted=tuple(counted),
                new_material_days=new_days,
                most_hours=hours,
                least_sleep_h=sleep,
                most_screen_min=screen,
            )
            problems = exam_settings.save_final_week(scope, chosen, practice_exam_days=exam_days)
            if problems:
                st.error(add.problems(problems))
            else:
                page_state.rerun_with(text.SAVED)
