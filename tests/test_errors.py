"""Every error is a whole sentence: what, where, what to do."""

from pathlib import Path

import pytest

from analytics import errors
from analytics.errors import store as store_errors

PATH = Path("study.duckdb")
BACKUP = Path("study.daily-2026-03-01.duckdb")

EVERY_ERROR: list[tuple[errors.CutscoreError, list[str]]] = [
    (errors.UnreadableFileError("week.csv", "it has no header."), ["week.csv", "no header"]),
    (
        errors.OpenQuestionError("week.csv", errors.Question.ZONE, "its times name no zone.", {"a": 1}),
        ["week.csv", "no zone"],
    ),
    (
        errors.DocumentError("map.toml", "kind", "x", "it must be one of: practice_exams."),
        ["map.toml", "kind", "practice_exams"],
    ),
    (
        errors.DocumentError("X.toml", "domain", 0, "an exam has at least one domain."),
        ["X.toml", "domain", "0", "at least one"],
    ),
    (errors.UnknownExamError("X-1", ["SAA-C03", "AZ-900"]), ["'X-1'", "--exam", "AZ-900, SAA-C03"]),
    (errors.UnknownExamError(None, ["SAA-C03"]), ["No exam is given", "--exam", "SAA-C03"]),
    (errors.UnknownCandidateError("Zoë", ["me"]), ["no candidate 'Zoë'", "Candidates: me."]),
    (errors.UnknownCandidateError(None, ["me", "you"]), ["several candidates", "--candidate", "me, you"]),
    (errors.UnknownCandidateError(None, []), ["no data in this file yet", "cutscore import"]),
    (
        errors.ExportRefusedError(Path("out"), "this is a file, not a folder"),
        ["out: this is a file", "Nothing was written", "new or empty"],
    ),
    (
        errors.UnopenableFileError(PATH, FileNotFoundError(2, "No such file or directory")),
        ["study.duckdb", "No such file", "Check the name"],
    ),
    (
        errors.SavedTextError("draft", "me", "{"),
        ["Table draft, row me", "'{'", "Delete that row", "cutscore restore"],
    ),
    (store_errors.StoreError(PATH, "it cannot be used."), ["study.duckdb", "it cannot be used."]),
    (
        store_errors.StoreMissingError(PATH),
        ["study.duckdb: file not found", "cutscore import FILE --db study.duckdb"],
    ),
    (
        store_errors.StoreMissingError(PATH, last_backup=BACKUP),
        ["file not found", "cutscore restore study.daily-2026-03-01.duckdb --db study.duckdb"],
    ),
    (store_errors.StoreVanishedError(PATH), ["moved or deleted", "Move it back", "Restart Cutscore"]),
    (
        store_errors.StoreVanishedError(PATH, last_backup=BACKUP),
        ["moved or deleted", "cutscore restore study.daily-2026-03-01.duckdb --db study.duckdb"],
    ),
    (
        store_errors.StoreLockedError(PATH, "Another program (process 12)", 10.0),
        ["study.duckdb", "process 12", "10 seconds", "try again"],
    ),
    (store_errors.StoreDamagedError(PATH, "bad header"), ["study.duckdb", "bad header", "cutscore restore"]),
    (
        store_errors.StoreDamagedError(PATH, "bad header", last_backup=BACKUP),
        ["cutscore restore study.daily-2026-03-01.duckdb --db study.duckdb"],
    ),
    (
        store_errors.StoreValueError(PATH, "Table check_in, row a: sleep_h is 'inf', but must be a number."),
        ["study.duckdb", "another program", "row a: sleep_h is 'inf'", "cutscore check", "go back"],
    ),
    (
        store_errors.BackupDamagedError(PATH, "bad header"),
        ["study.duckdb", "this backup", "bad header", "Nothing was changed"],
    ),
    (
        store_errors.StoreTooNewError(PATH, 3, 2),
        ["version 3", "up to 2", "Update Cutscore", "Nothing was changed"],
    ),
    (
        store_errors.StoreRefusedError(PATH, "Read-only file system"),
        ["study.duckdb", "Read-only", "Nothing was changed"],
    ),
]
"""Errors, with the facts that their sentence must have."""


@pytest.mark.parametrize("error", [error for error, _ in EVERY_ERROR], ids=lambda error: type(error).__name__)
def test_every_error_has_one_base_and_calm_words(error: errors.CutscoreError) -> None:
    """One base class catches all that a person can mend; nothing is shouted."""
    assert isinstance(error, errors.CutscoreError)
    assert "!" not in str(error)
    assert "\n" not in str(error)
    assert str(error).endswith((".", "cutscore restore", f"--db {PATH}", "cutscore import FILE"))


def test_the_list_of_this_test_is_whole() -> None:
    """Each class of both modules is made above."""
    defined = {
        kind
        for module in (errors, store_errors)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    }
    assert defined - {type(error) for error, _ in EVERY_ERROR} == {errors.CutscoreError}


@pytest.mark.parametrize(("error", "words"), EVERY_ERROR)
def test_the_sentence_names_what_where_and_what_to_do(error: errors.CutscoreError, words: list[str]) -> None:
    """The facts that the class takes are in its sentence."""
    assert [word for word in words if word not in str(error)] == []


def test_a_long_list_of_candidates_is_cut() -> None:
    """Ten names are shown in order, and how many there are beside them."""
    sentence = str(errors.UnknownCandidateError(None, [f"c{k:02}" for k in range(12)][::-1]))
    assert "c00, c01" in sentence
    assert "c09 and 2 more." in sentence
    assert "c10" not in sentence


def test_a_length_of_time_is_exact_to_the_minute_or_from_ten_hours_on_to_the_half_hour() -> None:
    """So it says the same as a page that has half hours."""
    lengths = [errors.duration(minutes) for minutes in (45, 135, 600, 4770, 66_000)]
    assert lengths == ["45\u00a0min", "2\u00a0h\u00a015", "10\u00a0h", "79½\u00a0h", "1,100\u00a0h"]
