-- a'; DROP TABLE b; --
-- two lines */ $$
-- Moments are UTC: `timestamp` would end in 2038.

CREATE TABLE IF NOT EXISTS parts (
  id char(36) NOT NULL DEFAULT (uuid()),
  day date NOT NULL,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE COLUMNS (day) (PARTITION rest VALUES LESS THAN (MAXVALUE));

-- Note: $$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is called $$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx here.
-- Note: no foreign key other -> parts.id: several rows may have the same value there.
CREATE TABLE IF NOT EXISTS `$$ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` (
  id char(36) NOT NULL,
  other char(36),
  PRIMARY KEY (id)
);

-- Note: nothing has no columns yet.

-- it's \ a "row" ; DROP TABLE a;
-- A row is deleted once deleted_at is set.
-- Note: a b is called a_b here.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 is called xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx here.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2 is called xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_2 here.
-- Note: 🦀 is called _ here.
-- Note: 🦀 has the default now()); drop table a; --: the application has to fill it in.
-- Note: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 keeps to: (amount > 0); drop table a; not checked here, `amount` is no column of the table.
-- Note: no index on total: MySQL has none of the rows where deleted_at is null.
-- Note: no index on nothing: `nothing` is no column.
CREATE TABLE IF NOT EXISTS `order` (
  id bigint AUTO_INCREMENT NOT NULL,
  `sel"ect``` varchar(20) NOT NULL,
  a_b enum('x', 'it''''s', '</script>') NOT NULL,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx int,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_2 int NOT NULL DEFAULT 1,
  _ longtext COMMENT 'a''\\ b $add$',
  total decimal(12,2) NOT NULL DEFAULT 0,
  user_id bigint,
  created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  deleted_at datetime(6),
  PRIMARY KEY (id),
  CONSTRAINT `order_sel"ect``_key` UNIQUE (`sel"ect```),
  CONSTRAINT order_check CHECK (total IN (0, 1) OR total > 2),
  KEY order_idx (total),
  KEY order_idx_2 (created_at DESC)
) COMMENT = 'it''s \\ a "row" ; DROP TABLE a;';

-- Note: tags: a list of `text` is kept as JSON.
CREATE TABLE IF NOT EXISTS `User` (
  id bigint NOT NULL,
  order_id bigint NOT NULL,
  tags json,
  extra json,
  PRIMARY KEY (id),
  CONSTRAINT User_order_id_fkey FOREIGN KEY (order_id) REFERENCES `order` (id) ON DELETE CASCADE
);

ALTER TABLE `order` ADD CONSTRAINT order_user_id_fkey FOREIGN KEY (user_id) REFERENCES `User` (id) ON DELETE SET NULL;
