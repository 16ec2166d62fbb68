"""The counts of one pasted practice exam, from its percentages where it has no counts."""

from collections.abc import Mapping

from analytics.errors import counted
from analytics.ingest.mapping.scores import Percent, PercentCounts, percent_of
from analytics.ingest.reading import Notices
from analytics.ingest.sources.quizzes.pasted_lines import ResultLine
from analytics.records import TOTAL_DOMAIN

Counts = tuple[int, int]
"""Correct answers and questions."""


class ExamCounts:
    """The counts of each domain and of the whole exam, or the reason why there are none.

    Domains known in percent share the questions that the others leave of the whole. A total beside all
    domains is compared with them, and not imported if it or one of them is known only in percent.
    """

    def __init__(
        self,
        results: Mapping[str, ResultLine],
        n_items: int | None,
        exam_code: str,
        percents: PercentCounts,
        notices: Notices,
    ) -> None:
        self.counts: dict[str, Counts] = {}
        self.problems: dict[str, str] = {}
        self._results = results
        self._exam_code = exam_code
        self._percents = percents
        self._notices = notices
        self._shown: dict[str, Percent] = {}
        for domain_id, result in results.items():
            try:
                self._take(domain_id, result)
            except ValueError as error:
                self.problems[domain_id] = str(error)
        self._open = [one for one in results if one not in self.counts and one not in self.problems]
        if self._open:
            self._count_percents(n_items)

    def _take(self, domain_id: str, result: ResultLine) -> None:
        """Read the percentage and the stated counts of a line, which must agree."""
        percent = None if result.percent is None else percent_of(result.percent.replace(",", "."))
        if percent is not None:
            self._shown[domain_id] = percent
        if result.n_correct is None or result.n_items is None:
            return
        n_correct, n_items = result.n_correct, result.n_items
        if n_items == 0 or n_correct > n_items:
            raise ValueError(f"{n_correct} correct of {counted(n_items, 'question')} is not possible")
        if percent is not None and not percent.is_shown_for(n_correct, n_items):
            raise ValueError(f"{n_correct} of {n_items} is {100 * n_correct / n_items:.2f} %, not {percent.text} %")
        self.counts[domain_id] = n_correct, n_items

    def _count_percents(self, n_items: int | None) -> None:
        """Turn percentages into numbers of correct answers."""
        domains = {one: n for one, (_, n) in self.counts.items() if one != TOTAL_DOMAIN}
        all_domains = self._percents.by_domain(self._exam_code, 0).keys()
        stated = n_items or self.counts.get(TOTAL_DOMAIN, (0, 0))[1]
        if all_domains and all_domains <= domains.keys():
            stated = sum(domains.values())
        whole = stated or self._percents.length(self._exam_code)
        parts = self._percents.by_domain(self._exam_code, whole - sum(domains.values()), without=domains)
        for one in self._open:
            try:
                if one != TOTAL_DOMAIN:
                    self.counts[one] = self._percents.of_domain(self._shown[one], parts.get(one, 0))
            except ValueError as error:
                self.problems[one] = str(error)
        try:
            if all_domains and all_domains <= self.counts.keys():
                self._compare_total(self.counts.pop(TOTAL_DOMAIN, None))
            elif TOTAL_DOMAIN in self._open:
                shown, line = self._shown[TOTAL_DOMAIN], str(self._results[TOTAL_DOMAIN].line)
                self.counts[TOTAL_DOMAIN] = self._percents.of_whole(shown, whole, line, is_assumed=not stated)
        except ValueError as error:
            self.problems[TOTAL_DOMAIN] = str(error)

    def _compare_total(self, stated: Counts | None) -> None:
        """Compare the total with all domains, as far as rounding allows; it may differ by other weights.

        Raises:
            ValueError: If it cannot be the total of these domains.
        """
        total = self._shown.get(TOTAL_DOMAIN) if stated is None else percent_of(f"{100 * stated[0] / stated[1]:.1f}")
        if total is None:
            return
        values = {
            one: self._shown[one].value if one in self._open else 100 * n_correct / n
            for one, (n_correct, n) in self.counts.items()
        }
        share = sum(values[one] * n for one, (_, n) in self.counts.items()) / sum(n for _, n in self.counts.values())
        steps = [self._shown[one].step for one in values if one in self._open]
        within = (share,) if not steps else values.values()
        slack = total.step + max(steps, default=0.0)
        if not min(within) - slack <= total.value <= max(within) + slack:
            raise ValueError(f"its domains make {share:.1f} %, so the total cannot be {total.text} %")
        if abs(share - total.value) > slack:
            self._notices.add(
                f"By the weights of {self._exam_code} the domains make {share:.1f} %, and the total says "
                f"{total.text} %. The domains were imported.",
                kind="total beside domains",
            )
