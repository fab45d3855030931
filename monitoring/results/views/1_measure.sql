-- One row per indicator or safeguard and version: what is measured, and how it is added up.
create or replace view measure as
select i.code, i.version, i.theory, 'indicator' as role, i.step, i.kind, i.unit, i.direction,
       i.frequency, i.due_days, i.tolerance, i.partition, t.valid_from
from indicator i
join theory t on t.code = i.theory and t.version = i.version
union all by name
select s.code, s.version, s.theory, 'safeguard' as role, s.kind, s.unit, s.direction,
       s.frequency, s.due_days, t.valid_from
from safeguard s
join theory t on t.code = s.theory and t.version = s.version;

-- The day that counts as today: a fixed one in the example, so that it looks the same in any year;
-- of a past state the day it was the last one, which `known_on` says.
create or replace macro reference_date() as
    coalesce((select value::date from ledger_property where name = 'reference_date'), known_on());

-- The months from year 0 to the end of a period: periods end on the last day of a month, so the
-- first quarter is exactly a quarter of the year.
create or replace macro month_number(day) as year(day) * 12 + month(day);

-- How a numerator over a denominator is written in each unit.
create or replace macro per(unit) as case unit when 'percent' then 100 when 'per_1000' then 1000 else 1 end;
