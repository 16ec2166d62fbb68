"""Toggl Track: its detailed report in three forms."""

from dataclasses import replace

import pytest

from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.records import Activity
from tests.inputs.ingest_inputs import CONTEXT, found, lines
from tests.inputs.tracker_files import TOGGL, TWO_PROJECTS, toggl_row
from tests.inputs.tracker_inputs import ALL, context_with, minutes, open_question, read, sessions

WITHOUT_AMOUNT = TOGGL.replace(",Amount (EUR)", "")
CHOSEN_COLUMNS = "Description,Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time\n"


def test_all_three_forms_give_the_same_session() -> None:
    """Columns are found by name in any order; a dash is an empty cell."""
    second = WITHOUT_AMOUNT + "Me,me@example.org,,AWS,,S3,No,2026-03-01,09:00:00,2026-03-01,09:50:00,00:50:00,\n"
    third = (
        "\ufeff"
        + CHOSEN_COLUMNS
        + '"S3","0:50:00","Me","-","AWS","-","2026-03-01","09:00:00","2026-03-01","09:50:00"\n'
    )
    expected = sessions(
        read(TOGGL + toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description="S3"))
    )
    assert sessions(read(second)) == sessions(read(third)) == expected
    (session,) = expected
    assert (session.started_at.isoformat(), session.time_on_task_min) == ("2026-03-01T09:00:00+01:00", 50)
    assert (session.note, session.activity) == ("AWS / S3", Activity.OTHER)


def test_a_tag_may_be_the_activity() -> None:
    """Of several tags, the first that is one counts, unless the mapping says otherwise."""
    row = '"S3","0:50:00","Me","-","AWS","urgent, Video","2026-03-01","09:00:00","2026-03-01","09:50:00"\n'
    (session,) = sessions(read(CHOSEN_COLUMNS + row))
    assert session.activity is Activity.VIDEO
    answer = context_with(replace(ALL, activity={"S3": Activity.LAB}))
    assert [one.activity for one in sessions(read(CHOSEN_COLUMNS + row, answer))] == [Activity.LAB]


def test_a_session_is_identified_by_source_start_and_names() -> None:
    """The start is in UTC; entries with the same start and names are numbered, with a notice."""
    twice = toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00")
    first, second = (session.source_id or "" for session in sessions(read(TOGGL + twice + twice)))
    assert first.startswith("toggl:2026-03-01T08:00:00Z ")
    assert second == f"{first}#2"
    assert [session.session_key for session in sessions(read(TOGGL + twice + twice))] == [first, second]
    assert any(
        "the same start and name as an earlier one" in notice and notice.endswith("Lines: 3.")
        for notice in read(TOGGL + twice + twice).notices
    )


def test_entries_that_all_start_at_nine_stay_apart() -> None:
    """An entry keeps its id whatever else is in the file, so overlapping exports lose nothing."""
    aws, gcp = (toggl_row(name, "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00") for name in ("AWS", "GCP"))
    of_both = [session.source_id for session in sessions(read(TOGGL + gcp + aws))]
    of_each = [sessions(read(TOGGL + row))[0].source_id for row in (gcp, aws)]
    assert of_both == of_each
    assert not any("earlier one" in notice for notice in read(TOGGL + gcp + aws).notices)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Project,Description,Start date,Start time,Duration", "AWS,S3,2026-03-01,09:00:00,00:50:00"),
        ("Description,Start date,Start time,End date,End time", "S3,2026-03-01,09:00:00,2026-03-01,09:50:00"),
        ("Project,Start date,Start time,Stop date,Stop time", '"AWS","2026-03-01","09:00:00","2026-03-01","09:50:00"'),
    ],
)
def test_a_short_export_of_five_columns_is_read(header: str, row: str) -> None:
    """Without a length the span counts; an entry without an end was still running."""
    result = read(f"{header}\n{row}\n")
    assert (result.format, minutes(result)) == ("toggl", [("2026-03-01T09:00:00+01:00", 50)])
    running = read(f"{header}\n{row.rpartition(',')[0]},\n")
    assert [problem.line for problem in running.problems] == ["2"]


def test_other_projects_are_skipped_with_their_hours() -> None:
    """Every row is accounted for, with its hours."""
    result = read(TWO_PROJECTS, context_with(FileMapping(study=("aws",))))
    assert (result.n_read, len(result.rows), result.n_passed_over, result.n_failed) == (2, 1, 1, 0)
    assert result.left_out[LeftOutReason.NOT_STUDY] == LeftOut(1, 120, names=(("Work", 120),))
    assert result.format == "toggl"


def test_patterns_set_domain_and_activity() -> None:
    """They are matched against project, description and tags."""
    answers = FileMapping(study=("*",), domain={"S3": "1"}, activity={"video": Activity.VIDEO})
    first, second = sessions(read(TWO_PROJECTS, context_with(answers)))
    assert (first.domain_id, first.activity) == ("1", Activity.VIDEO)
    assert (second.domain_id, second.activity) == (None, Activity.OTHER)


def test_the_question_lists_projects_with_their_hours() -> None:
    """It counts minutes by project and names the option that answers it."""
    question = open_question(TWO_PROJECTS, context_with(FileMapping()))
    assert (question.question, question.found, question.unit) == (Question.STUDY, {"AWS": 50, "Work": 120}, "min")
    assert "Work (2\u00a0h), AWS (50\u00a0min)" in question.reason
    assert "--map" in question.reason


def test_the_zone_is_asked_for() -> None:
    """An assumed zone may be hours off; an answered one counts before the candidate's."""
    assert open_question(TWO_PROJECTS, CONTEXT).question is Question.ZONE
    first, _ = sessions(read(TWO_PROJECTS, context_with(FileMapping(zone="Asia/Tokyo", study=("*",)))))
    assert first.started_at.isoformat() == "2026-03-01T09:00:00+09:00"


def test_names_and_addresses_are_dropped() -> None:
    """Neither the user nor the client is kept."""
    text = TWO_PROJECTS.replace("me@example.org,,", "me@example.org,Client Ltd,")
    assert "example" not in str(read(text))
    assert "Client" not in str(read(text))


def test_the_stated_length_counts() -> None:
    """A rounded length differs from the span, and is what Toggl shows."""
    assert minutes(read(TOGGL + toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:52:00", "01:00:00")))[0][1] == 60


def test_a_running_entry_is_a_problem_of_its_row() -> None:
    """The other rows are imported."""
    running = '"S3","-","Me","-","AWS","-","2026-03-01","09:00:00","-","-"\n'
    sound = '"S3","0:50:00","Me","-","AWS","-","2026-03-02","09:00:00","2026-03-02","09:50:00"\n'
    result = read(CHOSEN_COLUMNS + running + sound)
    assert (found(result), lines(result)) == ([("2", "duration", "")], ["3"])
    assert "running" in result.problems[0].reason


def test_a_summary_is_refused() -> None:
    """So is a report whose dates are hidden; the message leads to the detailed report."""
    for header in ("Project,Client,Duration", "Description,Duration,Member,Project,Tags"):
        with pytest.raises(UnreadableFileError, match="Reports, Detailed"):
            read(f"{header}\n1,2,0:30:00\n")


TEAM = TWO_PROJECTS.replace("Me,me@example.org,,Work", "You,you@example.org,,Work")


def test_a_team_report_asks_who_the_candidate_is() -> None:
    """The choices are the names with their entries and time; the message itself names nobody."""
    question = open_question(TEAM, context_with())
    assert (question.question, question.found) == (Question.PERSON, {"You": 120, "Me": 50})
    assert question.counts == {"You": 1, "Me": 1}
    assert "2 people" in question.reason
    assert "--person" in question.reason
    assert "You" not in question.reason


@pytest.mark.parametrize("person", ["Me", "me", " ME ", "me@example.org"])
def test_only_the_own_entries_of_a_team_report_are_read(person: str) -> None:
    """By name or address; the others are counted with their time, if it can be read, but not named."""
    broken = toggl_row("AWS", "2026-03-02 09:00:00", "2026-03-02 09:50:00", "soon").replace("Me,me@", "Him,him@")
    result = read(TEAM + broken, context_with(replace(ALL, person=person)))
    assert [session.note for session in sessions(result)] == ["AWS / S3"]
    assert (result.n_read, result.n_passed_over, result.problems) == (3, 2, ())
    assert result.left_out == {LeftOutReason.OTHER_PEOPLE: LeftOut(2, 120)}
    assert result.mapping.person == person
    assert not any(name in repr(result) for name in ("You", "you@", "Him", "him@"))


def test_a_person_who_is_not_in_a_report_is_asked_about_again() -> None:
    """A saved name never lets a teammate's entries in, of one or of several people."""
    for text in (TEAM, TWO_PROJECTS):
        question = open_question(text, context_with(replace(ALL, person="Ann")))
        assert question.question is Question.PERSON
        assert "chosen before is not in it" in question.reason
    assert len(sessions(read(TWO_PROJECTS, context_with(replace(ALL, person="me"))))) == 2


def test_backslashes_before_a_quote_are_text() -> None:
    """Toggl has no escape character."""
    text = (
        CHOSEN_COLUMNS
        + '"path C:\\\\\\","0:50:00","Me","-","AWS","-","2026-03-01","09:00:00","2026-03-01","09:50:00"\n'
    )
    assert sessions(read(text))[0].note == "AWS / path C:\\\\\\"


def test_a_formula_is_imported_as_text() -> None:
    """Real files have such cells."""
    text = TOGGL + toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description="=1+1")
    assert sessions(read(text))[0].note == "AWS / =1+1"
    text = TOGGL + toggl_row("=cmd", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00")
    assert sessions(read(text))[0].note == "=cmd"


def test_days_without_a_time_need_no_zone() -> None:
    """Only the day is known if the time columns are hidden."""
    text = "Project,Duration,Start date,Start time,User\nAWS,0:30:00,2026-03-01,,x\n"
    assert minutes(read(text, context_with(FileMapping(study=("*",))))) == [("2026-03-01", 30)]
    assert sessions(read(text))[0].source_id == "toggl:2026-03-01 AWS"


def test_a_description_may_have_several_lines() -> None:
    """The rows after a quoted cell of several lines are read."""
    long = toggl_row(
        "AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description='"S3, or\nnot S3\nat all"'
    )
    result = read(TOGGL + long + toggl_row("AWS", "2026-03-02 09:00:00", "2026-03-02 09:50:00", "00:50:00"))
    assert (minutes(result)[0][1], lines(result), result.n_read) == (50, ["2", "5"], 2)
    assert sessions(result)[0].note == "AWS / S3, or\nnot S3\nat all"
