-- One index per filter, made after the rows are in. Each ends in the rowid, which is the order of publication.
CREATE INDEX quotes_by_article    ON quotes (article_id, position);
CREATE INDEX quotes_by_speaker    ON quotes (speaker_id);
CREATE INDEX quotes_by_kind       ON quotes (kind);
CREATE INDEX quotes_by_confidence ON quotes (confidence);
CREATE INDEX quotes_by_length     ON quotes (word_count);
CREATE INDEX articles_by_date     ON articles (published_on);
CREATE INDEX articles_by_publisher ON articles (publisher_id);
CREATE UNIQUE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX article_tags_by_tag  ON article_tags (tag_id);
CREATE INDEX article_authors_by_author ON article_authors (author_id);
CREATE INDEX speaker_aliases_by_alias ON speaker_aliases (alias);
CREATE INDEX articles_by_title    ON articles (sort_title);
CREATE INDEX articles_by_length   ON articles (word_count);
CREATE INDEX articles_by_quotes   ON articles (quote_count);
