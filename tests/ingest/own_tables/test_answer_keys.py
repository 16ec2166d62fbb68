"""Given answers beside the correct ones, with which they are compared."""

from dataclasses import replace

import pytest

from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from tests.inputs.column_guesses import as_guessed, guessed
from tests.inputs.ingest_inputs import found
from tests.inputs.mapped_tables import mapped_context, question_of, responses
from tests.inputs.tracker_inputs import read

COLUMNS = {"date": "taken_at", "no": "position", "mine": "chosen", "key": "correct_answer"}
MAPPING = FileMapping(kind="item_responses", columns=COLUMNS)
SAME = "Answers are correct where 'mine' and 'key' are the same."


def table(*rows: str) -> str:
    lines = [f"2026-10-01;{n};{row}" for n, row in enumerate(rows, start=1)]
    return "\n".join(["Date;No;Mine;Key", *lines, ""])


@pytest.mark.parametrize(
    ("rows", "are_right"),
    [
        (["A;A", "b ;B", "C;D", "d and a;D,A", "(d);D. Use S3"], [True, True, False, True, True]),
        (["A, C;C/A", "AC;c & a", "A;A, C", "ＡＢ;B A"], [True, True, False, True]),
        (["1;1", "2;3", "1,3;3 1"], [True, False, True]),
        (["ア;ア", "イ;ウ"], [True, False]),
        (["S3  Glacier;s3 glacier", "SNS;SQS", "EC2, S3;S3; EC2"], [True, False, True]),
        (["7;7", "12;12", "120;12"], [True, True, False]),
        (["True;true", "False;True"], [True, False]),
    ],
)
def test_an_answer_is_right_if_it_equals_the_right_one(rows: list[str], are_right: list[bool]) -> None:
    """Case, blanks and the order of several options or parts do not matter; a notice says so."""
    quoted = ['"EC2, S3";"S3; EC2"' if row == "EC2, S3;S3; EC2" else row for row in rows]
    result = read(table(*quoted), mapped_context(MAPPING))
    assert [one.is_correct for one in responses(result)] == are_right
    assert (SAME in result.notices, result.problems) == (True, ())


def test_a_blank_answer_is_wrong_and_a_blank_key_is_a_problem() -> None:
    """Each is listed with its line, as is a key that is not an option although the others are."""
    rows = ["A;A", ";B", "C;", "D;any", "A;B", "B;B", "B;D", "-;C", "C;C"]
    result = read(table(*rows), mapped_context(MAPPING))
    assert [(one.position, one.is_correct) for one in responses(result)] == [
        (1, True), (2, False), (5, False), (6, True), (7, False), (8, False), (9, True)
    ]  # fmt: skip
    assert found(result) == [("4", "key", ""), ("5", "key", "any")]
    assert "Blank answers in 'mine' count as wrong. Lines: 3, 9." in result.notices


def test_skipped_questions_are_not_texts() -> None:
    """They count as wrong, and the others are still compared as options."""
    result = read(table("A;A", "?;B", "skipped;C", "C;C"), mapped_context(MAPPING))
    assert [one.is_correct for one in responses(result)] == [True, False, False, True]


@pytest.mark.parametrize("rows", [["A;S3 Glacier", "B;SQS"], ["SQS;B", "S3;C"], [";A", ";B"]])
def test_letters_and_texts_are_not_compared(rows: list[str]) -> None:
    """The column of correct answers is asked for, as it is if nothing was answered."""
    question, reason = question_of(table(*rows), mapped_context(MAPPING))
    assert (question, "is_correct" in reason) == (Question.COLUMNS, True)


def test_a_mark_beside_both_is_what_counts() -> None:
    """Such as a point given for another answer than the one listed as correct."""
    columns = {**COLUMNS, "ok": "is_correct"}
    text = "Date;No;Mine;Key;Ok\n2026-10-01;1;A;B;yes\n2026-10-01;2;C;C;no\n"
    result = read(text, mapped_context(replace(MAPPING, columns=columns)))
    assert [one.is_correct for one in responses(result)] == [True, False]
    assert SAME not in result.notices


@pytest.mark.parametrize(
    "header",
    [
        "Date,No,Selected,Answer",
        "Date,No,User answer,Expected",
        "Date,No,My answer,Correct answer",
        "Date,No,Given,Key",
        "Date,No,Chosen,Right answer",
        "Date,No,Response,Correct",
        "Date,No,Your answer,Answer",
        "Datum,Nr,Meine Antwort,Richtige Antwort",
        "Datum,Nr,Antwort,Lösung",
        "Fecha,Nº,Mi respuesta,Respuesta correcta",
        "Date,N°,Ma réponse,Bonne réponse",
        "日付,番号,自分の回答,正解",
        "日期,题号,我的答案,正确答案",
    ],
)
@pytest.mark.parametrize("cells", ["A A B C D D", "1 1 2 3 4 4"])
def test_the_columns_are_found_by_their_names(header: str, cells: str) -> None:
    """Two of three answers are right."""
    pairs = cells.split()
    rows = "".join(f"2026-10-01,{n + 1},{pairs[2 * n]},{pairs[2 * n + 1]}\n" for n in range(3))
    found = responses(as_guessed(f"{header}\n{rows}"))
    assert [one.is_correct for one in found] == [True, False, True]
    assert [(one.chosen, one.correct_answer) for one in found] == list(zip(pairs[::2], pairs[1::2], strict=True))


def test_a_right_answer_of_true_is_not_a_mark() -> None:
    """Of two columns of true and false, only a clear name shows which has the correct answers."""
    rows = ["2026-10-01,1,True,True", "2026-10-01,2,False,True", "2026-10-01,3,True,False"]
    columns = guessed("Date,No,My answer,Correct answer", *rows)[1]
    assert (columns["my_answer"], columns["correct_answer"]) == ("chosen", "correct_answer")
    assert "is_correct" not in guessed("Date,No,Given,Correct", *rows)[1].values()
    marks = [row.replace(",True", ",yes", 2) if row.endswith("True") else row for row in rows]
    assert guessed("Date,No,Answer correct?,Flagged", *marks)[1]["answer_correct?"] == "is_correct"


def test_another_yes_or_no_is_not_a_mark_beside_the_right_answers() -> None:
    """Such as whether the candidate was sure."""
    text = "Datum;Frage;Gegeben;Lösung;Sicher?\n2026-10-03;1;B;B;nein\n2026-10-03;2;A;C;ja\n"
    assert [one.is_correct for one in responses(as_guessed(text))] == [True, False]


def test_a_chosen_option_is_an_answer() -> None:
    """Also as a text."""
    text = (
        "Date,Question,Option chosen,Correct option\n2026-10-03,Which queue?,SNS,SQS\n2026-10-03,Which disk?,EBS,EBS\n"
    )
    assert [one.is_correct for one in responses(as_guessed(text))] == [False, True]


def test_a_list_of_mistakes_is_not_a_result() -> None:
    """Many people list only what they got wrong; a list without a correct answer is refused with the reason."""
    rows = "2026-10-03,A,B,misread\n2026-10-03,C,D,guess\n2026-10-03,,A,no time\n"
    text = f"Date,My answer,Correct,Reason\n{rows}"
    with pytest.raises(UnreadableFileError, match="may list only your mistakes"):
        as_guessed(text)
    assert len(responses(as_guessed(f"{text}2026-10-03,B,B,\n"))) == 4
    marked = as_guessed("Date,Q,Correct?\n2026-10-03,4,No\n2026-10-03,9,No\n2026-10-03,15,No\n")
    assert len(responses(marked)) == 3
    assert (
        "No answer is correct, so this may list only your mistakes. It counts as a result of 0 % until you add the "
        "questions that you got right."
    ) in marked.notices


def test_right_answers_that_count_up_are_not_question_numbers() -> None:
    """In a short table they may do so by chance."""
    text = "Q,My answer,Correct answer\n4,1,1\n9,2,2\n15,4,3\n"
    found = responses(as_guessed("Date," + text.replace("\n", "\n2026-10-03,").removesuffix("2026-10-03,")))
    assert [(one.position, one.is_correct) for one in found] == [(4, True), (9, True), (15, False)]


def test_what_one_chose_to_study_is_not_an_answer() -> None:
    """It is beside a length, and shares no text with the other column."""
    rows = ["2026-10-03,IAM,policies,60", "2026-10-04,VPC,subnets,45"]
    assert guessed("Date,Choice of topic,Key points,Minutes", *rows)[0] == "study_sessions"
