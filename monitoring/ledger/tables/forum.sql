create table forum (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    powers varchar not null,
    under_red varchar not null,
    political boolean not null,
    position integer not null,
    primary key (code)
);
comment on table forum is 'One row per body that decides (terms of reference, section 6), with what it may decide. Illustrative until adopted.';
comment on column forum.code is 'CORE_TEAM, DG_MEETING, AC_AM or ONDERRAAD.';
comment on column forum.name_nl is 'Name in Dutch.';
comment on column forum.name_en is 'Name in English.';
comment on column forum.powers is 'What it may choose, with commas: continue, refine, scale_up, scale_down, pause, stop, add.';
comment on column forum.under_red is 'What of that it may choose while a safeguard of the country and theme is on red.';
comment on column forum.political is 'Whether it takes political decisions.';
comment on column forum.position is 'Place in lists: the lowest body first.';
