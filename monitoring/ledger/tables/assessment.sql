create table assessment (
    number bigint not null,
    actor varchar not null,
    country varchar not null,
    risk varchar not null,
    findings varchar not null,
    mitigation varchar,
    mitigation_owner varchar,
    mitigation_on date,
    triggers varchar,
    level varchar not null,
    hold boolean not null,
    assessed_on date not null,
    valid_until date not null,
    recorded_by varchar not null,
    recorded_for varchar not null,
    written_in bigint not null,
    primary key (number)
);
comment on table assessment is 'One row per human-rights due-diligence assessment of a supported actor; the last one of an actor and country holds.';
comment on column assessment.number is 'Number of the commit it was recorded in.';
comment on column assessment.actor is 'Organisation or body that was assessed; never a person.';
comment on column assessment.country is 'Country of the actor.';
comment on column assessment.risk is 'low, medium, high or unacceptable.';
comment on column assessment.findings is 'What was found; never personal data.';
comment on column assessment.mitigation is 'What is done about the risk.';
comment on column assessment.mitigation_owner is 'Organisation that does it.';
comment on column assessment.mitigation_on is 'Day by which it is done.';
comment on column assessment.triggers is 'What makes it necessary to look again before it expires.';
comment on column assessment.level is 'Who decided on it: core_team or dg.';
comment on column assessment.hold is 'Whether payment is held.';
comment on column assessment.assessed_on is 'Day of the assessment.';
comment on column assessment.valid_until is 'Last day on which it is valid.';
comment on column assessment.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column assessment.recorded_for is 'Organisation they act for.';
comment on column assessment.written_in is 'Number of the commit that last wrote this row.';
