create table decision (
    number bigint not null,
    quarter varchar not null,
    country varchar not null,
    theme varchar not null,
    choice varchar not null,
    reason varchar not null,
    forum varchar not null,
    political boolean not null,
    decided_on date not null,
    recorded_by varchar not null,
    recorded_for varchar not null,
    recorded_on date not null,
    owner varchar not null,
    owner_function varchar,
    due_on date not null,
    look_back_on date not null,
    changes varchar not null,
    changes_what varchar,
    done_by varchar,
    done_on date,
    done_note varchar,
    withdrawn_by varchar,
    withdrawn_on date,
    withdrawn_why varchar,
    written_in bigint not null,
    primary key (number)
);
comment on table decision is 'One row per decision of a forum on one or more signals: the answer, and when it is looked back on.';
comment on column decision.number is 'Number of the decision: that of the commit it was recorded in.';
comment on column decision.quarter is 'Quarter whose signals it answers.';
comment on column decision.country is 'Country it is about, or ALL.';
comment on column decision.theme is 'Theme it is about, or ALL.';
comment on column decision.choice is 'continue, refine, scale_up, scale_down, pause, stop or add.';
comment on column decision.reason is 'Why this was chosen; never personal data.';
comment on column decision.forum is 'Body that decided.';
comment on column decision.political is 'Whether it is a political decision, which only the Onderraad takes.';
comment on column decision.decided_on is 'Day on which the forum decided.';
comment on column decision.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column decision.recorded_for is 'Organisation they act for.';
comment on column decision.recorded_on is 'Day on which it was recorded.';
comment on column decision.owner is 'Organisation that carries it out.';
comment on column decision.owner_function is 'Function there that carries it out; never a person.';
comment on column decision.due_on is 'Day by which it is carried out.';
comment on column decision.look_back_on is 'Day on which it is looked back on, fixed when it was decided.';
comment on column decision.changes is 'What it changes: nothing, shift, target, assumption or theory.';
comment on column decision.changes_what is 'Which one: number of the shift, code of the assumption, or code and version of the theory; of a target see decision_target.';
comment on column decision.done_by is 'Name or function of who said that it was carried out.';
comment on column decision.done_on is 'Day on which it was said to be carried out; of what needs two keys, the day of the second.';
comment on column decision.done_note is 'What was done.';
comment on column decision.withdrawn_by is 'Name or function of who withdrew it.';
comment on column decision.withdrawn_on is 'Day on which it was withdrawn.';
comment on column decision.withdrawn_why is 'Why it was withdrawn.';
comment on column decision.written_in is 'Number of the commit that last wrote this row.';
