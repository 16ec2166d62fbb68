-- One row per practice exam of a candidate, more if its rows differ in provider or form.
select exam_code, practice_exam_id, provider, form from current_practice_exams where candidate_id = $candidate_id
union
select exam_code, practice_exam_id, provider, form from current_item_responses where candidate_id = $candidate_id
order by all
