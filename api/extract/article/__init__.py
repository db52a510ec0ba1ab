"""Articles: the article's own paragraphs, and what is known about it besides.

In: a `RawFile`.  Out: its body with what was taken out and why, and its `Metadata`.

    layout                      printed paragraphs, however the lines were broken
    clean, furniture, notices   what is the article's own; lines that say themselves that they are not; the site's own
                                words to its readers
    repeats                     what a page prints twice
    page, head                  what stands above its first paragraph: how far that reaches (`extent`), the paper and
                                its sections (`masthead`), who signs and when (`signing`; one line: `signature`),
                                which line says what the text is about (`about`)
    author_notes                who wrote it, as a note above or below the text tells
    metadata                    a cascade for each fact, the most trusted source first
    fields                      declared facts, checked
    byline, dates, language     as newspapers print them; the language by its commonest words
    offices                     what stands beside names in a byline: offices, papers, agencies
    tags                        a curated vocabulary's subjects in an article
"""
