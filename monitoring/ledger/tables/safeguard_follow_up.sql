create table safeguard_follow_up (
    safeguard varchar not null,
    country varchar not null,
    colour varchar not null,
    since varchar not null,
    step varchar not null,
    done boolean not null,
    done_by varchar not null,
    done_for varchar not null,
    done_on date not null,
    note varchar not null,
    written_in bigint not null,
    primary key (safeguard, country, colour, since, step)
);
comment on table safeguard_follow_up is 'One row per thing that must happen because of a safeguard that turned red or amber, once somebody said that it was done.';
comment on column safeguard_follow_up.safeguard is 'Code of the safeguard.';
comment on column safeguard_follow_up.country is 'Country, or ALL where it is not per country.';
comment on column safeguard_follow_up.colour is 'red or amber.';
comment on column safeguard_follow_up.since is 'First of the quarters on end in which it has this colour; when it turns again, what must happen begins anew.';
comment on column safeguard_follow_up.step is 'hold (payment), inquiry or inform.';
comment on column safeguard_follow_up.done is 'Whether it was done; false where that was taken back.';
comment on column safeguard_follow_up.done_by is 'Name or function of who said so, as declared.';
comment on column safeguard_follow_up.done_for is 'Organisation they act for.';
comment on column safeguard_follow_up.done_on is 'Day on which it was said.';
comment on column safeguard_follow_up.note is 'What was done; never personal data.';
comment on column safeguard_follow_up.written_in is 'Number of the commit that last wrote this row.';
