"""Tests of Toggl's detailed report, in its three forms."""

import pytest

from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.records import Activity
from tests.inputs.ingest_inputs import CONTEXT, found, lines
from tests.inputs.tracker_inputs import asked, minutes, question, read, sessions, told

A = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,"
    "Amount (EUR)\n"
)
B = A.replace(",Amount (EUR)", "")
C = "Description,Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time\n"


def row(project: str, start: str, end: str, duration: str, *, description: str = "", tags: str = "") -> str:
    """Write a row of the first form."""
    times = f"{start.replace(' ', ',')},{end.replace(' ', ',')},{duration}"
    return f'Me,me@example.org,,{project},,{description},No,{times},"{tags}",\n'


FILE = (
    A
    + row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description="S3", tags="video, exam")
    + row("Work", "2026-03-01 10:00:00", "2026-03-01 12:00:00", "02:00:00")
)


def test_all_three_forms_give_the_same_session() -> None:
    """Columns are known by name, whatever their order; a dash is nothing."""
    second = B + "Me,me@example.org,,AWS,,S3,No,2026-03-01,09:00:00,2026-03-01,09:50:00,00:50:00,\n"
    third = "\ufeff" + C + '"S3","0:50:00","Me","-","AWS","-","2026-03-01","09:00:00","2026-03-01","09:50:00"\n'
    expected = sessions(
        read(A + row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description="S3"))
    )
    assert sessions(read(second)) == sessions(read(third)) == expected
    (session,) = expected
    assert (session.started_at.isoformat(), session.time_on_task_min) == ("2026-03-01T09:00:00+01:00", 50)
    assert (session.note, session.activity) == ("AWS / S3", Activity.OTHER)


def test_a_session_is_named_by_source_and_start() -> None:
    """The start in UTC is its natural id; equal starts of a file are told apart by their number."""
    twice = row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00")
    keys = [session.source_id for session in sessions(read(A + twice + twice))]
    assert keys == ["toggl:2026-03-01T08:00:00Z", "toggl:2026-03-01T08:00:00Z#2"]
    assert [session.session_key for session in sessions(read(A + twice + twice))] == keys
    assert any("same moment" in notice and notice.endswith("Lines: 3.") for notice in read(A + twice + twice).notices)


def test_what_is_not_studying_is_skipped_and_named() -> None:
    """Every row is accounted for, and the notice has the hours that were left out."""
    result = read(FILE, told(FileMapping(study=("aws",))))
    assert (result.n_read, len(result.rows), result.n_skipped, result.n_failed) == (2, 1, 1, 0)
    assert "Not taken as studying: Work (2.0 h)." in result.notices
    assert result.format == "toggl"


def test_domain_and_activity_come_by_patterns() -> None:
    """They are looked for in project, description and tags; what no pattern takes has none."""
    answers = FileMapping(study=("*",), domain={"S3": "1"}, activity={"video": Activity.VIDEO})
    first, second = sessions(read(FILE, told(answers)))
    assert (first.domain_id, first.activity) == ("1", Activity.VIDEO)
    assert (second.domain_id, second.activity) == (None, Activity.OTHER)


def test_which_projects_are_studying_is_asked_with_their_hours() -> None:
    """The question counts minutes by project and names the option."""
    error = question(FILE, told(FileMapping()))
    assert (error.question, error.found, error.unit) == (Question.STUDY, {"AWS": 50, "Work": 120}, "min")
    assert "Work (2.0 h), AWS (0.8 h)" in error.reason
    assert "--map" in error.reason


def test_the_zone_is_asked_unless_it_was_given() -> None:
    """An assumed zone may be hours off; an answered one comes before the candidate's."""
    assert asked(FILE, CONTEXT) is Question.ZONE
    first, _ = sessions(read(FILE, told(FileMapping(zone="Asia/Tokyo", study=("*",)))))
    assert first.started_at.isoformat() == "2026-03-01T09:00:00+09:00"


def test_no_name_or_mail_comes_in() -> None:
    """User, e-mail and client are dropped at the door."""
    text = FILE.replace("me@example.org,,", "me@example.org,Client Ltd,")
    assert "example" not in str(read(text))
    assert "Client" not in str(read(text))


def test_the_stated_duration_counts() -> None:
    """A rounded length differs from the span, and is what the candidate sees in Toggl."""
    assert minutes(read(A + row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:52:00", "01:00:00")))[0][1] == 60


def test_a_running_entry_is_a_problem_of_its_row() -> None:
    """The others go in."""
    running = '"S3","-","Me","-","AWS","-","2026-03-01","09:00:00","-","-"\n'
    sound = '"S3","0:50:00","Me","-","AWS","-","2026-03-02","09:00:00","2026-03-02","09:50:00"\n'
    result = read(C + running + sound)
    assert (found(result), lines(result)) == ([("2", "duration", "")], ["3"])
    assert "running" in result.problems[0].reason


def test_a_summary_is_refused_with_the_way_to_a_detailed_report() -> None:
    """So is a report whose dates are hidden."""
    for header in ("Project,Client,Duration", "Description,Duration,Member,Project,Tags"):
        with pytest.raises(UnreadableFileError, match="Reports, Detailed"):
            read(f"{header}\n1,2,0:30:00\n")


def test_a_team_report_is_refused() -> None:
    """The hours of others are not the candidate's; nobody is named."""
    text = FILE.replace("Me,me@example.org,,Work", "You,you@example.org,,Work")
    with pytest.raises(UnreadableFileError, match="2 people") as caught:
        read(text)
    assert "you@" not in str(caught.value)


def test_backslashes_before_a_quote_are_text() -> None:
    """Toggl has no escape character."""
    text = C + '"path C:\\\\\\","0:50:00","Me","-","AWS","-","2026-03-01","09:00:00","2026-03-01","09:50:00"\n'
    assert sessions(read(text))[0].note == "AWS / path C:\\\\\\"


def test_a_formula_comes_in_as_the_text_that_it_is() -> None:
    """Refusing it would refuse real files."""
    text = A + row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description="=1+1")
    assert sessions(read(text))[0].note == "AWS / =1+1"
    text = A + row("=cmd", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00")
    assert sessions(read(text))[0].note == "=cmd"


def test_days_without_a_time_need_no_zone() -> None:
    """Where the time columns are hidden the day is all that is known."""
    text = "Project,Duration,Start date,Start time,User\nAWS,0:30:00,2026-03-01,,x\n"
    assert minutes(read(text, told(FileMapping(study=("*",))))) == [("2026-03-01", 30)]
    assert sessions(read(text))[0].source_id == "toggl:2026-03-01 AWS"


def test_a_description_may_have_several_lines() -> None:
    """A quoted cell runs on; the rows behind it are rows."""
    long = row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description='"S3, or\nnot S3\nat all"')
    result = read(A + long + row("AWS", "2026-03-02 09:00:00", "2026-03-02 09:50:00", "00:50:00"))
    assert (minutes(result)[0][1], lines(result), result.n_read) == (50, ["2", "5"], 2)
    assert sessions(result)[0].note == "AWS / S3, or\nnot S3\nat all"
