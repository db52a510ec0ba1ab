"""Web pages: the article in a saved page, and what the page declares about it.

In: a page's markup.  Out: the article's text and its declared facts.

    webpage                     the page is read; all the others are asked here
    choice, blocks              which of the extractors' texts it is, completed from the page itself
    headline, authors, dates    the printed headline; who wrote it; the day on which it was published
    publisher, keywords         what the site is called; what the page declares as its tags
"""
