"""Rows without data: totals, headings, remarks and repeated headers."""

from dataclasses import replace

import pytest

from analytics.ingest.reading import LeftOut, LeftOutReason
from tests.inputs.ingest_inputs import found, read_text
from tests.inputs.own_table_inputs import HEADER, NAMED, ROWS, TWO_DAYS, left_out, only_table
from tests.inputs.tracker_inputs import context_with, minutes, read


@pytest.mark.parametrize(
    "total",
    [
        "Total,3.5,\n",
        ",3.5,Total hours\n",
        ",3.5,\n",
        "Summe,3.5,\n",
        "合计,3.5,\n",
        "Total,3.5\n",
        "TOTAL:\n",
        "Average,1.75\n",
        "Média,1.75,\n",
        "\n\nGrand total,3.5,\n",
    ],
)
def test_a_total_is_left_out_and_counted(total: str) -> None:
    """It has no day, and is named a total or is the sum of the rows above."""
    result = read(f"{HEADER}{ROWS}{total}", context_with(replace(NAMED, time_unit="h")))
    assert (minutes(result), result.problems) == (TWO_DAYS, ())
    assert (left_out(result), result.n_read) == ({LeftOutReason.TOTAL: 1}, 3)
    assert result.left_out[LeftOutReason.TOTAL].lines == (str(len(f"{HEADER}{ROWS}{total}".splitlines())),)


@pytest.mark.parametrize(
    "rows",
    [
        "{}Week 10,3.5,\n2026-03-09,2,S3\n2026-03-10,1,S3\nWeek 11,3,\n",
        "{}KW 10,3.5,\n2026-03-09,3,S3\nKW 11,3,\n",
        "{}Week of 2 March,3.5,\n2026-03-09,3,S3\nMarch,6.5,\n",
        "{}Total week 10,3.5,\n2026-03-09,3,S3\nWeek 11,3,\n",
        "{}2026-03-08,3.5,Total week 10\n2026-03-09,2,S3\n2026-03-10,1,S3\n2026-03-15,3,Sum\n",
    ],
)
def test_the_sum_of_a_week_or_month_between_the_rows_is_left_out(rows: str) -> None:
    """It is the sum of the rows since the last total, or of all rows."""
    result = read(f"{HEADER}{rows.format(ROWS)}", context_with(replace(NAMED, time_unit="h")))
    assert (sum(n for _, n in minutes(result)), result.problems) == (390, ())
    assert left_out(result) == {LeftOutReason.TOTAL: 2}


def test_a_topic_may_be_called_a_total() -> None:
    """A row with a day and another number, or with that of a single row, is a session."""
    text = f"{HEADER}2026-03-01,2,IAM\n2026-03-02,2,Total cost\n2026-03-03,1,Total cost\n2026-03-04,1,S3\n"
    result = read(text, context_with(replace(NAMED, time_unit="h")))
    assert ([n for _, n in minutes(result)], result.left_out) == ([120, 120, 60, 60], {})


def test_rows_that_are_all_called_totals_stay() -> None:
    """The last of three totals of practice exams may have as many questions as the others together."""
    head = "practice_exam_id,taken_at,exam_code,domain_id,n_items,score"
    rows = "a,2026-03-01,SAA-C03,total,30,70\nb,2026-03-02,SAA-C03,total,35,80\nc,2026-03-03,SAA-C03,total,65,80\n"
    assert len(read_text(f"{head}\n{rows}").rows) == 3


def test_another_number_beside_a_week_is_a_row_that_cannot_be_read() -> None:
    """The hours of a week without days are not the total of other rows."""
    result = read(f"{HEADER}{ROWS}Week 11,9,all\n2026-03-20,1,S3\n", context_with(replace(NAMED, time_unit="h")))
    assert ([line for line, *_ in found(result)], left_out(result)) == (["4"], {})


def test_durations_are_added_up_too() -> None:
    """1:30 and 0:45 are 2:15, and a total may be rounded."""
    text = "Date;Time\n2026-03-01;1:30\n2026-03-02;0:45\n"
    for total in (";2:15\n", ";2:16\n"):
        table = only_table(text + total, has_header=True)
        assert table.left_out == {LeftOutReason.TOTAL: LeftOut(1, lines=("4",))}


@pytest.mark.parametrize("row", [",3.6,\n", ",,EC2 again\n2026-03-04,1,x\n", "2026-03-03,Total,x\n", "x,3.5,\n"])
def test_a_row_that_is_not_a_total_stays(row: str) -> None:
    """It has a different number than the sum, or something in the column of days."""
    table = only_table(f"{HEADER}{ROWS}{row}", has_header=True)
    n_rows = sum(1 for _ in table.rows(lambda _cells: False))
    assert (n_rows, LeftOutReason.TOTAL in table.left_out) == (2 + row.count("\n") - (",," in row), False)


def test_the_sum_of_a_single_row_is_not_a_total() -> None:
    """A row without a day that repeats the only number is a mistake."""
    table = only_table(f"{HEADER}2026-03-01,2.5,EC2\n,2.5,\n", has_header=True)
    assert (len(list(table.rows(lambda _cells: False))), table.left_out) == (2, {})


def test_headings_and_remarks_are_left_out_and_counted() -> None:
    """Between rows they must have all cells; below the last row they need not."""
    text = f"{HEADER}March,,\n{ROWS}April,,\n2026-04-01,1,S3\n\nExported by an app on 2 April\n"
    result = read(text, context_with(NAMED))
    assert (len(result.rows), left_out(result), result.problems) == (3, {LeftOutReason.REMARK: 3}, ())
    broken = read(f"{HEADER}2026-03-01,2.5,EC2\nlab\n2026-03-02,1,S3\n", context_with(NAMED))
    assert (minutes(broken), [line for line, *_ in found(broken)]) == (TWO_DAYS, ["3"])


def test_a_repeated_header_is_not_a_row() -> None:
    """Printed logs repeat it, also below a blank line and another heading."""
    result = read(f"{HEADER}2026-03-01,2.5,EC2\n{HEADER}\nMarch\n{HEADER}2026-03-02,1,S3\n", context_with(NAMED))
    assert minutes(result) == TWO_DAYS
    assert left_out(result)[LeftOutReason.REPEATED_HEADER] == 2


def test_a_day_in_words_is_a_day() -> None:
    """It does not begin with a digit, and its row is not a remark."""
    table = only_table("Date,Hours,Topic\nMar 1 2026,2.5,\nMar 2 2026,,\n", has_header=True)
    assert (len(list(table.rows(lambda _cells: False))), table.left_out) == (2, {})


def test_a_total_in_a_table_without_days_stays() -> None:
    """The total of a practice exam is a result of its own; nothing is left out without a column of days."""
    table = only_table("Domain,Correct,Questions\nStorage,10,20\nTotal,40,65\n", has_header=True)
    assert len(list(table.rows(lambda _cells: False))) == 2
