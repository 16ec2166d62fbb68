"""Readiness as plain text."""

from collections.abc import Sequence

from analytics.reports.decision.readiness_answer import Readiness
from dashboard import formatting
from dashboard.text import chances, common, statements, study_next, verdicts
from dashboard.text.terminal import literal

LABEL_CHARS = 29
ADD_RESULT = "Open the dashboard with: cutscore dashboard. Or import exam_outcomes.csv with: cutscore import FILE"


@formatting.dated
def readiness(answer: Readiness) -> str:
    costs = answer.own_costs
    is_assumed = answer.is_prior_only and not answer.has_ended
    successors = formatting.unescaped(common.successors(answer.successors))
    forecast = [
        aligned_line("Chance of passing", verdicts.chance(answer)),
        aligned_line("Expected score", formatting.percent_correct.with_range(answer.percent_correct)),
        *map(formatting.unescaped, chances.firmness(answer)),
    ]
    lines = [
        f"{answer.candidate}, {answer.exam_code}: {verdicts.headline(answer)}",
        f"{common.NO_PRACTICE_EXAM} The numbers below are only a starting assumption." if is_assumed else "",
        aligned_line("Data up to", formatting.full_day(answer.as_of)),
        *([] if answer.has_ended else forecast),
        *map(formatting.unescaped, (*verdicts.reasons(answer), verdicts.what_helps(answer))),
        ADD_RESULT if answer.awaited_result_on else "",
        aligned_line(formatting.capitalized(common.CUT), formatting.percent_correct.with_range(answer.cut_percent)),
        *statement_lines(answer),
        aligned_line("Effect of repeated questions", formatting.points.with_range(answer.inflation))
        if answer.inflation
        else "",
        *([] if answer.is_prior_only else _by_domain(answer)),
        formatting.unescaped(
            study_next.sentence(answer.study_next, {domain.domain_id: domain.name for domain in answer.domains})
        ),
        common.next_exam(answer),
        common.evidence(answer.counts),
        common.TOTALS_ONLY if answer.counts.n_items and not any(domain.n_items for domain in answer.domains) else "",
        f"Other candidates' data: {common.other_candidates(answer.cohort)}.",
        *map(formatting.unescaped, verdicts.caveats(answer)),
        f"Your costs: {verdicts.amounts(costs)}. Override with --fee, --week-cost and --fail-cost." if costs else "",
        formatting.unescaped(verdicts.assumed_costs(costs.inputs, costs.currency)) if costs else "",
        "" if answer.has_ended else common.firmer_answer(answer),
    ]
    is_said = any(successors in said for said in lines)  # a reason on the last possible day ends with it
    return literal("\n".join([*filter(None, lines), *([] if is_said else [successors]), ""]))


def statement_lines(answer: Readiness) -> list[str]:
    rows = statements.rows(answer)
    return [aligned_line(name.removesuffix("?"), f"{value}. {reason}") for name, _, value, reason in rows]


def _by_domain(answer: Readiness) -> list[str]:
    share, questions = formatting.percent.with_range, common.own_questions
    day = chances.on_day(answer) if answer.passed_on is None else f"on {formatting.day(answer.exam_on)}"
    values = [(one.name, f"{share(one.mastery)}, {questions(one.n_items)}") for one in answer.domains]
    return [f"Expected correct answers {day}, by domain:", *by_domain(values)]


def by_domain(values: Sequence[tuple[str, str]]) -> list[str]:
    width = max([LABEL_CHARS, *(len(name) + 3 for name, _ in values)])
    return [aligned_line(f"  {name}", value, width) for name, value in values]


def aligned_line(name: str, value: str, width: int = LABEL_CHARS) -> str:
    return f"{name + ':':<{width}} {value}"
