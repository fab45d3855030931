-- One row per figure that is hidden: indicator, country (ALL: over all countries), period and dimension, with the reason.
-- The rule is `small_cells`: this puts each sum before it, the parts first, then the countries, so
-- that hiding a total hides its parts too. Only of indicators that ask for it.
-- The macro takes what was said (`observed`) from any table of it, so that it need not be worked out again.
create or replace macro hidden_cell_of(said_of_totals) as table
with private as (
    select code as indicator, arg_max(privacy, version) as privacy, arg_max(kind, version) as kind
    from indicator
    group by code
    having arg_max(privacy, version) <> 'none'
),
counted as (
    from private where kind not in ('median', 'index', 'event', 'narrative')
),
said as (
    select o.indicator, o.country, o.period, 'total' as dimension, o.value::double as value,
           o.numerator::double as numerator, o.denominator::double as denominator
    from query_table(said_of_totals) o
    semi join counted c on c.indicator = o.indicator
    where o.state = 'reported'
    union all by name
    -- Parts of all reporters together, as pages show them.
    select o.indicator, o.country, o.period, o.dimension, sum(o.value)::double as value,
           sum(o.numerator)::double as numerator, sum(o.denominator)::double as denominator
    from observation o
    semi join counted c on c.indicator = o.indicator
    where o.state = 'reported' and o.dimension <> 'total'
    group by all
),
over_all as (
    -- What is shown over all countries: what was reported of all at once, and else the sum.
    select indicator, 'ALL' as country, period, 'total' as dimension, sum(value) as value,
           sum(numerator) as numerator, sum(denominator) as denominator
    from said
    where dimension = 'total'
    group by indicator, period
    having not bool_or(country = 'ALL')
),
cell as (
    -- A ratio is added up by its denominator; that stands for both of its halves.
    select s.*, c.kind, if(c.kind = 'ratio', s.denominator, s.value) as size, p.end_date,
           -- What kind of part it is; a total is none, and what is broken down twice is of two kinds.
           if(s.dimension <> 'total' and not contains(s.dimension, ';'), split_part(s.dimension, '=', 1), null) as part_of,
           if(c.kind = 'yearly', p.year, 0) as course_of
    from (from said union all by name from over_all) s
    join counted c on c.indicator = s.indicator
    join period p on p.code = s.period
),
course as (
    select indicator, country, dimension, list({period: period, value: value} order by end_date, period) as figures
    from cell
    where kind in ('cumulative', 'yearly')
    group by indicator, country, dimension, course_of
),
given_away as (
    -- Of a running count, what was added since is a count too.
    select indicator, country, dimension, figures[place].period as period
    from (
        select *, unnest(hidden_steps([one.value for one in figures])) as place
        from course
    )
),
primary_cell as materialized (
    select c.indicator, c.country, c.period, c.dimension, c.part_of, c.size, c.kind,
           case when c.kind = 'ratio' then hidden_share(c.numerator, c.denominator)
                when g.period is not null then 'few'
                else hidden_count(c.value) end as hidden
    from cell c
    left join given_away g using (indicator, country, period, dimension)
),

-- The parts of a country and period, each kind of part on its own: by sex, by age.
total as (
    from primary_cell where dimension = 'total'
),
family as (
    select p.indicator, p.country, p.period, p.part_of, sum(p.size) as together,
           if(any_value(p.kind) = 'ratio', together, any_value(t.size)) as whole, any_value(t.hidden) as whole_hidden
    from primary_cell p
    left join total t using (indicator, country, period)
    where p.part_of is not null
    group by p.indicator, p.country, p.period, p.part_of
    having bool_or(p.hidden is not null) or whole_hidden is not null or hidden_count(whole - together) is not null
),
family_decided as (
    select indicator, country, period, [one.dimension for one in parts] as dimensions,
           hidden_sum([one.size for one in parts], whole, list_append([one.hidden for one in parts], whole_hidden)) as reasons
    from (
        select p.indicator, p.country, p.period, any_value(f.whole) as whole, any_value(f.whole_hidden) as whole_hidden,
               list({dimension: p.dimension, size: p.size, hidden: p.hidden} order by p.dimension) as parts
        from primary_cell p
        join family f using (indicator, country, period, part_of)
        group by p.indicator, p.country, p.period, p.part_of
    )
),
part_hidden as (
    select indicator, country, period, unnest(dimensions) as dimension, unnest(reasons[:len(reasons) - 1]) as hidden
    from family_decided
),
needed as (
    -- A part of which there is no other hides the total.
    select indicator, country, period, max(reasons[-1]) as hidden from family_decided group by all
),

-- The countries of a period, and all of them.
of_country as (
    select t.* replace (coalesce(t.hidden, n.hidden) as hidden)
    from total t
    left join needed n using (indicator, country, period)
),
places as (
    select indicator, period, list(country order by country) filter (country <> 'ALL') as countries,
           list(size order by country) filter (country <> 'ALL') as sizes,
           list(hidden order by country) filter (country <> 'ALL') as reasons,
           any_value(size) filter (country = 'ALL') as whole, any_value(hidden) filter (country = 'ALL') as whole_hidden
    from of_country
    group by indicator, period
),
places_decided as (
    select indicator, period, coalesce(countries, []) as countries,
           hidden_sum(coalesce(sizes, []), if(countries is null, null, whole), list_append(coalesce(reasons, []), whole_hidden)) as reasons
    from places
    where whole_hidden is not null or hidden_count(whole - list_sum(sizes)) is not null
       or list_count(reasons) > 0
),
total_hidden as materialized (
    select indicator, country, period, hidden
    from (
        select indicator, period, unnest(list_append(countries, 'ALL')) as country, unnest(reasons) as hidden
        from places_decided
    )
    where hidden is not null
),

-- What is broken down twice, such as by sex and age, and what is broken down per country and over all,
-- is part of several sums at once: there one hidden part hides all.
tangled as (
    select indicator, country, period
    from primary_cell
    where dimension <> 'total'
    group by all
    having bool_or(contains(dimension, ';')) and bool_or(hidden is not null)
),
per_place as (
    select p.indicator, p.period
    from primary_cell p
    semi join (from primary_cell where country = 'ALL' and dimension <> 'total') over_all
           on over_all.indicator = p.indicator and over_all.period = p.period
    left join part_hidden h using (indicator, country, period, dimension)
    left join total_hidden t using (indicator, country, period)
    where p.dimension <> 'total'
    group by all
    having bool_or(p.country <> 'ALL') and bool_or(coalesce(p.hidden, h.hidden, t.hidden) is not null)
)
select indicator, country, period, 'total' as dimension, hidden from total_hidden
union all by name
select p.indicator, p.country, p.period, p.dimension,
       coalesce(p.hidden, h.hidden, 'complement') as hidden
from primary_cell p
left join part_hidden h using (indicator, country, period, dimension)
left join total_hidden t using (indicator, country, period)
left join tangled g using (indicator, country, period)
left join per_place e using (indicator, period)
left join private v using (indicator)
where p.dimension <> 'total' and v.privacy <> 'sensitive'
  and (coalesce(p.hidden, h.hidden) is not null
       or (p.size <> 0 and (t.hidden is not null or g.period is not null or e.period is not null)))
union all by name
-- Nobody can be asked who they are yet: what only some may see, nobody sees.
select distinct o.indicator, o.country, o.period, o.dimension, 'sensitive' as hidden
from observation o
semi join (from private where privacy = 'sensitive') p on p.indicator = o.indicator
where o.dimension <> 'total';

create or replace view hidden_cell as from hidden_cell_of('memory.main.observed');
