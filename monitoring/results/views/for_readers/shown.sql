-- What a reader's own query sees in place of what holds hidden figures: `shown_figure` for `figure`, and so on.
-- The columns are the same; what `small_cells` hides is empty.

-- Where several reporters make up one figure, the one would tell of the other.
create or replace view shown_observation as
with hidden as (
    select indicator, country, period, dimension from hidden_cell
    union
    select o.indicator, o.country, o.period, o.dimension
    from observation o
    join (select code, arg_max(privacy, version) as privacy, arg_max(frequency, version) as frequency from indicator group by code) i
      on i.code = o.indicator and i.privacy <> 'none'
    join period p on p.code = o.period
    group by o.indicator, o.country, o.period, o.dimension
    -- Nor is a year shown beside its quarters, that would tell what one of them is.
    having bool_or(hidden_count(o.value) is not null) or bool_or(hidden_share(o.numerator::double, o.denominator::double) is not null)
        or bool_or(p.kind <> i.frequency)
)
select o.* replace (
    if(h.period is null, o.value, null) as value, if(h.period is null, o.numerator, null) as numerator,
    if(h.period is null, o.denominator, null) as denominator)
from observation o
left join hidden h using (indicator, country, period, dimension);

create or replace view shown_observed as
select o.* replace (
    if(h.period is null, o.value, null) as value, if(h.period is null, o.numerator, null) as numerator,
    if(h.period is null, o.denominator, null) as denominator)
from observed o
left join hidden_cell h on h.indicator = o.indicator and h.country = o.country and h.period = o.period and h.dimension = 'total';

create or replace view shown_figure as
select f.* replace (
    if(r.hidden is null, f.value, null) as value, if(r.hidden is null, f.numerator, null) as numerator,
    if(r.hidden is null, f.denominator, null) as denominator,
    if(r.hidden_actual is null, f.to_date, null) as to_date, if(r.hidden_actual is null, f.actual, null) as actual)
from figure f
left join result r on r.indicator = f.indicator and r.country = f.country and r.period = f.quarter;

-- The file as it came in holds them all.
create or replace view shown_submission as select * replace (null::blob as content) from submission;
