"""Columns of domains beside other numbers: which are results, and what the score of the whole is."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest import read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.targets import PERCENT
from analytics.ingest.own_tables import chosen_table
from analytics.records import DomainResult
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.wide_tables import NAMES, as_guessed, by_topic, opened


@pytest.mark.parametrize(
    "rows",
    [
        (
            "Date,Test,Score (%),Lieu,Humor",
            "2026-03-01,A,52,32,4",
            "2026-03-04,B,80,32,2",
        ),  # a whole is between its parts
        ("Date,Test,Q1-20,Q21-40,Total", "2026-03-01,A,14,12,26/40", "2026-03-04,B,15,16,31/40"),  # counts of a total
        ("Date,Test,Q1-20,Q21-40,Total", "2026-03-01,A,14,12,26", "2026-03-04,B,15,16,31"),
        (
            "Date,Test,Alfa,Beta",
            "2026-03-01,A,41,65",
            "2026-03-02,B,44,65",
            "2026-03-03,C,49,65",
        ),  # of which one is fixed
        ("Date,Test,Alfa,Beta", "2026-03-01,A,410,65", "2026-03-02,B,440,66"),  # above 100
        ("Date,Test,Alfa,Beta", "2026-03-01,A,2,60%", "2026-03-02,B,0,66.2%", "2026-03-05,C,1,70%"),  # of two kinds
        ("Date,Alfa (h),Beta (h),Sub", "2026-03-01,2,1.5,A", "2026-03-02,1,1,B", "2026-03-03,2,2,A"),  # two lengths
        (
            "Nr,Datum,Bei,Fragen,richtig,offen,%",
            "1,2026-03-01,Udemy,65,38,2,0.585",
            "2,2026-03-02,Udemy,65,44,1,0.677",
            "3,2026-03-05,Whizlabs,65,50,0,0.769",
        ),
        ("Date,Nachtrust (uur),Gesport (min)", "2026-03-01,7,30", "2026-03-02,6,0"),  # two units
    ],
)
def test_numbers_that_are_not_results_of_parts_stay_in_their_row(rows: tuple[str, ...]) -> None:
    """Percentages of parts vary, with the total between them; times of topics have the same unit."""
    table = chosen_table.likely_table(opened("\n".join(rows)), FileMapping())
    assert (len(table.header), "topic" in table.header) == (len(rows[0].split(",")), False)


def test_shares_are_not_times_whatever_a_topic_is_called() -> None:
    """Quant is nearly a word for when, but 62 % is not a day."""
    head = table_head(
        opened("Datum,Mock,Quant,Ethics\n2026-03-01,A,62 %,71 %\n2026-03-08,B,66 %,70 %\n"), FileMapping()
    )
    assert head is not None
    assert [row[-2] for row in head.rows] == ["Quant", "Ethics"] * 2


PARTS = ",".join(f"{domain.name} %" for domain in CONTEXT.blueprints[EXAM].domains)
DAY = "2026-03-01,{}60,64,60,64\n2026-03-08,{}72,66,70,71\n2026-03-15,{}70,80,70,71\n"
SCORES = {
    "of no whole": ("", "", "", ""),
    "with a provider alone": ("Provider,", "TD,", "TD,", "Whizlabs,"),
    "with points alone": ("Points,Questions,", "40,65,", "45,65,", "49,65,"),
    "in other words": ("My score in %,", "62,", "70,", "75,"),
    "in percent": ("Score %,", "62,", "70,", "75,"),
    "rounded otherwise": ("Score %,", "59.6,", "65.5,", "80.4,"),
    "with a provider": ("Score %,Provider,", "62,TD,", "70,TD,", "75,Whizlabs,"),
    "with right answers": ("Right,Score %,Total questions,", "40,62,65,", "45,70,65,", "49,75,65,"),
    "with questions": ("Score %,Questions,", "62,65,", "70,65,", "75,65,"),
}


@pytest.mark.parametrize(("name", "has_signs"), [*product(SCORES, [True]), *product(list(SCORES)[4:], [False])])
def test_the_score_of_the_whole_changes_nothing_beside_its_domains(name: str, *, has_signs: bool) -> None:
    """It is their mean, so it is between them; the first domain has 30 % of 65 questions."""
    head, *cells = SCORES[name]
    text = f"Date,{head}{PARTS}\n{DAY.format(*cells)}"
    text = text if has_signs else text.replace(" %", "")
    result = as_guessed(opened(text), FileMapping(score_unit=PERCENT))
    assert by_topic(result) == {"1": 11 + 14 + 13, "2": 11 + 11 + 14, "3": 10 + 11 + 11, "4": 8 + 9 + 9}
    assert sum(row.record.n_items for row in result.rows if isinstance(row.record, DomainResult)) == 3 * 65
    said = any(re.search("ignored: (my_)?score", notice) for notice in result.notices)
    assert (said, result.problems) == ("core" in head, ())


def test_other_numbers_beside_results_of_domains_are_ignored() -> None:
    """Such as a scaled score or a rank; the maximum in a header is not a part of a topic's name."""
    head = ",".join(f"{name} (/20)" for name in NAMES)
    rows = "2026-03-01,A,12,13,14,15,54,128.4\n2026-03-08,B,13,14,15,16,58,131\n"
    result = as_guessed(opened(f"Date,Exam,{head},Total (/80),Scaled\n{rows}"), FileMapping())
    assert by_topic(result) == {"1": 25, "2": 27, "3": 29, "4": 31}
    assert any("ignored: total_(/80), scaled." in notice for notice in result.notices)


@pytest.mark.parametrize("form", ["{} (100)", "{} /100", "{}（100点）"])
def test_marks_of_a_hundred_are_percentages(form: str) -> None:
    """Also beside their sum, and if they count up by one."""
    head = ";".join(map(form.format, NAMES))
    rows = "1.3.26;A;60;64;60;64;248\n8.3.26;B;61;66;70;71;268\n15.3.26;C;62;80;70;71;283\n"
    result = as_guessed(opened(f"Datum;Test;{head};Gesamt (400)\n{rows}"), FileMapping())
    assert by_topic(result) == {"1": 11 + 12 + 12, "2": 11 + 11 + 14, "3": 10 + 11 + 11, "4": 8 + 9 + 9}


def test_points_of_an_exam_without_a_maximum_are_asked_about() -> None:
    """Three or more with a sum are not times, and may not be percentages."""
    text = "Date,Épreuve,CO,CE,PE,Total\n2026-03-01,Sujet 1,14,16,12,42\n2026-03-08,Sujet 2,17,17,14,48\n"
    with pytest.raises(OpenQuestionError) as caught:
        as_guessed(opened(f"{text}2026-03-15,Sujet 3,18,18,15,51\n"), FileMapping())
    assert caught.value.question is Question.SCORE_UNIT


def test_zeros_in_a_single_row_do_not_make_days_of_rest() -> None:
    """It holds counts as well as times, so it is not a table of topics."""
    table = chosen_table.likely_table(opened("Skills,Lessons,Level,Last active\n84,1203,0,2026-03-01\n"), FileMapping())
    assert "topic" not in table.header


def test_a_total_may_be_written_differently_from_its_domains() -> None:
    """A percentage beside counts, whose questions may be part of those in the row."""
    text = f"Date,Questions,Score,{PARTS}\n2026-03-01,70,63%,12/20,11/17,10/16,8/12\n".replace(" %", "")
    assert by_topic(as_guessed(opened(text), FileMapping())) == {"1": 12, "2": 11, "3": 10, "4": 8}


@pytest.mark.parametrize(
    "text",
    [
        "Date,Score %,Networking %,Security %\n2026-03-01,55,60,64\n2026-03-08,60,72,66\n",
        "Date,Score,Networking,Security\n2026-03-01,55%,60%,64%\n2026-03-08,60%,72%,66%\n",
    ],
)
def test_a_score_that_is_not_a_mean_of_the_columns_counts_alone(text: str) -> None:
    """It may include other domains, or the columns may be something else; a notice says what to do."""
    result = as_guessed(opened(text), FileMapping())
    assert by_topic(result) == {"total": 36 + 39}
    assert any(re.search("not used: Networking.*, Security.*a copy without 'score", one) for one in result.notices)


@pytest.mark.parametrize("name", ["Domaine {} (%)", "Domäne {} in %", "Dominio {} %", "分野{}(%)", "D{} %"])
def test_domains_may_be_numbered_in_any_language(name: str) -> None:
    """By their ids."""
    head = ",".join(name.format(n) for n in range(1, 5))
    result = as_guessed(opened(f"Date,{head}\n2026-03-01,60,64,60,64\n2026-03-08,72,66,70,71\n"), FileMapping())
    assert by_topic(result) == {"1": 11 + 14, "2": 11 + 11, "3": 10 + 11, "4": 8 + 9}


@pytest.mark.parametrize(
    ("scores", "unit", "expected"),
    [
        ("9/20,5/20,8/10", "a/b", {"1": (40, 14), "2": (10, 8)}),
        ("40,50,80", "percent", {"1": (19, 9), "2": (17, 14)}),
    ],
)
def test_topics_of_one_domain_in_a_row_are_one_result(
    scores: str, unit: str, expected: Mapping[str, tuple[int, int]]
) -> None:
    """Their counts add up, and their percentages of the domain's 19 questions are averaged."""
    domains = {"=Q1": "1", "=Q2": "1", "=Q3": "2"}
    columns = {"date": "taken_at", "topic": "domain_id", "score": "score"}
    mapping = FileMapping(kind="practice_exams", columns=columns, domain=domains, score_unit=unit)
    text = f"Date,Q1,Q2,Q3\n2026-03-01,{scores}\n2026-03-01,{scores}\n2026-03-08,good,,\n"
    result = read_opened(opened(text), replace(CONTEXT, exam_code=EXAM, mapping=mapping))
    found = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    for name in ("2026-03-01", "2026-03-01 (2)"):
        own = [one for one in found if one.practice_exam_id == name]
        assert {one.domain_id: (one.n_items, one.n_correct) for one in own} == expected
    assert (result.n_read, result.n_merged, result.n_failed) == (7, 2, 1)
