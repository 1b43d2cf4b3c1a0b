insert into baskets (number, holder, remark, amount, phase, score, weight) values (22, 'later', 'none', 3000000000, 'done', 3000000000, 1);
insert into entries (id, basket_id, position) values (22, 22, 3000000000);
