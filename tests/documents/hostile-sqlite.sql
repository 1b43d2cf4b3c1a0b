-- a'; DROP TABLE b; --
-- two lines */ $$
PRAGMA foreign_keys = ON;

-- Note: not cut by day: SQLite cuts no tables.
CREATE TABLE IF NOT EXISTS parts (
  id TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
  day TEXT NOT NULL,
  PRIMARY KEY (id, day)
);

-- Note: no foreign key other -> parts.id: several rows may have the same value there.
CREATE TABLE IF NOT EXISTS "$$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" (
  id TEXT NOT NULL,
  other TEXT,
  PRIMARY KEY (id)
);

-- Note: nothing has no columns yet.

-- Rows are kept for 7y; what deletes them then is no part of this script.
-- A row is deleted once deleted_at is set.
-- A writer raises select, and writes only where it is still what was read.
-- Asked: by n and xmin; by DB_ROW_ID; by nothing.
-- Note: sqlite_lines is called _sqlite_lines here.
-- Note: select is none of the fields that the spec lists.
-- Note: deleted_at is none of the fields that the spec lists.
-- Note: DB_ROW_ID is not counted by the database, since it is no key.
CREATE TABLE IF NOT EXISTS _sqlite_lines (
  xmin INTEGER NOT NULL,
  n INTEGER NOT NULL,
  "résumé" TEXT,
  "résumè" TEXT,
  DB_ROW_ID INTEGER,
  code TEXT NOT NULL,
  "select" INTEGER NOT NULL DEFAULT 1,
  deleted_at TEXT,
  PRIMARY KEY (xmin, n, code),
  CONSTRAINT "_sqlite_lines_résumé_key" UNIQUE ("résumé"),
  CONSTRAINT "_sqlite_lines_résumè_length_check" CHECK (length("résumè") <= 4000),
  CONSTRAINT _sqlite_lines_code_length_check CHECK (length(code) <= 2000)
);
CREATE UNIQUE INDEX IF NOT EXISTS "_sqlite_lines_résumè_idx" ON _sqlite_lines ("résumè");
CREATE INDEX IF NOT EXISTS "_sqlite_lines_code_résumè_idx" ON _sqlite_lines (code, "résumè");
CREATE INDEX IF NOT EXISTS _sqlite_lines_code_idx ON _sqlite_lines (lower(code));
CREATE UNIQUE INDEX IF NOT EXISTS "_sqlite_lines_xmin_résumè_idx" ON _sqlite_lines (xmin, "résumè") WHERE n > 0;
CREATE INDEX IF NOT EXISTS _sqlite_lines_DB_ROW_ID_idx ON _sqlite_lines (DB_ROW_ID); -- Asked: by DB_ROW_ID

CREATE TABLE IF NOT EXISTS "Lines" (
  id TEXT NOT NULL,
  xmin INTEGER,
  n INTEGER,
  code TEXT,
  state TEXT,
  PRIMARY KEY (id),
  CONSTRAINT Lines_code_length_check CHECK (length(code) <= 2000),
  CONSTRAINT Lines_state_values_check CHECK (state IN ('a', 'b')),
  CONSTRAINT Lines_state_fkey FOREIGN KEY (state) REFERENCES _sqlite_lines ("résumé") ON DELETE SET NULL,
  CONSTRAINT Lines_xmin_n_code_fkey FOREIGN KEY (xmin, n, code) REFERENCES _sqlite_lines (xmin, n, code) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS Lines_state_idx ON "Lines" (state); -- For the foreign key
CREATE INDEX IF NOT EXISTS Lines_xmin_n_code_idx ON "Lines" (xmin, n, code); -- For the foreign key

CREATE TABLE IF NOT EXISTS wide (
  id TEXT NOT NULL,
  a TEXT,
  b TEXT DEFAULT 'x',
  c TEXT NOT NULL,
  d TEXT,
  PRIMARY KEY (id),
  CONSTRAINT wide_a_length_check CHECK (length(a) <= 8000),
  CONSTRAINT wide_b_length_check CHECK (length(b) <= 8000),
  CONSTRAINT wide_c_length_check CHECK (length(c) <= 4000),
  CONSTRAINT wide_d_values_check CHECK (d IN ('a, b', 'it''s'))
);

-- Note: sqlite_Lines is called _sqlite_Lines_c7d2365f here.
CREATE TABLE IF NOT EXISTS _sqlite_Lines_c7d2365f (
  id TEXT NOT NULL,
  PRIMARY KEY (id)
);

-- it's \ a "row" ; DROP TABLE a;
-- A row is deleted once deleted_at is set.
-- Note: a b is called a_b here.
-- Note: 🦀 has the default now()); drop table a; --: the application has to fill it in.
-- Note: 🦀: a'\ b $add$.
-- Note: total: SQLite keeps no exact decimals: 15 digits are safe.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 keeps to: (amount > 0); drop table a; not checked here, `amount` is no column of the table.
-- Note: no index on nothing: `nothing` is no column of the table.
CREATE TABLE IF NOT EXISTS "order" (
  id INTEGER NOT NULL,
  "sel""ect`" TEXT NOT NULL,
  a_b TEXT NOT NULL,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 INTEGER,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2 INTEGER NOT NULL DEFAULT 1,
  "🦀" TEXT,
  total NUMERIC NOT NULL DEFAULT 0,
  user_id INTEGER,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  PRIMARY KEY (id),
  CONSTRAINT "order_sel""ect`_key" UNIQUE ("sel""ect`"),
  CONSTRAINT "order_sel""ect`_length_check" CHECK (length("sel""ect`") <= 20),
  CONSTRAINT order_a_b_values_check CHECK (a_b IN ('x', 'it''s', '</script>')),
  CONSTRAINT order_total_check CHECK (total IN (0, 1) OR total > 2),
  CONSTRAINT order_user_id_fkey FOREIGN KEY (user_id) REFERENCES "User" (id) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS order_total_idx ON "order" (total);
CREATE INDEX IF NOT EXISTS order_created_at_desc_idx ON "order" (created_at DESC);
CREATE UNIQUE INDEX IF NOT EXISTS order_total_3813cf52_idx ON "order" (total) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS order_user_id_idx ON "order" (user_id); -- For the foreign key

-- Note: tags: a list of `text` is kept as JSON.
CREATE TABLE IF NOT EXISTS "User" (
  id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  tags TEXT,
  extra TEXT,
  PRIMARY KEY (id),
  CONSTRAINT User_tags_json_check CHECK (json_valid(tags)),
  CONSTRAINT User_extra_json_check CHECK (json_valid(extra)),
  CONSTRAINT User_order_id_fkey FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS User_order_id_idx ON "User" (order_id); -- For the foreign key
