insert into orders (id, customer_id, status, total, quantity, note, placed_at, channel) values (23, null, 'shipped', 5, 3000000000, '', '2026-02-02 00:00:00', 'shop');
insert into items (order_id, position, price) values (23, 100000, 1);
insert into refunds (order_id, position, customer_id) values (23, 100000, 21);
