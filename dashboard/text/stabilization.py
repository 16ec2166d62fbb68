"""Texts of score stabilization and of repeated questions."""

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.practice_results import PracticeResult
from analytics.models.dispersion import NOTABLE_FACTOR, DispersionVerdict
from analytics.models.intervals import Interval
from analytics.models.stability import FIRM_LEVEL, LIKELY_LEVEL, StabilityWord
from analytics.reports.decision.verdict import Caveat, StatementVerdict
from analytics.reports.practice.stabilization import MIN_TIMED, SeenEffect, StabilizationReport
from dashboard import formatting
from dashboard.text import common, method_inputs, names, navigation, statements, verdicts
from dashboard.text.shapes import Columns, chart, method, paragraph, phrases

SCORES = chart("stabilization_scores", numbers=common.SAME_IN_NUMBERS)
EXPECTED = "your level"
MAIN_NOTE = paragraph("stabilization_main_note")
INFLATION = chart("stabilization_inflation", numbers=common.SAME_IN_NUMBERS)
NEW, SEEN = "new", "seen before"
PAIRS_NOTE = "The chart shows raw shares, which include what you learned in between. The estimate allows for that."
FAST_NOTE = paragraph("stabilization_fast_note")
FIRST_EXAM = "Take a first practice exam, then two more. The third can show whether your score has settled."
EXAM_A_WEEK = "To see whether your score holds, take one practice exam a week: new questions, timed, without notes."
NEW_SET = "Take your next practice exam from a question set you have not seen, ideally from another provider."
ADD_EXAM, TO_GAPS = "Add a practice exam", "See your gap audit"
DISPERSIONS = phrases(DispersionVerdict, "stabilization_dispersions")


def answer(report: StabilizationReport) -> str:
    stability = report.readiness.stability
    if report.readiness.passed_on is not None:
        return common.passed_on(report.readiness.passed_on)
    if not stability.n_practice_exams:
        return "No practice exam yet"
    word = statements.WORDS[stability.word]
    if stability.word in {StabilityWord.SETTLED, StabilityWord.PROBABLY_SETTLED}:
        return f"{word} within {stability.band_percent:g} points"
    if stability.gaps:
        return word
    change = stability.change_percent
    return f"{word}: {formatting.points(change.value)} ({formatting.points.range(change)})"


def sentence(report: StabilizationReport) -> str:
    stability = report.readiness.stability
    if report.readiness.passed_on is not None:
        return "" if stability.gaps else statements.stayed_within(report.readiness)
    if not stability.n_practice_exams:
        return "" if report.readiness.has_ended else FIRST_EXAM
    if stability.gaps:
        return statements.gaps(report.readiness)
    return f"{statements.stayed_within(report.readiness)} {evidence(report)}"


def evidence(report: StabilizationReport) -> str:
    counts = report.readiness.counts
    if not counts.n_new_in_window:
        return f"You answered no new questions in the last {common.WINDOW}."
    questions = formatting.counted(counts.n_new_in_window, "new question")
    return f"Based on {questions} from {formatting.counted(counts.n_forms_in_window, 'set')}."


def next_step(report: StabilizationReport) -> str:
    answer_of = report.readiness
    following, word = common.next_exam(answer_of), statements.WORDS[answer_of.stability.word].lower()
    keep_going = f"Keep going. {following or common.NONE_LEFT}"
    low = paragraph("stabilization_stable_and_low", word=word)
    days_left = (answer_of.exam_on - answer_of.as_of).days  # none without an exam day
    can_book = answer_of.ready is StatementVerdict.YES and not (answer_of.is_booked or 0 < days_left <= DAYS_PER_WEEK)
    steps = (
        (answer_of.awaited_result_on is not None, " ".join(verdicts.reasons(answer_of))),
        (report.is_stable_and_low, low),
        (not following, keep_going),
        (bool(answer_of.stability.gaps), EXAM_A_WEEK),
        (answer_of.genuine is not StatementVerdict.YES, NEW_SET),
        (can_book, paragraph("stabilization_ready", booking=navigation.BOOKING)),
        (True, keep_going),
    )
    return next(sentence for holds, sentence in steps if holds)


def next_forecast(report: StabilizationReport) -> str:
    forecast = report.next_forecast
    if forecast is None:
        return ""
    provider = f"from {names.provider(forecast.provider)}" if forecast.provider else "like the last one"
    level, score = formatting.percent(forecast.percent.level), formatting.percent_correct.range(forecast.percent)
    exam = f"a new practice exam on {formatting.day(forecast.day)}, {formatting.questions(forecast.n_items)} {provider}"
    return f"The bracket is the {level} range for {exam}: {score}."


def corridor_label(report: StabilizationReport) -> str:
    return f"±{report.readiness.stability.band_percent:g} points in {common.WINDOW}"


def current_level(report: StabilizationReport) -> str:
    """Return today's level, a missed forecast, the next one, and how much exams vary."""
    ready, spread = report.readiness, report.dispersion
    cut, level = formatting.percent_correct.with_range(ready.cut_percent), formatting.percent.with_range(report.now)
    when = "today is" if ready.passed_on is None else f"on {formatting.day(ready.as_of)} was"
    now = f"Your level {when} {level}. The {common.CUT} is {cut}."
    factor = formatting.decimal().with_range(spread.factor) if spread else ""
    vary = DISPERSIONS[spread.verdict].format(factor=factor) if spread else ""
    return f"{now} {statements.scored(ready.missed_forecast)} {next_forecast(report)} {vary}"


def inflation(report: StabilizationReport) -> str:
    lift = report.readiness.inflation
    if Caveat.QUESTIONS_ARE_PUBLIC in report.readiness.reasons:
        return common.REASONS[Caveat.QUESTIONS_ARE_PUBLIC]
    if lift is None:
        return "No question is recorded as seen before, so there is no effect to measure."
    return paragraph("stabilization_inflation", points=formatting.points.with_range(lift))


def fast_answers(report: StabilizationReport) -> str:
    if not report.seen_effects:
        return ""
    timed = [(effect.provider, effect.fast) for effect in report.seen_effects if effect.fast is not None]
    if not timed:
        return paragraph("stabilization_too_few_timed", least=str(MIN_TIMED))
    each = [
        f"{names.provider(provider) or common.NO_PROVIDER}: {_part(one.share)} of "
        f"{formatting.counted(one.n_timed, 'correct answer')} to repeated questions came fast, compared with "
        f"{_part(one.share_of_new)} of those to new ones."
        for provider, one in timed
    ]
    return f"{' '.join(each)} {FAST_NOTE}"


def _part(share: Interval) -> str:
    """Write a share with its range, even if the ends are equal."""
    write = formatting.counted_percent
    return f"{write(share.value)} ({formatting.span(write.digits(share.low), write(share.high))})"


def pair_label(effect: SeenEffect, *, is_seen: bool) -> str:
    return f"{SEEN} ({effect.n_seen})" if is_seen else f"{NEW} ({effect.n_new})"


def _raw(share: Interval | None, n_items: int) -> str:
    return "not separated" if share is None else f"{formatting.counted_percent.with_range(share)} of {n_items:,}"


EFFECT_COLUMNS: Columns[SeenEffect] = {
    "Provider": lambda effect: formatting.literal(effect.provider) or common.NO_PROVIDER,
    f"Correct, {NEW}": lambda effect: _raw(effect.new, effect.n_new),
    f"Correct, {SEEN}": lambda effect: _raw(effect.seen, effect.n_seen),
    "Estimated effect": lambda effect: formatting.points.with_range(effect.lift),
    "Fast among correct repeats": lambda effect: (
        "too early to tell" if effect.fast is None else _part(effect.fast.share)
    ),
}
POINT_COLUMNS: Columns[PracticeResult] = {
    "Day": lambda point: formatting.day(point.day),
    "Provider": lambda point: formatting.literal(point.provider) or common.NO_PROVIDER,
    "Correct": lambda point: f"{point.n_correct} of {point.n_items}",
    "Score": lambda point: formatting.counted_percent.with_range(point.share),
    "Seen before": lambda point: formatting.counted_percent(point.seen_share) if point.seen_share else "none",
}


def inputs(report: StabilizationReport) -> list[tuple[str, str]]:
    stability = report.readiness.stability
    now = formatting.percent.with_range(report.now)
    prior = ", as for candidates in general; ratings are not used" if report.readiness.is_prior_only else ""
    within = formatting.percent(stability.probability)
    rows = [
        *method_inputs.readiness(report.readiness),
        (f"Your level, {common.range_level(report.now.level)}", f"{now}{prior}"),
        ("Window", f"{common.WINDOW}, from {formatting.full_day(report.window_start)}"),
        ("Band", f"{stability.band_percent:g} points either way"),
        *([] if stability.gaps else [("Chance that your level moved by no more than the band", within)]),
        ("Settled: chance from", formatting.percent(FIRM_LEVEL)),
        ("Probably settled: chance from", formatting.percent(LIKELY_LEVEL)),
        ("Probably still moving: chance up to", formatting.percent(1 - LIKELY_LEVEL)),
        ("Still moving: chance up to", formatting.percent(1 - FIRM_LEVEL)),
    ]
    if report.dispersion is not None:
        name = f"Chance that exams vary at least {NOTABLE_FACTOR:g} times as much as usual"
        rows.append((name, formatting.percent(report.dispersion.probability_more)))
    return rows


METHOD = method("stabilization", ability=common.METHOD_ABILITY, notable_factor=f"{NOTABLE_FACTOR:g}")
