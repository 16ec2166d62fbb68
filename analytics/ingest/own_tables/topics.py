"""Find the domain, task and practice exam of a row."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import counted
from analytics.ingest.canonical.reader import text_cell
from analytics.ingest.file_mapping import UNASSIGNED, FileMapping
from analytics.ingest.layouts.own_table import is_total_name
from analytics.ingest.mapping.exam_domains import UnknownDomainError, domains_in, named_subject
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.reading import CHOOSE_DOMAIN, MAX_NAMED, Notices, listed, shortened
from analytics.ingest.values import fields
from analytics.records import TOTAL_DOMAIN, CardReview, DomainResult, ItemResponse, PlannedSession, Record, StudySession

TEXT_OF: Mapping[type[Record], str] = {StudySession: "resource", PlannedSession: "title", CardReview: "deck"}
"""Kinds whose domain is optional, and the column for topics that are not domains."""

WHOLE_EXAM = frozenset({DomainResult, ItemResponse})
"""Kinds whose rows without a domain are about the whole exam."""

_ID = re.compile(r"[Dd]?[0-9]{1,2}(?:\.[0-9]{1,2})?")
_SEVERAL = "Sessions with several domains count for none of them. To count them, split each into one row per domain."


@dataclass(frozen=True, slots=True)
class Topic:
    """The domain and task of a row as canonical cells, and the words of a topic that is neither."""

    domain_id: str = ""
    task_id: str = ""
    words: str = ""


class Topics:
    """Finds the topics of a table's rows, by its mapping and its exam."""

    def __init__(self, kind: type[Record], mapping: FileMapping, blueprint: ExamBlueprint | None) -> None:
        self._kind = kind
        self._mapping = mapping
        self._blueprint = blueprint
        self._named = lru_cache(maxsize=None)(named_subject)
        self._has_several = False
        self.unknown: Counter[str] = Counter()

    def topic_of(self, cell: str, *others: str) -> Topic:
        """Return the topic of a row by the mapping's patterns in all its cells, else by the topic's own cell.

        Raises:
            ValueError: If the row needs a domain, and the cell is not one.
        """
        cell = fields.stripped(cell)
        words = [text for text in (cell, *others) if text]
        by_pattern = self._mapping.domain_of(*words)
        if by_pattern == UNASSIGNED:
            if self._kind not in TEXT_OF:
                raise ValueError("mapped to no domain; only sessions and cards can be without one")
            return Topic(words=cell)
        if by_pattern is not None:
            return Topic(by_pattern, self._mapping.task_of(*words) or "")
        if not cell:
            return Topic(TOTAL_DOMAIN if self._kind in WHOLE_EXAM else "")
        if self._blueprint is None:
            is_name = self._kind in TEXT_OF and not _ID.fullmatch(cell)
            return self._without_domain(cell) if is_name else Topic(text_cell(cell))
        if cell == TOTAL_DOMAIN:
            return Topic(cell)
        return self._of_exam(cell, self._blueprint)

    def add_notices(self, notices: Notices) -> None:
        """Add notices on topics that are not one domain, with the nearest domain of unknown ones."""
        if self._has_several:
            notices.add(_SEVERAL)
        if self.unknown:
            first, others = list(self.unknown)[:MAX_NAMED], list(self.unknown)[MAX_NAMED:]
            names = listed([*(f"{shortened(name)!r}{self._hint(name)}" for name in first), *others])
            n = len(self.unknown)
            what = f"{counted(n, 'topic is not a domain', 'topics are not domains')} of your exam"
            remedy = CHOOSE_DOMAIN
            if self._blueprint is None:
                what = f"No exam is known, so {counted(n, 'topic has', 'topics have')} no domain"
                remedy = "Choose an exam to assign them"
            notices.add(f"{what}: {names}. {'Its' if n == 1 else 'Their'} rows are imported without one. {remedy}.")

    def _of_exam(self, cell: str, blueprint: ExamBlueprint) -> Topic:
        exact = self._named(cell, blueprint)
        if exact is not None:
            return Topic(exact[0], exact[1] or "")
        found, is_result = domains_in(cell, blueprint), self._kind is DomainResult
        if len(found) == 1:
            return Topic(found[0])
        if is_result and (len(found) == len(blueprint.domains) or (not found and is_total_name(cell))):
            return Topic(TOTAL_DOMAIN)
        if self._kind in TEXT_OF:
            return self._without_domain(cell, is_several=bool(found))
        if not found:
            raise UnknownDomainError(cell, f"not a domain{self._hint(cell)}", blueprint)
        if is_result:
            raise ValueError("one result for several domains; put each domain in its own row")
        raise ValueError("several domains in one cell; use only one")

    def _without_domain(self, cell: str, *, is_several: bool = False) -> Topic:
        self._has_several |= is_several
        self.unknown.update(() if is_several else (cell,))
        return Topic(words=cell)

    def _hint(self, name: str) -> str:
        """Return the nearest domain or task in brackets, empty if none is near."""
        nearest = None if self._blueprint is None else suggested_domain(name, self._blueprint)
        return "" if nearest is None else f" (nearest: {nearest.task_id or nearest.domain_id}, {nearest.score} %)"


class Sittings:
    """Assigns rows to practice exams by day and form; a second result for a topic begins another sitting.

    So does one for another exam or candidate. The ids stay the same if rows are added to the table later.
    """

    def __init__(self, kind: type[Record]) -> None:
        self._kind = kind
        self._topics: dict[str, dict[str, tuple[str, ...]]] = {}
        self._n_before: Counter[str] = Counter()

    def id_of(self, values: Mapping[str, str], topic: str) -> str:
        """Return the id of a row's practice exam."""
        named = (values.get("taken_at", "")[:10], values.get("provider", ""), values.get("form", ""))
        name = " ".join(part for part in named if part)
        if self._kind is DomainResult:
            topics = self._topics.setdefault(name, {})
            domain, *whose = (values.get(column, "") for column in ("domain_id", "exam_code", "candidate"))
            if topic in topics or any(domain == of and whose != by for of, *by in topics.values()):
                topics.clear()
                self._n_before[name] += 1
            topics[topic] = (domain, *whose)
        n = self._n_before[name]
        return f"{name} ({n + 1})" if n else name
