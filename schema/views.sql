-- Read models: all joins live here; the API and the pages select from these.
CREATE VIEW quote_details AS
SELECT quotes.rowid AS number,                 -- order of publication
       quotes.*,
       speakers.name         AS speaker_name,  -- as in speakers; null when nobody was found
       speakers.kind         AS speaker_kind,  -- as in speakers
       articles.title        AS article_title, -- as in articles
       articles.url          AS article_url,   -- as in articles
       articles.published_on AS published_on,  -- of the article
       articles.language     AS language,      -- of the article
       articles.rights       AS rights,        -- of the article
       articles.publisher_id AS publisher_id,  -- of the article
       articles.story_id     AS story_id,      -- of the article
       publishers.name       AS publisher_name -- as in publishers
  FROM quotes
  JOIN articles        ON articles.id = quotes.article_id
  LEFT JOIN speakers   ON speakers.id = quotes.speaker_id
  LEFT JOIN publishers ON publishers.id = articles.publisher_id;

CREATE VIEW article_details AS
SELECT articles.rowid AS number,               -- order of publication
       articles.*,
       publishers.name AS publisher_name,      -- as in publishers
       via.name        AS via_publisher_name   -- publisher that it was reprinted from, or whose article it digests
  FROM articles
  LEFT JOIN publishers ON publishers.id = articles.publisher_id
  LEFT JOIN publishers AS via ON via.id = articles.via_publisher_id;
