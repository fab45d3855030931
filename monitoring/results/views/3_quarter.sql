-- One row per quarter that can be looked at: from the end of the first period with figures to today.
-- looked_at is the day it is judged on: 28 days after its end, when late figures are late, or
-- today while that is still to come. settled_on is that day also while it is still to come.
create or replace view quarter as
with first as (
    select min(p.end_date) as day
    from (select distinct period from observation union select distinct period from expectation) f
    join period p on p.code = f.period
)
select p.code, p.start_date, p.end_date, p.year, month_number(p.end_date) as month_number,
       least(reference_date(), p.end_date + 28) as looked_at,
       p.end_date + 28 as settled_on, p.end_date < reference_date() as ended
from period p, first
where p.kind = 'quarter' and p.start_date <= reference_date() and p.end_date >= first.day;
