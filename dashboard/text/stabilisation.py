"""The sentences of the score's stabilisation."""

from analytics.models.progress import StabilityVerdict
from analytics.reports.practice_points import PracticePoint
from analytics.reports.stabilisation import SeenGap, StabilisationReport, StabilityGap
from analytics.reports.verdict import Answer, GenuineReason, Reason, Verdict
from dashboard import formatting
from dashboard.text import common

MAIN_TITLE = "How has your expected score moved?"
MAIN_ALT = (
    "Practice exams over time as dots with the range of their chance, the expected score with its range, the corridor "
    "of the last weeks, the cut score, and the range of the next practice exam. The same numbers stand in the table."
)
SCORE_AXIS = "Questions answered rightly (%)"
EXPECTED = "expected score"
MAIN_NOTE = (
    "Dots are practice exams, larger with more questions, hollow where most questions had been seen before; their "
    "whiskers are what chance alone allows. The line is the expected score on new questions, with its range."
)
STATEMENTS_TITLE = "Can this be relied on?"
STABLE, READY, GENUINE = "Stable?", "Ready?", "Genuine?"
INFLATION_TITLE = "What do questions seen before add?"
INFLATION_ALT = "For each provider the raw share right of new questions and of those seen before, with ranges."
INFLATION_AXIS = "Answered rightly (%)"
NEW, SEEN = "new", "seen before"
NEXT_TITLE = "What to do"
TABLE_TITLE = "The practice exams as a table"
DAY, PROVIDER, RIGHT, SCORE, SEEN_PART = "Day", "Provider", "Right", "Score", "Seen before"
NO_EXAM = "There is no practice exam yet, so there is no score that could have settled. Sit a first one, then two more."

ANSWERS = {Answer.YES: "Yes", Answer.NO: "No", Answer.CANNOT_TELL: "Cannot tell"}
STABILITY_ANSWERS = {
    StabilityVerdict.STABLE: ANSWERS[Answer.YES],
    StabilityVerdict.MOVING: ANSWERS[Answer.NO],
    StabilityVerdict.CANNOT_TELL: ANSWERS[Answer.CANNOT_TELL],
}


def answer(report: StabilisationReport) -> str:
    """Say whether the expected score has settled, how sure that is, and what it rests on."""
    stability = report.readiness.stability
    if not stability.n_practice_exams:
        return NO_EXAM
    band, window = f"{stability.band_percent:g} points", _window(report)
    if report.stability_gaps:
        return f"Too little data to say whether your expected score has settled. {_gaps(report)} {evidence(report)}"
    if stability.verdict is StabilityVerdict.STABLE:
        sure = formatting.in_ten(stability.probability)
        said = f"Your expected score has moved less than {band} in {window} ({sure} sure)."
    elif stability.verdict is StabilityVerdict.MOVING:
        sure = formatting.in_ten(1 - stability.probability)
        said = f"Your expected score has moved more than {band} in {window} ({sure} sure)."
    else:
        said = f"Whether your expected score has settled cannot be told: it may have moved {band} in {window}, or not."
    return f"{said} {evidence(report)}"


def evidence(report: StabilisationReport) -> str:
    """Say what of the last weeks it rests on."""
    n_new, n_providers = report.readiness.n_new_items_in_window, len(report.providers_in_window)
    if not n_new:
        return f"No new question was answered in the last {_window(report)}."
    questions, providers = formatting.counted(n_new, "new question"), formatting.counted(n_providers, "provider")
    return f"It rests on {questions} from {providers}."


def _window(report: StabilisationReport) -> str:
    return f"{report.rules.window_weeks} weeks"


def _gaps(report: StabilisationReport) -> str:
    """Say what is missing before stability can be judged."""
    sentences = {
        StabilityGap.TOO_FEW_EXAMS: (
            f"It takes at least {report.rules.min_practice_exams} practice exams; "
            f"there are {report.readiness.n_practice_exams}."
        ),
        StabilityGap.NONE_IN_WINDOW: f"There is no practice exam of the last {_window(report)}.",
        StabilityGap.NONE_BEFORE_WINDOW: f"There is no practice exam from {_window(report)} ago or earlier.",
    }
    return " ".join(sentences[gap] for gap in report.stability_gaps)


def stable(report: StabilisationReport) -> str:
    """Give the reason of the first statement."""
    stability = report.readiness.stability
    if report.stability_gaps:
        return _gaps(report)
    change = stability.change_percent
    return (
        f"It moved by {formatting.points(change.value)} ({change.low:+.0f} to {change.high:+.0f}) since "
        f"{formatting.day(report.window_start)}. The chance that it stayed within {stability.band_percent:g} points is "
        f"{formatting.percent(stability.probability)}; stable is said from "
        f"{formatting.percent(report.rules.claim_level)} on, moving up to "
        f"{formatting.percent(1 - report.rules.claim_level)}."
    )


def ready(report: StabilisationReport) -> str:
    """Give the reason of the second statement."""
    answer_of, target = report.readiness, formatting.percent(report.rules.target)
    if not answer_of.n_practice_exams:
        return common.missing_sentence(answer_of.missing)
    when = f"on {formatting.day(answer_of.exam_on)}" if answer_of.exam_on > answer_of.as_of else "today"
    chance = f"The chance of passing {when} is {formatting.share_with_range(answer_of.pass_probability)}."
    if answer_of.ready is Answer.YES:
        return f"{chance} That reaches the target, {target}."
    if answer_of.ready is Answer.NO:
        return f"{chance} That stays below the target, {target}."
    missing = common.missing_sentence(answer_of.missing)
    return f"{chance} The target is {target}; these results do not decide it. {missing}".strip()


def genuine(report: StabilisationReport) -> str:
    """Give the reasons of the third statement."""
    answer_of = report.readiness
    n_new, window = answer_of.n_new_items_in_window, _window(report)
    forms = formatting.counted(answer_of.n_forms_in_window, "form")
    if answer_of.genuine is Answer.YES:
        return f"In the last {window}: {n_new} new questions from {forms}, more of them than of seen ones."
    sentences = {
        GenuineReason.TOO_FEW_NEW_QUESTIONS: (
            f"{formatting.questions(n_new)} of the last {window} were new; it takes {report.rules.min_new_items}."
        ),
        GenuineReason.ONE_FORM: f"New questions came from {forms}; it takes more than one.",
        GenuineReason.MOSTLY_SEEN_BEFORE: f"In the last {window} more questions had been seen before than were new.",
    }
    return " ".join(sentences[reason] for reason in answer_of.genuine_reasons)


def stable_and_low(report: StabilisationReport) -> str:
    """Say what a settled score that does not suffice means; empty where that is not so."""
    if not report.is_stable_and_low:
        return ""
    return (
        "Your score has settled where it does not suffice. More of the same is not likely to lift it, and booking now "
        "would not either: change how you study first. The gap audit shows where the questions are lost."
    )


def next_step(report: StabilisationReport) -> str:
    """Say what would make the statements firmer, or what follows from them; the first that holds counts."""
    answer_of, gaps = report.readiness, set(report.stability_gaps)
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
            answer_of.genuine is not Answer.YES,
            "Take the next practice exam from a form that you have not seen, best from another provider.",
        ),
        (answer_of.ready is Answer.YES, f"Ready and genuine: the page {common.PAGE_BOOKING} weighs the date."),
        (True, "Keep to the plan, and sit the next practice exam in about a week."),
    )
    return next(sentence for holds, sentence in steps if holds)


def next_exam(report: StabilisationReport) -> str:
    """Say what the next practice exam is expected to give."""
    forecast = report.next_exam
    if forecast is None:
        return ""
    provider = f"from {formatting.literal(forecast.provider)}" if forecast.provider else "like the last one"
    return (
        f"The bracket: of new practice exams of {formatting.questions(forecast.n_items)} {provider} about "
        f"{formatting.day(forecast.day)}, {10 * forecast.percent.level:.0f} in 10 would give "
        f"{formatting.percent_range(forecast.percent.scaled(0.01))}."
    )


def next_label(report: StabilisationReport) -> str:
    """Label the bracket of the next practice exam on the chart."""
    if report.next_exam is None:
        return ""
    return f"next: {formatting.percent_range(report.next_exam.percent.scaled(0.01))}"


def corridor_label(report: StabilisationReport) -> str:
    """Label the corridor on the chart."""
    return f"±{report.readiness.stability.band_percent:g} points"


def now(report: StabilisationReport) -> str:
    """Say the expected score of the day and the cut."""
    cut = formatting.percent_with_range(report.cut.percent)
    return f"Today it is {formatting.share_with_range(report.now)}; the cut score lies at {cut}."


def inflation(report: StabilisationReport) -> str:
    """Say by how much seen questions lift the raw score."""
    lift = report.readiness.inflation
    if lift is None:
        return "No question of the file was seen before, so there is no lift to measure."
    return (
        f"A question seen before lifts the raw score by {lift.value:.0f} points "
        f"({formatting.whole_range(lift)}), as fitted. The expected score leaves that out."
    )


def pairs_note(report: StabilisationReport) -> str:
    """Say what the pairs show and what they do not; or why there are none."""
    if report.readiness.inflation is None:
        return ""
    if not report.seen_gaps:
        return "No provider has questions of both kinds told apart, so there is no pair to draw."
    return (
        "The pairs are raw shares: what was learned between the first and the second sight is in them too. "
        "The fitted lift allows for that."
    )


def pair_row(gap: SeenGap, *, is_seen: bool) -> str:
    """Name one half of a pair."""
    n_items = gap.n_seen if is_seen else gap.n_new
    return f"{gap.provider or common.NO_PROVIDER}, {SEEN if is_seen else NEW} ({n_items})"


def pair_table_row(gap: SeenGap) -> dict[str, str]:
    """Write one provider's pair."""
    return {
        PROVIDER: formatting.literal(gap.provider) or common.NO_PROVIDER,
        f"Right, {NEW}": f"{formatting.share_with_range(gap.new)} of {gap.n_new}",
        f"Right, {SEEN}": f"{formatting.share_with_range(gap.seen)} of {gap.n_seen}",
    }


def point_row(point: PracticePoint) -> dict[str, str]:
    """Write one practice exam."""
    return {
        DAY: formatting.day(point.day),
        PROVIDER: formatting.literal(point.provider) or common.NO_PROVIDER,
        RIGHT: f"{point.n_correct} of {point.n_items}",
        SCORE: formatting.share_with_range(point.share),
        SEEN_PART: formatting.percent(point.seen_share) if point.seen_share else "none",
    }


def inputs(report: StabilisationReport) -> list[tuple[str, str]]:
    """List what the statements were worked out from, and the thresholds that they are held against."""
    rules, stability = report.rules, report.readiness.stability
    return [
        *common.readiness_inputs(report.readiness),
        ("Expected share of new questions today", formatting.share_with_range(report.now)),
        ("Its range holds in", common.cases(report.now)),
        ("Window", f"{_window(report)}, from {formatting.full_day(report.window_start)}"),
        ("Band", f"{stability.band_percent:g} points either way"),
        ("Claimed from", formatting.percent(rules.claim_level)),
        ("Chance of having stayed within the band", formatting.percent(stability.probability)),
        ("Practice exams needed", str(rules.min_practice_exams)),
        ("New questions needed in the window", str(rules.min_new_items)),
        ("New questions in the window", str(report.readiness.n_new_items_in_window)),
        ("Forms in the window", str(report.readiness.n_forms_in_window)),
        ("Target for the chance of passing", formatting.percent(rules.target)),
    ]


METHOD = (
    f"{common.METHOD_ABILITY}\n\n"
    "The expected score is the share of new questions that you are expected to answer rightly, domains mixed by their "
    "weight. Its change over the window has a distribution. Stable is said where the change lies within the band with "
    "the chance that a claim takes; moving, where it lies outside with that chance; else it cannot be told. Both need "
    "practice exams enough, one of them within the window and one from its start or before.\n\n"
    "Ready compares the chance of passing with the target. Genuine asks for new questions enough within the window, "
    "from more than one form, and more new ones than seen ones. The values stand below."
)
