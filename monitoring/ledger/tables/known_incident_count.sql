create table known_incident_count (
    member varchar not null,
    quarter varchar not null,
    known integer not null,
    stated_by varchar not null,
    stated_on date not null,
    written_in bigint not null,
    primary key (member, quarter)
);
comment on table known_incident_count is 'One row per member and quarter: how many reports of possible harm the member says it knows of.';
comment on column known_incident_count.member is 'Organisation that states it.';
comment on column known_incident_count.quarter is 'Quarter in which the reports reached it.';
comment on column known_incident_count.known is 'How many reports of possible harm reached it in the quarter, also those it did not register.';
comment on column known_incident_count.stated_by is 'Name or function of who stated it, as declared.';
comment on column known_incident_count.stated_on is 'Day on which it was stated.';
comment on column known_incident_count.written_in is 'Number of the commit that last wrote this row.';
