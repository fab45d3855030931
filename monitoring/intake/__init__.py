"""A sheet's way in, one module per step.

`workbook` reads a file with the address of every cell; `understand` finds the tables in it, by our
template or by a `layout`; `draft` normalises the cells of a table into rows; `shape` and `rules`
say what is wrong with them; `check` puts these together; `preview` says what would change; and
`submit` makes one commit of it. `template` writes the workbook that comes back this way.
"""
