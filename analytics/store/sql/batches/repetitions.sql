-- One row per compared row that equals a stored one of another batch: this batch contains it too. A row with
-- other values is no repetition.
insert or ignore into repetition
select $kind, row_key, $batch_id from compared
anti join {table} as own on own.row_key = compared.row_key and own.batch_id = $batch_id
where ordinal = last_ordinal and equals_stored
