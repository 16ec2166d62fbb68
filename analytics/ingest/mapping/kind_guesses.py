"""Guess what a row of a table is, and say when it may as well be something else."""

from collections.abc import Callable, Mapping
from itertools import pairwise, permutations

from analytics.ingest.mapping import columns as parts
from analytics.ingest.mapping.column_values import ColumnValues, amount
from analytics.ingest.mapping.result_guesses import is_likely_part
from analytics.ingest.mapping.span_guesses import Chosen, has_rival, is_plain_number, is_same
from analytics.ingest.values.words import SECONDS, unit_in_name
from analytics.records import CheckIn, DomainResult, ItemResponse, SelfRating, StudySession

CHECKED = ("sleep_h", "exercise_min", "evening_screen_min")

MIN_EXAM_ITEMS = 30
"""A practice exam has rarely fewer questions, and a set of questions that one studies with rarely more."""

OF_CARDS = (False, True)
"""A share of cards, pages or the like that no word calls a result is what one still knew of them."""


def likely_kind(guesses: Mapping[str, Chosen]) -> str:
    """Return the kind of a table by the columns that it would have as each kind."""
    spent = guesses[StudySession.TABLE]
    return next((kind for kind, is_one in IS_KIND.items() if is_one(guesses[kind], spent)), StudySession.TABLE)


def is_doubtful(kind: str, guesses: Mapping[str, Chosen]) -> bool:
    """Whether columns that a guess leaves out, or takes without a sign, say that it may be wrong."""
    found = guesses[kind]
    if kind == StudySession.TABLE:
        is_scored = guesses[DomainResult.TABLE].has(parts.SCORE, "n_correct")
        is_other = _have_times(found) or _tells_subjects(found) or _share_of(guesses[DomainResult.TABLE]) == OF_CARDS
        n_items = guesses[DomainResult.TABLE].column("n_items")
        is_quizzed = _is_study(found) or (n_items is not None and n_items.is_whole(0, MIN_EXAM_ITEMS))
        is_other = is_other or (is_quizzed and found.has("domain_id", "resource"))
        return has_rival(found) or (is_scored and not is_other) or (_may_be_counts(found) and not _have_times(found))
    if kind == CheckIn.TABLE:
        return any(column.rank("studying") for column in found.free)
    is_timed = has_length(guesses[StudySession.TABLE]) and not _have_exam_length(found.column("n_items"))
    texts = [one for one in found.free if one.is_category or (is_timed and one.is_text and not one.rank("note"))]
    topics = [one for one in texts if len(one.words) > 1 and not any(map(one.rank, ("exam", "activity", "place")))]
    topics = [one for one in topics if not _is_verdict(one, found)]
    is_open = not (found.has("domain_id") or _names_exams(found))
    may_be_study = is_timed and _share_of(found) != (True, False)
    has_rivals = _has_rival_result(found) or _has_rival_count(found)
    return kind == DomainResult.TABLE and (has_rivals or (is_open and (bool(topics) or may_be_study)))


def _may_be_counts(found: Chosen) -> bool:
    """Whether two numbers that no name explains may be questions and right answers."""
    numbers = [one for one in found.free if one.filled and is_plain_number(one)]
    return any(is_likely_part(most, one) for most, one in permutations(numbers, 2))


def _is_verdict(column: ColumnValues, found: Chosen) -> bool:
    """Whether a column says in two words which results are above a mark, such as passed and failed."""
    results = found.column(parts.SCORE) or found.column("n_correct")
    if results is None or not column.is_category or len(column.words) > 2:
        return False
    rows = [*zip(column.cells, map(amount, results.cells), strict=True)]
    scores = [sorted(score for cell, score in rows if cell == word and score is not None) for word in column.words]
    return all(lower[-1] < upper[0] for lower, upper in pairwise(sorted(filter(None, scores))))


def _has_rival_result(found: Chosen) -> bool:
    """Whether another column may be the score just as well; a mark to reach is mostly the same."""
    score = found.column(parts.SCORE)
    if score is None or score.is_of_total:
        return False
    varied = [one for one in found.free if one.filled and 2 * len(one.words) >= len(one.filled)]
    rivals = [one for one in varied if one.is_percent or (one.is_number and one.rank(parts.SCORE))]
    return any(one.rank(parts.SCORE) >= score.rank(parts.SCORE) and not is_same(one, score) for one in rivals)


def _has_rival_count(found: Chosen) -> bool:
    """Whether another column may be the right answers just as well."""
    right = found.column("n_correct")
    if right is None:
        return False
    counts = [one for one in found.free if one.filled and one.is_number and not one.names_share]
    counts = [one for one in counts if one.rank("n_correct") >= max(1, right.rank("n_correct"))]
    return not all(is_same(one, right) for one in counts)


def _share_of(found: Chosen) -> tuple[bool, bool]:
    """Whether a word calls the score a result, if any, and whether numbers of cards or the like are beside it."""
    score = found.column(parts.SCORE)
    is_beside = score is not None and any(one.is_number and one.rank("counted") > 1 for one in found.free)
    return score is None or score.is_result, is_beside


def _tells_subjects(spent: Chosen) -> bool:
    """Whether some words that repeat say what was studied, and do not name exams."""
    columns = map(spent.column, ("domain_id", "task_id", "resource", "activity"))
    return any(column is not None and column.is_category and column.rank("exam") < 2 for column in columns)


def _are_responses(found: Chosen, spent: Chosen) -> bool:
    correct = found.column("is_correct")
    day = found.column("taken_at")
    is_series = day is not None and 2 * len(day.words) < len(day.filled) and not has_length(spent)
    is_question = found.has("position", "item_id", parts.QUESTION_TEXT, "chosen")
    is_question = is_question or (is_series and correct is not None and correct.rank("is_correct") > 1)
    if not is_question or _have_times(spent) or _is_study(spent):
        return False
    if correct is None or correct.rank("is_correct"):  # what is right is asked
        return correct is not None or (found.has("chosen") and found.has("correct_answer"))
    length = spent.column("time_on_task_min")
    is_answer_time = length is not None and unit_in_name(length.name) == SECONDS
    is_named = found.has("item_id", parts.QUESTION_TEXT, "chosen") or not any(one.is_number for one in found.free)
    return is_answer_time or (is_named and not has_length(spent))


def _are_results(found: Chosen, spent: Chosen) -> bool:
    """Whether rows are practice exams.

    Study may have a score beside its length, but says what was studied, and neither names an exam nor has an exam's
    number of questions in each row.
    """
    score = found.column(parts.SCORE)
    is_counted = score is not None and bool(score.filled) and score.is_of_total
    of_exam = _names_exams(found) or (found.has("form") and is_counted)
    names_exam = found.has("form", "provider") or _have_exam_length(found.column("n_items"))
    is_share = score is not None and score.is_percent
    has_subject = spent.has("resource", "domain_id", "activity") or _share_of(found) == OF_CARDS
    length = spent.column("time_on_task_min")
    is_rarer = score is not None and length is not None and 0 < len(score.filled) < len(length.filled)
    is_study = has_length(spent) and (has_subject or not is_share or is_rarer)
    is_exam = of_exam or (found.has("n_items", parts.WRONG) and names_exam) or not is_study
    is_exam = is_exam and (of_exam or not _is_study(spent)) and not _have_times(spent)
    return is_exam and (found.has(parts.SCORE, "n_correct") or are_counted(found))


def are_counted(found: Chosen) -> bool:
    """Whether rows have two of the numbers of questions, right and wrong answers, as only results have."""
    return sum(map(found.has, ("n_correct", "n_items", parts.WRONG))) > 1


def _have_exam_length(n_items: ColumnValues | None) -> bool:
    """Whether all rows have the same number of questions, and as many as an exam."""
    numbers = set(n_items.numbers) if n_items is not None else set()
    return len(numbers) == 1 and (numbers.pop() or 0) >= MIN_EXAM_ITEMS


def _names_exams(found: Chosen) -> bool:
    """Whether a column named after exams, or a numbering, tells most rows apart, as tests are and no topics are."""
    named = [one for one in found.columns if one is found.column("form") or one.is_sequence]
    return any(max(one.rank("exam"), one.rank("attempt")) > 1 and 2 * len(one.words) > len(one.filled) for one in named)


IS_KIND: Mapping[str, Callable[[Chosen, Chosen], bool]] = {
    ItemResponse.TABLE: _are_responses,
    DomainResult.TABLE: _are_results,
    CheckIn.TABLE: lambda found, spent: found.has(*CHECKED) and not _is_study(spent),
    SelfRating.TABLE: lambda found, spent: found.has("rating") and found.has("domain_id") and not has_length(spent),
}
"""Tried in turn, with the columns that study sessions would have; a table that is none of these holds sessions."""


def _have_times(spent: Chosen) -> bool:
    """Whether rows have a start with a time of day and a length, as study sessions have."""
    return spent.has(parts.END) or (spent.has(parts.START_TIME) and has_length(spent))


def _is_study(spent: Chosen) -> bool:
    """Whether the length is named study, or a yes or no beside it is."""
    length = spent.column("time_on_task_min")
    named = [length, *(one for one in spent.free if one.filled and one.is_yes_no)]
    return length is not None and any(one is not None and one.rank("studying") for one in named)


def has_length(spent: Chosen) -> bool:
    """Whether rows have a length, or what it follows from."""
    start = spent.column(parts.START_TIME)
    is_range = start is not None and start.is_clock_range
    return is_range or spent.has("time_on_task_min", parts.END, *parts.LENGTH_PARTS)
