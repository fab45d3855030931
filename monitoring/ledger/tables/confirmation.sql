create table confirmation (
    holder varchar not null,
    budget_type varchar not null,
    quarter varchar not null,
    allocation_eur decimal(18, 2) not null,
    commitment_eur decimal(18, 2) not null,
    expenditure_eur decimal(18, 2) not null,
    confirmed_by varchar not null,
    confirmed_at timestamp with time zone not null,
    state bigint not null,
    written_in bigint not null,
    primary key (holder, budget_type, quarter)
);
comment on table confirmation is 'One row per budget holder, budget type and quarter whose totals the holder has confirmed.';
comment on column confirmation.holder is 'Organisation that answers for the money, and alone may confirm it.';
comment on column confirmation.budget_type is 'Budget type.';
comment on column confirmation.quarter is 'Quarter up to which the totals go.';
comment on column confirmation.allocation_eur is 'Budget of the year at the end of the quarter, in euros, as confirmed.';
comment on column confirmation.commitment_eur is 'Committed in the year up to and including the quarter, in euros, as confirmed.';
comment on column confirmation.expenditure_eur is 'Spent in the year up to and including the quarter, in euros, as confirmed.';
comment on column confirmation.confirmed_by is 'Name or function of who confirmed, as declared.';
comment on column confirmation.confirmed_at is 'Moment of confirming.';
comment on column confirmation.state is 'Number of the commit whose figures were confirmed.';
comment on column confirmation.written_in is 'Number of the commit that last wrote this row.';
