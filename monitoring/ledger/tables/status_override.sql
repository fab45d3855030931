create table status_override (
    number bigint not null,
    indicator varchar not null,
    country varchar not null,
    since varchar not null,
    status varchar not null,
    reason varchar not null,
    given_by varchar not null,
    given_for varchar not null,
    given_on date not null,
    expires_on date not null,
    withdrawn_on date,
    withdrawn_by varchar,
    withdrawn_for varchar,
    withdrawn_why varchar,
    written_in bigint not null,
    primary key (number)
);
comment on table status_override is 'One row per status that was overruled by hand, for an indicator in a country, until a day.';
comment on column status_override.number is 'Number of the override: that of the commit it was given in.';
comment on column status_override.indicator is 'Indicator whose status is overruled.';
comment on column status_override.country is 'Country, or ALL: the figure over all countries.';
comment on column status_override.since is 'First quarter for which it holds.';
comment on column status_override.status is 'Status it is given: on_track, attention, behind or not_assessable.';
comment on column status_override.reason is 'Why the rule is overruled; never personal data.';
comment on column status_override.given_by is 'Name or function of who gave it, as declared.';
comment on column status_override.given_for is 'Organisation they act for.';
comment on column status_override.given_on is 'Day on which it was given.';
comment on column status_override.expires_on is 'Last day on which it holds, at most a year after it was given.';
comment on column status_override.withdrawn_on is 'Day on which it was withdrawn; empty while it was not.';
comment on column status_override.withdrawn_by is 'Name or function of who withdrew it.';
comment on column status_override.withdrawn_for is 'Organisation they act for.';
comment on column status_override.withdrawn_why is 'Why it was withdrawn.';
comment on column status_override.written_in is 'Number of the commit that last wrote this row.';
