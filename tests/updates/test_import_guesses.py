"""Guesses at open questions: only what a file or its names show."""

from datetime import date
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.own_tables.answer_guesses import GuessBasis, guessed_study
from analytics.ingest.tables.opened import OpenedFile
from analytics.store import Store
from analytics.updates.context import UpdateContext
from analytics.updates.import_preview import guess_basis, guessed_answers, with_day, with_mapping
from analytics.updates.import_reading import PreviewAnswers
from tests.inputs.builders import MADE_AT
from tests.inputs.ingest_inputs import EXAM

TODAY = date(2026, 11, 26)
NO_ANSWERS = PreviewAnswers()
LOG = OpenedFile("log.csv", b"Date,Minutes,Category\n2026-03-01,40,AWS\n")
EXAMS = shipped_blueprints()


def basis_of(
    opened: OpenedFile, exam: str | None = EXAM, answers: PreviewAnswers = NO_ANSWERS, today: date = TODAY
) -> GuessBasis:
    """Return what guesses about a file rely on."""
    known = None if exam is None else EXAMS[exam]
    context = UpdateContext(
        store=Store(Path("unused.duckdb")), today=today, made_at=MADE_AT, zone="Europe/Berlin", blueprints=EXAMS
    )
    return guess_basis(opened, answers, known, context)


BASIS = basis_of(LOG)
UNKNOWN = basis_of(LOG, None)


def guess(question: Question, found: dict[str, int], basis: GuessBasis = BASIS) -> FileMapping | None:
    answers = guessed_answers(OpenQuestionError("log.csv", question, "why", found), PreviewAnswers(), basis)
    return None if answers is None else answers.mapping


@pytest.mark.parametrize(
    ("question", "found", "expected"),
    [
        (Question.SHEET, {"Notes": 3, "Log": 40}, FileMapping(sheet="Log")),
        (Question.HEADER, {"2026-03-01,40": 1}, FileMapping(has_header=False)),
        (Question.DAY, {"2026-03-01": 1}, FileMapping(taken_on=date(2026, 3, 1))),
        (Question.DAY, {}, None),
        (Question.FIRST_WEEK, {"Week of 5 Oct": 1}, FileMapping(taken_on=date(2026, 10, 5))),
        (Question.FIRST_WEEK, {"Week of 30 Dec": 1}, FileMapping(taken_on=date(2025, 12, 30))),
        (Question.FIRST_WEEK, {"05/10": 1}, FileMapping()),
        (Question.FIRST_WEEK, {"Week 1": 1}, FileMapping()),
        (Question.ZONE, {}, FileMapping(zone="Europe/Berlin")),
        (Question.STUDY, {"Sleep": 900, "Exam prep": 60}, FileMapping(study=("=Exam prep",))),
        (Question.STUDY, {"Sleep": 900, "Firm": 60}, None),
        (Question.STUDY, {"In progress": 90, "Done": 60}, None),
        (Question.COLUMNS, {"started_at": 1}, None),
        (Question.PERSON, {"Ann": 1, "Bob": 1}, None),
        (Question.DATE_ORDER, {"03/04/2026": 1}, None),
        (Question.TIME_UNIT, {"time": 1}, None),
        (Question.TIME_UNIT, {"pomodoros": 1}, FileMapping(time_unit="25 min")),
        (Question.DECIMAL, {"1,5": 1}, FileMapping(decimal=",")),
        (Question.DECIMAL, {"0,125": 1}, FileMapping(decimal=",")),
        (Question.DECIMAL, {"1,500": 1}, FileMapping(decimal=".")),
    ],
)
def test_a_guess_is_what_the_question_shows(
    question: Question, found: dict[str, int], expected: FileMapping | None
) -> None:
    """The largest table, a date in the file, the own zone; nobody guesses a person or an order of dates."""
    assert guess(question, found) == expected


def test_a_guess_that_is_not_sure_is_taken_only_for_a_given_kind() -> None:
    """Rows with a score and a time may be practice exams or study, so that is asked, and then nothing else."""
    basis = basis_of(OpenedFile("log.csv", b"Date,Score,Minutes studied\n2026-03-01,70%,40\n2026-03-08,72%,50\n"))
    question = OpenQuestionError("log.csv", Question.COLUMNS, "why")
    assert guessed_answers(question, NO_ANSWERS, basis) is None
    answers = guessed_answers(question, PreviewAnswers(mapping=FileMapping(kind="practice_exams")), basis)
    assert answers is not None
    assert answers.mapping.columns == {"date": "taken_at", "score": "score", "minutes_studied": "duration_min"}


def test_columns_are_guessed_by_their_names() -> None:
    """A kind that was given is kept; a file that is no table has no columns."""
    columns = {"date": "started_at", "minutes": "time_on_task_min", "category": "domain_id"}
    assert guess(Question.COLUMNS, {}, UNKNOWN) == FileMapping(kind="study_sessions", columns=columns)
    columns["category"] = "resource"  # of a known exam it is none of the domains
    assert guess(Question.COLUMNS, {}) == FileMapping(kind="study_sessions", columns=columns)
    question = OpenQuestionError("log.csv", Question.COLUMNS, "why")
    given = PreviewAnswers(mapping=FileMapping(kind="self_ratings", zone="UTC"))
    answers = guessed_answers(question, given, BASIS)
    assert answers is not None
    assert (answers.mapping.kind, answers.mapping.zone) == ("self_ratings", "UTC")
    assert guess(Question.COLUMNS, {}, basis_of(OpenedFile("photo", b"\x89PNG\r\n\x1a\n\x00\x01"))) is None


def exam_guess(found: tuple[str, ...], basis: GuessBasis) -> str | None:
    question = OpenQuestionError("log.csv", Question.EXAM, "why", dict.fromkeys(found, 1))
    answers = guessed_answers(question, PreviewAnswers(), basis)
    return None if answers is None else answers.exam_code


def test_the_only_exam_or_the_own_one_is_a_guess() -> None:
    """Of several others none is likelier."""
    assert exam_guess((EXAM,), UNKNOWN) == EXAM
    assert exam_guess((EXAM, "AIF-C01"), BASIS) == EXAM
    assert exam_guess((EXAM, "AIF-C01"), UNKNOWN) is None
    assert exam_guess(("CISSP", "AIF-C01"), BASIS) is None
    assert exam_guess((), BASIS) == EXAM
    assert exam_guess((), UNKNOWN) is None


def test_a_file_may_name_its_exam() -> None:
    """In its name or in its first lines; exams that are not among the choices do not count."""
    named = basis_of(OpenedFile("saa-c03 results.txt", b"Test 1: 72 %"), None)
    inside = basis_of(OpenedFile("results.txt", b"AWS Certified Cloud Practitioner\nTest 1: 72 %"), None)
    assert exam_guess((), named) == EXAM
    assert exam_guess((), inside) == "CLF-C02"
    assert exam_guess(("CISSP", "AIF-C01", "no blueprint"), named) is None


def test_names_of_studying_the_exam_or_its_domains_are_study() -> None:
    """Words count, not parts of words; as long as no exam is known, those of any exam and its provider."""
    names = ("Studying", "saa-c03 drills", "Design Secure Architectures", "Examiner", "Sleep", "Kurs", "Discourse")
    assert guessed_study(names, BASIS) == ("Studying", "saa-c03 drills", "Design Secure Architectures", "Kurs")
    assert guessed_study(names, UNKNOWN) == ("Studying", "saa-c03 drills", "Kurs")
    projects = ("AWS", "AWS Solutions Architect", "CISSP", "Work", "Cisco")
    assert guessed_study(projects, UNKNOWN) == ("AWS", "AWS Solutions Architect", "CISSP")
    assert guessed_study(projects, BASIS) == ("AWS", "AWS Solutions Architect")


def test_study_that_leaves_out_an_activity_is_no_guess() -> None:
    """Videos beside mock exams may be study as well, so it is asked which rows are."""
    assert guess(Question.STUDY, {"Mock exam": 230, "Work": 90}) == FileMapping(study=("=Mock exam",))
    assert guess(Question.STUDY, {"Mock exam": 230, "Videos": 90}) is None


def test_domains_and_what_is_done_are_no_guess_at_study_beside_what_may_be_study_as_well() -> None:
    """Beside everyday words they are; a word that says study leaves out all others."""
    domain = "Design Secure Architectures"
    assert guess(Question.STUDY, {domain: 120, "Sleep": 900}) == FileMapping(study=(f"={domain}",))
    assert guess(Question.STUDY, {domain: 120, "VPC": 90}) is None
    assert guess(Question.STUDY, {domain: 120, "Study": 90, "VPC": 90}) == FileMapping(study=(f"={domain}", "=Study"))


def test_topics_are_guessed_if_each_domain_is_one_of_them() -> None:
    """Of a part of the domains, or with a topic that is none, they may be anything."""
    names = dict.fromkeys(("Secure", "Resilient", "High-performing", "Cost-optimized"), 8)
    assert guess(Question.DOMAIN, names) == FileMapping(
        domain={"=Secure": "1", "=Resilient": "2", "=High-performing": "3", "=Cost-optimized": "4"}
    )
    assert guess(Question.DOMAIN, names, UNKNOWN) is None
    assert guess(Question.DOMAIN, {**names, "Lunch": 1}) is None
    assert guess(Question.DOMAIN, {"Secure": 8, "Resilient": 8}) is None


@pytest.mark.parametrize(
    ("cells", "exam", "unit"),
    [
        (("62", "71"), EXAM, "percent"),  # more than the exam's 65 questions
        (("41", "52"), EXAM, None),
        (("62", "71"), None, None),
        (("0.62", "1"), None, "fraction"),
        (("720", "650"), None, "scaled"),
        (("-", ""), EXAM, None),
    ],
)
def test_the_size_of_scores_may_show_their_unit(cells: tuple[str, ...], exam: str | None, unit: str | None) -> None:
    """A number that may be a count of questions shows none."""
    opened = OpenedFile("log.csv", "".join(f"{cell},x\n" for cell in ("Score", *cells)).encode())
    answers = PreviewAnswers(mapping=FileMapping(kind="practice_exams", columns={"score": "score"}))
    found = guessed_answers(
        OpenQuestionError("log.csv", Question.SCORE_UNIT, "why"), answers, basis_of(opened, exam, answers)
    )
    assert (None if found is None else found.mapping.score_unit) == unit


def test_more_answers_keep_the_earlier_ones() -> None:
    """A new answer replaces its own part only."""
    first = with_mapping(PreviewAnswers(exam_code=EXAM), FileMapping(zone="UTC", kind="check_ins"))
    assert with_mapping(first, FileMapping(zone="Asia/Tokyo")) == PreviewAnswers(
        exam_code=EXAM, mapping=FileMapping(zone="Asia/Tokyo", kind="check_ins")
    )


def test_the_day_of_one_of_several_leaves_the_others() -> None:
    """An answer about the file dates it as a whole."""
    first, second = (OpenQuestionError("f", Question.DAY, "why", about=name) for name in ("a", "b"))
    answers = with_day(second, with_day(first, PreviewAnswers(), date(2026, 3, 1)), date(2026, 3, 2))
    assert answers.mapping == FileMapping(days={"a": date(2026, 3, 1), "b": date(2026, 3, 2)})
    whole = with_day(OpenQuestionError("f", Question.DAY, "why"), PreviewAnswers(), date(2026, 3, 1))
    assert whole.mapping == FileMapping(taken_on=date(2026, 3, 1))
