"""Texts of the gap audit."""

from collections.abc import Mapping

from analytics.estimation.exam_form import UNPUBLISHED_HALF_WIDTH
from analytics.reports.planning.expected_losses import MIN_SHARE_OF_HOURS, GapBasis
from analytics.reports.planning.self_ratings import RATING_HALF_WIDTH, RATING_SHARES, RatingComparison, RatingVerdict
from analytics.reports.study.gap_audit import DomainGap, GapAudit
from analytics.reports.study.task_evidence import TaskEvidence
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text import study_next as next_text
from dashboard.text.self_ratings import SHORT
from dashboard.text.shapes import ChartText, Column, method

LOSSES = ChartText(
    title="Where would you lose questions?",
    alt=(
        "One row for each domain, the largest expected loss first: the questions expected to be lost with their "
        "range, and the self-rating as questions lost. The numbers stand in the table below."
    ),
)
LOST = "Scored questions lost"
LOST_LABEL = "expected, with range"
RATING_LABEL = "by your own rating"
SPLIT = ChartText(
    title="How should the hours be split?",
    alt=(
        "For each domain the part of the weekly hours that is proposed, and the part that it had in the last "
        "four weeks. The numbers stand in a table on this page."
    ),
    x_axis="Part of the hours (%)",
)
PROPOSED_LABEL = "proposed"
RECENT_LABEL = "last four weeks"
TABLE_TITLE = "Domain by domain"
TASKS_TITLE = "Task by task"
TASKS_NOTE = (
    "A question counts once, as it was answered when you first met it. What is expected on new questions leans on the "
    "domain, the more the fewer questions a task has. Tasks have too few questions to be ranked."
)
NO_TASKS = "The blueprint of this exam names no tasks below its domains."
HOURS_TITLE = "The hours, proposed and spent"

SELF_VIEWS: Mapping[RatingVerdict, str] = {
    RatingVerdict.TOO_HIGH: "too high",
    RatingVerdict.TOO_LOW: "too low",
    RatingVerdict.AGREES: "agrees",
    RatingVerdict.CANNOT_TELL: "cannot tell",
}

NEXT_STEP: Mapping[GapBasis, str] = {
    GapBasis.NOTHING: (
        "Rate yourself task by task under First steps, or take a first practice exam with results by domain. "
        "What is drawn here is what is usual for candidates, and says nothing about you."
    ),
    GapBasis.SELF_RATINGS: (
        "These are your own ratings, read as questions lost. Ratings and results often differ; a first "
        "practice exam by domain will show by how much."
    ),
}


def answer(report: GapAudit) -> str:
    if report.basis is GapBasis.NOTHING:
        return "There is no practice exam and no self-rating yet, so your gaps are not known."
    questions = formatting.counted(report.n_exam_items, "scored question")
    total = f"about {round(report.total_lost.value)} of {questions} ({formatting.whole.range(report.total_lost)})"
    if report.basis is GapBasis.SELF_RATINGS:
        return f"By your own ratings you would lose {total}. {where(report)}"
    if report.lost_on == report.as_of:
        return f"Today you would lose {total}. {where(report)}"
    day = formatting.day(report.lost_on)
    return f"If you go on as now, you would lose {total} on {day}, your exam day. {where(report)}"


def where(report: GapAudit) -> str:
    names = [gap.name for gap in report.largest]
    if not report.has_order:
        return f"{next_text.about_equal(names, len(names))}."
    if len(names) == 1:
        return f"The largest part, about {round(report.largest[0].lost.value)}, is in {formatting.literal(names[0])}."
    return f"{next_text.about_equal(names, len(report.domains))}, and cost most."


def evidence(report: GapAudit) -> str:
    if report.basis is not GapBasis.PRACTICE_EXAMS:
        unrated = formatting.joined([formatting.literal(gap.name) for gap in report.unrated])
        gaps = f" Not rated yet: {unrated}." if report.basis is GapBasis.SELF_RATINGS and unrated else ""
        return f"{NEXT_STEP[report.basis]}{gaps}"
    evidence = common.evidence(report.n_items, report.n_practice_exams, report.n_items_seen_before)
    if any(gap.n_items for gap in report.domains):
        return evidence
    return f"{evidence} None of them is known by domain, so the domains cannot be told apart."


def weights_note(report: GapAudit) -> str:
    if report.is_weight_published:
        return ""
    return (
        "The provider publishes no domain weights. Equal ones are assumed; each may be off by "
        f"{formatting.part(UNPUBLISHED_HALF_WIDTH)}, which the ranges hold."
    )


def lost_axis(report: GapAudit) -> str:
    return f"Questions lost, of {report.n_exam_items} scored"


def lost_hover(gap: DomainGap) -> str:
    return f"{lost(gap)}, from {formatting.questions(gap.n_items)} answered"


def rating_hover(gap: DomainGap) -> str:
    view = gap.rating_comparison
    if view is None:
        return ""
    return f"{view.lost:.0f} lost: rated {_stars(view.rating)} on {formatting.day(view.rated_on)}"


def lost(gap: DomainGap) -> str:
    return f"{round(gap.lost.value)} of {round(gap.n_exam_items)} ({formatting.whole.range(gap.lost)})"


def _stars(rating: float) -> str:
    return f"{round(rating, 1):g} of 5"


def _weighted_name(gap: DomainGap) -> str:
    weight = "weight not published" if gap.weight is None else formatting.percent(gap.weight)
    return f"{formatting.literal(gap.name)}, {weight}"


def _rating(view: RatingComparison | None) -> str:
    if view is None:
        return "none"
    first = "" if view.rating == view.first_rating else f" (first {round(view.first_rating, 1):g})"
    return f"{_stars(view.rating)}{first}: {SELF_VIEWS[view.verdict]}"


def _basis(gap: DomainGap) -> str:
    if gap.basis is GapBasis.PRACTICE_EXAMS:
        return formatting.questions(gap.n_items)
    return "your rating" if gap.basis is GapBasis.SELF_RATINGS else "nothing yet"


DOMAIN_COLUMNS: tuple[Column[DomainGap], ...] = (
    Column("Domain", _weighted_name),
    Column(LOST, lost),
    Column("Your rating", lambda gap: _rating(gap.rating_comparison)),
    Column("Rests on", _basis),
)


def task_label(gap: DomainGap) -> str:
    return f"{formatting.literal(gap.name)}: {lost(gap)} lost"


TASK_COLUMNS: tuple[Column[TaskEvidence], ...] = (
    Column("Task", lambda task: formatting.literal(f"{task.task_id} {task.title}")),
    Column(
        "Your rating", lambda task: "none" if task.rating is None else f"{SHORT[task.rating]} ({_stars(task.rating)})"
    ),
    Column(
        "Right of answered", lambda task: f"{task.n_correct} of {task.n_items}" if task.n_items else "none answered"
    ),
    Column(common.EXPECTED_ON_NEW, lambda task: formatting.percent.with_range(task.share)),
)


def split_reason(report: GapAudit) -> str:
    names = {gap.domain_id: gap.name for gap in report.domains}
    by = "the exam's weights" if report.basis is GapBasis.NOTHING else "the questions at risk"
    return f"{next_text.sentence(report.study_next, names)} The split follows {by}.".strip()


def _proposed(gap: DomainGap) -> str:
    share, hours = formatting.percent(gap.proposed_share_of_hours), gap.proposed_hours
    return share if hours is None else f"{share}, {formatting.hours.between(*hours)}"


def _recent(gap: DomainGap) -> str:
    share = gap.recent_share_of_hours
    return f"{formatting.counted_percent(share)}, {formatting.hours(gap.recent_hours)}" if share else "none"


HOURS_COLUMNS: tuple[Column[DomainGap], ...] = (
    Column("Domain", lambda gap: formatting.literal(gap.name)),
    Column("Proposed a week", _proposed),
    Column("Last four weeks", _recent),
)


def hours_note(report: GapAudit) -> str:
    if not report.recent_hours:
        return "No hours have been logged in the last four weeks."
    without = report.recent_hours_without_domain
    named = formatting.hours.counted(without, "of them names no domain and is", "of them name no domain and are")
    rest = f" {named} left out of the shares."
    return f"The last four weeks had {formatting.hours(report.recent_hours)}.{rest if without else ''}"


def inputs(report: GapAudit) -> list[tuple[str, str]]:
    return [
        ("Scored questions of the exam", str(report.n_exam_items)),
        ("Domain weights", "published" if report.is_weight_published else "not published; equal ones assumed"),
        ("Losses on", formatting.full_day(report.lost_on)),
        method_inputs.known_until(report.as_of),
        *method_inputs.answered(report.n_items, report.n_items_seen_before, report.n_practice_exams),
        ("Ratings 1 to 5 read as", formatting.joined([formatting.percent(share) for share in RATING_SHARES.values()])),
        ("A rating may be off by", f"{100 * RATING_HALF_WIDTH:.0f} points either way"),
        method_inputs.ranges_hold(report.total_lost),
    ]


METHOD = method("audit", ability=common.METHOD_ABILITY, least_share_of_hours=formatting.percent(MIN_SHARE_OF_HOURS))
