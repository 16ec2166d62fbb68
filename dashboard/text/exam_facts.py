"""Names of the keys of an exam file, for facts without an official source."""

import re

from dashboard.text.shapes import words

FACTS = words("exam_facts")

_PATH = re.compile(r"(?P<key>[a-z_]+(?:\.[a-z_]+)?)(?:\.\*)?(?:\[(?P<place>\d+)\])?\s*(?P<remark>.*)")


def unconfirmed(field: str) -> str:
    path = _PATH.fullmatch(field)
    if path is None or path["key"] not in FACTS:
        return field
    place = f"no. {path['place']}" if path["place"] else ""
    remarks = ", ".join(part for part in (place, path["remark"].strip("()")) if part)
    return f"{FACTS[path['key']]} ({remarks})" if remarks else FACTS[path["key"]]


def all_unconfirmed(fields: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(unconfirmed(field) for field in fields))
