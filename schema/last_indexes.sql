-- Indexes on what is known only at the end of a load: which quotes are one statement, which articles one story, and
-- what has changed.
CREATE INDEX quotes_by_statement ON quotes (statement_id);
CREATE INDEX articles_by_story ON articles (story_id);
CREATE INDEX articles_copied ON articles (id) WHERE story_id <> id;
CREATE INDEX changes_by_version ON changes (number);
