create table refused_row (
    submission bigint not null,
    table_name varchar not null,
    sheet varchar not null,
    sheet_row integer not null,
    row_key varchar,
    cells varchar not null,
    amount_eur decimal(18, 2),
    finding varchar not null,
    written_in bigint not null,
    primary key (submission, table_name, sheet, sheet_row)
);
comment on table refused_row is 'One row per row of a sheet that could not land and that its sender left out, so that what is not in a total is known.';
comment on column refused_row.submission is 'Submission.';
comment on column refused_row.table_name is 'Table it was for.';
comment on column refused_row.sheet is 'Sheet of the workbook.';
comment on column refused_row.sheet_row is 'Row of the sheet, from 1.';
comment on column refused_row.row_key is 'Key it would have had, its parts joined by |; empty where it could not be read.';
comment on column refused_row.cells is 'Address of the cell that is wrong.';
comment on column refused_row.amount_eur is 'Euros that are left out with it; empty where it names none that can be read.';
comment on column refused_row.finding is 'What is wrong with it (JSON).';
comment on column refused_row.written_in is 'Number of the commit that last wrote this row.';
