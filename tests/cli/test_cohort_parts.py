"""`cutscore readiness --all` over many candidates, part by part."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from analytics.estimation.candidate import FittedCandidates, fit_candidates
from dashboard.cli import cohort_parts
from dashboard.cli.main import main

ALL = ["readiness", "--all", "--as-of", "2026-03-10", "--format"]


@pytest.mark.parametrize("output_format", ["text", "json", "jsonl"])
def test_parts_print_what_one_part_prints(
    three: Path, output_format: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output is the same to the byte, however many candidates are read at once: here parts of two and one."""
    assert main([*ALL, output_format]) == 0
    whole = capsys.readouterr().out
    monkeypatch.setattr(cohort_parts, "PART", 2)
    assert main([*ALL, output_format]) == 0
    assert capsys.readouterr().out == whole


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
    """On one core, with parts of one candidate, each reading finds all earlier candidates printed."""
    read: list[tuple[str, ...]] = []
    printed: list[int] = []

    def reading(store: Any, blueprint: Any, names: tuple[str, ...], *day: Any, **options: Any) -> FittedCandidates:
        read.append(names)
        printed.append(len(capsys.readouterr().out.splitlines()))
        return fit_candidates(store, blueprint, names, *day, **options)

    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(cohort_parts, "PART", 1)
    monkeypatch.setattr(cohort_parts, "fit_candidates", reading)
    assert main([*ALL, "jsonl"]) == 0
    assert read == [("a",), ("b",), ("c",)]
    assert printed == [0, 1, 1]
