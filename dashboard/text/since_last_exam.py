"""Texts of the last practice exam's losses, and of the hours since."""

from collections.abc import Sequence

from analytics.estimation.practice_points import PracticePoint
from analytics.reports.this_week import LastExamLoss, WeekReport
from dashboard import formatting
from dashboard.text.shapes import chart

LAST_EXAM = chart("since_last_exam_last_exam")
LOST_LABEL, SPENT_LABEL = "questions missed", "share of hours with a domain since"
MOST_NAMED = 2
"""Domains named in a sentence; the others are counted."""

NO_LOSSES = "Your first practice exam with results by domain will show where you miss questions."


def lost_of(row: LastExamLoss) -> str:
    return f"{row.n_lost} of {row.n_items}"


def part_of_hours(report: WeekReport, row: LastExamLoss) -> str:
    return _part(row) if report.hours_since_last_exam.with_domain else "none yet"


def sentence(report: WeekReport) -> str:
    if report.last_exam is None:
        return NO_LOSSES
    exam = f"the practice exam of {formatting.day(report.last_exam.day)}"
    if not report.last_exam_losses:
        return f"Only the total of {exam} is known. Results by domain would show where you miss questions."
    since = report.hours_since_last_exam
    if not since.with_domain:
        missed = _most_lost(report.last_exam, report.last_exam_losses)
        hours = "hours with a domain" if since.total else "hours"
        return f"In {exam} you missed {missed}. You have logged no {hours} since."
    logged = f"You have logged {formatting.hours(since.total)} since {exam}."
    most = report.largest_last_exam_loss
    if most is None:
        return logged
    got = f"{_part(most)} of {'the hours with a domain' if since.without_domain else 'these hours'}"
    return f"{logged} You missed most in {formatting.literal(most.name)} ({lost_of(most)}), which got {got}."


def _part(row: LastExamLoss) -> str:
    return {0.0: "none", 1.0: "all"}.get(row.share_of_hours, formatting.counted_percent(row.share_of_hours))


def _most_lost(exam: PracticePoint, losses: Sequence[LastExamLoss]) -> str:
    """Return the domains with most questions missed, and a count of all others, some of which may have no domain."""
    named = sorted((row for row in losses if row.n_lost), key=lambda row: -row.n_lost)[:MOST_NAMED]
    n_others = exam.n_items - exam.n_correct - sum(row.n_lost for row in named)
    others = f"{n_others} elsewhere" if named else f"{formatting.counted(n_others, 'question')} without a domain"
    parts = [*(f"{lost_of(row)} in {formatting.literal(row.name)}" for row in named), *([others] if n_others else [])]
    return formatting.joined(parts) or "no question"
