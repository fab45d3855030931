-- One row per measure, country and period: what its reporters together say.
-- A total that is reported counts. Where somebody reports parts only, the parts of the partition
-- that the indicator declares add up to it; other parts never do. `partial` says that one of those
-- parts, or one of the reporters, did not give a figure: what is there is less than the whole.
create or replace view observed as
with latest as (
    select code, arg_max(kind, version) as kind, arg_max(partition, version) as partition,
           arg_max(direction, version) as direction
    from measure
    group by code
),
total as (
    select indicator, country, period, reporter, state, value, numerator, denominator, written_in,
           state in ('withheld', 'not_yet_known') as partial
    from observation
    where dimension = 'total'
),
part as (
    select o.indicator, o.country, o.period, o.reporter,
           if(bool_or(o.state = 'reported'), 'reported', min(o.state)) as state,
           sum(o.value) as value, sum(o.numerator) as numerator, sum(o.denominator) as denominator,
           max(o.written_in) as written_in, bool_or(o.state in ('withheld', 'not_yet_known')) as partial
    from observation o
    join latest l on l.code = o.indicator
    anti join total t on t.indicator = o.indicator and t.country = o.country
                     and t.period = o.period and t.reporter = o.reporter
    where starts_with(o.dimension, l.partition || '=')
      and not contains(o.dimension, ';')
    group by all
),
-- Who gave a part the time before and does not give it now, gave less than the whole. Context is
-- not judged, and its parts, such as who was paid, come and go.
given as (
    select o.indicator, o.country, o.reporter, o.period, p.end_date, list(distinct o.dimension) as dimensions
    from observation o
    join latest l on l.code = o.indicator and l.direction is distinct from 'contextual'
    join period p on p.code = o.period
    where starts_with(o.dimension, l.partition || '=') and not contains(o.dimension, ';')
    group by all
),
lacking as (
    select indicator, country, reporter, period
    from given
    qualify not list_has_all(dimensions, lag(dimensions, 1, []) over (partition by indicator, country, reporter order by end_date))
),
said as (
    from total
    union all by name
    select p.* replace (p.partial or k.period is not null as partial)
    from part p
    left join lacking k using (indicator, country, reporter, period)
)
select s.indicator, s.country, s.period,
       case when bool_or(s.state = 'reported') then 'reported' else min(s.state) end as state,
       -- A median or an index is not added up: with several reporters there is no value.
       case when l.kind in ('median', 'index') and count(*) filter (s.state = 'reported') > 1 then null
            else sum(s.value) filter (s.state = 'reported') end as value,
       sum(s.numerator) filter (s.state = 'reported') as numerator,
       sum(s.denominator) filter (s.state = 'reported') as denominator,
       max(s.written_in) as written_in,
       bool_or(s.partial) as partial,
       count(*) filter (s.state in ('reported', 'not_applicable')) as reporters
from said s
join latest l on l.code = s.indicator
group by s.indicator, s.country, s.period, l.kind;
