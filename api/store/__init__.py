"""The database: the only room that speaks SQL.

In: values of `model` to write, arguments of a request to read.  Out: one SQLite file, rows of its views.

The loader writes:

    records, rows               the values that the loader hands over, and the rows made from them
    write, patch                a new database; or a copy of the previous one, in which a few articles are changed
    retraction                  removes retracted words from such a copy
    alphabet                    where a name or headline belongs in an alphabetical list
    ddl                         tables, and indexes, search and views over them
    tallies                     counts that are computed once all rows are in
    sets, common_words          which records have which property, as sets of their numbers (`stretches`)
    ready                       each quote as the API shows it
    changelog                   what is different from the previous database
    written, edits              rows read back while a database is written; articles and quotes added and removed
    sightings                   who speaks in which article, on disk until everybody is identified
    history                     what the existing database knows, for the next load

An operator looks after files (`files`):

    seal, doctor, compare       whether it is complete, whether it is right, how it differs from another

A request reads:

    connect, reader             one file, opened; always the newest at its path
    resources                   what may be filtered and ordered by, for each noun
    arguments, words, filters   the query string, read strictly; what is typed into a search box; the query they make
    conditions, partial_dates   what the query means in SQL
    numbers, names              the records that it selects, as a set of numbers; those with a name
    select                      a page of a list, or one record
    order, relevance, page      which numbers a page has: by value, by rank; and the cursors between pages
    fetch, columns              the rows with given numbers
    related, rights, marks      related records, what may be shown of an article, where words occur
    totals, unknown             how many there are, and which filter values no record has
    counts, facets, tabulations counted by property; beside a list; over time and in tables
    coverage, profiles          facts about the whole corpus, or about one record
    match, completion, lookup   a quote by its words, a name by its beginning, a record by an outside name
    changes                     what is different since a version, and what became of a record that is gone
    statement, sandbox          a list as SQL for readers, and a reader's own SELECT
"""
