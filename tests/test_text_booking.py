"""The sentences of the page that decides."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from analytics.blueprint import ExamStatus
from analytics.blueprint_file import shipped_blueprints
from analytics.reports.booking import booking_report
from analytics.reports.candidate_exam import read_candidate_exam
from analytics.reports.readiness import Reason
from dashboard.text import booking as text
from dashboard.text import common
from tests.builders import EXAM, TODAY, practice_exam, store_with


def test_a_week_in_which_the_exam_is_not_open_has_no_price(tmp_path: Path) -> None:
    """An exam that cannot be sat yet is not booked, and no saving is named."""
    blueprint = replace(
        shipped_blueprints()[EXAM],
        listed_status=ExamStatus.ANNOUNCED,
        first_day=TODAY + timedelta(days=7),
        last_day=None,
    )
    high = [(12, 13), (15, 16), (21, 23), (12, 13)]
    records = [
        row for k, name in ((8, "A"), (1, "B")) for row in practice_exam(TODAY - timedelta(k), high, provider=name)
    ]
    report = booking_report(read_candidate_exam(store_with(tmp_path, records), blueprint, "me", TODAY))
    assert text.cost_sentence(report) == common.REASONS[Reason.NOT_OPEN_YET]
