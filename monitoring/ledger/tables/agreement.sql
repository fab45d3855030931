create table agreement (
    code varchar not null,
    country varchar not null,
    name_nl varchar not null,
    name_en varchar,
    holder varchar not null,
    partner varchar not null,
    legal_form varchar not null,
    status varchar not null,
    agreed_on date,
    first_year integer not null,
    last_year integer not null,
    yearly_cost_eur decimal(18, 2) not null,
    note varchar,
    written_in bigint not null,
    primary key (code)
);
comment on table agreement is 'One row per agreement with a third country that costs something (terms of reference, section 5: covered within the budgets that exist then).';
comment on column agreement.code is 'Code of the agreement.';
comment on column agreement.country is 'Country it is made with.';
comment on column agreement.name_nl is 'Name in Dutch.';
comment on column agreement.name_en is 'Name in English; empty where it is the same.';
comment on column agreement.holder is 'Organisation that keeps the row: who made the agreement.';
comment on column agreement.partner is 'Body on the other side; never a person.';
comment on column agreement.legal_form is 'treaty, memorandum, letter or arrangement.';
comment on column agreement.status is 'negotiation, agreed, in force, paused or ended.';
comment on column agreement.agreed_on is 'Day it was agreed: the frame of that day has to cover it.';
comment on column agreement.first_year is 'First year in which it costs something.';
comment on column agreement.last_year is 'Last year in which it costs something.';
comment on column agreement.yearly_cost_eur is 'Cost per year in euros.';
comment on column agreement.note is 'Remark.';
comment on column agreement.written_in is 'Number of the commit that last wrote this row.';
