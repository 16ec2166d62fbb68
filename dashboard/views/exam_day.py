"""Exam day: the final week, the exam, and the result."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.study.final_week import FinalWeek, FinalWeekSettings, Phase, final_week_report
from dashboard import components, pages
from dashboard.charts import exam_day as charts
from dashboard.components import PageContext
from dashboard.forms import outcome as outcome_form
from dashboard.session import exam_settings, page_state, reports
from dashboard.session.scope import Scope
from dashboard.text import add, common, exam_card, overview
from dashboard.text import exam_day as text

MOST_DAYS = 28


@components.page(pages.EXAM_DAY)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw the answer and the tabs, with the one open that is due."""
    report = page.report
    settings = exam_settings.final_week_settings(page.scope)
    week = reports.cached(final_week_report, page.scope, settings=settings)
    components.headline(pages.EXAM_DAY, text.headline(report, week), text.sentence(report))
    due = pages.RESULT if text.is_day_over(report) else pages.EXAM_FACTS
    components.tabs(pages.EXAM_DAY, first=pages.FINAL_WEEK if week.phase is Phase.RUNNING else due)


@components.page(pages.FINAL_WEEK, settings=exam_settings.final_week_settings)
def final_week(page: PageContext[FinalWeek]) -> None:
    report = page.report
    st.markdown(text.week_answer(report))
    components.confirmation()
    if report.phase is Phase.NO_EXAM_DAY:
        if not report.is_closed:
            components.first_steps(text.EMPTY_STEPS)
    else:
        if report.phase is not Phase.BEFORE or report.practice_exams or any(day.hours for day in report.days):
            components.titled_chart(text.DAYS, charts.final_weeks, report, key="last_week_days")
            components.numbers_table(text.day_columns(report), report.days)
        components.section(text.AHEAD_TITLE if report.phase is Phase.BEFORE else text.LIST_TITLE)
        components.table(text.check_columns(report), report.checks)
        with st.expander(text.SETTINGS_TITLE):
            _final_week_settings(page.scope)
    components.how_computed(text.WEEK_METHOD, ())


@components.form
def _final_week_settings(scope: Scope) -> None:
    components.note(common.SAMPLE_IS_FIXED if scope.is_sample else text.SETTINGS_NOTE)
    settings, days = exam_settings.final_week_settings(scope), exam_settings.practice_exam_days(scope)
    key = exam_settings.input_key(scope, "last_week")
    with st.form("last_week_settings"):
        st.markdown(text.COUNTED_LABEL)
        names = text.CHECKS.items()
        counted = [one for one, name in names if st.checkbox(name, one in settings.counted, key=f"{key}_{one}")]
        left, right = st.columns(2)
        new_days = left.number_input(text.NEW_DAYS_LABEL, 1, MOST_DAYS, settings.new_material_days, key=f"{key}_new")
        exam_days = left.number_input(text.PRACTICE_DAYS_LABEL, 0, MOST_DAYS, days, key=f"{key}_days")
        hours = left.number_input(
            text.MOST_HOURS_LABEL,
            0.0,
            168.0,
            settings.most_hours,
            0.5,
            format="%g",
            placeholder=text.PLANS_OWN,
            key=f"{key}_most_hours",
        )
        sleep = right.number_input(
            text.SLEEP_LABEL, 0.0, 24.0, settings.least_sleep_h, 0.5, format="%g", key=f"{key}_least"
        )
        screen = right.number_input(
            text.SCREEN_LABEL, 0.0, 1440.0, settings.most_screen_min, 5.0, format="%g", key=f"{key}_most"
        )
        if components.save_button(text.WEEK_SAVE, (settings, days), key=f"save_{key}", disabled=scope.is_sample):
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
                page_state.rerun_with(text.WEEK_SAVED)


@components.page(pages.EXAM_FACTS)
def facts(page: PageContext[ExamDayReport]) -> None:
    report = page.report
    components.confirmation()
    exam = report.planned.blueprint
    components.section(exam_card.title(exam))
    facts, domains = st.columns(2)
    with facts:
        components.named_values({**exam_card.details(exam, page.scope.today), **text.details(exam)}.items())
    with domains:
        components.table(exam_card.DOMAIN_COLUMNS, exam.domains)
        if unknown := exam_card.not_published(exam):
            st.markdown(f"**{exam_card.NOT_PUBLISHED}**")
            components.bullets(unknown)
    _notes(page.scope)


@components.form
def _notes(scope: Scope) -> None:
    components.section(text.NOTES_TITLE)
    saved, key = exam_settings.exam_day_notes(scope), exam_settings.input_key(scope, "notes")
    with st.form("exam_day_notes"):
        notes = st.text_area(
            text.NOTES_LABEL, saved, max_chars=text.NOTES_CHARS, height=160, help=text.NOTES_HELP, key=key
        )
        components.note(common.SAMPLE_IS_FIXED if scope.is_sample else "")
        if components.save_button(text.NOTES_SAVE, saved, key=f"save_{key}", disabled=scope.is_sample):
            exam_settings.save_exam_day_notes(scope, notes)
            page_state.rerun_with(text.NOTES_SAVED)


@components.page(pages.RESULT)
def result(page: PageContext[ExamDayReport]) -> None:
    report = page.report
    components.confirmation()
    if report.planned.awaited_result_on is None and not report.all_attempts:
        st.markdown(text.NO_RESULT)
    if report.planned.awaited_result_on is not None and not page.scope.is_sample:
        components.section(text.RESULT_TITLE)
        outcome_form.render(report.planned.blueprint, report.planned.plan_day)
        components.link(pages.PLAN, overview.NOT_TAKEN, for_entry=True)
    elif not (page.scope.is_sample or text.is_day_over(report)):
        with st.expander(text.RESULT_TITLE):
            outcome_form.render(report.planned.blueprint)
    if report.all_attempts:
        _afterwards(report, has_form=not page.is_fixed)
    components.how_computed(text.METHOD, ())


def _afterwards(report: ExamDayReport, *, has_form: bool) -> None:
    components.section(text.AFTER_TITLE)
    components.note(text.unscored(report))
    for number, entry in enumerate(reversed(report.scored_outcomes)):
        st.markdown(text.result_and_chance(entry, report.planned.blueprint))
        if entry.domains:
            components.titled_chart(text.DOMAINS, charts.domains, entry, key=f"exam_day_domains_{number}")
            with st.expander(common.SAME_IN_NUMBERS):
                components.table(text.DOMAIN_COLUMNS, entry.domains)
        components.bullets([*filter(None, [text.expected_score(entry), text.first_audit(entry)])])
    if has_form and any(entry.audit_largest and not entry.domains for entry in report.scored_outcomes):
        with st.expander(add.REPORT_WORDS):
            outcome_form.missing_words({report.planned.blueprint.code: report.planned.blueprint})
