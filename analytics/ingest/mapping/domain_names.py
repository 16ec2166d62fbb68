"""Find domains by their names in a cell that may have several."""

import re

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.reading import listed

_BESIDE_NAMES = re.compile(r"\(?[0-9]+(?:[.,][0-9]+)?\s*%\)?|\bdomains?\b|\band\b|[\s0-9.,;:&/|()\[\]+\-–]")


def domains_in(cell: str, blueprint: ExamBlueprint) -> tuple[str, ...]:
    """Return the domains that a cell names, in the exam's order.

    A domain's name may contain commas, so the cell is not split at them: known names are searched
    for, longest first, and only weights and punctuation may remain.

    Raises:
        ValueError: If anything in the cell is no domain of the exam.
    """
    text = re.sub(r"\s+", " ", cell).strip().casefold()
    found = set()
    for domain in sorted(blueprint.domains, key=lambda domain: -len(domain.name)):
        name = re.sub(r"\s+", " ", domain.name).casefold()
        if name in text:
            found.add(domain.domain_id)
            text = text.replace(name, " ")
    if not found or _BESIDE_NAMES.sub("", text):
        choices = listed([f"{domain.domain_id} {domain.name}" for domain in blueprint.domains])
        raise ValueError(f"not a domain of {blueprint.code}, which has: {choices}")
    return tuple(domain_id for domain_id in blueprint.domain_ids if domain_id in found)
