create table decision_signal (
    decision bigint not null,
    signal varchar not null,
    kind varchar not null,
    severity varchar not null,
    country varchar not null,
    theme varchar not null,
    since varchar not null,
    said_nl varchar not null,
    said_en varchar not null,
    written_in bigint not null,
    primary key (decision, signal)
);
comment on table decision_signal is 'One row per signal that a decision answers, as it was read when it was decided.';
comment on column decision_signal.decision is 'Decision.';
comment on column decision_signal.signal is 'Identity of the signal: its kind and its subject, the same while its figures change.';
comment on column decision_signal.kind is 'Kind of the signal.';
comment on column decision_signal.severity is 'high, medium or low.';
comment on column decision_signal.country is 'Country of the signal, or ALL.';
comment on column decision_signal.theme is 'Theme of the signal, or ALL.';
comment on column decision_signal.since is 'Quarter since which it was there.';
comment on column decision_signal.said_nl is 'What it said in Dutch.';
comment on column decision_signal.said_en is 'What it said in English.';
comment on column decision_signal.written_in is 'Number of the commit that last wrote this row.';
