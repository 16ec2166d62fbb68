-- One row per response of a candidate's exam, up to a day, in the order of answering.
-- If only the share of questions seen before is known, they count as seen from a half on.
with {exposure}
select
    practice_exam_id, response_key, exposed.day, exposed.position, exposed.domain_id, task_id,
    coalesce(services, '') as services,
    exposed.is_correct, exposed.response_time_s, is_flagged, is_revisited, confidence, error_cause, chosen,
    correct_answer, is_timed is false as is_untimed,
    was_seen or coalesce(stated_share, 0) >= 0.5 as was_seen
from response_exposure as exposed
join current_item_responses as answer using (candidate_id, practice_exam_id, response_key)
order by exposed.day, exposed.taken_utc, practice_exam_id, exposed.position, response_key
