create table narrative (
    quarter varchar not null,
    theme varchar not null,
    text_nl varchar,
    text_en varchar,
    written_by varchar not null,
    written_for varchar not null,
    written_on date not null,
    written_in bigint not null,
    primary key (quarter, theme)
);
comment on table narrative is 'One row per quarter and theme: what people say beside the figures in a pack. A figure in it is named, as {money.BZ_ODA.spent}, and filled in from the state of the pack.';
comment on column narrative.quarter is 'Quarter it is about.';
comment on column narrative.theme is 'Theme, or ALL for the whole.';
comment on column narrative.text_nl is 'Text in Dutch; paragraphs are apart by an empty line.';
comment on column narrative.text_en is 'Text in English.';
comment on column narrative.written_by is 'Name or function of who wrote it last, as declared.';
comment on column narrative.written_for is 'Organisation they act for.';
comment on column narrative.written_on is 'Day on which it was last written.';
comment on column narrative.written_in is 'Number of the commit that last wrote this row.';
