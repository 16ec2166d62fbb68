"""The sections of the page: tables of results and the text around them."""

from collections.abc import Mapping, Sequence

import numpy as np

from analytics.models.intervals import Floats
from tests.inputs.model_worlds import WORKED
from tests.validation.agreement import Agreement
from tests.validation.comparison import ALONE, IGNORING, Comparison
from tests.validation.known_results import FOUR, MEAN, KnownResult, with_marks
from tests.validation.real_records import OURS, RealResult
from tests.validation.repeats import RepeatsResult
from tests.validation.sbc import DesignResult
from tests.validation.scoring import calibration_error_by_luck, difference, scored, standard_error


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first column holds words."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return "\n".join(lines) + "\n"


def share(value: float, digits: int = 3) -> str:
    """Return a share without its leading zero."""
    return f"{value:.{digits}f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.{digits}f}"


def with_error(value: float, error: float, digits: int = 4) -> str:
    """Return a number with its standard error."""
    return f"{share(value, digits)} ± {share(error, digits)}"


def with_sign(value: float, error: float) -> str:
    """Return a difference with its standard error."""
    return f"{value:+.4f} ± {share(error, 4)}"


def agreement_section(agreed: Sequence[Agreement]) -> str:
    """Return section 1, on the agreement with long chains."""
    gaps = np.array([a.chance_gap for a in agreed])
    seconds = sum(a.reference.seconds for a in agreed)
    n_divergent = sum(a.reference.n_divergent for a in agreed)
    own_error = np.mean([a.reference.pass_probability_error**2 for a in agreed]) / np.mean(gaps**2)
    widest = max(agreed, key=lambda a: a.sd_ratios.max())
    narrowest = min(agreed, key=lambda a: a.sd_ratios.min())
    head = ["record", "exams", "questions", "P, chains", "P, Cutscore", "difference", "mean off, in sds", "sd ratio"]
    rows = [
        [
            a.reference.name,
            str(a.n_exams),
            str(a.n_items),
            with_error(a.reference.pass_probability, a.reference.pass_probability_error),
            share(a.pass_probability, 4),
            f"{a.chance_gap:+.4f}",
            f"{a.mean_gap_in_sds:.3f}",
            f"{a.sd_ratios.min():.2f}-{a.sd_ratios.max():.2f}",
        ]
        for a in agreed
    ]
    return f"""## 1. The same answer as long chains

Cutscore finds the posterior by Laplace's approximation with a third-order correction, and P(pass) from 256
quasi-random draws. Here the same posterior (same scales, counts and guess floor) was sampled by NUTS in numpyro:
{agreed[0].reference.n_draws:,} draws a record in four chains, largest R-hat
{max(a.reference.largest_rhat for a in agreed):.4f}, {n_divergent} divergent transitions, {seconds / 60:.0f} minutes
in all. The sampled model is written a second time (`tests/validation/generative.py`), the trend by its transitions
instead of its covariance, so that a mistake in one derivation would show. Day shock and cut are integrated in both.
Here a total stands for the mean ability of the domains; the mean of their shares, which Cutscore uses, has a check
of its own (`tests/estimation/test_total_results.py`).

Over {len(agreed)} records P(pass) differs by {share(np.abs(gaps).mean(), 4)} on average (mean of the differences
{gaps.mean():+.4f}) and by {share(np.abs(gaps).max(), 4)} at most. The chains' own error makes up
{share(own_error, 2)} of the mean square of these differences.

{table(head, rows)}
{_worked()}
"Mean off" is how far the posterior mean of the worst domain is from the chains', in posterior sds; "sd ratio"
is Cutscore's sd divided by the chains', for the lowest and the highest domain.

**Where it is weak.** Far below the guess floor the curve is flat, and Laplace's approximation is poor: the widest
sd is {share(widest.sd_ratios.max(), 2)} of the chains' and its mean is {widest.mean_gap_in_sds:.2f} sds off
("{widest.reference.name}"). P(pass) is the same there, {share(widest.pass_probability, 4)}. Elsewhere sds tend to be
too narrow, at worst {share(narrowest.sd_ratios.min(), 2)} of the chains' ("{narrowest.reference.name}").
"""


def _worked() -> str:
    """Return the chances of a few plain records, compared with another program of the same model."""
    rows = [[w.name, share(w.expected, 2), *(share(chance, 2) for chance in w.chances())] for w in WORKED]
    return f"""Plain records of MLS-C01, with one provider unless stated, compared with the chances of a prototype,
another program with the same model. Its counts were not kept: 80 % of each domain's questions is 51 of 65 if each
domain is rounded to whole questions and 52 if not, which moves the chance by .05. So both are shown; the
rest is up to .03.

{table(["record", "prototype", "Cutscore, whole questions", "Cutscore, exact percentage"], rows)}"""


def calibration_section(own: Sequence[DesignResult], other: Sequence[DesignResult], spread: float, figure: str) -> str:
    """Return section 2, on a world as the model takes it to be."""

    def rows(results: Sequence[DesignResult]) -> list[list[str]]:
        return [
            [
                f"{result.design}: {ranks.quantity}",
                with_error(ranks.coverage, ranks.coverage_error, 3),
                share(ranks.largest_gap, 4),
                share(ranks.chance_if_uniform, 4),
            ]
            for result in results
            for ranks in result.ranks
        ]

    def chances(results: Sequence[DesignResult]) -> list[list[str]]:
        return [
            [
                result.design,
                share(result.chances.mean()),
                with_error(result.is_passed.mean(), standard_error(result.is_passed), 3),
                with_error(found.brier, found.brier_error),
                share(found.calibration_error),
            ]
            for result in results
            for found in [scored(result.design, result.chances, result.is_passed)]
        ]

    head = ["design and quantity", "90 % range held", "largest gap", "p if uniform"]
    return f"""## 2. In a world as the model assumes it

Simulation-based calibration (Talts et al. 2018): {own[0].ranks[0].n:,} candidates per design, each with abilities drawn
from the prior, practice exams drawn from these, and a real exam. If the answers are right, the rank of the
truth in its posterior is uniform and 90 % ranges hold 90 %. "Largest gap" is the largest distance of the ranks'
distribution from the uniform one at sixteen bins' edges; p is Pearson's chi-square over the bins. With this many
candidates p also finds differences too small to matter: read it with the gap. Over all rows about one p in twenty is
below .05 by chance alone.

{table(head, rows(own))}
{figure}

The bars are ranks of the expected share on exam day; the band holds 99 % of bars if ranks are uniform.

Chances of passing beside what happened, for the same candidates:

{table(["design", "mean chance", "share that passed", "Brier", "calibration error"], chances(own))}
**Scales unlike the table's.** {other[0].ranks[0].n:,} candidates per design. Every scale is off by a log-normal
factor of sd {spread:g} that keeps its mean square and is drawn again for every twenty candidates:

{table(head, [row for row in rows(other) if "ability" not in row[0]])}"""


def world_section(compared: Sequence[Comparison], n_worlds: int, n_people: int, figure: str) -> str:
    """Return section 3, on a world that is not the model's."""
    return f"""## 3. In a world that is not the model's

{n_worlds} worlds of {n_people} people (`tests/validation/misspecified.py`). Questions follow curves of two or three
parameters and come from banks that differ in easiness; each person climbs to a ceiling of their own; three in ten
stop improving at some week, and some get worse after a break. Each person has their own chance of knowing a repeated
question by heart. In each world, the real exam has its own bank and cut, which no method knows. Standard errors are
over worlds, since the people in one share its luck. A rule counts as .98 or .02. Regressions marked "trained" get the
real results of half of the people in every world and predict those of the other half; Cutscore gets none.

{"".join(_world_day(found) for found in compared)}{figure}
"""


def _world_day(found: Comparison) -> str:
    """Return one horizon: all people, and those who repeated questions."""
    day = "On the day" if found.weeks_ahead == 0 else f"{found.weeks_ahead:g} weeks later"
    again = found.is_repeater
    means = {name: found.chances[name][again].mean() for name in (ALONE, IGNORING)}
    gap = difference(
        found.chances[ALONE][again], found.chances[IGNORING][again], found.happened[again], found.worlds[again]
    )
    return f"""**{day}**, {len(found.happened):,} people, of whom {share(found.happened.mean())} pass:

{_methods(found.chances, found.happened, ALONE, found.worlds)}
Of the {int(again.sum()):,} who saw questions again, {share(found.happened[again].mean())} pass. Cutscore gives them
{share(means[ALONE])} on average; with repeats not marked it would give them {share(means[IGNORING])}, and its Brier
score among them would be {share(-gap[0], 4)} ± {share(gap[1], 4)} worse. 90 % ranges for the score hold
{with_error(found.held.mean(), standard_error(found.held, found.worlds), 3)}.

"""


def _methods(chances: Mapping[str, Floats], happened: Floats, ours: str, groups: Floats | None = None) -> str:
    """Return a table of methods, each compared with Cutscore on the same people."""
    rows = []
    for method, stated in chances.items():
        found = scored(method, stated, happened, groups)
        beside = "" if method == ours else with_sign(*difference(stated, chances[ours], happened, groups))
        rows.append(
            [
                f"**{method}**" if method == ours else method,
                with_error(found.brier, found.brier_error),
                beside,
                share(found.calibration_error),
                share(found.area_under_curve),
                share(found.mean_chance),
            ]
        )
    head = ["method", "Brier", "worse than Cutscore by", "calibration error", "area under ROC", "mean chance"]
    return table(head, rows)


def repeats_section(results: Sequence[RepeatsResult]) -> str:
    """Return the end of section 3: everybody repeats the same questions."""
    rows = [
        [one.design, share(one.known_by_heart, 2), *(_off(off) for off in (one.raw, one.few, one.many))]
        for one in results
    ]
    first = results[0]
    head = ["practice", "known by heart", "last score", "estimate, too few for a cohort", "estimate, all in one file"]
    return f"""**Where everybody sees the same questions again** (`tests/validation/repeats.py`): six practice exams of
65 questions with ids, {len(first.few)} people in a file and {len(first.many)}. By how many percentage points scores are
above what the person would get on new questions that day, on average:

{table(head, rows)}
"""


def _off(points: Floats) -> str:
    """Return a mean error in percent points with its standard error."""
    return f"{points.mean():+.1f} ± {points.std() / np.sqrt(len(points)):.1f}"


def real_section(results: Sequence[RealResult], figure: str) -> str:
    """Return section 4, on records of real people."""
    parts = [
        f"""**{result.title}**, {len(result.happened):,} people, of whom {share(result.happened.mean())} pass:

{_methods(result.chances, result.happened, OURS)}
With so many people in ten bins the calibration error would be {share(calibration_error_by_luck(result.chances[OURS]))}
on average if every chance of Cutscore were right. 90 % ranges for the score hold
{with_error(result.coverage, standard_error(result.held), 3)}. By their limits alone it would be
{share(float(result.within_limits.mean()))} where a score on a limit counts half, and
{share(float(np.mean(result.within_limits > 0)))} where it counts as held. The mean expected score is
{result.mean_score_told:.1f} %, the mean real score {result.mean_score:.1f} %.

"""
        for result in results
    ] or ["The records did not lie beside the checkout when this page was made.\n\n"]
    return f"""## 4. On records of real people

Everything is done as a user would: `cutscore import`, then readiness as of the day, with everybody in one file and no
results in it. "Each alone in a file" has the fixed scales; with others, the scales and the easiness of questions that
have an id are estimated from all. Regressions are fitted to half of the people and predict the other half, both ways:
they know what happened, and Cutscore does not. A range holds the part of a score that lies in the middle 90 % of the
forecast (`part_held` in `tests/validation/scoring.py`): with ten questions, all correct is the limit of many ranges,
and counting it as inside or outside would be wrong by up to a tenth either way. The Open University Learning Analytics
Dataset is CC BY 4.0 (Kuzilek, Hlosta and Zdrahal 2017, doi:10.1038/sdata.2017.171), marks turned into counts out of
twenty; the spatial rotation records are those of the R package hmcdm (Wang, Yang, Douglas and Culpepper).

{"".join(parts)}{figure}
"""


def known_results_section(results: Sequence[KnownResult]) -> str:
    """Return section 6, on files with real results."""
    if not results:
        return "## 6. Where real results are in the file\n\nThe records did not lie beside the checkout.\n"
    rows = [
        [
            ", ".join(filter(None, (str(found.n_told or "none"), with_marks(found)))),
            with_error(found.brier, found.brier_error),
            *(share(found.regressions[name], 4) if found.n_told else "" for name in (MEAN, FOUR)),
            share(found.coverage),
            f"{found.mean_score_told:.1f}",
        ]
        for found in results
    ]
    head = ["results given", "Brier", MEAN, FOUR, "90 % range held", "mean expected score"]
    return f"""## 6. Where real results are in the file

The coursework of section 4 again: {results[0].n_asked} people are always the ones to predict. More and more results of
the other half are added, to Cutscore in `exam_outcomes.csv` and to the regressions alike. Passes and fails alone
correct the chance and widen the score. From thirty marks on, all results together correct the score, and the chance
follows it. The mean mark of the people to predict was {results[0].mean_score:.1f} %.

{table(head, rows)}
Below thirty results nothing is corrected. With few, a correction does a little harm where the chances were right and
a little good where they were not. This table, from one draw of people, cannot show which of the two it was.
"""
