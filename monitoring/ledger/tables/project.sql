create table project (
    code varchar not null,
    programming_line varchar,
    step varchar,
    name_nl varchar not null,
    name_en varchar,
    holder varchar not null,
    budget_type varchar,
    implementer varchar,
    channel varchar,
    start_date date,
    end_date date,
    objective varchar,
    theme varchar,
    parent varchar,
    agreement varchar,
    partner varchar,
    instrument varchar,
    budget_eur decimal(18, 2),
    legal_international varchar,
    legal_european varchar,
    legal_national varchar,
    note varchar,
    written_in bigint not null,
    primary key (code)
);
comment on table project is 'One row per project: what is funded or done, under a programming line and a step of its theory.';
comment on column project.code is 'Code of the project.';
comment on column project.programming_line is 'Programming line it belongs to; empty for a project of others that is only followed.';
comment on column project.step is 'Step of the theory it carries out.';
comment on column project.name_nl is 'Name in Dutch.';
comment on column project.name_en is 'Name in English; empty where it is the same.';
comment on column project.holder is 'Organisation that answers for it and keeps its row.';
comment on column project.budget_type is 'Budget type that pays it; empty where it is paid by others.';
comment on column project.implementer is 'Kind of implementer: government, international organisation, civil society or company.';
comment on column project.channel is 'bilateral, european or multilateral (terms of reference, section 5).';
comment on column project.start_date is 'First day.';
comment on column project.end_date is 'Last day.';
comment on column project.objective is 'Objective of the country and theme that it serves.';
comment on column project.theme is 'Theme, where no programming line says it.';
comment on column project.parent is 'Project that it is a part of: its euros are in the budget of that one too.';
comment on column project.agreement is 'Agreement with a third country under which it is done.';
comment on column project.partner is 'Name of the organisation that carries it out.';
comment on column project.instrument is 'What it works with: grant, contract, contribution, or without money: diplomacy, visa, trade, capacity.';
comment on column project.budget_eur is 'Budget over its whole time as stated, in euros; what of it counts is worked out over parents and parts.';
comment on column project.legal_international is 'Check against international law: passed, failed or pending; empty where not begun.';
comment on column project.legal_european is 'Check against European law.';
comment on column project.legal_national is 'Check against national law.';
comment on column project.note is 'Remark.';
comment on column project.written_in is 'Number of the commit that last wrote this row.';
