"""The database: the only room that speaks SQL.

In: values of `model` to write, arguments of a request to read.  Out: one SQLite file, rows of its views.
`ddl` and `write` make a database, `doctor` checks one; the other modules read.
"""
