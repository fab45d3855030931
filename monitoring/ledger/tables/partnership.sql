create table partnership (
    country varchar not null,
    status varchar not null,
    start_date date,
    review_date date,
    coordinator_bz varchar,
    coordinator_am varchar,
    written_in bigint not null,
    primary key (country)
);
comment on table partnership is 'One row per country the taskforce has or explores a partnership with.';
comment on column partnership.country is 'Code of the country.';
comment on column partnership.status is 'exploration, active, paused or ended.';
comment on column partnership.start_date is 'First day of the partnership.';
comment on column partnership.review_date is 'Day of the next review.';
comment on column partnership.coordinator_bz is 'Function at BZ that coordinates; never a person.';
comment on column partnership.coordinator_am is 'Function at AM that coordinates; never a person.';
comment on column partnership.written_in is 'Number of the commit that last wrote this row.';
