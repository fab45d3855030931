create table budget_line (
    holder varchar not null,
    budget_type varchar not null,
    project varchar not null,
    country varchar not null,
    theme varchar not null,
    quarter varchar not null,
    kind varchar not null,
    amount_eur decimal(18, 2) not null,
    purpose_code varchar,
    note varchar,
    written_in bigint not null,
    primary key (holder, budget_type, project, country, theme, quarter, kind)
);
comment on table budget_line is 'One row per holder, project, country, theme, quarter and kind of money.';
comment on column budget_line.holder is 'Organisation that answers for the money, and alone may change the row.';
comment on column budget_line.budget_type is 'Budget type.';
comment on column budget_line.project is 'Project.';
comment on column budget_line.country is 'Recipient country, or REG.';
comment on column budget_line.theme is 'Theme.';
comment on column budget_line.quarter is 'Quarter in which it was committed or paid, or is expected to be paid.';
comment on column budget_line.kind is 'commitment, expenditure or forecast.';
comment on column budget_line.amount_eur is 'Amount in euros.';
comment on column budget_line.purpose_code is 'DAC purpose code of ODA.';
comment on column budget_line.note is 'Remark.';
comment on column budget_line.written_in is 'Number of the commit that last wrote this row.';
