insert into customers (id, email, name, fax) values (11, 'o@shop', 'Old', 'none');
insert into orders (id, customer_id, status, total, quantity, placed_at, coupon) values (12, 11, 'paid', 1, 1, '2026-02-01 00:00:00', 'spring');
insert into items (order_id, position, price) values (12, 1, 2);
insert into letters (id, customer_id, text) values (1, 11, 'dear');
update orders set note = 'thanks' where id = 12;
