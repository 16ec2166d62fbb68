"""What is kept beside the rows: exams of the candidates' own, and answers about kinds of files."""

import duckdb


def keep_blueprint(cursor: duckdb.DuckDBPyConnection, exam_code: str, toml_text: str) -> None:
    """Keep the blueprint of an exam, in place of an earlier one of its code."""
    cursor.execute("insert or replace into blueprint values ($1, $2)", [exam_code, toml_text])


def keep_answers(cursor: duckdb.DuckDBPyConnection, fingerprint: str, format_name: str, toml_text: str) -> None:
    """Keep the answers about a kind of file, in place of earlier ones."""
    cursor.execute("insert or replace into mapping values ($1, $2, $3)", [fingerprint, format_name, toml_text])
