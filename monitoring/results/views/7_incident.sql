-- One row per incident that was reported on or before a day, as it stood on that day: what everybody may know of it.
create or replace macro incident_on(looked_on) as table
with last_step as (
    select s.*
    from incident_step s
    where s.done_on <= looked_on
    qualify row_number() over (partition by s.incident order by s.number desc) = 1
),
closing as (
    select incident, count(*) filter (deed = 'reopen') as reopened, max(done_on) filter (deed = 'close') as last_closed_on
    from incident_step where done_on <= looked_on group by incident
)
select i.number, i.reported_on, i.reported_for, i.happened_in, i.country, i.theme, i.harm,
       l.severity, l.credibility, l.owner, l.state, l.clock_from, l.deadline, l.done_on as last_change_on,
       if(l.state = 'closed', c.last_closed_on, null) as closed_on, c.reopened,
       coalesce(v.caps and l.credibility = 'substantiated' and l.state <> 'closed', false) as caps,
       l.written_in
from incident i
join last_step l on l.incident = i.number
join closing c on c.incident = i.number
left join incident_severity v on v.code = l.severity
where i.reported_on <= looked_on;

create or replace view incident_state as from incident_on(reference_date());
