-- Takes out the repetitions of a batch whose rows it has now added.
delete from repetition
where kind = $kind and batch_id = $batch_id and row_key in (select row_key from compared where is_added)
