-- One row per row of a practice exam, from results by domain and from responses.
select candidate_id, exam_code, practice_exam_id, day, batch_id from current_practice_exams
union all
select candidate_id, exam_code, practice_exam_id, day, batch_id from current_item_responses
