"""Guess the columns of results, by their names and by whether their numbers fit together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, permutations
from statistics import median

from analytics.ingest.guesses.column_values import FITTING, ColumnValues
from analytics.ingest.guesses.span_guesses import ColumnChoices, is_sum
from analytics.ingest.mapping.column_names import NAMED, name_rank
from analytics.ingest.mapping.map_file import MAX_ITEMS
from analytics.ingest.mapping.targets import SCORE, SKIPPED, WRONG

SEEN = "n_seen_before"

MAX_POINTS = 10
"""An answer rarely has more."""

MAX_PAPERS = 8
MAX_COUNTS = 24
"""More columns of counts are those of topics; each two are compared with every column."""

_OF_ANSWERS = ("n_correct", "n_wrong", "n_skipped", SEEN)
SCALE_ENDS = (100, 1000)

WHOLES = (1, 10, 20, 100)
"""What a share can be given of: 1, grades of schools, 100."""

MIN_SHARES, LEAST_SHARE, ROUNDING = 3, 0.1, 0.01
"""Fewer or smaller numbers may be shares of others by chance; shares are rounded to a percent."""

_STATED = re.compile(
    r".*(?:(?<![\d_])_?/_?|[(（]_?(?:out_of|of|von|van|sur|su|de|di|av|z|из|max\.?)_|[(（](?=[0-9]+_?(?:点|pts?|punkte)))"
    r"([1-9][0-9]{1,2})_?(?:点|pts?|punkte)?[)）]?"
)
_PART = re.compile(r"\s*[0-9]{1,3}(?:[.,][0-9])?\s*")


def stated_maximum(name: str) -> int | None:
    """Return the number of questions in a column's name, such as Quiz 1 (/20); 10 may be the scale of a rating."""
    found = _STATED.fullmatch(name)
    is_else = any(name_rank(name, role) > 1 for role in ("length", "amount", "counted", "rating"))
    return int(found[1]) if found is not None and int(found[1]) not in {10, *SCALE_ENDS} and not is_else else None


def with_maximum(cell: str, maximum: int | None) -> str:
    """Return a number of right answers followed by the number of questions, such as 13/20."""
    return f"{cell.strip()}/{maximum}" if maximum is not None and _PART.fullmatch(cell) else cell


def take_result(choices: ColumnChoices) -> None:
    """Choose right answers and questions, or a score; a share beside counts shows which they are."""
    _take_counts_of_shares(choices)
    counted = [one for one in choices.free if one.filled and one.is_of_total and not _counts_up(one)]
    choices.take(SCORE, lambda column: column in counted and not column.rank("done"))
    if not choices.has(SCORE):
        choices.take("n_items", lambda one: _is_count(one) and one.rank("form") < NAMED, is_named=True)
    has_maximum = choices.take("n_items", partial(_is_maximum, choices.free), is_named=True, role="maximum")
    most = choices.column("n_items")
    if most is not None:
        _take_part(choices, most, has_maximum=has_maximum)
    elif choices.take(WRONG, _counts_questions, is_named=True):
        choices.take("n_correct", _is_count, is_named=True)
        if choices.has("n_correct"):
            choices.take(SKIPPED, _is_count, is_named=True)
            choices.take(SKIPPED, partial(_equalizes_sums, choices))
        else:  # wrong answers alone give no result, and beside a score they are not needed
            choices.targets = {name: target for name, target in choices.targets.items() if target != WRONG}
    if not (most is not None and choices.has(WRONG)):
        _take_score(choices)
    seen = [one for one in choices.free if _is_count(one) and one.rank(SEEN) > 1]
    choices.take(SEEN, lambda one: one in seen and (most is None or _is_part(most, one)), is_named=True)


def _take_part(choices: ColumnChoices, most: ColumnValues, *, has_maximum: bool) -> None:
    """Choose the column of right answers, else that of wrong ones if there is no percentage."""
    more = ("points", "score", "mark") if has_maximum else () if most.is_sequence else ("points",)  # or of one question
    parts = [one for one in choices.free if _is_part(most, one)]
    for role in ("n_correct", *more):
        choices.take("n_correct", lambda one: one in parts and not one.rank("n_wrong"), is_named=True, role=role)
    likely = [one for one in choices.free if is_likely_part(most, one)]
    choices.take("n_correct", lambda one: has_maximum and likely == [one])
    has_share = any(one.is_percent for one in choices.free)
    wrong = [one for one in parts if _counts_questions(one)]
    if not (choices.has("n_correct") or has_share) and choices.take(WRONG, lambda one: one in wrong, is_named=True):
        choices.take(SKIPPED, _is_count, is_named=True)


def _take_score(choices: ColumnChoices) -> None:
    """Choose a percentage, else right answers and their total, else any numbers named a score."""
    if not choices.has("n_correct"):
        shares = [one for one in choices.free if one.filled and one.is_percent and not _is_goal_share(one, choices)]
        choices.take(SCORE, lambda one: one in shares and (one.is_result or not one.rank("done")))
    if not choices.has(SCORE):
        choices.take("n_correct", _is_count, is_named=True)
    right = choices.column("n_correct")
    if right is None:
        choices.take(SCORE, lambda one: one.is_number and bool(one.filled or not one.cells), is_named=True)
    elif not choices.has(WRONG):
        sums = [one for one in choices.free if one.rank("sum_or_average") == NAMED and _is_count(one)]
        choices.take("n_items", lambda one: one in sums and _is_part(one, right))


def _take_counts_of_shares(choices: ColumnChoices) -> None:
    """Choose right answers and questions if one divided by the other is a share in the same row."""
    others = ("length", "amount", "estimate", "counted")  # their share is progress
    counts = [one for one in choices.free if one.filled and _is_count(one) and not any(map(one.rank, others))]
    for right, asked in permutations(counts[:MAX_COUNTS], 2):
        shares = [one for one in choices.free if one not in (right, asked) and _are_shares(right, asked, one)]
        if shares and not any(one.rank("n_wrong") or one.rank("done") for one in (right, *shares)):
            choices.targets |= {right.name: "n_correct", asked.name: "n_items"}
            return


def _are_shares(right: ColumnValues, asked: ColumnValues, share: ColumnValues) -> bool:
    """Whether a column has the share of right answers in nearly all rows, as a percentage, grade or fraction."""
    rows = zip(right.amounts, asked.amounts, share.shares, strict=True)
    pairs = [(part / whole, given) for part, whole, given in rows if part is not None and whole and given is not None]
    near = [one for one, given in pairs if one > LEAST_SHARE and min(abs(one - given / of) for of in WHOLES) < ROUNDING]
    return len(pairs) >= MIN_SHARES and len(near) >= FITTING * len(pairs) and len(set(near)) > 1


def _is_goal_share(share: ColumnValues, choices: ColumnChoices) -> bool:
    """Whether a share is that of a time in the goal for it."""
    times = [one for one in choices.columns if one.rank("length") or one.rank("amount")]
    goals = [one for one in choices.columns if one.rank("not_length") > 1]
    return any(_are_shares(time, goal, share) for time in times for goal in goals if time is not goal)


def _is_maximum(others: Sequence[ColumnValues], column: ColumnValues) -> bool:
    """Whether a column may hold numbers of questions: not the end of a scale, and not a sum of two others."""
    if not column.is_whole(1, MAX_ITEMS) or set(column.numbers) & set(SCALE_ENDS):
        return False
    papers = [one for one in others if one.filled and one.is_number and not any(map(one.rank, _OF_ANSWERS))]
    return not any(is_sum(column, two) for two in combinations(papers[:MAX_PAPERS], 2))


def _is_count(column: ColumnValues) -> bool:
    return column.is_whole(0, MAX_ITEMS) and not (column.names_share or column.is_of_each)


def _counts_questions(column: ColumnValues) -> bool:
    """Whether a column counts questions rather than points."""
    return _is_count(column) and not column.rank("points")


def _counts_up(column: ColumnValues) -> bool:
    return replace(column, cells=[cell.partition("/")[0].strip() for cell in column.cells]).is_sequence


def _equalizes_sums(choices: ColumnChoices, column: ColumnValues) -> bool:
    """Whether right and wrong answers have the same sum in each row only together with a column."""
    counts = [one.numbers for one in choices.columns if choices.targets.get(one.name) in {"n_correct", WRONG}]
    varies_without = len(_sums_of_rows(counts)) > 1
    varies_with_it = len(_sums_of_rows([*counts, column.numbers])) > 1
    return _is_count(column) and varies_without and not varies_with_it


def _sums_of_rows(columns: Sequence[Sequence[float | None]]) -> set[float]:
    return {sum(filter(None, row)) for row in zip(*columns, strict=True)}


def is_likely_part(most: ColumnValues, column: ColumnValues) -> bool:
    """Whether a column is mostly above half of `most`, as right answers are, varies, and has no other meaning."""
    others = ("n_wrong", "n_skipped", "position", "form", "length", "amount", "rating", "counted")
    pairs = zip(column.numbers, most.numbers, strict=True)
    shares = [part / whole for part, whole in pairs if whole and part is not None]
    is_varied = len(column.words) > 2 and not any(map(column.rank, others))
    return bool(shares) and is_varied and _is_part(most, column) and median(shares) > 1 / 2


def are_sums(column: ColumnValues, others: Iterable[ColumnValues]) -> bool:
    """Whether numbers are counts of right answers: too high or varied for one answer, or beside other counts."""
    given = {number for number in column.numbers if number}
    if not given or max(given) <= 1:
        return False
    return len(given) > 1 or min(given) > MAX_POINTS or any(_are_counts_beside(one, column) for one in others)


def _are_counts_beside(other: ColumnValues, column: ColumnValues) -> bool:
    """Whether another column has the number of questions or of wrong answers that a column goes with."""
    if other.rank("n_wrong"):
        return _is_count(other) and not other.is_whole(0, 1)
    is_asked = other.rank("n_items") > 1 or (other.rank("maximum") > 1 and not other.is_whole(0, MAX_POINTS))
    return is_asked and not other.is_sequence and _is_part(other, column)


def _is_part(most: ColumnValues, column: ColumnValues) -> bool:
    """Whether a column has counts that are never above those of another one."""
    pairs = zip(column.numbers, most.numbers, strict=True)
    return _is_count(column) and all(part <= whole for part, whole in pairs if part and whole)
