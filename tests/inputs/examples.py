"""Example records, one of each kind with every field filled: the rows of the templates."""

from dataclasses import replace

from analytics.blueprints.parser import shipped_blueprints
from analytics.exports.canonical import templates
from analytics.records import Record
from tests.inputs.ingest_inputs import CONTEXT, read_bytes

_CONTEXT = replace(CONTEXT, blueprints=shipped_blueprints())

EXAMPLES: tuple[Record, ...] = tuple(
    row.record for name, text in templates().items() for row in read_bytes(text.encode(), name, _CONTEXT).rows
)
