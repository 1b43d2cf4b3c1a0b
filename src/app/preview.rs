//! What edits would change, as lines before and after.

use std::sync::Arc;

use architrave::protocol::TextEdit;
use leptos::prelude::*;

/// Pairs of lines that are compared at most, about 8 ms; a larger replacement is shown as one.
const MOST_COMPARED: usize = 1_000_000;

/// Lines that stand together and change together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// The first line, from 1.
    pub(crate) line: usize,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
}

/// A small difference.
#[component]
pub(crate) fn Preview(text: Arc<str>, edits: Vec<TextEdit>) -> impl IntoView {
    let line = |class: &'static str, sign: &'static str, [before, mark, after]: [String; 3]| {
        let mark = (!mark.is_empty()).then(|| view! { <mark>{mark}</mark> });
        view! { <div class=class><span class="sign">{sign}</span>{before}{mark}{after}</div> }
    };
    view! {
        <div class="preview" role="group" aria-label="What changes" tabindex="0">
            {hunks(&text, &edits).into_iter().map(|hunk| view! {
                <div class="hunk">
                    <span class="hunk-line">{format!("line {}", hunk.line)}</span>
                    {rows(hunk).into_iter().map(|(gone, text)| {
                        if gone { line("gone", "−", text) } else { line("come", "+", text) }
                    }).collect_view()}
                </div>
            }).collect_view()}
        </div>
    }
}

/// The lines of a hunk as they are read: whether one goes, and its text with what differs in the middle. As many lines
/// before as after are read in pairs.
fn rows(hunk: Hunk) -> Vec<(bool, [String; 3])> {
    let Hunk { before, after, .. } = hunk;
    if before.len() == after.len() {
        let pairs = before.iter().zip(&after).map(|(old, new)| differing(old, new));
        return pairs.flat_map(|(old, new)| [(true, old), (false, new)]).collect();
    }
    let whole = |gone: bool| move |line: String| (gone, [line, String::new(), String::new()]);
    before.into_iter().map(whole(true)).chain(after.into_iter().map(whole(false))).collect()
}

/// Two lines, each split into what they begin with alike, what differs, and what they end with alike.
fn differing(old: &str, new: &str) -> ([String; 3], [String; 3]) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let alike = |pair: &(&char, &char)| pair.0 == pair.1;
    let head = old.iter().zip(&new).take_while(alike).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(alike).count();
    let split = |line: &[char]| {
        let part = |from: usize, to: usize| line.iter().skip(from).take(to - from).collect::<String>();
        [part(0, head), part(head, line.len() - tail), part(line.len() - tail, line.len())]
    };
    (split(&old), split(&new))
}

/// The lines that `edits` change; edits that touch the same lines share a hunk.
pub(crate) fn hunks(text: &str, edits: &[TextEdit]) -> Vec<Hunk> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut sorted: Vec<&TextEdit> =
        edits.iter().filter(|edit| edit.from <= edit.to && edit.to <= units.len()).collect();
    sorted.sort_by_key(|edit| (edit.from, edit.to));
    let mut groups: Vec<(usize, usize, Vec<&TextEdit>)> = Vec::new();
    for edit in sorted {
        let (start, end) = (line_start(&units, edit.from), line_end(&units, edit.to));
        match groups.last_mut() {
            Some((_, last, group)) if start <= *last => {
                *last = end.max(*last);
                group.push(edit);
            }
            _ => groups.push((start, end, vec![edit])),
        }
    }
    groups.into_iter().flat_map(|(start, end, group)| split(hunk(&units, start, end, &group))).collect()
}

fn hunk(units: &[u16], start: usize, end: usize, edits: &[&TextEdit]) -> Hunk {
    let mut after = String::new();
    let mut done = start;
    for edit in edits.iter().filter(|edit| edit.from >= start) {
        after.push_str(&slice(units, done, edit.from));
        after.push_str(&edit.insert);
        done = edit.to.max(done);
    }
    after.push_str(&slice(units, done, end));
    let before = slice(units, start, end);
    let line = units.iter().take(start).filter(|unit| **unit == u16::from(b'\n')).count() + 1;
    let (mut before, mut after): (Vec<String>, Vec<String>) = (lines(&before), lines(&after));
    let mut line = line;
    while before.first().is_some_and(|first| after.first() == Some(first)) {
        before.remove(0);
        after.remove(0);
        line += 1;
    }
    while before.last().is_some_and(|last| after.last() == Some(last)) {
        before.pop();
        after.pop();
    }
    Hunk { line, before, after }
}

/// Takes the lines that stay out of the middle of a hunk: one large replacement may change little.
fn split(hunk: Hunk) -> Vec<Hunk> {
    let Hunk { line, before, after } = hunk;
    if before.len() * after.len() > MOST_COMPARED || before.is_empty() || after.is_empty() {
        return vec![Hunk { line, before, after }];
    }
    let shared = shared_lines(&before, &after);
    let mut hunks = Vec::new();
    let (mut old, mut new) = (0, 0);
    for (next_old, next_new) in shared.into_iter().chain([(before.len(), after.len())]) {
        let gone = before.get(old..next_old).unwrap_or_default().to_vec();
        let come = after.get(new..next_new).unwrap_or_default().to_vec();
        if !gone.is_empty() || !come.is_empty() {
            hunks.push(Hunk { line: line + old, before: gone, after: come });
        }
        (old, new) = (next_old + 1, next_new + 1);
    }
    hunks
}

/// The longest common subsequence, as pairs of indices.
fn shared_lines(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    let width = after.len() + 1;
    let mut lengths = vec![0_usize; (before.len() + 1) * width];
    let at = |lengths: &[usize], old: usize, new: usize| lengths.get(old * width + new).copied().unwrap_or(0);
    for (old, gone) in before.iter().enumerate().rev() {
        for (new, come) in after.iter().enumerate().rev() {
            let length = if gone == come {
                at(&lengths, old + 1, new + 1) + 1
            } else {
                at(&lengths, old + 1, new).max(at(&lengths, old, new + 1))
            };
            if let Some(cell) = lengths.get_mut(old * width + new) {
                *cell = length;
            }
        }
    }
    let (mut old, mut new) = (0, 0);
    let mut pairs = Vec::new();
    while let Some((gone, come)) = before.get(old).zip(after.get(new)) {
        if gone == come {
            pairs.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if at(&lengths, old + 1, new) >= at(&lengths, old, new + 1) {
            old += 1;
        } else {
            new += 1;
        }
    }
    pairs
}

fn lines(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

fn slice(units: &[u16], from: usize, to: usize) -> String {
    units.get(from..to).map(String::from_utf16_lossy).unwrap_or_default()
}

fn line_start(units: &[u16], at: usize) -> usize {
    units.iter().take(at).rposition(|unit| *unit == u16::from(b'\n')).map_or(0, |newline| newline + 1)
}

fn line_end(units: &[u16], at: usize) -> usize {
    units.iter().skip(at).position(|unit| *unit == u16::from(b'\n')).map_or(units.len(), |newline| at + newline)
}

#[cfg(test)]
mod tests {
    use super::{Hunk, TextEdit, differing, hunks};

    fn edit(from: usize, to: usize, insert: &str) -> TextEdit {
        TextEdit { from, to, insert: insert.to_owned() }
    }

    #[test]
    fn a_replacement_shows_its_line_before_and_after() {
        let expected = Hunk { line: 2, before: vec!["b: 1".to_owned()], after: vec!["b: 2".to_owned()] };
        assert_eq!(hunks("a: 😀\nb: 1\nc: 3\n", &[edit(9, 10, "2")]), [expected]);
    }

    #[test]
    fn an_inserted_line_leaves_its_neighbours_out() {
        let expected = Hunk { line: 2, before: Vec::new(), after: vec!["  t: 1s".to_owned()] };
        assert_eq!(hunks("a:\n  b: 1\n", &[edit(3, 3, "  t: 1s\n")]), [expected]);
    }

    #[test]
    fn lines_that_stay_part_a_large_replacement() {
        let found = hunks("a\nb\nc\nd\n", &[edit(0, 7, "A\nb\nc\nD")]);
        let lines: Vec<usize> = found.iter().map(|hunk| hunk.line).collect();
        assert_eq!(lines, [1, 4]);
    }

    #[test]
    fn what_differs_stands_in_the_middle() {
        let (old, new) = differing("on: [503, 422] }", "on: [503] }");
        assert_eq!(old, ["on: [503", ", 422", "] }"]);
        assert_eq!(new, ["on: [503", "", "] }"]);
        assert_eq!(differing("aa", "aaa").1, ["aa", "a", ""]);
    }

    #[test]
    fn edits_of_one_line_share_a_hunk() {
        let found = hunks("ab\n", &[edit(0, 1, "x"), edit(1, 2, "y")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].after, ["xy"]);
    }
}
