create table project (
    code varchar not null,
    programming_line varchar not null,
    step varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    holder varchar not null,
    budget_type varchar not null,
    implementer varchar not null,
    channel varchar not null,
    start_date date not null,
    end_date date,
    written_in bigint not null,
    primary key (code)
);
comment on table project is 'One row per project: what is funded, under a programming line and a step of its theory.';
comment on column project.code is 'Code of the project.';
comment on column project.programming_line is 'Programming line it belongs to.';
comment on column project.step is 'Step of the theory it carries out.';
comment on column project.name_nl is 'Name in Dutch.';
comment on column project.name_en is 'Name in English.';
comment on column project.holder is 'Organisation that answers for its money.';
comment on column project.budget_type is 'Budget type of that money.';
comment on column project.implementer is 'Kind of implementer: government, international organisation, civil society or company.';
comment on column project.channel is 'bilateral, european or multilateral (terms of reference, section 5).';
comment on column project.start_date is 'First day.';
comment on column project.end_date is 'Last day.';
comment on column project.written_in is 'Number of the commit that last wrote this row.';
