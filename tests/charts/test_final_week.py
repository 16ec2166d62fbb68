"""Chart of the final weeks: hours by kind on the right days."""

from dataclasses import replace
from datetime import timedelta

from analytics.records import Activity
from analytics.reports.study.final_week import final_week_report
from dashboard import theme
from dashboard.charts import exam_day as charts
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, session

EXAM_ON = TODAY + timedelta(days=2)


def test_days_are_stacked_by_kind_with_the_last_week_outlined() -> None:
    """New material is lowest, then review, then the rest; practice exams are dots above."""
    rows = [
        replace(session(TODAY - timedelta(days=9), 2), is_new_material=True),
        session(TODAY - timedelta(days=1), 1, activity=Activity.REVIEW),
        session(TODAY - timedelta(days=1), 3, activity=Activity.PRACTICE),
    ]
    exam = practice_exam(TODAY - timedelta(days=1), [(6, 13)])
    report = final_week_report(fitted_from([plan(exam_on=EXAM_ON), *rows, *exam]))
    figure = charts.final_weeks(report).to_dict()
    new, review, rest, exams = figure["data"]
    assert [new["name"], review["name"], rest["name"]] == ["new material", "review", "other"]
    assert (sum(new["y"]), sum(review["y"]), sum(rest["y"])) == (2.0, 1.0, 3.0)
    assert list(new["x"]) == [day.day for day in report.days]
    assert figure["layout"]["shapes"][0].get("fillcolor") != theme.CUT
    assert list(exams["x"]) == [TODAY - timedelta(days=1)]
    assert exams["y"][0] > 4.0
    band = figure["layout"]["shapes"][0]
    assert (band["x0"], band["x1"]) == (
        f"{EXAM_ON - timedelta(days=8)}T12:00:00",
        f"{EXAM_ON - timedelta(days=1)}T12:00:00",
    )
    assert figure["layout"]["yaxis"]["title"]["text"] == "Hours"
    assert figure["layout"]["barmode"] == "stack"
