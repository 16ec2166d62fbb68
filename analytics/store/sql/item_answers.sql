-- One row per response to an item with an id, up to a day.
with {exposure}
select
    candidate_id, practice_exam_id, provider, coalesce(form, '') as form,
    domain_id, item_id, is_correct::double as is_correct, was_seen::double as seen_share
from response_exposure
where item_id is not null
order by candidate_id, day, taken_utc, practice_exam_id, position
