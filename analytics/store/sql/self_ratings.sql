-- One row per domain and task ('' for the domain as a whole): the latest self-rating up to a day,
-- and the first, which is what the audit said.
select
    domain_id, coalesce(task_id, '') as task_id,
    arg_max(rating, rated_on)::int as rating, max(rated_on) as rated_on,
    arg_min(rating, rated_on)::int as first_rating, min(rated_on) as first_rated_on
from current_self_ratings
where candidate_id = $candidate_id and rated_on <= $as_of
group by all
order by domain_id, task_id
