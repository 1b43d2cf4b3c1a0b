//! What many rows or items say alike, said once.

use crate::document::facts::lines;

/// Below so many rows, a note above them is longer than what it spares.
const ROWS: usize = 3;

/// Repeated letters from which on a note is worth its line.
const WORTH: usize = 80;

/// Columns whose facts say by themselves what they are about: `timeout: 2s`.
const MIXED: [&str; 6] = ["Also", "Health", "How", "In the network", "Promises", "Terms"];

/// The facts, a line each, that all texts say; the texts keep the others.
pub(in crate::document) fn shared(texts: &mut [&mut String]) -> Vec<String> {
    let Some((first, others)) = texts.split_first() else { return Vec::new() };
    let stands = |line: &&str| {
        // A backtick without a partner would find one in the next fact.
        line.matches('`').count().is_multiple_of(2) && others.iter().all(|other| other.lines().any(|it| it == *line))
    };
    let common: Vec<String> = first.lines().filter(stands).map(str::to_owned).collect();
    for text in texts {
        let rest = text.lines().filter(|line| !common.iter().any(|it| it == line)).map(str::to_owned);
        **text = lines(rest.collect::<Vec<_>>());
    }
    common
}

/// Takes out of all rows what each of them says in the same column, and says it; the first column names the rows.
pub(super) fn take_common(head: &[&str], rows: &mut [Vec<String>]) -> String {
    let mut said = Vec::new();
    // A table needs something beside its names.
    let differs = |rows: &[Vec<String>], at: usize| {
        let mut cells = rows.iter().map(|row| row.get(at));
        let first = cells.next();
        cells.any(|it| Some(it) != first)
    };
    if rows.len() < ROWS || !(1..head.len()).any(|at| differs(rows, at)) {
        return String::new();
    }
    for (at, name) in head.iter().enumerate().skip(1) {
        let mut before: Vec<String> = rows.iter().filter_map(|row| row.get(at).cloned()).collect();
        let common = shared(&mut before.iter_mut().collect::<Vec<_>>());
        let spared = common.iter().map(String::len).sum::<usize>() * rows.len();
        if spared < WORTH {
            continue;
        }
        for (row, text) in rows.iter_mut().zip(before) {
            row.get_mut(at).into_iter().for_each(|cell| cell.clone_from(&text));
        }
        let facts = common.join(" · ");
        said.push(if MIXED.contains(name) { facts } else { format!("{}: {facts}", name.to_lowercase()) });
    }
    if said.is_empty() { String::new() } else { format!("All of them: {}.", said.join(" · ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[[&str; 3]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(|it| (*it).to_owned()).collect()).collect()
    }

    #[test]
    fn what_every_row_says_is_said_once() {
        let who = "`shops`, and only within the tenant in `shopId`";
        let how = "timeout: 2s, which is long enough for anybody";
        let mut table =
            rows(&[["a", who, &format!("{how}\naudit")], ["b", who, how], ["c", who, &format!("load: 3/s\n{how}")]]);
        let said = take_common(&["Endpoint", "Who", "How"], &mut table);
        assert_eq!(said, format!("All of them: who: {who} · {how}."));
        assert_eq!(table, rows(&[["a", "", "audit"], ["b", "", ""], ["c", "", "load: 3/s"]]));
    }

    #[test]
    fn what_is_short_or_all_there_is_stays() {
        for mut table in [
            rows(&[["a", "yes", "x"], ["b", "yes", "y"], ["c", "yes", "z"]]),
            rows(&[["a", &"the same ".repeat(20), ""], ["b", &"the same ".repeat(20), ""]]),
            rows(&[["a", &"the same ".repeat(20), ""]; 4]),
        ] {
            let before = table.clone();
            assert_eq!(take_common(&["Name", "What", "How"], &mut table), "");
            assert_eq!(table, before);
        }
    }
}
