"""Ids of practice exams in tables that have none."""

from collections import Counter
from collections.abc import Mapping

from analytics.records import DomainResult, Record


class Sittings:
    """The practice exams of one table by day and form; a second result of a domain begins the next sitting of that day.

    The same table, also with rows added, therefore gives the same ids again.
    """

    def __init__(self, kind: type[Record]) -> None:
        self._kind = kind
        self._domains: dict[str, set[str]] = {}
        self._n_before: Counter[str] = Counter()

    def id_of(self, values: Mapping[str, str]) -> str:
        """Return the id of a row's practice exam."""
        named = (values.get("taken_at", "")[:10], values.get("provider", ""), values.get("form", ""))
        name = " ".join(part for part in named if part)
        if self._kind is DomainResult:
            domains = self._domains.setdefault(name, set())
            if values["domain_id"] in domains:
                domains.clear()
                self._n_before[name] += 1
            domains.add(values["domain_id"])
        n = self._n_before[name]
        return f"{name} ({n + 1})" if n else name
