"""`cutscore readiness`: its documents, its sentences and its exit codes."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from analytics.estimation.decision_inputs import DecisionInputs, setting_name
from analytics.store import Store
from dashboard.cli.main import main
from dashboard.cli.readiness_command import ReadinessArguments, run_readiness
from tests.inputs.command_files import OWN_EXAM, RESULTS, json_of


def test_readiness_has_every_key_of_the_contract(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of one candidate holds each key of the contract, and its numbers are in order."""
    assert main(["readiness", "--as-of", "2026-03-10", "--exam-on", "2026-03-20", "--format", "json"]) == 0
    answer = json_of(capsys)
    assert set(answer) >= {
        *("schema", "candidate", "exam_code", "as_of", "exam_on", "verdict", "reasons", "missing"),
        *("pass_probability", "percent_correct", "cut_percent", "n_items", "n_practice_exams"),
        *("n_items_seen_before", "domains", "stability", "ready", "genuine", "inflation"),
    }
    assert answer["schema"] == "cutscore-readiness/1"
    assert (answer["as_of"], answer["exam_on"]) == ("2026-03-10", "2026-03-20")
    assert answer["n_items"] == 130
    assert answer["inflation"] is None
    for name in ("pass_probability", "percent_correct", "cut_percent"):
        estimate = answer[name]
        assert set(estimate) == {"value", "low", "high", "level"}
        assert estimate["low"] <= estimate["value"] <= estimate["high"]


def test_readiness_without_evidence_says_so(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a plan and no practice exam, text and JSON say so; no domain has a number, which self-ratings would give."""
    given = tmp_path / "study_plan.toml"
    given.write_text('exam_code = "AIF-C01"\nstarts_on = 2026-03-02\nhours_per_week = [5, 6]\n', encoding="utf-8")
    main(["import", str(given)])
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-03-10", "--format", "json"]) == 0
    assert json_of(capsys)["is_prior_only"] is True
    assert main(["readiness", "--as-of", "2026-03-10"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "starting assumption" in printed[1]
    assert not [line for line in printed if line.startswith("Costs") or "by domain" in line]


def test_book_or_wait_names_the_costs_that_were_weighed(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text and JSON name the amounts behind the verdict; an entered amount makes the verdict go by costs."""
    arguments = ["readiness", "--as-of", "2026-03-10"]
    assert main([*arguments, "--format", "json"]) == 0
    assert json_of(capsys)["verdict_by"] == "target"
    arguments += ["--week-cost", "45"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("me, AIF-C01: Book now\n")
    assert "starting assumption" not in printed
    assert "Your costs: 100 USD per attempt, 45 USD a week and 300 USD for failing (assumed)." in printed
    assert main([*arguments, "--format", "json"]) == 0
    answer = json_of(capsys)
    assert answer["verdict_by"] == "costs"
    assert answer["weighed"] == {"fee": 100, "week_cost": 45, "fail_cost": 300, "currency": "USD"}


def test_saved_costs_hold_until_an_option_overrides_them(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was saved counts for one candidate and for all; an option replaces it for its run alone."""
    Store(imported).save_setting("me", setting_name("AIF-C01"), DecisionInputs(week_cost=45.0, fee=80.0).as_toml())
    whole = ["readiness", "--as-of", "2026-03-10", "--format", "jsonl"]
    for options, week_cost in (([], 45), (["--week-cost", "70"], 70), (["--all"], 45), ([], 45)):
        assert main([*whole, *options]) == 0
        weighed = json_of(capsys)["weighed"]
        assert (weighed["fee"], weighed["week_cost"]) == (80, week_cost)


def test_a_deadline_that_has_passed_is_reported(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer is printed, and stderr says that no day is left."""
    assert run_readiness(ReadinessArguments(as_of=date(2026, 3, 10), deadline=date(2026, 3, 1))) == 0
    assert "The deadline 2026-03-01 is before 2026-03-10" in capsys.readouterr().err


def test_all_gives_a_line_for_each_candidate_and_exam(
    db: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--all --format jsonl writes one document a line, equal to what each candidate gets alone.

    Only the score that the target takes is worked out for one candidate alone.
    """
    rows = RESULTS.splitlines()
    other = tmp_path / "other.csv"
    lines = [f"candidate,{rows[0]}", *(f"second,{row}" for row in rows[1:6])]
    other.write_text("\n".join(lines), encoding="utf-8")
    main(["import", str(results), str(other)])
    capsys.readouterr()
    assert main(["readiness", "--all", "--as-of", "2026-03-10", "--format", "jsonl"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [document["candidate"] for document in documents] == ["me", "second"]
    assert main(["readiness", "--candidate", "second", "--as-of", "2026-03-10", "--format", "json"]) == 0
    alone = json_of(capsys)
    both = documents[1]
    assert alone["pass_probability"]["value"] == pytest.approx(both["pass_probability"]["value"], abs=1e-5)
    assert alone["percent_correct"]["value"] < alone["target_score"]["percent"]
    assert [document["target_score"] for document in documents] == [None, None]


def test_all_reports_exams_that_nobody_prepares_for(
    db: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty file, an exam that nobody prepares for and an unknown exam each have a sentence."""
    Store(db).candidates()
    assert main(["readiness", "--all"]) == 2
    assert "no data in this file yet" in capsys.readouterr().err
    main(["import", str(results)])
    assert main(["readiness", "--all", "--exam", "AZ-900"]) == 1
    assert "No candidate in this file is preparing for AZ-900." in capsys.readouterr().err
    assert main(["readiness", "--all", "--exam", "UNKNOWN"]) == 2
    assert "'UNKNOWN'" in capsys.readouterr().err


def test_an_own_exam_is_saved(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A blueprint file given with --exam is used for this import and every later command."""
    exam, results = tmp_path / "exam.toml", tmp_path / "r.csv"
    exam.write_text(OWN_EXAM, encoding="utf-8")
    results.write_text(
        "practice_exam_id,taken_at,domain_id,n_items,n_correct\np,2026-03-01,a,20,15\n", encoding="utf-8"
    )
    assert main(["import", str(results), "--exam", str(exam)]) == 0
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-03-02", "--format", "json"]) == 0
    assert json_of(capsys)["exam_code"] == "OWN-1"


def test_a_retired_exam_is_never_booked(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For MLS-C01 after March 2026 the verdict is exam_retired, with the successors."""
    path = tmp_path / "r.csv"
    path.write_text(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-03-01,MLS-C01,1,20,15\n",
        encoding="utf-8",
    )
    main(["import", str(path)])
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-04-01", "--format", "json"]) == 0
    answer = json_of(capsys)
    assert answer["verdict"] == "exam_retired"
    assert "MLA-C01" in answer["successors"]


@pytest.mark.parametrize(("exam_on", "is_asked"), [("2026-03-31", True), ("2026-04-01", False)])
def test_the_result_is_asked_for_only_of_a_day_on_which_the_exam_could_be_taken(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], exam_on: str, is_asked: bool
) -> None:
    """The last day of MLS-C01 was 31 March 2026."""
    path = tmp_path / "plan.toml"
    path.write_text(
        f'exam_code = "MLS-C01"\nstarts_on = 2026-02-01\nexam_on = {exam_on}\nhours_per_week = [5, 8]\n',
        encoding="utf-8",
    )
    main(["import", str(path)])
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-04-02", "--format", "json"]) == 0
    assert json_of(capsys)["awaited_result_on"] == (exam_on if is_asked else None)
    assert main(["readiness", "--as-of", "2026-04-02"]) == 0
    said = capsys.readouterr().out
    assert ("Your planned exam day" in said) == ("cutscore import FILE" in said) == is_asked


def test_rows_of_an_unknown_exam_are_stored_and_reported(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows of an exam without a blueprint are imported; --all names the exam on stderr and ends with 1."""
    path = tmp_path / "r.csv"
    path.write_text(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-03-01,NEW-9,x,20,15\n",
        encoding="utf-8",
    )
    assert main(["import", str(path)]) == 0
    assert "NEW-9" in capsys.readouterr().out
    assert main(["readiness", "--all"]) == 1
    assert "NEW-9" in capsys.readouterr().err


def test_results_in_total_only_are_named_so(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No domain then counts its questions as zero."""
    total = tmp_path / "total.csv"
    total.write_text(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2025-11-20,AIF-C01,total,65,44\n", "utf-8"
    )
    assert main(["import", str(total), "--db", str(db)]) == 0
    capsys.readouterr()
    main(["readiness", "--db", str(db)])
    printed = capsys.readouterr().out
    assert "Your results are totals only" in printed
    assert "no questions yet" in printed
    assert not re.search(r"\b0 questions", printed)
