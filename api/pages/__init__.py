"""HTML pages under /, rendered on the server, complete without JavaScript.

In: a request with the API's query grammar.  Out: HTML.  The journey of a page:

    blueprint                   304 or a redirect where no page need be made
    lists, records, overview, comparison, statements
                                the views, which read with the store's functions
    rows                        what several of them read
    listing, timeline, reach, marking, dictionary
                                shape rows into the values of `contexts`, one for each template
    frame                       puts them into the template, with headers and validators
    urls, wording               links and words for templates
    quotation, pieces           the quotes of a list, quicker than by a template; pieces that are kept between pages
    errors, missing             what went wrong, in words; what became of a record that isn't there
"""

from api.pages import comparison, lists, overview, records, statements
from api.pages.blueprint import pages
from api.pages.frame import render_trouble

__all__ = ["comparison", "lists", "overview", "pages", "records", "render_trouble", "statements"]
