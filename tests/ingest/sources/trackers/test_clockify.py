"""Clockify: its languages, its lengths, and the order of its dates."""

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from tests.inputs.ingest_inputs import found
from tests.inputs.tracker_files import clockify
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read, sessions


def days_of(result: Import) -> list[str]:
    return [session.started_at.isoformat()[:10] for session in sessions(result)]


def test_clock_length_and_tag_are_read() -> None:
    """The clock has twelve hours, the length is in hours and minutes, and tags are matched by patterns."""
    result = read(clockify("25/03/2026"))
    assert minutes(result) == [("2026-03-25T10:23:52+01:00", 60)]
    assert result.format == "clockify"
    assert (sessions(result)[0].source_id or "").startswith("clockify:2026-03-25T09:23:52Z ")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("25/03/2026", "01/04/2026"), ["2026-03-25", "2026-04-01"]),  # a part above 12
        (("03/25/2026", "04/01/2026"), ["2026-03-25", "2026-04-01"]),
        (("01/12/2025", "12/01/2026"), ["2025-12-01", "2026-01-12"]),  # else 1 December 2026 would be ahead
        (("01/02/2026", "02/02/2026", "01/03/2026"), ["2026-02-01", "2026-02-02", "2026-03-01"]),  # rows in order
        (("01.02.2026",), ["2026-02-01"]),  # points
        (("2026-02-01",), ["2026-02-01"]),
    ],
)
def test_the_whole_column_has_one_order_of_dates(days: tuple[str, ...], expected: list[str]) -> None:
    """One unambiguous row decides for all; then the future and the order of the rows do."""
    assert days_of(read(clockify(*days))) == expected


def test_ambiguous_dates_are_asked_about() -> None:
    """The answer is that of `--date-order`."""
    text = clockify("01/02/2026", "03/02/2026")
    assert open_question(text, context_with()).question is Question.DATE_ORDER
    for order, first in ((DateOrder.DAY_FIRST, "2026-02-01"), (DateOrder.MONTH_FIRST, "2026-01-02")):
        assert days_of(read(text, context_with(FileMapping(study=("*",), date_order=order))))[0] == first


def test_the_file_name_decides_if_no_row_does() -> None:
    """Its range of dates has the order of the cells."""
    for name, first in (
        ("Clockify_Time_Report_Detailed_01_02_2026-28_02_2026.csv", "2026-02-01"),
        ("Clockify_Time_Report_Detailed_01_02_2026-02_28_2026.csv", "2026-01-02"),
    ):
        result = read(clockify("01/02/2026", "03/02/2026"), name=name)
        assert days_of(result)[0] == first
        assert any("in the name of the file" in notice for notice in result.notices)
    by_row = read(clockify("01/02/2026", "25/02/2026"), name="report_02_28_2026.csv")
    assert days_of(by_row)[0] == "2026-02-01"
    with pytest.raises(OpenQuestionError):
        read(clockify("01/02/2026", "03/02/2026"), name="28_02_2026 and 02_28_2026.csv")


def test_contradicting_dates_are_refused() -> None:
    """The message quotes both rows; an answer that a row disproves is refused too."""
    with pytest.raises(UnreadableFileError, match="'25/03/2026' in line 2 and '03/25/2026' in line 3"):
        read(clockify("25/03/2026", "03/25/2026"))
    with pytest.raises(UnreadableFileError, match=r"25/03/2026.*line 2.*mdy"):
        read(clockify("25/03/2026"), context_with(FileMapping(study=("*",), date_order=DateOrder.MONTH_FIRST)))


@pytest.mark.parametrize(
    "header",
    [
        "Proyecto,Cliente,Descripción,Tarea,Usuario,Grupo,Correo electrónico,Etiquetas,Facturable,Fecha de inicio,"
        "Hora de inicio,Fecha de finalización,Hora de finalización,Duración (h),Duración (decimal),Date of creation\n",
        "Projekt,Kunde,Beschreibung,Aufgabe,Benutzer,Gruppe,E-Mail,Tags,Abrechenbar,Startdatum,Startzeit,Enddatum,"
        "Endzeit,Dauer (h),Dauer (dezimal),Satz\n",
        "Projeto,Cliente,Descrição,Tarefa,Usuário,Grupo,E-mail,Etiquetas,Faturável,Data de início,Hora de início,"
        "Data de término,Hora de término,Duração (h),Duração (decimal),Taxa\n",
        "Projet,Client,Description,Tâche,Utilisateur,Groupe,Email,Tags,Facturable,Date de début,Heure de début,"
        "Date de fin,Heure de fin,Durée (h),Durée (décimal),Taux\n",
    ],
)
def test_localized_headers_give_the_same_session(header: str) -> None:
    assert sessions(read(clockify("25/03/2026", header=header))) == sessions(read(clockify("25/03/2026")))


def test_without_lengths_the_span_counts() -> None:
    """Both lengths can be switched off; an entry with neither length nor end is running."""
    header = "Project,Description,User,Start Date,Start Time,End Date,End Time\n"
    text = header + "AWS,S3,Me,2026-03-01,09:00,2026-03-01,09:45\nAWS,S3,Me,2026-03-02,09:00,,\n"
    result = read(text)
    assert (minutes(result), found(result)) == ([("2026-03-01T09:00:00+01:00", 45)], [("3", "clock", "")])
    resaved = "Project;Start Date;Start Time;Duration (decimal)\nAWS;01.03.2026;09:00;1,75\n"
    assert minutes(read(resaved)) == [("2026-03-01T09:00:00+01:00", 105)]


def test_a_day_total_is_identified_by_day_and_project() -> None:
    """The summary with dates has no clock, so a total that grew replaces the earlier one."""
    text = "Date,Project,Client,Description,Time (h),Time (decimal)\n2026-03-01,AWS,,S3,01:30:00,1.5\n"
    (session,) = sessions(read(text))
    assert (session.source_id, session.time_on_task_min) == ("clockify:2026-03-01 AWS S3", 90)


def test_totals_by_day_are_read() -> None:
    """They have no names, so a day is one session; hours and minutes count, since decimals are rounded."""
    result = read(
        '"Date","Time (h)","Time (decimal)"\n"2026-03-01","01:40:00","1.67"\n"2026-03-02","00:00:00","0.00"\n'
    )
    assert (result.format, minutes(result)) == ("clockify", [("2026-03-01", 100)])
    assert result.left_out == {LeftOutReason.NO_DAY_OR_LENGTH: LeftOut(1)}
