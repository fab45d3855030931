create table quarter_close (
    quarter varchar not null,
    version integer not null,
    state bigint not null,
    seen_on date not null,
    contents varchar not null,
    written_in bigint not null,
    primary key (quarter, version)
);
comment on table quarter_close is 'One row per closing of a quarter, proposed or done: which state of the ledger it freezes. It is done once quarter_key holds both keys.';
comment on column quarter_close.quarter is 'Quarter that is closed.';
comment on column quarter_close.version is 'From 1; one higher each time that the quarter is closed again after it was opened again.';
comment on column quarter_close.state is 'Number of the commit whose state is frozen.';
comment on column quarter_close.seen_on is 'Day on which that state is looked at: what is late, is late on this day.';
comment on column quarter_close.contents is 'SHA-256 over every row of every table at that state, in hexadecimals.';
comment on column quarter_close.written_in is 'Number of the commit that last wrote this row.';
