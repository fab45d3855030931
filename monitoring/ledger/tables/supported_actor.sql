create table supported_actor (
    project varchar not null,
    actor varchar not null,
    kind varchar not null,
    support varchar not null,
    country varchar not null,
    stated_by varchar not null,
    stated_for varchar not null,
    stated_on date not null,
    ended_on date,
    ended_why varchar,
    written_in bigint not null,
    primary key (project, actor)
);
comment on table supported_actor is 'One row per project and actor that it supports and that uses force or holds people: it needs a valid assessment before payment (CHK-D1).';
comment on column supported_actor.project is 'Project.';
comment on column supported_actor.actor is 'Organisation or body that is supported; never a person.';
comment on column supported_actor.kind is 'police, border_guard, coast_guard, military, detention, intelligence or other.';
comment on column supported_actor.support is 'training, advice, equipment, money, logistics or joint_operation.';
comment on column supported_actor.country is 'Country of the actor.';
comment on column supported_actor.stated_by is 'Name or function of who stated it, as declared.';
comment on column supported_actor.stated_for is 'Organisation they act for.';
comment on column supported_actor.stated_on is 'Day on which it was stated.';
comment on column supported_actor.ended_on is 'Day on which the support ended; empty while it goes on.';
comment on column supported_actor.ended_why is 'Why it ended.';
comment on column supported_actor.written_in is 'Number of the commit that last wrote this row.';
