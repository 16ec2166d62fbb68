"""The section of the page on what deciding by the verdict costs."""

from collections.abc import Sequence

from tests.validation.deciding import OURS, OURS_STAYING, TRAINED, SeasonCosts
from tests.validation.sections import table


def season_section(found: Sequence[SeasonCosts], n_people: int, n_shown: int) -> str:
    """Write section 5."""
    rules = list(found[0].by_rule)
    n_seeds = len(found[0].by_rule[OURS])
    rows = [
        [
            f"**{rule}**" if rule == OURS else rule,
            *(f"{season.by_rule[rule].mean():.0f} ({_worst_beside(season, rule):+.0f})" for season in found),
        ]
        for rule in rules
    ]
    best = [
        f'in "{season.setting.name}" {season.beside_oracle() - 1:.1%} above the oracle (the trained rule '
        f"{season.beside_oracle(TRAINED) - 1:.1%}), the best rule of scores ({season.best_rule}) "
        f"{season.by_rule[season.best_rule].mean() / season.by_rule[OURS].mean() - 1:.1%} above Cutscore"
        for season in found
    ]
    return f"""## 5. What deciding by it costs

{n_seeds} seeds of {n_people} made-up people (`tests/validation/season.py`) who sit a practice exam a week and decide
each week: sit the exam, wait, or stop. They climb to a ceiling several times as fast as the model expects of a
stranger, and three in ten stand still for some weeks. What a season costs on average, fees, weeks, fails and the end
without a certificate added up; in brackets by how much the rule was dearer than Cutscore in the seed that is worst
for Cutscore:

{table(["rule", *(season.setting.name for season in found)], rows)}
Cutscore is {"; ".join(best)}.
Cutscore sees practice scores and is told of each fail; the oracle knows everybody's true chance in this and in all
later weeks and decides by the same induction. The one that may stop knows on the first day who will never get there.
"{OURS_STAYING}" takes every advice but that to stop.

"{TRAINED.capitalize()}" was shown the scores and true chances of {n_shown * n_people:,} other people of this very
world, and learnt from them when to sit the exam (`tests/validation/trained_rule.py`). Nobody could have it outside a
simulation; it stands here for about as much as practice scores can tell, so its distance from the oracle is about
what nobody can know.
"""


def _worst_beside(season: SeasonCosts, rule: str) -> float:
    """Give the smallest extra cost of a rule over Cutscore among the seeds."""
    return float((season.by_rule[rule] - season.by_rule[OURS]).min())
