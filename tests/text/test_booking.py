"""The sentences of the page that decides."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidate
from analytics.models.intervals import Interval
from analytics.reports.decision.booking import DomainImprovement, booking_report
from analytics.reports.decision.booking_costs import DecisionInputs
from analytics.reports.decision.verdict import Reason, Verdict
from analytics.store import Store
from dashboard import formatting
from dashboard.text import booking as text
from dashboard.text import common
from dashboard.text.shapes import table_rows
from tests.inputs.builders import EXAM, TODAY, practice_exam, store_with


def _facts(store: Store, blueprint: ExamBlueprint) -> dict[str, str]:
    report = booking_report(fit_candidate(store, blueprint, "me", TODAY))
    return {row["What"]: formatting.unescaped(row["Value"]) for row in text.exam_rows(report)}


def test_the_exam_card_says_what_is_known_and_from_where(tmp_path: Path) -> None:
    """Attempts with their time, the version of the guide, what is not verified, and the sources."""
    blueprint = replace(
        shipped_blueprints()[EXAM],
        attempt_limit=5,
        attempt_window_d=365,
        guide_version="1.4",
        unverified_fields=("fee.amount", "retake.*"),
        source_urls=("https://a.example/guide", "https://b.example/faq"),
    )
    store = store_with(tmp_path, [])
    facts = _facts(store, blueprint)
    assert facts["Attempts allowed"] == "5 attempts in 365 days"
    assert facts["Exam guide"] == "1.4"
    assert facts["Not confirmed"] == "the fee, the rules after a fail"
    assert facts["Sources"] == "https://a.example/guide, https://b.example/faq"
    assert _facts(store, replace(blueprint, attempt_window_d=None))["Attempts allowed"] == "5 attempts"


def test_the_exam_card_says_what_is_not_known(tmp_path: Path) -> None:
    """Each fact that is missing has its words."""
    bare = replace(
        shipped_blueprints()[EXAM],
        attempt_limit=None,
        attempt_window_d=None,
        guide_version=None,
        unverified_fields=(),
        source_urls=(),
    )
    facts = _facts(store_with(tmp_path, []), bare)
    assert facts["Attempts allowed"] == "no limit published"
    assert facts["Exam guide"] == "version not known"
    assert facts["Not confirmed"] == "nothing"
    assert facts["Sources"] == "none named"


def test_a_source_is_no_link(tmp_path: Path) -> None:
    """An address from a file is shown and never becomes a link."""
    blueprint = replace(shipped_blueprints()[EXAM], source_urls=("https://a.example/guide",))
    report = booking_report(fit_candidate(store_with(tmp_path, []), blueprint, "me", TODAY))
    shown = next(row["Value"] for row in text.exam_rows(report) if row["What"] == "Sources")
    assert "https" not in shown
    assert formatting.unescaped(shown) == "https://a.example/guide"


def test_what_was_weighed_leaves_out_what_nobody_names(tmp_path: Path) -> None:
    """Without a fee and a currency only the other amounts are said, and no unit is made up."""
    blueprint = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
    bare = replace(blueprint, fee=None, currency="")
    store = store_with(tmp_path, practice_exam(TODAY, [(12, 13), (15, 16), (21, 23), (12, 13)]))
    costs = booking_report(fit_candidate(store, bare, "me", TODAY)).readiness.costs
    assert costs is not None
    assert text.weighed(costs) == "60 for a week of studying and 300 for a fail"
    assert text.in_currency(text.FEE, bare.currency) == text.FEE
    known = booking_report(fit_candidate(store, blueprint, "me", TODAY)).readiness.costs
    assert known is not None
    assert text.weighed(known).startswith("300 USD for an attempt, ")


def test_what_a_week_is_worth_says_on_which_side_it_falls(tmp_path: Path) -> None:
    """Costs and savings in words, to the nearest ten; nothing where it was not worked out."""
    blueprint = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
    store = store_with(tmp_path, practice_exam(TODAY, [(12, 13), (15, 16), (21, 23), (12, 13)]))
    costs = booking_report(fit_candidate(store, blueprint, "me", TODAY)).readiness.costs
    assert costs is not None
    assert text.week_worth(replace(costs, week_worth=Interval(-32, -104, 58, 0.8))) == (
        "Sitting it in a week and not today is expected to cost 30 USD more than it saves; it may cost 100 USD "
        "more than it saves, or save 60 USD."
    )
    assert "expected to save 0 USD;" in text.week_worth(replace(costs, week_worth=Interval(-3, -9, 2, 0.8)))
    assert text.week_worth(replace(costs, week_worth=None)) == ""


def test_a_later_week_that_saves_next_to_nothing_saves_a_little(tmp_path: Path) -> None:
    """Amounts are to the nearest ten, and no amount of 0 is named."""
    blueprint = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
    report = booking_report(fit_candidate(store_with(tmp_path, []), blueprint, "me", TODAY))
    assert report.readiness.costs is not None
    for cost, said in ((96.0, "expected to cost a little less."), (60.0, "expected to cost 40 USD less.")):
        expected = (100.0, cost) + (200.0,) * (len(report.readiness.costs.days) - 2)
        costs = replace(report.readiness.costs, expected_cost=expected)
        reasons = (Reason.A_LATER_WEEK_IS_CHEAPER,)
        changed = replace(report, readiness=replace(report.readiness, costs=costs, reasons=reasons))
        assert text.cost_sentence(changed).endswith(said)


def test_a_day_after_the_deadline_is_not_called_waiting(tmp_path: Path) -> None:
    """The answer to it is an earlier day."""
    blueprint = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
    high = [(12, 13), (15, 16), (21, 23), (12, 13)]
    records = [
        row for k, name in ((8, "A"), (1, "B")) for row in practice_exam(TODAY - timedelta(k), high, provider=name)
    ]
    known = fit_candidate(store_with(tmp_path, records), blueprint, "me", TODAY)
    inputs = DecisionInputs(deadline=TODAY + timedelta(days=7))
    report = booking_report(known, exam_on=TODAY + timedelta(days=14), inputs=inputs)
    said = text.answer(report, is_retired_now=False)
    assert said.startswith(text.NOT_THAT_DAY)
    assert said.endswith("choose an earlier one.")


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
    report = booking_report(fit_candidate(store_with(tmp_path, records), blueprint, "me", TODAY))
    assert text.cost_sentence(report) == common.REASONS[Reason.NOT_OPEN_YET]


def test_what_a_domain_would_move_has_ranges() -> None:
    """The chance and the gain, each with its own; the note says how often they hold."""
    row = table_rows(
        text.MOVE_COLUMNS,
        [DomainImprovement("1", "Data", Interval(0.71, 0.4, 0.9, 0.8), Interval(0.08, -0.002, 0.14, 0.8))],
    )[0]
    assert row["Chance then"].replace("\u00a0", " ") == "71 % (40 to 90 %)"
    assert row["Gain"] == "+8 points (0 to +14)"
    assert "Ranges hold in 80 of 100 cases." in text.MOVES_NOTE


def test_a_booking_that_more_likely_fails_is_not_called_one_without_that(tmp_path: Path) -> None:
    """Where weeks are dear the exam may be sat at a low chance: the first words say it, and once is enough."""
    blueprint = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
    days = [TODAY - timedelta(weeks=k) for k in (3, 2, 1, 0)]
    records = [row for day in days for row in practice_exam(day, [(8, 13), (11, 16), (15, 23), (8, 13)])]
    known = fit_candidate(store_with(tmp_path, records), blueprint, "me", TODAY)
    report = booking_report(known, inputs=DecisionInputs(week_cost=600.0))
    assert report.readiness.verdict is Verdict.BOOK
    assert text.answer(report, is_retired_now=False).startswith(f"{text.BOOK_AT_LOW_CHANCE}. On ")
    listed = text.reasons(report, is_retired_now=False)
    assert common.REASONS[Reason.CHANCE_IS_LOW] not in listed
    assert text.ASSUMED not in listed


def test_costs_that_nobody_set_are_said_to_be_assumed(tmp_path: Path) -> None:
    """Until the candidate names what a week and a fail cost, the verdict rests on our amounts."""
    blueprint = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
    days = [TODAY - timedelta(weeks=k) for k in (2, 1, 0)]
    records = [row for day in days for row in practice_exam(day, [(12, 13), (15, 16), (21, 23), (12, 13)])]
    report = booking_report(fit_candidate(store_with(tmp_path, records), blueprint, "me", TODAY))
    assert report.readiness.verdict is Verdict.BOOK
    assert text.ASSUMED in text.reasons(report, is_retired_now=False)
    assert text.ASSUMED not in text.reasons(report, is_retired_now=True)
