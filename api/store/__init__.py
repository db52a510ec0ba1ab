"""The database: the only room that speaks SQL.

In: values of `model` to write, arguments of a request to read.  Out: one SQLite file, rows of its views.

The loader writes:

    records, rows               what is handed over, and the rows that become of it
    write, patch                a new database; or a copy of the one before, in which a few articles are changed
    retraction                  what was taken back leaves no word behind in such a copy
    alphabet                    where a name or headline stands in an alphabetical list
    ddl                         tables, and indexes, search and views over them
    tallies                     counts that are worked out from rows that are all in
    sets, common_words          which records have what, as sets of their numbers (`stretches`)
    ready                       each quote as the API shows it
    changelog                   what is new since the database before
    written, edits              rows read back while a database is written, and what has come and gone since the last
    sightings                   who speaks in which article, on disk until everybody is known
    history                     what the database that is there knows, for the next load

An operator looks after files (`files`):

    seal, doctor, compare       is it whole, is it right, what is different from another

A request reads:

    connect, reader             one file, opened; the newest in its place
    resources                   what may be filtered and ordered by, for each noun
    arguments, words, filters   the query string, read strictly; what is typed into a search box; the query they make
    conditions, partial_dates   what the query means in SQL
    numbers, names              the records that it chooses, as a set of numbers; those with a name
    select                      a page of a list, or one record
    order, relevance, page      which numbers a page has: by value, by rank; and the cursors between pages
    fetch, columns              rows of numbers
    related, rights, marks      what belongs to records, what may be shown of it, where words stand
    totals, unknown             how many there are, and which values of the query nothing has
    counts, facets, tabulations counted by property; beside a list; over time and in tables
    coverage, profiles          what describes the whole, or one thing
    match, completion, lookup   a quote by its words, a name by its beginning, a record by what others call it
    changes                     what is different since a version, and what became of a record that is gone
    statement, sandbox          a list as SQL for readers, and a reader's own SELECT
"""
