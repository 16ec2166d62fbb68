"""Draw the answers to practice exams, and write them as rows by question or by domain."""

import math
from collections.abc import Sequence
from datetime import date

from sample_data.files import Row
from sample_data.story import DrawnExam, ExamFrame, Preparation
from sample_data.study_log import Session, hours_before
from sample_data.world import Day, DrawnAnswer, Generator, Item, answer_form, draw_form

FIRST_PASS_LIMIT_S = 180
"""A question that takes longer than three minutes is flagged and left for later.

Times are for 65 questions in three hours, and are scaled to an exam's time per question.
"""

SEEN_TIME_SHARE = 0.75
"""Time spent on a question seen before, as a share of the time for a new one."""


def ability_on(made: Preparation, log: Sequence[Session], day: date) -> dict[str, float]:
    """Return the ability in each domain after the hours studied before a day."""
    return {d: made.story.world.ability(d, hours) for d, hours in hours_before(log, day, made.frame.shares).items()}


def sit_all(rng: Generator, made: Preparation, log: Sequence[Session]) -> dict[str, list[DrawnAnswer]]:
    """Draw the answers of each practice exam by its id; a repeated form has the same questions, all seen."""
    world, frame = made.story.world, made.frame
    forms: dict[str, list[Item]] = {}
    answers = {}
    for exam in made.practice_exams:
        is_known = exam.form in forms
        form = forms.setdefault(exam.form, draw_form(rng, world, frame.n_items, frame.tasks))
        n_seen = len(form) if is_known else round(exam.seen_share * len(form))
        day = Day(exam.on, exam.provider, exam.is_timed, ability_on(made, log, exam.on))
        seen = frozenset(item.position for item in form[:n_seen])
        answers[exam.practice_exam_id] = answer_form(rng, world, form, day, seen=seen)
    return answers


def domain_rows(exam: DrawnExam, answers: Sequence[DrawnAnswer], frame: ExamFrame) -> list[Row]:
    """Return a practice exam as a row for each domain; seen questions are counted if there were any."""
    rows: list[Row] = []
    for domain_id in frame.shares:
        in_domain = [answer for answer in answers if answer.item.domain_id == domain_id]
        seen = [answer for answer in in_domain if answer.was_seen]
        rows.append(
            {
                **exam.row(frame.code),
                "place": exam.place,
                "duration_min": exam.duration_min,
                "domain_id": domain_id,
                "n_items": len(in_domain),
                "n_correct": sum(answer.is_correct for answer in in_domain),
                "n_seen_before": len(seen) if exam.seen_share else None,
                "n_correct_seen_before": sum(a.is_correct for a in seen) if exam.seen_share else None,
            }
        )
    return rows


def response_rows(rng: Generator, exam: DrawnExam, answers: Sequence[DrawnAnswer], made: Preparation) -> list[Row]:
    """Return a practice exam as a row for each question, with drawn times, flags, confidence and error causes."""
    rows: list[Row] = []
    frame, overconfidence = made.frame, made.story.overconfidence
    limit_s = FIRST_PASS_LIMIT_S * frame.time_scale
    for answer in answers:
        item = answer.item
        belief = answer.chance + overconfidence.get(item.domain_id, 0.0) + float(rng.normal(0, 0.12))
        confidence = "guess" if belief < 0.5 else "unsure" if belief < 0.75 else "confident"
        median_s = frame.time_scale * (158 - 30 * exam.progress) * (SEEN_TIME_SHARE if answer.was_seen else 1)
        wanted_s = median_s * math.exp(0.12 * item.difficulty + float(rng.normal(0, 0.33)))
        is_flagged = wanted_s > limit_s or (confidence == "guess" and rng.random() < 0.5)
        is_revisited = is_flagged and bool(rng.random() < 0.6 + 0.38 * exam.progress)
        cause = _error_cause(rng, answer, exam, is_left=is_flagged and not is_revisited)
        pair = item.look_alike
        rows.append(
            {
                **exam.row(frame.code),
                "position": item.position,
                "item_id": f"{exam.form}-{item.position:02d}",
                "domain_id": item.domain_id,
                "task_id": item.task_id,
                "services": item.service,
                "is_correct": answer.is_correct,
                "response_time_s": round(min(wanted_s, limit_s)),
                "is_flagged": is_flagged,
                "is_revisited": is_revisited,
                "confidence": confidence,
                "error_cause": cause,
                "chosen": _chosen(answer, cause),
                "correct_answer": pair.correct if pair and _chosen(answer, cause) else None,
            }
        )
    return rows


def _error_cause(rng: Generator, answer: DrawnAnswer, exam: DrawnExam, *, is_left: bool) -> str | None:
    """Draw why an answer was wrong; missing knowledge becomes rarer with the candidate's progress."""
    draw = float(rng.random())
    if answer.is_correct:
        return None
    if answer.item.look_alike and draw < 0.75:
        return "confused_pair"
    if is_left:
        return "timing"
    knowledge = 0.65 - 0.25 * exam.progress
    draw = float(rng.random())
    if draw < knowledge:
        return "knowledge"
    return "misread" if draw < knowledge + 0.18 else "reasoning"


def _chosen(answer: DrawnAnswer, cause: str | None) -> str | None:
    """Return the service chosen in a question about two look-alikes, None if neither was chosen."""
    pair = answer.item.look_alike
    if pair is None or not (answer.is_correct or cause == "confused_pair"):
        return None
    return pair.correct if answer.is_correct else pair.chosen
