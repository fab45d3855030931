create table period (
    code varchar not null,
    kind varchar not null,
    start_date date not null,
    end_date date not null,
    year integer not null,
    primary key (code)
);
comment on table period is 'One row per month, quarter, half-year and year, 2008 to 2045.';
comment on column period.code is '2026-03, 2026-Q1, 2026-H1 or 2026.';
comment on column period.kind is 'month, quarter, half or year.';
comment on column period.start_date is 'First day.';
comment on column period.end_date is 'Last day.';
comment on column period.year is 'Calendar year it lies in.';
