"""Find domains by their names in a cell that may have several."""

import re

from analytics.blueprints.model import ExamBlueprint

_BESIDE_NAMES = re.compile(r"\(?[0-9]+(?:[.,][0-9]+)?\s*%\)?|\bdomains?\b|\band\b|[\s0-9.,;:&/|()\[\]+\-–]")


def domains_in(cell: str, blueprint: ExamBlueprint) -> tuple[str, ...]:
    """Return the domains that a cell names, in the exam's order; none if anything in it is no domain.

    A domain's name may contain commas, so the cell is not split at them: known names are searched
    for, longest first, and only weights and punctuation may remain.
    """
    text = re.sub(r"\s+", " ", cell).strip().casefold()
    found = set()
    for domain in sorted(blueprint.domains, key=lambda domain: -len(domain.name)):
        name = re.sub(r"\s+", " ", domain.name).casefold()
        if name in text:
            found.add(domain.domain_id)
            text = text.replace(name, " ")
    return tuple(key for key in blueprint.domain_ids if key in found and not _BESIDE_NAMES.sub("", text))
