"""Texts of the score stabilization."""

from collections.abc import Mapping

from analytics.estimation.practice_points import PracticePoint
from analytics.models.dispersion import NOTABLE_FACTOR, DispersionVerdict
from analytics.models.intervals import Interval
from analytics.models.stability import FIRM_LEVEL, LIKELY_LEVEL, StabilityWord
from analytics.reports.decision.verdict import (
    GENUINE_NEW_ITEMS,
    MIN_EXAMS_FOR_STABILITY,
    Reason,
    StabilityGap,
    StatementVerdict,
    Verdict,
)
from analytics.reports.practice.seen_effects import MIN_TIMED, FastResponses, SeenEffect
from analytics.reports.practice.stabilization import StabilizationReport
from dashboard import formatting
from dashboard.text import common, method_inputs, navigation, statements
from dashboard.text.shapes import ChartText, Column, method

SCORES = ChartText(
    title="How has your level moved?",
    alt=(
        "Practice exams over time as dots with the range of their chance, your level with its range, the "
        "corridor of the last weeks, the cut score, and the range of the next practice exam. The same numbers stand in "
        "the table."
    ),
    y_axis=common.SCORE_AXIS,
)
EXPECTED = "your level"
MAIN_NOTE = (
    "Dots are practice exams, larger with more questions, hollow where most questions had been seen before; their "
    "whiskers are what chance alone allows. The line is your level, with its range: the share of new questions that "
    "you would get right."
)
INFLATION = ChartText(
    title="What do questions seen before add?",
    alt="For each provider the raw share right of new questions and of those seen before, with ranges.",
    x_axis="Answered rightly (%)",
)
NEW, SEEN = "new", "seen before"
FAST_NOTE = (
    "Fast is less than a third of the time that a right answer on a new question usually takes you. It may be recall, "
    "or a question that has become easy: it is shown, and judges nothing."
)
TABLE_TITLE = "The practice exams as a table"
ANSWERS: Mapping[StabilityWord, str] = {
    StabilityWord.SETTLED: "Your level has settled.",
    StabilityWord.PROBABLY_SETTLED: "Your level has probably settled.",
    StabilityWord.TOO_EARLY: "It's too early to tell whether your level has settled.",
    StabilityWord.PROBABLY_MOVING: "Your level is probably still moving.",
    StabilityWord.MOVING: "Your level is still moving.",
}
NO_EXAM = "There is no practice exam yet, so there is no score that could have settled. Sit a first one, then two more."


def answer(report: StabilizationReport) -> str:
    stability = report.readiness.stability
    if not stability.n_practice_exams:
        return NO_EXAM
    why = statements.gaps(report.readiness) if stability.gaps else statements.stayed_within(report.readiness)
    return f"{ANSWERS[stability.word]} {why} {evidence(report)}"


def evidence(report: StabilizationReport) -> str:
    n_new, n_providers = report.readiness.n_new_items_in_window, len(report.providers_in_window)
    if not n_new:
        return f"No new question was answered in the last {statements.WINDOW}."
    questions, providers = formatting.counted(n_new, "new question"), formatting.counted(n_providers, "provider")
    return f"It rests on {questions} from {providers}."


def stable_and_low(report: StabilizationReport) -> str:
    if not report.is_stable_and_low:
        return ""
    return (
        "Your score has settled where it does not suffice. More of the same is not likely to lift it, and booking now "
        "would not either: change how you study first. The gap audit shows where the questions are lost."
    )


def next_step(report: StabilizationReport) -> str:
    """Return the first step whose condition holds."""
    answer_of, gaps = report.readiness, set(report.readiness.stability.gaps)
    next_day = common.next_exam(answer_of.next_practice_exam, answer_of.as_of)
    steps = (
        (answer_of.verdict is Verdict.EXAM_RETIRED, common.REASONS[Reason.RETIRED]),
        (
            report.is_stable_and_low,
            "Change the method, not the date: other kinds of work, in the domains that lose most questions.",
        ),
        (
            bool(gaps & {StabilityGap.TOO_FEW_EXAMS, StabilityGap.NONE_IN_WINDOW}),
            "Sit a practice exam of new questions, timed and without notes.",
        ),
        (bool(gaps), "Wait for the window to fill: a practice exam a week shows whether the score holds."),
        (
            answer_of.genuine is not StatementVerdict.YES,
            "Take the next practice exam from a form that you have not seen, best from another provider.",
        ),
        (
            answer_of.ready is StatementVerdict.YES,
            f"Ready and genuine: the page {navigation.BOOKING} weighs the date.",
        ),
        (True, f"Keep to the plan. {common.NEXT_EXAM}: {next_day}."),
    )
    return next(sentence for holds, sentence in steps if holds)


def next_exam(report: StabilizationReport) -> str:
    forecast = report.next_exam
    if forecast is None:
        return ""
    provider = f"from {formatting.literal(forecast.provider)}" if forecast.provider else "like the last one"
    return (
        f"The bracket: of new practice exams of {formatting.questions(forecast.n_items)} {provider} on "
        f"{formatting.day(forecast.day)}, {10 * forecast.percent.level:.0f} in 10 would give "
        f"{formatting.percent_correct.range(forecast.percent)}."
    )


def next_label(report: StabilizationReport) -> str:
    if report.next_exam is None:
        return ""
    return f"next: {formatting.percent_correct.range(report.next_exam.percent)}"


def corridor_label(report: StabilizationReport) -> str:
    return f"±{report.readiness.stability.band_percent:g} points"


def now(report: StabilizationReport) -> str:
    cut = formatting.percent_correct.with_range(report.cut.percent)
    return f"Your level today is {formatting.percent.with_range(report.now)}; the cut score lies at {cut}."


def inflation(report: StabilizationReport) -> str:
    lift = report.readiness.inflation
    if lift is None:
        return "No question of the file was seen before, so there is no lift to measure."
    return (
        f"A question seen before lifts the raw score by {formatting.unsigned_points.with_range(lift)}, as fitted. "
        "Your level leaves that out."
    )


def pairs_note(report: StabilizationReport) -> str:
    if not report.seen_effects:
        return ""
    if not any(effect.has_pair for effect in report.seen_effects):
        return "No provider has questions of both kinds told apart, so there is no pair to draw."
    return (
        "The pairs are raw shares: what was learned between the first and the second sight is in them too. "
        "The fitted lift allows for that."
    )


def fast(report: StabilizationReport) -> str:
    if not report.seen_effects:
        return ""
    timed = [(effect.provider, effect.fast) for effect in report.seen_effects if effect.fast is not None]
    if not timed:
        return (
            f"Too little data on fast answers: it takes {MIN_TIMED} right answers with a time on new questions, and as "
            "many on a provider's seen ones."
        )
    return f"{' '.join(_fast_of(provider, responses) for provider, responses in timed)} {FAST_NOTE}"


def _fast_of(provider: str, fast: FastResponses) -> str:
    return (
        f"{formatting.literal(provider) or common.NO_PROVIDER}: {_part(fast.share)} of "
        f"{formatting.counted(fast.n_timed, 'right answer')} on seen questions came fast, against "
        f"{_part(fast.share_of_new)} on new ones."
    )


def _part(share: Interval) -> str:
    """Write a counted share with its range, both ends even if they are equal."""
    value, high = formatting.counted_percent(share.value), formatting.counted_percent(share.high)
    return f"{value} ({100 * share.low:.0f} to {high})"


def dispersion(report: StabilizationReport) -> str:
    spread = report.dispersion
    if spread is None:
        return f"Whether your scores scatter more than chance says takes {MIN_EXAMS_FOR_STABILITY} practice exams."
    factor = f"{spread.factor.value:.1f} times the usual spread ({spread.factor.low:.1f} to {spread.factor.high:.1f})"
    if spread.verdict is DispersionVerdict.MORE:
        return (
            f"Your practice exams scatter more than chance and the fit let expect: {factor}. Look for what differs "
            "between them: conditions, sources, tiredness."
        )
    if spread.verdict is DispersionVerdict.AS_EXPECTED:
        return f"Your practice exams scatter about as chance and the fit let expect: {factor}."
    return f"Whether your practice exams scatter more than chance and the fit let expect cannot be told: {factor}."


def pair_row(effect: SeenEffect, *, is_seen: bool) -> str:
    n_items = effect.n_seen if is_seen else effect.n_new
    return f"{effect.provider or common.NO_PROVIDER}, {SEEN if is_seen else NEW} ({n_items})"


def _raw(share: Interval | None, n_items: int) -> str:
    return "not told apart" if share is None else f"{formatting.counted_percent.with_range(share)} of {n_items}"


EFFECT_COLUMNS: tuple[Column[SeenEffect], ...] = (
    Column("Provider", lambda effect: formatting.literal(effect.provider) or common.NO_PROVIDER),
    Column(f"Right, {NEW}", lambda effect: _raw(effect.new, effect.n_new)),
    Column(f"Right, {SEEN}", lambda effect: _raw(effect.seen, effect.n_seen)),
    Column("Fitted lift", lambda effect: formatting.points.with_range(effect.lift)),
    Column(
        "Fast, of right seen ones",
        lambda effect: "too little data" if effect.fast is None else _part(effect.fast.share),
    ),
)
POINT_COLUMNS: tuple[Column[PracticePoint], ...] = (
    Column("Day", lambda point: formatting.day(point.day)),
    Column("Provider", lambda point: formatting.literal(point.provider) or common.NO_PROVIDER),
    Column("Right", lambda point: f"{point.n_correct} of {point.n_items}"),
    Column("Score", lambda point: formatting.counted_percent.with_range(point.share)),
    Column("Seen before", lambda point: formatting.counted_percent(point.seen_share) if point.seen_share else "none"),
)


def inputs(report: StabilizationReport) -> list[tuple[str, str]]:
    stability = report.readiness.stability
    return [
        *method_inputs.readiness(report.readiness),
        ("Expected share of new questions today", formatting.percent.with_range(report.now)),
        ("Its range holds in", common.cases(report.now)),
        ("Window", f"{statements.WINDOW}, from {formatting.full_day(report.window_start)}"),
        ("Band", f"{stability.band_percent:g} points either way"),
        ("Chance of having moved by no more than the band", formatting.percent(stability.probability)),
        ("Settled from a chance of", formatting.percent(FIRM_LEVEL)),
        ("Probably settled from a chance of", formatting.percent(LIKELY_LEVEL)),
        ("Probably still moving up to a chance of", formatting.percent(1 - LIKELY_LEVEL)),
        ("Still moving up to a chance of", formatting.percent(1 - FIRM_LEVEL)),
        ("Practice exams needed", str(MIN_EXAMS_FOR_STABILITY)),
        ("New questions needed in the window", str(GENUINE_NEW_ITEMS)),
        ("New questions in the window", str(report.readiness.n_new_items_in_window)),
        ("Forms in the window", str(report.readiness.n_forms_in_window)),
        ("Target for the chance of passing", formatting.percent(report.readiness.target)),
        *_dispersion_inputs(report),
    ]


def _dispersion_inputs(report: StabilizationReport) -> list[tuple[str, str]]:
    spread = report.dispersion
    if spread is None:
        return []
    return [
        (
            f"Chance that exams scatter {NOTABLE_FACTOR:g} times as much as usual, or more",
            formatting.percent(spread.probability_more),
        )
    ]


METHOD = method("stabilization", ability=common.METHOD_ABILITY, notable_factor=f"{NOTABLE_FACTOR:g}")
