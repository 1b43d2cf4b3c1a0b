insert into carts (id, owner, note, amount, state, rank, code, weight) values (1, 'ada', 'quick', 2, 'open', 5, 'a', 1.25), (2, 'bob', null, 1, 'done', null, null, 2);
insert into entries (id, cart_id, pos) values (1, 1, 1), (2, 1, 2), (3, 2, 1);
