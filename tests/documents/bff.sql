-- accounts-db
-- A copy of balances and movements.

-- An account.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- A writer raises version, and writes only where it is still what was read.
-- Asked: by customer_id.
CREATE TABLE IF NOT EXISTS accounts (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name varchar(80) NOT NULL,
  balance numeric(12,2) NOT NULL DEFAULT 0,
  currency text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT accounts_currency_values_check CHECK (currency IN ('EUR'))
);
CREATE INDEX IF NOT EXISTS accounts_customer_id_idx ON accounts (customer_id);
COMMENT ON TABLE accounts IS 'An account.';

-- A change of a balance; never altered.
-- Rows: 500000000.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- Asked: by account_id and booked_at newest first.
-- Note: not cut by booked_at: a key does not hold that column, and each would have to.
CREATE TABLE IF NOT EXISTS movements (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  text varchar(140) NOT NULL,
  counterparty varchar(120),
  amount numeric(12,2) NOT NULL,
  booked_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT movements_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS movements_account_id_booked_at_idx ON movements (account_id, booked_at);
COMMENT ON TABLE movements IS 'A change of a balance; never altered.';
COMMENT ON COLUMN movements.counterparty IS 'personal data';
-- cards-db
-- Cards.

-- A card of an account.
-- Rows are kept for 10y; what deletes them then is no part of this script.
CREATE TABLE IF NOT EXISTS cards (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  kind text NOT NULL,
  last_digits char(4) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT cards_kind_values_check CHECK (kind IN ('debit', 'credit'))
);
CREATE INDEX IF NOT EXISTS cards_account_id_idx ON cards (account_id);
COMMENT ON TABLE cards IS 'A card of an account.';
-- transfers-db
-- Transfers and idempotency keys.

-- An order to send money.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- A writer raises version, and writes only where it is still what was read.
CREATE TABLE IF NOT EXISTS transfers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  to_iban varchar(34) NOT NULL,
  amount numeric(12,2) NOT NULL,
  currency text NOT NULL,
  text varchar(140),
  status text NOT NULL DEFAULT 'accepted',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT transfers_amount_check CHECK (amount > 0),
  CONSTRAINT transfers_currency_values_check CHECK (currency IN ('EUR')),
  CONSTRAINT transfers_status_values_check CHECK (status IN ('accepted', 'booked', 'rejected'))
);
CREATE INDEX IF NOT EXISTS transfers_account_id_created_at_idx ON transfers (account_id, created_at);
COMMENT ON TABLE transfers IS 'An order to send money.';
COMMENT ON COLUMN transfers.to_iban IS 'personal data; encrypted by the application';

-- Requests that were answered already.
-- Rows are kept for 1d; what deletes them then is no part of this script.
CREATE TABLE IF NOT EXISTS idempotency_keys (
  customer_id uuid NOT NULL,
  "key" varchar(80) NOT NULL,
  response jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, "key")
);
CREATE INDEX IF NOT EXISTS idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);
COMMENT ON TABLE idempotency_keys IS 'Requests that were answered already.';
-- offers-db
-- Offers.

-- An offer.
CREATE TABLE IF NOT EXISTS offers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  title varchar(80) NOT NULL,
  url text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);
COMMENT ON TABLE offers IS 'An offer.';
