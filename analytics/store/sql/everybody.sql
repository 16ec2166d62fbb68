-- One row per candidate with any current row, a profile or a draft.
{current}
union
select candidate_id from candidate
union
select candidate_id from draft
