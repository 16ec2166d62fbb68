-- One row per practice exam of a candidate, up to a day, oldest first: its conditions.
-- If rows of one practice exam differ, the conditions less like the real exam count.
with row_of_exam as (
    select practice_exam_id, day, is_timed, is_closed_book, place
    from current_practice_exams
    where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of
    union all
    select practice_exam_id, day, is_timed, is_closed_book, null
    from current_item_responses
    where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of
)
select
    practice_exam_id, min(day) as day,
    bool_and(is_timed) as is_timed, bool_and(is_closed_book) as is_closed_book, coalesce(min(place), '') as place
from row_of_exam
group by practice_exam_id
order by day, practice_exam_id
