"""The page that tells a statistician the model's scales."""

import re
from pathlib import Path

from analytics.blueprints import model as exams
from analytics.blueprints.domains import ROUNDING_HALF_WIDTH
from analytics.estimation.cohort_sample import MIN_EXAMS_FOR_SHOCK
from analytics.estimation.decision_inputs import FAIL_COST, WEEK_COST
from analytics.estimation.exam_form import SCALED_CUT_SD, UNPUBLISHED_CUT, UNPUBLISHED_HALF_WIDTH
from analytics.estimation.practice_results import N_LATEST_EXAMS
from analytics.estimation.study_hours import HOURS_HALF_LIFE_DAYS, HOURS_SCALE
from analytics.models import cohort, growth
from analytics.models.attempts import STRETCH
from analytics.models.decision import N_DRAWS
from analytics.models.prior import DEFAULT_PRIOR
from analytics.reports.decision.booking_costs import RHYTHM_WEEKS
from analytics.reports.decision.chance_by_day import DECISION_WEEKS

PAGE = (Path(__file__).parents[2] / "analytics/models/README.md").read_text(encoding="utf-8")


def listed(values: object) -> list[float]:
    """Return the numbers of a text, in its order."""
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", str(values))]


def sentence(start: str) -> list[float]:
    """Return the numbers of the line of the page that starts so."""
    return listed(next(line for line in PAGE.splitlines() if line.startswith(start)))


def test_the_table_has_the_scales_of_one_candidate() -> None:
    """Each row has the mean and the sd that the model starts from."""
    rows = re.findall(r"^\| (.+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    prior = DEFAULT_PRIOR
    assert [(float(mean), float(sd)) for _, mean, sd in rows] == [
        (prior.level_mean, prior.level_sd),
        (0, prior.domain_sd),
        (0, prior.velocity_sd),
        (0, prior.domain_velocity_sd),
        (0, prior.provider_sd),
        (0, prior.exam_shock_sd),
        (0, prior.exam_domain_shock_sd),
        (prior.seen_mean, prior.seen_sd),
        (prior.untimed_mean, prior.untimed_sd),
        (prior.open_book_mean, prior.open_book_sd),
        (prior.hours_mean, prior.hours_sd),
        (0, prior.real_exam_shock_sd),
    ]
    assert f"memory of {prior.velocity_scale_weeks:g} weeks" in PAGE
    assert f"log(1 + hours / {HOURS_SCALE:g})" in PAGE


def test_the_page_has_the_gain_and_what_else_is_fixed() -> None:
    """Gain, the provider's share in the seen effect, hours, guessing and the passing score are the model's."""
    prior = DEFAULT_PRIOR
    gain, scale, hours = prior.gain_per_week, prior.gain_scale_weeks, prior.gain_per_week_with_hours
    assert sentence("- The trend is")[1:] == [gain, scale, gain, scale, 1, scale, hours, gain]
    assert sentence("- Of the variance") == [prior.seen_provider_share]
    assert sentence("- Study hours halve") == [HOURS_HALF_LIFE_DAYS]
    chance = [1 / exams.DEFAULT_OPTIONS_PER_QUESTION, exams.MULTIPLE_RESPONSE_GUESS, exams.TRUE_FALSE_GUESS, 0]
    assert sentence("- Correct by guessing") == [*chance, exams.MIXED_GUESS]
    assert sentence("- A scaled passing score")[-3:] == [SCALED_CUT_SD, *UNPUBLISHED_CUT]
    assert sentence("- A domain's share") == [ROUNDING_HALF_WIDTH, UNPUBLISHED_HALF_WIDTH]
    assert sentence("- The chance after one more") == [N_LATEST_EXAMS, RHYTHM_WEEKS]
    assert sentence("- A real score")[-2:] == [SCALED_CUT_SD, STRETCH]
    assert sentence("- Costs that are not set") == [WEEK_COST, FAIL_COST, DECISION_WEEKS]
    assert f"come from {N_DRAWS} futures" in PAGE


def test_the_page_has_the_priors_of_a_cohort() -> None:
    """Means, scales and offsets vary as much as the cohort's estimation takes them to."""
    prior, within = DEFAULT_PRIOR, round(cohort.WITHIN_LEVEL_SD, 2)
    means = [cohort.LEVEL_MEAN_SD, prior.level_sd, within, cohort.GAIN_SD, cohort.SEEN_MEAN_SD]
    assert sentence("- of means") == means
    assert sentence("- of scales") == [cohort.LOG_SD_SD, MIN_EXAMS_FOR_SHOCK]
    offsets = [prior.provider_sd, cohort.OFFICIAL_SD, cohort.FORM_SD, cohort.PLACE_SD, cohort.OWN_PROVIDER_SD]
    assert sentence("- of offsets") == offsets


def test_the_page_has_the_growth_curves() -> None:
    """Rates, slowing and stops are those of a stranger."""
    assert sentence("Score stabilization leaves")[-1] == growth.TREND_SD
    rates = [growth.STRANGER_RATE, *growth.RATES, *growth.RATE_LIMITS[1:-1]]
    assert sentence("- no growth") == [1 / growth.STRANGER_FLAT, *rates]
    assert sentence("- s is") == [*growth.SLOWING_WEEKS]
    assert "from five weeks before the first one after a pause of more than five weeks" in PAGE
    assert growth.PAUSE_WEEKS == 5
    stops = [growth.STRANGER_STOPS, *growth.STOPPED_WEEKS[1:], *growth.STOPPED_LIMITS[1:-1]]
    assert sentence("- growth stops") == stops
