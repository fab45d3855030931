create table ledger_property (
    name varchar not null,
    value varchar not null,
    primary key (name)
);
comment on table ledger_property is 'One row per property of this ledger as a whole.';
comment on column ledger_property.name is 'fictional: this ledger holds invented figures, for ever. reference_date: the day that counts as today.';
comment on column ledger_property.value is 'Value of the property: true, or a date as 2026-10-28.';
