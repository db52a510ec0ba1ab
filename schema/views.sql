-- Read models: all joins live here; the API and the pages select from these.
CREATE VIEW quote_details AS
SELECT quotes.rowid AS number,              -- order of publication
       quotes.*,
       speakers.name         AS speaker_name,
       speakers.kind         AS speaker_kind,
       articles.title        AS article_title,
       articles.url          AS article_url,
       articles.published_on AS published_on,
       articles.language     AS language,
       articles.rights       AS rights,
       articles.publisher_id AS publisher_id,
       publishers.name       AS publisher_name
  FROM quotes
  JOIN articles        ON articles.id = quotes.article_id
  LEFT JOIN speakers   ON speakers.id = quotes.speaker_id
  LEFT JOIN publishers ON publishers.id = articles.publisher_id;

CREATE VIEW article_details AS
SELECT articles.rowid AS number,            -- order of publication
       articles.*,
       publishers.name AS publisher_name,
       via.name        AS via_publisher_name
  FROM articles
  LEFT JOIN publishers ON publishers.id = articles.publisher_id
  LEFT JOIN publishers AS via ON via.id = articles.via_publisher_id;
