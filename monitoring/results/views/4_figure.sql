-- One row per measure, country and quarter: the figure, what it is compared as (`actual`), and what
-- was expected of it. Of a flow `value` is the period's own and `actual` the year to date; of
-- everything else they are the same. `to_date` is what was reported of a flow since 1 January, also
-- where this period itself is missing. `late` says that it is missing although due; `stale`, that an
-- older one is shown instead; `incomplete`, that a part of it is missing: of one of its reporters,
-- or of a flow an earlier part of the year.
-- The macro takes what was said (`observed`) from any table of it, so that it need not be worked out again.
create or replace macro figure_of(said) as table

-- What is asked: the definition in force in each quarter, and the last period of its own frequency
-- that had ended by then.
with reported_on as (
    -- From when somebody reports, or owes a report: before that, nothing is asked.
    select f.indicator, f.country, min(p.start_date) as since
    from (
        select distinct indicator, country, period from observation
        union all
        select distinct indicator, country, period from expectation
    ) f
    join period p on p.code = f.period
    group by all
),
promised as (
    -- Where only a target was set, the figure is asked from the period of the target on.
    select t.indicator, t.country, min(p.start_date) as since
    from target t
    join period p on p.code = t.period
    anti join reported_on r on r.indicator = t.indicator and r.country = t.country
    where t.kind <> 'baseline'
    group by all
),
used as (
    from reported_on
    union all by name
    from promised
),
in_force as (
    -- The version that was valid at the end of the quarter; before the first, the first.
    select q.code as quarter, q.looked_at, m.*
    from quarter q, measure m
    qualify row_number() over (
        partition by q.code, m.code
        order by m.valid_from <= q.end_date desc, if(m.valid_from <= q.end_date, m.version, -m.version) desc
    ) = 1
),
last_period as (
    select q.code as quarter, p.kind as frequency, max(p.end_date) as end_date, arg_max(p.code, p.end_date) as period
    from quarter q
    join period p on p.end_date <= q.end_date and p.kind in ('quarter', 'half', 'year')
    group by all
),
asked as materialized (
    select row_number() over () as id, m.theory, m.role, m.code as indicator, m.version, m.step, u.country, m.quarter,
           m.kind, m.unit, m.direction, m.frequency, m.due_days, m.tolerance,
           l.period, l.end_date, month_number(l.end_date) as month_number, year(l.end_date) as year,
           u.since, m.looked_at, m.kind in ('flow', 'yearly') as by_year
    from used u
    join in_force m on m.code = u.indicator
    join last_period l on l.quarter = m.quarter and l.frequency = m.frequency
    where l.end_date >= u.since
),

-- What was said.
of_own_frequency as materialized (
    select o.*, p.end_date, p.year,
           sum(o.value) over so_far as value_to_date,
           count(*) filter (o.state in ('reported', 'not_applicable')) over so_far as reported_this_year,
           bool_or(o.partial) over so_far as partial_this_year
    from query_table(said) o
    join period p on p.code = o.period
    join (select code, arg_max(frequency, version) as frequency from measure group by code) m
      on m.code = o.indicator and m.frequency = p.kind
    window so_far as (partition by o.indicator, o.country, p.year order by p.end_date)
),
due as (
    select indicator, country, period, max(due_date + grace_days) as last_day, count(*) as reporters
    from expectation
    group by all
),
planned as (
    select distinct indicator, country from expectation
),
numbered as (
    -- The number of each period in its year: how many of its kind have ended by its end.
    select code as period, kind, start_date, row_number() over (partition by kind, year order by end_date) as number
    from period
),
own as (
    select a.*, coalesce(o.state, 'missing') as state, o.value, o.numerator, o.denominator, o.written_in,
           o.value_to_date, o.reported_this_year,
           -- An indicator that came into use during a year is asked for from then on.
           n.number - if(year(a.since) = a.year, coalesce(first.number, 1) - 1, 0) as ended_this_year,
           -- Who owes figures says which and by when; where nobody was asked, the definition says
           -- how many days later.
           coalesce(if(w.indicator is null, a.end_date + a.due_days, d.last_day) < a.looked_at, false) as overdue,
           -- A figure of which a part is missing: withheld, or of a reporter who has not delivered.
           coalesce(o.partial or o.reporters < d.reporters, false) as partial,
           coalesce(o.partial_this_year, false) as partial_this_year
    from asked a
    left join of_own_frequency o using (indicator, country, period)
    left join due d using (indicator, country, period)
    left join planned w using (indicator, country)
    left join numbered n using (period)
    left join numbered first on first.kind = a.frequency and first.start_date = a.since
),
earlier as (
    -- The last figure before, for what may be carried forward. What was reported needs none.
    select w.indicator, w.country, w.quarter, l.period as earlier_period, l.year as earlier_year, l.value as earlier_value,
           l.numerator as earlier_numerator, l.denominator as earlier_denominator, l.value_to_date as earlier_to_date
    from (from own where state <> 'reported') w
    asof join (from of_own_frequency where state = 'reported') l
      on w.indicator = l.indicator and w.country = l.country and w.end_date > l.end_date
),
carried as (
    select w.*, l.* exclude (indicator, country, quarter),
           case when w.kind <> 'flow' then null
                when w.state = 'reported' then w.value_to_date
                when l.earlier_year = w.year then l.earlier_to_date end as to_date,
           w.state not in ('reported', 'not_applicable') and l.earlier_period is not null
               and w.kind not in ('flow', 'yearly', 'threshold', 'event') as stale
    from own w
    left join earlier l using (indicator, country, quarter)
),
shown as (
    select *,
           case when state = 'reported' then value
                when stale or kind = 'event' then earlier_value end as shown_value,  -- what was reached stays reached
           case when state = 'reported' then numerator when stale then earlier_numerator end as shown_numerator,
           case when state = 'reported' then denominator when stale then earlier_denominator end as shown_denominator
    from carried
),

-- What was expected. A point of a target path counts for who looks on a day from `since` up to
-- `until_day`: a revision takes the place of earlier points from the day on which it holds. Of a
-- flow it does so for the years it names; of anything else from its first point on, for the rest of
-- the path where it sets a new target, and else up to the last milestone that it names. So a target
-- for a later year lengthens the path. What was expected of a day that was over by then stays. A
-- revised baseline only takes the place of the baseline.
point as (
    select t.*, p.end_date as point_date, month_number(p.end_date) as on_month, p.year as of_year,
           case when t.kind = 'baseline' then -1 when k.kind in ('flow', 'yearly') then p.year else 0 end as part
    from target t
    join period p on p.code = t.period
    join (select code, arg_max(kind, version) as kind from measure group by code) k on k.code = t.indicator
),
revision as (
    select indicator, country, part, revision, min(valid_from) as since, min(on_month) as from_month,
           if(bool_or(kind = 'target'), null, max(on_month)) as up_to_month
    from point
    where revision > 0
    group by indicator, country, part, revision
),
target_point as materialized (
    select t.indicator, t.country, t.kind as point, t.revision, t.value, t.point_date, t.on_month, t.of_year,
           coalesce(any_value(r.since), date '0001-01-01') as since,
           min(later.since) as until_day
    from point t
    left join revision r
           on r.indicator = t.indicator and r.country = t.country and r.part = t.part and r.revision = t.revision
    left join revision later
           on later.indicator = t.indicator and later.country = t.country and later.part = t.part
          and later.revision > t.revision and (t.kind = 'baseline' or later.since <= t.point_date)
          and (t.kind = 'baseline' or t.on_month >= later.from_month)
          and (later.up_to_month is null or t.on_month <= later.up_to_month)
    group by t.indicator, t.country, t.period, t.kind, t.revision, t.value, t.point_date, t.on_month, t.of_year
),
seen as (
    select a.id, a.month_number, p.value, p.point, p.revision, p.on_month,
           p.since <= a.looked_at and (p.until_day is null or p.until_day > a.looked_at) as in_force,
           -- Points the line runs through; of a flow those of this year, and its baseline is none.
           not a.by_year or (p.of_year = a.year and p.point <> 'baseline') as on_line,
           p.on_month <= a.month_number as come,
           -- What was planned for a day counts once that day is over.
           a.kind <> 'event' or p.point_date <= a.looked_at as over
    from asked a
    join target_point p on p.indicator = a.indicator and p.country = a.country
     and (not a.by_year or p.of_year = a.year or p.point = 'baseline')  -- the other years say nothing of this one
),
path as (
    select id,
           arg_max(value, on_month) filter (in_force and on_line and come and over) as before_value,
           max(on_month) filter (in_force and on_line and come) as before_month,
           arg_min(value, on_month) filter (in_force and on_line and not come) as after_value,
           min(on_month) filter (in_force and on_line and not come) as after_month,
           coalesce(arg_min(value, on_month) filter (in_force and on_line and point = 'target' and on_month >= month_number),
                    arg_max(value, on_month) filter (in_force and on_line and point = 'target')) as target,
           coalesce(arg_min(value, on_month) filter (revision = 0 and on_line and point = 'target' and on_month >= month_number),
                    arg_max(value, on_month) filter (revision = 0 and on_line and point = 'target')) as original_target,
           arg_max(value, revision) filter (in_force and point = 'baseline') as baseline
    from seen
    group by id
),
anchored as (
    -- Of a flow the line of a year begins at nothing on 1 January; a year without a target has none.
    select p.*, a.kind, a.month_number as now,
           if(by_year and target is not null, coalesce(before_value, 0), before_value) as line_value,
           if(by_year, coalesce(before_month, (year - 1) * 12 + 12), before_month) as line_month
    from path p
    join asked a using (id)
),
expected as (
    select id, baseline, target, original_target,
           case when kind = 'event' then coalesce(before_value, 0)
                when after_month is null then line_value
                else line_value + (after_value - line_value) * (now - line_month)::double / (after_month - line_month)
           end as expected
    from anchored
)
select s.theory, s.role, s.indicator, s.version, s.step, s.country, s.quarter, s.kind, s.unit, s.direction, s.frequency,
       s.tolerance, s.state, s.state in ('missing', 'not_yet_known') and s.overdue as late, s.stale,
       s.state = 'reported' and (s.partial or (s.kind = 'flow' and (s.partial_this_year or s.reported_this_year < s.ended_this_year))) as incomplete,
       if(s.stale, s.earlier_period, s.period) as value_period,
       if(s.kind = 'ratio', s.shown_numerator::double * per(s.unit) / nullif(s.shown_denominator, 0), s.shown_value) as value,
       s.shown_numerator as numerator, s.shown_denominator as denominator, s.to_date,
       case when s.kind = 'event' then s.shown_value
            when s.state <> 'reported' then null
            when s.kind = 'flow' then s.value_to_date
            when s.kind = 'ratio' then s.numerator::double * per(s.unit) / nullif(s.denominator, 0)
            else s.value end as actual,
       e.baseline, e.target, e.original_target, e.expected,
       -- Share of the year that has passed, for flows.
       (s.month_number - (s.year - 1) * 12 - 12) / 12.0 as year_share,
       s.looked_at, s.written_in
from shown s
left join expected e using (id);

create or replace view figure as from figure_of('memory.main.observed');
