create table allocation (
    holder varchar not null,
    budget_type varchar not null,
    year integer not null,
    chapter varchar not null,
    article varchar not null,
    country varchar not null,
    theme varchar not null,
    phase varchar not null,
    mutation varchar not null,
    valid_on date not null,
    amount_eur decimal(18, 2) not null,
    note varchar,
    transfer varchar,
    counterparty varchar,
    written_in bigint not null,
    primary key (holder, budget_type, year, chapter, article, country, theme, phase, mutation)
);
comment on table allocation is 'One row per mutation of the yearly budget; the position on a day is the sum of the mutations up to it.';
comment on column allocation.holder is 'Organisation that answers for the money.';
comment on column allocation.budget_type is 'Budget type.';
comment on column allocation.year is 'Budget year.';
comment on column allocation.chapter is 'Chapter of the central government budget (begrotingshoofdstuk), such as XVII or XX.';
comment on column allocation.article is 'Article of that chapter.';
comment on column allocation.country is 'Country, REG, or ALL while not divided.';
comment on column allocation.theme is 'Theme, or ALL while not divided.';
comment on column allocation.phase is 'OWB, NVW, VB, 1SUPP, SEPT, 2SUPP or REAL; HER for a shift within the budget.';
comment on column allocation.mutation is 'Name of the mutation within the phase.';
comment on column allocation.valid_on is 'Day from which it counts.';
comment on column allocation.amount_eur is 'Change in euros; negative where it takes away.';
comment on column allocation.note is 'Remark.';
comment on column allocation.transfer is 'Name of the transfer between members that this is one side of; both sides carry it, and together they are zero.';
comment on column allocation.counterparty is 'Organisation on the other side of the transfer.';
comment on column allocation.written_in is 'Number of the commit that last wrote this row.';
