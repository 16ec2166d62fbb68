"""The counts that a percentage may stand for, and the one that is stored."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ingest.mapping.scores import percent_of


@given(st.integers(0, 100), st.integers(1, 300))
def test_the_possible_counts_are_those_that_are_shown_as_the_percentage(percent: int, n_items: int) -> None:
    """Found by trying each count, rounded half up or cut off; if none matches, the two around the exact share."""
    exact = Fraction(percent * n_items, 100)
    shares = {n: Fraction(100 * n, n_items) for n in range(n_items + 1)}
    shown = [n for n, share in shares.items() if percent in {floor(share + Fraction(1, 2)), floor(share)}]
    below = min(floor(exact), n_items - 1)
    found = percent_of(str(percent))
    assert list(found.possible(n_items)) == (shown or [below, below + 1])
    assert abs(found.nearest(n_items) - exact) == min(abs(n - exact) for n in shown or (below, below + 1))


@pytest.mark.parametrize(
    ("percent", "n_items", "sentence"),
    [
        ("72", 65, "47 of 65 for 72 %"),
        ("72", 10, "7 of 10 for 72 % (7 or 8 possible)"),
        ("72", 200, "144 of 200 for 72 % (143 to 145 possible)"),
        ("70", 10, None),
        ("100", 1, None),
    ],
)
def test_what_a_percentage_leaves_open_is_in_the_notice(percent: str, n_items: int, sentence: str | None) -> None:
    """Of 200 questions, 143 (71.5 %) and 145 (72.5 %, cut) are shown as 72 %, too; of 10, none is."""
    assert percent_of(percent).rounding_note(n_items) == sentence
