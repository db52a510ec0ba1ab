"""HTML pages under /, rendered on the server, complete without JavaScript.

In: a request with the API's query grammar.  Out: HTML.  A page's journey: its view in `lists`, `records`,
`overview`, `comparison` or `statements` reads with the store's functions (`rows` are those that several need);
`listing`, `timeline`, `reach`, `marking` and `dictionary` shape rows into values of `contexts`; `frame` renders
them into a template, with links from `urls` and words from `wording`; `errors` explains what went wrong.
"""

from api.pages import comparison, lists, overview, records, statements
from api.pages.blueprint import pages
from api.pages.frame import render_trouble

__all__ = ["comparison", "lists", "overview", "pages", "records", "render_trouble", "statements"]
