"""Kimai: lengths in seconds, in two languages."""

import pytest

from tests.inputs.tracker_inputs import minutes, read, sessions


@pytest.mark.parametrize(
    "header",
    [
        "Date;From;To;Duration;Rate;User;Customer;Project;Activity;Description;Tags",
        "Datum;Von;Bis;Dauer;Lohn;Benutzer;Kunde;Projekt;Tätigkeit;Beschreibung;Schlagworte",
    ],
)
def test_lengths_are_seconds_or_hours_and_minutes(header: str) -> None:
    """An entry may run over midnight if its length agrees."""
    text = (
        f"{header}\n2026-03-01;09:00;09:50;3000;0;Me;Me;AWS;Lab;S3;exam\n"
        "2026-03-02;23:30;00:30;1:00;0;Me;Me;AWS;Lab;;\n2026-03-03;09:00;;600;0;Me;Me;AWS;Lab;;\n"
    )
    result = read(text)
    assert [n for _, n in minutes(result)] == [50, 60, 10]
    assert (result.format, sessions(result)[0].note) == ("kimai", "AWS / Lab / S3")
