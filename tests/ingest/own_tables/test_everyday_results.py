"""Tables of results as people keep them, in many languages: guessed, and added up by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from analytics.ingest import read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import normalized_header
from analytics.records import DomainResult
from tests.inputs.column_guesses import CHOSEN, as_guessed, sum_of
from tests.inputs.ingest_inputs import CONTEXT, EXAM


def test_an_attempt_is_not_a_number_of_questions() -> None:
    """The goal beside the score is not a result, either."""
    table = "Date,Attempt,Exam,Score %,Target %,Minutes,Remaining\n2026-10-03,1,TD 1,60,80,118,4\n"
    assert sum_of(as_guessed(f"{table}2026-10-10,2,TD 1,80,80,121,3\n2026-10-17,1,TD 2,75,80,95,2\n")) == [60, 80, 75]


def test_a_weak_area_is_not_the_domain_of_a_result() -> None:
    """Even if it names parts of the exam."""
    table = 'Mock,Date,Score,Weak areas\nMock 1,2026-10-03,60%,"VPC, security"\nMock 2,2026-10-10,65%,Design Secure '
    found = as_guessed(f"{table}Architectures\nMock 3,2026-10-17,72%,Cost\nMock 4,2026-10-24,78%,Databases\n")
    assert ({row.record.domain_id for row in found.rows if isinstance(row.record, DomainResult)}) == {"total"}


def test_numbered_attempts_are_practice_exams() -> None:
    """Neither a provider that repeats nor a weak area is a subject of study."""
    head = "Attempt,Date,Source,Score %,Time taken,Weak areas\n1,2026-09-27,Tutorials Dojo,60,2h 05m,cost\n"
    found = as_guessed(
        f"{head}2,2026-10-11,Tutorials Dojo,65,1h 58m,networking\n3,2026-10-25,Whizlabs,72,1h 50m,cost\n"
    )
    assert ({type(row.record) for row in found.rows}, sum_of(found)) == ({DomainResult}, [60, 65, 72])


def test_repeated_exams_with_numbered_attempts_are_practice_exams() -> None:
    """The exams repeat, and there is a time beside their scores."""
    table = "Attempt,Date,Exam,Score (%),Passed?,Time used\n1,2026-10-03,Mock A,60,No,3:20\n"
    table += "2,2026-10-07,Mock B,71,Yes,3:10\n3,2026-10-10,Mock A,63,No,3:05\n4,2026-10-14,Mock B,77,Yes,2:50\n"
    assert sum_of(as_guessed(table)) == [60, 71, 63, 77]


def test_a_day_is_in_one_cell_of_a_copied_table() -> None:
    """The number of a test in the cell before it is not a part of it."""
    table = "Exam Name\tDate Taken\tScore\tResult\nPractice Test 1\tOct 13, 2026\t60%\tFailed\n"
    found = as_guessed(f"{table}Practice Test 2\tOct 20, 2026\t80%\tPassed\n", "copied.txt")
    days = [str(row.record.taken_at)[:10] for row in found.rows if isinstance(row.record, DomainResult)]
    assert (sum_of(found), days) == ([60, 80], ["2026-10-13", "2026-10-20"])


def test_a_mode_of_practice_says_whether_it_was_timed() -> None:
    """A tutor mode may be timed too; a word for neither leaves the mode empty."""
    table = 'Score,Name,Date,Mode,# Qs\n60%,Test 1,2026-10-03,"Timed, Tutor",40\n'
    table += "70%,Test 2,2026-10-10,Untimed,40\n80%,Test 3,2026-10-17,Tutor,40\n"
    for mode, expected in (("Timed", [True, False, False, True]), ("Review", [None] * 4)):
        rows = as_guessed(f"{table}75%,Test 4,2026-10-18,{mode},40\n").rows
        assert [row.record.is_timed for row in rows if isinstance(row.record, DomainResult)] == expected


def test_conditions_of_practice_are_read_by_their_names() -> None:
    """Otherwise open-book practice would count as like the real exam."""
    named = ("Timed,Closed book", "yes,no", "no,yes")
    opposite = ("Untimed,Open-book", "no,yes", "yes,no")
    german = ("Ohne Zeitlimit,Offenes Buch", "nein,ja", "ja,nein")
    for names, first, second in (named, opposite, german):
        table = f"Date,Test,Score (%),Questions,Where,{names}\n2026-10-03,Mock A,60,40,home,{first}\n"
        read = as_guessed(f"{table}2026-10-10,Mock B,70,40,library,{second}\n")
        assert any("other way around" in notice for notice in read.notices) == (names != named[0])
        conditions = [
            (one.place, one.is_timed, one.is_closed_book)
            for one in (row.record for row in read.rows)
            if isinstance(one, DomainResult)
        ]
        assert conditions == [("home", True, False), ("library", False, True)]


def test_a_passing_mark_is_not_a_result() -> None:
    """It is the same in each row, even if its name fits better."""
    rows = "2026-10-04,Whizlabs,72%,60%\n2026-10-11,Whizlabs,72%,75%\n2026-10-18,TD,72%,80%\n"
    assert sum_of(as_guessed(f"Date,Provider,Passing score,My score\n{rows}")) == [60, 75, 80]
    assert sum_of(as_guessed(f"Date,Provider,Pass %,My %\n{rows}")) == [60, 75, 80]


def test_two_results_in_a_row_are_asked_about() -> None:
    """Only one of them is that day's result, and no name says which."""
    names = normalized_header(["Test", "First attempt", "Second attempt", "Date"], "file")
    rows = [["TD 1", "58%", "74%", "2026-10-04"], ["TD 2", "63%", "79%", "2026-10-11"]]
    assert not guess_columns(names, rows, blueprint=CONTEXT.blueprints[EXAM]).is_sure


def test_results_in_swedish() -> None:
    """Right answers and a number of questions."""
    table = "Datum;Prov;Försök;Rätt;Antal frågor\n2026-10-04;Whizlabs 1;1;39;65\n2026-10-10;Whizlabs 1;2;52;65\n"
    assert sum_of(as_guessed(table)) == [60, 80]


@pytest.mark.parametrize("name", ["Correct %", "Percent correct", "Correct rate", "Anteil richtig", "正确率"])
@pytest.mark.parametrize("cells", [("68", "71"), ("0.68", "0.71"), ("68%", "71%")])
def test_a_percentage_is_not_a_count_of_right_answers(name: str, cells: Sequence[str]) -> None:
    """Even if it is below the number of questions, as right answers are; if all are at most 1, they are fractions."""
    rows = "".join(f"2026-10-0{n},Mock {n},200,{cell}\n" for n, cell in enumerate(cells, start=1))
    assert sum_of(as_guessed(f"Date,Exam,Questions,{name}\n{rows}")) == [68, 71]


def test_words_for_passed_and_failed_are_not_topics() -> None:
    """They split the results at a mark, in any language; other words beside results are asked about."""
    table = "#,Datum,Punkte,Von,Urteil\n1,2026-10-01,28,40,ja\n2,2026-10-05,22,40,knapp\n3,2026-10-09,27,40,ja\n"
    assert sum_of(as_guessed(f"{table}4,2026-10-12,21,40,knapp\n")) == [70, 55, 68, 52]
    with pytest.raises(AssertionError):
        as_guessed(f"{table}4,2026-10-12,31,40,knapp\n")


def test_several_counts_of_right_answers_are_asked_about() -> None:
    """Such as those of a morning and an afternoon, but not a percentage."""
    table = "Date,Mock,Correct one,{},Out of\n2026-10-01,A,60,30,200\n2026-10-08,B,66,33,200\n"
    assert sum_of(as_guessed(table.format("Correct %"))) == [30, 33]
    with pytest.raises(AssertionError):
        as_guessed(table.format("Correct two"))


@pytest.mark.parametrize("word", ["из", "de", "su", "van", "out of", "z", "av"])
def test_right_answers_stand_before_the_questions(word: str) -> None:
    """In other languages too."""
    assert sum_of(as_guessed(f"Day,Test,Result\n2026-10-01,A,41 {word} 50\n2026-10-04,B,30 {word} 40\n")) == [82, 75]


def test_a_practice_exam_of_a_whole_length_may_have_a_time_and_any_name() -> None:
    """Each row has the same number of questions, thirty or more."""
    table = "Nr,Tag,Richtig,Fragen,Zeit (min)\nRunde A,2026-10-01,63,90,70\nRunde B,2026-10-05,72,90,65\n"
    assert sum_of(as_guessed(table)) == [70, 80]


@pytest.mark.parametrize(
    ("table", "total"),
    [
        ("Date,Hours,Topic\n2026-10-01,1.3333333333333333,IAM\n2026-10-02,1.6666666666666667,VPC\n", [80, 100]),
        ("Date,Exam,Questions,Accuracy\n2026-10-01,A,90,0.7777777777777778\n2026-10-08,B,90,0.7\n", [78, 70]),
    ],
)
def test_a_sheet_computes_more_decimals_than_it_shows(table: str, total: list[float]) -> None:
    """They are still numbers."""
    assert sum_of(as_guessed(table)) == pytest.approx(total)


def test_right_answers_are_not_a_set_of_questions() -> None:
    """Beside their percentages, even under a name for an exam."""
    table = "Topic,Mock exam 1 Correct,Mock exam 1 %\nDesign Secure Architectures,12,60%\n"
    names, *rows = (line.split(",") for line in f"{table}Design Resilient Architectures,15,75%\n".splitlines())
    assert "form" not in guess_columns(normalized_header(names, "file"), rows).columns.values()


FIRST = "Design Secure Architectures"


def test_counts_beside_their_shares_are_right_answers() -> None:
    """The share of a question bank that was used is not a result."""
    head, row = "Subjects\tUsage\tCorrect Q\tIncorrect Q\tOmitted Q", f"{FIRST}\t20/80\t12 (60%)\t7 (35%)\t1 (5%)"
    names, *rows = (line.split("\t") for line in (head, row, "Design Resilient\t40/90\t30 (75%)\t9 (23%)\t1 (3%)"))
    guess = guess_columns(normalized_header(names, "file"), rows, blueprint=CONTEXT.blueprints[EXAM])
    mapping = FileMapping(kind=guess.kind, columns=guess.columns, taken_on=date(2026, 10, 1))
    found = read_opened(OpenedFile("x.csv", f"{head}\n{row}\n".encode()), replace(CHOSEN, mapping=mapping))
    assert sum_of(found) == [60]


def test_points_of_an_exam_are_not_study_time() -> None:
    """Their score is asked for; the sum of two columns is not a time."""
    table = "受験日,テスト,リスニング,リーディング,合計\n2026-10-25,1-1,395,350,745\n2026-11-08,1-2,410,365,775\n"
    names, *rows = (line.split(",") for line in table.splitlines())
    assert guess_columns(normalized_header(names, "file"), rows).kind == "practice_exams"


STATED = {
    "/20": "Datum,Quiz,Note (/20)\n2026-10-05,Q1,12\n2026-10-16,Q2,15\n",
    "without brackets": "date;examen blanc;note /20\n05/10/2026;n°1;12\n16/10/2026;n°2;15\n",
    "a word": "Datum;Prov;Rätt (av 20)\n2026-10-05;Prov 1;12\n2026-10-16;Prov 2;15\n",
    "of points": "実施日,模試名,得点（20点）\n2026-10-05,第1回,12\n2026-10-16,第2回,15\n",
    "a maximum": "Date,Test,Score (max. 20)\n2026-10-05,T1,12\n2026-10-16,T2,15\n",
    "beside questions": "Datum;Prüfung;Punkte (von 20);Fragen\n05.10.2026;P1;12;20\n16.10.2026;P2;15;20\n",
    "of domains": "Date,Design Secure Architectures (/20),Design Resilient Architectures (/40)\n"
    "2026-10-05,12,24\n2026-10-16,15,30\n",
}


@pytest.mark.parametrize("form", STATED)
def test_results_are_of_the_maximum_in_their_header(form: str) -> None:
    """So 12 under a maximum of 20 is not a percentage."""
    assert set(sum_of(as_guessed(STATED[form]))) == {60, 75}


def test_of_two_results_with_a_maximum_the_one_that_counts_is_asked() -> None:
    """Neither is ignored without a question."""
    names = normalized_header(["Date", "Quiz 1 (/20)", "Quiz 2 (/20)"], "file")
    rows = [["2026-10-05", "12/20", "15/20"], ["2026-10-16", "14/20", "11/20"], ["2026-10-17", "16/20", "18/20"]]
    assert not guess_columns(names, rows).is_sure


@pytest.mark.parametrize(
    "header",
    ["Date,Domain,Questions,Points", "Datum,Bereich,Fragen,Punkte", "Fecha,Dominio,Preguntas,Puntos (pts)"],
)
def test_points_never_above_the_questions_are_right_answers(header: str) -> None:
    """Others, such as half points, may be on another scale, so they are not guessed."""
    rows = "2026-10-01,1,20,13\n2026-10-01,2,16,12\n2026-10-08,1,20,{}\n"
    assert sum_of(as_guessed(f"{header}\n{rows.format(15)}")) == [65, 75, 75]
    names = normalized_header(header.split(","), "file")
    for points in ("21", "12.5"):
        table = [row.split(",") for row in rows.format(points).splitlines()]
        assert "n_correct" not in guess_columns(names, table, blueprint=CONTEXT.blueprints[EXAM]).columns.values()


@pytest.mark.parametrize(
    ("names", "tests"),
    [("Provider,Test,", ("TD,Timed 1,", "Whizlabs,Free test,")), ("Provider,", ("TD,", "TD,")), ("", ("", ""))],
)
def test_the_time_beside_a_score_for_each_domain_is_that_of_the_practice_exam(
    names: str, tests: tuple[str, str]
) -> None:
    """It is the same for all domains of a day, unlike the length of a study session."""
    head, (first, second) = (
        f"Date,{names}Design Secure Architectures,Design Resilient Architectures,Overall,Time taken\n",
        tests,
    )
    found = as_guessed(f"{head}2026-10-03,{first}60%,80%,70%,1:48\n2026-10-10,{second}72%,75%,74%,1:35\n")
    results = [row.record for row in found.rows if isinstance(row.record, DomainResult)]
    assert [(one.domain_id, one.duration_min) for one in results] == [("1", 108), ("2", 108), ("1", 95), ("2", 95)]


def test_a_score_beside_each_topic_and_its_own_time_is_study() -> None:
    rows = "2026-10-03,VPC,0:40,60%\n2026-10-03,IAM,1:10,80%\n2026-10-04,VPC,0:30,72%\n2026-10-04,IAM,0:50,75%\n"
    assert sum_of(as_guessed(f"Date,Topic,Time,Quiz score\n{rows}")) == [40, 70, 30, 50]


@pytest.mark.parametrize("name", ["Time per question (s)", "Sekunden pro Frage", "Seconds/question", "1問あたりの秒数"])
def test_the_time_of_each_question_is_not_a_number_of_questions(name: str) -> None:
    """Nor is it the length of the practice exam; both are assumed to be the exam's."""
    table = f"Date,Exam,{name},Score %\n2026-10-03,TD 1,105,60\n2026-10-10,TD 2,98,80\n2026-10-17,TD 3,92,80\n"
    found = [row.record for row in as_guessed(table).rows if isinstance(row.record, DomainResult)]
    assert [(one.n_correct, one.n_items, one.duration_min) for one in found] == [
        (39, 65, None), (52, 65, None), (52, 65, None)
    ]  # fmt: skip


def test_points_of_single_questions_are_not_results() -> None:
    """Numbers that count up are question numbers."""
    names = normalized_header(["Date", "Question", "Points"], "file")
    rows = [["2026-10-01", str(n), str(n % 2)] for n in range(1, 5)]
    assert guess_columns(names, rows).kind != "practice_exams"


@pytest.mark.parametrize("head", ["日期,模拟,卷一,卷二,总分", "Date,Mock,Paper 1,Paper 2,Total"])
def test_the_sum_of_two_papers_is_not_a_number_of_questions(head: str) -> None:
    """So neither paper is the right answers; but right and wrong answers still add up to the questions."""
    rows = [["2026-11-01", "A", "88", "95", "183"], ["2026-11-08", "B", "92", "97", "189"]]
    assert "n_items" not in guess_columns(normalized_header(head.split(","), "file"), rows).columns.values()
    names = normalized_header(["Date", "Mock", "Right", "Wrong", "Total"], "file")
    assert guess_columns(names, rows).columns["total"] == "n_items"


@pytest.mark.parametrize(("name", "unit"), [("Nota (0-10)", None), ("Nota /10", None), ("Nota", "of 10")])
def test_marks_of_ten_are_read_by_their_name_or_the_answer(name: str, unit: str | None) -> None:
    """Schools of many countries give them; marks of twenty are read too, and higher ones are problems."""
    table = f"Fecha;Simulacro;{name}\n02.11.2026;A;6,5\n09.11.2026;B;8\n"
    columns = {"fecha": "taken_at", "simulacro": "form", normalized_header([name], "file")[0]: "score"}
    mapping = FileMapping(kind="practice_exams", columns=columns, score_unit=unit, n_items=20)
    read = read_opened(OpenedFile("x.csv", table.encode()), replace(CHOSEN, mapping=mapping))
    assert sum_of(read) == [65, 80]
    wide = replace(mapping, score_unit="of 20")
    of_20 = read_opened(OpenedFile("x.csv", f"{table}16.11.2026;C;21\n".encode()), replace(CHOSEN, mapping=wide))
    assert "more than " in of_20.problems[-1].reason
