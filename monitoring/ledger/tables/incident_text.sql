create table incident_text (
    incident bigint not null,
    number bigint not null,
    done_by varchar not null,
    happened_on date,
    project varchar,
    actor varchar,
    happened varchar,
    measures varchar,
    outcome varchar,
    evidence varchar,
    remark varchar,
    written_in bigint not null,
    primary key (incident, number)
);
comment on table incident_text is 'One row per incident and change to it: what was said. Restricted: no query can ask it, only its owner, the organisation that reported it and the core team read it.';
comment on column incident_text.incident is 'Number of the incident.';
comment on column incident_text.number is 'Number of the commit.';
comment on column incident_text.done_by is 'Name or function of who did it, as declared.';
comment on column incident_text.happened_on is 'Day on which it happened, where known.';
comment on column incident_text.project is 'Project it is about.';
comment on column incident_text.actor is 'Organisation or body that is said to have done it; never a person.';
comment on column incident_text.happened is 'What happened; never personal data.';
comment on column incident_text.measures is 'What was done about it.';
comment on column incident_text.outcome is 'What the inquiry led to.';
comment on column incident_text.evidence is 'What the outcome stands on, and where that is kept.';
comment on column incident_text.remark is 'Anything else, such as why it was opened again.';
comment on column incident_text.written_in is 'Number of the commit that last wrote this row.';
