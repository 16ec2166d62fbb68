"""Notices of an import: rows that replace others, and practice exams that are incomplete."""

from pathlib import Path

import pytest

from analytics.ingest.reading import MAX_ALIKE
from analytics.records import DomainResult
from analytics.store import Store
from tests.inputs.imported_texts import HEADER, exam, import_texts


def test_a_replaced_row_is_named(store: Store, tmp_path: Path) -> None:
    """A row with a stored key and other values counts as imported; a notice has its line and key."""
    import_texts(store, tmp_path, first=exam(5, 6))
    report = import_texts(store, tmp_path, first=exam(5, 7))
    assert (report.imported, report.replaced, report.skipped, report.merged) == (1, 1, 1, 0)
    assert report.files[0].notices == ("Line 3 replaces an earlier row: practice exam a, domain 2",)
    assert [row.n_correct for row in store.records(DomainResult)] == [5, 7]


def test_imported_counts_what_stands(store: Store, tmp_path: Path) -> None:
    """Of two rows with one key the later one stands; the earlier is skipped with a notice, also between files."""
    twice = exam(5) + exam(6).removeprefix(HEADER) + exam(6).removeprefix(HEADER)
    report = import_texts(store, tmp_path, first=twice, second=exam(7))
    first, second = report.files
    assert (report.read, report.imported, report.skipped, report.duplicates) == (4, 1, 3, 0)
    assert (first.imported, second.imported) == (0, 1)
    assert (
        first.notices[0]
        == "Line 2 is skipped, because line 2 of second is a later version of it: practice exam a, domain 1"
    )
    assert [row.n_correct for row in store.records(DomainResult)] == [7]
    alone = import_texts(store, tmp_path, first=exam(8) + exam(9).removeprefix(HEADER)).files[0]
    assert (alone.imported, alone.skipped, alone.superseded) == (1, 1, 1)
    key = "practice exam a, domain 1"
    assert alone.notices == (
        f"Line 3 replaces an earlier row: {key}",
        f"Line 2 is skipped, because line 3 is a later version of it: {key}",
    )


def test_many_replaced_rows_are_counted(store: Store, tmp_path: Path) -> None:
    """A notice names the first ones and counts the others."""
    n = MAX_ALIKE + 3

    def exams(n_correct: int) -> str:
        rows = (f"exam-{k},2026-10-20,AIF-C01,1,10,{n_correct}\n" for k in range(n))
        return HEADER + "".join(rows)

    import_texts(store, tmp_path, first=exams(5))
    notices = import_texts(store, tmp_path, first=exams(6)).files[0].notices
    assert len(notices) == MAX_ALIKE + 1
    assert notices[-1] == "And 3 more rows replace earlier ones."


def test_a_practice_exam_with_the_day_and_results_of_another_is_named(store: Store, tmp_path: Path) -> None:
    """Such as one that was typed in and is in a file too; of a few questions, or another day or result, none is."""

    def text(name: str, *, day: int = 20, n_correct: int = 30, n_items: int = 32) -> str:
        return f"{HEADER}{name},2026-10-{day},AIF-C01,1,{n_items},{n_correct}\n{name},2026-10-{day},AIF-C01,2,9,8\n"

    import_texts(store, tmp_path, first=text("typed"))
    for other in (text("a", day=21), text("b", n_correct=29), text("c", n_items=30), text("c2", n_items=30)):
        assert import_texts(store, tmp_path, first=other).files[0].notices == ()
    said = (
        "Practice exam d has the same results as typed on 2026-10-20. "
        "If they are the same exam, delete one of them, because both count."
    )
    first, second = import_texts(store, tmp_path, first=text("e", day=22), second=text("d")).files
    assert (first.notices, second.notices) == ((), (said,))
    again = text("f", day=23) + text("g", day=23).removeprefix(HEADER)
    (notice,) = import_texts(store, tmp_path, first=again).files[0].notices
    assert notice.startswith("Practice exam g has the same results as f on ")


def test_empty_parts_of_a_key_are_not_named(store: Store, tmp_path: Path) -> None:
    """The notice about a replaced row leaves them out."""
    header = "rated_on,domain_id,rating\n"
    import_texts(store, tmp_path, first=f"{header}2026-10-20,1,3\n")
    report = import_texts(store, tmp_path, first=f"{header}2026-10-20,1,4\n")
    assert report.files[0].notices[-1].endswith("rated on 2026-10-20, domain 1")


@pytest.mark.parametrize(
    ("table", "first", "second", "words"),
    [
        (
            "started_at,time_on_task_min,activity,resource,source_id",
            "2026-10-20,50,video,Course,a",
            "2026-10-20T09:30,95,video,Course,a",
            "2026-10-20 09:30, Course, 1\u00a0h\u00a035",
        ),
        (
            "starts_at,duration_min,title,source_id",
            "2026-12-20,50,Queues,a",
            "2026-12-20,30,Queues,a",
            "2026-12-20, Queues, 30\u00a0min",
        ),
        ("review_id,reviewed_at,rating,deck", "7,2026-10-20,3,Nets", "7,2026-10-20,4,Nets", "2026-10-20, Nets"),
        (
            "candidate,practice_exam_id,taken_at,exam_code,position,is_correct",
            "Ann,x,2026-10-20,AIF-C01,4,1",
            "Ann,x,2026-10-20,AIF-C01,4,0",
            "Ann, 2026-10-20, x, question 4",
        ),
    ],
)
def test_a_replaced_row_is_named_by_what_people_know_of_it(
    store: Store, tmp_path: Path, table: str, first: str, second: str, words: str
) -> None:
    """Day, what and how long, and no internal key; a candidate only if it is not `me`."""
    import_texts(store, tmp_path, first=f"{table}\n{first}\n")
    notices = import_texts(store, tmp_path, first=f"{table}\n{second}\n").files[0].notices
    assert f"Line 2 replaces an earlier row: {words}" in notices


def test_a_replaced_plan_is_of_one_line(store: Store, tmp_path: Path) -> None:
    """A plan is one row, wherever it stands in its file."""
    plan = 'exam_code = "AIF-C01"\nstarts_on = 2026-10-05\nhours_per_week = [8, 10]\n'
    import_texts(store, tmp_path, first=plan)
    report = import_texts(store, tmp_path, first=f"{plan}exam_on = 2026-12-20\n")
    assert report.files[0].notices == ("Line 1 replaces an earlier row: exam code AIF-C01",)


def test_a_practice_exam_with_a_failed_row_is_incomplete(store: Store, tmp_path: Path) -> None:
    """It counts as it is; a notice names it and the lines, but no complete practice exam."""
    report = import_texts(
        store,
        tmp_path,
        first=exam(5, 99, 7, 98) + exam(6, 6, name="b").partition("\n")[2] + exam(99, name="c").partition("\n")[2],
    )
    assert report.files[0].incomplete == ("a",)
    assert [notice for notice in report.files[0].notices if "incomplete" in notice] == [
        "Practice exam a is incomplete and counts as it is. Fix these lines in the file and import it again: 3, 5."
    ]


def test_practice_exams_of_two_people_are_not_one(store: Store, tmp_path: Path) -> None:
    """Two may have one id: only that of the person with the failed row is incomplete, and the notice says whose."""
    ann, bob, dee = exam(5, 99), exam(99, 99), exam(5, 6)
    texts = {"Ann": ann, "Bob": bob, "Dee": dee}
    rows = [f"{row},{name}" for name, text in texts.items() for row in text.removeprefix(HEADER).splitlines()]
    (file,) = import_texts(store, tmp_path, first="\n".join([f"{HEADER.strip()},candidate", *rows])).files
    assert file.incomplete == ("a of Ann",)
    assert [notice for notice in file.notices if "incomplete" in notice] == [
        "Practice exam a of Ann is incomplete and counts as it is. Fix these lines in the file and import it again: 3."
    ]


def test_many_incomplete_practice_exams_are_counted(store: Store, tmp_path: Path) -> None:
    """Notices name the first ones and count the others."""
    n = MAX_ALIKE + 2
    texts = (exam(5, 99, name=f"exam-{k}").partition("\n")[2] for k in range(n))
    notices = import_texts(store, tmp_path, first=HEADER + "".join(texts)).files[0].notices
    assert sum("is incomplete" in notice for notice in notices) == MAX_ALIKE
    assert "And 2 more notices like these." in notices
