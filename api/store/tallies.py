"""Counts over all rows: which columns have them, and how they are computed.

`write` counts for all rows, `patch` for those that a change affects, `doctor` compares.
"""

COUNTED = ("article", "quote", "speaker", "tag", "publisher")
"""The nouns that `corpus` keeps a count of: column `article_count` counts table `articles`."""

COUNTED_ROWS = (
    (
        "publishers",
        ("articles", "publisher_id", "id"),
        """
        UPDATE publishers SET article_count = n, quote_count = q FROM (
          SELECT publisher_id, count(*) AS n, sum(quote_count) AS q FROM articles
           WHERE publisher_id {of} GROUP BY publisher_id
        ) WHERE publisher_id = publishers.id
        """,
    ),
    (
        "authors",
        ("article_authors", "author_id", "article_id"),
        """
        UPDATE authors SET article_count = n FROM (
          SELECT author_id, count(*) AS n FROM article_authors WHERE author_id {of} GROUP BY author_id
        ) WHERE author_id = authors.id
        """,
    ),
    (
        "tags",
        ("article_tags", "tag_id", "article_id"),
        """
        UPDATE tags SET article_count = n, quote_count = q FROM (
          SELECT tag_id, count(*) AS n, sum(quote_count) AS q
            FROM article_tags JOIN articles ON articles.id = article_id WHERE tag_id {of} GROUP BY tag_id
        ) WHERE tag_id = tags.id
        """,
    ),
    (
        "speakers",
        ("quotes", "speaker_id", "article_id"),
        """
        UPDATE speakers
           SET quote_count = q, article_count = n, first_quoted_on = earliest, last_quoted_on = latest FROM (
          SELECT speaker_id, count(*) AS q, count(DISTINCT article_id) AS n,
                 min(published_on) AS earliest, max(published_on) AS latest
            FROM quotes JOIN articles ON articles.id = article_id WHERE speaker_id {of} GROUP BY speaker_id
        ) WHERE speaker_id = speakers.id
        """,
    ),
)
"""Counts and dates that are computed once all rows are in: their table; the table and column with the owner of a row,
and the column with its article; and the SQL that counts, for all or for those that `of` selects."""
