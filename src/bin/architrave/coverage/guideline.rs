//! The guidelines' texts, line by line.
//!
//! A line of `guidelines/*.txt` keeps the number that rules cite. Its first character says what it is: `=` a heading,
//! `-` something that a design can do or leave undone, `.` what only surrounds those, such as a brace or a page's frame.

use std::ops::RangeInclusive;

/// Each text with the id by which rules cite it.
const TEXTS: [(&str, &str, &str); 4] = [
    ("000", "Backend architect: capabilities", include_str!("guidelines/000.txt")),
    ("001", "Backend architect: patterns in code", include_str!("guidelines/001.txt")),
    ("002", "Backend design: workflow", include_str!("guidelines/002.txt")),
    ("003", "Backend architecture: inputs, steps, output", include_str!("guidelines/003.txt")),
];

/// A guideline.
#[derive(Debug)]
pub(super) struct Guideline {
    /// As rules cite it: `001`.
    pub(super) id: &'static str,
    /// For people.
    pub(super) title: &'static str,
    /// In order; what stands before the first heading has none.
    pub(super) sections: Vec<Section>,
    /// Lines that ask for something, and those of them that a rule cites.
    pub(super) count: Count,
}

/// A heading and what follows it.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) heading: Option<Line>,
    pub(super) lines: Vec<Line>,
    pub(super) count: Count,
}

/// A line that is not empty.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) kind: Kind,
    pub(super) text: &'static str,
    /// Those that cite it, in order.
    pub(super) rules: Vec<&'static str>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    /// Asks for something that a design can do or leave undone.
    Asks,
    /// Surrounds the others.
    Frame,
}

/// How many lines ask for something, and how many of them a rule cites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) covered: usize,
    pub(super) of: usize,
}

/// Every guideline, before a rule cites it.
///
/// # Errors
/// A sentence where a line has no mark.
pub(super) fn all() -> Result<Vec<Guideline>, String> {
    TEXTS.into_iter().map(|(id, title, text)| Guideline::read(id, title, text)).collect()
}

impl Guideline {
    fn read(id: &'static str, title: &'static str, text: &'static str) -> Result<Self, String> {
        let mut sections = vec![Section::default()];
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty()) {
            let (kind, text) = marked(line).ok_or_else(|| format!("{id}:{number} has no mark: {line}"))?;
            let line = Line { number, kind, text, rules: Vec::new() };
            if kind == Kind::Heading {
                sections.push(Section { heading: Some(line), ..Section::default() });
            } else if let Some(section) = sections.last_mut() {
                section.lines.push(line);
            }
        }
        let mut guideline = Self { id, title, sections, count: Count::default() };
        guideline.tally();
        Ok(guideline)
    }

    /// Notes that a rule cites these lines.
    ///
    /// # Errors
    /// The end of a sentence about the rule, where one of the lines is missing or empty, or none asks for anything.
    pub(super) fn cite(&mut self, lines: RangeInclusive<usize>, rule: &'static str) -> Result<(), String> {
        let (id, mut asked) = (self.id, false);
        for number in lines.clone() {
            let line = self.lines().find(|line| line.number == number);
            let line = line.ok_or_else(|| format!("cites {id}:{number}, which is no line or an empty one"))?;
            asked |= line.kind != Kind::Frame;
            if !line.rules.contains(&rule) {
                line.rules.push(rule);
            }
        }
        if !asked {
            return Err(format!("cites {id}:{lines:?}, where nothing is asked for"));
        }
        self.tally();
        Ok(())
    }

    /// Leaves only the lines that ask for something and that no rule cites, and the sections that have such.
    pub(super) fn keep_missing(&mut self) {
        for section in &mut self.sections {
            section.lines.retain(|line| line.kind == Kind::Asks && line.rules.is_empty());
        }
        self.sections.retain(|section| !section.lines.is_empty());
    }

    fn lines(&mut self) -> impl Iterator<Item = &mut Line> {
        self.sections.iter_mut().flat_map(|section| section.heading.iter_mut().chain(&mut section.lines))
    }

    fn tally(&mut self) {
        self.count = Count::default();
        for section in &mut self.sections {
            let asking = section.lines.iter().filter(|line| line.kind == Kind::Asks);
            let (covered, open): (Vec<&Line>, Vec<&Line>) = asking.partition(|line| !line.rules.is_empty());
            section.count = Count { covered: covered.len(), of: covered.len() + open.len() };
            self.count.covered += section.count.covered;
            self.count.of += section.count.of;
        }
    }
}

fn marked(line: &'static str) -> Option<(Kind, &'static str)> {
    let (mark, text) = line.split_once(' ')?;
    let kind = match mark {
        "=" => Kind::Heading,
        "-" => Kind::Asks,
        "." => Kind::Frame,
        _ => return None,
    };
    Some((kind, text))
}

#[cfg(test)]
mod tests {
    use super::{Count, Guideline};

    fn guideline() -> Guideline {
        Guideline::read("009", "Test", ". page\n= Head\n- one\n\n- two\n. }\n").expect("marks")
    }

    #[test]
    fn lines_are_counted_by_what_they_ask() {
        let mut guideline = guideline();
        assert_eq!(guideline.count, Count { covered: 0, of: 2 });
        assert!(guideline.cite(5..=6, "a/b").is_ok());
        assert_eq!(guideline.count, Count { covered: 1, of: 2 });
        guideline.keep_missing();
        assert_eq!(guideline.lines().map(|line| line.number).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn only_lines_that_are_there_and_say_something_can_be_cited() {
        for (lines, reason) in
            [(4..=4, "an empty one"), (3..=5, "an empty one"), (7..=7, "no line"), (6..=6, "nothing is asked")]
        {
            let told = guideline().cite(lines, "a/b").expect_err("a reason");
            assert!(told.contains(reason), "{told}");
        }
        assert!(Guideline::read("009", "Test", "one\n").is_err());
    }
}
