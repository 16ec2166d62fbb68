"""A practice exam by domain: its conditions, and its counts."""

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import DomainResult, ItemResponse
from analytics.updates.practice_exam_entry import ExamEntry, domain_results, next_sitting
from dashboard import components
from dashboard.forms import choices, domain_counts
from dashboard.forms.field_errors import FieldErrors
from dashboard.session import own_database
from dashboard.text import add as text


def conditions(exam: ExamBlueprint, key: str, errors: FieldErrors) -> ExamEntry:
    """Ask for everything but the counts."""
    results = own_results()
    day_at, provider_at, form_at, duration_at = st.columns(4)
    with day_at:
        taken_at = choices.day(f"{key}_day", "taken_at", errors)
    with provider_at:
        providers = [result.provider for result in results]
        provider = choices.text_with_history(text.PROVIDER, providers, f"{key}_provider")
    with form_at:
        forms = [result.form for result in results if result.provider == provider]
        form = choices.text_with_history(text.FORM, forms, f"{key}_form")
    duration = errors.number(duration_at, text.DURATION, "duration_min", value=None, step=1, key=f"{key}_duration")
    with st.container(horizontal=True):
        is_timed = st.checkbox(text.IS_TIMED, True, key=f"{key}_timed")
        is_closed_book = st.checkbox(text.IS_CLOSED_BOOK, True, key=f"{key}_closed")
    sitting = next_sitting(results, provider, form)
    with st.expander(text.MORE):
        sitting_at, place_at = st.columns(2)
        options = {"value": sitting, "help": text.SITTING_HELP, "key": f"{key}_sitting_{sitting - 1}"}
        number = errors.number(sitting_at, text.SITTING, "sitting", **options)
        place = place_at.text_input(text.PLACE, key=f"{key}_place")
    return ExamEntry(
        exam_code=exam.code,
        taken_at=taken_at,
        provider=provider,
        form=form,
        sitting=int(number) if form and number is not None else None,
        is_timed=is_timed,
        is_closed_book=is_closed_book,
        place=place or None,
        duration_min=None if duration is None else float(duration),
    )


def own_results() -> list[DomainResult | ItemResponse]:
    """Return the rows of the candidate's practice exams, entered by domain or by question."""
    return [*own_database.records(DomainResult), *own_database.records(ItemResponse)]


def unused_id(entry: ExamEntry) -> str:
    """Return an id that none of the candidate's practice exams has."""
    return entry.unused_id({result.practice_exam_id for result in own_results()})


@components.form
def render(exam: ExamBlueprint) -> None:
    """Draw the conditions, the counts with their sum, and the button."""
    errors = FieldErrors()
    entry = conditions(exam, "exam", errors)
    components.section(text.COUNTS)
    counts = domain_counts.ask(exam, errors, is_retake=(entry.sitting or 1) > 1)
    if st.button(text.SAVE):  # never disabled: a press right after a number would be lost
        if errors.are_shown:
            st.error(text.NOT_SAVED)
        elif not counts:
            st.error(text.NO_RESULT)
        else:
            choices.save(domain_results(entry, unused_id(entry), counts), exam, errors=errors)
