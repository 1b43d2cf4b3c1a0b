-- shop-db: from an earlier version to this one.
-- Phase by phase, with `sqlite3 -bail`, so that it ends with the first error; go on from there.

-- 1 Expand. While old code runs; new code starts after phase 3.
ALTER TABLE customers ADD COLUMN tenant_id INTEGER;
ALTER TABLE customers ADD COLUMN token TEXT;
ALTER TABLE customers ADD COLUMN since TEXT;
ALTER TABLE customers ADD COLUMN deleted_at TEXT;
ALTER TABLE orders ADD COLUMN channel TEXT;
ALTER TABLE orders ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE items ADD COLUMN id TEXT;
ALTER TABLE gifts ADD COLUMN note TEXT;
CREATE TABLE IF NOT EXISTS tenants (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT tenants_name_key UNIQUE (name),
  CONSTRAINT tenants_name_length_check CHECK (length(name) <= 80)
);
CREATE TABLE IF NOT EXISTS refunds (
  id TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  customer_id INTEGER,
  PRIMARY KEY (id),
  CONSTRAINT refunds_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT refunds_order_id_position_fkey FOREIGN KEY (order_id, position) REFERENCES items (order_id, position)
);
CREATE INDEX IF NOT EXISTS refunds_customer_id_idx ON refunds (customer_id); -- For the foreign key
CREATE INDEX IF NOT EXISTS refunds_order_id_position_idx ON refunds (order_id, position); -- For the foreign key

-- 2 Backfill. Rows from before get what new code expects.
UPDATE customers SET token = (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) WHERE token IS NULL;
UPDATE customers SET since = CURRENT_DATE WHERE since IS NULL;
-- Decide: which of several rows with the same email stays?
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "customers: several rows have the same email" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM customers WHERE email IS NOT NULL AND deleted_at IS NULL GROUP BY email HAVING count(*) > 1 LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
-- Is channel the new name of coupon? Where the spec says `was: coupon` of it, both stay in step. By hand:
-- UPDATE orders SET channel = coupon WHERE coupon IS NOT NULL;
-- Decide: what do rows from before have in channel?
-- UPDATE orders SET channel = … WHERE channel IS NULL;
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "orders.channel: fill it in where it is empty" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE channel IS NULL LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
UPDATE orders SET note = '' WHERE note IS NULL;
-- Decide: what do rows from before have in placed_at?
-- UPDATE orders SET placed_at = … WHERE placed_at IS NULL;
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "orders.placed_at: fill it in where it is empty" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE placed_at IS NULL LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
-- Decide: what becomes of rows with 'returned'?
-- UPDATE orders SET status = … WHERE status IN ('returned');
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "orders.status: a row has a value that goes" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE status IN ('returned') LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
UPDATE items SET id = (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) WHERE id IS NULL;
-- Is note the new name of wishes? Where the spec says `was: wishes` of it, both stay in step. By hand:
-- UPDATE gifts SET note = wishes WHERE wishes IS NOT NULL;
-- Decide: what becomes of values in wraps that differ from what is computed?
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "gifts.wraps: a value is not what is computed" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM gifts WHERE wraps IS NOT (id * 2) LIMIT 1) AS found;
DROP TABLE temp.migration_stop;

-- 3 Switch. Once every row is filled, and no code runs.
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
-- Views and triggers of customers have to be made again.
CREATE TABLE IF NOT EXISTS customers_new (
  id INTEGER NOT NULL,
  tenant_id INTEGER,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  score NUMERIC NOT NULL DEFAULT 1,
  token TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
  newsletter INTEGER NOT NULL,
  since TEXT NOT NULL DEFAULT CURRENT_DATE,
  deleted_at TEXT,
  fax TEXT,
  PRIMARY KEY (id),
  CONSTRAINT customers_email_length_check CHECK (length(email) <= 255),
  CONSTRAINT customers_name_length_check CHECK (length(name) <= 200),
  CONSTRAINT customers_phone_length_check CHECK (length(phone) <= 30),
  CONSTRAINT customers_newsletter_bool_check CHECK (newsletter IN (0, 1)),
  CONSTRAINT customers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE RESTRICT
);
INSERT INTO customers_new (id, tenant_id, email, name, phone, score, token, newsletter, since, deleted_at, fax) SELECT id, tenant_id, email, name, phone, score, token, newsletter, since, deleted_at, fax FROM customers;
DROP TABLE customers;
ALTER TABLE customers_new RENAME TO customers;
CREATE UNIQUE INDEX IF NOT EXISTS customers_email_idx ON customers (email) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_name_idx ON customers (lower(name));
CREATE INDEX IF NOT EXISTS customers_tenant_id_idx ON customers (tenant_id); -- For the foreign key
-- Views and triggers of orders have to be made again.
CREATE TABLE IF NOT EXISTS orders_new (
  id INTEGER NOT NULL,
  customer_id INTEGER,
  status TEXT NOT NULL DEFAULT 'open',
  total NUMERIC NOT NULL,
  quantity INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  channel TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  coupon TEXT,
  PRIMARY KEY (id),
  CONSTRAINT orders_status_values_check CHECK (status IN ('open', 'paid', 'shipped', 'refused')),
  CONSTRAINT orders_total_check CHECK (total > 0),
  CONSTRAINT orders_note_length_check CHECK (length(note) <= 500),
  CONSTRAINT orders_channel_values_check CHECK (channel IN ('web', 'shop')),
  CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL
);
INSERT INTO orders_new (id, customer_id, status, total, quantity, note, placed_at, channel, version, coupon) SELECT id, customer_id, status, total, quantity, note, placed_at, channel, version, coupon FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
CREATE INDEX IF NOT EXISTS orders_customer_id_placed_at_desc_idx ON orders (customer_id, placed_at DESC);
CREATE INDEX IF NOT EXISTS orders_channel_idx ON orders (channel);
-- Views and triggers of items have to be made again.
CREATE TABLE IF NOT EXISTS items_new (
  id TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  price NUMERIC NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 1,
  total NUMERIC GENERATED ALWAYS AS (price * quantity) STORED,
  PRIMARY KEY (order_id, position),
  CONSTRAINT items_id_key UNIQUE (id),
  CONSTRAINT items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT
);
INSERT INTO items_new (id, order_id, position, price, quantity) SELECT id, order_id, position, price, quantity FROM items;
DROP TABLE items;
ALTER TABLE items_new RENAME TO items;
-- Views and triggers of gifts have to be made again.
CREATE TABLE IF NOT EXISTS gifts_new (
  id INTEGER NOT NULL,
  note TEXT,
  wraps INTEGER GENERATED ALWAYS AS (id * 2) STORED,
  wishes TEXT,
  PRIMARY KEY (id)
);
INSERT INTO gifts_new (id, note, wishes) SELECT id, note, wishes FROM gifts;
DROP TABLE gifts;
ALTER TABLE gifts_new RENAME TO gifts;
DROP TABLE IF EXISTS temp.migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT "a row points to one that is not there" CHECK (rows_left = 0));
INSERT INTO temp.migration_stop SELECT count(*) FROM (SELECT 1 FROM (SELECT 1 FROM pragma_foreign_key_check('customers') UNION ALL SELECT 1 FROM pragma_foreign_key_check('orders') UNION ALL SELECT 1 FROM pragma_foreign_key_check('items') UNION ALL SELECT 1 FROM pragma_foreign_key_check('refunds')) LIMIT 1) AS found;
DROP TABLE temp.migration_stop;
COMMIT;
PRAGMA foreign_keys = ON;

-- 4 Contract. Once no old code runs and nobody will go back: what goes here is lost.
-- Danger: every row of letters is lost for ever. Keep a backup that you have restored once.
PRAGMA foreign_keys = OFF;
DROP TABLE IF EXISTS letters;
PRAGMA foreign_keys = ON;
-- Danger: what fax of customers holds is lost for ever. Keep a backup that you have restored once.
ALTER TABLE customers DROP COLUMN fax;
-- Danger: what coupon of orders holds is lost for ever. Keep a backup that you have restored once.
ALTER TABLE orders DROP COLUMN coupon;
-- Danger: what wishes of gifts holds is lost for ever. Keep a backup that you have restored once.
ALTER TABLE gifts DROP COLUMN wishes;
