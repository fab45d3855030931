"""What happens to a file in a process of its own, which can open nothing and has little of everything.

`python -m monitoring.intake.confined JOB` takes the bytes of a file on standard input and writes
pickled tuples to standard output, the name of each first:

    ("kind", kind)                what the content is, whatever the file is called
    ("notice", word, values)      something of the whole file that its sender should know
    ("sheet", facts)              a sheet begins, with the fields of `Sheet` that are known of it
    ("rows", rows)                the next rows of that sheet
    ("facts", sheet, facts)       more fields of a sheet, by its name
    ("refused", reason, values)   it will not be read
    ("failed", error)             the reader could not, and does not say why in words for people
    ("done",)                     the end

The jobs are `values`, what the cells hold; `facts`, what they and the file say beside that; and
`second`, the values by another library. Nothing here knows a sentence, and nothing imports the rest
of the house: so it starts in some hundredths of a second. `reading` starts it and says what came of it.
"""
