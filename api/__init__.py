"""On Record: who said what, where, and how do we know?

The rooms, in the order in which an article visits them:

    extract   a raw file becomes an Article: cleaned body, facts, quotes, speakers. Pure, text in, values out
    loader    a corpus folder becomes a database: extract each file, resolve speakers over all, write, publish
    store     the database: the only room that speaks SQL
    rest      JSON under /v1
    pages     HTML under /
    app       the Flask application that serves both
    cli       the command `onrecord`

`model` holds the values that travel, `errors` what can go wrong, `settings` what an operator can choose.
"""

__version__ = "0.1.0"
