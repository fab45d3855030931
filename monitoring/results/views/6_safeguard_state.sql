-- One row per safeguard, country and quarter, judged. `compared` is what the thresholds look at: the
-- value, or its change in percent against the mean of the four quarters before. What is red stays
-- red until a reported figure clears it: saying nothing, or "not applicable", does not. `judged_in`
-- is the quarter whose figure the colour comes from.
-- The macro takes the figures from any table of theirs, so that they need not be worked out again.
create or replace macro safeguard_state_of(figures) as table
with valued as (
    select f.theory, f.indicator as safeguard, f.version, f.country, f.quarter as period, f.value_period, f.unit,
           f.state, f.late, f.stale, f.value::double as value, f.numerator, f.denominator, f.actual::double as actual,
           f.looked_at, f.written_in, f.incomplete,
           -- Among the quarters that were reported: one that is missing does not blind the year after it.
           avg(f.actual::double) over four_before as mean_before,
           count(f.actual) over four_before as quarters_before
    from query_table(figures) f
    where f.role = 'safeguard'
    window four_before as (
        partition by f.indicator, f.country, f.actual is null order by f.quarter rows between 4 preceding and 1 preceding
    )
),
compared as (
    select v.*, s.about, s.basis, s.amber_op, s.amber_value, s.red_op, s.red_value, s.owner, s.blocks_payment,
           case s.basis
               when 'change_on_four_quarters' then
                   case
                       when v.quarters_before < 4 then null
                       when v.mean_before = 0 then if(v.actual = 0, 0, 100)  -- from nothing to something
                       else (v.actual / v.mean_before - 1) * 100
                   end
               else v.actual
           end as compared
    from valued v
    join safeguard s on s.code = v.safeguard and s.version = v.version
),
coloured as (
    select *, safeguard_colour(compared, state, late, amber_op, amber_value::double, red_op, red_value::double) as said
    from compared
),
trusted as (
    -- Of a figure of which a part is missing, red is believed, and an all-clear is not.
    select * replace (if(incomplete and said = 'in_order', 'no_data', said) as said),
           compared is not null and (said = 'red' or not incomplete) as whole
    from coloured
),
remembered as (
    select *,
           last_value(if(whole, said, null) ignore nulls) over before as said_before,
           last_value(if(whole, period, null) ignore nulls) over before as said_in
    from trusted
    window before as (partition by safeguard, country order by period rows between unbounded preceding and 1 preceding)
)
select theory, safeguard, country, period, value_period, unit, value, numerator, denominator, compared,
       if(not whole and said_before = 'red', 'red', said) as colour,
       case when whole then period when said_before = 'red' then said_in when said = 'amber' then period end as judged_in,
       about, basis, amber_op, amber_value, red_op, red_value, owner, blocks_payment, state, late, looked_at, version, written_in
from remembered;

create or replace view safeguard_state as from safeguard_state_of('memory.main.figure');
