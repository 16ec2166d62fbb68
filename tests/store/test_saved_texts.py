"""Saved texts that another program changed are named in one sentence, and the check lists them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.errors import SavedTextError
from analytics.estimation.decision_inputs import saved_inputs
from analytics.estimation.selection import known_blueprints
from analytics.records import Activity
from analytics.reports.study.final_week import STANDARD_SETTINGS, settings_from, settings_text
from analytics.store import Store
from analytics.store.settings_tables import parse_saved
from analytics.updates.practice_exam_entry import TypedAnswer, answers_from
from analytics.updates.session_entry import Timer, timer_from, timer_text
from dashboard.cli.main import main
from tests.inputs.builders import save_mapping
from tests.inputs.store_files import add, check_in

STRANGE = ("", "{", "[", "[1, 2]", "3", "null", '{"at": "noon"}', "[" * 100_000)
WHAT_TO_DO = "is not what Cutscore writes there. Delete that row with the program that changed it, or go back"


def test_what_we_write_is_read() -> None:
    """A timer, answers and settings return as they were."""
    timer = Timer(datetime(2026, 2, 1, 8, tzinfo=UTC), Activity.LAB, None, "CKA")
    assert parse_saved("draft", "timer", timer_text(timer), timer_from) == timer
    assert parse_saved("draft", "last week", settings_text(STANDARD_SETTINGS), settings_from) == STANDARD_SETTINGS
    answer = {"domain_id": "d", "is_correct": True, "is_flagged": False, "confidence": None, "error_cause": None}
    assert answers_from(json.dumps([answer])) == [TypedAnswer("d", is_correct=True)]


@pytest.mark.parametrize("text", STRANGE)
def test_what_another_program_wrote_is_refused(text: str) -> None:
    """The sentence names table and row."""
    for parse in (timer_from, settings_from, answers_from):
        with pytest.raises(SavedTextError, match="Table draft, row timer: "):
            parse_saved("draft", "timer", text, parse)


def test_a_timer_of_an_earlier_version_names_no_exam() -> None:
    """It counts for all of the candidate's."""
    earlier = '{"at": "2026-02-01T08:00:00+00:00", "activity": "lab", "domain_id": null}'
    assert timer_from(earlier) == Timer(datetime(2026, 2, 1, 8, tzinfo=UTC), Activity.LAB, None, None)


def test_a_timer_needs_a_moment() -> None:
    with pytest.raises(SavedTextError):
        parse_saved("draft", "timer", '{"at": "2026-01-01", "activity": "lab", "domain_id": null}', timer_from)


def test_the_check_lists_all(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Exams, mappings and drafts; notes of the candidate may be any text."""
    store.save_blueprint("X-1", "[[[")
    save_mapping(store, "abc", "own_table", "kind = 3")
    for name in ("book or wait X-1", "last week X-1", "questions X-1", "timer", "exam day notes X-1"):
        store.save_text("me", name, "{")
    assert main(["check", "--db", str(store.path)]) == 1
    found = capsys.readouterr().out.splitlines()
    assert len(found) == 6
    assert all(WHAT_TO_DO in line for line in found)
    with pytest.raises(SavedTextError, match="Table blueprint, row X-1"):
        known_blueprints(store)
    with pytest.raises(SavedTextError, match=r"row \['me', 'book or wait X-1'\]"):
        saved_inputs(store, "X-1")


def test_a_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is that of a command that could not run."""
    store = Store(tmp_path / "x.duckdb")
    add(store, check_in("a"))
    store.save_blueprint("X-1", "[[[")
    assert main(["readiness", "--db", str(store.path)]) == 2
    assert WHAT_TO_DO in capsys.readouterr().err
