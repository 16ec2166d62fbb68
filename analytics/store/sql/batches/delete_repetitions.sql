-- Deletes the repetitions in a batch of rows that it has now added itself.
delete from repetition
where kind = $kind and batch_id = $batch_id and row_key in (select row_key from compared where is_added)
