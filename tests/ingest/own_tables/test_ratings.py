"""Self-ratings as people write them."""

import pytest

from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.tables.text_table import normalized_header
from analytics.records import SelfRating
from tests.inputs.column_guesses import as_guessed, sum_of
from tests.inputs.ingest_inputs import CONTEXT, EXAM


@pytest.mark.parametrize("header", ["Date,Domain,Self rating", "Datum,Bereich,Sicherheit", "Date,Domaine,Niveau"])
@pytest.mark.parametrize("cells", ["3 4 2", "3/5 4/5 2/5", "★★★ ★★★★☆ ★★", "⭐️⭐️⭐️ ⭐⭐⭐⭐ ⭐⭐"])
def test_a_rating_may_be_of_five_or_in_stars(header: str, cells: str) -> None:
    """Neither is a result of five questions."""
    rows = "".join(f"2026-10-03,{n},{cell}\n" for n, cell in enumerate(cells.split(), start=1))
    found = [row.record for row in as_guessed(f"{header}\n{rows}").rows]
    assert [(one.domain_id, one.rating) for one in found if isinstance(one, SelfRating)] == [
        ("1", 3), ("2", 4), ("3", 2)
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Date,Domain,Confidence %", "Date,Domain,Self-rating (%)"])
def test_how_sure_one_is_is_not_a_result(header: str) -> None:
    """A percentage that is called a rating is asked about, unless an exam is named."""
    rows = [["2026-10-03", "1", "60"], ["2026-10-03", "2", "70"], ["2026-10-03", "3", "40"]]
    names = normalized_header(header.split(","), "file")
    assert not guess_columns(names, rows, blueprint=CONTEXT.blueprints[EXAM]).is_sure
    assert sum_of(as_guessed("Datum,Bewertung,Prüfung\n2026-10-03,60%,TD 1\n2026-10-10,80%,TD 2\n")) == [60, 80]
