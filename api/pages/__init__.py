"""HTML pages under /, rendered on the server, complete without JavaScript.

In: a request with the API's query grammar.  Out: HTML.  The journey of a page:

    blueprint                   304 or a redirect where no page has to be made
    lists, records, overview, comparison, statements
                                the views, which read with the store's functions
    rows                        reading that several views share
    listing, timeline, reach, marking, dictionary
                                shape rows into the values of `contexts`, one for each template
    frame                       puts them into the template, with headers and validators
    urls, wording               links and words for templates
    quotation, pieces           the quotes of a list, faster than by a template; pieces of HTML that are cached
    errors, missing             what went wrong, in words; what became of a missing record
"""

from api.pages import comparison, lists, overview, records, statements
from api.pages.blueprint import pages
from api.pages.frame import render_trouble

__all__ = ["comparison", "lists", "overview", "pages", "records", "render_trouble", "statements"]
