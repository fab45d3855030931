-- One row per amount: a mutation of the budget, or a line of commitment, expenditure or forecast. A line
-- of a project with shares that is not divided yet (REG, or theme ALL) is divided over them by largest
-- remainder, so that its parts add up to it to the cent; `line_country` and `line_theme` are as it was
-- delivered. Without shares it stays regional. `counts` says whether it is in totals: reception in the
-- region never is (terms of reference, footnote 3).
create or replace view money as
with stated as (
    -- One row per project, country and theme: ALL is the theme of the project. None where one of them is not stated.
    select s.project, s.country, if(s.theme = 'ALL', coalesce(l.theme, p.theme, 'ALL'), s.theme) as theme,
           if(count(*) = count(s.share), sum(s.share), null) as share
    from project_share s
    join project p on p.code = s.project
    left join programming_line l on l.code = p.programming_line
    group by all
),
share_of as (
    -- Shares that do not make a whole divide nothing.
    select project, country, theme, (share * 1000000)::bigint as weight
    from stated
    window whole as (partition by project)
    qualify count(*) over whole = count(share) over whole and abs(sum(share) over whole - 100) <= 0.001
),
undivided as (
    select *, row_number() over () as line from budget_line where country = 'REG' or theme = 'ALL'
),
part as (
    -- One row per project, country and theme of lines not divided yet, and place that gets a part of them; `turn`
    -- is its place in the order of country and theme.
    select l.project, l.country as line_country, l.theme as line_theme, coalesce(s.country, l.country) as country,
           case when l.theme <> 'ALL' then l.theme else coalesce(s.theme, l.theme) end as theme, s.weight,
           sum(s.weight) over whole::bigint as weights,
           row_number() over (whole order by s.country, s.theme) as turn
    from (select distinct project, country, theme from undivided) l
    left join share_of s
      on s.project = l.project
     and (l.country = 'REG' or l.country = s.country)
     and (l.theme = 'ALL' or s.theme = l.theme)
    window whole as (partition by l.project, l.country, l.theme)
),
down as (
    -- cents * weight would not fit: what cents hold of whole `weights` is weighed apart from what is left of them.
    select u.* exclude (country, theme), p.* exclude (project),
           (abs(u.amount_eur) * 100)::bigint as cents,
           cents % p.weights * p.weight as left_over,
           cents // p.weights * p.weight + left_over // p.weights as whole_cents,
           left_over % p.weights as rest
    from undivided u
    join part p on p.project = u.project and p.line_country = u.country and p.line_theme = u.theme
),
ranked as (
    select *,
           -- Over the whole line, in the order of its places, so that both are worked out at once.
           cents - sum(whole_cents) over (largest rows between unbounded preceding and unbounded following) as cents_left,
           row_number() over largest as place
    from down
    window largest as (partition by line order by rest desc, turn)
),
divided as (
    select * exclude (amount_eur),
           if(weight is null, amount_eur,
              -- Multiplied, not divided: a division would go by way of floating point.
              (sign(amount_eur) * (whole_cents + if(place <= cents_left, 1, 0)))::decimal(20, 0) * 0.01
           )::decimal(18, 2) as amount_eur
    from ranked
),
amount as (
    select 'allocation' as kind, holder, budget_type, null as project, country, theme, country as line_country,
           theme as line_theme, year, null as quarter, chapter, article, valid_on, phase, mutation, transfer,
           amount_eur, written_in
    from allocation
    union all by name
    select b.kind, b.holder, b.budget_type, b.project, b.country, b.theme, b.country as line_country,
           b.theme as line_theme, p.year, b.quarter, b.amount_eur, b.written_in
    from budget_line b
    join period p on p.code = b.quarter
    where b.country <> 'REG' and b.theme <> 'ALL'
    union all by name
    select d.kind, d.holder, d.budget_type, d.project, d.country, d.theme, d.line_country, d.line_theme, p.year,
           d.quarter, d.amount_eur, d.written_in
    from divided d
    join period p on p.code = d.quarter
)
select a.*, coalesce(t.in_totals, true) as counts
from amount a
left join theme t on t.code = a.theme;
