create table gate (
    number bigint not null,
    country varchar not null,
    gate varchar not null,
    deed varchar not null,
    evidence varchar not null,
    done_on date not null,
    recorded_by varchar not null,
    recorded_for varchar not null,
    written_in bigint not null,
    primary key (number)
);
comment on table gate is 'One row per deed at a stage gate of an innovative form in a country: it was passed, or that was withdrawn.';
comment on column gate.number is 'Number of the deed: that of the commit it was recorded in.';
comment on column gate.country is 'Country of the form.';
comment on column gate.gate is 'legal_basis, human_rights, agreement, readiness, pilot or scale, in this order.';
comment on column gate.deed is 'passed or withdrawn.';
comment on column gate.evidence is 'What it rests on, or why it was withdrawn; never personal data.';
comment on column gate.done_on is 'Day on which it was passed or withdrawn.';
comment on column gate.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column gate.recorded_for is 'Organisation they act for.';
comment on column gate.written_in is 'Number of the commit that last wrote this row.';
