-- One row per day, resource, domain and activity of a candidate, up to a day; no resource or domain is ''.
-- Names that differ only in case or surrounding blanks are one resource; its most frequent spelling counts.
with session as (
    select
        day, coalesce(domain_id, '') as domain_id, activity, time_on_task_min::double / 60 as hours,
        coalesce(trim(resource), '') as resource, lower(coalesce(trim(resource), '')) as resource_key
    from current_study_sessions
    where candidate_id = $candidate_id and day <= $as_of and {of_exam}
),
spelling as (
    select resource_key, resource as name
    from session
    group by resource_key, resource
    qualify row_number() over (partition by resource_key order by count(*) desc, resource) = 1
)
select day, name as resource, domain_id, activity, sum(hours) as hours
from session
join spelling using (resource_key)
group by all
order by day, resource, domain_id, activity
