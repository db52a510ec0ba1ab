-- Full-text search, external content: the words are indexed, the text stays in its table. Filled after a load.
-- Datasette and sqlite-utils recognise the pair by `content="..."`, written exactly so.
CREATE VIRTUAL TABLE articles_search USING fts5 (
  title, body, content="articles", content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE quotes_search USING fts5 (
  text, content="quotes", content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2"
);
