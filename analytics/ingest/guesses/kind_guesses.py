"""Guess what the rows of a table are, and tell when they may as well be something else."""

from collections.abc import Callable, Mapping
from itertools import pairwise, permutations

from analytics.ingest.guesses.column_values import FITTING, ColumnValues, amount
from analytics.ingest.guesses.result_guesses import is_likely_part
from analytics.ingest.guesses.span_guesses import ColumnChoices, has_rival, have_same_values, is_plain_number
from analytics.ingest.mapping.answer_keys import are_options
from analytics.ingest.mapping.targets import END, LENGTH_PARTS, PERSON, QUESTION_TEXT, SCORE, START_TIME, WRONG
from analytics.ingest.values.words import SECONDS, unit_in_name
from analytics.records import CheckIn, DomainResult, ItemResponse, SelfRating, StudySession

CHECK_IN_COLUMNS = ("sleep_h", "exercise_min", "evening_screen_min")

MIN_EXAM_ITEMS = 30
"""Practice exams rarely have fewer questions, and sets of questions for study rarely more."""


def likely_kind(guesses: Mapping[str, ColumnChoices]) -> str:
    """Return the most likely kind of a table, by the columns that it would have as each kind.

    If no kind fits, rows that name exams and have no length are results whose score is asked; others are sessions.
    """
    sessions = guesses[StudySession.TABLE]
    is_exam = _names_exams(guesses[DomainResult.TABLE]) and not has_length(sessions)
    other = DomainResult.TABLE if is_exam else StudySession.TABLE
    return next((kind for kind, is_one in KIND_TESTS.items() if is_one(guesses[kind], sessions)), other)


def is_doubtful(kind: str, guesses: Mapping[str, ColumnChoices]) -> bool:
    """Whether the guess of a kind may be wrong, by columns that it does not use or that are not clear."""
    sessions, results = guesses[StudySession.TABLE], guesses[DomainResult.TABLE]
    if kind == StudySession.TABLE:
        return _is_doubtful_study(sessions, results)
    if kind == CheckIn.TABLE:
        return any(column.rank("studying") for column in guesses[kind].free)
    return kind == DomainResult.TABLE and _are_doubtful_results(results, sessions)


def _is_doubtful_study(sessions: ColumnChoices, results: ColumnChoices) -> bool:
    """Whether sessions have several possible lengths or times, or may be results because they name no topic."""
    if has_rival(sessions) or sum(one.is_clock and bool(one.filled) and not one.is_number for one in sessions.free) > 1:
        return True
    if _has_times(sessions):
        return False
    numbers = [one for one in sessions.free if one.filled and is_plain_number(one)]
    if any(is_likely_part(most, one) for most, one in permutations(numbers, 2)):  # maybe questions and right answers
        return True
    topics = map(sessions.column, ("domain_id", "task_id", "resource", "activity"))
    names_topic = any(column is not None and column.is_category and column.rank("exam") < 2 for column in topics)
    if names_topic or _is_share_of_cards(results) or not results.has(SCORE, "n_correct"):
        return False
    n_items = results.column("n_items")
    is_quizzed = _is_study(sessions) or (n_items is not None and n_items.is_whole(0, MIN_EXAM_ITEMS))
    return not (is_quizzed and sessions.has("domain_id", "resource"))


def _are_doubtful_results(found: ColumnChoices, sessions: ColumnChoices) -> bool:
    """Whether results have several possible scores, or may be sessions, ratings, answers, or results of a topic."""
    n_items = found.column("n_items")
    may_be_numbers = n_items is not None and n_items.is_whole(1, 2)  # those of two answers; three would be a sequence
    if may_be_numbers or _has_rival_result(found):
        return True
    score = found.column(SCORE)
    if _names_exams(found):
        return False
    if score is not None and score.rank("rating") > 1 and not score.is_result:
        return True
    if found.has("domain_id"):
        return False
    is_timed = has_length(sessions) and not _has_exam_length(n_items)
    if is_timed and score is not None and (not score.is_result or _counts_cards(found)):
        return True
    texts = [one for one in found.free if one.is_category or (is_timed and one.is_text and not one.rank("note"))]
    topics = [one for one in texts if len(one.words) > 1 and not any(map(one.rank, ("exam", "activity", "place")))]
    return not all(_is_verdict(one, found) for one in topics)


def _is_verdict(column: ColumnValues, found: ColumnChoices) -> bool:
    """Whether a column splits the results at a score, with two words such as passed and failed."""
    results = found.column(SCORE) or found.column("n_correct")
    if results is None or not column.is_category or len(column.words) > 2:
        return False
    rows = [*zip(column.cells, map(amount, results.cells), strict=True)]
    scores = [sorted(score for cell, score in rows if cell == word and score is not None) for word in column.words]
    return all(lower[-1] < upper[0] for lower, upper in pairwise(sorted(filter(None, scores))))


def _has_rival_result(found: ColumnChoices) -> bool:
    """Whether another column may just as well be the right answers or the score; a passing score hardly varies."""
    score, right = found.column(SCORE), found.column("n_correct")
    if right is not None:
        counts = [one for one in found.free if one.filled and one.is_number and not one.names_share]
        counts = [one for one in counts if one.rank("n_correct") >= max(1, right.rank("n_correct"))]
        if not all(have_same_values(one, right) for one in counts):
            return True
    if score is None:
        return False
    varied = [one for one in found.free if one.filled and 2 * len(one.words) >= len(one.filled)]
    if score.is_of_total:
        return any(one.is_of_total for one in varied)
    rivals = [one for one in varied if one.is_percent or (one.is_number and one.rank(SCORE))]
    return any(one.rank(SCORE) >= score.rank(SCORE) and not have_same_values(one, score) for one in rivals)


def _is_share_of_cards(found: ColumnChoices) -> bool:
    """Whether a score is not called a result, so that it may be the share of cards or pages that were known."""
    score = found.column(SCORE)
    return score is not None and not score.is_result and _counts_cards(found)


def _counts_cards(found: ColumnChoices) -> bool:
    return any(one.is_number and one.rank("counted") > 1 for one in found.free)


def _are_responses(found: ColumnChoices, sessions: ColumnChoices) -> bool:
    correct = found.column("is_correct")
    day = found.column("taken_at")
    is_series = day is not None and 2 * len(day.words) < len(day.filled) and not has_length(sessions)
    is_question = found.has("position", "item_id", QUESTION_TEXT, "chosen")
    is_question = is_question or (is_series and correct is not None and correct.rank("is_correct") > 1)
    if not is_question or _has_times(sessions) or _is_study(sessions):
        return False
    if correct is None or correct.rank("is_correct"):
        return correct is not None or _has_answer_keys(found)
    length = sessions.column("time_on_task_min")
    is_answer_time = length is not None and unit_in_name(length.name) == SECONDS
    is_named = found.has("item_id", QUESTION_TEXT, "chosen") or not any(one.is_number for one in found.free)
    return is_answer_time or (is_named and not has_length(sessions))


def _has_answer_keys(found: ColumnChoices) -> bool:
    """Whether given answers can be compared with right ones: they are options, or have some texts in common."""
    mine, key = found.column("chosen"), found.column("correct_answer")
    if mine is None or key is None:
        return False
    return are_options(mine.filled) or are_options(key.filled) or not {*mine.words}.isdisjoint(key.words)


def _are_results(found: ColumnChoices, sessions: ColumnChoices) -> bool:
    """Whether rows are practice exams, and not study sessions with a score."""
    if _has_times(sessions) or not (found.has(SCORE, "n_correct") or has_counts(found)):
        return False
    score = found.column(SCORE)
    is_counted = score is not None and bool(score.filled) and score.is_of_total
    if _names_exams(found) or (found.has("form") and is_counted):
        return True
    if _is_study(sessions):
        return False
    names_exam = found.has("form", "provider") or _has_exam_length(found.column("n_items"))
    return (found.has("n_items", WRONG) and names_exam) or not _is_scored_study(found, sessions)


def _is_scored_study(found: ColumnChoices, sessions: ColumnChoices) -> bool:
    """Whether rows have a length, and a topic, no percentage, or a percentage less often than a length."""
    if not has_length(sessions):
        return False
    score, length = found.column(SCORE), sessions.column("time_on_task_min")
    if score is None or not score.is_percent or _is_share_of_cards(found):
        return True
    if _has_length_of_exam(sessions):
        return False
    is_rarer = length is not None and 0 < len(score.filled) < len(length.filled)
    return is_rarer or sessions.has("resource", "domain_id", "activity")


def _has_length_of_exam(sessions: ColumnChoices) -> bool:
    """Whether all topics of a day have the same length, as those of a practice exam do."""
    day, topic, length = map(sessions.column, ("started_at", "domain_id", "time_on_task_min"))
    if day is None or topic is None or length is None or len(day.words) < 2:
        return False
    n_lengths = len({*zip(day.cells, length.cells, strict=True)})
    return len(topic.words) > 1 and FITTING * n_lengths * len(topic.words) <= len(topic.filled)


def has_counts(found: ColumnChoices) -> bool:
    """Whether rows have at least two of the numbers of questions, right answers and wrong answers."""
    return sum(map(found.has, ("n_correct", "n_items", WRONG))) > 1


def _has_exam_length(n_items: ColumnValues | None) -> bool:
    """Whether all rows have the same number of questions, and at least as many as an exam."""
    numbers = set(n_items.numbers) if n_items is not None else set()
    return len(numbers) == 1 and (numbers.pop() or 0) >= MIN_EXAM_ITEMS


def _names_exams(found: ColumnChoices) -> bool:
    """Whether a column named after exams or attempts differs in most rows of a person, as topics would not."""
    named = [one for one in found.columns if one is found.column("form") or one.is_sequence]
    named = [one for one in named if max(one.rank("exam"), one.rank("attempt")) > 1]
    person = found.column(PERSON)
    n_people = 1 if person is None else len(person.words)
    return any(2 * n_people * len(one.words) > len(one.filled) for one in named)


KIND_TESTS: Mapping[str, Callable[[ColumnChoices, ColumnChoices], bool]] = {
    ItemResponse.TABLE: _are_responses,
    DomainResult.TABLE: _are_results,
    CheckIn.TABLE: lambda found, sessions: found.has(*CHECK_IN_COLUMNS) and not _is_study(sessions),
    SelfRating.TABLE: lambda found, sessions: (
        found.has("rating") and found.has("domain_id") and not has_length(sessions)
    ),
}
"""The test for each kind, tried in turn; it also gets the columns as study sessions, the kind if no test passes."""


def _has_times(sessions: ColumnChoices) -> bool:
    return sessions.has(END) or (sessions.has(START_TIME) and has_length(sessions))


def _is_study(sessions: ColumnChoices) -> bool:
    """Whether the length, or a column of yes and no beside it, is named study."""
    length = sessions.column("time_on_task_min")
    named = [length, *(one for one in sessions.free if one.filled and one.is_yes_no)]
    return length is not None and any(one is not None and one.rank("studying") for one in named)


def has_length(sessions: ColumnChoices) -> bool:
    """Whether rows have a length, or columns that it can be computed from."""
    start = sessions.column(START_TIME)
    is_range = start is not None and start.is_clock_range
    return is_range or sessions.has("time_on_task_min", END, *LENGTH_PARTS)
