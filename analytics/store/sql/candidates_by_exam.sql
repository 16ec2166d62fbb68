-- One row per exam and candidate who prepares for it.
select exam_code, candidate_id from ({preparing})
order by exam_code, candidate_id
