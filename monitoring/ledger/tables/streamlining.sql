create table streamlining (
    country varchar not null,
    theme varchar not null,
    objective varchar not null,
    holder varchar not null,
    budget_type varchar not null,
    first_year integer not null,
    last_year integer not null,
    yearly_amount_eur decimal(18, 2),
    note varchar,
    written_in bigint not null,
    primary key (country, theme, objective, holder, budget_type)
);
comment on table streamlining is 'One row per arrangement between budget holders: who funds which theme and objective in a country (terms of reference, section 5).';
comment on column streamlining.country is 'Country.';
comment on column streamlining.theme is 'Theme.';
comment on column streamlining.objective is 'Objective, or ALL for every objective of the theme.';
comment on column streamlining.holder is 'Organisation that funds it, and that alone may say so.';
comment on column streamlining.budget_type is 'Budget type it funds it from.';
comment on column streamlining.first_year is 'First year it holds.';
comment on column streamlining.last_year is 'Last year it holds.';
comment on column streamlining.yearly_amount_eur is 'Amount per year in euros; empty where none was agreed.';
comment on column streamlining.note is 'Remark.';
comment on column streamlining.written_in is 'Number of the commit that last wrote this row.';
