-- One row per indicator, country (ALL: over all countries) and quarter, judged.
-- Progress is the share of the way from baseline to target; expected_progress the same for where it
-- should be by now. Of a flow that should rise the way begins at nothing on 1 January; of one that
-- should fall, at the pace of the baseline year.
-- The macro takes the figures, and what is hidden of them, from any tables of theirs, so that they need not be
-- worked out again.
create or replace macro result_of(figures, hidden_cells) as table
with of_country as materialized (
    select theory, indicator, version, step, country, quarter as period, kind, unit, direction, frequency, tolerance,
           state, late, stale, incomplete, value_period, value, numerator, denominator, to_date, actual::double as actual,
           baseline::double as baseline, target::double as target, original_target::double as original_target,
           expected::double as expected, year_share::double as year_share, looked_at, written_in,
           1 as countries, if(actual is null or incomplete, 0, 1) as reported,
           -- Over countries, the same countries are compared on both sides. Of an event those that
           -- said nothing count too: it is reached in so many of the countries where it was planned.
           case kind
               when 'threshold' then actual is not null
               when 'event' then target is not null and expected is not null
               else actual is not null and target is not null and expected is not null and not incomplete
                    and (baseline is not null or (kind in ('flow', 'yearly') and direction = 'higher'))
           end as compared,
           -- A figure that is reported for all countries at once stands in place of their sum, in
           -- the quarters in which it is.
           bool_or(country = 'ALL' and state = 'reported') over in_quarter
               or not bool_or(country <> 'ALL' and (state = 'reported' or stale)) over in_quarter
                  and bool_or(country = 'ALL') over in_quarter as has_own_total
    from query_table(figures)
    where role = 'indicator'
    window in_quarter as (partition by indicator, quarter)
),
-- What may be added up over countries. Ratios are added up as numerator over denominator, and what
-- was expected of them is weighted by the same denominators. Medians and indices are never added up.
weighed as (
    select *,
           case when not compared then null when kind = 'ratio' then denominator::double else 1 end as weight
    from of_country
    where not has_own_total and country <> 'ALL' and kind not in ('median', 'index', 'narrative')
),
added as (
    select theory, indicator, version, step, 'ALL' as country, period, kind, unit, direction, frequency,
           any_value(tolerance) as tolerance,
           if(bool_or(state = 'reported'), 'reported', min(state)) as state,
           bool_and(late) as late, bool_and(stale) as stale,
           coalesce(bool_and(incomplete) filter (state = 'reported'), false) as incomplete,
           max(value_period) as value_period,
           -- A ratio of this period is not mixed with an old one; positions are the sum of the latest.
           coalesce(sum(numerator) filter (not stale), sum(numerator)) as numerator,
           coalesce(sum(denominator) filter (not stale), sum(denominator)) as denominator,
           sum(value) as value, sum(to_date) as to_date,
           coalesce(sum(actual * weight), sum(actual * coalesce(denominator::double, 1))) as actual,
           sum(baseline * weight) as baseline, sum(target * weight) as target,
           sum(original_target * weight) as original_target, sum(expected * weight) as expected,
           if(kind = 'ratio', coalesce(sum(weight), sum(denominator::double) filter (actual is not null)), 1) as divisor,
           any_value(year_share) as year_share, any_value(looked_at) as looked_at, max(written_in) as written_in,
           count(*) as countries, sum(reported)::bigint as reported
    from weighed
    group by theory, indicator, version, step, period, kind, unit, direction, frequency
),
over_all as (
    select * exclude (divisor) replace (
        if(kind = 'ratio', numerator::double * per(unit) / nullif(denominator, 0), value) as value,
        actual / nullif(divisor, 0) as actual, baseline / nullif(divisor, 0) as baseline,
        target / nullif(divisor, 0) as target, original_target / nullif(divisor, 0) as original_target,
        expected / nullif(divisor, 0) as expected)
    from added
),
way as (
    select *,
           case when kind = 'event' or (kind in ('flow', 'yearly') and direction = 'higher') then 0
                when kind in ('flow', 'yearly') then baseline * year_share
                else baseline end as way_from,
           if(kind in ('flow', 'yearly') and direction <> 'higher', expected, target) as way_to
    from (
        select * exclude (compared, has_own_total) from of_country where country <> 'ALL' or has_own_total
        union all by name
        from over_all
    )
),
measured as (
    select *,
           (actual - way_from) / nullif(way_to - way_from, 0) as progress,
           (expected - way_from) / nullif(way_to - way_from, 0) as expected_progress
    from way
),
judged as (
    select theory, indicator, step, country, period, kind, unit, direction, value_period, value, numerator, denominator,
           baseline, target, original_target, to_date, actual, expected, progress, expected_progress,
           indicator_status(kind, direction, state, late, stale, incomplete, actual, way_from, way_to, progress,
                            expected_progress, tolerance::double) as status,
           state, late, countries, reported, frequency, looked_at, version, written_in, stale
    from measured
),
-- What is hidden is judged, and then left empty: nothing that reads this can show it by accident.
few as materialized (
    select h.indicator, h.country, h.period, h.hidden, p.year, p.end_date
    from query_table(hidden_cells) h
    join period p on p.code = h.period
    where h.dimension = 'total'
),
since as (
    -- A sum since 1 January tells what it is made of, one period after the other.
    select indicator, country, year, min(end_date) as day, arg_min(hidden, end_date) as hidden from few group by all
),
of_cell as (
    select j.*, f.hidden as cell_hidden, if(j.kind = 'flow', s.hidden, null) as since_hidden
    from judged j
    left join few f on f.indicator = j.indicator and f.country = j.country and f.period = j.value_period
    left join period p on p.code = j.value_period
    left join since s on s.indicator = j.indicator and s.country = j.country and s.year = p.year and s.day <= p.end_date
),
made_of as (
    select indicator, period, count(*) filter (cell_hidden is not null and value is not null) as cells,
           count(*) filter (cell_hidden is not null and value is not null and stale) as old_cells,
           count(*) filter (cell_hidden is not null or since_hidden is not null) as any_cells
    from of_cell
    where country <> 'ALL'
    group by all
    having any_cells > 0
),
-- A sum over countries is shown where none or at least two of them are hidden, all of this period; and
-- what it is compared as, where that is the very same sum.
decided as (
    select c.*, m.indicator is not null and c.countries > 1 as of_hidden,
           case when c.cell_hidden is not null then c.cell_hidden
                when of_hidden and (m.cells = 1 or m.old_cells > 0) then 'complement' end as hidden,
           case when c.kind <> 'flow' then hidden
                when hidden is not null then hidden
                else c.since_hidden end as hidden_to_date,
           case when hidden_to_date is not null then hidden_to_date
                when of_hidden and round(c.actual, 6) is distinct from round(if(c.kind = 'flow', c.to_date, c.value)::double, 6)
                then 'complement' end as hidden_actual
    from of_cell c
    left join made_of m on m.indicator = c.indicator and m.period = c.period and c.country = 'ALL'
)
select theory, indicator, step, country, period, kind, unit, direction, value_period,
       if(hidden is null, value, null) as value, if(hidden is null, numerator, null) as numerator,
       if(hidden is null, denominator, null) as denominator,
       -- Over countries these are weighted by denominators, which may be hidden.
       if(kind = 'ratio' and of_hidden, null, baseline) as baseline,
       if(kind = 'ratio' and of_hidden, null, target) as target,
       if(kind = 'ratio' and of_hidden, null, original_target) as original_target,
       if(hidden_to_date is null, to_date, null) as to_date, if(hidden_actual is null, actual, null) as actual,
       if(kind = 'ratio' and of_hidden, null, expected) as expected,
       if(hidden_actual is null, progress, null) as progress,
       if(kind = 'ratio' and of_hidden, null, expected_progress) as expected_progress,
       -- By hand only a verdict is overruled: what is missing, not due or context stays that. The rule's own goes along.
       if(status in ('on_track', 'attention', 'behind', 'not_assessable'), coalesce(given_status, status), status) as status,
       status as computed_status, state, late, countries, reported, frequency, looked_at, version, written_in, hidden, hidden_actual
from decided
left join (select indicator as of_indicator, country as of_country, since as given_since, status as given_status from override_in_force)
       on of_indicator = indicator and of_country = country and given_since <= period;

create or replace view result as from result_of('memory.main.figure', 'memory.main.hidden_cell');
