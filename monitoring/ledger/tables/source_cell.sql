create table source_cell (
    submission bigint not null,
    table_name varchar not null,
    row_key varchar not null,
    sheet varchar not null,
    cells varchar not null,
    written_in bigint not null,
    primary key (submission, table_name, row_key, sheet)
);
comment on table source_cell is 'One row per row of a table, submission and sheet: the cells its value came from, one or many.';
comment on column source_cell.submission is 'Submission.';
comment on column source_cell.table_name is 'Table the value landed in.';
comment on column source_cell.row_key is 'Key of the row in that table, its parts joined by |.';
comment on column source_cell.sheet is 'Sheet of the workbook.';
comment on column source_cell.cells is 'Addresses of the cells, such as F14 or E2,E9,E31.';
comment on column source_cell.written_in is 'Number of the commit that last wrote this row.';
