//! Where in the spec a line of a document comes from: documents for other tools carry the line as `x-source-line`.

const KEY: &str = "x-source-line:";

/// The spec's line, from 1, that the smallest part of a YAML document around `line`, from 1, says it comes from.
pub(super) fn source_line(text: &str, line: usize) -> Option<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let at = (0..line).rev().find(|at| lines.get(*at).is_some_and(|line| !line.trim().is_empty()))?;
    let mut depth = indent(lines.get(at)?);
    // A key that opens a part belongs to it.
    if let Some(next) = lines.get(at + 1).map(|next| indent(next)).filter(|next| *next > depth) {
        depth = next;
    }
    let mut start = at;
    loop {
        if let Some(found) = said(&lines, start, depth) {
            return Some(found);
        }
        // The part around it begins where the indentation is less.
        start = (0..=start).rev().find(|at| lines.get(*at).is_some_and(|it| is_less(it, depth)))?;
        depth = indent(lines.get(start)?);
    }
}

/// What the part of that depth around a line says.
fn said(lines: &[&str], at: usize, depth: usize) -> Option<usize> {
    let inside = |line: &&&str| !is_less(line, depth);
    let after = lines.iter().skip(at + 1).take_while(inside);
    let before = lines.iter().take(at + 1).rev().take_while(inside);
    let own = before.chain(after).find(|line| indent(line) == depth && key(line).starts_with(KEY))?;
    key(own).strip_prefix(KEY)?.trim().parse().ok()
}

fn is_less(line: &str, depth: usize) -> bool {
    !line.trim().is_empty() && indent(line) < depth
}

/// How far a line's key stands in; that of an item's first key counts behind the dash.
fn indent(line: &str) -> usize {
    line.len() - key(line).len()
}

fn key(line: &str) -> &str {
    line.trim_start_matches([' ', '-'])
}

#[cfg(test)]
mod tests {
    use super::source_line;

    const DOCUMENT: &str = "openapi: 3.1.0
paths:
  /orders:
    get:
      operationId: list
      responses:
        '200':
          description: fine
      x-source-line: 7
    post:
      x-source-line: 9
      tags:
      - orders
components: {}
";

    #[test]
    fn a_line_leads_to_the_smallest_part_around_it() {
        let at = |line| source_line(DOCUMENT, line);
        assert_eq!([at(4), at(5), at(7), at(8), at(9)], [Some(7); 5]);
        assert_eq!([at(10), at(11), at(13)], [Some(9); 3]);
        assert_eq!([at(1), at(2), at(3), at(14), at(99)], [None; 5]);
    }
}
