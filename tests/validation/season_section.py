"""The section of the page on what deciding by the verdict costs."""

from collections.abc import Sequence

from tests.validation.deciding import ORACLE, ORACLE_OF_THE_DAY, OURS, OURS_STAYING, TRAINED, SeasonCosts
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
    beside = [
        [
            season.setting.name,
            *(
                f"{season.beside(other, rule) - 1:.1%}"
                for other, rule in (
                    (ORACLE_OF_THE_DAY, OURS),
                    (ORACLE, OURS),
                    (ORACLE, TRAINED),
                    (ORACLE, ORACLE_OF_THE_DAY),
                    (OURS, season.best_rule),
                )
            ),
            season.best_rule,
        ]
        for season in found
    ]
    head = [
        "by how much dearer",
        "Cutscore than the oracle of the day",
        "Cutscore than the oracle of all weeks",
        "trained rule than the oracle of all weeks",
        "oracle of the day than that of all weeks",
        "best rule of scores than Cutscore",
        "which that is",
    ]
    return f"""## 5. What deciding by it costs

{n_seeds} seeds of {n_people} made-up people (`tests/validation/season.py`) who sit a practice exam a week and decide
each week: sit the exam, wait, or stop. They climb to a ceiling several times as fast as the model expects of a
stranger, and three in ten stand still for some weeks. What a season costs on average, fees, weeks, fails and the end
without a certificate added up; in brackets by how much the rule was dearer than Cutscore in the seed that is worst
for Cutscore:

{table(["rule", *(season.setting.name for season in found)], rows)}
{table(head, beside)}
Cutscore sees practice scores and is told of each fail. The oracle of the day knows besides, in each week anew, the
true ability and the cut, so the true chance; of the weeks to come it expects what Cutscore would, and decides by the
same induction, with the same rule for stopping. The oracle of all weeks knows everybody's true chance in all later
weeks, too. The one that may stop knows on the first day who will never get there. "{OURS_STAYING}" takes every advice
but that to stop.

"{TRAINED.capitalize()}" was shown the scores and true chances of {n_shown * n_people:,} other people of this very
world, and learnt from them when to sit the exam (`tests/validation/trained_rule.py`). Nobody could have it outside a
simulation. It is no lower limit of what can be paid, but a measure of how much of the distance from the oracle of all
weeks lies in what practice scores cannot tell.
"""


def _worst_beside(season: SeasonCosts, rule: str) -> float:
    """Give the smallest extra cost of a rule over Cutscore among the seeds."""
    return float((season.by_rule[rule] - season.by_rule[OURS]).min())
