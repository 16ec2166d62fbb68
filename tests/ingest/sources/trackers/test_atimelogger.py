"""aTimeLogger: entries above an empty line, totals below it."""

import pytest

from analytics.ingest.sources.trackers import timers
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.ingest_inputs import lines
from tests.inputs.tracker_inputs import minutes, read

(SOURCE,) = (source for source in timers.SOURCES if source.format == "atimelogger")


def test_totals_below_the_empty_line_are_not_read() -> None:
    text = (
        "\nActivity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\n"
        "Activity Type,Duration,%\nAWS,8:00,100\n"
    )
    result = read(text)
    assert (minutes(result), lines(result), result.problems) == ([("2022-01-01T22:00:00+01:00", 480)], ["3"], ())
    assert minutes(read(text.split("\n\n", maxsplit=1)[0] + "\n")) == minutes(result)


REPORTS = {
    "ru": (
        '"Тип","Продолжительность","Начало","Конец","Комментарий"\n'
        '"Учёба","1:30","2026/03/01 09:00:08","2026/03/01 10:30:08","S3"\n'
        '"Сон","8:00","2026/03/01 22:00:00","2026/03/02 06:00:00",""\n'
        '\n"Тип","Продолжительность","%"\n"Учёба","1:30","15,79"\n"Всего","9:30","100,00"\n'
    ),
    "zh": (
        '"活动类别","持续时间","开始时间","结束时间","备注"\n'
        '"学习","1:30","2026-03-01 09:00:08","2026-03-01 10:30:08","S3"\n'
        '"睡眠","8:00","2026-03-01 22:00:00","2026-03-02 06:00:00",""\n'
        '\n"活动类别","持续时间","%"\n"总计","9:30","100.00"\n'
    ),
}
"""Reports in the languages of two phones: one entry of study and one of sleep, then totals."""


@pytest.mark.parametrize("language", sorted(REPORTS))
def test_a_report_is_read_in_any_language(language: str) -> None:
    """It has no English words; its totals are not entries, but have the same sum."""
    result = read(REPORTS[language])
    assert (result.format, lines(result), result.problems) == ("atimelogger", ["2", "3"], ())
    assert minutes(result) == [("2026-03-01T09:00:08+01:00", 90), ("2026-03-01T22:00:00+01:00", 480)]


ONE_ENTRY = REPORTS["zh"].replace('"睡眠","8:00","2026-03-01 22:00:00","2026-03-02 06:00:00",""\n', "")


def test_a_first_entry_that_cannot_be_read_hides_no_report() -> None:
    """The next entries are checked too."""
    result = read(REPORTS["zh"].replace('"1:30","2026', '"90","2026'))
    assert (result.format, lines(result), [one.line for one in result.problems]) == ("atimelogger", ["3"], ["2"])


@pytest.mark.parametrize(
    "text",
    [
        ONE_ENTRY.partition("\n\n")[0],  # without totals, it may be a table of one's own
        ONE_ENTRY.replace(',"备注"', ""),  # four columns
        ONE_ENTRY.replace('"1:30","2026', '"90","2026'),
        ONE_ENTRY.replace("2026-03-01 09:00:08", "2026-03-01"),
        ONE_ENTRY.replace("2026-03-01 09:00:08", "soon"),
        '"a","b","c","d","e"\n\n"a","b","c"\n',
        "\n\n",
    ],
)
def test_other_tables_are_not_recognized(text: str) -> None:
    """A report has five columns, a length, two moments with a time, and totals."""
    assert not SOURCE.recognizes(OpenedFile("x.csv", text.encode()))
