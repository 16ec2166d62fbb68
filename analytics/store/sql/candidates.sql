-- One row per candidate with any current row.
select distinct candidate_id from ({current})
order by candidate_id
