-- One row per figure that is reported: of every measure, country and period of forty quarters, per dimension; first
-- all totals, then one dimension after the other, as many rows as are asked.
-- How well each country does with each measure is drawn once, so that a status lasts for some quarters as it does
-- in life. One figure in forty is missing, one in a hundred withheld, and where there is a partition one in twenty
-- comes in parts alone.
with measured as (
    select code as indicator, role, arg_max(kind, version) as kind, arg_max(frequency, version) as frequency,
           arg_max(unit, version) as unit, arg_max(partition, version) as partition,
           arg_max(direction, version) as direction
    from measure
    group by all
),
asked as (
    select m.*, p.code as period, p.end_date, p.year, c.country, hash(m.indicator, c.country) % 100 as does,
           hash(m.indicator, c.country, p.code) % 1000 as drawn
    from measured m
    join period p on p.kind = m.frequency and p.end_date between date '2016-12-31' and date '2026-09-30'
    cross join (select unnest($1::varchar[]) as country) c
),
sized as (
    select a.*,
           case when s.code is not null and (does < 85 or drawn < 600)
                then if(starts_with(s.amber_op, '<'), s.amber_value, s.amber_value * 0.5 - 0.5)::double  -- in order
                when s.code is not null and does < 95 then ((s.amber_value + s.red_value) / 2)::double
                when s.code is not null then if(starts_with(s.red_op, '<'), s.red_value * 0.8, s.red_value * 1.2 + 1)::double
                when kind = 'threshold' then if(drawn < 60, 1, 0)
                when kind = 'event' then if(does < 70 and year > 2022, 1, 0)
                when kind in ('flow', 'yearly') then 500 * (0.55 + does / 160.0 + drawn / 10000.0)
                when direction = 'lower' then 600 - 40 * (year - 2016) * (0.5 + does / 130.0) + drawn / 40.0
                else 200 + 40 * (year - 2016) * (0.5 + does / 130.0) + drawn / 40.0 end as size
    from asked a
    left join (select code, amber_op, amber_value, red_op, red_value from safeguard qualify row_number() over (partition by code order by version desc) = 1) s
           on s.code = a.indicator
    where drawn >= 25
),
dimension as (
    select place, case when place = 0 then 'total'
                       when place < 5 then 'part=P' || place
                       else ['sex=f', 'sex=m', 'age_group=0-17', 'age_group=18+'][place % 4 + 1] || ';part=P' || (place // 4)
                  end as said
    from range(40) places(place)
)
select s.indicator, s.country, s.period, 'AM' as reporter,
       replace(d.said, 'part=', coalesce(s.partition, 'nationality') || '=') as dimension,
       if(kind <> 'ratio' and drawn >= 35, greatest(round(if(place = 0, size, size / 4), 2), 0), null) as value,
       if(kind = 'ratio' and drawn >= 35, greatest(round(size * if(place = 0, 100, 25) / per(unit), 2), 0), null) as numerator,
       if(kind = 'ratio' and drawn >= 35, if(place = 0, 100, 25), null) as denominator,
       if(drawn < 35, 'withheld', 'reported') as state, null as note
from sized s
cross join dimension d
where not (place = 0 and drawn between 500 and 549 and partition is not null)
order by place, s.indicator, s.country, s.period
limit $2
