-- orders-db
-- Orders and refunds.

-- Who ordered, as the shop told us.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS customers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  name varchar(120) NOT NULL,
  email varchar(255) NOT NULL,
  address varchar(400) NOT NULL,
  erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS customers_shop_id_email_idx ON customers (shop_id, email);
COMMENT ON TABLE customers IS 'Who ordered, as the shop told us.';
COMMENT ON COLUMN customers.name IS 'personal data';
COMMENT ON COLUMN customers.email IS 'personal data';
COMMENT ON COLUMN customers.address IS 'personal data';

-- An order of one customer at one shop.
-- Rows: 40000000.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- A writer raises version, and writes only where it is still what was read.
-- Rows belong to the tenant in shop_id.
-- Asked: by shop_id newest first; by shop_id and status newest first.
CREATE TABLE IF NOT EXISTS orders (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  total numeric(12,2) NOT NULL,
  currency text NOT NULL,
  payment_reference varchar(64) NOT NULL,
  note varchar(500),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT orders_status_values_check CHECK (status IN ('pending', 'paid', 'shipped', 'cancelled')),
  CONSTRAINT orders_currency_values_check CHECK (currency IN ('EUR', 'GBP', 'SEK')),
  CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS orders_shop_id_created_at_id_idx ON orders (shop_id, created_at, id);
CREATE INDEX IF NOT EXISTS orders_shop_id_status_created_at_idx ON orders (shop_id, status, created_at);
CREATE INDEX IF NOT EXISTS orders_customer_id_idx ON orders (customer_id);
COMMENT ON TABLE orders IS 'An order of one customer at one shop.';

-- A line of an order.
-- Rows: 90000000.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS order_items (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  order_id uuid NOT NULL,
  sku varchar(40) NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(12,2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT order_items_quantity_check CHECK (quantity > 0),
  CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS order_items_order_id_idx ON order_items (order_id);
CREATE INDEX IF NOT EXISTS order_items_shop_id_idx ON order_items (shop_id);
COMMENT ON TABLE order_items IS 'A line of an order.';

-- Money that a shop wants given back.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS refunds (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  order_id uuid NOT NULL,
  amount numeric(12,2) NOT NULL,
  currency text NOT NULL,
  reason varchar(500) NOT NULL,
  status text NOT NULL DEFAULT 'requested',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT refunds_amount_check CHECK (amount > 0),
  CONSTRAINT refunds_currency_values_check CHECK (currency IN ('EUR', 'GBP', 'SEK')),
  CONSTRAINT refunds_status_values_check CHECK (status IN ('requested', 'completed', 'failed')),
  CONSTRAINT refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS refunds_order_id_idx ON refunds (order_id);
CREATE INDEX IF NOT EXISTS refunds_shop_id_created_at_idx ON refunds (shop_id, created_at);
COMMENT ON TABLE refunds IS 'Money that a shop wants given back.';

-- A file that is being written or is ready.
-- Rows are kept for 7d; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS exports (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  month char(7) NOT NULL,
  format text NOT NULL,
  status text NOT NULL DEFAULT 'running',
  url text,
  expires_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT exports_format_values_check CHECK (format IN ('csv', 'json')),
  CONSTRAINT exports_status_values_check CHECK (status IN ('running', 'ready', 'failed'))
);
CREATE INDEX IF NOT EXISTS exports_shop_id_created_at_idx ON exports (shop_id, created_at);
CREATE INDEX IF NOT EXISTS exports_expires_at_idx ON exports (expires_at);
COMMENT ON TABLE exports IS 'A file that is being written or is ready.';

-- Requests that were answered already, with the answer.
-- Rows are kept for 1d; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS idempotency_keys (
  shop_id uuid NOT NULL,
  "key" varchar(80) NOT NULL,
  request_hash bytea NOT NULL,
  response jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, "key")
);
CREATE INDEX IF NOT EXISTS idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);
COMMENT ON TABLE idempotency_keys IS 'Requests that were answered already, with the answer.';

-- Events that leave with the transaction that caused them.
-- Rows are kept for 7d; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS outbox (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  event varchar(80) NOT NULL,
  payload jsonb NOT NULL,
  published_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS outbox_created_at_idx ON outbox (created_at) WHERE published_at IS NULL;
COMMENT ON TABLE outbox IS 'Events that leave with the transaction that caused them.';
-- payments-db
-- Every movement of money.

-- What is held, taken or given back for an order.
-- Rows are kept for 10y; what deletes them then is no part of this script.
-- A writer raises version, and writes only where it is still what was read.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS payments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  order_id uuid NOT NULL,
  provider_reference varchar(64) NOT NULL,
  amount numeric(12,2) NOT NULL,
  currency text NOT NULL,
  status text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT payments_order_id_key UNIQUE (order_id),
  CONSTRAINT payments_currency_values_check CHECK (currency IN ('EUR', 'GBP', 'SEK')),
  CONSTRAINT payments_status_values_check CHECK (status IN ('authorised', 'declined', 'captured', 'voided', 'refunded'))
);
CREATE INDEX IF NOT EXISTS payments_shop_id_created_at_idx ON payments (shop_id, created_at);
COMMENT ON TABLE payments IS 'What is held, taken or given back for an order.';
-- fulfilment-db
-- Shipments.

-- A parcel on its way.
-- Rows are kept for 2y; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS shipments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  order_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'handed-over',
  tracking varchar(80),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT shipments_order_id_key UNIQUE (order_id),
  CONSTRAINT shipments_status_values_check CHECK (status IN ('handed-over', 'shipped', 'delivered'))
);
CREATE INDEX IF NOT EXISTS shipments_shop_id_created_at_idx ON shipments (shop_id, created_at);
COMMENT ON TABLE shipments IS 'A parcel on its way.';
-- notifications-db
-- Webhook deliveries.

-- A webhook that was sent or is to be sent.
-- Rows are kept for 90d; what deletes them then is no part of this script.
-- Rows belong to the tenant in shop_id.
CREATE TABLE IF NOT EXISTS deliveries (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  shop_id uuid NOT NULL,
  event_id uuid NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'pending',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  CONSTRAINT deliveries_status_values_check CHECK (status IN ('pending', 'delivered', 'failed'))
);
CREATE UNIQUE INDEX IF NOT EXISTS deliveries_shop_id_event_id_idx ON deliveries (shop_id, event_id);
CREATE INDEX IF NOT EXISTS deliveries_status_created_at_idx ON deliveries (status, created_at);
COMMENT ON TABLE deliveries IS 'A webhook that was sent or is to be sent.';
