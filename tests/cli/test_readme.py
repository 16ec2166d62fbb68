"""The page of the commands: it names what the parser and the JSON have, and nothing else."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analytics.errors import DataProblem
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.models.intervals import Interval
from analytics.reports.decision.firmness import LastPracticeExam
from analytics.reports.this_week import week_report
from analytics.store.migrations import STEPS
from analytics.updates.import_report import FileImport, ImportReport
from dashboard.cli.parser import parser
from dashboard.outputs.import_json import import_json
from dashboard.outputs.json_values import Json
from dashboard.outputs.readiness_json import readiness_json
from tests.inputs.builders import TODAY, fitted_from, practice_exam

README = (Path(__file__).parents[2] / "dashboard" / "cli" / "README.md").read_text(encoding="utf-8")


def synopses() -> dict[str, str]:
    """Return the lines of each command."""
    (block,) = re.findall(r"```\n(cutscore.*?)```", README, re.DOTALL)
    return {lines.split()[0]: lines for lines in block.split("cutscore ")[1:]}


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    (commands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def test_every_command_and_option_is_in_the_readme() -> None:
    """Commands, options and positional arguments are the parser's, in both directions."""
    lines = synopses()
    assert lines.keys() == parsers().keys()
    for name, command in parsers().items():
        options = {option for action in command._actions for option in action.option_strings} - {"-h", "--help"}
        assert set(re.findall(r"--[a-z-]+", lines[name])) == options, name
        positional = [str(action.metavar) for action in command._actions if not action.option_strings]
        before_options = lines[name].partition("[--")[0]
        assert re.findall(r"\b[A-Z]+\b", before_options) == positional, name


def keys(document: Json, prefix: str = "") -> Iterator[str]:
    """Return the path of each value; an estimate counts as one."""
    if isinstance(document, dict) and document.keys() != {"value", "low", "high", "level"}:
        for key, value in document.items():
            yield from keys(value, f"{prefix}.{key}" if prefix else key)
    elif isinstance(document, list) and document and isinstance(document[0], dict):
        yield from keys(document[0], f"{prefix}[]")
    else:
        yield prefix


def keys_in_readme(heading: str) -> set[str]:
    """Return the keys in the first column of the table under a heading."""
    section = README.partition(f"### `{heading}`")[2].partition("\n### ")[0]
    return {key for row in re.findall(r"^\|(.*?)\|", section, re.MULTILINE) for key in re.findall(r"`(.*?)`", row)}


def test_every_key_of_an_import_is_in_the_readme() -> None:
    """The table has the keys of the JSON, down to those of a problem."""
    problem = DataProblem("a.csv", "3", "n_correct", "99", "why")
    left_out = {LeftOutReason.NOT_STUDY: LeftOut(1, 30.0, names=(("Work", 30),))}
    report = ImportReport(
        7, (FileImport(file="a.csv", format="toggl", failed=1, problems=(problem,), left_out=left_out),)
    )
    assert keys_in_readme("import --json") == set(keys(import_json(report)))


def test_the_schema_of_parts_is_the_one_that_is_written() -> None:
    """Its number grows with each migration, and the page follows."""
    assert re.findall(r"`cutscore-parts/(\d+)`", README) == [str(len(STEPS))]


def test_every_key_of_readiness_is_in_the_readme() -> None:
    """The table has the keys of the JSON, down to those of a domain."""
    rows = practice_exam(TODAY, [(8, 13)] * 5, exam_code="AIF-C01")
    candidate = fitted_from(rows, exam_code="AIF-C01")
    answer = replace(week_report(candidate).readiness, inflation=Interval(4.0, 1.0, 7.0, 0.8))
    answer = replace(answer, moves_to=replace(answer.moves_to, last=LastPracticeExam(TODAY, 0.3, 0.8)))
    assert keys_in_readme("readiness --format json") == set(keys(readiness_json(answer)))
