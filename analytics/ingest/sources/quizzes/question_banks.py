"""Recognize collections of questions without a candidate's answers, which are refused with the reason."""

import re
import tomllib
from itertools import islice
from pathlib import Path

from analytics.ingest.mapping.file_reading import SourceReader
from analytics.ingest.tables.json_document import Json, as_list, as_mapping, load_json, value_at
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table, split_rows

MAX_CHARS = 2_000_000
N_ROWS_LOOKED_AT = 20

_READ = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_PATTERN = {name: re.compile("|".join(patterns)) for name, patterns in _READ.items()}
_MIN_QUESTIONS, _MIN_OPTIONS = 2, 3

_QUESTION_KEYS = frozenset({"question", "question_text", "prompt", "body"})
_OPTION_KEYS = frozenset({"options", "answers", "choices", "correct_answer", "correct_response", "most_voted"})

_REFUSED = (
    "this file has questions but not your answers. Save the review of your attempt and import that, "
    "or paste its results, such as 'Design Secure Architectures: 52.38 % (11/21)'. Collections of real "
    "exam questions violate the exam agreement, and Cutscore does not import them."
)


def _recognizes(opened: OpenedFile) -> bool:
    """Look for questions with options and no answers, or for numbered questions with solutions."""
    table = opened.table
    if table is not None and any(_PATTERN["question"].fullmatch(name) for name in table.header):
        return _has_solutions(table) and not any(_is_result(table, name) for name in table.header)
    if _is_document(load_json(opened)):
        return True
    text = opened.text[:MAX_CHARS]
    n_numbered = len(_PATTERN["numbered_line"].findall(text)) if _PATTERN["solved_line"].search(text) else 0
    return n_numbered >= _MIN_QUESTIONS


def _has_solutions(table: Table) -> bool:
    """Whether a table has the options of questions, or questions with answers and nothing else."""
    n = {kind: sum(map(bool, map(pattern.fullmatch, table.header))) for kind, pattern in _PATTERN.items()}
    if n["option_list"] or n["option"] >= _MIN_OPTIONS:
        return True
    kinds = _PATTERN["question"], _PATTERN["about_question"]
    return len(table.header) > 1 and all(any(kind.fullmatch(name) for kind in kinds) for name in table.header)


def _is_result(table: Table, name: str) -> bool:
    """Whether a column has results; one named "correct" may have the correct options instead."""
    if not _PATTERN["mark_name"].fullmatch(name):
        return _PATTERN["result"].fullmatch(name) is not None
    at = table.header.index(name)
    rows = islice(split_rows(table), N_ROWS_LOOKED_AT)
    return all(_PATTERN["mark"].fullmatch(row.cells[at].strip().casefold()) for row in rows)


def _is_document(document: Json) -> bool:
    """Whether a JSON document lists questions with options."""
    items = as_list(document) or as_list(value_at(document, "questions")) or as_list(value_at(document, "results"))
    keys = {key.casefold() for key in as_mapping(next(iter(items), None))}
    return bool(keys & _QUESTION_KEYS) and bool(keys & _OPTION_KEYS)


SOURCE = SourceReader("question_bank", _recognizes, _REFUSED)
