-- One row per compared row: its place, that of the last row of its key, and what the comparison says.
select ordinal, last_ordinal, equals_last, is_stored, is_added from compared
