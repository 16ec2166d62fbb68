"""The setup: three steps from an empty file to the first gap audit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import SelfRating, StudyPlan
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.self_ratings import latest_ratings
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.plan import plan_report
from dashboard import components, pages
from dashboard.charts import audit as audit_charts
from dashboard.charts import plan as plan_charts
from dashboard.forms import exam_choice, self_ratings, study_plan
from dashboard.pages import View
from dashboard.session import own_database, reports, scope, stores
from dashboard.text import audit as audit_text
from dashboard.text import data as data_text
from dashboard.text import navigation
from dashboard.text import plan as plan_text
from dashboard.text import start as text


@dataclass(frozen=True, slots=True)
class _Setup:
    """How far the user's own database is through the three steps."""

    exam: ExamBlueprint | None
    plan: StudyPlan | None
    n_rated: int

    @property
    def is_done(self) -> bool:
        return self.plan is not None and self.n_rated > 0

    @property
    def is_under_way(self) -> bool:
        """Whether there is a practice exam or a past week, so that a missing rating no longer matters."""
        if self.exam is None:
            return False
        weeks = reports.cached(plan_report, own_database.scope_of(self.exam))
        return weeks.losses.basis is GapBasis.PRACTICE_EXAMS or weeks.last_week is not None

    @property
    def next_step(self) -> str | None:
        if self.exam is None:
            return text.EXAM_STEP
        if self.plan is None:
            return text.HOURS_STEP
        return None if self.n_rated or self.is_under_way else text.RATING_STEP


def render(of: View[Any]) -> None:
    """Draw the setup as a page: the steps, after them the first gap audit, before them other ways to begin."""
    exam = own_database.exam()
    rated = {domain_id for domain_id, _ in latest_ratings(exam, own_database.records(SelfRating))} if exam else set()
    n_rated = len(rated.intersection(exam.domain_ids)) if exam else 0
    setup = _Setup(exam, own_database.plan(exam) if exam else None, n_rated)
    title = text.title(is_done=setup.is_done, is_under_way=setup.is_under_way)
    is_first_audit = title == text.DONE
    components.headline(of, title, "" if is_first_audit else text.sentence(setup.exam))
    if scope.shows_sample():
        components.note(data_text.OWN_FILE_NOTE)
    components.confirmation()
    if setup.exam is not None and setup.next_step is not None:
        components.note(text.next_step(setup.next_step))
    elif setup.is_under_way and of is not pages.OVERVIEW:
        components.link(pages.OVERVIEW, text.TO_OVERVIEW)
    if is_first_audit and setup.exam is not None:
        _result(setup.exam)
    _steps(setup)
    if not (setup.is_done or setup.is_under_way):
        with st.container(horizontal=True, vertical_alignment="center"):
            components.link(pages.IMPORT, text.HAVE_FILES)
            if stores.has_sample() and not scope.shows_sample():
                components.action(components.as_link(navigation.SHOW_SAMPLE), scope.show_sample, True, type="tertiary")


def _steps(setup: _Setup) -> None:
    """Draw the steps with the next one open; once all are done, the first, to add another exam."""
    exam, following = setup.exam, setup.next_step
    opened = text.EXAM_STEP if following is None and setup.is_under_way else following
    are_done = (exam is not None, setup.plan is not None, setup.n_rated > 0)
    labels = text.steps(exam, setup.plan, setup.n_rated)
    forms: Mapping[str, Callable[..., None]]
    forms = {text.HOURS_STEP: study_plan.render, text.RATING_STEP: self_ratings.render}
    for step, label, is_done in zip(text.MINUTES, labels, are_done, strict=True):
        with st.expander(label, expanded=step == opened, icon=":material/check_circle:" if is_done else None):
            if step == text.EXAM_STEP:
                exam_choice.render()
            elif exam is None:
                components.note(text.NEEDS_EXAM)
            else:
                forms[step](exam, is_next=step == following)


def _result(exam: ExamBlueprint) -> None:
    shown = own_database.scope_of(exam)
    audit, weeks = reports.cached(gap_audit, shown), reports.cached(plan_report, shown)
    st.markdown(f"{audit_text.answer(audit)}. {audit_text.sentence(audit)}")
    components.chart(audit_text.LOSSES, audit_charts.questions_lost, audit, key="setup_gaps")
    components.note(audit_text.notes(audit))
    components.section(text.PLAN_TITLE)
    st.markdown(plan_text.answer(weeks))
    if weeks.has_entries:
        components.chart(plan_text.WEEKS, plan_charts.weeks, weeks, key="setup_plan")
    if st.button(text.TO_OVERVIEW, type="primary"):
        components.go_to(pages.OVERVIEW)
