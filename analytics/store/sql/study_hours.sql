-- One row per candidate, day and domain with study time, up to a day; no domain is ''.
-- Sessions alone: these hours move readiness, which reviews of cards never do (all time is in study_time).
-- $candidate_id null means everybody.
select
    candidate_id, day, coalesce(domain_id, '') as domain_id,
    sum(time_on_task_min)::double / 60 as hours
from current_study_sessions
where day <= $as_of and ($candidate_id::varchar is null or candidate_id = $candidate_id)
group by all
order by candidate_id, day, domain_id
