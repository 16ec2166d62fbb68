"""`cutscore import` on a terminal asks what the Data page asks, and writes what it saves."""

import contextlib
import os
import pty
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.errors import Question
from analytics.ingest import Import, ReadingContext, read_opened
from analytics.ingest.mapping.map_file import parse_map
from analytics.ingest.mapping.targets import mappable_columns
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import CardReview, DomainResult, PlannedSession, StudySession
from analytics.store import Store
from dashboard.cli import import_dialogue
from dashboard.forms import mapping_questions
from dashboard.text import mapping as page
from dashboard.text import terminal
from dashboard.text import terminal_questions as text
from tests.inputs.terminal import DAYS, MAPPED, on_terminal


def test_page_and_command_cover_every_question() -> None:
    """A new question needs its words, its option, and both ways to ask it."""
    members = set(Question)
    assert members == set(import_dialogue._ASK) == set(mapping_questions._ASK) == set(page.ASKED) == set(text.OPTIONS)


def test_a_log_of_days_is_asked_about_and_remembered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guesses are defaults, the sum comes before the import, and the next such file needs no answer."""
    code, asked = on_terminal(monkeypatch, "", "", "", "", arguments=("days.csv",))
    assert code == 0
    assert "Numbers, * for all [3] (s skips the file):" in asked
    assert "2 study sessions, 1 h 45, 1 Mar to 3 Mar; longest 1 h" in asked
    assert sorted(session.time_on_task_min for session in store.records(StudySession)) == [45, 60]
    (saved,) = store.saved_mappings().values()
    assert parse_map(saved).study == ("=AWS study",)
    code, asked = on_terminal(monkeypatch, arguments=("days.csv",))
    assert (code, asked, len(store.records(StudySession))) == (0, "", 2)


def test_all_and_some_of_the_entries_can_be_chosen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A star means all, in later files too."""
    assert on_terminal(monkeypatch, "", "", "*", "", arguments=("days.csv",))[0] == 0
    assert len(store.records(StudySession)) == 5
    (saved,) = store.saved_mappings().values()
    assert parse_map(saved).study == ("*",)


def test_a_log_without_names_is_study_or_skipped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to choose from, so the question is yes or no."""
    Path("log.csv").write_text("card_id,review_rating,review_time\n1,3,1767225600000\n", encoding="utf-8")
    code, asked = on_terminal(monkeypatch, "n", arguments=("log.csv", "--zone", "UTC"))
    assert (code, f"{text.NO_NAMES} [Y/n]" in asked, store.batches()) == (2, True, [])
    assert on_terminal(monkeypatch, "", "", arguments=("log.csv", "--zone", "UTC"))[0] == 0
    assert len(store.records(CardReview)) == 1


def test_a_name_of_several_lines_is_listed_on_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be chosen like any other."""
    Path("days.csv").write_text(DAYS.replace("AWS study", '"AWS\nstudy"'), encoding="utf-8")
    code, asked = on_terminal(monkeypatch, "", "", "", "", arguments=("days.csv",))
    assert "AWS study (2 entries, 1 h 45)\n" in asked
    assert (code, len(store.records(StudySession))) == (0, 2)


@pytest.mark.parametrize("lines", [(), ("",), ("", "", ""), ("", "", "", "n")])
def test_who_stops_imports_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]) -> None:
    """At the first, second or last question: exit code 2, and neither rows nor answers."""
    code, asked = on_terminal(monkeypatch, *lines, arguments=("days.csv",))
    assert code == 2
    assert asked.rstrip().endswith("Nothing was imported.")
    assert (store.batches(), store.saved_mappings()) == ([], {})


def test_a_column_can_be_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note becomes the resource; the same meaning is taken from the column that had it."""
    meanings = ["ignore", *(page.column_meaning(ours) for ours in mapping_targets())]
    resource, time = (str(meanings.index(page.column_meaning(name)) + 1) for name in ("resource", "time_on_task_min"))
    lines = ("", "y", "4", resource, "y", "4", time, "y", "3", time, "y", "4", resource, "", "", "")
    code, _ = on_terminal(monkeypatch, *lines, arguments=("days.csv",))
    assert code == 0
    assert {session.resource for session in store.records(StudySession)} == {"VPC", "S3"}


def mapping_targets() -> tuple[str, ...]:
    return mappable_columns("study_sessions")


def test_a_column_that_is_needed_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the length there are no sessions, so the question comes again with what is missing."""
    Path("odd.csv").write_text("Date,Minutes\n2026-03-01,40\n2026-03-02,50\n", encoding="utf-8")
    meanings = ["ignore", *(page.column_meaning(ours) for ours in mapping_targets())]
    number = str(meanings.index(page.column_meaning("time_on_task_min")) + 1)
    code, asked = on_terminal(monkeypatch, "", "y", "2", "1", "n", "", "2", number, "n", "", arguments=("odd.csv",))
    assert (code, "No column chosen yet for: time studied." in asked) == (0, True)
    assert sorted(session.time_on_task_min for session in store.records(StudySession)) == [40, 50]


def test_dates_zone_and_unit_are_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone of the system is the guess; a wrong zone is asked for again."""
    Path("log.csv").write_text("Date,Length\n03/04/2026 9:00,15\n05/04/2026 9:00,20\n", encoding="utf-8")
    lines = ("", "", "1", "Mars", "", "1", "")
    code, asked = on_terminal(monkeypatch, *lines, arguments=("log.csv",))
    assert (code, text.NOT_A_ZONE in asked, "[Europe/Berlin]" in asked) == (0, True, True)
    lengths = {session.time_on_task_min: session.started_at for session in store.records(StudySession)}
    assert lengths == {15: datetime(2026, 4, 3, 7, tzinfo=UTC), 20: datetime(2026, 4, 5, 7, tzinfo=UTC)}


def test_a_team_member_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are on the terminal only; a log of the refusal counts people."""
    Path("team.csv").write_text(
        "User,Date,Minutes\nAnn,2026-03-01,30\nBob,2026-03-02,50\nAnn,2026-03-03,40\n", encoding="utf-8"
    )
    code, asked = on_terminal(monkeypatch, "", "", "1", "", arguments=("team.csv",))
    assert (code, "Ann (2 entries, 1 h 10)" in asked) == (0, True)
    assert sorted(session.time_on_task_min for session in store.records(StudySession)) == [30, 40]
    assert not any("Bob" in saved for saved in store.saved_mappings().values())


def test_a_result_asks_for_its_day_and_exam(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day in the future or a word is asked for again; the exam is one of all."""
    Path("result.txt").write_text("Security: 72 % (13/18)\n", encoding="utf-8")
    Path("any.toml").write_text('[domain]\nSecurity = "1"\n', encoding="utf-8")
    lines = ("tomorrow", "2999-01-01", "2026-03-01", "1", "")
    code, asked = on_terminal(monkeypatch, *lines, arguments=("result.txt", "--map", "any.toml"))
    assert (code, asked.count(text.NOT_A_DAY)) == (0, 2)
    (result,) = store.records(DomainResult)
    assert (result.taken_at, result.n_correct) == (date(2026, 3, 1), 13)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Cutscore//test//EN
BEGIN:VEVENT
UID:a
DTSTART:20260301T090000Z
DTEND:20260301T100000Z
SUMMARY:Reading group
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(("is_done", "kind"), [("y", StudySession), ("", PlannedSession)])
def test_past_events_are_asked_about(
    store: Store, monkeypatch: pytest.MonkeyPatch, is_done: str, kind: type[StudySession | PlannedSession]
) -> None:
    """They are plans unless the user says that they took place."""
    Path("plan.ics").write_text(CALENDAR, encoding="utf-8")
    assert on_terminal(monkeypatch, "1", is_done, "", arguments=("plan.ics",))[0] == 0
    assert len(store.records(kind)) == 1


def test_a_skipped_file_keeps_no_other_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other files are imported; if all are skipped, nothing is."""
    Path("other.csv").write_text(DAYS, encoding="utf-8")
    code, asked = on_terminal(monkeypatch, "s", arguments=("other.csv",))
    assert (code, store.batches()) == (2, [])
    assert asked.rstrip().endswith("Nothing was imported.")
    code, asked = on_terminal(monkeypatch, "s", "", "", "", "", arguments=("other.csv", "days.csv"))
    assert (code, "other.csv: skipped." in asked) == (0, True)
    (batch,) = store.batches()
    assert (batch.source, len(store.records(StudySession))) == ("days.csv", 2)


def test_a_file_is_read_once_with_the_same_answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once to find the first question, once with each of two answers; the import itself reads no file."""
    readings = []

    def counted(file: OpenedFile, context: ReadingContext) -> Import:
        readings.append(context.mapping)
        return read_opened(file, context)

    monkeypatch.setattr("analytics.updates.import_reading.read_opened", counted)
    assert on_terminal(monkeypatch, "", "", "", "", arguments=("days.csv",))[0] == 0
    assert len(readings) == len(set(map(repr, readings))) == 3


def test_a_file_in_an_archive_is_asked_about(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its other files are imported as they are."""
    import zipfile  # noqa: PLC0415  (only this test packs files)

    with zipfile.ZipFile("all.zip", "w") as archive:
        archive.writestr("days.csv", DAYS)
        archive.writestr("done.csv", "started_at,time_on_task_min,activity\n2026-03-09,25,lab\n")
    code, asked = on_terminal(monkeypatch, "", "", "", "", arguments=("all.zip",))
    assert (code, asked.count("A few questions before importing")) == (0, 1)
    assert sorted(session.time_on_task_min for session in store.records(StudySession)) == [25, 45, 60]


def test_topics_are_assigned_with_the_nearest_domain_as_the_guess(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wants to leaves a topic without a domain; the answers hold for later files."""
    Path("log.csv").write_text(
        "Date,Minutes,Topic\n2026-03-01,30,Secure architecture design\n2026-03-02,40,Cooking\n", encoding="utf-8"
    )
    lines = ("", "", "", "", "", "")
    code, asked = on_terminal(monkeypatch, *lines, arguments=("log.csv", "--exam", "SAA-C03"))
    assert code == 0
    assert "2 topics are not a domain of SAA-C03. Choose a domain for each? [Y/n]" in asked
    assert asked.count("4 · Design Cost-Optimized Architectures") == 1
    assert {session.domain_id for session in store.records(StudySession)} == {"1", None}
    (saved,) = store.saved_mappings().values()
    assert parse_map(saved).domain == {"=Secure architecture design": "1"}


def test_topics_can_be_left_as_they_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """If none is near a domain, that is the guess."""
    Path("log.csv").write_text("Date,Minutes,Topic\n2026-03-02,40,Cooking\n", encoding="utf-8")
    code, asked = on_terminal(monkeypatch, "", "", "", "", arguments=("log.csv", "--exam", "SAA-C03"))
    assert (code, "1 topic is not a domain of SAA-C03. Choose a domain for it? [y/N]" in asked) == (0, True)
    assert [session.domain_id for session in store.records(StudySession)] == [None]


def test_results_need_the_domains_of_their_topics(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """So to choose them is the guess, even if none is near a domain."""
    Path("tests.csv").write_text("Date,Test,Reading,Speaking\n2026-03-02,A,60%,70%\n2026-03-09,B,64%,75%\n", "utf-8")
    code, asked = on_terminal(monkeypatch, "", "", "", "2", "3", "", arguments=("tests.csv", "--exam", "SAA-C03"))
    assert (code, "2 topics are not a domain of SAA-C03. Choose a domain for each? [Y/n]" in asked) == (0, True)
    assert {result.domain_id for result in store.records(DomainResult)} == {"1", "2"}


def test_a_guess_that_is_not_sure_is_no_default(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start and end would be lost; the terminal says so as the page does, and asks for a number."""
    rows = "2026-03-02,9:00,10:30,14:00,15:30,IAM\n2026-03-09,9:00,10:00,14:00,15:30,VPC\n"
    Path("log.csv").write_text(f"Date,In,Out,In 2,Out 2,Topic\n{rows}", "utf-8")
    code, asked = on_terminal(monkeypatch, "", "s", arguments=("log.csv", "--exam", "SAA-C03"))
    assert (code, asked.count("This is a guess. Check what each row is")) == (2, 1)
    assert store.records(StudySession) == []


def test_an_interrupt_while_reading_imports_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C outside of a question ends with a sentence, too."""

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dashboard.cli.import_command.read_sources", interrupt)
    code, asked = on_terminal(monkeypatch, arguments=("days.csv",))
    assert (code, asked.strip(), store.batches()) == (2, "Stopped. Anything unfinished was not saved.", [])


def test_ctrl_d_on_a_real_terminal_ends_with_a_sentence(tmp_path: Path) -> None:
    """The program ends with exit code 2 and no traceback, even after empty answers to a question without a guess."""
    (tmp_path / "log.csv").write_text("Date,Length\n03/04/2026,50\n04/04/2026,50\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAPPED, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dashboard.cli", "import", "log.csv", "--map", "map.toml", "--db", "x.duckdb"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as program:
        os.close(theirs)
        shown = b""
        while page.ASKED[Question.DATE_ORDER].encode() not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, b"\n\n\x04")
        with contextlib.suppress(OSError):  # the end of a terminal that its program has closed
            while more := os.read(ours, 4096):
                shown += more
    os.close(ours)
    assert program.returncode == 2
    assert terminal.ENDED.encode() in shown
    assert b"Traceback" not in shown
    assert b"press Ctrl+C to stop" in shown


def test_topics_in_another_language_are_asked_in_one_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One without a domain stays a problem and is not asked about again; choosing none skips the file."""
    log = "Date,Domaine,Questions,Correct\n2026-03-01,Architectures sécurisées,20,14\n2026-03-01,Coûts,17,12\n"
    Path("notes.csv").write_text(log, encoding="utf-8")
    given = ("notes.csv", "--exam", "SAA-C03")
    code, asked = on_terminal(monkeypatch, "", "", "", "2", "1", "", arguments=given)
    assert (code, asked.count("not a domain of SAA-C03")) == (1, 1)
    assert [(one.domain_id, one.n_correct) for one in store.records(DomainResult)] == [("1", 14)]
    Path("other.csv").write_text(log.replace("Questions", "Items"), encoding="utf-8")
    code, asked = on_terminal(monkeypatch, "", "", "n", arguments=("other.csv", *given[1:]))
    assert "other.csv: skipped." in asked
