"""A button that makes a domain the next week's focus."""

import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.reports.study.plan import PlanReport, with_weeks
from dashboard import components
from dashboard.forms import choices
from dashboard.text import audit as text


@components.form
def button(report: PlanReport, domain: BlueprintDomain, exam: ExamBlueprint) -> None:
    """Offer the domain as the next week's focus; nothing if it is, or if no week is to come."""
    plan, week = report.plan, report.next_week
    if plan is None or week is None or week.focus == domain.domain_id:
        return
    if st.button(text.set_focus(domain.name), key="set_next_focus"):
        choices.save([with_weeks(plan, {week.number: domain.domain_id})], exam, text.focus_saved(domain.name))
