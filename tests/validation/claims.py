"""The table at the top of the page: what was wanted, what was found, and whether it holds."""

from collections.abc import Mapping, Sequence

import numpy as np

from analytics.estimation.decision_inputs import TARGET
from analytics.models.intervals import Floats
from analytics.models.stability import LIKELY_LEVEL
from tests.validation import real_records
from tests.validation.agreement import Agreement
from tests.validation.comparison import ALONE, IGNORING, TOGETHER, Comparison
from tests.validation.in_cohort import CohortResult
from tests.validation.known_results import KnownResult, with_marks
from tests.validation.real_records import OURS, RealResult
from tests.validation.repeats import RepeatsResult, worst_off
from tests.validation.sbc import DesignResult
from tests.validation.scoring import Bin, difference, reliability_bins
from tests.validation.season_decisions import ORACLE, ORACLE_OF_THE_DAY, ExtraCost, SeasonCosts
from tests.validation.season_decisions import OURS as DECIDING
from tests.validation.season_decisions import OURS_BY_TARGET as BY_TARGET
from tests.validation.season_decisions import OURS_STAYING as STAYING
from tests.validation.second_attempts import SecondAttempts
from tests.validation.sections import share, with_error, with_sign
from tests.validation.sections import table as written
from tests.validation.settled import MOST_STOP, SOME_STOP, Settled, farthest, pooled, worth

TRAINED = ("logistic on the mean of three, trained", "logistic on four features, trained")
SIMPLE = (
    "last score at the cut",
    "mean of the last three at the cut",
    "straight line at the cut",
    "mean of the last three at 80 %",
)


CLEAR = 1.645
"""Standard errors that a number must be away from its bar."""

NOT_WORSE = "chances in a cohort no worse than alone"
UNDECIDED = "open"

IN_FILE = {
    real_records.ALONE: NOT_WORSE,
    real_records.WITHOUT_IDS: "ids of questions cost nothing",
}


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return the table of claims."""
    return written(["section and claim", "wanted", "found", "holds"], rows)


def judged(
    agreed: Sequence[Agreement],
    own: Sequence[DesignResult],
    other: Sequence[DesignResult],
    in_cohorts: Sequence[CohortResult],
    compared: Sequence[Comparison],
    repeated: Sequence[RepeatsResult],
    results: Sequence[RealResult],
    played: Sequence[SeasonCosts],
    known: Sequence[KnownResult],
    after_a_fail: Sequence[SecondAttempts],
    settled: Sequence[Settled],
) -> list[list[str]]:
    """Return the claims, each with what was wanted, what was found and the verdict."""
    gaps = np.abs([a.chance_gap for a in agreed])
    mean, most = float(gaps.mean()), float(gaps.max())
    rows = [
        _claim("1. P(pass) off from long chains, mean", "at most .004", share(mean, 4), is_kept=mean <= 0.004),
        _claim("1. the same, largest", "at most .02", share(most, 4), is_kept=most <= 0.02),
        _coverage("2. 90 % ranges hold, scales as the model's", own),
        _coverage("2. 90 % ranges hold, scales unlike the model's", other),
    ]
    for cohort in in_cohorts:
        rows += _in_cohort(cohort)
    for found in compared:
        day = "now" if found.weeks_ahead == 0 else f"+{found.weeks_ahead:g} weeks"
        rows += _compared(f"3. made-up world, {day}", found.chances, ALONE, found.happened, found.worlds)
        again = found.is_repeater
        cost = -difference(found.chances[ALONE][again], found.chances[IGNORING][again], found.happened[again])[0]
        rows.append(
            _claim(f"3. made-up world, {day}: cost of ignoring repeats", "above 0", f"{cost:+.4f}", is_kept=cost > 0)
        )
        rows.append(_held(f"3. made-up world, {day}: 90 % ranges for the score hold", float(found.held.mean())))
        if TOGETHER in found.chances:
            gain = difference(found.chances[ALONE], found.chances[TOGETHER], found.happened, found.worlds)
            rows.append(_not_worse(f"3. made-up world, {day}: {NOT_WORSE}", gain))
    rows += [*settled_claims(settled), *_repeats(repeated)]
    for result in results:
        rows += _compared(f"4. {result.title}", result.chances, OURS, result.happened)
        rows.append(_held(f"4. {result.title}: 90 % ranges for the score hold", result.coverage))
        rows += _others_in_file(result)
    for season in played:
        rows += _season(season)
    rows += [_after_a_fail(found) for found in after_a_fail]
    if known:
        rows += _known_results(known)
    return rows


def settled_claims(found: Sequence[Settled]) -> list[list[str]]:
    """Judge what *stable* is worth where some stop and some do not, and whether its probabilities hold."""
    rows = []
    for worlds, people in (
        (MOST_STOP, "fast learners of whom most stop"),
        (SOME_STOP, "fast learners of whom some stop"),
    ):
        for n_exams, right, finds in ((6, 0.70, 0.35), (10, 0.75, 0.75)):
            asked = [each for each in found if each.world in worlds and each.n_exams == n_exams]
            stable = worth(*pooled(asked, "together"), LIKELY_LEVEL)
            verdicts = (
                _of_share(stable.right - right, stable.right, stable.n_said),
                _of_share(stable.finds - finds, stable.finds, stable.n_true),
            )
            what = f"3. stable after {n_exams} practice exams, {people}: right / finds"
            rows.append([what, f"{share(right, 2)} / {share(finds, 2)}", str(stable), _worst(verdicts)])
    for way, where in (("together", "in one file"), ("alone", "each alone")):
        off = farthest(*pooled(found, way))
        gap = abs(off.stated - off.happened)
        what = f"3. chance of having settled, {where}, all worlds: chance vs share, worst tenth"
        rows.append([what, "at most .08", share(gap), _of_share(0.08 - gap, off.happened, off.n)])
    return rows


def _of_share(above: float, value: float, n_people: int) -> str:
    """Judge the distance of a share of some people from its bar."""
    return _verdict(above, float(np.sqrt(value * (1 - value) / max(1, n_people))))


def _worst(verdicts: Sequence[str]) -> str:
    """Return the verdict of a claim that holds if all its parts do."""
    return next(verdict for verdict in ("**no**", UNDECIDED, "yes") if verdict in verdicts)


def _repeats(repeated: Sequence[RepeatsResult]) -> list[list[str]]:
    """Return how far off the scores are when everybody practices with repeated questions."""
    off = worst_off(repeated)
    return [
        _claim(
            f"3. all see questions again, raw scores up to {off['raw']:.0f} points off: estimate off, {where}",
            "within 6 points",
            f"{off[kind]:.1f}",
            is_kept=off[kind] <= 6,
        )
        for kind, where in (("few", "too few for a cohort"), ("many", "all in one file"))
    ]


def _others_in_file(result: RealResult) -> list[list[str]]:
    """Judge whether other candidates in the file, or item ids, ever cost anything."""
    gaps = {
        name: difference(result.chances[name], result.chances[OURS], result.happened)
        for name in IN_FILE
        if name in result.chances
    }
    return [_not_worse(f"4. {result.title}: {what}", gaps[name]) for name, what in IN_FILE.items() if name in gaps]


def _in_cohort(found: CohortResult) -> list[list[str]]:
    """Judge whether chances in a cohort are worse than alone, and whether scores spread as the true ones."""
    title = f"2. cohort, {found.design}"
    slope, error = found.together.slope
    held, held_error = found.together.held
    return [
        _not_worse(f"{title}: {NOT_WORSE}", found.gain),
        [
            f"{title}: slope of true on estimated score",
            ".95-1.05",
            with_error(slope, error, 3),
            _within(slope, error, (0.95, 1.05)),
        ],
        [
            f"{title}: 90 % ranges for the expected share hold",
            ".86-.94",
            with_error(held, held_error, 3),
            _within(held, held_error, (0.86, 0.94)),
        ],
    ]


def _within(value: float, error: float, bars: tuple[float, float]) -> str:
    """Judge a number that should be between two bars."""
    return _verdict(min(value - bars[0], bars[1] - value), error)


def _not_worse(what: str, gain: tuple[float, float]) -> list[str]:
    """Judge a gain of the Brier score, with its error, that may be a loss of .001."""
    return [what, "above -.001", with_sign(*gain), _verdict(gain[0] + 0.001, gain[1])]


def _known_results(known: Sequence[KnownResult]) -> list[list[str]]:
    """Judge the product with the most results in its file against the better regression."""
    rows = []
    n_most = max(found.n_told for found in known)
    for last in (found for found in known if found.n_told == n_most):
        kind = with_marks(last) or "passes and fails"
        gap = min(last.regressions.values()) - last.brier
        rows.append(
            _claim(
                f"6. coursework, {last.n_told} results given ({kind}): the better regression given the same",
                "above -.005",
                f"{gap:+.4f}",
                is_kept=gap > -0.005,
            )
        )
        rows.append(_held(f"6. coursework, {last.n_told} results given ({kind}): 90 % ranges hold", last.coverage))
    return rows


def _claim(what: str, wanted: str, found: str, *, is_kept: bool) -> list[str]:
    return [what, wanted, found, "yes" if is_kept else "**no**"]


def _season(season: SeasonCosts) -> list[list[str]]:
    """Judge one setting against score rules and against oracles, like for like.

    Score rules and the first oracle of all weeks never stop, so Cutscore is compared with them without stopping.
    """
    title = f"5. {season.setting.name}"
    rules = [
        _bounded(
            f"{title}: extra cost of the best score rule over Cutscore{how}", season.beside(own, season.best_rule), 0
        )
        for own, how in ((DECIDING, ""), (STAYING, ", never stopping"))
    ]
    known = [
        _bounded(f"{title}: {how} above the {other}", season.beside(other, own), 0.10, is_upper=True)
        for own, how, other in (
            (DECIDING, "Cutscore", ORACLE_OF_THE_DAY),
            (STAYING, "Cutscore, never stopping,", ORACLE),
        )
    ]
    chances = season.first[BY_TARGET][np.isfinite(season.first[BY_TARGET])]
    error = chances.std(ddof=1) / np.sqrt(len(chances)) if len(chances) > 1 else np.inf
    found = f"{chances.mean():.0%} ± {error:.0%}" if len(chances) else "nobody takes it"
    verdict = _verdict(chances.mean() - TARGET, error) if len(chances) else UNDECIDED
    by_target = [f"{title}: chance at the first attempt, costs unknown", f"at least {TARGET:.0%}", found, verdict]
    return [*rules, *known, by_target]


def _bounded(what: str, dearer: ExtraCost, bar: float, *, is_upper: bool = False) -> list[str]:
    """Judge a relative extra cost against a bar; its error is over seeds."""
    sign = -1 if is_upper else 1
    wanted = f"{'at most' if is_upper else 'at least'} {bar:.0%}"
    found = f"{dearer.share:.1%} ± {dearer.error:.1%}"
    return [what, wanted, found, _verdict(sign * (dearer.share - bar), dearer.error)]


def _verdict(above: float, error: float) -> str:
    """Return yes or no if the distance from the bar exceeds its error at the 90 % level."""
    if abs(above) < CLEAR * error:
        return UNDECIDED
    return "yes" if above > 0 else "**no**"


def _after_a_fail(found: SecondAttempts) -> list[str]:
    """Judge what counting a fail does to the chances of the second attempt."""
    gain, error = difference(found.not_counted, found.counted, found.is_passed)
    what = f"5. second attempts in the world of {found.world}: gain by counting the fail"
    return [what, "above 0", with_sign(gain, error), _verdict(gain, error)]


def _held(what: str, coverage: float) -> list[str]:
    return _claim(what, ".86-.94", share(coverage), is_kept=0.86 <= coverage <= 0.94)


def _coverage(what: str, results: Sequence[DesignResult]) -> list[str]:
    """Judge the worst coverage over designs and quantities."""
    held = np.array([ranks.coverage for result in results for ranks in result.ranks])
    found = f"{share(held.min())}-{share(held.max())}"
    return _claim(what, ".88-.91", found, is_kept=bool(held.min() >= 0.88 and held.max() <= 0.91))


def _compared(
    title: str, chances: Mapping[str, Floats], ours: str, happened: Floats, groups: Floats | None = None
) -> list[list[str]]:
    """Judge the Brier score against the best simple rule and the trained regressions."""
    gaps = {name: difference(stated, chances[ours], happened, groups) for name, stated in chances.items()}
    best = min(SIMPLE, key=lambda name: gaps[name][0])
    rows = [
        [
            f"{title}: better than the best rule without outcomes ({best})",
            "above +.02",
            with_sign(*gaps[best]),
            _verdict(gaps[best][0] - 0.02, gaps[best][1]),
        ]
    ]
    for rival in TRAINED:
        claim = f"{title}: compared with a {rival}"
        rows.append([claim, "above -.005", with_sign(*gaps[rival]), _verdict(gaps[rival][0] + 0.005, gaps[rival][1])])
    return rows


def panels_of_ranks(results: Sequence[DesignResult]) -> list[tuple[str, Sequence[int]]]:
    """Return one rank histogram per design, for the expected share on exam day."""
    short = ("2 exams of 4 questions", "1 exam of 65", "4 totals of 20", "10 exams of 65")
    return [(name, result.ranks[-2].histogram) for name, result in zip(short, results, strict=True)]


def panels_of_world(compared: Sequence[Comparison]) -> list[tuple[str, Sequence[Bin]]]:
    """Return Cutscore's reliability for both days, over all people."""
    days = ["now", *(f"+{found.weeks_ahead:g} weeks" for found in compared[1:])]
    return [
        (f"{title}, {day}", reliability_bins(found.chances[method], found.happened))
        for day, found in zip(days, compared, strict=True)
        for method, title in ((ALONE, "Cutscore"), (IGNORING, "repeats ignored"))
    ]


def panels_of_real(results: Sequence[RealResult]) -> list[tuple[str, Sequence[Bin]]]:
    """Return the reliability of Cutscore and of the regression for each real record."""
    return [
        (f"{title}, {record}", reliability_bins(result.chances[method], result.happened))
        for record, result in zip(("course", "blocks"), results, strict=True)
        for method, title in ((OURS, "Cutscore"), (TRAINED[0], "trained"))
    ]
