"""An import accounts for every row of every file, in one batch."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.estimation.selection import exams_of
from analytics.ingest import opened_bytes
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import MAX_ALIKE
from analytics.ingest.sources.quizzes.pasted_results import FORMAT as PASTED_RESULTS
from analytics.records import DomainResult, StudySession
from analytics.store import Store
from analytics.updates.context import DEFAULT_OPTIONS, Source
from analytics.updates.import_files import import_files, import_read_files
from analytics.updates.import_reading import (
    ExamFile,
    paused_collector,
    read_alone,
    read_sources,
    reading_context,
    with_exams,
)
from analytics.updates.import_report import FileImport, ImportReport
from tests.inputs.builders import plan, store_with, update_context
from tests.inputs.store_files import new_store

HEADER = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "own.duckdb")
    with store.reading():
        yield store


def imported(store: Store, folder: Path, *, is_dry_run: bool = False, zone: str = "UTC", **files: str) -> ImportReport:
    """Write and import files; the keywords are their names."""
    sources = []
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        sources.append(Source(path, f"{name}.csv"))
    return import_files(
        replace(update_context(store), zone=zone),
        sources,
        is_dry_run=is_dry_run,
    )


def exam(*counts: int, name: str = "a") -> str:
    """Write a practice exam with some correct answers out of 10 for each domain from 1."""
    rows = (f"{name},2026-10-20,AIF-C01,{domain},10,{n}\n" for domain, n in enumerate(counts, 1))
    return HEADER + "".join(rows)


def test_every_row_of_every_file_is_accounted_for(store: Store, tmp_path: Path) -> None:
    """read = imported + skipped + failed in each file and in total; all files are one batch."""
    imported(store, tmp_path, first=exam(5, 6))
    report = imported(store, tmp_path, first=exam(5, 6, 7), second=exam(1, 99, name="b"))
    assert [(f.file, f.read, f.imported, f.skipped, f.failed) for f in report.files] == [
        ("first.csv", 3, 1, 2, 0),
        ("second.csv", 2, 1, 0, 1),
    ]
    assert (report.read, report.imported, report.skipped, report.failed) == (5, 2, 2, 1)
    batch = store.batches()[-1]
    assert (batch.batch_id, batch.source) == (report.batch_id, "first.csv, second.csv")
    assert (batch.n_imported, batch.n_skipped, batch.n_failed) == (2, 2, 1)
    assert report.exit_code == 1
    assert [(p.line, p.column, p.value) for p in report.files[1].problems] == [("3", "n_correct", "99")]


def test_the_same_file_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    """The second import skips every row, and is no batch."""
    first = imported(store, tmp_path, first=exam(5, 6))
    again = imported(store, tmp_path, first=exam(5, 6))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert (again.batch_id, again.imported, again.skipped) == (None, 0, 2)
    assert len(store.batches()) == 1


def test_a_refused_file_does_not_keep_others_out(store: Store, tmp_path: Path) -> None:
    """The refusal is a problem of its file and counts no row; the exit code is 1."""
    report = imported(store, tmp_path, odd="colour,size\nred,1\n", good=exam(5))
    odd = report.files[0]
    assert odd.is_refused
    assert (odd.read, odd.problems[0].line) == (0, "")
    assert "no rows that look like study or results" in odd.problems[0].reason
    assert (report.imported, report.exit_code) == (1, 1)


def test_files_come_by_path_or_as_bytes(store: Store, tmp_path: Path) -> None:
    """A file that cannot be opened has its reason, and keeps the others out of nothing."""
    sources = [Source(tmp_path / "missing.csv", "missing.csv"), Source(exam(5).encode(), "upload.csv")]
    report = import_files(update_context(store), sources)
    assert [(file.file, file.imported) for file in report.files] == [("missing.csv", 0), ("upload.csv", 1)]
    assert [problem.reason for problem in report.problems] == ["file not found. Check the name and the folder."]


LOG = "Day,Spent,Part\n2026-03-01,{spent},{part}\n"
COLUMNS = {"day": "started_at", "spent": "time_on_task_min", "part": "domain_id"}


def test_each_file_can_have_answers_of_its_own(store: Store) -> None:
    """Two tables with other units and exams are one batch; a corrected cell is stored, the file is not changed."""
    minutes = FileMapping(kind="study_sessions", columns=COLUMNS, time_unit="min", domain={"Lakes": "5"})
    (log,) = opened_bytes(LOG.format(spent="4o", part="Lakes").encode(), "a.csv")
    results = b"Day,Result\n2026-03-01,13/20\n"
    scores = FileMapping(kind="practice_exams", columns={"day": "taken_at", "result": "score"})
    sources = [
        Source(log.corrected("2", "Spent", "40"), "a.csv", minutes, "AIF-C01"),
        Source(LOG.format(spent="1", part="4").encode(), "b.csv", replace(minutes, time_unit="h", domain={})),
        Source(results, "c.csv", scores, "SAA-C03"),
        Source(b"Total: 75.38 % (49/65)", "d", FileMapping(taken_on=date(2026, 3, 2)), "SAA-C03", PASTED_RESULTS),
    ]
    report = import_files(update_context(store), sources)
    assert [file.imported for file in report.files] == [1, 1, 1, 1]
    assert len(store.batches()) == 1
    sessions = store.records(StudySession)
    assert {(row.time_on_task_min, row.domain_id) for row in sessions} == {(40, "5"), (60, "4")}
    assert {(row.n_items, row.exam_code) for row in store.records(DomainResult)} == {(20, "SAA-C03"), (65, "SAA-C03")}


def test_nothing_is_written_if_no_file_can_be_read(store: Store, tmp_path: Path) -> None:
    """The exit code is 2 and there is no batch."""
    report = imported(store, tmp_path, odd="colour,size\nred,1\n")
    assert (report.exit_code, report.batch_id) == (2, None)
    assert store.batches() == []


def test_a_dry_run_reports_the_same_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    """Only the batch is missing from its report."""
    dry_run = imported(store, tmp_path, is_dry_run=True, first=exam(5, 99))
    assert store.candidates() == []
    assert store.batches() == []
    real = imported(store, tmp_path, first=exam(5, 99))
    assert dry_run == replace(real, batch_id=None)


def test_a_preview_of_files_that_were_read_is_a_dry_run(store: Store) -> None:
    """It reads nothing again; a file that could not be opened is refused."""
    context, refusal = update_context(store), UnreadableFileError("b.csv", "why")
    sources = [Source(exam(5, 99).encode(), "a.csv"), Source(refusal, "b.csv")]
    files = read_sources(reading_context(context), sources)
    report = import_read_files(context, files, DEFAULT_OPTIONS, is_dry_run=True)
    assert [(file.imported, file.failed, file.is_refused) for file in report.files] == [(1, 1, False), (0, 0, True)]
    assert (report.batch_id, store.batches()) == (None, [])


def test_a_replaced_row_is_named(store: Store, tmp_path: Path) -> None:
    """A row with a stored key and other values counts as imported; a notice has its line and key."""
    imported(store, tmp_path, first=exam(5, 6))
    report = imported(store, tmp_path, first=exam(5, 7))
    assert (report.imported, report.replaced, report.skipped, report.merged) == (1, 1, 1, 0)
    assert report.files[0].notices == ("Line 3 replaces an earlier row: practice exam a, domain 2",)
    assert [row.n_correct for row in store.records(DomainResult)] == [5, 7]


def test_imported_counts_what_stands(store: Store, tmp_path: Path) -> None:
    """Of two rows with one key the later one stands; the earlier is skipped with a notice, also between files."""
    twice = exam(5) + exam(6).removeprefix(HEADER) + exam(6).removeprefix(HEADER)
    report = imported(store, tmp_path, first=twice, second=exam(7))
    first, second = report.files
    assert (report.read, report.imported, report.skipped, report.duplicates) == (4, 1, 3, 0)
    assert (first.imported, second.imported) == (0, 1)
    assert (
        first.notices[0]
        == "Line 2 is skipped, because line 2 of second.csv is a later version of it: practice exam a, domain 1"
    )
    assert [row.n_correct for row in store.records(DomainResult)] == [7]
    alone = imported(store, tmp_path, first=exam(8) + exam(9).removeprefix(HEADER)).files[0]
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

    imported(store, tmp_path, first=exams(5))
    notices = imported(store, tmp_path, first=exams(6)).files[0].notices
    assert len(notices) == MAX_ALIKE + 1
    assert notices[-1] == "And 3 more rows replace earlier ones."


def test_empty_parts_of_a_key_are_not_named(store: Store, tmp_path: Path) -> None:
    """The notice about a replaced row leaves them out."""
    header = "rated_on,domain_id,rating\n"
    imported(store, tmp_path, first=f"{header}2026-10-20,1,3\n")
    report = imported(store, tmp_path, first=f"{header}2026-10-20,1,4\n")
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
    imported(store, tmp_path, first=f"{table}\n{first}\n")
    notices = imported(store, tmp_path, first=f"{table}\n{second}\n").files[0].notices
    assert f"Line 2 replaces an earlier row: {words}" in notices


def test_the_exam_of_an_import_is_that_of_a_candidate_without_one(store: Store) -> None:
    """Also if all rows were there before; a dry run and a candidate with an exam change nothing."""
    study = b"candidate,started_at,time_on_task_min,activity\nme,2026-10-20,50,video\nAnn,2026-10-20,50,video\n"
    sources, with_exam = [Source(study, "a.csv")], replace(update_context(store), exam_code="AIF-C01")
    import_files(update_context(store), sources)
    import_files(with_exam, sources, is_dry_run=True)
    assert exams_of(store, "me") == ()
    import_files(update_context(store), [Source(exam(5).encode(), "b.csv")])
    import_files(replace(with_exam, exam_code="SAA-C03"), sources)
    assert (exams_of(store, "me"), exams_of(store, "Ann")) == (("AIF-C01",), ("SAA-C03",))


def test_a_new_candidate_gets_the_zone_of_the_import(store: Store, tmp_path: Path) -> None:
    """Times without a zone were read in it, so the candidate's days are those of that zone."""
    imported(store, tmp_path, zone="Asia/Tokyo", first=exam(5))
    assert store.day_rule("me").zone == "Asia/Tokyo"


counts = st.integers(0, 1000)


@given(
    st.lists(
        st.builds(FileImport, file=st.just("f"), format=st.just("t"), imported=counts, skipped=counts, failed=counts),
        max_size=5,
    )
)
def test_a_report_adds_up(files: list[FileImport]) -> None:
    """The totals are the sums over the files."""
    report = ImportReport(None, tuple(files))
    assert report.read == sum(file.read for file in files) == report.imported + report.skipped + report.failed


SESSIONS = "started_at,time_on_task_min,activity,domain_id\n2026-11-20,60,reading,{domain}\n"
RATINGS = "rated_on,domain_id,rating\n2026-11-20,{domain},3\n"
PLAN = 'exam_code = "AIF-C01"\nstarts_on = 2026-10-05\nhours_per_week = [8, 10]\naudit_weeks = 1\n'


@pytest.mark.parametrize("text", [SESSIONS, RATINGS])
def test_rows_without_an_exam_are_checked_against_their_candidates_exam(tmp_path: Path, text: str) -> None:
    """A domain that is not of the plan's exam is a problem, whichever file comes first."""
    store = new_store(tmp_path / "own.duckdb")
    rows, own_plan = tmp_path / "rows.csv", tmp_path / "plan.toml"
    own_plan.write_text(PLAN, encoding="utf-8")

    def failed(domain: str, *paths: Path) -> int:
        rows.write_text(text.format(domain=domain), encoding="utf-8")
        report = import_files(
            update_context(store),
            [Source(path, path.name) for path in paths],
        )
        return report.failed

    assert failed("9", rows) == 0  # there is no exam yet
    assert failed("9", rows, own_plan) == 1
    assert failed("9", rows) == 1
    assert failed("5", rows) == 0


def test_the_domains_of_all_exams_of_a_candidate_count(tmp_path: Path) -> None:
    """A session may name a domain of either exam, and no other."""
    store = store_with(tmp_path, [plan(exam_code=code) for code in ("AIF-C01", "MLS-C01")])
    rows = tmp_path / "rows.csv"
    for domain, expected in (("5", 0), ("4", 0), ("6", 1)):
        rows.write_text(SESSIONS.format(domain=domain), encoding="utf-8")
        report = import_files(
            update_context(store),
            [Source(rows, "rows.csv")],
        )
        assert report.failed == expected


OWN_EXAM = (
    'schema = "exam-blueprint/1"\n[exam]\ncode = "OWN-1"\nname = "Own"\n'
    "[format]\nduration_minutes = 60\nquestions = 20\n"
    '[scoring]\npass_kind = "percent"\nscale_min = 0\nscale_max = 100\npass_score = 70\n'
    '[[domain]]\nid = "a"\nname = "All"\nweight = 100\nweight_kind = "exact"\n'
)


def import_texts(store: Store, folder: Path, *, is_dry_run: bool = False, **texts: str) -> ImportReport:
    """Write and import texts; the keywords are the file names."""
    sources = []
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        sources.append(Source(folder / name, name))
    return import_files(
        update_context(store),
        sources,
        is_dry_run=is_dry_run,
    )


def test_an_exam_file_is_saved_and_applies_to_the_other_files(tmp_path: Path) -> None:
    """So an export with a custom exam can be imported; the same exam again is skipped."""
    store = new_store(tmp_path / "own.duckdb")
    rows = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-11-01,OWN-1,{},20,15\n"
    first = import_texts(store, tmp_path, rows=rows.format("b"), exam=OWN_EXAM)
    assert [(file.format, file.imported, file.failed) for file in first.files] == [
        ("practice_exams", 0, 1),
        ("exam_blueprint", 1, 0),
    ]
    assert store.blueprint_texts() == {"OWN-1": OWN_EXAM}
    again = import_texts(store, tmp_path, rows=rows.format("a"), exam=OWN_EXAM)
    assert [(file.imported, file.skipped) for file in again.files] == [(1, 0), (0, 1)]


def test_a_file_alone_is_read_like_in_an_import(store: Store) -> None:
    """Also if it is an exam; its exam applies to the other files."""
    context = reading_context(update_context(store, blueprints={}))
    (exam_file,) = opened_bytes(OWN_EXAM.encode(), "exam.toml")
    read = read_alone(exam_file, context)
    assert isinstance(read, ExamFile)
    (results,) = opened_bytes(exam(5).replace("AIF-C01", "OWN-1").encode(), "a.csv")
    shared = with_exams(context, [read, read_alone(results, context)])
    assert shared.blueprints == {"OWN-1": read.blueprint}
    assert shared.exams_of == {"me": ("OWN-1",)}


def test_an_exam_file_is_known_by_its_schema_wherever_it_stands(tmp_path: Path) -> None:
    """TOML keys have no order; a table that only quotes the schema in a note is no exam."""
    store = new_store(tmp_path / "own.duckdb")
    schema = OWN_EXAM.partition("\n")[0]
    report = import_texts(store, tmp_path, exam=f"edition = 2\n{OWN_EXAM}")
    assert report.files[0].format == "exam_blueprint"
    note = f'on,note\n2026-11-01,"about:\n{schema}"\n'
    assert import_texts(store, tmp_path, days=note).files[0].format == "check_ins"


def test_an_exam_and_its_rows_are_imported_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error at the end, such as a full disk, leaves neither; the same exam again changes nothing."""
    store = new_store(tmp_path / "own.duckdb")
    revision = store.revision()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analytics.updates.import_files._save_mapping", full)
    with pytest.raises(OSError, match="No space"):
        import_texts(store, tmp_path, exam=OWN_EXAM, sessions=SESSIONS.format(domain="a"))
    monkeypatch.undo()
    assert (store.revision(), store.blueprint_texts(), store.batches()) == (revision, {}, [])
    import_texts(store, tmp_path, exam=OWN_EXAM)
    saved = store.revision()
    assert saved != revision
    import_texts(store, tmp_path, exam=OWN_EXAM)
    assert store.revision() == saved


def test_a_practice_exam_with_a_failed_row_is_incomplete(store: Store, tmp_path: Path) -> None:
    """It counts as it is; a notice names it and the lines, but no complete practice exam."""
    report = imported(
        store,
        tmp_path,
        first=exam(5, 99, 7, 98) + exam(6, 6, name="b").partition("\n")[2] + exam(99, name="c").partition("\n")[2],
    )
    assert report.files[0].incomplete == ("a",)
    assert [notice for notice in report.files[0].notices if "incomplete" in notice] == [
        "Practice exam a is incomplete and counts as it is. Fix these lines in the file and import it again: 3, 5."
    ]


def test_many_incomplete_practice_exams_are_counted(store: Store, tmp_path: Path) -> None:
    """Notices name the first ones and count the others."""
    n = MAX_ALIKE + 2
    texts = (exam(5, 99, name=f"exam-{k}").partition("\n")[2] for k in range(n))
    notices = imported(store, tmp_path, first=HEADER + "".join(texts)).files[0].notices
    assert sum("is incomplete" in notice for notice in notices) == MAX_ALIKE
    assert "And 2 more notices like these." in notices


def test_a_dry_run_saves_no_exam(tmp_path: Path) -> None:
    """The exam file counts as imported all the same."""
    store = new_store(tmp_path / "own.duckdb")
    assert import_texts(store, tmp_path, is_dry_run=True, exam=OWN_EXAM).imported == 1
    assert store.blueprint_texts() == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OWN_EXAM.encode() + b"#" * 1_000_000, "larger than 1 MB"),
        (OWN_EXAM.replace("All", "Pr\u00fcfung").encode("cp1252"), "UTF-8 text"),
    ],
)
def test_an_unreadable_exam_file_is_refused_whole(tmp_path: Path, content: bytes, reason: str) -> None:
    """It is not read as a table or in part."""
    path = tmp_path / "exam.toml"
    path.write_bytes(content)
    store = new_store(tmp_path / "own.duckdb")
    report = import_files(update_context(store, blueprints={}), [Source(path, "exam.toml")])
    assert report.files[0].is_refused
    assert reason in report.files[0].problems[0].reason
    assert store.blueprint_texts() == {}


def test_a_broken_exam_file_is_refused_whole(tmp_path: Path) -> None:
    """The reason has the key, value and rule; the other files are imported."""
    store = new_store(tmp_path / "own.duckdb")
    report = import_texts(store, tmp_path, exam=OWN_EXAM.replace("= 70", "= 170"), sessions=SESSIONS.format(domain="a"))
    assert report.files[0].is_refused
    assert "scoring.pass_score" in report.files[0].problems[0].reason
    assert report.imported == 1


def test_the_collector_is_paused_and_is_afterward_as_before() -> None:
    """The collector rests within the block, and is on again after it, also after a failure, unless it was off."""
    with pytest.raises(UnreadableFileError), paused_collector():
        assert not gc.isenabled()
        raise UnreadableFileError("a.csv", "stop")
    assert gc.isenabled()
    gc.disable()
    try:
        with paused_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
