"""Tables with a column for each topic or domain, and what is read from them."""

from collections.abc import Mapping
from dataclasses import replace

from analytics.ingest import Import, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, StudySession
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import CONTEXT, EXAM

NAMES = [domain.name for domain in CONTEXT.blueprints[EXAM].domains]
STUDY = FileMapping(study=("*",), time_unit="min")


def opened(text: str) -> OpenedFile:
    return OpenedFile("log.csv", text.encode())


def as_guessed(file: OpenedFile, mapping: FileMapping = STUDY) -> Import:
    """Read a file by the guess for its columns."""
    head = table_head(file, mapping)
    assert head is not None
    guess = head.guess(exam=CONTEXT.blueprints[EXAM])
    mapping = replace(mapping, kind=guess.kind, columns=guess.columns)
    return read_opened(file, replace(CONTEXT, exam_code=EXAM, is_zone_given=True, mapping=mapping))


def by_topic(result: Import) -> Mapping[str, float]:
    """Return the minutes or correct answers by topic."""
    total: dict[str, float] = {}
    for row in result.rows:
        record = row.record
        if isinstance(record, StudySession):
            topic = record.resource or record.domain_id or str(record.activity)
            total[topic] = total.get(topic, 0) + record.time_on_task_min
        elif isinstance(record, DomainResult):
            total[record.domain_id] = total.get(record.domain_id, 0) + record.n_correct
    return total
