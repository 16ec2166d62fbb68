"""A practice exam question by question, by keyboard; what has been typed is kept until it is saved."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import ItemResponse
from dashboard.forms import choices, practice_exam
from dashboard.forms.answer_sheet import TypedAnswer, answer_sheet, answers_of
from dashboard.forms.practice_exam import ExamEntry
from dashboard.session import manual_entry, own_database
from dashboard.text import add as text


def render(exam: ExamBlueprint) -> None:
    """Offer the sheet, and below it the score so far and the way to save it."""
    st.caption(text.QUESTIONS_BODY)
    draft = f"questions {exam.code}"
    held = answers_of(json.loads(manual_entry.draft(draft) or "[]"))
    answers = answer_sheet(exam, held, key=f"sheet_{exam.code}_{manual_entry.n_saved()}")
    if answers != held:
        kept = json.dumps([asdict(answer) for answer in answers]) if answers else None
        manual_entry.save_draft(draft, kept)
    if answers:
        _finish(answers, exam, draft)


def _finish(answers: Sequence[TypedAnswer], exam: ExamBlueprint, draft: str) -> None:
    """Show the score so far, ask for all that is not an answer, and save."""
    st.markdown(text.score(sum(answer.is_correct for answer in answers), len(answers)))
    with st.expander(text.FINISH):
        sat = practice_exam.conditions("questions")
        if st.button(text.SAVE, type="primary"):
            taken = {response.practice_exam_id for response in own_database.records(ItemResponse)}
            name = sat.practice_exam_id(taken | practice_exam.taken_ids())
            records = [_record(name, n, answer, sat, exam) for n, answer in enumerate(answers, start=1)]
            choices.save(records, exam, text.saved(len(records), ItemResponse), done_draft=draft)


def _record(name: str, position: int, answer: TypedAnswer, sat: ExamEntry, exam: ExamBlueprint) -> ItemResponse:
    return ItemResponse(
        candidate_id=choices.candidate(),
        practice_exam_id=name,
        response_key=f"position:{position}",
        taken_at=sat.taken_on,
        exam_code=exam.code,
        provider=sat.provider,
        form=sat.form,
        sitting=sat.sitting,
        is_timed=sat.is_timed,
        is_closed_book=sat.is_closed_book,
        position=position,
        domain_id=answer.domain_id,
        is_correct=answer.is_correct,
        is_flagged=answer.is_flagged,
        confidence=answer.confidence,
        error_cause=answer.error_cause,
    )
