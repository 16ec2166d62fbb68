"""Export the database as files: canonical tables, settings and templates."""
