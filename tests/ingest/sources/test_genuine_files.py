"""A file of each program, version and language: nothing is lost, and nothing counts twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.reading import LeftOutReason
from analytics.records import CardReview, DomainResult, ItemResponse, StudySession
from tests.inputs.anki_files import REVIEWS
from tests.inputs.genuine_file import GenuineFile
from tests.inputs.genuine_files import GENUINE_FILES
from tests.inputs.genuine_results import ANKI_FILES, N_ITEMS, N_RIGHT, RESULTS
from tests.inputs.ingest_inputs import EXAM, read_bytes
from tests.inputs.tracker_inputs import context_with

GARBAGE = "\u00a7"
"""It is in no number, date or word that a reader knows."""

Edit = tuple[str, int, int]
"""What is done, to which record, and where."""

EDITS = st.lists(
    st.tuples(st.sampled_from(["drop", "repeat", "swap", "break"]), st.integers(0, 9), st.integers(0, 200)), max_size=5
)


def read(file: GenuineFile, records: Sequence[str] | None = None) -> Import:
    return read_bytes(file.written(records), "export", replace(context_with(file.mapping)))


def minutes(result: Import) -> float:
    """Return the minutes of all imported rows."""
    records = [row.record for row in result.rows]
    sessions = sum(record.time_on_task_min for record in records if isinstance(record, StudySession))
    return sessions + sum((record.response_time_s or 0) / 60 for record in records if isinstance(record, CardReview))


def minutes_left_out(result: Import) -> Mapping[LeftOutReason, float]:
    return {reason: rows.minutes for reason, rows in result.left_out.items()}


@pytest.mark.parametrize("name", sorted(GENUINE_FILES))
def test_the_totals_are_those_of_the_entries(name: str) -> None:
    """Minutes and rows by addition: those that are study are stored, the others left out with their reason."""
    file = GENUINE_FILES[name]
    result = read(file)
    assert (result.format, result.problems) == (file.format, ())
    assert result.n_read == len(file.records)
    assert minutes(result) == pytest.approx(file.stored_min, abs=1e-6)
    assert result.n_merged == file.n_merged
    assert {reason: rows.n_rows for reason, rows in result.left_out.items()} == {
        reason: n_rows for reason, (n_rows, _) in file.left_out.items()
    }
    assert minutes_left_out(result) == pytest.approx({reason: left for reason, (_, left) in file.left_out.items()})


def edited(file: GenuineFile, edits: Sequence[Edit]) -> list[tuple[str, float]]:
    """Return the records with their minutes after some edits."""
    records = list(zip(file.records, file.record_min, strict=True))
    for what, number, place in edits:
        at = number % len(records)
        text, record_min = records[at]
        if what == "drop" and len(records) > 1:
            del records[at]
        elif what == "repeat" and file.can_repeat:
            records.insert(place % len(records), records[at])
        elif what == "swap":
            other = place % len(records)
            records[at], records[other] = records[other], records[at]
        elif what == "break" and file.is_table:
            cut = place % (len(text) - 1)  # not behind the end of the line
            records[at] = (f"{text[:cut]}{GARBAGE}{text[cut:]}", record_min)
    return records


@given(st.sampled_from(sorted(GENUINE_FILES)), EDITS)
@example("toggl to 2023", [("break", 0, 0)])
def test_what_is_read_is_stored_left_out_or_a_problem(name: str, edits: list[Edit]) -> None:
    """By rows, and for rows without a problem also by minutes; a refused file stores nothing."""
    file = GENUINE_FILES[name]
    records = edited(file, edits)
    try:
        result = read(file, [text for text, _ in records])
    except UnreadableFileError as error:
        assert any(GARBAGE in text for text, _ in records), error
        return
    assert result.n_read == len(records) == len(result.rows) + result.n_passed_over + result.n_failed
    left_min = sum(minutes_left_out(result).values())
    failed = {problem.line for problem in result.problems}
    if file.is_table:
        first = len(file.head.splitlines()) + 1
        total = sum(record_min for at, (_, record_min) in enumerate(records, start=first) if str(at) not in failed)
    else:
        assert not failed
        total = sum(record_min for _, record_min in records)
    if LeftOutReason.OTHER_PEOPLE in result.left_out:  # a damaged name is somebody else, whose minutes are not counted
        assert minutes(result) + left_min <= total
    else:
        assert minutes(result) + left_min == pytest.approx(total, abs=1e-6)


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_a_practice_exam_has_the_same_result_in_each_form(name: str) -> None:
    """Two of three questions were right, whether they are rows of their own or one total."""
    source, data = RESULTS[name]
    mapping = FileMapping(taken_on=date(2026, 3, 1), date_order=DateOrder.DAY_FIRST)
    result = read_bytes(data, "export", replace(context_with(mapping), exam_code=EXAM))
    assert (result.format, result.problems, result.left_out) == (source, (), {})
    records = [row.record for row in result.rows]
    counts = [(one.n_items, one.n_correct) for one in records if isinstance(one, DomainResult)]
    counts += [(1, int(one.is_correct)) for one in records if isinstance(one, ItemResponse)]
    assert [sum(column) for column in zip(*counts, strict=True)] == [N_ITEMS, N_RIGHT]
    assert {str(getattr(record, "taken_at", ""))[:10] for record in records} == {"2026-03-01"}


@pytest.mark.parametrize("name", sorted(ANKI_FILES))
def test_anki_has_the_same_reviews_in_each_version(name: str) -> None:
    """Two of five reviews are of AWS decks; the others are left out with their time."""
    result = read_bytes(ANKI_FILES[name], "export", context_with(FileMapping(study=("AWS",))))
    assert (result.n_read, len(result.rows), result.problems) == (len(REVIEWS), 2, ())
    assert minutes(result) == pytest.approx(72.5 / 60)
    assert minutes_left_out(result) == pytest.approx({LeftOutReason.OTHER_DECKS: 3 / 60, LeftOutReason.NO_REVIEW: 0})
