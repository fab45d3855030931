create table incident_step (
    incident bigint not null,
    number bigint not null,
    deed varchar not null,
    done_on date not null,
    done_for varchar not null,
    state varchar not null,
    severity varchar not null,
    credibility varchar not null,
    owner varchar,
    deadline date not null,
    clock_from date not null,
    takes_back bigint,
    written_in bigint not null,
    primary key (incident, number)
);
comment on table incident_step is 'One row per incident and change to it: the facts as they stood after it. Nothing in here is ever changed.';
comment on column incident_step.incident is 'Number of the incident.';
comment on column incident_step.number is 'Number of the commit that made the change.';
comment on column incident_step.deed is 'report, assign, inquire, judge, note, answer, close, reopen or take_back.';
comment on column incident_step.done_on is 'Day of the change.';
comment on column incident_step.done_for is 'Organisation that made it.';
comment on column incident_step.state is 'reported, assigned, under_inquiry, answered (outcome given, waits for a second person) or closed.';
comment on column incident_step.severity is 'Severity.';
comment on column incident_step.credibility is 'How far it is believed.';
comment on column incident_step.owner is 'Organisation that answers for it; empty while it has no owner.';
comment on column incident_step.deadline is 'Day by which it is to be closed, by the clock of its severity.';
comment on column incident_step.clock_from is 'Day from which the clock runs: of the report, or of opening again.';
comment on column incident_step.takes_back is 'Number of the change that this one took back.';
comment on column incident_step.written_in is 'Number of the commit that last wrote this row.';
