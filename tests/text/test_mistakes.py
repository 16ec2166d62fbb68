"""Texts of the mistakes page: causes, the log, pairs and confidence."""

from datetime import date

import pytest

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.cause_suggestions import Hint, Suggestion
from analytics.reports.practice.confidence import confidence_judgments
from analytics.reports.practice.confusion_pairs import ConfusionPair, confusion_pairs
from analytics.reports.practice.mistakes import Mistake, MistakesReport
from dashboard.text import confusion
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
    """The most frequent cause is named with its range, or all causes that may be it."""
    clear = report_of([ErrorCause.KNOWLEDGE] * 30 + [ErrorCause.MISREAD] * 10)
    assert text.answer(clear).startswith(
        f"The most frequent cause of your wrong answers is missing knowledge: 75{PERCENT} ("
    )
    unclear = report_of([ErrorCause.KNOWLEDGE] * 6 + [ErrorCause.MISREAD] * 6)
    assert text.answer(unclear) == (
        "Which cause is the most frequent cannot be told yet: each of missing knowledge and a misread question may be."
    )
    assert text.halves(unclear) == ""
    even = report_of([*ErrorCause] * 2)
    assert text.answer(even) == "Which cause is the most frequent cannot be told yet: any of them may be."


def test_a_changed_mix_is_dated() -> None:
    """If the mix has changed, the later half answers, with its own range."""
    report = report_of([ErrorCause.KNOWLEDGE] * 14, [ErrorCause.MISREAD] * 14)
    later = report.causes[2].halves
    assert later is not None
    assert text.answer(report) == (
        "The most frequent cause of your wrong answers since Sat 14 Nov is a misread question: "
        f"100{PERCENT} ({100 * later[1].low:.0f} to 100{PERCENT})."
    )
    assert text.halves(report) == (
        "Since Sat 14 Nov: missing knowledge has become less frequent and a misread question has become more frequent. "
        "For the other causes that cannot be told."
    )
    assert text.half_names(report) == ("before Sat 14 Nov", "since Sat 14 Nov")
    assert table_rows(text.CAUSE_COLUMNS, [report.causes[0]])[0]["Lately"] == "less than before"
    line = text.period_line(report.periods[0])
    assert line.startswith(f"**Sat 7 Nov**, 14 wrong answers with a cause: missing knowledge 100{PERCENT}")
    assert text.period_hover(report.periods[0], 0) == "14 of 14 wrong answers with a cause"
    assert line.count(";") == len(ErrorCause) - 1


def test_two_equal_halves_leave_the_change_open() -> None:
    """If both halves are alike, the text says that a change cannot be told."""
    half = [ErrorCause.KNOWLEDGE] * 7 + [ErrorCause.MISREAD] * 7
    sentence = text.halves(report_of(half, half))
    assert sentence == "Whether the mix has changed since Sat 14 Nov cannot be told."


def test_remedies_follow_the_causes() -> None:
    """Remedies are of the causes that occur, or of all if none is set."""
    assert len(text.remedies(report_of([ErrorCause.TIMING]))) == 1
    assert len(text.remedies(report_of([]))) == len(ErrorCause)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, "Sat 7 Nov, p, question 1: Data \\*1\\*."),
        ({"position": None, "task_id": "1.2"}, "Sat 7 Nov, p, question \\#1: Data \\*1\\* 1.2."),
        ({"confidence": Confidence.GUESS, "chosen": "B_C"}, "Data \\*1\\*, a guess. Chosen B\\_C."),
        ({"correct_answer": "D"}, "Data \\*1\\*. Correct D."),
        ({"chosen": "B", "correct_answer": "D"}, "Chosen B, correct D."),
    ],
)
def test_a_label_describes_the_wrong_answer(changes: dict[str, object], part: str) -> None:
    """A label shows day, practice exam, number, domain, confidence and answers."""
    label = text.mistake_label(Mistake(logged("-", **changes), "Data *1*", None))
    assert part.replace("\\#", "#").replace("\\", "") in label.replace("\\", "")


def test_names_in_a_label_are_escaped() -> None:
    """Markdown in names is escaped."""
    assert "\\*1\\*" in text.mistake_label(Mistake(logged("-"), "Data *1*", None))


@pytest.mark.parametrize("hint", Hint)
def test_every_suggestion_is_marked_and_gives_its_reason(hint: Hint) -> None:
    """A suggestion is in italics, begins with the word and gives its reason."""
    label = text.mistake_label(Mistake(logged("-"), "Data", Suggestion(ErrorCause.TIMING, hint)))
    assert label.endswith(f" *Suggestion: lack of time, since {text.HINTS[hint]}.*")


def test_a_pair_shows_directions_and_evidence() -> None:
    """A pair shows its more frequent direction first, its evidence, and whether its hint was checked."""
    wrong = [
        logged("-", chosen="AWS Glue", correct_answer="Amazon EMR"),
        *[logged("-", chosen="Amazon EMR", correct_answer="AWS Glue")] * 3,
    ]
    (pair,) = confusion_pairs(wrong, LOOK_ALIKES)
    item = confusion.drill_item(pair)
    assert item.startswith(
        "**AWS Glue and Amazon EMR**: Amazon EMR chosen instead of AWS Glue three times, the other way"
    )
    assert "round once. Still confused: 0 of the last 4 questions right" in item
    assert item.endswith("(General knowledge; check it in the documentation.)")
    assert confusion.pairs_answer([pair]) == (
        "1 pair confused so far: 0 told apart now, 1 still confused, 0 with too little data to tell. Drill AWS Glue "
        "and Amazon EMR first."
    )


def test_a_pair_that_is_told_apart_is_struck_through() -> None:
    """A pair that is told apart is struck through everywhere, and not drilled."""
    answers = [logged("-", chosen="Foo", correct_answer="Bar"), *[logged("+", correct_answer="Bar")] * 6]
    (pair,) = confusion_pairs(answers, LOOK_ALIKES)
    assert confusion.drill_item(pair).startswith(
        "~~Bar and Foo~~: Foo chosen instead of Bar once. Told apart now: 6 of"
    )
    assert confusion.cell(pair, pair.counts[0]) == "<s>1</s>"
    assert "Struck through" in confusion.pairs_note([pair], 1)
    assert "Drill" not in confusion.pairs_answer([pair])
    assert confusion.hint(pair) == ""


def test_names_on_an_axis_are_short() -> None:
    """Names on an axis leave out the maker and are cut."""
    assert confusion.short_name("Amazon Data Firehose") == "Data Firehose"
    assert confusion.short_name("Amazon") == "Amazon"
    assert confusion.short_name("Amazon SageMaker Ground Truth Plus") == "SageMaker Ground Tr…"


def test_the_number_of_drawn_pairs_is_named() -> None:
    """The note says if only some pairs are drawn."""
    assert "The first two pairs of the list are drawn." in confusion.pairs_note([*_pairs(3)], 2)
    assert "drawn" not in confusion.pairs_note([*_pairs(2)], 2)


def test_confidence_counts_wrong_confident_answers() -> None:
    """The answer counts wrong confident answers and lucky ones; a domain with few has no share."""
    blueprint = shipped_blueprints()[EXAM]
    answers = [
        *[logged("+", confidence=Confidence.CONFIDENT)] * 8,
        *[logged("-", confidence=Confidence.CONFIDENT)] * 2,
        *[logged("+", confidence=Confidence.GUESS)] * 3,
        logged("+"),
    ]
    judged = confidence_judgments(answers, blueprint)
    sentence = confusion.confidence_answer(judged)
    assert sentence.startswith(f"Of 10 confident answers 2 were wrong: 20{PERCENT} (")
    assert sentence.endswith("3 of your 11 right answers were not confident.")
    assert "13 answers" in confusion.confidence_note(judged)
    assert "1 more does not." in confusion.confidence_note(judged)
    assert table_rows(confusion.DOMAIN_COLUMNS, [judged.domains[1]])[0]["Part wrong, range"] == "too little data"
    assert table_rows(confusion.DOMAIN_COLUMNS, [judged.domains[0]])[0]["of them wrong"] == "2"
    unsure = confidence_judgments([logged("-", confidence=Confidence.UNSURE)], blueprint)
    assert "none of the wrong ones is a misconception" in confusion.confidence_answer(unsure)


def _pairs(number: int) -> list[ConfusionPair]:
    wrong = [logged("-", chosen=f"thing {k}", correct_answer=f"other {k}") for k in range(number)]
    return [*confusion_pairs(wrong, LOOK_ALIKES)]
