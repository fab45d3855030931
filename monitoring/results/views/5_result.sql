-- One row per indicator, country (ALL: over all countries) and quarter, judged.
-- Progress is the share of the way from baseline to target; expected_progress the same for where it
-- should be by now. Of a flow that should rise the way begins at nothing on 1 January; of one that
-- should fall, at the pace of the baseline year.
-- The macro takes the figures from any table of theirs, so that they need not be worked out again.
create or replace macro result_of(figures) as table
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
)
select theory, indicator, step, country, period, kind, unit, direction, value_period, value, numerator, denominator,
       baseline, target, original_target, to_date, actual, expected, progress, expected_progress,
       indicator_status(kind, direction, state, late, stale, incomplete, actual, way_from, way_to, progress,
                        expected_progress, tolerance::double) as status,
       state, late, countries, reported, frequency, looked_at, version, written_in
from measured;

create or replace view result as from result_of('memory.main.figure');
