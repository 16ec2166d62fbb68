"""The sample data: reproducible from its seed, fit for import, and true to its story."""

import csv
import json
import tomllib
from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.canonical.columns import DERIVED_FIELDS
from analytics.ingest.reading import ReadingContext
from analytics.models.stability import StabilityVerdict
from analytics.records import DomainResult, ExamOutcome, ItemResponse, Record, StudySession
from analytics.reports.decision.readiness import readiness_of_fit
from sample_data import generate
from sample_data.files import COLUMNS
from sample_data.story import MADE_FOR, Preparation, story
from tests.inputs.builders import fitted_from
from tests.inputs.ingest_inputs import read_bytes, read_file

FOLDER = Path(generate.__file__).parent
LONG = FOLDER / "fourteen_weeks"
ZONE = "Europe/Zurich"
ZONE_NOTICE = f"Times without an offset were read in the time zone {ZONE}."
STARTS_ON = date(2025, 12, 22)
EXAM_ON = date(2026, 3, 28)

CsvRows = list[dict[str, str]]


def table(name: str, folder: Path = LONG) -> CsvRows:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def week_of(day: str) -> int:
    return (date.fromisoformat(day[:10]) - STARTS_ON).days // 7 + 1


def hours_by_week(rows: CsvRows) -> dict[int, float]:
    hours: defaultdict[int, float] = defaultdict(float)
    for row in rows:
        hours[week_of(row["started_at"])] += float(row["time_on_task_min"]) / 60
    return hours


def percents() -> dict[str, tuple[str, float]]:
    """Return day and percent correct of each practice exam, from both files."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in table("practice_exams.csv"):
        count = counts[row["practice_exam_id"], row["taken_at"]]
        count[0] += int(row["n_correct"])
        count[1] += int(row["n_items"])
    for row in table("item_responses.csv"):
        count = counts[row["practice_exam_id"], row["taken_at"]]
        count[0] += row["is_correct"] == "true"
        count[1] += 1
    by_day = sorted(counts.items(), key=lambda item: item[0][1])
    return {name: (day, 100 * right / n) for (name, day), (right, n) in by_day}


def context(today: date, exam_code: str) -> ReadingContext:
    return ReadingContext(today=today, zone=ZONE, blueprints=shipped_blueprints(), exam_code=exam_code)


def test_the_generator_gives_the_files_that_lie_here_byte_for_byte() -> None:
    """Nothing was edited by hand, and nothing depends on the machine."""
    made = {name: text.encode() for name, text in generate.all_files().items()}
    found = [path for folder in ("fourteen_weeks", "week_eight") for path in (FOLDER / folder).iterdir()]
    assert {str(path.relative_to(FOLDER).as_posix()) for path in found} | {"truth.json"} == set(made)
    assert {name: (FOLDER / name).read_bytes() for name in made} == made


def test_the_command_writes_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m sample_data.generate` puts the files beside the module."""
    monkeypatch.setattr(generate, "HERE", tmp_path)
    generate.main()
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert written == set(generate.all_files())


@pytest.mark.parametrize("path", sorted(LONG.iterdir()), ids=lambda path: path.name)
def test_the_long_preparation_reads_without_a_problem(path: Path) -> None:
    """Every row is imported, and the only notice is about the zone."""
    result = read_file(path, context(EXAM_ON, "MLS-C01"))
    assert result.problems == ()
    assert set(result.notices) <= {ZONE_NOTICE}
    assert len(result.rows) == (1 if path.suffix == ".toml" else len(table(path.name)))


@pytest.mark.parametrize("days", range(7))
def test_the_live_preparation_is_in_week_eight_whatever_day_it_is(days: int) -> None:
    """The plan's eighth week contains the day, and no row is later, which would be a problem."""
    today = date(2027, 2, 26) + timedelta(days=days)
    files = generate.week_eight_files(today)
    for name, text in files.items():
        result = read_bytes(text.encode(), name, context(today, "AIF-C01"))
        assert result.problems == ()
        assert set(result.notices) <= {ZONE_NOTICE}
        assert {row.record.candidate_id for row in result.rows} == {"week-eight"}
    plan = tomllib.loads(files["study_plan.toml"])
    assert plan["starts_on"].weekday() == 0
    assert (today - plan["starts_on"]).days // 7 + 1 == 8
    assert (plan["exam_on"] - plan["starts_on"]).days // 7 + 1 == 14


def test_the_live_plan_leaves_weeks_ahead_to_the_proposal() -> None:
    """One week ahead is fixed and the others follow the gaps, which is what a rebuilt plan shows."""
    plan = tomllib.loads((FOLDER / "week_eight" / "study_plan.toml").read_text(encoding="utf-8"))
    assert [week["number"] for week in plan["week"] if week["number"] >= 8] == [10]


def test_the_live_preparation_has_a_baseline_and_two_practice_exams_of_two_providers() -> None:
    """They are in weeks three, seven and eight, and rise."""
    rows = table("practice_exams.csv", FOLDER / "week_eight")
    responses = table("item_responses.csv", FOLDER / "week_eight")
    days = {row["practice_exam_id"]: row["taken_at"] for row in rows + responses}
    starts_on = Preparation(story("week_eight"), MADE_FOR).starts_on
    assert [(date.fromisoformat(day) - starts_on).days // 7 + 1 for day in days.values()] == [3, 7, 8]
    baseline, seventh = (
        sum(int(row["n_correct"]) for row in rows if row["practice_exam_id"] == name) / 65
        for name in ("aif-baseline", "aif-01")
    )
    eighth = sum(row["is_correct"] == "true" for row in responses) / 65
    assert baseline < seventh < eighth
    assert seventh >= 0.70
    assert eighth <= 0.75
    assert {row["provider"] for row in rows + responses} == {"Provider A", "Provider B"}


@pytest.mark.parametrize("folder", ["fourteen_weeks", "week_eight"])
def test_no_practice_exam_is_in_both_files(folder: str) -> None:
    """A practice exam reported twice would leave open which one counts."""
    by_domain = {row["practice_exam_id"] for row in table("practice_exams.csv", FOLDER / folder)}
    by_question = {row["practice_exam_id"] for row in table("item_responses.csv", FOLDER / folder)}
    assert by_domain
    assert by_question
    assert not by_domain & by_question


@pytest.mark.parametrize(
    ("record_type", "name"),
    [
        (DomainResult, "practice_exams.csv"),
        (ItemResponse, "item_responses.csv"),
        (StudySession, "study_sessions.csv"),
        (ExamOutcome, "exam_outcomes.csv"),
    ],
)
def test_the_sample_shows_every_column_of_the_contract(record_type: type[Record], name: str) -> None:
    """A column of the contract that no sample file has would never be seen on a page.

    Keys, and the id that another program gave a session, identify rows and are not shown.
    """
    names = {field.name for field in fields(record_type)}
    assert set(COLUMNS[name]) == names - {"candidate_id", "source_id"} - DERIVED_FIELDS
    rows = table(name)
    assert [column for column in COLUMNS[name] if not any(row[column] for row in rows)] == []


def test_ten_to_twelve_hours_a_week_but_for_a_thin_week_and_the_last() -> None:
    """Week five has about three hours; the week after makes up for it in many short sessions."""
    rows = table("study_sessions.csv")
    hours = hours_by_week(rows)
    assert set(hours) == set(range(1, 15))
    assert 2.5 <= hours[5] <= 3.5
    assert all(9.75 <= hours[week] <= 12.25 for week in hours if week not in (5, 14))
    assert 140 <= sum(hours.values()) <= 150
    n_sessions = Counter(week_of(row["started_at"]) for row in rows)
    assert n_sessions[6] >= 2 * max(n for week, n in n_sessions.items() if week != 6)
    assert all(float(row["time_on_task_min"]) <= 75 for row in rows if week_of(row["started_at"]) == 6)


def test_labs_turn_in_week_six_and_stay_within_the_budget() -> None:
    """Labs are guided before and independent from then on, with more errors an hour."""
    labs = [row for row in table("study_sessions.csv") if row["activity"] == "lab"]
    kinds = {"guided": [r for r in labs if week_of(r["started_at"]) < 6]}
    kinds["from_requirements"] = [r for r in labs if week_of(r["started_at"]) >= 6]
    rates = {}
    for kind, rows in kinds.items():
        assert {row["lab_kind"] for row in rows} == {kind}
        minutes = sum(float(row["time_on_task_min"]) for row in rows)
        rates[kind] = sum(int(row["n_errors_met"]) for row in rows) / minutes
    assert rates["from_requirements"] > rates["guided"]
    plan = tomllib.loads((LONG / "study_plan.toml").read_text(encoding="utf-8"))
    assert {row["currency"] for row in labs} == {"USD"}
    assert 0.5 * plan["lab_budget"] < sum(float(row["cost"]) for row in labs) <= plan["lab_budget"]


def test_a_practice_exam_ends_each_week_from_the_seventh_on() -> None:
    """The first is in week seven on purpose, the last on day three of the final week."""
    days = [date.fromisoformat(day) for day, _ in percents().values()]
    assert len(days) == 10
    weeks = [week_of(day.isoformat()) for day in days]
    assert sorted(set(weeks)) == list(range(7, 15))
    assert all(any(day.weekday() == 5 and week_of(day.isoformat()) == w for day in days) for w in range(7, 14))
    assert max(days) == EXAM_ON - timedelta(days=3)
    assert max(days).weekday() == 2


def test_one_form_is_sat_twice_with_a_lifted_score() -> None:
    """The same questions again score at least ten points higher."""
    rows = table("item_responses.csv")
    items: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        items[row["practice_exam_id"]].add(row["item_id"])
    again = {row["practice_exam_id"] for row in rows if row["sitting"] == "2"}
    assert again == {"mls-04"}
    assert items["mls-04"] == items["mls-01"]
    assert sum(len(names) for names in items.values()) == 65 * 6
    assert percents()["mls-04"][1] - percents()["mls-01"][1] >= 10


def test_seen_questions_of_another_form_lift_its_score() -> None:
    """One practice exam reported by domain counts the questions seen before."""
    rows = [row for row in table("practice_exams.csv") if row["n_seen_before"]]
    assert {row["practice_exam_id"] for row in rows} == {"mls-07"}
    n, right, n_seen, right_seen = (
        sum(int(row[column]) for row in rows)
        for column in ("n_items", "n_correct", "n_seen_before", "n_correct_seen_before")
    )
    assert 0 < n_seen < n
    assert right_seen / n_seen > (right - right_seen) / (n - n_seen)


def test_scores_rise_and_settle_in_the_last_two_weeks() -> None:
    """The practice exams of weeks 13 and 14 lie within five points, around the low eighties."""
    last = [percent for day, percent in percents().values() if week_of(day) >= 13]
    assert len(last) == 3
    assert max(last) - min(last) <= 5
    assert 79 <= sum(last) / 3 <= 85
    assert percents()["mls-01"][1] <= min(last) - 12


def test_the_expected_score_is_stable_in_the_last_two_weeks() -> None:
    """It moves in February, and from the practice exam of week 13 up to the exam it is stable."""
    files = [
        read_file(LONG / name, context(EXAM_ON, "MLS-C01")) for name in ("practice_exams.csv", "item_responses.csv")
    ]
    records = [row.record for file in files for row in file.rows]
    days = [EXAM_ON - timedelta(days=n) for n in (28, 7, 3, 0)]
    latest = fitted_from(records, exam_code="MLS-C01", as_of=EXAM_ON)
    verdicts = [readiness_of_fit(latest.inputs.until(day).fit()).stability.verdict for day in days]
    assert verdicts[0] is not StabilityVerdict.STABLE
    assert verdicts[1:] == [StabilityVerdict.STABLE] * 3


def test_kinesis_is_confused_with_firehose_until_it_is_told_apart() -> None:
    """Firehose is chosen several times when Data Streams was right, and never after 10 March."""
    streams, firehose = "Amazon Kinesis Data Streams", "Amazon Data Firehose"
    rows = [row for row in table("item_responses.csv") if row["correct_answer"] == streams]
    wrong = [row["taken_at"] for row in rows if row["chosen"] == firehose]
    right = [row["taken_at"] for row in rows if row["chosen"] == streams]
    assert len(wrong) >= 4
    assert max(wrong) < "2026-03-10"
    assert sum(day >= "2026-03-10" for day in right) >= 4


def test_each_wrong_answer_has_a_cause_and_no_right_one() -> None:
    """All five causes occur; a confused pair names both services."""
    rows = table("item_responses.csv")
    assert all((row["error_cause"] != "") == (row["is_correct"] == "false") for row in rows)
    causes = Counter(row["error_cause"] for row in rows if row["error_cause"])
    assert set(causes) == {"knowledge", "confused_pair", "misread", "reasoning", "timing"}
    confused = [row for row in rows if row["error_cause"] == "confused_pair"]
    assert all(row["chosen"] and row["chosen"] != row["correct_answer"] for row in confused)
    services = set(shipped_blueprints()["MLS-C01"].services)
    named = {row[column] for row in rows for column in ("services", "chosen", "correct_answer")} - {""}
    assert named <= services


def test_the_first_pass_of_the_last_practice_exam_leaves_thirty_minutes() -> None:
    """No question takes more than three minutes; those that would are flagged."""
    rows = table("item_responses.csv")
    assert max(int(row["response_time_s"]) for row in rows) == 180
    assert all(row["is_flagged"] == "true" for row in rows if row["is_revisited"] == "true")
    last = sum(int(row["response_time_s"]) for row in rows if row["practice_exam_id"] == "mls-10") / 60
    assert 180 - last >= 30


def test_the_last_week_brings_nothing_new() -> None:
    """New material falls to zero; the days before the exam have more sleep and less screen time."""
    rows = table("study_sessions.csv")
    new = hours_by_week([row for row in rows if row["is_new_material"] == "true"])
    assert new[12] > new[13] > new[14] == 0
    days = table("check_ins.csv")
    assert (days[0]["on"], days[-1]["on"]) == ("2026-03-09", "2026-03-27")
    before, last = days[:14], days[14:]
    for column, sign in (("sleep_h", 1), ("evening_screen_min", -1)):
        means = [sum(float(day[column]) for day in part) / len(part) for part in (before, last)]
        assert sign * (means[1] - means[0]) > 0


def test_the_exam_is_passed_and_hardest_where_the_audit_said() -> None:
    """The domain rated lowest at the start is the only one that needs improvement in the end."""
    total, *domains = table("exam_outcomes.csv")
    assert (total["taken_on"], total["is_passed"], total["domain_id"]) == ("2026-03-28", "true", "")
    assert 750 <= int(total["scaled_score"]) <= 1000
    hardest = [row["domain_id"] for row in domains if row["classification"] == "Needs Improvement"]
    first = [row for row in table("self_ratings.csv") if week_of(row["rated_on"]) <= 2]
    again = [row for row in table("self_ratings.csv") if week_of(row["rated_on"]) == 8]
    assert [row["task_id"] for row in first] == [row["task_id"] for row in again]
    means = {d: [int(r["rating"]) for r in first if r["domain_id"] == d] for d in "1234"}
    assert hardest == [min(means, key=lambda d: sum(means[d]) / len(means[d]))]


def test_the_truth_is_what_the_generator_drew_from() -> None:
    """`truth.json` holds the constants of the stories, and abilities that follow from the hours."""
    truth = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    for name in ("fourteen_weeks", "week_eight"):
        true, own = truth[name], story(name)
        world = own.world
        assert (true["seed"], true["exam_code"]) == (own.seed, own.exam_code)
        assert true["parameters"]["provider_offset"] == world.provider_offset
        assert true["parameters"]["cut_share"] == world.cut_share
        assert true["parameters"]["recall"] == world.recall
        for domain_id in world.start:
            path = [week["ability"][domain_id] for week in true["weeks"]]
            assert path == sorted(path)
            assert world.start[domain_id] <= path[0]
            assert path[-1] <= world.ceiling[domain_id]


def test_the_ability_of_a_week_follows_from_the_hours_before_it() -> None:
    """Worked by hand for Data Engineering: its own hours, and a fifth of those about all domains."""
    hours = 0.0
    for row in table("study_sessions.csv"):
        share = {"1": 1.0, "": 0.2}.get(row["domain_id"], 0.0)
        hours += share * float(row["time_on_task_min"]) / 60
    world = story("fourteen_weeks").world
    gap = world.ceiling["1"] - world.start["1"]
    expected = world.ceiling["1"] - gap * 2.718281828459045 ** (-hours / world.hours_scale)
    truth = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    assert truth["fourteen_weeks"]["weeks"][-1]["ability"]["1"] == pytest.approx(expected, abs=1e-4)
