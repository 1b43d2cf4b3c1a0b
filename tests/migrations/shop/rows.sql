insert into customers (id, email, name, phone, fax, score) values (1, 'a@shop', 'Ada', '0123', 'none', 2.5), (2, 'b@shop', 'Bob', null, 'none', 3);
insert into orders (id, customer_id, status, total, quantity, note, placed_at) values (7, 1, 'paid', 12.50, 1, 'quick', '2026-01-02 03:04:05'), (8, 1, 'open', 3, 2, '', '2026-01-03 03:04:05');
insert into items (order_id, position, price, quantity) values (7, 1, 6.25, 2), (8, 1, 1.5, 2);
