"""Pasted results of which only percentages are known, by domain or for the whole exam."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.sources.quizzes.pasted_lines import with_iso_days
from analytics.records import TOTAL_DOMAIN, DomainResult
from tests.inputs.ingest_inputs import CONTEXT, EXAM, TODAY, read_bytes
from tests.inputs.quiz_files import read_pasted

ONE = replace(CONTEXT, exam_code=EXAM)
ANSWERED = replace(ONE, mapping=FileMapping(n_items=60))
NAMES = (
    "Design Secure Architectures", "Design Resilient Architectures", "Design High-Performing Architectures",
    "Design Cost-Optimized Architectures",
)  # fmt: skip
"""Weights of 30, 26, 24 and 20 %: 19.5, 16.9, 15.6 and 13 of 65 questions."""

Result = tuple[str | None, str | None, date, str, int, int]


def results(result: Import) -> list[Result]:
    """Return provider, set, day, domain, correct answers and questions of each row."""
    return [
        (one.provider, one.form, one.taken_at, one.domain_id, one.n_correct, one.n_items)
        for one in (row.record for row in result.rows)
        if isinstance(one, DomainResult)
    ]


def counts(text: str, context: ReadingContext = ONE) -> dict[str, tuple[int, int]]:
    """Return correct answers and questions by domain of a text without problems."""
    result = read_pasted(text, context)
    assert not result.problems
    return {domain_id: (n_correct, n_items) for *_, domain_id, n_correct, n_items in results(result)}


def by_domain(*percents: str) -> str:
    return "\n".join(["2026-10-21 Set 2", *(f"{name}: {shown}" for name, shown in zip(NAMES, percents, strict=False))])


def test_percentages_by_domain_become_counts_of_the_exams_length() -> None:
    """Of 19, 17, 16 and 13 questions; a notice on rounding gives the first as an example."""
    result = read_pasted(by_domain("72 %", "81%", "62.5 %", "100 %"), ONE)
    assert [one[3:] for one in results(result)] == [("1", 14, 19), ("2", 14, 17), ("3", 10, 16), ("4", 13, 13)]
    assert result.notices[1:] == (
        "No number of questions is given, so the length of SAA-C03 was used: 65. If that is wrong, add the number.",
        "The questions were divided among the domains by weight.",
        "Percentages are stored as the nearest number of correct answers, such as 14 of 19 for 72 % "
        "(13 or 14 possible).",
    )


def test_the_number_of_questions_comes_from_the_text_or_an_answer() -> None:
    """It is in the heading or the total, else it is the answer: 60 questions become 18, 16, 14 and 12."""
    text = by_domain("50 %", "50 %", "50 %", "50 %")
    expected = {"1": (9, 18), "2": (8, 16), "3": (7, 14), "4": (6, 12)}
    assert counts(text.replace("Set 2", "Set 2, 60 questions")) == expected
    assert counts(text, ANSWERED) == expected
    assert counts(f"{text}\nTotal: 50 % (30/60)") == expected
    assert "so your answer was used: 60" in " ".join(read_pasted(text, ANSWERED).notices)


def test_percentages_share_what_counts_leave_of_the_exam() -> None:
    """With 25 of 65 in domain 1, the other 40 are split 26 : 24 : 20, so 15, 14 and 11."""
    assert counts(by_domain("80 % (20/25)", "60 %", "50 %", "0 %")) == {
        "1": (20, 25), "2": (9, 15), "3": (7, 14), "4": (0, 11)
    }  # fmt: skip
    result = read_pasted(by_domain("80 % (52/65)", "60 %"), ONE)
    assert [problem.line for problem in result.problems] == ["3"]  # no question is left
    assert "52.38 % (11/21)" in result.problems[0].reason


@pytest.mark.parametrize(
    ("total", "reason"),
    [
        ("Total: 73 %", None),  # 72, 81, 62 and 75 % make 72.9 % of 19, 17, 16 and 13 questions
        ("Total: 70 %", "By the weights of SAA-C03, the domains give 72.5 %, but the total says 70 %."),
        ("Total: 45/65", "By the weights of SAA-C03, the domains give 72.5 %, but the total says 69.2 %."),
    ],
)
def test_a_total_beside_all_domains_is_compared_and_not_counted(total: str, reason: str | None) -> None:
    """The practice exam may weight its domains differently, so a difference is only a notice."""
    result = read_pasted(f"{by_domain('72 %', '81 %', '62 %', '75 %')}\n{total}", ONE)
    assert [one[3] for one in results(result)] == ["1", "2", "3", "4"]
    assert [notice for notice in result.notices if "the total says" in notice] == (
        [] if reason is None else [f"{reason} The domains were imported."]
    )


def test_a_total_outside_its_domains_is_a_problem() -> None:
    """Whatever the weights, it lies between the lowest and the highest; counted domains leave no room at all."""
    in_percent = by_domain("72 %", "81 %", "62 %", "75 %")
    counted = by_domain("70 % (14/20)", "70 % (14/20)", "70 % (14/20)", "80 % (4/5)")
    assert read_pasted(f"{counted}\nTotal: 71 %", ONE).problems == ()  # 46 of 65 is 70.8 %
    for text, total, made in ((in_percent, "84", "72.5"), (in_percent, "60.5", "72.5"), (counted, "73", "70.8")):
        (problem,) = read_pasted(f"{text}\nTotal: {total} %", ONE).problems
        assert problem.reason == f"its domains give {made} %, so the total cannot be {total} %"


def test_a_total_beside_some_domains_includes_the_others() -> None:
    """74 % of 65 is 48; domain 1 has 14 of 19 of them."""
    assert counts(f"{by_domain('72 %')}\nTotal: 74 %") == {"1": (14, 19), TOTAL_DOMAIN: (48, 65)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tutorials Dojo test 2, 78 %, 21 Oct", ("Tutorials Dojo", "test 2", date(2026, 10, 21), 51, 65)),
        ("- Whizlabs – practice 1 – 78% – October 21st", ("Whizlabs", "practice 1", date(2026, 10, 21), 51, 65)),
        ("2026-10-21: Test 3: 47/60", (None, "Test 3", date(2026, 10, 21), 47, 60)),
        ("Udemy set 4, attempt 2: 78.46 % (51/65) 24 Dec", ("Udemy", "set 4", date(2025, 12, 24), 51, 65)),
        ("Whizlabs test 1, 50 questions, 78 %, 5 May 2025", ("Whizlabs", "test 1", date(2025, 5, 5), 39, 50)),
        ("21 Oct: 93 %", (None, None, date(2026, 10, 21), 61, 65)),  # 61 of 65 is 93.85 %, cut
        ("Total 21 Oct: 50 %", (None, None, date(2026, 10, 21), 33, 65)),
        ("Übungstest 1: 78 % am 21.10.", (None, "Übungstest 1", date(2026, 10, 21), 51, 65)),
        ("Proef 1: 78 % op 21.10.", (None, "Proef 1", date(2026, 10, 21), 51, 65)),
        ("Examen blanc 1 : 78 % le 21.10.", (None, "Examen blanc 1", date(2026, 10, 21), 51, 65)),
        ("Simulado 1: 78 % em 21.10.", (None, "Simulado 1", date(2026, 10, 21), 51, 65)),
        ("My mock, 78 %, 21 Oct", (None, "My mock", date(2026, 10, 21), 51, 65)),
        ("10月21日 模拟1 78%", (None, "模拟1", date(2026, 10, 21), 51, 65)),
        ("2026年10月21日 模試1回目 78%", (None, "模試1回目", date(2026, 10, 21), 51, 65)),
        ("Mock 3 – 21 Oct – 78%, weak: IAM, VPC", (None, "Mock 3", date(2026, 10, 21), 51, 65)),
        ("Mock 3, 78 %, 21 Oct, Barbri", ("Barbri", "Mock 3", date(2026, 10, 21), 51, 65)),
        ("Whizlabs 21 Oct 78 %, tired", ("Whizlabs", None, date(2026, 10, 21), 51, 65)),
        ("21 Oct: 78 %, weak: IAM", (None, None, date(2026, 10, 21), 51, 65)),
        ("21 Oct: 78 % (83rd percentile)", (None, None, date(2026, 10, 21), 51, 65)),
        ("Test 4, 78 %, 21. Oktober", (None, "Test 4", date(2026, 10, 21), 51, 65)),
        ("21 octobre 2026, examen blanc 1 : 78 %", (None, "examen blanc 1", date(2026, 10, 21), 51, 65)),
    ],
)  # fmt: skip
def test_a_practice_exam_may_be_one_line(line: str, expected: tuple[object, ...]) -> None:
    """With provider, set and day in any order; a day without a year is the latest. A remark at the end is ignored."""
    ((provider, form, day, domain_id, n_correct, n_items),) = results(read_pasted(line, ONE))
    assert (provider, form, day, n_correct, n_items) == expected
    assert domain_id == TOTAL_DOMAIN


def test_lines_of_practice_exams_share_the_heading_above_them() -> None:
    """Exam, provider and number of questions apply to all lines, and set and day only to the first."""
    text = "SAA-C03, Whizlabs, 50 questions\n21 Oct\nTest 1: 70 %\nTest 2: 80 %, 28 Oct\n\nBoson\nTest 1: 60%, 2 Nov"
    read = results(read_pasted(text, ONE))
    assert read == [
        ("Whizlabs", "Test 1", date(2026, 10, 21), TOTAL_DOMAIN, 35, 50),
        ("Whizlabs", "Test 2", date(2026, 10, 28), TOTAL_DOMAIN, 40, 50),
        ("Boson", "Test 1", date(2026, 11, 2), TOTAL_DOMAIN, 39, 65),
    ]


def test_the_provider_of_a_line_is_not_that_of_the_next() -> None:
    """Only a heading applies to the lines below it."""
    read = results(read_pasted("Whizlabs test 2, 78 %, 21 Oct\nTD set 1: 62% on 11 Oct\nTest 3: 70 % am 12.10.", ONE))
    assert [(provider, form) for provider, form, *_ in read] == [
        ("Whizlabs", "test 2"),
        (None, "TD set 1"),
        (None, "Test 3"),
    ]


def test_a_domain_below_the_line_of_its_exam_belongs_to_it() -> None:
    """The total then includes the other domains."""
    read = results(read_pasted("Whizlabs test 2, 78 %, 21 Oct\nDesign Secure Architectures: 75 % (15/20)", ONE))
    assert [(form, *rest) for _, form, _, *rest in read] == [("test 2", TOTAL_DOMAIN, 51, 65), ("test 2", "1", 15, 20)]


def test_an_impossible_percentage_is_said() -> None:
    """With an assumed number of questions it is kept with a notice; with a known number it is a problem."""
    kept = read_pasted("Whizlabs test 2, 71.5 %, 21 Oct", ONE)
    assert [one[4:] for one in results(kept)] == [(46, 65)]
    assert any(notice.startswith("71.5 % is not possible with 65 questions, so") for notice in kept.notices)
    for text, context in (("Test 2, 60 questions, 71.5 %, 21 Oct", ONE), ("Test 2, 71.5 %, 21 Oct", ANSWERED)):
        (problem,) = read_pasted(text, context).problems
        assert problem.reason == "71.5 % is not possible with 60 questions"


def test_an_exam_of_no_fixed_length_asks_for_it() -> None:
    """AZ-900 has 40 to 60 questions; without a blueprint, there are no weights to divide questions by."""
    context = replace(ONE, blueprints=shipped_blueprints(), exam_code="AZ-900")
    for exam_code in ("AZ-900", "X-1"):
        with pytest.raises(OpenQuestionError, match="n_items = 65") as caught:
            read_pasted("Test 2, 78 %, 21 Oct", replace(context, exam_code=exam_code))
        assert (caught.value.question, caught.value.found) == (Question.N_ITEMS, {})
    answered = replace(context, mapping=FileMapping(n_items=50))
    assert counts("Test 2, 78 %, 21 Oct", answered) == {TOTAL_DOMAIN: (39, 50)}
    result = read_pasted("2026-10-21\nKnots: 78 %\nTotal: 78 %", replace(answered, exam_code="X-1"))
    assert [problem.line for problem in result.problems] == ["2"]
    assert [one[3:] for one in results(result)] == [(TOTAL_DOMAIN, 39, 50)]


def test_the_answered_number_is_saved_for_tables_only() -> None:
    """The next pasted text may be of another exam."""
    pasted = read_bytes(b"Whizlabs test 2, 70 %, 21 Oct", "notes.txt", ANSWERED)
    table = FileMapping(kind="practice_exams", columns={"day": "taken_at", "result": "score"}, n_items=60)
    mapped = read_bytes(b"Day,Result\n2026-10-21,70 %\n", "table.csv", replace(ONE, mapping=table))
    assert [one[4:] for one in (*results(pasted), *results(mapped))] == [(42, 60), (42, 60)]
    assert (pasted.mapping.n_items, mapped.mapping.n_items) == (None, 60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21 Oct", "2026-10-21"), ("21. October, 2024", "2024-10-21"), ("Nov 25th", "2026-11-25"),
        ("nov 26", "2025-11-26"), ("29 Feb", "2024-02-29"), ("Feb 29 2023", "Feb 29 2023"), ("31 Apr", "31 Apr"),
        ("Domain 2 Marketing: 50 %", "Domain 2 Marketing: 50 %"), ("1 Decisions", "1 Decisions"),
        ("May 72 %", "May 72 %"), ("Sept 3, 78 %", "2026-09-03, 78 %"), ("1900-3 May", "1900-3 May"),
    ],
)  # fmt: skip
def test_a_day_in_words_becomes_a_date(text: str, expected: str) -> None:
    """Today is 25 Nov 2026; other words that begin like a month stay."""
    assert with_iso_days(text, TODAY, DateOrder.DAY_FIRST) == expected
