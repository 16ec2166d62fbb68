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
from tests.validation.settled import Settled
from tests.validation.waiting import Waiting


def in_short(
    agreed: Sequence[Agreement],
    own: Sequence[DesignResult],
    in_cohorts: Sequence[CohortResult],
    compared: Sequence[Comparison],
    results: Sequence[RealResult],
    settled: Sequence[Settled],
    waiting: Sequence[Waiting],
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
    people = f" and for {sum(len(result.happened) for result in results):,} real people" if results else ""
    return f"""## In short

**What was tried.** Chances of passing, scores and ranges were computed for {len(agreed)} records that long chains
sampled as well, for thousands of simulated people who are as the model assumes, for
{len(now.happened):,} who are not{people}. They were compared with what happened and with simple rules.

**What holds.** {_counted(claims)} The arithmetic is right: the chance is off by {share(float(gaps.mean()), 4)}
on average and by {share(float(gaps.max()), 4)} at most. If people are as assumed, a 90 % range holds
{share(min(held))} to {share(max(held))} of the time. In a world that was built to be different, the
Brier score of the chance is {share(brier[ALONE])}; that of "the mean of the last three reaches the cut" is
{share(brier["mean of the last three at the cut"])}. In a cohort, even one that practices with a single provider,
one point more in the estimated score means {spread} more in the true one. {_beside_others(claims)}

**What does not.** People who see questions again and do not mark them as seen get a mean chance of {unsaid}, but
{passing} of them pass.
{_late(settled)}
{_reached(waiting)}
{_real(results)}{_failed(claims)}

**For whom.** For people with timed, closed-book practice exams that resemble the real one, from the first one on; the
chance is very uncertain then, and Cutscore says so. One person alone is estimated with fixed scales; with thirty or
more candidates for an exam in a file, the scales are theirs. No certification exam is among the records: only
reported results can show whether 80 % means 80 % for one of them.
"""


def _counted(claims: Sequence[Sequence[str]]) -> str:
    verdicts = [verdict for *_, verdict in claims]
    return f"Of the {len(claims)} claims below, {verdicts.count('yes')} hold and {verdicts.count(UNDECIDED)} are open."


def _late(settled: Sequence[Settled]) -> str:
    """Return where the line of the level moves least of what is true, and how the estimate of the change does there."""
    worst = min(settled, key=lambda each: float((each.line.mean(axis=1) - each.change).mean()))
    line, estimate = (100 * float((told.mean(axis=1) - worst.change).mean()) for told in (worst.line, worst.estimate))
    return (
        f"For people who learn fast, the line of the level lags behind: in the world {worst.world!r}, after "
        f"{worst.n_exams} practice exams, its change over three weeks is off by {line:+.1f} points on average. The "
        f"estimated change shown beside it is off by {estimate:+.1f}."
    )


def _reached(waiting: Sequence[Waiting]) -> str:
    """Return the world where waiting alone, called too little, most often suffices after all."""
    worst = max(waiting, key=lambda each: each.share_reached)
    return (
        f"Where people keep learning fast, waiting helps more than Cutscore says: in the world {worst.world!r}, after "
        f"{worst.n_exams} practice exams, {share(worst.share_reached, 2)} of those who read that a later date alone "
        f"probably won't get them to their target reach it."
    )


def _beside_others(claims: Sequence[Sequence[str]]) -> str:
    """Return in how many comparisons chances in a cohort are no worse than alone."""
    verdicts = [verdict for what, *_, verdict in claims if NOT_WORSE in what]
    n_open = verdicts.count(UNDECIDED)
    undecided = f"; {n_open} are open" if n_open else ""
    return (
        f"Having others in the file makes chances no worse in {verdicts.count('yes')} of "
        f"{len(verdicts)} comparisons{undecided}."
    )


WHY = {
    "of whom some stop": """*Stable after six practice exams, for fast learners.* Where people learn fast and some have
stopped, "stable" is right slightly less often than wanted, and the difference may be chance. It
does better for slow learners, and after ten practice exams (section 3). If your scores climbed until recently, take two
or three more practice exams before you rely on it.""",
    "having settled, in one file": """*The chance of having settled, with others in your file.* The estimate borrows the
pace of the others. Chances near one half are off most: too high among fast learners, too low among slow ones (section 3
shows by how much). Read them as "too early to tell". For one person alone in a file the bar is met.""",
    "then a university exam": """*Practice unlike the exam.* If you practice at home and the exam is a written one, the
range for your score is too narrow and the expected score slightly too high. How far practice and exam differ varies
from person to person, and practice alone does not show it. Practice under exam conditions, or add real results of
others with their marks: from thirty on, they widen the range (section 6). Two other remedies fell short. The spread
between a person's two kinds of coursework closes a small part of the gap. Recording the conditions of practice (open
book, no time limit) lowers the expected score too far and leaves the range too narrow.""",
    "above the oracle of all weeks": """*Costs compared with the oracle of all weeks.* Nobody could follow this oracle:
it knows everybody's true chance in all later weeks. A rule that sees the same scores as Cutscore, and was trained
on the true chances of thousands of others in the same world, costs far more than the oracle, too (section 5). So most
of the gap is what scores cannot show. The simple score rules that you could follow instead cost more than Cutscore.
One remedy was tried: to expect, before the first attempt, that practice exams after a fail will show when to retake. It
helped a little in some settings and hurt where failing is expensive.""",
    "section 5: gain by counting the fail": """*After a fail, for fast learners.* If you learn much faster than most
people, the chance of your second attempt is shown too low: practice alone gets it about right, and counting the fail
lowers it. In the world of section 3, counting the fail makes chances more accurate. If your practice scores climbed
fast before the fail and still do, your chance is probably somewhat higher than shown (section 5 has the numbers).""",
}
"""What failing claims mean, for whom, and what to do about it, by a part of their names."""


def _failed(claims: Sequence[Sequence[str]]) -> str:
    """Return the claims that fail, and what that means."""
    failed = [claim for claim in claims if claim[-1] not in ("yes", UNDECIDED)]
    if not failed:
        return "No claim fails."
    lines = [f"- {what}: wanted {wanted}, found {found}." for what, wanted, found, _ in failed]
    reasons = [why for part, why in WHY.items() if any(part in what for what, *_ in failed)]
    return "These claims fail:\n\n" + "\n\n".join(["\n".join(lines), *reasons])


def _real(results: Sequence[RealResult]) -> str:
    """Return where practice was unlike the exam: the record whose expected score is farthest off."""
    if not results:
        return ""
    worst = max(results, key=lambda result: abs(result.mean_score_told - result.mean_score))
    told, scored = (f"{value:.0f} %" for value in (worst.mean_score_told, worst.mean_score))
    stated, passed = (share(float(values.mean())) for values in (worst.chances[OURS], worst.happened))
    return (
        f"Where practice is unlike the exam ({worst.title}), the expected score was {told} on average and the real "
        f"one {scored}; the mean chance was {stated}, and {passed} passed.\n"
    )
