-- shop-db: from an earlier version to this one.
-- Phase by phase, with `psql -v ON_ERROR_STOP=1 -f` and no transaction around it: indexes are made beside writers.
-- After a stop it runs again from its beginning.
SET lock_timeout = '5s';

-- 1 Expand. Before new code runs; old code runs on.
-- baskets is the new name of carts; old code reads and writes a view of that name.
DO $rename$ BEGIN
  IF to_regclass('baskets') IS NULL THEN
    ALTER TABLE carts RENAME TO baskets;
    ALTER TABLE baskets RENAME CONSTRAINT carts_pkey TO baskets_pkey;
    ALTER TABLE baskets RENAME CONSTRAINT carts_amount_check TO baskets_amount_check;
    ALTER INDEX carts_code_weight_idx RENAME TO baskets_code_weight_idx;
    CREATE VIEW carts AS SELECT * FROM baskets;
  END IF;
END $rename$;
ALTER TABLE entries DROP CONSTRAINT IF EXISTS entries_cart_id_fkey;
ALTER TABLE baskets ALTER COLUMN owner DROP NOT NULL;
ALTER TABLE baskets ALTER COLUMN state DROP NOT NULL;
ALTER TABLE entries ALTER COLUMN cart_id DROP NOT NULL;
ALTER TABLE entries ALTER COLUMN pos DROP NOT NULL;
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS number bigint;
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS holder varchar(40);
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS remark text;
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS phase text;
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS score bigint;
ALTER TABLE baskets ALTER COLUMN note SET DEFAULT 'none';
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS amount_new bigint;
ALTER TABLE baskets ADD COLUMN IF NOT EXISTS weight_new numeric(9,3);
-- number is the new name of id; a trigger keeps both the same. New code starts after phase 2.
-- holder is the new name of owner; a trigger keeps both the same. New code starts after phase 2.
-- remark is the new name of note; a trigger keeps both the same. New code starts after phase 2.
-- phase is the new name of state; a trigger keeps both the same. New code starts after phase 2.
-- score is the new name of rank; a trigger keeps both the same. New code starts after phase 2.
CREATE OR REPLACE FUNCTION baskets_renamed() RETURNS trigger LANGUAGE plpgsql AS $step$ BEGIN
  IF NEW.number IS DISTINCT FROM OLD.number THEN
    NEW.id := NEW.number;
  ELSE
    NEW.number := NEW.id;
  END IF;
  IF NEW.holder IS DISTINCT FROM OLD.holder THEN
    NEW.owner := NEW.holder;
  ELSE
    NEW.holder := NEW.owner;
  END IF;
  IF NEW.remark IS DISTINCT FROM OLD.remark THEN
    NEW.note := NEW.remark;
  ELSE
    NEW.remark := NEW.note;
  END IF;
  IF NEW.phase IS DISTINCT FROM OLD.phase THEN
    NEW.state := NEW.phase;
  ELSE
    NEW.phase := NEW.state;
  END IF;
  IF NEW.score IS DISTINCT FROM OLD.score THEN
    BEGIN
      NEW."rank" := NEW.score::integer;
    EXCEPTION WHEN data_exception THEN
      NEW."rank" := NULL;
    END;
  ELSIF NEW."rank" IS DISTINCT FROM OLD."rank" OR NEW.score IS NULL THEN
    NEW.score := NEW."rank";
  END IF;
  RETURN NEW;
END $step$;
DROP TRIGGER IF EXISTS baskets_renamed ON baskets;
CREATE TRIGGER baskets_renamed BEFORE INSERT OR UPDATE ON baskets FOR EACH ROW EXECUTE FUNCTION baskets_renamed();
-- amount becomes bigint by way of amount_new: changed in place, baskets would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into integer.
-- weight becomes numeric(9,3) by way of weight_new: changed in place, baskets would be locked while each row is written anew.
-- Until phase 3 is done, nobody writes what does not fit into numeric(8,2).
CREATE OR REPLACE FUNCTION baskets_retyped() RETURNS trigger LANGUAGE plpgsql AS $step$ BEGIN
  NEW.amount_new := NEW.amount;
  NEW.weight_new := NEW.weight;
  RETURN NEW;
END $step$;
DROP TRIGGER IF EXISTS baskets_retyped ON baskets;
CREATE TRIGGER baskets_retyped BEFORE INSERT OR UPDATE ON baskets FOR EACH ROW EXECUTE FUNCTION baskets_retyped();
ALTER TABLE entries ADD COLUMN IF NOT EXISTS basket_id bigint;
ALTER TABLE entries ADD COLUMN IF NOT EXISTS position bigint;
-- basket_id is the new name of cart_id; a trigger keeps both the same. New code starts after phase 2.
-- position is the new name of pos; a trigger keeps both the same. New code starts after phase 2.
CREATE OR REPLACE FUNCTION entries_renamed() RETURNS trigger LANGUAGE plpgsql AS $step$ BEGIN
  IF NEW.basket_id IS DISTINCT FROM OLD.basket_id THEN
    NEW.cart_id := NEW.basket_id;
  ELSE
    NEW.basket_id := NEW.cart_id;
  END IF;
  IF NEW.position IS DISTINCT FROM OLD.position THEN
    BEGIN
      NEW.pos := NEW.position::integer;
    EXCEPTION WHEN data_exception THEN
      NEW.pos := NULL;
    END;
  ELSIF NEW.pos IS DISTINCT FROM OLD.pos OR NEW.position IS NULL THEN
    NEW.position := NEW.pos;
  END IF;
  RETURN NEW;
END $step$;
DROP TRIGGER IF EXISTS entries_renamed ON entries;
CREATE TRIGGER entries_renamed BEFORE INSERT OR UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION entries_renamed();
CREATE INDEX CONCURRENTLY IF NOT EXISTS baskets_holder_phase_idx ON baskets (holder, phase);
CREATE INDEX CONCURRENTLY IF NOT EXISTS baskets_score_idx ON baskets (score);
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS baskets_holder_key ON baskets (holder);
DO $once$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_holder_key UNIQUE USING INDEX baskets_holder_key;
EXCEPTION WHEN duplicate_object OR object_not_in_prerequisite_state THEN NULL;
END $once$;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS entries_basket_id_position_idx ON entries (basket_id, position);
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_phase_values_check CHECK (phase IN ('open', 'done')) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;

-- 2 Backfill. Rows from before get what new code expects.
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET number = id WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE number IS NULL AND id IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET holder = owner WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE holder IS NULL AND owner IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET remark = note WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE remark IS NULL AND note IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET phase = state WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE phase IS NULL AND state IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET score = "rank" WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE score IS NULL AND "rank" IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET remark = 'none' WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE remark IS NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET amount_new = amount WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE amount_new IS NULL AND amount IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE baskets SET weight_new = weight WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM baskets WHERE weight_new IS NULL AND weight IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE entries SET basket_id = cart_id WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM entries WHERE basket_id IS NULL AND cart_id IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $fill$ BEGIN
  LOOP
    UPDATE entries SET position = pos WHERE (tableoid, ctid) IN
      (SELECT tableoid, ctid FROM entries WHERE position IS NULL AND pos IS NOT NULL LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $fill$;
DO $stop$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 'baskets'::regclass AND NOT indisvalid) THEN
    RAISE EXCEPTION USING MESSAGE = 'baskets: an index is not valid; drop it, and run what made it again';
  END IF;
END $stop$;
DO $stop$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 'entries'::regclass AND NOT indisvalid) THEN
    RAISE EXCEPTION USING MESSAGE = 'entries: an index is not valid; drop it, and run what made it again';
  END IF;
END $stop$;

-- 3 Switch. Once every row is filled, and only new code writes.
-- Old code finds carts no more.
DROP VIEW IF EXISTS carts;
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_amount_new_filled CHECK (amount_new IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_amount_new_filled;
ALTER TABLE baskets ALTER COLUMN amount_new SET NOT NULL;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_amount_new_filled;
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_weight_new_filled CHECK (weight_new IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_weight_new_filled;
ALTER TABLE baskets ALTER COLUMN weight_new SET NOT NULL;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_weight_new_filled;
CREATE INDEX CONCURRENTLY IF NOT EXISTS baskets_code_weight_idx_new ON baskets (code, weight_new);
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_amount_check_new CHECK (amount_new > 0) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_amount_check_new;
ALTER TABLE baskets ALTER COLUMN code TYPE varchar(80);
BEGIN;
DROP TRIGGER IF EXISTS baskets_retyped ON baskets;
DROP FUNCTION IF EXISTS baskets_retyped();
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_amount_check;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_pkey;
DROP INDEX IF EXISTS baskets_code_weight_idx;
ALTER TABLE baskets DROP COLUMN IF EXISTS amount_old;
ALTER TABLE baskets ALTER COLUMN amount DROP IDENTITY IF EXISTS, ALTER COLUMN amount DROP DEFAULT, ALTER COLUMN amount DROP NOT NULL;
ALTER TABLE baskets RENAME COLUMN amount TO amount_old;
ALTER TABLE baskets RENAME COLUMN amount_new TO amount;
ALTER TABLE baskets ALTER COLUMN amount SET DEFAULT 1;
ALTER TABLE baskets DROP COLUMN IF EXISTS weight_old;
ALTER TABLE baskets ALTER COLUMN weight DROP IDENTITY IF EXISTS, ALTER COLUMN weight DROP DEFAULT, ALTER COLUMN weight DROP NOT NULL;
ALTER TABLE baskets RENAME COLUMN weight TO weight_old;
ALTER TABLE baskets RENAME COLUMN weight_new TO weight;
ALTER TABLE baskets ALTER COLUMN weight SET DEFAULT 1;
ALTER TABLE baskets RENAME CONSTRAINT baskets_amount_check_new TO baskets_amount_check;
ALTER INDEX baskets_code_weight_idx_new RENAME TO baskets_code_weight_idx;
COMMIT;
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_number_filled CHECK (number IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_number_filled;
ALTER TABLE baskets ALTER COLUMN number SET NOT NULL;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_number_filled;
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_holder_filled CHECK (holder IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_holder_filled;
ALTER TABLE baskets ALTER COLUMN holder SET NOT NULL;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_holder_filled;
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_remark_filled CHECK (remark IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_remark_filled;
ALTER TABLE baskets ALTER COLUMN remark SET NOT NULL;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_remark_filled;
DO $add$ BEGIN
  ALTER TABLE baskets ADD CONSTRAINT baskets_phase_filled CHECK (phase IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_phase_filled;
ALTER TABLE baskets ALTER COLUMN phase SET NOT NULL;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_phase_filled;
DO $add$ BEGIN
  ALTER TABLE entries ADD CONSTRAINT entries_basket_id_filled CHECK (basket_id IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE entries VALIDATE CONSTRAINT entries_basket_id_filled;
ALTER TABLE entries ALTER COLUMN basket_id SET NOT NULL;
ALTER TABLE entries DROP CONSTRAINT IF EXISTS entries_basket_id_filled;
DO $add$ BEGIN
  ALTER TABLE entries ADD CONSTRAINT entries_position_filled CHECK (position IS NOT NULL) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE entries VALIDATE CONSTRAINT entries_position_filled;
ALTER TABLE entries ALTER COLUMN position SET NOT NULL;
ALTER TABLE entries DROP CONSTRAINT IF EXISTS entries_position_filled;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS baskets_pkey_new ON baskets (number);
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS baskets_pkey, ADD CONSTRAINT baskets_pkey PRIMARY KEY USING INDEX baskets_pkey_new;
ALTER TABLE baskets ALTER COLUMN id DROP NOT NULL;
ALTER TABLE baskets VALIDATE CONSTRAINT baskets_phase_values_check;
DO $add$ BEGIN
  ALTER TABLE entries ADD CONSTRAINT entries_basket_id_fkey FOREIGN KEY (basket_id) REFERENCES baskets (number) ON DELETE CASCADE NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $add$;
ALTER TABLE entries VALIDATE CONSTRAINT entries_basket_id_fkey;

-- 4 Contract. Once no old code runs and nobody will go back: what goes here is lost.
DO $stop$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 'baskets'::regclass AND NOT indisvalid) THEN
    RAISE EXCEPTION USING MESSAGE = 'baskets: an index is not valid; drop it, and run what made it again';
  END IF;
END $stop$;
DO $stop$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 'entries'::regclass AND NOT indisvalid) THEN
    RAISE EXCEPTION USING MESSAGE = 'entries: an index is not valid; drop it, and run what made it again';
  END IF;
END $stop$;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS carts_owner_key;
ALTER TABLE baskets DROP CONSTRAINT IF EXISTS carts_state_values_check;
DROP INDEX CONCURRENTLY IF EXISTS carts_owner_state_idx;
DROP INDEX CONCURRENTLY IF EXISTS carts_rank_idx;
BEGIN;
DROP TRIGGER IF EXISTS baskets_renamed ON baskets;
DROP FUNCTION IF EXISTS baskets_renamed();
ALTER TABLE baskets ALTER COLUMN remark SET DEFAULT 'none';
ALTER TABLE baskets ALTER COLUMN phase SET DEFAULT 'open';
COMMIT;
-- What was in amount_old is in amount.
ALTER TABLE baskets DROP COLUMN IF EXISTS amount_old;
-- What was in weight_old is in weight.
ALTER TABLE baskets DROP COLUMN IF EXISTS weight_old;
-- What was in id is in number.
ALTER TABLE baskets DROP COLUMN IF EXISTS id;
-- What was in owner is in holder.
ALTER TABLE baskets DROP COLUMN IF EXISTS owner;
-- What was in note is in remark.
ALTER TABLE baskets DROP COLUMN IF EXISTS note;
-- What was in state is in phase.
ALTER TABLE baskets DROP COLUMN IF EXISTS state;
-- What was in rank is in score.
ALTER TABLE baskets DROP COLUMN IF EXISTS "rank";
DROP INDEX CONCURRENTLY IF EXISTS entries_cart_id_pos_idx;
BEGIN;
DROP TRIGGER IF EXISTS entries_renamed ON entries;
DROP FUNCTION IF EXISTS entries_renamed();
COMMIT;
-- What was in cart_id is in basket_id.
ALTER TABLE entries DROP COLUMN IF EXISTS cart_id;
-- What was in pos is in position.
ALTER TABLE entries DROP COLUMN IF EXISTS pos;
