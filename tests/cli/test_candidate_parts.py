"""`cutscore readiness --all` over many candidates, part by part."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.clock import DayRule
from analytics.estimation import caches
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.estimation.cohort import CohortLayer, fit_cohort
from analytics.store import Rows, Store, parts
from dashboard import environment
from dashboard.cli import candidate_parts
from dashboard.cli.main import main

ALL = ["readiness", "--all", "--as-of", "2026-03-10", "--format"]


@pytest.mark.parametrize(
    ("output_format", "n_at_once", "n_processes"), [("text", 1, 1), ("json", 4, 1), ("jsonl", 1, 2)]
)
def test_parts_print_what_one_part_prints(
    three: Path,
    output_format: str,
    n_at_once: int,
    n_processes: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The output is the same to the byte, by name, with parts of two laid out or read at once, here or elsewhere."""
    monkeypatch.setattr(os, "cpu_count", lambda: n_processes)
    assert main([*ALL, output_format]) == 0
    whole = capsys.readouterr().out
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(candidate_parts, "READ_AT_ONCE", n_at_once)
    assert main([*ALL, output_format]) == 0
    assert capsys.readouterr().out == whole


@pytest.mark.parametrize(("n_at_once", "n_readings"), [(1, 3), (3, 1)])
def test_few_parts_are_read_at_once(
    three: Path, n_at_once: int, n_readings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each query runs once for all of them; of more parts it runs once for each."""
    read: list[list[str]] = []

    def reading(store: Any, blueprint: Any, names: list[str], *day: Any, **options: Any) -> FittedCandidates:
        read.append(names)
        return fit_candidates(store, blueprint, names, *day, **options)

    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(candidate_parts, "READ_AT_ONCE", n_at_once)
    monkeypatch.setattr(candidate_parts, "fit_candidates", reading)
    assert main([*ALL, "jsonl"]) == 0
    assert len(read) == n_readings
    assert [name for names in read for name in names] == ["a", "b", "c"]


@pytest.mark.parametrize(("output_format", "size"), [("json", 500), ("jsonl", 1)])
def test_a_folder_of_parts_prints_what_its_database_prints(
    three: Path,
    tmp_path: Path,
    output_format: str,
    size: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The output is the same to the byte, with one part and with several."""
    monkeypatch.setattr(parts, "PART", size)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert main([*ALL, output_format]) == 0
    whole = capsys.readouterr().out
    assert main(["export", "--format", "parquet", str(tmp_path / "folder")]) == 0
    capsys.readouterr()
    paths = [tmp_path / "folder", *(tmp_path / "folder").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600, 0o700}
    assert main([*ALL, output_format, "--db", str(tmp_path / "folder")]) == 0
    assert capsys.readouterr().out == whole


def test_a_cohort_of_parts_is_kept_in_their_database(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run finds it there."""
    fitted: list[CohortLayer] = []

    def fit(rows: Rows, *exam_and_day: Any) -> CohortLayer:
        fitted.append(replace(fit_cohort(rows, *exam_and_day), n_candidates=3))
        return fitted[-1]

    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(candidate_parts, "READ_AT_ONCE", 1)
    monkeypatch.setattr(caches, "MIN_CANDIDATES", 3)
    monkeypatch.setattr(caches, "fit_cohort", fit)
    assert [main([*ALL, "jsonl"]) for _ in range(2)] == [0, 0]
    assert len(fitted) == 1


def test_parts_of_a_database_are_deleted_at_the_end(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are beside the database for the time being, where the next program looks after a kill."""
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(candidate_parts, "READ_AT_ONCE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert main([*ALL, "jsonl"]) == 0
    assert [path.name for path in three.parent.iterdir()] == [three.name]


def test_each_candidate_is_asked_for_their_own_day(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is tomorrow already, the answer is for tomorrow."""
    ahead = DayRule("Pacific/Kiritimati")
    Store(three).set_day_rule("b", ahead)
    monkeypatch.setattr(environment, "today", lambda rule=None: date(2026, 3, 11 if rule == ahead else 10))
    assert main(["readiness", "--all", "--format", "jsonl"]) == 0
    days = {own["candidate"]: own["as_of"] for own in map(json.loads, capsys.readouterr().out.splitlines())}
    assert days == {"a": "2026-03-10", "b": "2026-03-11", "c": "2026-03-10"}


def test_a_folder_of_other_files_is_refused(three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence says how parts are written, and for one candidate that they need a database."""
    assert main([*ALL, "jsonl", "--db", str(tmp_path)]) == 2
    assert "holds no parts. Write them with: cutscore export --format parquet DIR" in capsys.readouterr().err
    assert main(["readiness", "--db", str(tmp_path)]) == 2
    assert "Only readiness --all can read a folder" in capsys.readouterr().err


def test_json_is_one_list_as_the_encoder_writes_it(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list is written document by document and reads like one that was encoded whole."""
    assert main([*ALL, "json"]) == 0
    printed = capsys.readouterr().out
    documents = json.loads(printed)
    assert [document["candidate"] for document in documents] == ["a", "b", "c"]
    assert printed == json.dumps(documents, indent=2) + "\n"


def test_a_part_is_printed_before_the_next_is_read(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On one core, with parts of one candidate that are laid out, each reading finds all earlier ones printed."""
    read: list[list[str]] = []
    printed: list[int] = []

    def reading(store: Any, blueprint: Any, names: list[str], *day: Any, **options: Any) -> FittedCandidates:
        read.append(names)
        printed.append(len(capsys.readouterr().out.splitlines()))
        return fit_candidates(store, blueprint, names, *day, **options)

    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(candidate_parts, "READ_AT_ONCE", 1)
    monkeypatch.setattr(candidate_parts, "fit_candidates", reading)
    assert main([*ALL, "jsonl"]) == 0
    printed.append(len(capsys.readouterr().out.splitlines()))
    assert sorted(name for names in read for name in names) == ["a", "b", "c"]
    assert printed == [0, *(len(names) for names in read)]
