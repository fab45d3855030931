create table safeguard (
    code varchar not null,
    version integer not null,
    theory varchar not null,
    about varchar not null,
    kind varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    unit varchar not null,
    direction varchar not null,
    frequency varchar not null,
    due_days integer not null,
    reporter varchar not null,
    basis varchar not null,
    amber_op varchar not null,
    amber_value decimal(20, 6) not null,
    red_op varchar not null,
    red_value decimal(20, 6) not null,
    owner varchar not null,
    blocks_payment boolean not null,
    written_in bigint not null,
    primary key (code, version)
);
comment on table safeguard is 'One row per do-no-harm safeguard of a theory and version.';
comment on column safeguard.code is 'Code of the safeguard.';
comment on column safeguard.version is 'Version of the theory.';
comment on column safeguard.theory is 'Code of the theory.';
comment on column safeguard.about is 'harm, or procedure: the check that should prevent it.';
comment on column safeguard.kind is 'How it is added up, as for an indicator.';
comment on column safeguard.name_nl is 'Name in Dutch.';
comment on column safeguard.name_en is 'Name in English.';
comment on column safeguard.unit is 'persons, count, percent, per_1000 or eur.';
comment on column safeguard.direction is 'higher or lower is better.';
comment on column safeguard.frequency is 'quarter, half or year.';
comment on column safeguard.due_days is 'Days after the end of the period when the figure is due.';
comment on column safeguard.reporter is 'Organisation that usually delivers the figure.';
comment on column safeguard.basis is 'value, or change_on_four_quarters: percent against the mean of the four quarters before.';
comment on column safeguard.amber_op is 'Operator of the amber threshold.';
comment on column safeguard.amber_value is 'Amber threshold, in the unit or in percent of change.';
comment on column safeguard.red_op is 'Operator of the red threshold.';
comment on column safeguard.red_value is 'Red threshold, in the unit or in percent of change.';
comment on column safeguard.owner is 'Codes of the organisations that answer for it together, with commas.';
comment on column safeguard.blocks_payment is 'Whether payment stands still on red until a decision.';
comment on column safeguard.written_in is 'Number of the commit that last wrote this row.';
