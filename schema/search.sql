-- Full-text search, external content: the words are indexed, the text stays in its table. Rebuilt after a load.
CREATE VIRTUAL TABLE articles_search USING fts5 (
  title, body, content = 'articles', content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE quotes_search USING fts5 (
  text, content = 'quotes', content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO articles_search (articles_search) VALUES ('rebuild');
INSERT INTO quotes_search (quotes_search) VALUES ('rebuild');
