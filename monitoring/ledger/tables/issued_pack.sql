create table issued_pack (
    number bigint not null,
    quarter varchar not null,
    audience varchar not null,
    language varchar not null,
    meeting_on date not null,
    snapshot varchar not null,
    state bigint not null,
    seen_on date not null,
    contents varchar not null,
    figures varchar not null,
    issued_by varchar not null,
    issued_for varchar not null,
    issued_on date not null,
    written_in bigint not null,
    primary key (number)
);
comment on table issued_pack is 'One row per pack that was issued: from which state its figures are, so that it can be made again as it was.';
comment on column issued_pack.number is 'Number of the pack: that of the commit it was issued in. Its texts are those of that state.';
comment on column issued_pack.quarter is 'Quarter it is about.';
comment on column issued_pack.audience is 'For whom: core_team, dg, onderraad or taskforce.';
comment on column issued_pack.language is 'Language it was issued in: nl or en.';
comment on column issued_pack.meeting_on is 'Day of the meeting it is for.';
comment on column issued_pack.snapshot is 'Name of the frozen state, or of the state it was made from.';
comment on column issued_pack.state is 'Number of the commit whose figures it shows.';
comment on column issued_pack.seen_on is 'Day on which that state is looked at.';
comment on column issued_pack.contents is 'SHA-256 over every row of every table at that state, in hexadecimals.';
comment on column issued_pack.figures is 'SHA-256 over every figure in it, in hexadecimals.';
comment on column issued_pack.issued_by is 'Name or function of who issued it, as declared.';
comment on column issued_pack.issued_for is 'Organisation they act for.';
comment on column issued_pack.issued_on is 'Day on which it was issued.';
comment on column issued_pack.written_in is 'Number of the commit that last wrote this row.';
