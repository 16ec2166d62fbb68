"""Texts of the gap audit and of the self-ratings."""

from collections.abc import Mapping

from analytics.blueprints.model import BlueprintDomain
from analytics.estimation.exam_form import UNPUBLISHED_HALF_WIDTH
from analytics.reports.planning.expected_losses import MIN_SHARE_OF_HOURS, GapBasis
from analytics.reports.planning.self_ratings import RATING_HALF_WIDTH, RATING_SHARES, RatingComparison, RatingVerdict
from analytics.reports.planning.study_next import StudyReason
from analytics.reports.study.gap_audit import DomainGap, GapAudit
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text import study_next as next_text
from dashboard.text.shapes import Columns, chart, filled, method, paragraph, phrases

LOSSES = chart("audit_losses", numbers=common.SAME_IN_NUMBERS)
LOST = "Questions missed"
ESTIMATE_LABEL, USUAL_LABEL, RATING_LABEL = "estimate with likely range", "candidates in general", "by your own rating"
SPLIT = chart("audit_split", numbers=common.SAME_IN_NUMBERS)
RECOMMENDED_LABEL, RECENT_LABEL = "recommended", "last four weeks"
RATE, RATE_AGAIN = "Rate yourself", "Rate yourself again"
set_focus = formatting.template("Set {} as next week's focus", formatting.literal)
ratings_saved = formatting.template("{} saved.", formatting.counter("rating"))

SELF_VIEWS = phrases(RatingVerdict, "audit_self_views")

BASES: Mapping[GapBasis, str] = {GapBasis.SELF_RATINGS: "by your rating", GapBasis.NOTHING: USUAL_LABEL}
IN_GENERAL = "The ranges below are for candidates in general."
NEXT_STEP = paragraph("audit_next_step", in_general=IN_GENERAL)

SHORT = {int(number): name for number, name in filled("rating_levels", "short", {}).items()}
LEVELS = [f"**{n} · {SHORT[int(n)]}**: {meaning}" for n, meaning in filled("rating_levels", "meanings", {}).items()]
LEVELS_MEANING = "What the levels mean"
RATE_BODY = paragraph("audit_rate_body")
BY_TASK = "Rate task by task instead"
BY_TASK_NOTE = "A domain that you leave empty takes the average of its tasks."
RATING_GUIDE = "Official guide: what each task covers"
SAVE_RATINGS = "Save ratings"
NO_RATING = "There is nothing to save. Choose or change at least one level."


def answer(report: GapAudit) -> str:
    if report.basis is GapBasis.NOTHING:
        return "Too early to tell where your gaps are"
    of_all = f"{round(report.total_lost.value)} of {formatting.questions(report.n_exam_items)}"
    about = "Expected: about" if report.study_next.reason is StudyReason.PASSED else "About"
    return f"{about} {of_all} missed ({formatting.whole.range(report.total_lost)})"


def sentence(report: GapAudit) -> str:
    has_passed = report.study_next.reason is StudyReason.PASSED
    if report.basis is GapBasis.NOTHING:
        return common.PASSED if has_passed else IN_GENERAL if report.has_ended else NEXT_STEP
    if has_passed:
        basis = f"This is {common.NOT_THE_RESULT}."
    elif report.basis is GapBasis.SELF_RATINGS:
        basis = "This is based on your own ratings. A first practice exam will show how close they are."
    else:
        day = "today" if report.lost_on == report.as_of else f"an exam on {formatting.day(report.lost_on)}"
        basis = f"This is the estimate for {day}."
    return f"{largest_gaps(report)} {basis}".lstrip()


def largest_gaps(report: GapAudit) -> str:
    if len(report.domains) == 1:
        return ""
    if not report.has_order:
        return f"{next_text.about_equal(len(report.largest), len(report.largest))}."
    names, largest = {gap.domain_id: gap.name for gap in report.domains}, [gap.domain_id for gap in report.largest]
    named = next_text.listed(largest, names, "All domains")
    if len(largest) == 1:
        return f"{named} costs the most, about {lost(report.largest[0])}."
    return f"{named} may cost the most; they are about equal."


def evidence(report: GapAudit) -> str:
    if report.basis is GapBasis.SELF_RATINGS and report.unrated:
        unrated = formatting.joined([formatting.literal(gap.name) for gap in report.unrated])
        return f"Not rated yet (hollow): {unrated}."
    if report.basis is not GapBasis.PRACTICE_EXAMS:
        return ""
    return common.evidence(report.counts, is_total=not any(gap.n_items for gap in report.domains))


def notes(report: GapAudit) -> str:
    weights = paragraph("audit_no_weights", part=formatting.part(UNPUBLISHED_HALF_WIDTH))
    return f"{evidence(report)} {'' if report.is_weight_published else weights}".strip()


def lost_hover(gap: DomainGap) -> str:
    return f"{lost(gap)} missed, {_basis(gap)}"


def rating_hover(view: RatingComparison) -> str:
    day, rating = formatting.day(view.rated.rated_on), _stars(view.rated.rating)
    return f"{view.lost:.0f} missed by your rating of {day}, {rating}"


def lost(gap: DomainGap) -> str:
    if not gap.n_exam_items_shown:
        return "less than one question"
    return f"{gap.lost_shown.value:g} of {gap.n_exam_items_shown} ({formatting.whole.range(gap.lost_shown)})"


def _basis(gap: DomainGap) -> str:
    questions = common.own_questions(gap.n_items)
    return BASES.get(gap.basis) or (f"from {questions}" if gap.n_items else questions)


def _weighted_name(gap: DomainGap) -> str:
    weight = "weight not published" if gap.weight is None else formatting.counted_percent(gap.weight)
    return f"{formatting.literal(gap.name)}, {weight}"


def _stars(rating: float) -> str:
    return f"{round(rating, 1):g} of 5"


def _rating(view: RatingComparison | None) -> str:
    if view is None:
        return "none"
    return f"{_stars(view.rated.rating)}, {SELF_VIEWS[view.verdict]}"


DOMAIN_COLUMNS: Columns[DomainGap] = {
    "Domain": _weighted_name,
    LOST: lambda gap: f"{lost(gap)}, {_basis(gap)}",
    "Your rating": lambda gap: _rating(gap.rating_comparison),
}


def split_reason(report: GapAudit) -> str:
    names = {gap.domain_id: gap.name for gap in report.domains}
    by = "the exam's weights" if report.basis is GapBasis.NOTHING else "the questions you are likely to miss"
    first = next_text.sentence(report.study_next, names, says_equal=False)
    return f"{first} The recommended hours follow {by}. {score_report(report)}".strip()


def score_report(report: GapAudit) -> str:
    if report.failed_on is None or not report.reported_weak:
        return ""
    weak = formatting.joined([formatting.literal(name) for name in report.reported_weak])
    return paragraph("audit_score_report", day=formatting.day(report.failed_on), weak=weak)


def _recommended(gap: DomainGap) -> str:
    share, hours = formatting.counted_percent(gap.proposed_share_of_hours), gap.proposed_hours
    return f"{share}, {formatting.hours.between(*hours)}" if hours and hours[1] else share


def _recent(gap: DomainGap) -> str:
    share = gap.recent_share_of_hours
    return f"{formatting.counted_percent(share)}, {formatting.hours(gap.recent_hours)}" if share else "none"


HOURS_COLUMNS: Columns[DomainGap] = {
    "Domain": lambda gap: formatting.literal(gap.name),
    "Recommended per week": _recommended,
    "Last four weeks": _recent,
}


def hours_note(report: GapAudit) -> str:
    logged, without = formatting.hours(report.recent_hours), report.recent_hours_without_domain
    left_out = f" The shares leave out {formatting.hours(without)} without a domain." if without else ""
    return f"You logged {logged} in the last four weeks.{left_out}"


def inputs(report: GapAudit) -> list[tuple[str, str]]:
    return [
        ("Estimate for", formatting.full_day(report.lost_on)),
        method_inputs.data_up_to(report.as_of),
        ("Ratings 1 to 5 read as", formatting.joined([formatting.percent(share) for share in RATING_SHARES.values()])),
        ("A rating may be off by", f"{100 * RATING_HALF_WIDTH:.0f} points either way"),
        method_inputs.level_of_ranges(report.total_lost),
    ]


def level(number: int) -> str:
    return f"{number} · {SHORT[number]}"


def rated_domain(given: BlueprintDomain) -> str:
    part = "" if given.share is None else f" · {formatting.counted_percent(given.share)} of the exam"
    return f"{formatting.literal(f'{given.domain_id} · {given.name}')}{part}"


METHOD = method("audit", ability=common.METHOD_ABILITY, least_share_of_hours=formatting.percent(MIN_SHARE_OF_HOURS))
