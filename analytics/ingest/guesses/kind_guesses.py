"""Guess what a row of a table is, and say when it may as well be something else."""

from collections.abc import Callable, Mapping
from itertools import pairwise, permutations

from analytics.ingest.guesses.column_values import FITTING, ColumnValues, amount
from analytics.ingest.guesses.result_guesses import is_likely_part
from analytics.ingest.guesses.span_guesses import Chosen, has_rival, is_plain_number, is_same
from analytics.ingest.mapping.answer_keys import are_options
from analytics.ingest.mapping.targets import END, LENGTH_PARTS, PERSON, QUESTION_TEXT, SCORE, START_TIME, WRONG
from analytics.ingest.values.words import SECONDS, unit_in_name
from analytics.records import CheckIn, DomainResult, ItemResponse, SelfRating, StudySession

CHECKED = ("sleep_h", "exercise_min", "evening_screen_min")

MIN_EXAM_ITEMS = 30
"""A practice exam has rarely fewer questions, and a set of questions that one studies with rarely more."""


def likely_kind(guesses: Mapping[str, Chosen]) -> str:
    """Return the kind of a table by the columns that it would have as each kind.

    Without a length, rows that name exams are rather results, whose score is asked, than sessions.
    """
    spent = guesses[StudySession.TABLE]
    is_exam = _names_exams(guesses[DomainResult.TABLE]) and not has_length(spent)
    other = DomainResult.TABLE if is_exam else StudySession.TABLE
    return next((kind for kind, is_one in IS_KIND.items() if is_one(guesses[kind], spent)), other)


def is_doubtful(kind: str, guesses: Mapping[str, Chosen]) -> bool:
    """Whether columns that a guess leaves out, or takes without a sign, say that it may be wrong."""
    found, spent, results = guesses[kind], guesses[StudySession.TABLE], guesses[DomainResult.TABLE]
    if kind == StudySession.TABLE:
        return _is_doubtful_study(spent, results)
    if kind == CheckIn.TABLE:
        return any(column.rank("studying") for column in found.free)
    return kind == DomainResult.TABLE and _are_doubtful_results(results, spent)


def _is_doubtful_study(spent: Chosen, results: Chosen) -> bool:
    """Whether sessions have several lengths or times, or may be results and do not say what was studied."""
    if has_rival(spent) or sum(one.is_clock and bool(one.filled) and not one.is_number for one in spent.free) > 1:
        return True
    if _have_times(spent):
        return False
    numbers = [one for one in spent.free if one.filled and is_plain_number(one)]
    if any(is_likely_part(most, one) for most, one in permutations(numbers, 2)):  # perhaps questions and right answers
        return True
    topics = map(spent.column, ("domain_id", "task_id", "resource", "activity"))
    names_topic = any(column is not None and column.is_category and column.rank("exam") < 2 for column in topics)
    names_topic = names_topic or _is_share_of_cards(results)
    if names_topic or not results.has(SCORE, "n_correct"):
        return False
    n_items = results.column("n_items")
    is_quizzed = _is_study(spent) or (n_items is not None and n_items.is_whole(0, MIN_EXAM_ITEMS))
    return not (is_quizzed and spent.has("domain_id", "resource"))


def _are_doubtful_results(found: Chosen, spent: Chosen) -> bool:
    """Whether results have several scores, or may be study, ratings, two answers or of a topic and name no exam."""
    n_items = found.column("n_items")
    may_be_numbers = n_items is not None and n_items.is_whole(1, 2)  # with a third one, they are those of answers
    if may_be_numbers or _has_rival_result(found) or _has_rival_count(found):
        return True
    score = found.column(SCORE)
    if _names_exams(found):
        return False
    if score is not None and score.rank("rating") > 1 and not score.is_result:
        return True
    if found.has("domain_id"):
        return False
    is_timed = has_length(spent) and not _have_exam_length(n_items)
    if is_timed and score is not None and (not score.is_result or _count_cards(found)):
        return True
    texts = [one for one in found.free if one.is_category or (is_timed and one.is_text and not one.rank("note"))]
    topics = [one for one in texts if len(one.words) > 1 and not any(map(one.rank, ("exam", "activity", "place")))]
    return not all(_is_verdict(one, found) for one in topics)


def _is_verdict(column: ColumnValues, found: Chosen) -> bool:
    """Whether a column says in two words which results are above a mark, such as passed and failed."""
    results = found.column(SCORE) or found.column("n_correct")
    if results is None or not column.is_category or len(column.words) > 2:
        return False
    rows = [*zip(column.cells, map(amount, results.cells), strict=True)]
    scores = [sorted(score for cell, score in rows if cell == word and score is not None) for word in column.words]
    return all(lower[-1] < upper[0] for lower, upper in pairwise(sorted(filter(None, scores))))


def _has_rival_result(found: Chosen) -> bool:
    """Whether another column may be the score just as well; a mark to reach is mostly the same."""
    score = found.column(SCORE)
    if score is None:
        return False
    varied = [one for one in found.free if one.filled and 2 * len(one.words) >= len(one.filled)]
    if score.is_of_total:
        return any(one.is_of_total for one in varied)
    rivals = [one for one in varied if one.is_percent or (one.is_number and one.rank(SCORE))]
    return any(one.rank(SCORE) >= score.rank(SCORE) and not is_same(one, score) for one in rivals)


def _has_rival_count(found: Chosen) -> bool:
    """Whether another column may be the right answers just as well."""
    right = found.column("n_correct")
    if right is None:
        return False
    counts = [one for one in found.free if one.filled and one.is_number and not one.names_share]
    counts = [one for one in counts if one.rank("n_correct") >= max(1, right.rank("n_correct"))]
    return not all(is_same(one, right) for one in counts)


def _is_share_of_cards(found: Chosen) -> bool:
    """Whether a score that no word calls a result is what one still knew of cards, pages or the like."""
    score = found.column(SCORE)
    return score is not None and not score.is_result and _count_cards(found)


def _count_cards(found: Chosen) -> bool:
    return any(one.is_number and one.rank("counted") > 1 for one in found.free)


def _are_responses(found: Chosen, spent: Chosen) -> bool:
    correct = found.column("is_correct")
    day = found.column("taken_at")
    is_series = day is not None and 2 * len(day.words) < len(day.filled) and not has_length(spent)
    is_question = found.has("position", "item_id", QUESTION_TEXT, "chosen")
    is_question = is_question or (is_series and correct is not None and correct.rank("is_correct") > 1)
    if not is_question or _have_times(spent) or _is_study(spent):
        return False
    if correct is None or correct.rank("is_correct"):  # what is right is asked
        return correct is not None or _have_keys(found)
    length = spent.column("time_on_task_min")
    is_answer_time = length is not None and unit_in_name(length.name) == SECONDS
    is_named = found.has("item_id", QUESTION_TEXT, "chosen") or not any(one.is_number for one in found.free)
    return is_answer_time or (is_named and not has_length(spent))


def _have_keys(found: Chosen) -> bool:
    """Whether right answers stand beside those chosen: options, or some of the same texts."""
    mine, key = found.column("chosen"), found.column("correct_answer")
    if mine is None or key is None:
        return False
    return are_options(mine.filled) or are_options(key.filled) or not {*mine.words}.isdisjoint(key.words)


def _are_results(found: Chosen, spent: Chosen) -> bool:
    """Whether rows are practice exams.

    Study may have a score beside its length, but neither names an exam nor has an exam's number of questions in each
    row.
    """
    if _have_times(spent) or not (found.has(SCORE, "n_correct") or are_counted(found)):
        return False
    score = found.column(SCORE)
    is_counted = score is not None and bool(score.filled) and score.is_of_total
    if _names_exams(found) or (found.has("form") and is_counted):
        return True
    if _is_study(spent):
        return False
    names_exam = found.has("form", "provider") or _have_exam_length(found.column("n_items"))
    return (found.has("n_items", WRONG) and names_exam) or not _is_scored_study(found, spent)


def _is_scored_study(found: Chosen, spent: Chosen) -> bool:
    """Whether rows have a length, and say what was studied, have no percentage, or more often a length than it."""
    if not has_length(spent):
        return False
    score, length = found.column(SCORE), spent.column("time_on_task_min")
    if score is None or not score.is_percent or _is_share_of_cards(found):
        return True
    if _has_length_of_exam(spent):
        return False
    is_rarer = length is not None and 0 < len(score.filled) < len(length.filled)
    return is_rarer or spent.has("resource", "domain_id", "activity")


def _has_length_of_exam(spent: Chosen) -> bool:
    """Whether a length stands with all topics of its day, as that of a practice exam does."""
    day, topic, length = map(spent.column, ("started_at", "domain_id", "time_on_task_min"))
    if day is None or topic is None or length is None or len(day.words) < 2:
        return False
    n_lengths = len({*zip(day.cells, length.cells, strict=True)})
    return len(topic.words) > 1 and FITTING * n_lengths * len(topic.words) <= len(topic.filled)


def are_counted(found: Chosen) -> bool:
    """Whether rows have two of the numbers of questions, right and wrong answers, as only results have."""
    return sum(map(found.has, ("n_correct", "n_items", WRONG))) > 1


def _have_exam_length(n_items: ColumnValues | None) -> bool:
    """Whether all rows have the same number of questions, and as many as an exam."""
    numbers = set(n_items.numbers) if n_items is not None else set()
    return len(numbers) == 1 and (numbers.pop() or 0) >= MIN_EXAM_ITEMS


def _names_exams(found: Chosen) -> bool:
    """Whether a column named after exams, or a numbering, tells most rows of a person apart, as topics do not."""
    named = [one for one in found.columns if one is found.column("form") or one.is_sequence]
    named = [one for one in named if max(one.rank("exam"), one.rank("attempt")) > 1]
    person = found.column(PERSON)
    n_people = 1 if person is None else len(person.words)
    return any(2 * n_people * len(one.words) > len(one.filled) for one in named)


IS_KIND: Mapping[str, Callable[[Chosen, Chosen], bool]] = {
    ItemResponse.TABLE: _are_responses,
    DomainResult.TABLE: _are_results,
    CheckIn.TABLE: lambda found, spent: found.has(*CHECKED) and not _is_study(spent),
    SelfRating.TABLE: lambda found, spent: found.has("rating") and found.has("domain_id") and not has_length(spent),
}
"""Tried in turn, with the columns that study sessions would have; a table that is none of these holds sessions."""


def _have_times(spent: Chosen) -> bool:
    return spent.has(END) or (spent.has(START_TIME) and has_length(spent))


def _is_study(spent: Chosen) -> bool:
    """Whether the length is named study, or a yes or no beside it is."""
    length = spent.column("time_on_task_min")
    named = [length, *(one for one in spent.free if one.filled and one.is_yes_no)]
    return length is not None and any(one is not None and one.rank("studying") for one in named)


def has_length(spent: Chosen) -> bool:
    """Whether rows have a length, or what it follows from."""
    start = spent.column(START_TIME)
    is_range = start is not None and start.is_clock_range
    return is_range or spent.has("time_on_task_min", END, *LENGTH_PARTS)
