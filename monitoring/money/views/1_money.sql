-- One row per amount: a mutation of the budget, or a line of commitment, expenditure or forecast.
-- `counts` says whether it is in totals: reception in the region never is (terms of reference,
-- footnote 3).
create or replace view money as
with amount as (
    select 'allocation' as kind, holder, budget_type, null as project, country, theme, year,
           null as quarter, valid_on, phase, amount_eur, written_in
    from allocation
    union all by name
    select b.kind, b.holder, b.budget_type, b.project, b.country, b.theme, p.year, b.quarter, b.amount_eur, b.written_in
    from budget_line b
    join period p on p.code = b.quarter
)
select a.*, coalesce(t.in_totals, true) as counts
from amount a
left join theme t on t.code = a.theme;
