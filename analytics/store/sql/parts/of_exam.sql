-- The one rule for which study counts for an exam: what names it, and what names none up to the day on which the
-- exam was over for its candidate, since later study belongs to what comes next. $ends has these days.
(exam_code = $exam_code or (exam_code is null and day <= coalesce(
    map_from_entries($ends::struct("name" varchar, ended_on date)[])[candidate_id], day
)))
