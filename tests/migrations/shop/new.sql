insert into tenants (id, name) values (1, 'north');
insert into customers (id, tenant_id, email, name, newsletter, score) values (21, 1, 'n@shop', 'New', true, 1.5);
insert into orders (id, customer_id, status, total, quantity, note, placed_at, channel) values (22, null, 'shipped', 5, 3, '', '2026-02-02 00:00:00', 'shop');
insert into items (order_id, position, price) values (22, 100, 1);
insert into refunds (order_id, position, customer_id) values (22, 100, 21);
