"""A study session, entered or timed."""

from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import MINUTES_PER_DAY
from analytics.records import Activity, StudySession
from analytics.updates import session_entry
from dashboard import components, formatting
from dashboard.forms import choices
from dashboard.forms.choices import FieldErrors
from dashboard.session import manual_entry, own_database, page_state
from dashboard.text import add as text
from dashboard.text import names


def render(exam: ExamBlueprint | None) -> None:
    """Draw the form beside the timer, starting from the choices of the last session for this exam."""
    codes = {None, exam.code} if exam else {None}
    last = session_entry.last_entered(one for one in own_database.records(StudySession) if one.exam_code in codes)
    if last and last.exam_code is None:
        last = replace(last, domain_id=None)  # it may be one of another exam
    form_at, timer_at = st.columns([2, 1])
    with form_at:
        _form(exam, last)
    with timer_at.container(border=True, key="box_timer"):
        components.section(text.TIMER)
        _timer(exam, last)


@components.form
def _form(exam: ExamBlueprint | None, last: StudySession | None) -> None:
    errors = FieldErrors()
    with st.form("study_session"):
        day_at, minutes_at = st.columns(2)
        with day_at:
            day = choices.day("session_day", "started_at", errors)
        key = f"session_minutes_{manual_entry.form_key()}"  # empty again once it was saved
        limits = {"value": None, "step": 5, "max_value": MINUTES_PER_DAY}
        minutes = errors.number(minutes_at, text.MINUTES, "time_on_task_min", **limits, key=key)
        activity_at, domain_at = st.columns(2)
        with activity_at:
            activity = _activity("session_activity", last)
        with domain_at:
            domain_id = choices.domain(exam, f"session_domain_{exam and exam.code}", last.domain_id if last else None)
        session = _new_session(day, float(minutes or 0), activity, domain_id, exam)
        with st.expander(text.MORE):
            session = _with_details(session, exam, errors)
        if st.form_submit_button(text.SAVE, key=f"save_{key}"):  # a second click on what was saved does nothing
            if minutes is None:
                errors.show("time_on_task_min", text.missing_field(text.MINUTES))
            else:
                choices.save([session], exam, errors=errors)


def _activity(key: str, last: StudySession | None) -> Activity:
    activities = {activity: formatting.capitalized(names.ACTIVITIES[activity]) for activity in Activity}
    usual = last.activity if last else next(iter(Activity))
    return components.choose(text.ACTIVITY, activities, usual, key=key) or usual


def _with_details(session: StudySession, exam: ExamBlueprint | None, errors: FieldErrors) -> StudySession:
    saved = manual_entry.form_key()
    left, middle, right = st.columns(3)
    with left:
        task_id = choices.task(exam, f"session_task_{saved}", session.domain_id)
        earlier = [one.resource for one in own_database.records(StudySession)]
        resource = choices.text_with_history(text.RESOURCE, earlier, "session_resource", in_form=True)
        is_new = st.checkbox(text.IS_NEW, key=f"session_is_new_{saved}")
    with middle:
        lab_key = f"session_lab_{saved}"
        kinds = {kind: formatting.capitalized(name) for kind, name in names.LAB_KINDS.items()}
        kind = components.choose(text.LAB_KIND, kinds, help=names.INDEPENDENT_LAB, key=lab_key)
    n_errors = errors.number(middle, text.ERRORS_MET, "n_errors_met", value=None, step=1, key=f"session_errors_{saved}")
    cost = errors.number(right, text.COST, "cost", value=None, step=0.5, key=f"session_cost_{saved}")
    with right:
        currency = st.text_input(text.CURRENCY, exam.currency if exam else "USD", max_chars=3)
        errors.place("currency")
    note = st.text_input(text.NOTE, key=f"session_note_{saved}")
    return replace(
        session,
        task_id=task_id,
        resource=resource,
        is_new_material=True if is_new else None,
        lab_kind=kind,
        n_errors_met=None if n_errors is None else int(n_errors),
        cost=cost,
        currency=None if cost is None else currency or None,
        note=note or None,
    )


def _new_session(
    started_at: date | datetime, minutes: float, activity: Activity, domain_id: str | None, exam: ExamBlueprint | None
) -> StudySession:
    key = session_entry.typed_session_key(own_database.now())
    return StudySession(
        session_key=key,
        source_id=key,
        started_at=started_at,
        time_on_task_min=minutes,
        activity=activity,
        exam_code=exam.code if exam else None,
        domain_id=domain_id,
    )


def _timer(exam: ExamBlueprint | None, last: StudySession | None) -> None:
    """Draw the timer, whose start is a draft in the database and so survives a reload."""
    timer = manual_entry.draft(session_entry.TIMER, session_entry.timer_from)
    if timer is not None:
        _running(timer)
        return
    st.caption(text.TIMER_BODY)
    activity = _activity("timer_activity", last)
    domain_id = choices.domain(exam, f"timer_domain_{exam and exam.code}", last.domain_id if last else None)
    components.action(text.START, _start, activity, domain_id, exam.code if exam else None, icon=":material/timer:")


def _start(activity: Activity, domain_id: str | None, exam_code: str | None) -> None:
    timer = session_entry.Timer(own_database.now(), activity, domain_id, exam_code)
    manual_entry.save_draft(session_entry.TIMER, session_entry.timer_text(timer))


@st.fragment(run_every=30)
def _running(timer: session_entry.Timer) -> None:
    with components.sentences_for_errors():
        st.markdown(text.timer_state(timer.at, own_database.now(), names.ACTIVITIES[timer.activity]))
        with st.container(horizontal=True):
            if st.button(text.STOP):
                minutes = session_entry.timed_min(timer.at, own_database.now())
                manual_entry.save_draft(session_entry.TIMER, None)
                exam = own_database.blueprints().get(timer.exam_code or "")
                session = _new_session(timer.at, minutes, timer.activity, timer.domain_id, exam)
                choices.save([session], exam)
            if st.button(text.DISCARD):
                manual_entry.save_draft(session_entry.TIMER, None)
                page_state.rerun_with(text.TIMER_DISCARDED)
