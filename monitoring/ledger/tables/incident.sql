create table incident (
    number bigint not null,
    reported_on date not null,
    reported_for varchar not null,
    happened_in varchar not null,
    country varchar not null,
    theme varchar not null,
    harm varchar not null,
    written_in bigint not null,
    primary key (number)
);
comment on table incident is 'One row per report of possible harm: what everybody may know of it. What happened is in incident_text, which is restricted.';
comment on column incident.number is 'Number in the register: that of the commit it was reported in.';
comment on column incident.reported_on is 'Day on which it was reported.';
comment on column incident.reported_for is 'Organisation that reported it.';
comment on column incident.happened_in is 'Quarter in which it happened, as far as known.';
comment on column incident.country is 'Country it is about; REG or ALL where it is about none in particular.';
comment on column incident.theme is 'Theme it is about, or ALL.';
comment on column incident.harm is 'Kind of harm.';
comment on column incident.written_in is 'Number of the commit that last wrote this row.';
