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

-- it's \ a "row" ; DROP TABLE a;
-- A row is deleted once deleted_at is set.
-- Note: a b is called a_b here.
-- Note: 🦀 has the default now()); drop table a; --: the application has to fill it in.
-- Note: 🦀: a'\ b $add$.
-- Note: total: SQLite keeps no exact decimals: 15 digits are safe.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 keeps to: (amount > 0); drop table a; not checked here, `amount` is no column of the table.
-- Note: no index on nothing: `nothing` is no column.
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
  CONSTRAINT order_check CHECK (length("sel""ect`") <= 20),
  CONSTRAINT order_check_2 CHECK (a_b IN ('x', 'it''''s', '</script>')),
  CONSTRAINT order_check_3 CHECK (total IN (0, 1) OR total > 2),
  CONSTRAINT order_user_id_fkey FOREIGN KEY (user_id) REFERENCES "User" (id) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS order_idx ON "order" (total);
CREATE INDEX IF NOT EXISTS order_idx_2 ON "order" (created_at DESC);
CREATE UNIQUE INDEX IF NOT EXISTS order_idx_3 ON "order" (total) WHERE deleted_at IS NULL;

-- Note: tags: a list of `text` is kept as JSON.
CREATE TABLE IF NOT EXISTS "User" (
  id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  tags TEXT,
  extra TEXT,
  PRIMARY KEY (id),
  CONSTRAINT User_check CHECK (json_valid(tags)),
  CONSTRAINT User_check_2 CHECK (json_valid(extra)),
  CONSTRAINT User_order_id_fkey FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE CASCADE
);
