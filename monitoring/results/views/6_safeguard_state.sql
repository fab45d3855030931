-- One row per safeguard, country and quarter, judged. `compared` is what the thresholds look at: the
-- value, or its change in percent against the mean of the four quarters before. What is red stays
-- red until a reported figure clears it: saying nothing, or "not applicable", does not. `judged_in`
-- is the quarter whose figure the colour comes from.
create or replace view safeguard_state as
with valued as (
    select f.theory, f.indicator as safeguard, f.version, f.country, f.quarter as period, f.value_period, f.unit,
           f.state, f.late, f.stale, f.value::double as value, f.numerator, f.denominator, f.actual::double as actual,
           f.looked_at, f.written_in,
           avg(f.actual::double) over (
               partition by f.indicator, f.country order by f.quarter rows between 4 preceding and 1 preceding
           ) as mean_before,
           count(f.actual) over (
               partition by f.indicator, f.country order by f.quarter rows between 4 preceding and 1 preceding
           ) as quarters_before
    from figure f
    where f.role = 'safeguard'
),
compared as (
    select v.*, s.about, s.basis, s.amber_op, s.amber_value, s.red_op, s.red_value, s.owner, s.blocks_payment,
           case s.basis
               when 'change_on_four_quarters' then
                   if(v.quarters_before = 4, (v.actual / nullif(v.mean_before, 0) - 1) * 100, null)
               else v.actual
           end as compared
    from valued v
    join safeguard s on s.code = v.safeguard and s.version = v.version
),
coloured as (
    select *, safeguard_colour(compared, state, late, amber_op, amber_value::double, red_op, red_value::double) as said
    from compared
),
remembered as (
    select *,
           last_value(if(compared is null, null, said) ignore nulls) over before as said_before,
           last_value(if(compared is null, null, period) ignore nulls) over before as said_in
    from coloured
    window before as (partition by safeguard, country order by period rows between unbounded preceding and 1 preceding)
)
select theory, safeguard, country, period, value_period, unit, value, numerator, denominator, compared,
       if(compared is null and said_before = 'red', 'red', said) as colour,
       case when compared is not null then period when said_before = 'red' then said_in end as judged_in,
       about, basis, amber_op, amber_value, red_op, red_value, owner, blocks_payment, state, late, looked_at, version, written_in
from remembered;
