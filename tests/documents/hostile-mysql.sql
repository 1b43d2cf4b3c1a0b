-- a'; DROP TABLE b; --
-- two lines */ $$
-- Moments are UTC: `timestamp` would end in 2038.
SET FOREIGN_KEY_CHECKS = 0; -- tables point to each other

CREATE TABLE IF NOT EXISTS parts (
  id char(36) NOT NULL DEFAULT (uuid()),
  day date NOT NULL,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE COLUMNS (day) (PARTITION rest VALUES LESS THAN (MAXVALUE));

-- Note: $$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is called $$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_781e98f8 here.
-- Note: no foreign key other -> parts.id: several rows may have the same value there.
CREATE TABLE IF NOT EXISTS `$$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_781e98f8` (
  id char(36) NOT NULL,
  other char(36),
  PRIMARY KEY (id)
);

-- Note: nothing has no columns yet.

-- Rows are kept for 7y; what deletes them then is no part of this script.
-- A row is deleted once deleted_at is set.
-- A writer raises select, and writes only where it is still what was read.
-- Asked: by n and xmin; by DB_ROW_ID; by nothing.
-- Note: résumè is called résumè_c2c5172d here.
-- Note: DB_ROW_ID is called DB_ROW_ID_04ed44e8 here.
-- Note: select is none of the fields that the spec lists.
-- Note: deleted_at is none of the fields that the spec lists.
-- Note: résumé: MySQL keeps no key of a text without a length: 255 characters.
-- Note: DB_ROW_ID is not counted by the database, since it is no key.
-- Note: code: a key of MySQL has at most 3072 bytes: 256 characters.
-- Note: sqlite_lines_résumè_c2c5172d_idx compares a hash: a key of MySQL has at most 3072 bytes.
-- Note: sqlite_lines_xmin_résumè_c2c5172d_idx compares a hash: a key of MySQL has at most 3072 bytes.
-- Note: n is not counted: MySQL counts one column, which a key begins with.
CREATE TABLE IF NOT EXISTS sqlite_lines (
  xmin bigint NOT NULL,
  n bigint NOT NULL,
  `résumé` varchar(255),
  `résumè_c2c5172d` varchar(4000),
  DB_ROW_ID_04ed44e8 bigint,
  code varchar(256) NOT NULL,
  `select` int NOT NULL DEFAULT 1,
  deleted_at datetime(6),
  `sqlite_lines_résumè_c2c5172d_indexed` char(64) GENERATED ALWAYS AS (sha2(`résumè_c2c5172d`, 256)) VIRTUAL INVISIBLE,
  sqlite_lines_code_indexed varchar(256) GENERATED ALWAYS AS (lower(code)) VIRTUAL INVISIBLE,
  `sqlite_lines_xmin_résumè_c2c5172d_indexed` char(64) GENERATED ALWAYS AS (CASE WHEN n > 0 THEN sha2(concat(xmin, char(0), `résumè_c2c5172d`), 256) END) VIRTUAL INVISIBLE,
  PRIMARY KEY (xmin, n, code),
  CONSTRAINT `sqlite_lines_résumé_key` UNIQUE (`résumé`),
  UNIQUE KEY `sqlite_lines_résumè_c2c5172d_idx` (`sqlite_lines_résumè_c2c5172d_indexed`),
  KEY `sqlite_lines_code_résumè_c2c5172d_idx` (code(255), `résumè_c2c5172d`(255)),
  KEY sqlite_lines_code_idx (sqlite_lines_code_indexed),
  UNIQUE KEY `sqlite_lines_xmin_résumè_c2c5172d_idx` (`sqlite_lines_xmin_résumè_c2c5172d_indexed`),
  KEY sqlite_lines_DB_ROW_ID_04ed44e8_idx (DB_ROW_ID_04ed44e8)
);

-- Note: no foreign key state -> sqlite_lines.résumé: the types differ, enum('a', 'b') and varchar(255).
-- Note: code: a key of MySQL has at most 3072 bytes: 256 characters.
CREATE TABLE IF NOT EXISTS `Lines` (
  id char(36) NOT NULL,
  xmin bigint,
  n bigint,
  code varchar(256),
  state enum('a', 'b'),
  PRIMARY KEY (id),
  CONSTRAINT Lines_xmin_n_code_fkey FOREIGN KEY (xmin, n, code) REFERENCES sqlite_lines (xmin, n, code) ON DELETE SET NULL,
  KEY Lines_xmin_n_code_fkey (xmin, n, code)
);

CREATE TABLE IF NOT EXISTS wide (
  id char(36) NOT NULL,
  a varchar(8000),
  b longtext DEFAULT ('x'),
  c varchar(4000) NOT NULL,
  d enum('a, b', 'it''s'),
  PRIMARY KEY (id),
  CONSTRAINT wide_b_length_check CHECK (char_length(b) <= 8000)
);

-- Note: sqlite_Lines is called sqlite_Lines_c7d2365f here.
CREATE TABLE IF NOT EXISTS sqlite_Lines_c7d2365f (
  id char(36) NOT NULL,
  PRIMARY KEY (id)
);

-- it's \ a "row" ; DROP TABLE a;
-- A row is deleted once deleted_at is set.
-- Note: a b is called a_b here.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 is called xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_3e15fbf4 here.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2 is called xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_b01d6b2f here.
-- Note: 🦀 is called _ here.
-- Note: 🦀 has the default now()); drop table a; --: the application has to fill it in.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 keeps to: (amount > 0); drop table a; not checked here, `amount` is no column of the table.
-- Note: no index on nothing: `nothing` is no column of the table.
CREATE TABLE IF NOT EXISTS `order` (
  id bigint AUTO_INCREMENT NOT NULL,
  `sel"ect``` varchar(20) NOT NULL,
  a_b enum('x', 'it''s', '</script>') NOT NULL,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_3e15fbf4 int,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_b01d6b2f int NOT NULL DEFAULT 1,
  _ longtext COMMENT 'a''\\ b $add$',
  total decimal(12,2) NOT NULL DEFAULT 0,
  user_id bigint,
  created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  deleted_at datetime(6),
  order_total_3813cf52_indexed decimal(12,2) GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN total END) VIRTUAL INVISIBLE,
  PRIMARY KEY (id),
  CONSTRAINT `order_sel"ect``_key` UNIQUE (`sel"ect```),
  CONSTRAINT order_total_check CHECK (total IN (0, 1) OR total > 2),
  CONSTRAINT order_user_id_fkey FOREIGN KEY (user_id) REFERENCES `User` (id) ON DELETE SET NULL,
  KEY order_total_idx (total),
  KEY order_created_at_desc_idx (created_at DESC),
  UNIQUE KEY order_total_3813cf52_idx (order_total_3813cf52_indexed),
  KEY order_user_id_fkey (user_id)
) COMMENT = 'it''s \\ a "row" ; DROP TABLE a;';

-- Note: tags: a list of `text` is kept as JSON.
CREATE TABLE IF NOT EXISTS `User` (
  id bigint NOT NULL,
  order_id bigint NOT NULL,
  tags json,
  extra json,
  PRIMARY KEY (id),
  CONSTRAINT User_order_id_fkey FOREIGN KEY (order_id) REFERENCES `order` (id) ON DELETE CASCADE,
  KEY User_order_id_fkey (order_id)
);

SET FOREIGN_KEY_CHECKS = 1;
