-- shop-db: from an earlier version to this one.
-- Phase by phase, with `mysql` and without `--force`, so that it ends with the first error; go on from there.

-- 1 Expand. Before new code runs; old code runs on.
-- baskets is the new name of carts; old code reads and writes a view of that name.
-- Between both statements it finds neither: run them together.
ALTER TABLE carts RENAME TO baskets;
CREATE VIEW carts AS SELECT * FROM baskets;
ALTER TABLE baskets RENAME INDEX carts_code_weight_idx TO baskets_code_weight_idx;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE';
ALTER TABLE entries DROP FOREIGN KEY entries_cart_id_fkey;
ALTER TABLE baskets ADD COLUMN number bigint;
ALTER TABLE baskets ADD COLUMN holder varchar(40);
ALTER TABLE baskets ADD COLUMN remark longtext;
ALTER TABLE baskets ADD COLUMN phase enum('open', 'done');
ALTER TABLE baskets ADD COLUMN score bigint;
ALTER TABLE entries ADD COLUMN basket_id bigint;
ALTER TABLE entries ADD COLUMN position bigint;
ALTER TABLE baskets DROP CONSTRAINT carts_amount_check;
-- Copies baskets, and nobody writes it meanwhile; a large one is better changed with gh-ost or pt-online-schema-change.
ALTER TABLE baskets MODIFY COLUMN amount bigint NOT NULL DEFAULT 1;
ALTER TABLE baskets MODIFY COLUMN weight decimal(8,2) DEFAULT 0;
ALTER TABLE baskets ALTER COLUMN note SET DEFAULT ('none');
ALTER TABLE baskets ADD COLUMN code_new varchar(80);
ALTER TABLE baskets ADD COLUMN weight_new decimal(9,3);
-- number is the new name of id; a trigger keeps both the same. New code starts after phase 2.
-- holder is the new name of owner; a trigger keeps both the same. New code starts after phase 2.
-- remark is the new name of note; a trigger keeps both the same. New code starts after phase 2.
-- phase is the new name of state; a trigger keeps both the same. New code starts after phase 2.
-- score is the new name of rank; a trigger keeps both the same. New code starts after phase 2.
SET @strict = @@sql_mode, SESSION sql_mode = '';
CREATE TRIGGER baskets_renamed_insert BEFORE INSERT ON baskets FOR EACH ROW SET NEW.id = coalesce(NEW.number, NEW.id), NEW.number = coalesce(NEW.number, NEW.id), NEW.owner = coalesce(NEW.holder, NEW.owner), NEW.holder = coalesce(NEW.holder, NEW.owner), NEW.note = coalesce(NEW.remark, NEW.note), NEW.remark = coalesce(NEW.remark, NEW.note), NEW.state = coalesce(NEW.phase, NEW.state), NEW.phase = coalesce(NEW.phase, NEW.state), NEW.`rank` = coalesce(NEW.score, NEW.`rank`), NEW.score = coalesce(NEW.score, NEW.`rank`);
CREATE TRIGGER baskets_renamed_update BEFORE UPDATE ON baskets FOR EACH ROW SET NEW.id = if(NEW.number <=> OLD.number, NEW.id, NEW.number), NEW.number = if(NEW.number <=> OLD.number, NEW.id, NEW.number), NEW.owner = if(NEW.holder <=> OLD.holder, NEW.owner, NEW.holder), NEW.holder = if(NEW.holder <=> OLD.holder, NEW.owner, NEW.holder), NEW.note = if(NEW.remark <=> OLD.remark, NEW.note, NEW.remark), NEW.remark = if(NEW.remark <=> OLD.remark, NEW.note, NEW.remark), NEW.state = if(NEW.phase <=> OLD.phase, NEW.state, NEW.phase), NEW.phase = if(NEW.phase <=> OLD.phase, NEW.state, NEW.phase), NEW.`rank` = if(NEW.score <=> OLD.score, NEW.`rank`, NEW.score), NEW.score = if(NEW.score <=> OLD.score AND (NEW.score IS NULL OR NOT NEW.`rank` <=> OLD.`rank`), NEW.`rank`, NEW.score);
SET SESSION sql_mode = @strict;
-- code becomes varchar(80) by way of code_new: changed in place, baskets would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into varchar(60).
-- weight becomes decimal(9,3) by way of weight_new: changed in place, baskets would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into decimal(8,2).
CREATE TRIGGER baskets_retyped_insert BEFORE INSERT ON baskets FOR EACH ROW SET NEW.code_new = NEW.code, NEW.weight_new = NEW.weight;
CREATE TRIGGER baskets_retyped_update BEFORE UPDATE ON baskets FOR EACH ROW SET NEW.code_new = NEW.code, NEW.weight_new = NEW.weight;
ALTER TABLE baskets MODIFY COLUMN owner varchar(40);
ALTER TABLE baskets MODIFY COLUMN state enum('open', 'done') DEFAULT 'open';
-- basket_id is the new name of cart_id; a trigger keeps both the same. New code starts after phase 2.
-- position is the new name of pos; a trigger keeps both the same. New code starts after phase 2.
SET @strict = @@sql_mode, SESSION sql_mode = '';
CREATE TRIGGER entries_renamed_insert BEFORE INSERT ON entries FOR EACH ROW SET NEW.cart_id = coalesce(NEW.basket_id, NEW.cart_id), NEW.basket_id = coalesce(NEW.basket_id, NEW.cart_id), NEW.pos = coalesce(NEW.position, NEW.pos), NEW.position = coalesce(NEW.position, NEW.pos);
CREATE TRIGGER entries_renamed_update BEFORE UPDATE ON entries FOR EACH ROW SET NEW.cart_id = if(NEW.basket_id <=> OLD.basket_id, NEW.cart_id, NEW.basket_id), NEW.basket_id = if(NEW.basket_id <=> OLD.basket_id, NEW.cart_id, NEW.basket_id), NEW.pos = if(NEW.position <=> OLD.position, NEW.pos, NEW.position), NEW.position = if(NEW.position <=> OLD.position AND (NEW.position IS NULL OR NOT NEW.pos <=> OLD.pos), NEW.pos, NEW.position);
SET SESSION sql_mode = @strict;
ALTER TABLE entries MODIFY COLUMN cart_id bigint;
ALTER TABLE entries MODIFY COLUMN pos int;
ALTER TABLE baskets ADD KEY baskets_holder_phase_idx (holder, phase);
ALTER TABLE baskets ADD KEY baskets_score_idx (score);
ALTER TABLE entries ADD UNIQUE KEY entries_basket_id_position_idx (basket_id, position);
ALTER TABLE baskets ADD CONSTRAINT baskets_holder_key UNIQUE (holder);

-- 2 Backfill. Rows from before get what new code expects.
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET number = id WHERE number IS NULL AND id IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET holder = owner WHERE holder IS NULL AND owner IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET remark = note WHERE remark IS NULL AND note IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET phase = state WHERE phase IS NULL AND state IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET score = `rank` WHERE score IS NULL AND `rank` IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET remark = ('none') WHERE remark IS NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET code_new = code WHERE code_new IS NULL AND code IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE baskets SET weight_new = weight WHERE weight_new IS NULL AND weight IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE entries SET basket_id = cart_id WHERE basket_id IS NULL AND cart_id IS NOT NULL;
-- On a large table with LIMIT 10000, until it changes no row.
UPDATE entries SET position = pos WHERE position IS NULL AND pos IS NOT NULL;

-- 3 Switch. Once every row is filled, and only new code writes.
ALTER TABLE baskets MODIFY COLUMN weight_new decimal(9,3) NOT NULL DEFAULT 1;
ALTER TABLE baskets ADD KEY baskets_code_weight_idx_new (code_new, weight_new);
LOCK TABLES baskets WRITE;
DROP TRIGGER IF EXISTS baskets_retyped_insert;
DROP TRIGGER IF EXISTS baskets_retyped_update;
ALTER TABLE baskets RENAME COLUMN code TO code_old, RENAME COLUMN code_new TO code, RENAME COLUMN weight TO weight_old, RENAME COLUMN weight_new TO weight, DROP INDEX baskets_code_weight_idx;
ALTER TABLE baskets RENAME INDEX baskets_code_weight_idx_new TO baskets_code_weight_idx;
UNLOCK TABLES;
ALTER TABLE baskets MODIFY COLUMN number bigint NOT NULL;
ALTER TABLE baskets MODIFY COLUMN holder varchar(40) NOT NULL;
ALTER TABLE baskets MODIFY COLUMN remark longtext NOT NULL;
ALTER TABLE baskets MODIFY COLUMN phase enum('open', 'done') NOT NULL;
ALTER TABLE entries MODIFY COLUMN basket_id bigint NOT NULL;
ALTER TABLE entries MODIFY COLUMN position bigint NOT NULL;
ALTER TABLE baskets DROP PRIMARY KEY, ADD PRIMARY KEY (number);
ALTER TABLE baskets MODIFY COLUMN id bigint;
ALTER TABLE baskets ADD CONSTRAINT baskets_amount_check CHECK (amount > 0);
ALTER TABLE entries ADD CONSTRAINT entries_basket_id_fkey FOREIGN KEY (basket_id) REFERENCES baskets (number) ON DELETE CASCADE;

-- 4 Contract. Once no old code runs and nobody will go back: what goes here is lost.
-- Old code finds carts no more.
DROP VIEW IF EXISTS carts;
ALTER TABLE baskets DROP INDEX carts_owner_key;
ALTER TABLE baskets DROP INDEX carts_owner_state_idx;
ALTER TABLE baskets DROP INDEX carts_rank_idx;
DROP TRIGGER IF EXISTS baskets_renamed_insert;
DROP TRIGGER IF EXISTS baskets_renamed_update;
ALTER TABLE baskets MODIFY COLUMN remark longtext NOT NULL DEFAULT ('none');
ALTER TABLE baskets MODIFY COLUMN phase enum('open', 'done') NOT NULL DEFAULT 'open';
-- What was in code_old is in code.
ALTER TABLE baskets DROP COLUMN code_old;
-- What was in weight_old is in weight.
ALTER TABLE baskets DROP COLUMN weight_old;
-- What was in id is in number.
ALTER TABLE baskets DROP COLUMN id;
-- What was in owner is in holder.
ALTER TABLE baskets DROP COLUMN owner;
-- What was in note is in remark.
ALTER TABLE baskets DROP COLUMN note;
-- What was in state is in phase.
ALTER TABLE baskets DROP COLUMN state;
-- What was in rank is in score.
ALTER TABLE baskets DROP COLUMN `rank`;
ALTER TABLE entries DROP INDEX entries_cart_id_pos_idx;
DROP TRIGGER IF EXISTS entries_renamed_insert;
DROP TRIGGER IF EXISTS entries_renamed_update;
-- What was in cart_id is in basket_id.
ALTER TABLE entries DROP COLUMN cart_id;
-- What was in pos is in position.
ALTER TABLE entries DROP COLUMN pos;
