"""What several forms ask in the same way, and how each of them saves."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.mapping.labels import TYPED_PREFIX
from analytics.records import Record
from dashboard.session import manual_entry, own_database, page_state
from dashboard.text import add as text


def typed_key() -> str:
    """Make an id for a row that is typed in now; two equal sessions of one day both count."""
    return f"{TYPED_PREFIX}{own_database.now().isoformat(timespec='milliseconds')}"


def candidate() -> str:
    """Name the candidate whose rows are typed in."""
    return own_database.candidate_id()


def day(key: str, usual: date | None = None) -> date:
    """Ask for a day that has come; the usual one, else today, unless it is changed."""
    today = own_database.today()
    return st.date_input(text.DAY, min(usual or today, today), max_value=today, key=key)


def domain(exam: ExamBlueprint | None, key: str, chosen: str | None = None) -> str | None:
    """Ask for a domain of the exam, or none."""
    names = {d.domain_id: text.domain_name(d.domain_id, d.name) for d in exam.domains} if exam else {}
    ids = [None, *names]
    index = ids.index(chosen) if chosen in names else 0
    return st.selectbox(
        text.DOMAIN, ids, index, format_func=lambda d: text.NO_DOMAIN if d is None else names[d], key=key
    )


def domain_labels(exam: ExamBlueprint) -> dict[str, str]:
    """Give the domains of an exam by the names that a table shows."""
    return {text.domain_name(domain.domain_id, domain.name): domain.domain_id for domain in exam.domains}


Subject = tuple[str | None, str | None]
"""A domain, and a task of it or none."""


def subject_labels(exam: ExamBlueprint) -> dict[str, Subject]:
    """Give the domains of an exam, each followed by its tasks, by the names that a table shows."""
    subjects: dict[str, Subject] = {}
    for domain in exam.domains:
        subjects[text.domain_name(domain.domain_id, domain.name)] = (domain.domain_id, None)
        subjects |= {text.domain_name(t.task_id, t.title): (domain.domain_id, t.task_id) for t in domain.tasks}
    return subjects


def text_of(cell: object) -> str:
    """Give the text of a cell of a table, empty where it was left empty."""
    return cell if isinstance(cell, str) else ""


def task(exam: ExamBlueprint | None, key: str, domain_id: str | None) -> str | None:
    """Ask for a task of a domain, or none."""
    tasks = exam.domain(domain_id).tasks if exam and domain_id else ()
    names = {t.task_id: text.domain_name(t.task_id, t.title) for t in tasks}
    return st.selectbox(
        text.TASK, [None, *names], format_func=lambda t: text.NO_TASK if t is None else names[t], key=key
    )


def known_text(label: str, known: Iterable[str | None]) -> str | None:
    """Ask for a text that may have been typed before; a new one can be typed."""
    found = list(dict.fromkeys(value for value in known if value))
    return st.selectbox(label, found, None, accept_new_options=True, key=f"known_{label}")


def is_given(value: object, label: str) -> bool:
    """Tell whether something needed was filled in; say so where it was not."""
    if value is None:
        st.error(text.missing_field(label))
    return value is not None


def save(
    records: Sequence[Record], exam: ExamBlueprint | None, sentence: str, *, done_draft: str | None = None
) -> None:
    """Save rows and begin the page anew, or say why they cannot be saved; a draft of them is let go."""
    problems = manual_entry.add(records, exam.code if exam else None)
    if problems:
        st.error(text.problems(problems))
        return
    if done_draft is not None:
        manual_entry.save_draft(done_draft, None)
    page_state.leave_note(sentence)
    st.rerun()
