-- shop-db: from an earlier version to this one.
-- Phase by phase, with `mysql` and without `--force`, so that it ends with the first error; go on from there.

-- 1 Expand. Before new code runs; old code runs on.
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE';
ALTER TABLE orders DROP FOREIGN KEY orders_customer_id_fkey;
ALTER TABLE items DROP FOREIGN KEY items_order_id_fkey;
ALTER TABLE customers ADD COLUMN tenant_id bigint;
ALTER TABLE customers ADD COLUMN token char(36);
ALTER TABLE customers MODIFY COLUMN token char(36) DEFAULT (uuid());
ALTER TABLE customers ADD COLUMN since date NOT NULL DEFAULT (CURRENT_DATE);
ALTER TABLE customers ADD COLUMN deleted_at datetime(6);
ALTER TABLE customers ADD COLUMN customers_email_indexed varchar(255) GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN email END) VIRTUAL INVISIBLE;
ALTER TABLE customers ADD COLUMN customers_name_indexed varchar(200) GENERATED ALWAYS AS (lower(name)) VIRTUAL INVISIBLE;
ALTER TABLE customers COMMENT = 'Who buys, and who did once.';
ALTER TABLE orders ADD COLUMN channel enum('web', 'shop');
ALTER TABLE orders ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE items ADD COLUMN id char(36);
ALTER TABLE items MODIFY COLUMN id char(36) DEFAULT (uuid());
ALTER TABLE items ADD COLUMN total decimal(12,2) GENERATED ALWAYS AS (price * quantity) STORED;
ALTER TABLE gifts ADD COLUMN note longtext;
CREATE TABLE IF NOT EXISTS tenants (
  id bigint NOT NULL,
  name varchar(80) NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT tenants_name_key UNIQUE (name)
);
CREATE TABLE IF NOT EXISTS refunds (
  id char(36) NOT NULL DEFAULT (uuid()),
  order_id bigint NOT NULL,
  position int NOT NULL,
  customer_id bigint,
  PRIMARY KEY (id),
  CONSTRAINT refunds_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id),
  KEY refunds_customer_id_fkey (customer_id),
  KEY refunds_order_id_position_fkey (order_id, position)
);
ALTER TABLE orders DROP CONSTRAINT orders_total_check;
ALTER TABLE customers MODIFY COLUMN email varchar(80) NOT NULL COMMENT 'personal data';
ALTER TABLE customers MODIFY COLUMN score decimal(12,4) DEFAULT 0;
ALTER TABLE customers ADD COLUMN phone_new varchar(30);
ALTER TABLE customers ADD COLUMN score_new decimal(8,1);
-- phone becomes varchar(30) by way of phone_new: changed in place, customers would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into varchar(40).
-- score becomes decimal(8,1) by way of score_new: changed in place, customers would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into decimal(12,4).
SET @strict = @@sql_mode, SESSION sql_mode = '';
CREATE TRIGGER customers_retyped_insert BEFORE INSERT ON customers FOR EACH ROW SET NEW.phone_new = NEW.phone, NEW.score_new = NEW.score;
CREATE TRIGGER customers_retyped_update BEFORE UPDATE ON customers FOR EACH ROW SET NEW.phone_new = NEW.phone, NEW.score_new = NEW.score;
SET SESSION sql_mode = @strict;
-- New code does not fill fax in.
ALTER TABLE customers MODIFY COLUMN fax varchar(40);
ALTER TABLE orders MODIFY COLUMN customer_id bigint;
ALTER TABLE orders MODIFY COLUMN status enum('open', 'paid', 'returned', 'shipped', 'refused') NOT NULL DEFAULT 'open';
-- Copies orders, and nobody writes it meanwhile; a large one is better changed with gh-ost or pt-online-schema-change.
ALTER TABLE orders MODIFY COLUMN total decimal(14,2) NOT NULL;
ALTER TABLE orders MODIFY COLUMN quantity int;
ALTER TABLE orders MODIFY COLUMN placed_at datetime(6) DEFAULT CURRENT_TIMESTAMP(6);
ALTER TABLE orders ADD COLUMN quantity_new bigint;
ALTER TABLE orders ADD COLUMN note_new varchar(500);
-- quantity becomes bigint by way of quantity_new: changed in place, orders would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into int.
-- note becomes varchar(500) by way of note_new: changed in place, orders would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into longtext.
SET @strict = @@sql_mode, SESSION sql_mode = '';
CREATE TRIGGER orders_retyped_insert BEFORE INSERT ON orders FOR EACH ROW SET NEW.quantity_new = NEW.quantity, NEW.note_new = NEW.note;
CREATE TRIGGER orders_retyped_update BEFORE UPDATE ON orders FOR EACH ROW SET NEW.quantity_new = NEW.quantity, NEW.note_new = NEW.note;
SET SESSION sql_mode = @strict;
-- Copies items, and nobody writes it meanwhile; a large one is better changed with gh-ost or pt-online-schema-change.
ALTER TABLE items MODIFY COLUMN position int NOT NULL;
ALTER TABLE customers ADD KEY customers_name_idx (customers_name_indexed);
ALTER TABLE customers ADD KEY customers_tenant_id_fkey (tenant_id);
ALTER TABLE orders ADD KEY orders_customer_id_placed_at_desc_idx (customer_id, placed_at DESC);
ALTER TABLE orders ADD KEY orders_channel_idx (channel);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE items ADD CONSTRAINT items_id_key UNIQUE (id);

-- 2 Backfill. Rows from before get what new code expects.
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE customers SET token = (uuid()) WHERE token IS NULL;
-- Decide: what becomes of values that do not fit into decimal(8,1)?
-- UPDATE customers SET score = … WHERE NOT CAST(score AS decimal(8,1)) <=> score;
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `customers.score: a value does not fit into decimal(8,1)` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM customers WHERE NOT CAST(score AS decimal(8,1)) <=> score LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE customers SET phone_new = phone WHERE phone_new IS NULL AND phone IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE customers SET score_new = score WHERE score_new IS NULL AND score IS NOT NULL;
-- Decide: which of several rows with the same customers_email_indexed stays?
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `customers: several rows have the same customers_email_indexed` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM customers WHERE customers_email_indexed IS NOT NULL GROUP BY customers_email_indexed HAVING count(*) > 1 LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
-- Decide: what do rows from before have in channel?
-- UPDATE orders SET channel = … WHERE channel IS NULL;
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `orders.channel: fill it in where it is empty` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE channel IS NULL LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE orders SET note = '' WHERE note IS NULL;
-- Decide: what do rows from before have in placed_at?
-- UPDATE orders SET placed_at = … WHERE placed_at IS NULL;
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `orders.placed_at: fill it in where it is empty` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE placed_at IS NULL LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
-- Decide: what becomes of values that do not fit into enum('open', 'paid', 'shipped', 'refused')?
-- UPDATE orders SET status = … WHERE status IN ('returned');
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `orders.status: a value does not fit into enum('open', 'paid', 's` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE status IN ('returned') LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE orders SET quantity_new = quantity WHERE quantity_new IS NULL AND quantity IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE orders SET note_new = note WHERE note_new IS NULL AND note IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE items SET id = (uuid()) WHERE id IS NULL;
-- Is note the new name of wishes? Where the spec says `was: wishes` of it, both stay in step. By hand:
-- UPDATE gifts SET note = wishes WHERE wishes IS NOT NULL;
-- Decide: what becomes of values in wraps that differ from what is computed?
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `gifts.wraps: a value is not what is computed` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM gifts WHERE NOT wraps <=> (id * 2) LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;

-- 3 Switch. Once every row is filled, and only new code writes.
-- Decide: what becomes of values that do not fit into varchar(30)?
-- UPDATE customers SET phone = … WHERE NOT phone_new <=> phone;
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `customers.phone: a value does not fit into varchar(30)` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM customers WHERE NOT phone_new <=> phone LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
-- Decide: what becomes of values that do not fit into decimal(8,1)?
-- UPDATE customers SET score = … WHERE NOT score_new <=> score;
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `customers.score: a value does not fit into decimal(8,1)` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM customers WHERE NOT score_new <=> score LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
ALTER TABLE customers MODIFY COLUMN score_new decimal(8,1) NOT NULL DEFAULT 1;
LOCK TABLES customers WRITE;
DROP TRIGGER IF EXISTS customers_retyped_insert;
DROP TRIGGER IF EXISTS customers_retyped_update;
ALTER TABLE customers RENAME COLUMN phone TO phone_old, RENAME COLUMN phone_new TO phone, RENAME COLUMN score TO score_old, RENAME COLUMN score_new TO score;
UNLOCK TABLES;
ALTER TABLE customers MODIFY COLUMN email varchar(255) NOT NULL COMMENT 'personal data';
ALTER TABLE customers MODIFY COLUMN token char(36) NOT NULL DEFAULT (uuid());
ALTER TABLE orders DROP INDEX orders_status_idx;
ALTER TABLE orders MODIFY COLUMN quantity_new bigint NOT NULL;
-- Decide: what becomes of values that do not fit into varchar(500)?
-- UPDATE orders SET note = … WHERE NOT note_new <=> note;
DROP TEMPORARY TABLE IF EXISTS migration_stop;
CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT `orders.note: a value does not fit into varchar(500)` CHECK (rows_left = 0));
INSERT INTO migration_stop SELECT count(*) FROM (SELECT 1 FROM orders WHERE NOT note_new <=> note LIMIT 1) AS found;
DROP TEMPORARY TABLE migration_stop;
ALTER TABLE orders MODIFY COLUMN note_new varchar(500) NOT NULL DEFAULT '';
LOCK TABLES orders WRITE;
DROP TRIGGER IF EXISTS orders_retyped_insert;
DROP TRIGGER IF EXISTS orders_retyped_update;
ALTER TABLE orders RENAME COLUMN quantity TO quantity_old, RENAME COLUMN quantity_new TO quantity, RENAME COLUMN note TO note_old, RENAME COLUMN note_new TO note;
UNLOCK TABLES;
-- Copies orders, and nobody writes it meanwhile; a large one is better changed with gh-ost or pt-online-schema-change.
ALTER TABLE orders MODIFY COLUMN status enum('open', 'paid', 'shipped', 'refused') NOT NULL DEFAULT 'open';
ALTER TABLE orders MODIFY COLUMN placed_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6);
ALTER TABLE orders MODIFY COLUMN channel enum('web', 'shop') NOT NULL;
ALTER TABLE items MODIFY COLUMN id char(36) NOT NULL DEFAULT (uuid());
ALTER TABLE gifts DROP COLUMN wraps;
ALTER TABLE gifts ADD COLUMN wraps int GENERATED ALWAYS AS (id * 2) STORED;
ALTER TABLE customers ADD UNIQUE KEY customers_email_idx (customers_email_indexed);
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0);
ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL;
ALTER TABLE items ADD CONSTRAINT items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT;
ALTER TABLE refunds ADD CONSTRAINT refunds_order_id_position_fkey FOREIGN KEY (order_id, position) REFERENCES items (order_id, position);

-- 4 Contract. Once no old code runs and nobody will go back: what goes here is lost.
ALTER TABLE customers MODIFY COLUMN newsletter boolean NOT NULL;
-- Danger: every row of letters is lost for ever. Keep a backup that you have restored once.
SET FOREIGN_KEY_CHECKS = 0; -- they may point to each other
DROP TABLE IF EXISTS letters;
SET FOREIGN_KEY_CHECKS = 1;
-- Danger: what phone of customers was as varchar(40) is lost for ever. Keep a backup that you have restored once.
ALTER TABLE customers DROP COLUMN phone_old;
-- Danger: what score of customers was as decimal(12,4) is lost for ever. Keep a backup that you have restored once.
ALTER TABLE customers DROP COLUMN score_old;
-- Danger: what fax of customers holds is lost for ever. Keep a backup that you have restored once.
ALTER TABLE customers DROP COLUMN fax;
ALTER TABLE orders DROP INDEX orders_coupon_key;
ALTER TABLE orders DROP INDEX orders_customer_id_placed_at_idx;
-- What was in quantity_old is in quantity.
ALTER TABLE orders DROP COLUMN quantity_old;
-- Danger: what note of orders was as longtext is lost for ever. Keep a backup that you have restored once.
ALTER TABLE orders DROP COLUMN note_old;
-- Danger: what coupon of orders holds is lost for ever. Keep a backup that you have restored once.
ALTER TABLE orders DROP COLUMN coupon;
-- Danger: what wishes of gifts holds is lost for ever. Keep a backup that you have restored once.
ALTER TABLE gifts DROP COLUMN wishes;
