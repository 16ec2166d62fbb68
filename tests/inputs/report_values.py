"""Report values for tests of texts and charts, built without a fit."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.practice_results import PracticeResult
from analytics.models.intervals import Interval, wilson
from analytics.records import ErrorCause
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.self_ratings import DomainRating, RatingComparison, RatingVerdict
from analytics.reports.planning.study_next import StudyNext, StudyReason
from analytics.reports.practice.causes import cause_shares, mix_periods, second_half_from
from analytics.reports.practice.mastery import DomainMastery, MasteryReport, PathPoint, TrendDirection
from analytics.reports.practice.mistakes import Mistake, MistakesReport, confidence_judgments
from analytics.reports.study.gap_audit import DomainGap, GapAudit
from tests.inputs.answers import logged
from tests.inputs.builders import EXAM, TODAY

NAMES = tuple(domain.name for domain in shipped_blueprints()[EXAM].domains)
WEIGHTS = (0.20, 0.24, 0.36, 0.20)
LOST = (Interval(4.4, 3.1, 5.8), Interval(4.5, 3.2, 6.0), Interval(4.6, 3.0, 6.5), Interval(4.3, 3.0, 5.7))
COUNTS = ((6, 13), (10, 16), (18, 23), (6, 13))
"""Right answers and questions of a practice exam by domain."""


def gap_audit_with(
    *, basis: GapBasis = GapBasis.PRACTICE_EXAMS, ratings: Sequence[float | None] = (4, 2, None, None)
) -> GapAudit:
    """Return an audit whose domains overlap, after one practice exam of 65 questions and without a plan."""
    gaps = []
    for k, (name, weight, lost, (_, n_items), rating) in enumerate(
        zip(NAMES, WEIGHTS, LOST, COUNTS, ratings, strict=True)
    ):
        view = None
        if rating is not None:
            lost_by_rating = 50 * weight * (1 - (0.3, 0.45, 0.6, 0.78, 0.9)[int(rating) - 1])
            rated = DomainRating(rating, date(2026, 10, 11))
            view = RatingComparison(rated, lost_by_rating, RatingVerdict.TOO_HIGH)
        has_evidence = basis is GapBasis.PRACTICE_EXAMS
        own_basis = basis if has_evidence else GapBasis.NOTHING if view is None else GapBasis.SELF_RATINGS
        gaps.append(
            DomainGap(
                domain_id=str(k + 1),
                name=name,
                weight=weight,
                n_exam_items=50 * weight,
                n_exam_items_shown=round(50 * weight),
                basis=own_basis,
                lost=lost,
                lost_shown=Interval(round(lost.value), round(lost.low), round(lost.high)),
                rank=1,
                n_items=n_items if has_evidence else 0,
                rating_comparison=view,
                proposed_share_of_hours=lost.value / 17.8,
                proposed_hours=None,
                recent_hours=0.0,
                recent_share_of_hours=None,
            )
        )
    return GapAudit(
        as_of=TODAY,
        lost_on=TODAY,
        n_exam_items=50,
        total_lost=Interval(17.8, 14.6, 21.2),
        basis=basis,
        counts=EvidenceCounts(n_items=65, n_exams=1, n_exams_since_pause=1)
        if basis is GapBasis.PRACTICE_EXAMS
        else EvidenceCounts(),
        domains=tuple(gaps),
        recent_hours=0.0,
        recent_hours_without_domain=0.0,
        weekly_hours=None,
        study_next=StudyNext(None, None, StudyReason.ABOUT_EQUAL, tuple(gap.domain_id for gap in gaps)),
        failed_on=None,
        reported_weak=(),
    )


def practice_point(
    day: date, n_correct: int, n_items: int, *, provider: str = "Provider A", n_seen: int = 0
) -> PracticeResult:
    return PracticeResult(
        practice_exam_id=f"{provider} {day}",
        day=day,
        provider=provider,
        provider_place=int(provider != "Provider A"),
        form="",
        n_items=n_items,
        n_correct=n_correct,
        seen_share=n_seen / n_items,
        share=wilson(n_correct, n_items),
    )


def mastery_with(*, n_seen: int = 0, n_practice_exams: int = 2) -> MasteryReport:
    """Return level mastery after up to two practice exams; `n_seen` questions of the second were seen before."""
    days = (date(2026, 11, 8), date(2026, 11, 20))
    path_days = [TODAY + timedelta(weeks=k) for k in range(-2, 5)]
    domains = []
    for name, (n_correct, n_items) in zip(NAMES, COUNTS, strict=True):
        points = (
            practice_point(days[0], n_correct, n_items),
            practice_point(days[1], n_correct, n_items, provider="<i>B</i>", n_seen=n_seen),
        )[:n_practice_exams]
        shares = [Interval(0.6 + 0.002 * i, 0.45 - 0.01 * i, 0.72 + 0.01 * i) for i in range(len(path_days))]
        domains.append(
            DomainMastery(
                name=name,
                now=shares[2],
                trend_per_week=Interval(0.004, -0.02, 0.03),
                direction=TrendDirection.CANNOT_TELL,
                n_items=n_items * n_practice_exams,
                path=tuple(PathPoint(day, share) for day, share in zip(path_days, shares, strict=True)),
                practice_exams=points,
            )
        )
    return MasteryReport(
        as_of=TODAY,
        counts=EvidenceCounts(
            n_items=65 * n_practice_exams,
            n_seen=4 * n_seen,
            n_exams=n_practice_exams,
            n_exams_since_pause=n_practice_exams,
        ),
        guess_floor=0.22,
        cut=CutBelief(0.72, 0.03).percent,
        domains=tuple(domains),
    )


def mistakes_with(by_day: Iterable[tuple[date, Sequence[ErrorCause | None]]]) -> MistakesReport:
    """Return the mistakes of wrong answers with causes, one practice exam per day."""
    days = list(by_day)
    wrong = [logged("-", day=day, practice_exam_id=f"p {day}", error_cause=c) for day, own in days for c in own]
    return MistakesReport(
        as_of=TODAY,
        n_responses=len(wrong),
        n_practice_exams=len(days),
        mistakes=tuple(Mistake(response, NAMES[0], "", None) for response in reversed(wrong)),
        causes=cause_shares(wrong),
        second_half_from=second_half_from(wrong),
        periods=mix_periods(wrong),
        pairs=(),
        confidence=confidence_judgments(wrong, shipped_blueprints()[EXAM]),
    )
