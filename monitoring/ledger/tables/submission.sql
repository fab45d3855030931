create table submission (
    number bigint not null,
    file_name varchar not null,
    sha256 varchar not null,
    content blob,
    sent_by varchar not null,
    organisation varchar not null,
    sent_at timestamp with time zone not null,
    layout varchar not null,
    reason varchar not null,
    new_rows integer not null,
    changed_rows integer not null,
    unchanged_rows integer not null,
    findings varchar not null,
    written_in bigint not null,
    primary key (number)
);
comment on table submission is 'One row per sheet that landed, with the sheet itself.';
comment on column submission.number is 'Number of the submission: that of its commit.';
comment on column submission.file_name is 'Name of the file as it was sent.';
comment on column submission.sha256 is 'SHA-256 of the file, in hexadecimals.';
comment on column submission.content is 'The file.';
comment on column submission.sent_by is 'Name of the sender as declared.';
comment on column submission.organisation is 'Organisation the sender acted for.';
comment on column submission.sent_at is 'Moment of sending.';
comment on column submission.layout is 'Layout by which it was read, with its version.';
comment on column submission.reason is 'Why it was sent.';
comment on column submission.new_rows is 'Count of rows that were new.';
comment on column submission.changed_rows is 'Count of rows that changed.';
comment on column submission.unchanged_rows is 'Count of rows that were the same.';
comment on column submission.findings is 'What was found but did not hold it up (JSON).';
comment on column submission.written_in is 'Number of the commit that last wrote this row.';
