"""Apportionment: in turns by Webster, and at once by largest remainder."""

from itertools import product

from analytics.blueprints.apportionment import largest_remainder, webster_turns


def test_turns_go_by_the_quotients_of_odd_numbers() -> None:
    """53, 24 and 23 over 1, 3 and 5 are, in order, 53, 24, 23, 53/3, 53/5, 24/3 and 23/3."""
    turns = webster_turns([53, 24, 23], [0, 0, 0], [1] * 7)
    assert turns == [0, 1, 2, 0, 0, 1, 2]


def test_no_other_sharing_is_fairer() -> None:
    """Of all allocations of 8 units, Webster's has the least sum of (number - quota)² / quota."""
    parts, n = (0.44, 0.31, 0.17, 0.08), 8

    def unfairness(counts: tuple[int, ...]) -> float:
        return sum((count - n * part) ** 2 / part for count, part in zip(counts, parts, strict=True))

    turns = webster_turns(parts, [0] * 4, [1] * n)
    ours = tuple(turns.count(k) for k in range(4))
    every = [counts for counts in product(range(n + 1), repeat=4) if sum(counts) == n]
    assert ours == min(every, key=unfairness)


def test_what_was_had_before_counts() -> None:
    """A receiver who starts with one and a half waits until one of equal weight has caught up."""
    assert webster_turns([0.5, 0.5], [1.5, 0.0], [1] * 4) == [1, 1, 0, 1]


def test_nothing_to_share_is_not_a_turn() -> None:
    """Without units there are no receivers."""
    assert webster_turns([1.0], [0.0], []) == []


def test_units_may_differ_in_size() -> None:
    """After a unit of two, the other one of equal weight gets the next two of one."""
    assert webster_turns([1.0, 1.0], [0.0, 0.0], [2, 1, 1, 1]) == [0, 1, 1, 0]


def test_everyone_gets_a_unit_as_far_as_they_suffice() -> None:
    """Weights of 98, 1, 1 and 0 share four units as 2, 1, 1 and none; two units go to the largest."""
    assert webster_turns([98, 1, 1, 0], [0] * 4, [1] * 4) == [0, 0, 1, 2]
    assert webster_turns([98, 1, 1, 0], [0] * 4, [1] * 2) == [0, 1]


def test_the_largest_remainders_get_what_whole_quotas_leave() -> None:
    """Of 18, quotas of 6.3, 5.9, 3.4 and 2.4 are 6, 6, 3 and 2 by rounding, which add to 17; the first 0.4 gets one."""
    assert largest_remainder([6.3, 5.9, 3.4, 2.4], 18) == [6, 6, 4, 2]


def test_shares_add_up_whatever_their_scale() -> None:
    """Only proportions count, and a total of none leaves none."""
    assert largest_remainder([0.5, 0.25, 0.25], 6) == largest_remainder([2, 1, 1], 6) == [3, 2, 1]
    assert largest_remainder([1, 2], 0) == [0, 0]
