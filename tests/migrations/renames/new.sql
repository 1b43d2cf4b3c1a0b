insert into baskets (number, holder, remark, amount, phase, score, weight) values (21, 'new', 'none', 3, 'done', 8, 1);
insert into entries (id, basket_id, position) values (21, 21, 1);
update baskets set score = 4, phase = 'done' where holder = 'ada';
update entries set position = 8 where id = 2;
