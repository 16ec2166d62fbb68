"""The half page in plain words at the top: what was tried, what holds, what does not, and for whom."""

from collections.abc import Sequence

import numpy as np

from tests.validation.agreement import Agreement
from tests.validation.claims import NOT_WORSE, UNDECIDED
from tests.validation.comparison import ALONE, IGNORING, Comparison
from tests.validation.in_cohort import CohortResult
from tests.validation.real_records import OURS, RealResult
from tests.validation.sbc import DesignResult
from tests.validation.sections import share


def in_short(
    agreed: Sequence[Agreement],
    own: Sequence[DesignResult],
    in_cohorts: Sequence[CohortResult],
    compared: Sequence[Comparison],
    results: Sequence[RealResult],
    claims: Sequence[Sequence[str]],
) -> str:
    """Return the page's opening, its numbers from the same run."""
    gaps = np.abs([a.chance_gap for a in agreed])
    held = [ranks.coverage for result in own for ranks in result.ranks]
    now, again = compared[0], compared[0].is_repeater
    brier = {name: float(((stated - now.happened) ** 2).mean()) for name, stated in now.chances.items()}
    slopes = [found.together.slope[0] for found in in_cohorts]
    spread = f"{share(min(slopes), 2)} to {share(max(slopes), 2)}"
    unsaid, passing = (share(float(values[again].mean())) for values in (now.chances[IGNORING], now.happened))
    people = f" and on {sum(len(result.happened) for result in results):,} real people" if results else ""
    return f"""## In short

**What was tried.** Chances of passing, scores and ranges were computed for {len(agreed)} records that long chains
sampled as well, for thousands of simulated people who are as the model takes them to be, for
{len(now.happened):,} who are not{people}, and compared with what happened and with simple rules.

**What holds.** {_counted(claims)} The arithmetic: the chance is off by {share(float(gaps.mean()), 4)}
on average, {share(float(gaps.max()), 4)} at most. If people are as assumed, a 90 % range holds {share(min(held))} to
{share(max(held))} of the time. In a world that was built to be different the Brier score of the chance is
{share(brier[ALONE])}; that of "the mean of the last three reaches the cut" is
{share(brier["mean of the last three at the cut"])}. In a cohort, also one that practices with one provider,
a percent more in the told score is {spread} more in the true one. {_beside_others(claims)}

**What does not.** Who meets questions again and does not say so is told {unsaid} where {passing} pass.
{_real(results)}{_failed(claims)}

**For whom.** For people with timed, closed-book practice exams that resemble the real one, from the first exam on; the
chance is wide then and says so. Alone, the fixed scales apply; from thirty candidates of an exam in the file on,
theirs. No certification exam is among the records: whether 80 % means 80 % for one of them, only reported results can
tell.
"""


def _counted(claims: Sequence[Sequence[str]]) -> str:
    verdicts = [verdict for *_, verdict in claims]
    return f"Of {len(claims)} claims below {verdicts.count('yes')} hold and {verdicts.count(UNDECIDED)} are open."


def _beside_others(claims: Sequence[Sequence[str]]) -> str:
    """Return in how many comparisons people in a cohort are told no worse than alone."""
    verdicts = [verdict for what, *_, verdict in claims if NOT_WORSE in what]
    n_open = verdicts.count(UNDECIDED)
    return (
        f"That having others in the file makes nobody's chance worse holds in {verdicts.count('yes')} of "
        f"{len(verdicts)} comparisons, and {n_open} cannot tell."
    )


WHY = {
    "then a university exam": """Coursework at home and a written exam differ from one person to the next, by more
than a person's pieces of coursework differ among themselves. Practice alone does not show by how much. What it does
show, how far a person's two kinds of coursework differ, was tried as the measure of one more difference in the exam:
it closes a small part of the gap. So was telling the conditions of practice (an open book, no time limit): it moves the
mean down, too far, and the spread stays too small. Marks of others in the file tell it (section 6), and nothing else
does.""",
    "above the oracle of all weeks": """The oracle of all weeks knows everybody's true chance in all later weeks. A rule
trained on the truth of thousands of others of the same world, which sees the same scores as Cutscore, is far above it,
too (section 5): most of the distance is what scores cannot tell. To expect, already before the first attempt, that
practice exams after a fail will tell when to sit it again was tried: it helped a little in some settings and hurt where
a fail is dear.""",
    "section 5: gain by counting the fail": """In the world of section 5 practice alone tells those who failed about
right, since they learn faster than expected; counting the fail lowers their chances too far.""",
}
"""Why claims fail of which the reason is known, by a part of their names."""


def _failed(claims: Sequence[Sequence[str]]) -> str:
    """Return the claims that fail, and why if that is known."""
    failed = [claim for claim in claims if claim[-1] not in ("yes", UNDECIDED)]
    if not failed:
        return "No claim fails."
    lines = [f"- {what}: wanted {wanted}, found {found}." for what, wanted, found, _ in failed]
    reasons = [why for part, why in WHY.items() if any(part in what for what, *_ in failed)]
    return "These claims fail:\n\n" + "\n\n".join(["\n".join(lines), *reasons])


def _real(results: Sequence[RealResult]) -> str:
    """Return where practice was unlike the exam, from the record whose score is told farthest off."""
    if not results:
        return ""
    worst = max(results, key=lambda result: abs(result.mean_score_told - result.mean_score))
    told, scored = (f"{value:.0f} %" for value in (worst.mean_score_told, worst.mean_score))
    stated, passed = (share(float(values.mean())) for values in (worst.chances[OURS], worst.happened))
    return (
        f"Where practice is unlike the exam, {told} is told where {scored} was scored on average, "
        f"and a chance of {stated} where {passed} passed ({worst.title}).\n"
    )
