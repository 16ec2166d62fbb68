"""Texts on imports and on undoing one."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from analytics.errors import DataProblem
from analytics.ingest.reading import (
    ADD_BLUEPRINT,
    CHOOSE_ACTIVITY,
    CHOOSE_DOMAIN,
    SET_DATE_ORDER,
    LeftOut,
    LeftOutReason,
)
from analytics.store import BatchInfo, UndoResult
from analytics.store.inventory import InventoryBatch, UndoEffect
from analytics.updates.import_report import FileImport, ImportReport
from analytics.updates.import_totals import KindTotals
from dashboard import formatting
from dashboard.formatting import unescaped
from dashboard.text import imports as text
from dashboard.text import mapping, terminal_database
from dashboard.text.shapes import table_rows

INFO = BatchInfo(3, datetime(2026, 11, 24, 23, 30), "a_b.csv", 20, 0, 1)  # noqa: DTZ001 - UTC by its name

NOTHING = KindTotals(
    kind="check_ins",
    n_rows=1,
    first_on=date(2026, 10, 21),
    last_on=date(2026, 11, 25),
    minutes=0,
    longest_min=0,
    n_exams=0,
    n_items=0,
    n_correct=0,
)


def test_an_import_of_many_files_names_the_first() -> None:
    """Also when it is undone: a folder may hold a plan for each of a thousand people."""
    many = INFO._replace(source=", ".join(f"plan{n}.toml" for n in range(1000)))
    assert "(plan0.toml, plan1.toml, " in unescaped(text.undo_result(UndoResult(many, 0)))
    assert len(unescaped(text.undo_result(UndoResult(many, 0)))) < 130


def test_an_import_has_the_candidates_local_time() -> None:
    """Its time is stored in UTC and shown in the candidate's zone; its names are escaped."""
    assert text.batch(INFO, "Europe/Berlin") == (
        "**a\\_b.csv**  \nImport 3, 25\u00a0Nov\u00a02026, 00:30. 20 imported, 1 with problems."
    )


def test_all_counts_of_a_sentence_have_thousands_separators() -> None:
    """On the page and on the terminal, in a sentence and in a table."""
    many = FileImport(file="a", format="check_ins", imported=250_000, skipped=1_200)
    report = ImportReport(None, (many,))
    assert text.outcome(report).endswith("read: 250,000 new, 1,200 duplicates.")
    assert "250,000 imported, 1,200 duplicates, 0 with" in terminal_database.import_report(report)
    assert [*table_rows(text.file_columns(report), [many])[0].values()][1:] == ["250,000", "1,200"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((UndoEffect("self_ratings", 2, 0),), "Undoing it removes 2 self-ratings."),
        (
            (UndoEffect("self_ratings", 1, 3), UndoEffect("check_ins", 1, 0)),
            "Undoing it removes 1 self-rating and 1 check-in, and restores the earlier values of 3 self-ratings.",
        ),
        ((), text.NOTHING_CHANGES),
    ],
)
def test_the_undo_preview_counts_rows_by_effect(rows: tuple[UndoEffect, ...], sentence: str) -> None:
    """Rows that are removed, restored and kept are counted separately."""
    assert text.undo_preview(InventoryBatch(INFO, rows)) == sentence


def test_refused_files_are_counted() -> None:
    """Refused files have no rows, so they are counted beside the rows."""
    refused = FileImport(file="b", format=None, problems=(DataProblem("b", "", "", "", "why"),))
    good = FileImport(file="a", format="check_ins", imported=1)
    counts = "1 row read: 1 new."
    assert text.outcome(ImportReport(1, (good, refused))) == f"{counts} 1 file was not imported."
    assert text.outcome(ImportReport(1, (good, refused, refused))) == f"{counts} 2 files were not imported."


def test_counts_have_their_names_and_only_those_that_are_there() -> None:
    """7 rows: 3 stand, of which 1 replaces another; of 3 skipped ones 1 is a duplicate, 1 merged, 1 not study."""
    left_out = {LeftOutReason.NOT_STUDY: LeftOut(1)}
    file = FileImport(
        file="a", format="toggl", imported=3, replaced=1, skipped=3, merged=1, left_out=left_out, failed=1
    )
    report = ImportReport(1, (file, FileImport(file="b", format="toggl", imported=1)))
    assert text.preview(report) == "All files: 3 new, 1 replaced, 1 duplicate, 1 merged, 1 left out, 1 with problems"
    (_, *counts) = table_rows(text.file_columns(report), [file])[0].items()
    assert counts == [
        ("New", "2"),
        ("Replaced", "1"),
        ("Duplicates", "1"),
        ("Merged", "1"),
        ("Left out", "1"),
        ("With problems", "1"),
    ]
    assert [*text.file_columns(ImportReport(1, report.files[1:]))] == ["File", "New"]


def test_incomplete_practice_exams_are_named_up_to_a_limit() -> None:
    """All are counted; without any there is no text."""
    names = tuple(f"set{n}" for n in range(text.N_INCOMPLETE_NAMED + 2))
    file = FileImport(file="a", format="practice_exams", imported=1, incomplete=names)
    said = text.incomplete(ImportReport(1, (file,)))
    assert said.startswith("12 practice exams are incomplete and count as they are: set0, set1,")
    assert "set9 and 2 more." in said
    assert text.incomplete(ImportReport(1, (FileImport(file="a", format="check_ins"),))) == ""


def test_problems_that_are_not_shown_are_counted() -> None:
    """A table that is cut says how many rows are missing."""
    assert text.more_problems(0) == ""
    assert text.more_problems(2) == "And 2 more. The download has all of them."


def test_equal_problems_are_one_with_their_lines() -> None:
    """Problems of one cell's value and reason differ only in their line; of many lines the first ten are named."""
    found = [DataProblem("a.csv", str(n), "activity", "juggling", "not an activity") for n in range(2, 14)]
    other = DataProblem("a.csv", "3", "activity", "chess", "not an activity")
    many, one = (unescaped(text.problem(*each)) for each in text.lines_of([found[0], other, *found[1:]]).items())
    assert many == (
        "**a.csv, activity, juggling**: Not an activity. 12 rows: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more."
    )
    assert one == "**a.csv, line 3, activity, chess**: Not an activity."


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            replace(NOTHING, kind="study_sessions", n_rows=34, minutes=4080, longest_min=190),
            "34 study sessions, 68\u00a0h, 21\u00a0Oct to 25\u00a0Nov; longest 3\u00a0h\u00a010",
        ),
        (
            replace(NOTHING, kind="study_sessions", n_rows=11, minutes=4770, longest_min=600),
            f"11 study sessions, {formatting.hours(79.5)}, 21\u00a0Oct to 25\u00a0Nov; longest 10\u00a0h",
        ),
        (
            replace(NOTHING, kind="study_sessions", last_on=NOTHING.first_on, minutes=40, longest_min=40),
            "1 study session, 40\u00a0min, 21\u00a0Oct",
        ),
        (
            replace(NOTHING, kind="practice_exams", n_rows=8, n_exams=2, n_items=130, n_correct=91),
            "2 practice exams, 130 questions, 70\u00a0% correct, 21\u00a0Oct to 25\u00a0Nov",
        ),
        (
            replace(NOTHING, kind="item_responses", n_rows=65, n_exams=1, n_items=65, n_correct=47),
            "65 questions, 47 correct, 21\u00a0Oct to 25\u00a0Nov",
        ),
        (replace(NOTHING, kind="check_ins", n_rows=3), "3 check-ins, 21\u00a0Oct to 25\u00a0Nov"),
    ],
)
def test_totals_are_one_line_to_compare_with_ones_own(found: KindTotals, sentence: str) -> None:
    """A sum has only what its kind of row has; one row has no longest."""
    assert text.totals(found, date(2026, 11, 26)) == sentence


def test_totals_of_another_year_show_it() -> None:
    """A year that was read wrongly can be seen."""
    assert text.totals(replace(NOTHING, first_on=date(2025, 10, 21)), date(2026, 11, 26)).endswith(
        "21\u00a0Oct\u00a02025 to 25\u00a0Nov"
    )


def test_every_reason_for_leaving_rows_out_has_words() -> None:
    """Each sentence has the reason, then the rows with their time, their lines or their names."""
    assert set(text.LEFT_OUT) == set(LeftOutReason)
    left_out = {
        LeftOutReason.NOT_STUDY: LeftOut(2, 150.0),
        LeftOutReason.NO_DAY_OR_LENGTH: LeftOut(2, 150.0, names=(("Work", 120), ("Chess", 30))),
        LeftOutReason.CANCELLED: LeftOut(1),
        LeftOutReason.AWAY: LeftOut(0, 10.0),
        LeftOutReason.TOTAL: LeftOut(2, lines=("4", "9")),
        LeftOutReason.REMARK: LeftOut(1, lines=("July!7",)),
    }
    assert text.left_out(left_out) == [
        "Left out, not study: 2 rows (2\u00a0h\u00a030).",
        "Left out, without a date or a length: 2 rows, Work (2\u00a0h), Chess (30\u00a0min).",
        "Left out, canceled: 1 row.",
        "Left out, away from the computer: 10\u00a0min.",
        "Left out, totals: 2 rows (lines 4, 9).",
        "Left out, headings or remarks: 1 row (line July!7).",
    ]


def test_merged_rows_are_neither_duplicates_nor_ignored() -> None:
    """Of ten skipped rows, two were left out, three are in another row, and one has the key of a later row."""
    left_out = {LeftOutReason.NOT_STUDY: LeftOut(2, 30.0)}
    file = FileImport(file="a", format="rescuetime", skipped=10, left_out=left_out, merged=3, superseded=1)
    assert text.skipped(file) == text.skipped(ImportReport(1, (file,))) == "4 duplicates, 3 merged, 3 left out"


@pytest.mark.parametrize("what", [CHOOSE_DOMAIN, CHOOSE_ACTIVITY, ADD_BLUEPRINT, SET_DATE_ORDER])
def test_a_sentence_that_asks_for_something_names_where(what: str) -> None:
    """The page names what is on it, the command its options, and a row that was not imported the next import."""
    notice = f"Rows are kept. Please {what}."
    file = FileImport(file="a.csv", format="study_sessions", imported=1, notices=(notice,))
    on_page = [unescaped(one) for one in (*text.notices(ImportReport(1, (file,))), mapping.sentence(notice))]
    assert not any(one.endswith(f"{what}.") or "--" in one for one in on_page)
    assert "--" in terminal_database.import_report(ImportReport(1, (file,)))
    failed = text.problem(DataProblem("a.csv", "", "", "x", "not a domain. Choose the domain"), ["2"])
    assert unescaped(failed).endswith("Choose the domain when you import the file again.")


def test_the_format_of_a_saved_mapping_is_plain_text() -> None:
    """Another program may have written it into the file, as Markdown."""
    assert mapping.mapping_name("[toggl](//a.example)") == r"Format: \[toggl\](//a.example)"
