insert into carts (id, owner, note, rank) values (11, 'old', 'thanks', 7);
update carts set rank = 6 where id = 1;
update carts set owner = 'eve' where id = 2;
insert into entries (id, cart_id, pos) values (11, 11, 1);
update entries set pos = 9 where id = 3;
