-- One row if a candidate has any current row.
select candidate_id from ({current}) where candidate_id = $candidate_id limit 1
