"""HTML pages under /, rendered on the server, complete without JavaScript.

In: a request with the API's query grammar.  Out: HTML.  A page's journey: `browse` reads with the store's
functions; `listing`, `timeline`, `marking` and `dictionary` shape rows into values of `contexts`; `frame` renders
them into a template, with links from `urls` and words from `wording`; `errors` explains what went wrong.
"""

from api.pages.browse import pages
from api.pages.frame import render_trouble

__all__ = ["pages", "render_trouble"]
