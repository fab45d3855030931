create table coverage (
    agreement varchar not null,
    year integer not null,
    holder varchar not null,
    budget_type varchar not null,
    chapter varchar not null,
    article varchar not null,
    country varchar not null,
    theme varchar not null,
    amount_eur decimal(18, 2) not null,
    note varchar,
    written_in bigint not null,
    primary key (agreement, year, holder, budget_type, chapter, article, country, theme)
);
comment on table coverage is 'One row per agreement, year and budget that covers a part of its cost.';
comment on column coverage.agreement is 'Agreement.';
comment on column coverage.year is 'Budget year.';
comment on column coverage.holder is 'Organisation whose budget covers it, and that alone may say so.';
comment on column coverage.budget_type is 'Budget type.';
comment on column coverage.chapter is 'Chapter of the budget.';
comment on column coverage.article is 'Article of the budget.';
comment on column coverage.country is 'Country of the budget, or ALL where it is not divided.';
comment on column coverage.theme is 'Theme of the budget, or ALL where it is not divided.';
comment on column coverage.amount_eur is 'Amount in euros that the budget covers.';
comment on column coverage.note is 'Remark.';
comment on column coverage.written_in is 'Number of the commit that last wrote this row.';
