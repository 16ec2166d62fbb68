"""Texts of the mistakes page: causes, the log, pairs and confidence."""

from datetime import date

import pytest

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.causes import Hint, Suggestion
from analytics.reports.practice.confusion_pairs import ConfusionPair, confusion_pairs
from analytics.reports.practice.mistakes import Mistake, MistakesReport, confidence_judgments
from dashboard import formatting
from dashboard.charts import mistakes as charts
from dashboard.text import mistakes as text
from dashboard.text.shapes import table_rows
from tests.inputs.answers import logged
from tests.inputs.builders import EXAM
from tests.inputs.report_values import mistakes_with

PERCENT = "\u00a0%"
LOOK_ALIKES = shipped_look_alikes()
FIRST, SECOND = date(2026, 11, 7), date(2026, 11, 14)


def report_of(*by_day: list[ErrorCause]) -> MistakesReport:
    """Return the mistakes of wrong answers with causes, one practice exam per list."""
    return mistakes_with(zip((FIRST, SECOND), by_day, strict=False))


def test_the_most_frequent_cause_is_named_only_where_it_is_clear() -> None:
    """The title has its range and the sentence its share; otherwise all that may be it are named."""
    clear = report_of([ErrorCause.KNOWLEDGE] * 30 + [ErrorCause.MISREAD] * 10)
    assert text.headline(clear) == (
        f"Mostly missing knowledge ({formatting.counted_percent.range(clear.causes[0].share)})",
        f"75{PERCENT} of your wrong answers come from missing knowledge.",
    )
    unclear = report_of([ErrorCause.KNOWLEDGE] * 6 + [ErrorCause.MISREAD] * 6)
    assert text.headline(unclear) == (
        "No cause stands out yet",
        "Missing knowledge and misread questions are too close to rank.",
    )
    assert text.trends(unclear) == ""
    assert text.headline(report_of([*ErrorCause] * 2))[1] == "All five causes are too close to rank."


def test_a_changed_mix_is_dated() -> None:
    """If the mix has changed, the later half answers, with its own range."""
    report = report_of([ErrorCause.KNOWLEDGE] * 14, [ErrorCause.MISREAD] * 14)
    later = report.causes[2].halves
    assert later is not None
    assert text.headline(report) == (
        f"Mostly misread questions ({100 * later[1].low:.0f} to 100{PERCENT})",
        f"100{PERCENT} of your wrong answers since Sat\u00a014\u00a0Nov come from misread questions.",
    )
    assert text.trends(report) == (
        "Since Sat\u00a014\u00a0Nov: missing knowledge down and misread questions up; for the rest, too early to tell."
    )
    before, since = text.shares(report, report.causes[0])
    assert before.endswith("before")
    assert since.endswith("since 14\u00a0Nov")
    row = [*table_rows(text.PERIOD_COLUMNS, report.periods)[0].values()]
    assert row[:2] == ["Sat\u00a07\u00a0Nov", "14"]
    assert row[2].startswith(f"100{PERCENT} (") and row[3].startswith(f"0{PERCENT} (")
    assert len(row) == 2 + len(ErrorCause)
    assert text.period_hover(report.periods[0], 0) == "14 of 14 wrong answers with a cause"


def test_two_equal_halves_show_no_change() -> None:
    half = [ErrorCause.KNOWLEDGE] * 7 + [ErrorCause.MISREAD] * 7
    assert text.trends(report_of(half, half)) == "No clear change since Sat\u00a014\u00a0Nov."


def test_missing_causes_are_counted() -> None:
    """Answers without a cause are beside the title and in the evidence."""
    report = mistakes_with([(FIRST, [*[ErrorCause.TIMING] * 9, None, None])])
    assert text.without_cause(report) == "2 without a cause"
    assert text.evidence(report) == "Based on 9 of 11 wrong answers in 1 practice exam."
    assert text.headline(mistakes_with([(FIRST, [ErrorCause.TIMING, None])])) == (
        "Too few causes to compare",
        "1 of 2 wrong answers has a cause. With five, this page shows the pattern.",
    )
    none = text.headline(mistakes_with([(FIRST, [None])]))[1]
    assert none == "0 of 1 wrong answer have a cause. With five, this page shows the pattern."


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        (
            {},
            "**2 of 3** · Sat\u00a07\u00a0Nov, p, question 1  \nData *1*  \n"
            "Answers, time and confidence were not logged.",
        ),
        ({"practice_exam_id": "2026-11-07"}, "**2 of 3** · Sat\u00a07\u00a0Nov, question 1  \n"),  # no name of its own
        ({"position": None, "task_id": "1.2"}, "question #1  \nData *1*, task 1.2: Title  \n"),
        ({"confidence": Confidence.GUESS, "chosen": "B_C"}, "You chose: **B_C**\u00a0· a guess"),
        ({"correct_answer": "D", "response_time_s": 100.4}, "Correct: **D**\u00a0· 1\u00a0min 40\u00a0s"),
        ({"chosen": "B", "correct_answer": "D"}, "You chose: **B**\u00a0· Correct: **D**"),
    ],
)
def test_a_wrong_answer_is_described_as_far_as_known(changes: dict[str, object], part: str) -> None:
    """Practice exam, day, number, domain, task, answers, time and confidence, in three lines."""
    title = "Title" if "task_id" in changes else ""
    described = text.description((2, 3), Mistake(logged("-", **changes), "Data *1*", title, None))
    assert part in formatting.unescaped(described)
    assert described.count("\n") == 2
    assert "Data \\*1\\*" in described


def test_every_suggestion_is_marked_and_gives_its_reason() -> None:
    assert set(text.HINTS) == set(Hint)
    assert text.suggestion(Suggestion(ErrorCause.TIMING, Hint.GUESSED)) == "Suggested: **lack of time**. You guessed."
    assert (text.response_time(8.2), text.response_time(60)) == ("8\u00a0s", "1\u00a0min 0\u00a0s")


def test_a_pair_shows_directions_and_evidence() -> None:
    """A pair shows its more frequent direction first, its evidence, and whether its hint was checked."""
    wrong = [
        logged("-", chosen="AWS Glue", correct_answer="Amazon EMR"),
        *[logged("-", chosen="Amazon EMR", correct_answer="AWS Glue")] * 3,
    ]
    (pair,) = confusion_pairs(wrong, LOOK_ALIKES)
    item = text.drill_item(pair)
    assert item.startswith("**AWS Glue and Amazon EMR**, still confused: 0 of 4 recent questions correct")
    assert "Chosen by mistake: EMR three times and Glue once." in item
    assert item.endswith("(General knowledge; check it in the documentation.)")
    assert text.pairs_answer([pair]) == "1 pair so far, still confused."
    (unsure,) = confusion_pairs([*wrong, logged("+", correct_answer=None)], LOOK_ALIKES)
    assert text.drill_item(unsure).startswith("**AWS Glue and Amazon EMR**, too early to tell. Chosen by mistake:")
    assert text.pairs_answer([unsure]).endswith(
        "Name it where you were right, too, to see which pairs you tell apart now."
    )


def test_a_pair_that_is_told_apart_is_struck_through() -> None:
    """A pair that is told apart is struck through everywhere, and not drilled."""
    answers = [logged("-", chosen="Foo", correct_answer="Bar"), *[logged("+", correct_answer="Bar")] * 6]
    (pair,) = confusion_pairs(answers, LOOK_ALIKES)
    assert text.drill_item(pair).startswith("~~Bar and Foo~~, told apart now: 6 of")
    assert "<s>1</s>" in charts.confusions([pair])
    assert text.cell_hover(pair, "Foo", "Bar", 1) == "Foo instead of Bar: once, told apart now"
    assert "Struck through" in text.pairs_note([pair], 1)
    assert text.pairs_answer([pair]) == "1 pair so far, told apart now."
    assert text.pairs_answer([*_pairs(1), pair]).startswith("2 pairs so far: 1 told apart now and 1 too early")
    assert text.hint(pair) == ""


def test_names_are_cut_on_an_axis_alone() -> None:
    """In a sentence, as in the list to drill, they only leave out the maker."""
    assert text.short_name("Amazon Data Firehose") == "Data Firehose"
    assert text.short_name("Amazon") == "Amazon"
    wrong = [logged("-", chosen="Amazon SageMaker Ground Truth Plus", correct_answer="Amazon EMR")] * 2
    (pair,) = confusion_pairs(wrong, LOOK_ALIKES)
    assert "Chosen by mistake: SageMaker Ground Truth Plus twice." in text.drill_item(pair)
    assert charts.confusions([pair]).count('<th scope="row">SageMaker Ground Tr…</th>') == 1


def test_the_number_of_drawn_pairs_is_named() -> None:
    """The note says if only some pairs are drawn."""
    assert "The first two pairs of the list." in text.pairs_note([*_pairs(3)], 2)
    assert "first" not in text.pairs_note([*_pairs(2)], 2)


def test_confidence_counts_wrong_confident_answers() -> None:
    """The answer counts wrong confident answers; a domain with few has no share."""
    blueprint = shipped_blueprints()[EXAM]
    answers = [
        *[logged("+", confidence=Confidence.CONFIDENT)] * 8,
        *[logged("-", confidence=Confidence.CONFIDENT)] * 2,
        *[logged("+", confidence=Confidence.GUESS)] * 3,
        logged("+"),
    ]
    judged = confidence_judgments(answers, blueprint)
    assert text.confidence_answer(judged).startswith(f"Of 10 confident answers, 2 were wrong: 20{PERCENT} (")
    assert text.confidence_note(judged) == (
        "Based on 13 answers to questions you had not seen before. 1 answer without a confidence is left out."
    )
    assert text.quadrants(judged) == (
        (("Knew it", 8), ("Misconception", 2)),
        (("Lucky guess", 3), ("Honest gap", 0)),
    )
    shares = [row["Share wrong (range)"] for row in table_rows(text.DOMAIN_COLUMNS, judged.domains)]
    assert (PERCENT in shares[0], *shares[1:]) == (True, *["too early to tell"] * 3)
    assert text.levels_alt(judged).startswith(f"A guess, 3 answers: 100{PERCENT} (")
    cells = table_rows(text.DOMAIN_COLUMNS, judged.domains)
    assert [cells[k]["Share wrong (range)"] == "too early to tell" for k in (0, 1)] == [False, True]
    unsure = confidence_judgments([logged("-", confidence=Confidence.UNSURE)], blueprint)
    assert "there are no misconceptions" in text.confidence_answer(unsure)


def _pairs(number: int) -> list[ConfusionPair]:
    wrong = [logged("-", chosen=f"thing {k}", correct_answer=f"other {k}") for k in range(number)]
    return [*confusion_pairs(wrong, LOOK_ALIKES)]
