"""On Record: who said what, where, and how do we know?

The rooms, in the order in which an article visits them:

    extract   a raw file becomes an Article: cleaned body, facts, quotes, speakers. Pure, text in, values out
    loader    a corpus folder becomes a database: extract each file, resolve speakers over all, write, publish
    store     the database: the only room that speaks SQL
    rest      JSON under /v1
    pages     HTML under /
    app       the Flask application that serves both, with `operations` around it: limits, log, metrics, worker
    server    gunicorn, which runs it; `wsgi` for one that is started by hand
    cli       the command `onrecord`; each command is in `commands`

`model` has the values that travel between rooms, `errors` what can go wrong, `settings` what an operator can choose.
`web_address` says when two addresses lead to one page, `compiled` checks that the compiled parts of `extract` match
their sources, `datasette_plugin` tells Datasette what our tables mean.
"""

__version__ = "0.1.0"
