"""Every error is a whole sentence: what, where, what to do."""

from pathlib import Path

import pytest

from analytics import errors

PATH = Path("study.duckdb")

EVERY_ERROR = [
    errors.UnreadableFileError("week.csv", "it has no header."),
    errors.OpenQuestionError("week.csv", errors.Question.ZONE, "its times name no zone.", {"a": 1}),
    errors.DocumentError("map.toml", "kind", "x", "it must be one of: practice_exams."),
    errors.DocumentError("X.toml", "domain", 0, "an exam has at least one domain."),
    errors.UnknownExamError("X-1", ["SAA-C03", "AZ-900"]),
    errors.UnknownExamError(None, ["SAA-C03"]),
    errors.UnknownCandidateError("Zoë", ["me"]),
    errors.UnknownCandidateError(None, ["me", "you"]),
    errors.UnknownCandidateError(None, []),
    errors.UnknownBatchError(3),
    errors.UnknownBatchError(None),
    errors.StoreError(PATH, "it cannot be used."),
    errors.StoreMissingError(PATH),
    errors.StoreHeldError(PATH, "Another program (process 12)", 10.0),
    errors.StoreDamagedError(PATH, "bad header"),
    errors.StoreDamagedError(PATH, "bad header", last_backup=Path("study.daily-2026-03-01.duckdb")),
    errors.BackupDamagedError(PATH, "bad header"),
    errors.StoreTooNewError(PATH, 3, 2),
    errors.StoreRefusedError(PATH, "Read-only file system"),
    errors.ExportRefusedError(Path("out"), "this is a file, not a folder"),
    errors.UnopenableFileError(PATH, FileNotFoundError(2, "No such file or directory")),
    errors.StoreReadOnlyError(PATH),
    errors.StoreOutdatedError(PATH),
    errors.StoreValueError(PATH, "Table check_in, row a: sleep_h is 'inf', but must be a number."),
    errors.SavedTextError("draft", "me", "{"),
    errors.DomainClashError("X-1", "2", "B", "practice_exams", 3),
    errors.StoreMemoryError(PATH),
    errors.StoreMissingError(PATH, last_backup=Path("study.daily-2026-03-01.duckdb")),
    errors.StoreVanishedError(PATH),
    errors.StoreVanishedError(PATH, last_backup=Path("study.daily-2026-03-01.duckdb")),
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: type(error).__name__)
def test_every_error_has_one_base_and_calm_words(error: errors.CutscoreError) -> None:
    """One base class catches all that a person can mend; nothing is shouted."""
    assert isinstance(error, errors.CutscoreError)
    assert "!" not in str(error)
    assert "\n" not in str(error)
    assert str(error).endswith((".", "cutscore restore", f"--db {PATH}", "cutscore import FILE"))


def test_the_list_of_this_test_is_whole() -> None:
    """Each class of the module is made above."""
    defined = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert defined - {type(error) for error in EVERY_ERROR} == {errors.CutscoreError}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EVERY_ERROR[0], ["week.csv", "no header"]),
        (EVERY_ERROR[1], ["week.csv", "no zone"]),
        (EVERY_ERROR[2], ["map.toml", "kind", "practice_exams"]),
        (EVERY_ERROR[3], ["X.toml", "domain", "0", "at least one"]),
        (EVERY_ERROR[4], ["'X-1'", "--exam", "AZ-900, SAA-C03"]),
        (EVERY_ERROR[5], ["No exam is given", "--exam", "SAA-C03"]),
        (EVERY_ERROR[6], ["no candidate 'Zoë'", "Candidates: me."]),
        (EVERY_ERROR[7], ["several candidates", "--candidate", "me, you"]),
        (EVERY_ERROR[8], ["no data in this file yet", "cutscore import"]),
        (EVERY_ERROR[9], ["no import 3", "lists all imports"]),
        (EVERY_ERROR[10], ["no import to undo"]),
        (EVERY_ERROR[12], ["study.duckdb: file not found", "cutscore import FILE --db study.duckdb"]),
        (EVERY_ERROR[13], ["study.duckdb", "process 12", "10 seconds", "try again"]),
        (EVERY_ERROR[14], ["study.duckdb", "bad header", "cutscore restore"]),
        (EVERY_ERROR[15], ["cutscore restore study.daily-2026-03-01.duckdb --db study.duckdb"]),
        (EVERY_ERROR[16], ["study.duckdb", "this backup", "bad header", "Nothing was changed"]),
        (EVERY_ERROR[17], ["version 3", "up to 2", "Update Cutscore", "Nothing was changed"]),
        (EVERY_ERROR[18], ["study.duckdb", "Read-only", "Nothing was changed"]),
        (EVERY_ERROR[19], ["out: this is a file", "Nothing was written", "new or empty"]),
        (EVERY_ERROR[20], ["study.duckdb", "No such file", "Check the name"]),
        (EVERY_ERROR[21], ["study.duckdb", "nothing was changed", "without --read-only"]),
        (EVERY_ERROR[-4], ["study.duckdb", "more memory", "Nothing was changed", "fewer rows"]),
        (EVERY_ERROR[22], ["study.duckdb", "earlier Cutscore", "without --read-only"]),
        (EVERY_ERROR[23], ["study.duckdb", "another program", "row a: sleep_h is 'inf'", "cutscore check", "go back"]),
        (EVERY_ERROR[24], ["Table draft, row me", "'{'", "Delete that row", "cutscore restore"]),
        (EVERY_ERROR[-3], ["file not found", "cutscore restore study.daily-2026-03-01.duckdb --db study.duckdb"]),
        (EVERY_ERROR[-2], ["moved or deleted", "Move it back", "Restart Cutscore"]),
        (EVERY_ERROR[-1], ["moved or deleted", "cutscore restore study.daily-2026-03-01.duckdb --db study.duckdb"]),
    ],
)
def test_the_sentence_names_what_where_and_what_to_do(error: errors.CutscoreError, words: list[str]) -> None:
    """The facts that the class takes are in its sentence."""
    assert [word for word in words if word not in str(error)] == []


def test_a_long_list_of_candidates_is_cut() -> None:
    """Ten names are shown in order, and how many there are beside them."""
    sentence = str(errors.UnknownCandidateError(None, [f"c{k:02}" for k in range(12)][::-1]))
    assert "c00, c01" in sentence
    assert "c09 and 2 more." in sentence
    assert "c10" not in sentence
