"""A practice exam question by question, by keyboard; what has been typed is kept until it is saved."""

import json
from dataclasses import asdict, dataclass, replace

import streamlit as st

from analytics.blueprint import ExamBlueprint
from analytics.records import Confidence, ErrorCause, ItemResponse
from dashboard import session
from dashboard.forms import choices, practice_exam
from dashboard.text import add as text

_DRAFT = "questions"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was typed of one question."""

    domain_id: str
    is_correct: bool
    is_flagged: bool = False
    confidence: str | None = None
    error_cause: str | None = None


def render(exam: ExamBlueprint) -> None:
    """Offer the buttons for the next question and what was typed of the last one."""
    st.caption(text.QUESTIONS_BODY)
    answers = _answers()
    domain_id = choices.domain(exam, "question_domain", answers[-1].domain_id if answers else exam.domain_ids[0])
    st.markdown(f"**{text.question(len(answers) + 1)}**")
    with st.container(horizontal=True):
        for label, is_correct, key in ((text.RIGHT, True, "y"), (text.WRONG, False, "n")):
            if st.button(label, shortcut=key, disabled=domain_id is None) and domain_id is not None:
                _keep([*answers, _Answer(domain_id, is_correct)])
    if answers:
        _last(answers, exam)
        _finish(answers, exam)


def _last(answers: list[_Answer], exam: ExamBlueprint) -> None:
    """Let the last question be described, or taken back."""
    last, before = answers[-1], answers[:-1]
    domain = exam.domain(last.domain_id)
    st.markdown(text.last_question(len(answers), last.is_correct, text.domain_name(domain.domain_id, domain.name)))
    with st.container(horizontal=True):
        if st.button(text.marked(text.FLAG, last.is_flagged), shortcut="f"):
            _keep([*before, replace(last, is_flagged=not last.is_flagged)])
        if st.button(text.BACK, shortcut="z"):
            _keep(before)
    if not last.is_correct:
        st.caption(text.CAUSE_TITLE)
        with st.container(horizontal=True):
            for number, (cause, label) in enumerate(text.CAUSES.items(), start=1):
                if st.button(text.marked(label, last.error_cause == cause), shortcut=str(number)):
                    _keep([*before, replace(last, error_cause=str(cause))])
    st.caption(text.SURENESS_TITLE)
    with st.container(horizontal=True):
        for sureness, label in text.SURENESS.items():
            shortcut = text.SURENESS_KEYS[sureness]
            if st.button(text.marked(label, last.confidence == sureness), shortcut=shortcut):
                _keep([*before, replace(last, confidence=str(sureness))])


def _finish(answers: list[_Answer], exam: ExamBlueprint) -> None:
    """Show the score so far, ask for the sitting, and save."""
    st.markdown(text.score(sum(answer.is_correct for answer in answers), len(answers)))
    with st.expander(text.FINISH):
        sat = practice_exam.sitting("questions")
        if st.button(text.SAVE, type="primary"):
            taken = {response.practice_exam_id for response in session.own_records(ItemResponse)}
            name = sat.practice_exam_id(taken | practice_exam.taken_ids())
            records = [_record(name, n, answer, sat, exam) for n, answer in enumerate(answers, start=1)]
            choices.save(records, exam, text.saved(len(records), ItemResponse), done_draft=_DRAFT)


def _record(name: str, position: int, answer: _Answer, sat: practice_exam.Sitting, exam: ExamBlueprint) -> ItemResponse:
    return ItemResponse(
        candidate_id=choices.candidate(),
        practice_exam_id=name,
        response_key=f"position:{position}",
        taken_at=sat.taken_on,
        exam_code=exam.code,
        provider=sat.provider,
        form=sat.form,
        sitting=sat.number,
        is_timed=sat.is_timed,
        is_closed_book=sat.is_closed_book,
        position=position,
        domain_id=answer.domain_id,
        is_correct=answer.is_correct,
        is_flagged=answer.is_flagged,
        confidence=None if answer.confidence is None else Confidence(answer.confidence),
        error_cause=None if answer.error_cause is None else ErrorCause(answer.error_cause),
    )


def _answers() -> list[_Answer]:
    return [_Answer(**answer) for answer in json.loads(session.draft(_DRAFT) or "[]")]


def _keep(answers: list[_Answer]) -> None:
    session.keep_draft(_DRAFT, json.dumps([asdict(answer) for answer in answers]) if answers else None)
    st.rerun()
