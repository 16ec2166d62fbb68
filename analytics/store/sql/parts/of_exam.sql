-- The one rule for which study counts for an exam: study that names it, and study that names none up to the day on
-- which the exam was over for its candidate, since later study is for the next one. $ends has these days.
(exam_code = $exam_code or (exam_code is null and day <= coalesce(
    map_from_entries($ends::struct("name" varchar, ended_on date)[])[candidate_id], day
)))
