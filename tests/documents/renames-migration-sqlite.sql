-- shop-db: from an earlier version to this one.
-- Phase by phase, with `sqlite3 -bail`, so that it ends with the first error; go on from there.

-- 1 Expand. While old code runs; new code starts after phase 3.
-- baskets is the new name of carts. Stop old code before: SQLite writes through no view.
ALTER TABLE carts RENAME TO baskets;
-- number is the new name of id. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE baskets RENAME COLUMN id TO number;
-- holder is the new name of owner. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE baskets RENAME COLUMN owner TO holder;
-- remark is the new name of note. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE baskets RENAME COLUMN note TO remark;
-- phase is the new name of state. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE baskets RENAME COLUMN state TO phase;
-- score is the new name of rank. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE baskets RENAME COLUMN "rank" TO score;
-- basket_id is the new name of cart_id. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE entries RENAME COLUMN cart_id TO basket_id;
-- position is the new name of pos. Stop old code before: SQLite keeps no second name for a column.
ALTER TABLE entries RENAME COLUMN pos TO position;

-- 2 Backfill. Rows from before get what new code expects.
UPDATE baskets SET remark = 'none' WHERE remark IS NULL;
-- Decide: which of several rows with the same holder stays?
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "baskets: several rows have the same holder" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM baskets WHERE holder IS NOT NULL GROUP BY holder HAVING count(*) > 1 LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
-- Decide: which of several rows with the same basket_id, position stays?
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "entries: several rows have the same basket_id, position" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM entries WHERE basket_id IS NOT NULL AND position IS NOT NULL GROUP BY basket_id, position HAVING count(*) > 1 LIMIT 1) AS found;
DROP TABLE temp.migration_stop;

-- 3 Switch. Once every row is filled, and no code runs.
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
-- Views and triggers of baskets have to be made again.
CREATE TABLE IF NOT EXISTS baskets_new (
  number INTEGER NOT NULL,
  holder TEXT NOT NULL,
  remark TEXT NOT NULL DEFAULT 'none',
  amount INTEGER NOT NULL DEFAULT 1,
  phase TEXT NOT NULL DEFAULT 'open',
  score INTEGER,
  code TEXT,
  weight NUMERIC NOT NULL DEFAULT 1,
  PRIMARY KEY (number),
  CONSTRAINT baskets_holder_key UNIQUE (holder),
  CONSTRAINT baskets_holder_length_check CHECK (length(holder) <= 40),
  CONSTRAINT baskets_amount_check CHECK (amount > 0),
  CONSTRAINT baskets_phase_values_check CHECK (phase IN ('open', 'done')),
  CONSTRAINT baskets_code_length_check CHECK (length(code) <= 80)
);
INSERT INTO baskets_new (number, holder, remark, amount, phase, score, code, weight) SELECT number, holder, remark, amount, phase, score, code, weight FROM baskets;
DROP TABLE baskets;
ALTER TABLE baskets_new RENAME TO baskets;
CREATE INDEX IF NOT EXISTS baskets_holder_phase_idx ON baskets (holder, phase);
CREATE INDEX IF NOT EXISTS baskets_score_idx ON baskets (score);
CREATE INDEX IF NOT EXISTS baskets_code_weight_idx ON baskets (code, weight);
-- Views and triggers of entries have to be made again.
CREATE TABLE IF NOT EXISTS entries_new (
  id INTEGER NOT NULL,
  basket_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT entries_basket_id_fkey FOREIGN KEY (basket_id) REFERENCES baskets (number) ON DELETE CASCADE
);
INSERT INTO entries_new (id, basket_id, position) SELECT id, basket_id, position FROM entries;
DROP TABLE entries;
ALTER TABLE entries_new RENAME TO entries;
CREATE UNIQUE INDEX IF NOT EXISTS entries_basket_id_position_idx ON entries (basket_id, position);
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "a row points to one that is not there" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM (SELECT 1 FROM pragma_foreign_key_check('entries')) LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
COMMIT;
PRAGMA foreign_keys = ON;

-- 4 Contract. Once no old code runs and nobody will go back: what goes here is lost.
-- Nothing.
