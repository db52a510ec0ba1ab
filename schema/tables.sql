-- The data model of On Record: one STRICT table per noun, a comment per column.
--
-- Naming: `_id` points to a row, `_on` is an ISO 8601 date (perhaps partial: 2025, 2025-11), `_at` is a UTC time,
-- `_count` a number of rows, `is_` a yes (1) or no (0). Offsets (`start`, `end`) count Unicode code points of
-- `articles.body`; `end` is exclusive.
--
-- Rows of `articles` and `quotes` are inserted in order of publication (undated first, then by date, article id,
-- position), so that `rowid` is that order and every index on a filter column ends in it for free.

CREATE TABLE publishers (
  id            TEXT PRIMARY KEY,           -- slug of the name, or as curated
  name          TEXT NOT NULL,              -- as printed, or as curated: "Latin Times"
  sort_name     TEXT NOT NULL,              -- for alphabetical lists, without case, accents and signs: "latin times"
  domain        TEXT,                       -- web domain without "www.": "latintimes.com"
  url           TEXT,                       -- home page
  article_count INTEGER NOT NULL DEFAULT 0, -- articles published by it
  quote_count   INTEGER NOT NULL DEFAULT 0  -- quotes in those articles
) STRICT;

CREATE TABLE articles (
  id                TEXT PRIMARY KEY,       -- declared id, else from the URL, else from the path; stable over rebuilds
  title             TEXT NOT NULL,          -- headline as printed; see title_is_derived
  sort_title        TEXT NOT NULL,          -- for alphabetical lists, without case, accents and signs
  title_is_derived  INTEGER NOT NULL CHECK (title_is_derived IN (0, 1)), -- 1: no headline was printed; the title is made from the first sentence
  subtitle          TEXT,                   -- standfirst or deck, as printed
  section           TEXT,                   -- section of the paper, as printed: "Technology"
  byline            TEXT,                   -- as printed: "By Ana Ruiz and Tom Lee"
  language          TEXT,                   -- ISO 639-1 code of the body: "en"
  published_on      TEXT,                   -- date of publication, as precise as it is known; null when unknown
  url               TEXT,                   -- address of the original
  publisher_id      TEXT REFERENCES publishers (id), -- who published this copy
  via_publisher_id  TEXT REFERENCES publishers (id), -- publisher that it was reprinted from, or whose article it digests
  story_id          TEXT NOT NULL,          -- shared by an article and its copies, nearly the same text: id of the likely original
  copy_count        INTEGER NOT NULL,       -- number of other articles of the same story
  rights            TEXT NOT NULL CHECK (rights IN ('open', 'restricted', 'unknown')), -- may the body be served? restricted: excerpt only
  rights_note       TEXT,                   -- the printed or declared reason for `rights`
  body              TEXT NOT NULL,          -- cleaned text; paragraphs separated by one blank line
  word_count        INTEGER NOT NULL,       -- words in the body
  quote_count       INTEGER NOT NULL,       -- quotes found in the body
  source_path       TEXT NOT NULL,          -- file in the corpus folder; "file.jsonl#3" in a file of many articles
  source_sha256     TEXT NOT NULL,          -- SHA-256 of the bytes as received
  removed           TEXT NOT NULL,          -- JSON list of {text, reason}: what cleaning took out, and why
  extractor_version TEXT NOT NULL,          -- version of the extractor that read it
  added_at          TEXT NOT NULL           -- when this version of the article first came into the corpus, UTC
) STRICT;

CREATE TABLE authors (
  id            TEXT PRIMARY KEY,           -- slug of the name
  name          TEXT NOT NULL,              -- as in the byline
  article_count INTEGER NOT NULL DEFAULT 0  -- articles with the name in the byline
) STRICT;

CREATE TABLE article_authors (
  article_id TEXT NOT NULL REFERENCES articles (id), -- the article
  author_id  TEXT NOT NULL REFERENCES authors (id),  -- one of its authors
  position   INTEGER NOT NULL,                       -- order in the byline, from 0
  PRIMARY KEY (article_id, author_id)
) STRICT;

CREATE TABLE speakers (
  id              TEXT PRIMARY KEY,         -- slug of the name, or as curated
  name            TEXT NOT NULL,            -- fullest form known: "Claudia Sheinbaum"
  sort_name       TEXT NOT NULL,            -- for alphabetical lists: "sheinbaum, claudia"
  kind            TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'group', 'anonymous')), -- what kind of source this is
  description     TEXT,                     -- who this is, in a few words: curated, or the commonest printed role
  wikidata_id     TEXT,                     -- curated only: "Q123"
  is_curated      INTEGER NOT NULL DEFAULT 0 CHECK (is_curated IN (0, 1)), -- 1: from speakers.yaml
  quote_count     INTEGER NOT NULL DEFAULT 0, -- quotes attributed to the speaker
  article_count   INTEGER NOT NULL DEFAULT 0, -- articles with at least one of them
  first_quoted_on TEXT,                     -- date of the earliest such article
  last_quoted_on  TEXT                      -- date of the latest such article
) STRICT;

CREATE TABLE speaker_aliases (
  speaker_id TEXT NOT NULL REFERENCES speakers (id), -- whose name it is
  alias      TEXT NOT NULL,                          -- another form of the name, curated or printed: "Sheinbaum"
  PRIMARY KEY (speaker_id, alias)
) STRICT;

CREATE TABLE speaker_roles (
  speaker_id TEXT NOT NULL REFERENCES speakers (id), -- whose role it is
  role       TEXT NOT NULL,                          -- as printed: "White House spokeswoman"
  article_id TEXT REFERENCES articles (id),          -- where it is printed; null when curated
  UNIQUE (speaker_id, role, article_id)
) STRICT;

CREATE TABLE quotes (
  id            TEXT PRIMARY KEY,           -- made from the article's id and the quote's words; stable over rebuilds
  article_id    TEXT NOT NULL REFERENCES articles (id), -- where it is printed
  position      INTEGER NOT NULL,           -- order in the article, from 0
  kind          TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')), -- own words; a fragment of them; the reporter's words
  text          TEXT NOT NULL,              -- the words, without the outer quotation marks
  start         INTEGER NOT NULL,           -- offset of `text` in articles.body, in code points
  "end"         INTEGER NOT NULL,           -- its end there, exclusive
  paragraph     INTEGER NOT NULL,           -- paragraph of the body, from 0
  word_count    INTEGER NOT NULL,           -- words in `text`
  speaker_id    TEXT REFERENCES speakers (id), -- who said it; null when nobody was found (see `reason`)
  mention_text  TEXT,                       -- the printed words that name the speaker: "she"
  mention_start INTEGER,                    -- offset of the mention in articles.body
  mention_end   INTEGER,                    -- its end there, exclusive
  cue_text      TEXT,                       -- the printed words that attribute: "said", "according to"
  cue_start     INTEGER,                    -- offset of the cue in articles.body
  cue_end       INTEGER,                    -- its end there, exclusive
  context_start INTEGER NOT NULL,           -- offset in articles.body of the sentences around the quote
  context_end   INTEGER NOT NULL,           -- their end there, exclusive
  method        TEXT NOT NULL CHECK (method IN ('named', 'pronoun', 'description', 'continuation', 'corpus', 'curated', 'none')), -- how the speaker was identified
  confidence    REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- probability that the speaker is right; 0 when nobody is named
  reason        TEXT,                       -- why nobody is named; null exactly when speaker_id is given
  continues_id  TEXT REFERENCES quotes (id), -- the quote whose utterance this one continues
  statement_id  TEXT NOT NULL,              -- shared by quotes of the same statement, in any wording or article: id of its first quote
  CHECK ((speaker_id IS NULL) = (reason IS NOT NULL))
) STRICT;

CREATE TABLE tags (
  id            TEXT PRIMARY KEY,           -- slug of the name, or as curated
  name          TEXT NOT NULL,              -- as printed or curated: "Drug cartels"
  sort_name     TEXT NOT NULL,              -- for alphabetical lists, without case, accents and signs: "drug cartels"
  kind          TEXT NOT NULL,              -- "subject", "person", "place", "organization"
  article_count INTEGER NOT NULL DEFAULT 0, -- articles with the tag
  quote_count   INTEGER NOT NULL DEFAULT 0  -- quotes in those articles
) STRICT;

CREATE TABLE article_tags (
  article_id TEXT NOT NULL REFERENCES articles (id), -- the article
  tag_id     TEXT NOT NULL REFERENCES tags (id),     -- its tag
  origin     TEXT NOT NULL CHECK (origin IN ('publisher', 'curated', 'derived')), -- printed, given by the curator, or found in the text
  PRIMARY KEY (article_id, tag_id)
) STRICT;

CREATE TABLE rejected (
  path   TEXT PRIMARY KEY,                  -- file in the corpus folder that could not be loaded
  reason TEXT NOT NULL                      -- why: the field, its value, and what would be accepted
) STRICT;

CREATE TABLE extractions (
  article_id  TEXT NOT NULL UNIQUE REFERENCES articles (id), -- the article that was extracted
  file        TEXT NOT NULL,                -- file in the corpus folder that holds it
  number      INTEGER NOT NULL,             -- its position among the articles of the file, from 0
  fingerprint TEXT NOT NULL,                -- hash over the file, its declared facts, the vocabulary, the extractor
  article     BLOB NOT NULL,                -- what was extracted, for the next load: compressed JSON, without the body
  facts       BLOB NOT NULL,                -- the part of it that rows of other articles depend on: JSON
  signatures  BLOB NOT NULL,                -- hashes over the words of each quote, to find quotes of the same statement
  settled     TEXT NOT NULL,                -- hash over everything that decided the article's rows; empty when corrected
  words       TEXT NOT NULL,                -- hash over the ids, texts and kinds of its quotes
  text_signature BLOB NOT NULL,             -- hashes over its words, to find copies of the article
  digest      TEXT NOT NULL,                -- hash over its rows
  PRIMARY KEY (file, number)
) STRICT;

CREATE TABLE build (
  circumstances TEXT NOT NULL,              -- hash over everything but the articles' files that decides rows: curation, program
  digests       TEXT NOT NULL               -- JSON object of a hash over the rows of each table; corpus.version is made from them
) STRICT;

CREATE TABLE sets (
  noun     TEXT NOT NULL,                   -- the table of the records: "quotes", "articles", "speakers"
  property TEXT NOT NULL,                   -- the property that they share: "speaker", "tag", "kind", "word", ...
  value    TEXT NOT NULL,                   -- its value, as the filter takes it: an id, a date, a word
  size     INTEGER NOT NULL,                -- how many records have it
  numbers  BLOB NOT NULL,                   -- their rowids, a Roaring bitmap in its portable format
  PRIMARY KEY (noun, property, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote_records (
  number       INTEGER PRIMARY KEY,         -- rowid of the quote
  record       TEXT NOT NULL,               -- the quote as the API shows it: JSON
  article_id   TEXT NOT NULL REFERENCES articles (id), -- as in quotes; this and the following columns are for cursors
  position     INTEGER NOT NULL,            -- as in quotes
  published_on TEXT,                        -- of the article
  confidence   REAL NOT NULL,               -- as in quotes
  word_count   INTEGER NOT NULL             -- as in quotes
) STRICT;

CREATE TABLE corpus (
  title             TEXT NOT NULL,          -- what the corpus is called
  description       TEXT,                   -- a sentence or two about it
  licence           TEXT,                   -- licence of its curated data
  home_page         TEXT,                   -- web page about it
  version           TEXT NOT NULL,          -- hash over all content, curation and the extractor version
  schema_version    INTEGER NOT NULL,       -- version of these tables; equals PRAGMA user_version
  extractor_version TEXT NOT NULL,          -- version of the extractor that built it
  built_at          TEXT NOT NULL,          -- time of the load, UTC
  article_count     INTEGER NOT NULL,       -- rows of `articles`
  quote_count       INTEGER NOT NULL,       -- rows of `quotes`
  speaker_count     INTEGER NOT NULL,       -- rows of `speakers`
  tag_count         INTEGER NOT NULL,       -- rows of `tags`
  publisher_count   INTEGER NOT NULL        -- rows of `publishers`
) STRICT;

-- The two tables of history: kept over reloads, so that a copy elsewhere can be brought up to date. A database made from
-- scratch knows one version and no change. They are not content: `corpus.version` does not cover them.

CREATE TABLE versions (
  number       INTEGER PRIMARY KEY,         -- order in which the versions were published; the lowest rises as old ones are dropped
  version      TEXT NOT NULL,               -- corpus.version at that time; may recur when a change is undone
  published_at TEXT NOT NULL                -- corpus.built_at at that time, UTC
) STRICT;

CREATE TABLE changes (
  noun      TEXT NOT NULL CHECK (noun IN ('articles', 'publishers', 'quotes', 'speakers', 'tags')), -- the table of the record
  id        TEXT NOT NULL,                  -- its id there
  number    INTEGER NOT NULL REFERENCES versions (number), -- the version that brought the change
  change    TEXT NOT NULL CHECK (change IN ('added', 'changed', 'removed')), -- compared with the version before
  successor TEXT,                           -- the new id of a removed record that lives on under another id
  PRIMARY KEY (noun, id, number)
) STRICT;
