"""The section of the page on what deciding by the verdict costs."""

from collections.abc import Sequence

import numpy as np

from tests.validation.season_decisions import (
    BY_TARGET_OR_LAST,
    ORACLE,
    ORACLE_OF_THE_DAY,
    ORACLE_STOPPING,
    OURS,
    OURS_BY_TARGET,
    OURS_STAYING,
    TRAINED,
    ExtraCost,
    SeasonCosts,
)
from tests.validation.sections import table


def season_section(found: Sequence[SeasonCosts], n_people: int, n_shown: int) -> str:
    """Return section 5, on what deciding by the answer costs."""
    rules = list(found[0].by_rule)
    n_seeds = len(found[0].by_rule[OURS])
    rows = [
        [
            f"**{rule}**" if rule == OURS else rule,
            *(f"{season.by_rule[rule].mean():.0f} ({_worst_beside(season, rule):+.0f})" for season in found),
        ]
        for rule in rules
    ]
    pairs = (
        ("best score rule over Cutscore", OURS, None),
        ("best score rule over Cutscore, never stopping", OURS_STAYING, None),
        ("best score rule over Cutscore, costs unknown", OURS_BY_TARGET, None),
        ("best score rule over Cutscore, costs unknown, or the last week", BY_TARGET_OR_LAST, None),
        ("Cutscore over the oracle of the day", ORACLE_OF_THE_DAY, OURS),
        ("Cutscore, never stopping, over the oracle of all weeks", ORACLE, OURS_STAYING),
        ("the trained rule over the oracle of all weeks", ORACLE, TRAINED),
        ("Cutscore over the oracle of all weeks that may stop", ORACLE_STOPPING, OURS),
        ("the oracle of the day over that of all weeks that may stop", ORACLE_STOPPING, ORACLE_OF_THE_DAY),
    )
    beside = [
        [what, *(_dearer(season.beside(other, rule or season.best_rule)) for season in found)]
        for what, other, rule in pairs
    ]
    sat = [[rule, *(_first_attempts(season, rule) for season in found)] for rule in rules if "oracle" not in rule]
    head = ["extra cost", *(season.setting.name for season in found)]
    return f"""## 5. What deciding by it costs

{n_seeds} seeds of {n_people} made-up people (`tests/validation/season.py`) who take a practice exam a week and decide
each week: take the exam, wait, or stop. They climb to a ceiling several times as fast as the model expects of a
stranger, and three in ten stop improving for some weeks. The table has the mean cost of a season: fees, weeks, fails,
and ending without a certificate. In parentheses is how much more the rule cost than Cutscore in the
seed that is worst for Cutscore:

{table(["rule", *(season.setting.name for season in found)], rows)}
The best score rule is {"; ".join(f'"{season.best_rule}" with {season.setting.name}' for season in found)}. A number
after ± is a standard error over the seeds, which are few.

{table(head, beside)}
The mean true chance of passing at the first attempt, and in parentheses how many take the exam at all:

{table(["rule", *(season.setting.name for season in found)], sat)}
Cutscore sees practice scores and learns of each fail. The oracle of the day also knows, each week, that week's true
ability and the cut, and so the true chance; of later weeks it expects what Cutscore would, and it decides by the same
induction, with the same rule for stopping. The oracle of all weeks also knows everybody's true chance in all later
weeks. The one that may stop knows on the first day who will never get there. "{OURS_STAYING}" follows all advice
except to stop. "{OURS_BY_TARGET}" does not know the costs: it takes the exam as soon as the chance of passing
reaches 80 %; the second variant also takes it in the last week. What it pays is counted at the costs of the setting.

"{TRAINED.capitalize()}" saw the scores and true chances of {n_shown * n_people:,} other people in the same
world, and learned from them when to take the exam (`tests/validation/trained_rule.py`). Nobody could have it outside a
simulation. It never stops. It is another rule with the same information, not a lower limit of what can be paid.

**With other futures.** Expected costs are averages over one set of 128 futures. Outside this run, people of up to 19
seeds, these five among them, decided with other sets. With 512 futures they paid the same, within 0.3% in each
setting. With Sobol points that are not rotated along margin, growth and cut, it depends on the set. With one such set
they paid 1.0% ± 0.2% less than with the futures used here at usual costs, and 1.2% ± 0.2% less with costly weeks. With
four others they paid between 0.9% less and 0.2% more at usual costs, and between 1.5% and 0.1% less with costly weeks.
That is not better arithmetic: where the chance that stopping is cheaper is near 80%, the first of these sets puts it
three points too low at usual costs, and waiting 0.7% too cheap. So 3% of the people went on who are now advised to
stop, mostly in the fourth week. People here climb faster than expected, so going on happened to pay.
"""


def _first_attempts(season: SeasonCosts, rule: str) -> str:
    chances = season.first[rule]
    sits = np.isfinite(chances)
    return f"{chances[sits].mean():.0%} ({sits.mean():.0%})" if sits.any() else "nobody takes it"


def _dearer(found: ExtraCost) -> str:
    return f"{found.share:.1%} ± {found.error:.1%}"


def _worst_beside(season: SeasonCosts, rule: str) -> float:
    """Return the smallest extra cost of a rule over Cutscore among the seeds."""
    return float((season.by_rule[rule] - season.by_rule[OURS]).min())
