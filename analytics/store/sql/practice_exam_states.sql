-- One row per practice exam of a candidate: the last batch that changed it, and its number of rows.
select candidate_id, exam_code, practice_exam_id, max(batch_id)::int as batch_id, count(*)::int as n_rows
from ({practiced})
group by all
order by candidate_id, exam_code, practice_exam_id
