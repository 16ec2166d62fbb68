"""Rows of own tables that are not study, or not the candidate's."""

from dataclasses import replace

import pytest

from analytics.errors import Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.records import CardReview, DomainResult, PlannedSession
from tests.inputs.ingest_inputs import EXAM
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read, sessions

DAY = "Date,Minutes,Category,Note\n"
LOG = (
    f"{DAY}2026-03-01,480,Sleep,\n2026-03-01,60,AWS,VPC\n2026-03-02,470,Sleep,\n2026-03-02,400,Job,call\n"
    "2026-03-03,45,AWS,S3\n2026-03-04,20,,\n"
)
COLUMNS = {"date": "started_at", "minutes": "time_on_task_min", "note": "note"}
MAPPING = FileMapping(kind="study_sessions", columns=COLUMNS)
NOT_STUDY = LeftOutReason.NOT_STUDY


def test_a_table_with_a_category_asks_which_rows_are_study() -> None:
    """Each category has its rows and minutes, the most minutes first."""
    question = open_question(LOG, context_with(MAPPING))
    assert (question.question, question.unit) == (Question.STUDY, "min")
    assert question.found == {"Sleep": 950, "Job": 400, "AWS": 105, "(no name)": 20}
    assert list(question.found) == ["Sleep", "Job", "AWS", "(no name)"]
    assert question.counts == {"Sleep": 2, "AWS": 2, "Job": 1, "(no name)": 1}
    assert question.reason.index("--study") < question.reason.index("Sleep")


@pytest.mark.parametrize(
    ("study", "spent"),
    [
        (("=aws",), [60, 45]),
        (("VPC", "=(no name)"), [60, 20]),
        (("*",), [480, 60, 470, 400, 45, 20]),
    ],
)
def test_only_study_is_imported(study: tuple[str, ...], spent: list[int]) -> None:
    """Patterns may match any text of a row; what they do not match is counted with its time."""
    result = read(LOG, context_with(replace(MAPPING, study=study)))
    assert [length for _, length in minutes(result)] == spent
    n_left_out = 6 - len(spent)
    rest = {NOT_STUDY: (n_left_out, 1475 - sum(spent))} if n_left_out else {}
    counted = {reason: rows[:2] for reason, rows in result.left_out.items()}
    assert (counted, result.n_read, result.problems) == (rest, 6, ())


def test_hours_that_are_not_study_are_listed() -> None:
    """The column by which rows were left out is not called unused."""
    result = read(LOG.replace("Note", "Extra"), context_with(FileMapping(
        kind="study_sessions", columns={"date": "started_at", "minutes": "time_on_task_min"}, study=("=AWS",)
    )))  # fmt: skip
    assert result.left_out[NOT_STUDY].names == (("Sleep", 950), ("Job", 400), ("(no name)", 20))
    assert "Columns that are not used: Extra." in result.notices


def test_patterns_hold_without_a_category_too() -> None:
    """Given patterns are used even if the table would not be asked about."""
    text = "Date,Minutes,Note\n2026-03-01,30,AWS exam\n2026-03-02,40,call\n"
    result = read(text, context_with(replace(MAPPING, study=("exam",))))
    assert [length for _, length in minutes(result)] == [30]
    assert (result.left_out, result.notices) == ({NOT_STUDY: LeftOut(1, 40)}, ())


def test_a_row_that_is_left_out_has_no_problem() -> None:
    """A row that is not study need not be readable; a row that cannot be split is a problem."""
    text = f"{LOG}2026-03-05,soon,Sleep,\n2026-03-05,soon,AWS,\n2026-03-06\n"
    result = read(text, context_with(replace(MAPPING, study=("=AWS",))))
    assert [problem.line for problem in result.problems] == ["9", "10"]
    assert result.left_out[NOT_STUDY][:2] == (5, 1370)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Category", ("Design Secure Architectures", "Design Resilient Architectures", "Design Secure Architectures")),
        ("Activity", ("Video", "lab", "Lab")),
        ("Category", ("AWS", "AWS", "AWS")),
        ("Category", ("S3", "VPC", "IAM")),
        ("Type", ("yes", "no", "yes")),
        ("Mood", ("good", "bad", "good")),
        ("Resource type", ("Book", "Course", "Book")),
        ("Task", ("12", "13", "12")),
        ("Project", ("a" * 100, "b", "b")),
        ("", ("Sleep", "AWS", "AWS")),
        ("Obs.", ("PDF", "lab", "PDF")),
        ("Tag", ("Mo", "Di", "Mo")),
    ],
)
def test_other_columns_are_not_asked_about(name: str, words: tuple[str, ...]) -> None:
    """Domains, activities, one word, words that do not repeat, and columns about something else, such as remarks."""
    rows = "".join(f"2026-03-0{n},30,{word}\n" for n, word in enumerate(words, start=1))
    columns = {"date": "started_at", "minutes": "time_on_task_min"} | ({"obs.": "activity"} if name == "Obs." else {})
    context = replace(context_with(FileMapping(kind="study_sessions", columns=columns)), exam_code=EXAM)
    assert len(read(f"Date,Minutes,{name}\n{rows}", context).rows) == 3


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("Was", None, ("Schlaf", "AWS", "AWS")),
        ("Was", "activity", ("Music", "AWS", "AWS")),
        ("Project name", None, ("Music", "AWS", "AWS")),
        ("Notes", "note", ("Sleep", "S3", "S3")),
    ],
)
def test_a_category_is_found_by_name_meaning_or_everyday_words(
    name: str, target: str | None, words: tuple[str, ...]
) -> None:
    rows = "".join(f"2026-03-0{n},30,{word}\n" for n, word in enumerate(words, start=1))
    columns = {"date": "started_at", "minutes": "time_on_task_min"}
    columns |= {name.casefold().replace(" ", "_"): target} if target else {}
    context = context_with(FileMapping(kind="study_sessions", columns=columns))
    assert open_question(f"Date,Minutes,{name}\n{rows}", context).question is Question.STUDY


def test_everyday_words_beside_study_time_are_not_a_category() -> None:
    """Such as what somebody was grateful for, in a diary with minutes of study."""
    columns = {"date": "started_at", "study_min": "time_on_task_min"}
    context = context_with(FileMapping(kind="study_sessions", columns=columns))
    table = "Date,Study min,{}\n2026-03-01,30,Friends\n2026-03-02,30,Sun\n2026-03-03,30,Sun\n"
    assert len(read(table.format("Gratitude"), context).rows) == 3
    assert open_question(table.format("Category"), context).question is Question.STUDY


def test_words_with_a_meaning_in_the_mapping_are_known() -> None:
    """Activities and domains given by pattern are study."""
    text = "Date,Minutes,Project\n2026-03-01,30,Course\n2026-03-02,30,Drills\n2026-03-03,30,Course\n"
    mapping = FileMapping(
        kind="study_sessions",
        columns={"date": "started_at", "minutes": "time_on_task_min"},
        activity={"course": "video"},  # type: ignore[dict-item]  # an activity is its word
        domain={"drills": "1"},
    )
    assert len(read(text, replace(context_with(mapping), exam_code=EXAM)).rows) == 3


def test_the_likelier_column_is_asked_about() -> None:
    """A project comes before a type; a column of known activities is not asked about."""
    text = "Date,Minutes,Type,Project\n2026-03-01,30,lab,AWS\n2026-03-02,30,call,Firm\n2026-03-03,30,lab,AWS\n"
    columns = {"date": "started_at", "minutes": "time_on_task_min"}
    context = context_with(FileMapping(kind="study_sessions", columns=columns))
    assert open_question(text, context).found == {"AWS": 60, "Firm": 30}
    known = text.replace("call", "video").replace("AWS", "lab").replace("Firm", "notes")
    assert len(read(known, context).rows) == 3
    assert open_question(text.replace("AWS", "lab").replace("Firm", "notes"), context).found == {"lab": 60, "call": 30}


def test_plans_and_card_reviews_are_filtered_results_are_not() -> None:
    """A practice exam is always study, and cards are asked about by their own reader."""
    plan = "Starts,Minutes,Project\n2026-03-01,30,AWS\n2026-03-02,30,Job\n2026-03-03,30,AWS\n"
    mapping = FileMapping(kind="planned_sessions", columns={"starts": "starts_at", "minutes": "duration_min"})
    assert open_question(plan, context_with(mapping)).found == {"AWS": 60, "Job": 30}
    rows = read(plan, context_with(replace(mapping, study=("aws",)))).rows
    assert [type(row.record) for row in rows] == [PlannedSession] * 2
    cards = "Id,At,Rating,Project\n1,2026-03-01,3,AWS\n2,2026-03-02,3,Job\n3,2026-03-02,3,Job\n"
    columns = {"id": "review_id", "at": "reviewed_at", "rating": "rating", "project": "deck"}
    mapping = FileMapping(kind="card_reviews", columns=columns)
    assert len(read(cards, context_with(mapping)).rows) == 3
    (row,) = read(cards, context_with(replace(mapping, study=("aws",)))).rows
    assert isinstance(row.record, CardReview)
    results = "Day,Score,Set\n2026-03-01,13/20,A\n2026-03-02,15/20,B\n"
    columns = {"day": "taken_at", "score": "score", "set": "form"}
    mapping = FileMapping(kind="practice_exams", columns=columns, study=("aws",))
    read_results = read(results, replace(context_with(mapping), exam_code=EXAM))
    assert [type(row.record) for row in read_results.rows] == [DomainResult] * 2


@pytest.mark.parametrize("target", ["activity", "domain_id"])
def test_what_was_chosen_as_study_needs_no_known_word(target: str) -> None:
    """A known word keeps its meaning; others mean no domain, or the activity `other`."""
    known = "lab" if target == "activity" else "1"
    rows = ("30,Cert prep", "400,Sleep", "410,Sleep", f"40,{known}")
    text = "Date,Minutes,Kind\n" + "".join(f"2026-03-01,{row}\n" for row in rows)
    mapping = FileMapping(
        kind="study_sessions",
        columns={"date": "started_at", "minutes": "time_on_task_min", "kind": target},
        study=("=Cert prep", f"={known}"),
    )
    result = read(text, replace(context_with(mapping), exam_code=EXAM))
    assert result.problems == ()
    expected = ["other", "lab"] if target == "activity" else [None, "1"]
    assert [getattr(session, target) for session in sessions(result)] == expected


RANGES = "When,Kind\n2026-03-01 9:00 → 10:30,AWS\n2026-03-02 9:00 → 9:30,Job\n2026-03-03 9:00 → late,AWS\n"


def test_a_range_of_times_has_minutes() -> None:
    """An hour and a half; a range with an unreadable end has none, and becomes a problem if it is imported."""
    mapping = FileMapping(kind="study_sessions", columns={"when": "started_at"})
    assert open_question(RANGES, context_with(mapping)).found == {"AWS": 90, "Job": 30}
    result = read(RANGES, context_with(replace(mapping, study=("=AWS",))))
    assert ([length for _, length in minutes(result)], len(result.problems)) == ([90], 1)


TEAM = "User,Date,Minutes\nAnn,2026-03-01,30\nBob,2026-03-02,50\nAnn,2026-03-03,x\nBob,2026-03-04\nBob,2026-03-05,x\n"
TEAM_MAPPING = FileMapping(kind="study_sessions", columns={"date": "started_at", "minutes": "time_on_task_min"})


def test_a_table_of_several_people_asks_who_the_candidate_is() -> None:
    """The choices show their rows and minutes; no other name is in the result."""
    question = open_question(TEAM, context_with(TEAM_MAPPING))
    assert (question.question, question.found) == (Question.PERSON, {"Bob": 50, "Ann": 30})
    assert question.counts == {"Ann": 2, "Bob": 2}
    result = read(TEAM, context_with(replace(TEAM_MAPPING, person="ann")))
    assert [length for _, length in minutes(result)] == [30]
    assert result.left_out == {LeftOutReason.OTHER_PEOPLE: LeftOut(2, 50)}
    assert [(problem.line, problem.value) for problem in result.problems] == [("4", "x"), ("5", "")]
    assert "Bob" not in repr(result)
    assert not any("were ignored" in notice for notice in result.notices)


def test_a_column_called_name_is_of_people_if_a_person_is_given() -> None:
    """Without one it may be the title of each row, as in Notion's tables."""
    text = "Name,Date,Minutes\nAnn,2026-03-01,30\nBob,2026-03-02,50\nAnn,2026-03-03,20\n"
    result = read(text, context_with(replace(TEAM_MAPPING, person="Ann")))
    assert ([length for _, length in minutes(result)], "Bob" in repr(result)) == ([30, 20], False)
    assert result.left_out == {LeftOutReason.OTHER_PEOPLE: LeftOut(1, 50)}
    titles = text.replace("Ann", "VPC").replace("Bob", "S3")
    assert len(minutes(read(titles, context_with(TEAM_MAPPING)))) == 3


def test_results_of_several_people_are_counted_by_row() -> None:
    """Results have no length; a column that is mapped to `candidate` is not used for this."""
    text = "User,Day,Score\nAnn,2026-03-01,13/20\nBob,2026-03-01,15/20\n"
    mapping = FileMapping(kind="practice_exams", columns={"day": "taken_at", "score": "score"})
    question = open_question(text, replace(context_with(mapping), exam_code=EXAM))
    assert (question.found, question.unit, question.counts) == ({"Ann": 1, "Bob": 1}, "", {})
    mapping = replace(mapping, columns={**mapping.columns, "user": "candidate"})
    assert len(read(text, replace(context_with(mapping), exam_code=EXAM)).rows) == 2


def test_a_row_that_is_still_to_do_is_left_out() -> None:
    """In one that is in progress, time was spent; if no row is done, all are left out."""
    text = "Date,Minutes,Status\n2026-03-01,30,Done\n2026-03-02,50,Not started\n2026-03-03,40,To-do\n2026-03-04,20,{}\n"
    result = read(text.format("In progress"), context_with(TEAM_MAPPING))
    assert [length for _, length in minutes(result)] == [30, 20]
    assert result.left_out == {LeftOutReason.NOT_DONE: LeftOut(2, 90)}
    assert not minutes(read(text.replace("Done", "Backlog").format("To do"), context_with(TEAM_MAPPING)))
    assert len(minutes(read(text.format("Revision"), context_with(TEAM_MAPPING)))) == 4


def test_a_planned_row_whose_box_is_not_ticked_is_left_out() -> None:
    """It is counted with its time; if no box is ticked, the boxes mean nothing."""
    text = "Date,Minutes,Status\n2026-03-01,30,[x]\n2026-03-02,50,[ ]\n2026-03-03,x,[ ]\n2026-03-04,20,\n2026-03-05\n"
    result = read(text, context_with(TEAM_MAPPING))
    assert [length for _, length in minutes(result)] == [30, 20]
    assert result.left_out == {LeftOutReason.NOT_DONE: LeftOut(2, 50)}
    assert [problem.line for problem in result.problems] == ["6"]
    assert not any("were ignored" in notice for notice in result.notices)
    emoji = text.replace("[x]", "\u2714\ufe0f").replace("[ ]", "\u2b1c")
    assert read(emoji, context_with(TEAM_MAPPING)).left_out == result.left_out
    for other in (text.replace("[x]", "[ ]"), text.replace("[x]", "Yes").replace("[ ]", "No")):
        assert [length for _, length in minutes(read(other, context_with(TEAM_MAPPING)))] == [30, 50, 20]
    plan = replace(TEAM_MAPPING, kind="planned_sessions", columns={"date": "starts_at", "minutes": "duration_min"})
    assert len(read(text, context_with(plan)).rows) == 3


@pytest.mark.parametrize(
    ("name", "yes", "no", "spent"),
    [
        ("Done", "✅", "❌", [30]),
        ("Erledigt?", "✓", "✗", [30]),
        ("Understood", "✅", "❌", [30, 50]),
        ("Understood", "yes", "no", [30, 50]),
        ("Done", "yes", "no", [30]),
        ("Erledigt", "x", "", [30]),
        ("Fait", "oui", "non", [30]),
        ("Fatto", "sì", "no", [30]),
        ("Done?", "done", "skipped", [30]),
        ("Status", "Done", "Skipped", [30]),
        ("Done", "[x]", "", [30, 50]),
        ("Completed", "1", "0", [30]),
        ("Done", "✅", "partly", [30, 50]),
        ("Done", "", "", [30, 50]),
        ("Questions done", "20", "0", [30, 50]),
        ("is_break", "false", "true", [30]),
        ("Pause", "nein", "ja", [30]),
        ("Break", "15", "", [30, 50]),
        ("Break", "no", "no", [30, 50]),
    ],
)
def test_what_was_not_done_is_left_out(name: str, yes: str, no: str, spent: list[float]) -> None:
    """The column's name must say so, or mean breaks; under other names, crosses, yes and no may be about the topic."""
    text = f"Date,Minutes,{name}\n2026-03-01,30,{yes}\n2026-03-02,50,{no}\n"
    assert [length for _, length in minutes(read(text, context_with(TEAM_MAPPING)))] == spent


def test_a_blank_cell_beside_yes_and_no_is_a_no() -> None:
    """Beside check boxes, it may be a line without a box, as in a list of notes."""
    text = "Date,Minutes,Done\n2026-03-01,30,yes\n2026-03-02,50,no\n2026-03-03,20,\n"
    assert [length for _, length in minutes(read(text, context_with(TEAM_MAPPING)))] == [30]
    boxes = text.replace("yes", "[x]").replace("no", "[ ]")
    assert [length for _, length in minutes(read(boxes, context_with(TEAM_MAPPING)))] == [30, 20]


def test_other_words_beside_one_for_done_are_asked_about() -> None:
    """Time may have been spent on what is in progress."""
    text = "Date,Minutes,Status\n2026-03-01,30,Done\n2026-03-02,50,In progress\n2026-03-03,20,Done\n"
    assert open_question(text, context_with(TEAM_MAPPING)).found == {"Done": 50, "In progress": 50}


def test_the_planned_length_counts_for_what_was_done() -> None:
    """But only if a column says what was done."""
    rows = [["2026-03-01", "IAM", "60", "yes"], ["2026-03-02", "VPC", "45", "no"]]
    assert guess_columns(["date", "topic", "planned", "done"], rows).columns["planned"] == "time_on_task_min"
    assert "planned" not in guess_columns(["date", "topic", "planned", "note"], rows).columns
