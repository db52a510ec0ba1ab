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

`model` holds the values that travel, `errors` what can go wrong, `settings` what an operator can choose.
`web_address` tells when two addresses lead to one page, `compiled` whether what is compiled of `extract` is of its
sources, `datasette_plugin` what our tables mean where Datasette serves them.
"""

__version__ = "0.1.0"
