-- The data model of On Record: one STRICT table per noun, a comment per column.
--
-- Naming: `_id` points to a row, `_on` is an ISO 8601 date (perhaps partial: 2025, 2025-11), `_at` is a UTC time,
-- `_count` a number of rows, `is_` a yes (1) or no (0). Offsets (`start`, `end`) are half-open and count Unicode
-- code points of `articles.body`.
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
  title_is_derived  INTEGER NOT NULL CHECK (title_is_derived IN (0, 1)), -- 1: no headline was printed, made of the first sentence
  subtitle          TEXT,                   -- standfirst or deck, as printed
  section           TEXT,                   -- section of the paper, as printed: "Technology"
  byline            TEXT,                   -- as printed: "By Ana Ruiz and Tom Lee"
  language          TEXT,                   -- ISO 639-1 code of the body: "en"
  published_on      TEXT,                   -- date of publication, as precise as known; null when unknown
  url               TEXT,                   -- address of the original
  publisher_id      TEXT REFERENCES publishers (id), -- who published this copy
  via_publisher_id  TEXT REFERENCES publishers (id), -- whom it was reprinted from, or whose article it digests
  story_id          TEXT NOT NULL,          -- the same text, also where it was republished: id of the article that is likely the original
  copy_count        INTEGER NOT NULL,       -- other articles of the same story
  rights            TEXT NOT NULL CHECK (rights IN ('open', 'restricted', 'unknown')), -- may the body be served? restricted: excerpt only
  rights_note       TEXT,                   -- the printed or declared ground for `rights`
  body              TEXT NOT NULL,          -- cleaned text; paragraphs separated by one blank line
  word_count        INTEGER NOT NULL,       -- words in the body
  quote_count       INTEGER NOT NULL,       -- quotes found in the body
  source_path       TEXT NOT NULL,          -- file in the corpus folder; "file.jsonl#3" inside a file of many
  source_sha256     TEXT NOT NULL,          -- over the bytes as received
  removed           TEXT NOT NULL,          -- JSON list of {text, reason}: what cleaning took out, and why
  extractor_version TEXT NOT NULL,          -- which extractor read it
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
  first_quoted_on TEXT,                     -- earliest date of such an article
  last_quoted_on  TEXT                      -- latest date of such an article
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
  id            TEXT PRIMARY KEY,           -- from the article's id and the quote's words; stable over rebuilds
  article_id    TEXT NOT NULL REFERENCES articles (id), -- where it is printed
  position      INTEGER NOT NULL,           -- order in the article, from 0
  kind          TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')), -- own words; a fragment of them; the reporter's words
  text          TEXT NOT NULL,              -- the words, without the outer quotation marks
  start         INTEGER NOT NULL,           -- offset of `text` in articles.body
  "end"         INTEGER NOT NULL,           -- offset behind it
  paragraph     INTEGER NOT NULL,           -- paragraph of the body, from 0
  word_count    INTEGER NOT NULL,           -- words in `text`
  speaker_id    TEXT REFERENCES speakers (id), -- who said it; null when nobody was found (see `reason`)
  mention_text  TEXT,                       -- the printed words that name the speaker: "she"
  mention_start INTEGER,                    -- their place in articles.body
  mention_end   INTEGER,                    -- offset behind them
  cue_text      TEXT,                       -- the printed words that attribute: "said", "according to"
  cue_start     INTEGER,                    -- their place in articles.body
  cue_end       INTEGER,                    -- offset behind them
  context_start INTEGER NOT NULL,           -- the sentences around the quote, in articles.body
  context_end   INTEGER NOT NULL,           -- offset behind them
  method        TEXT NOT NULL CHECK (method IN ('named', 'pronoun', 'description', 'continuation', 'corpus', 'curated', 'none')), -- how the speaker became known
  confidence    REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- probability that the speaker is right; 0 when nobody
  reason        TEXT,                       -- why nobody is named; null exactly when speaker_id is given
  continues_id  TEXT REFERENCES quotes (id), -- the quote of which this is the same utterance going on
  statement_id  TEXT NOT NULL,              -- the same statement, also in other wordings or articles: id of its first quote
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
  reason TEXT NOT NULL                      -- why, naming field and value, and what would be accepted
) STRICT;

CREATE TABLE extractions (
  article_id  TEXT NOT NULL UNIQUE REFERENCES articles (id), -- the article that was extracted
  file        TEXT NOT NULL,                -- file in the corpus folder that it is from
  number      INTEGER NOT NULL,             -- its place among the articles of the file, from 0
  fingerprint TEXT NOT NULL,                -- hash over the file, its declared facts, the vocabulary, the extractor
  article     BLOB NOT NULL,                -- what was extracted, for the next load: compressed JSON, without the body
  facts       BLOB NOT NULL,                -- the part of it that rows of other articles depend on: JSON
  signatures  BLOB NOT NULL,                -- what statements are found by: hashes over the words of each quote
  settled     TEXT NOT NULL,                -- hash over all that decided the article's rows; empty when corrected
  words       TEXT NOT NULL,                -- hash over the ids, texts and kinds of its quotes
  text_signature BLOB NOT NULL,             -- what copies of the article are found by: hashes over its words
  digest      TEXT NOT NULL,                -- hash over its rows
  PRIMARY KEY (file, number)
) STRICT;

CREATE TABLE build (
  circumstances TEXT NOT NULL,              -- hash over all that decides rows besides the articles' files: curation, program
  digests       TEXT NOT NULL               -- JSON object: hash over the rows of each table, which the version is made of
) STRICT;

CREATE TABLE sets (
  noun     TEXT NOT NULL,                   -- whose records: "quotes", "articles", "speakers"
  property TEXT NOT NULL,                   -- what they have: "speaker", "tag", "kind", "word", ...
  value    TEXT NOT NULL,                   -- which: an id, a date, a word, as the filter takes it
  size     INTEGER NOT NULL,                -- how many records have it
  numbers  BLOB NOT NULL,                   -- their rowids, a Roaring bitmap in its portable format
  PRIMARY KEY (noun, property, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote_records (
  number       INTEGER PRIMARY KEY,         -- rowid of the quote
  record       TEXT NOT NULL,               -- the quote as the API shows it: JSON
  article_id   TEXT NOT NULL REFERENCES articles (id), -- as in quotes; this and the rest say where a page goes on
  position     INTEGER NOT NULL,            -- as in quotes
  published_on TEXT,                        -- of the article
  confidence   REAL NOT NULL,               -- as in quotes
  word_count   INTEGER NOT NULL             -- as in quotes
) STRICT;

CREATE TABLE corpus (
  title             TEXT NOT NULL,          -- what the corpus is called
  description       TEXT,                   -- a sentence or two about it
  licence           TEXT,                   -- under which its curated data may be used
  home_page         TEXT,                   -- where people read about it
  version           TEXT NOT NULL,          -- hash over all content, curation and the extractor version
  schema_version    INTEGER NOT NULL,       -- of these tables; equals PRAGMA user_version
  extractor_version TEXT NOT NULL,          -- which extractor built it
  built_at          TEXT NOT NULL,          -- UTC
  article_count     INTEGER NOT NULL,       -- rows of `articles`
  quote_count       INTEGER NOT NULL,       -- rows of `quotes`
  speaker_count     INTEGER NOT NULL,       -- rows of `speakers`
  tag_count         INTEGER NOT NULL,       -- rows of `tags`
  publisher_count   INTEGER NOT NULL        -- rows of `publishers`
) STRICT;

-- The two tables of what happened here: kept over reloads, so that a copy elsewhere can be brought in step. A database
-- made anew knows one version and no change. They are no content: `corpus.version` does not cover them.

CREATE TABLE versions (
  number       INTEGER PRIMARY KEY,         -- order in which the versions were published; begins later once old ones are forgotten
  version      TEXT NOT NULL,               -- corpus.version then; may come again when a change is taken back
  published_at TEXT NOT NULL                -- corpus.built_at then, UTC
) STRICT;

CREATE TABLE changes (
  noun      TEXT NOT NULL CHECK (noun IN ('articles', 'publishers', 'quotes', 'speakers', 'tags')), -- the table of the record
  id        TEXT NOT NULL,                  -- its id there
  number    INTEGER NOT NULL REFERENCES versions (number), -- the version that brought the change
  change    TEXT NOT NULL CHECK (change IN ('added', 'changed', 'removed')), -- against the version before
  successor TEXT,                           -- of a removed record that goes on under another id: that id
  PRIMARY KEY (noun, id, number)
) STRICT;
