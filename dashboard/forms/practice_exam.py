"""A practice exam by domain: its conditions, and its counts or percentages."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.mapping.map_file import MAX_ITEMS
from analytics.ingest.mapping.scores import percent_of
from analytics.records import TOTAL_DOMAIN
from analytics.updates.practice_exam_entry import DomainCounts, ExamEntry, domain_results, next_sitting
from dashboard import components, formatting
from dashboard.forms import choices
from dashboard.forms.choices import FieldErrors
from dashboard.session import manual_entry, own_database
from dashboard.text import add as text

_NAME_WIDTH, _COUNT_WIDTH, _LENGTH_WIDTH = 320, 104, 220
"""Pixels: on a phone, a domain's counts fit side by side below its name."""


def conditions(exam: ExamBlueprint, key: str, errors: FieldErrors, *, by_domain: bool) -> ExamEntry:
    """Ask for the conditions of a practice exam; single answers are stored without its duration and place."""
    earlier = own_database.practice_exams()
    day_at, provider_at, form_at, *duration_at = st.columns(4 if by_domain else 3)
    with day_at:
        taken_at = choices.day(f"{key}_day", "taken_at", errors)
    with provider_at:
        providers = [practice.provider for practice in earlier]
        provider = choices.text_with_history(text.PROVIDER, providers, f"{key}_provider")
    with form_at:
        forms = [practice.form for practice in earlier if practice.provider == provider]
        form = choices.text_with_history(text.FORM, forms, f"{key}_form")
    duration, place = None, ""
    if by_domain:
        options = {"value": None, "step": 1, "key": f"{key}_duration"}
        duration = errors.number(duration_at[0], text.DURATION, "duration_min", **options)
    with st.container(horizontal=True):
        is_timed = st.checkbox(text.IS_TIMED, True, key=f"{key}_timed")
        is_closed_book = st.checkbox(text.IS_CLOSED_BOOK, True, key=f"{key}_closed")
    sitting = next_sitting(earlier, provider, form)
    with st.expander(text.MORE):
        sitting_at, place_at = st.columns(2)
        options = {"value": sitting, "help": text.SITTING_HELP, "key": f"{key}_sitting_{sitting - 1}"}
        number = errors.number(sitting_at, text.SITTING, "sitting", **options)
        if by_domain:
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


def unused_id(entry: ExamEntry) -> str:
    return entry.unused_id({practice.practice_exam_id for practice in own_database.practice_exams()})


@components.form
def render(exam: ExamBlueprint) -> None:
    errors = FieldErrors()
    entry = conditions(exam, "exam", errors, by_domain=True)
    components.section(text.COUNTS)
    counts = _counts(exam, errors, is_repeat=(entry.sitting or 1) > 1)
    key = f"save_exam_{manual_entry.form_key()}"  # another one after a save: a second click on it does nothing
    if st.button(text.SAVE, key=key):  # never disabled: a press right after a number would be lost
        if errors.are_shown:
            st.error(text.NOT_SAVED)
        elif not counts:
            st.error(text.NO_RESULT)
        else:
            choices.save(domain_results(entry, unused_id(entry), counts), exam, errors=errors)


def _counts(exam: ExamBlueprint, errors: FieldErrors, *, is_repeat: bool) -> Mapping[str, DomainCounts]:
    """Ask for counts, with the numbers of questions preset, or for percentages; return the lines with a result."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        is_by_domain = _choice(text.RESULT, (text.BY_DOMAIN, text.TOTAL_ONLY), "exam_counted") == text.BY_DOMAIN
        in_percent = _choice(text.ENTERED_IN, (text.IN_COUNTS, text.PERCENT), "exam_in") == text.PERCENT
        usual = exam.n_practice_items or exam.n_scored_items
        n_items = usual
        if is_by_domain or in_percent:
            key = f"exam_n_items_{exam.code}"
            asked = st.number_input(
                text.N_QUESTIONS, 1, MAX_ITEMS, usual, help=text.N_QUESTIONS_HELP, width=_LENGTH_WIDTH, key=key
            )
            n_items = asked or usual
        has_seen = st.checkbox(text.HAS_SEEN, is_repeat, key=f"exam_has_seen_{is_repeat}")
    names = {domain.domain_id: text.id_and_name(domain.domain_id, domain.name) for domain in exam.domains}
    lengths = exam.items_by_domain(n_items)
    if not is_by_domain:
        names, lengths = {TOTAL_DOMAIN: text.WHOLE_EXAM}, {TOTAL_DOMAIN: n_items}
    result = (text.PERCENT,) if in_percent else (text.RIGHT_ANSWERS, text.OF_QUESTIONS)
    columns = (*result, text.SEEN_BEFORE) if has_seen else result
    with st.container(horizontal=True):
        st.markdown(f"**{text.DOMAIN if is_by_domain else text.EXAM}**", width=_NAME_WIDTH)
        for column in columns:
            st.markdown(f"**{column}**", width=_COUNT_WIDTH)
    lines = {}
    for domain_id, name in names.items():
        key = f"{exam.code}_{domain_id}_{manual_entry.form_key()}"
        lines[domain_id] = _line(domain_id, name, lengths[domain_id], columns, key=key, errors=errors)
    counts = {domain_id: line for domain_id, line in lines.items() if line is not None}
    if counts and not errors.are_shown:
        n_correct = sum(line.n_correct for line in counts.values())
        st.markdown(text.score(n_correct, sum(line.n_items for line in counts.values())))
        components.note(text.left_out(len(names) - len(counts)))
    return counts


def _choice(label: str, options: Sequence[str], key: str) -> str:
    return st.segmented_control(label, options, default=options[0], required=True, key=key, persist_state="session")


def _line(
    domain_id: str, name: str, usual: int, columns: Sequence[str], *, key: str, errors: FieldErrors
) -> DomainCounts | None:
    """Ask for the result of one line, None if it is empty, with an error below."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(formatting.literal(name), width=_NAME_WIDTH)
        given = {column: _number(name, column, usual, key) for column in columns}
        percent, n_seen = given.get(text.PERCENT), given.get(text.SEEN_BEFORE)
        shown = percent_of(f"{percent:g}") if percent is not None and 0 <= percent <= 100 else None
        n_correct = given.get(text.RIGHT_ANSWERS) if shown is None else shown.nearest(usual)
        if shown is not None and usual:
            st.markdown(text.stored(shown.nearest(usual), usual, shown.possible(usual)), width=_COUNT_WIDTH)
    errors.place(domain_id)
    if percent is not None and shown is None:
        errors.show(domain_id, text.NO_PERCENT)
    if n_correct is None:
        return None
    n_items = int(given.get(text.OF_QUESTIONS, usual) or 0)
    line = DomainCounts(n_items, int(n_correct), None if n_seen is None else int(n_seen))
    if not line.n_items:
        errors.show(domain_id, text.NO_QUESTIONS)
    elif not line.are_possible:
        errors.show(domain_id, text.impossible(line))
    if domain_id == TOTAL_DOMAIN and shown is not None and not shown.matches(line.n_correct, line.n_items):
        components.note(text.impossible_percent(shown.text, line.n_items))
    return line


def _number(name: str, column: str, usual: int, key: str) -> float | None:
    """Ask for one number; the usual number of questions is preset again when the exam's length changes."""
    prefilled = usual if column == text.OF_QUESTIONS else None
    return st.number_input(
        f"{name}: {column.lower()}",
        value=prefilled,
        step=0.1 if column == text.PERCENT else 1,
        format="%.4g" if column == text.PERCENT else None,
        label_visibility="collapsed",
        width=_COUNT_WIDTH,
        key=f"{column}_{prefilled}_{key}",
        persist_state="session",  # while another page is looked at
    )
