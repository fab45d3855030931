create table shift_part (
    shift bigint not null,
    country varchar not null,
    theme varchar not null,
    amount_eur decimal(18, 2) not null,
    written_in bigint not null,
    primary key (shift, country, theme)
);
comment on table shift_part is 'One row per country and theme that a proposal takes money from or gives it to; the amounts of a proposal add up to zero.';
comment on column shift_part.shift is 'Proposal.';
comment on column shift_part.country is 'Country, or ALL while not divided.';
comment on column shift_part.theme is 'Theme, or ALL while not divided.';
comment on column shift_part.amount_eur is 'What comes to it in euros; negative where it is taken away.';
comment on column shift_part.written_in is 'Number of the commit that last wrote this row.';
