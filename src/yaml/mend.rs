//! For each kind of syntax error the smallest edit that most likely gives what was meant.

mod layout;

use granit_parser::ErrorKind as E;

use super::build::Failure;
use super::line::{Brackets, Line, token_at};
use super::message;
use crate::text::{Edit, Span};

/// A report and the edits with which reading goes on.
pub(super) struct Mend {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) edits: Vec<Edit>,
    /// Whether the edits are what a person would do, beyond doubt.
    pub(super) fix: bool,
}

/// The mend for the `tries`-th failure in the same line, each trying harder; none when nothing is left to try.
pub(super) fn mend(text: &str, failure: &Failure, tries: usize) -> Option<Mend> {
    let mut line = Line::at(text, failure.offset);
    if line.is_blank() {
        line = line.above(text).unwrap_or(line);
    }
    let bracket = failure.bracket.or_else(|| bracket_ahead(text, failure));
    let broken = Broken { text, failure, line, bracket };
    match tries {
        0 | 1 => Some(broken.specific().unwrap_or_else(|| broken.rest_of_line())),
        2 => Some(broken.leave_out(line.content())),
        3 => Some(broken.leave_out(Span::new(line.body, line.end_of_block(text)))),
        4 => Some(broken.leave_out(line.above(text)?.content())),
        _ => None,
    }
}

/// The parser reads ahead: a bracket between the last value and the error is open as well.
fn bracket_ahead(text: &str, failure: &Failure) -> Option<usize> {
    let start = failure.last.end.min(failure.offset);
    let mut ahead = text.get(start..)?;
    loop {
        ahead = ahead.trim_start_matches(|c: char| c.is_whitespace() || ":-,".contains(c));
        match ahead.strip_prefix('#') {
            Some(comment) => ahead = comment.trim_start_matches(|c| c != '\n'),
            None => break,
        }
    }
    let at = text.len() - ahead.len();
    (at <= failure.offset && ahead.starts_with(['[', '{'])).then_some(at)
}

struct Broken<'t> {
    text: &'t str,
    failure: &'t Failure,
    line: Line,
    /// First byte of the outermost open bracket.
    bracket: Option<usize>,
}

impl Broken<'_> {
    fn specific(&self) -> Option<Mend> {
        match &self.failure.kind {
            E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabAtBlockScalarStart
            | E::TabInPlainScalar => self.tabs(),
            E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
                self.unclosed_quote()
            }
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => self.after_quote(),
            E::UnknownQuotedScalarEscape => self.escape(),
            E::MisplacedFlowCollectionEnd => Some(self.leave_out(self.character(self.failure.offset))),
            _ if self.text.get(self.failure.offset..).is_some_and(|rest| rest.starts_with(',')) => {
                Some(self.leave_out(self.character(self.failure.offset)).saying("nothing stands before this comma"))
            }
            E::UnexpectedCharacter { .. }
            | E::MissingAnchorOrAliasName
            | E::BlockSequenceEntryNotAllowed
            | E::InvalidTagTerminator
            | E::MissingTagUri
            | E::UnclosedVerbatimTag
            | E::InvalidTagEscape
            | E::UndeclaredTagHandle
            | E::ExpectedTagBang
            | E::InvalidGlobalTagCharacter => self.needs_quotes(),
            _ if self.bracket.is_some() => self.path_template().or_else(|| self.bracket()),
            E::MappingValueNotAllowed => self.colon(),
            E::SimpleKeyExpected | E::InvalidSimpleKey => Some(self.half_typed(self.line)),
            E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::InvalidIndentation
            | E::ExpectedDocumentStart => self.indentation(),
            _ => None,
        }
    }

    fn character(&self, at: usize) -> Span {
        Span::new(at, self.text.ceil_char_boundary(at + 1))
    }

    fn leave_out(&self, span: Span) -> Mend {
        let (at, message) = message::of(self.text, self.failure.offset, &self.failure.kind);
        Mend { span: at, message, edits: vec![Edit::delete(span)], fix: false }
    }

    /// From the error to the end of the line, or of the item when brackets are open.
    fn rest_of_line(&self) -> Mend {
        let start = self.failure.offset.clamp(self.line.body, self.line.end);
        if self.bracket.is_none() {
            return self.leave_out(Span::new(start, self.line.end));
        }
        let rest = Span::new(start, self.line.end).of(self.text);
        self.leave_out(Span::new(start, start + rest.find([',', ']', '}']).unwrap_or(rest.len())))
    }

    /// Tabs at the beginning of this and the lines below become spaces, as wide as the document's own indentation.
    fn tabs(&self) -> Option<Mend> {
        let has_tab = |line: &Line| Span::new(line.start, line.body).of(self.text).contains('\t');
        let mut line = Some(self.line);
        while let Some(next) = line.filter(|line| !has_tab(line)) {
            line = next.following(self.text);
        }
        let first = line?;
        let unit = self.unit();
        let mut edits = Vec::new();
        while let Some(tabbed) = line.filter(has_tab) {
            let white = Span::new(tabbed.start, tabbed.body);
            let width = white.of(self.text).chars().fold(0, |width, character| match character {
                '\t' => (width / unit + 1) * unit,
                _ => width + 1,
            });
            edits.push(Edit::replace(white, " ".repeat(width)));
            line = tabbed.following(self.text);
        }
        let at = Span::new(first.start, first.body);
        let tab = at.of(self.text).find('\t')?;
        let span = self.character(at.start + tab);
        Some(Mend { span, message: "a tab cannot indent; use spaces".into(), edits, fix: true })
    }

    /// The smallest indentation in the document.
    fn unit(&self) -> usize {
        let indents = self.text.lines().map(|line| line.len() - line.trim_start_matches(' ').len());
        indents.filter(|&indent| indent > 1).min().unwrap_or(2)
    }

    /// The quote that opened is closed where its line ends, inside brackets where its item ends.
    fn unclosed_quote(&self) -> Option<Mend> {
        let start = self.opening_quote()?;
        let quote = self.text.get(start..)?.chars().next()?;
        let line = Line::at(self.text, start);
        let rest = Span::new(start + 1, line.end).of(self.text);
        let comment = rest.find(" #").unwrap_or(rest.len());
        let in_brackets = self.bracket.is_some().then(|| rest.find([',', ']', '}'])).flatten();
        let length = rest.get(..in_brackets.unwrap_or(comment).min(comment))?.trim_end().len();
        let end = start + 1 + length;
        let edits = vec![Edit::insert(end, quote)];
        let fix = !rest.get(..length)?.ends_with('\\');
        Some(Mend { span: Span::new(start, end), message: "this quote is never closed".into(), edits, fix })
    }

    /// The next quote that begins a value after the last value that was read.
    fn opening_quote(&self) -> Option<usize> {
        let from = self.failure.last.end.min(self.failure.offset);
        let between = self.text.get(from..)?;
        let at = between.find(['\'', '"'])?;
        (from + at <= self.failure.offset).then_some(from + at)
    }

    /// Text behind a closing quote. When the quote began on a line above, that one was never closed.
    fn after_quote(&self) -> Option<Mend> {
        let start = self.opening_quote()?;
        if Line::at(self.text, start) == self.line {
            return None;
        }
        self.unclosed_quote()
    }

    /// A backslash that begins no escape stands for itself.
    fn escape(&self) -> Option<Mend> {
        let start = self.opening_quote()?;
        let mut escaped = false;
        for (at, character) in self.text.get(start + 1..)?.char_indices() {
            if escaped && !"0abtnvfre \"/\\N_LPxuU\t\n\r".contains(character) {
                let at = start + at;
                let span = Span::new(at, at + 1 + character.len_utf8());
                let message = message::of(self.text, at, &self.failure.kind).1;
                return Some(Mend { span, message, edits: vec![Edit::insert(at, "\\")], fix: true });
            }
            escaped = character == '\\' && !escaped;
        }
        None
    }

    /// A value that begins with a character YAML keeps for itself is read as if in quotes.
    fn needs_quotes(&self) -> Option<Mend> {
        let start = self.failure.offset;
        let end = self.line.end_of_code(self.text);
        let rest = Span::new(start, end).of(self.text);
        let length = match self.bracket {
            Some(_) => rest.find([',', ']', '}']).unwrap_or(rest.len()),
            None => rest.len(),
        };
        let value = rest.get(..length)?.trim_end();
        // What may be a mapping is not put in quotes.
        if value.is_empty() || value.contains('\'') || value.contains(": ") || value.ends_with(':') {
            return None;
        }
        let span = Span::new(start, start + value.len());
        let message = message::of(self.text, start, &self.failure.kind).1;
        let edits = vec![Edit::insert(span.start, "'"), Edit::insert(span.end, "'")];
        Some(Mend { span, message, edits, fix: true })
    }

    /// A path such as `/orders/{id}` inside brackets: people write it bare, and YAML takes its brace for a mapping.
    fn path_template(&self) -> Option<Mend> {
        let brace = self.failure.offset;
        let (before, after) = (self.text.get(self.line.start..brace)?, self.text.get(brace..self.line.end)?);
        if !after.starts_with('{') || !before.ends_with('/') {
            return None;
        }
        let lead = [": ", ", ", "[", "{ "].iter().filter_map(|lead| Some(before.rfind(lead)? + lead.len())).max()?;
        let start = self.line.start + before.len() - before.get(lead..)?.trim_start().len();
        let mut depth = 0_usize;
        let length = after.find(|character| match character {
            '{' => {
                depth += 1;
                false
            }
            '}' if depth > 0 => {
                depth -= 1;
                false
            }
            '}' | ']' => true,
            _ => depth == 0 && character == ',',
        })?;
        let value = Span::new(start, brace + after.get(..length)?.trim_end().len());
        if value.of(self.text).contains(['"', '\\']) {
            return None;
        }
        let edits = vec![Edit::insert(value.start, "\""), Edit::insert(value.end, "\"")];
        let message = "a path with `{…}` needs quotes inside brackets".to_owned();
        Some(Mend { span: value, message, edits, fix: true })
    }

    /// Brackets that do not match. A bracket cannot reach over a line that stands no deeper than what holds it.
    fn bracket(&self) -> Option<Mend> {
        let start = self.bracket?;
        let column = self.failure.columns.last().map_or(0, |&(column, _)| column);
        let opener = Line::at(self.text, start);
        let mut last = opener;
        let mut line = opener.following(self.text);
        let closes = |line: &Line| line.content().of(self.text).starts_with([']', '}']);
        while let Some(below) = line.filter(|below| below.is_blank() || below.indent() > column || closes(below)) {
            last = if below.is_blank() { last } else { below };
            line = below.following(self.text);
        }
        let end = last.end_of_code(self.text);
        let found = Brackets::until(self.text, start, end);
        if let Some((at, expected)) = found.mismatch {
            let edit = expected.map_or(Edit::delete(self.character(at)), |bracket| Edit::insert(at, bracket));
            let message = match expected {
                Some(bracket) => format!("a closing `{bracket}` is missing before this"),
                None => "this bracket closes nothing that is open".into(),
            };
            return Some(Mend { span: self.character(at), message, edits: vec![edit], fix: false });
        }
        if found.open.is_empty() {
            return self.comma();
        }
        let below = Span::new(opener.next.min(end), end).of(self.text);
        let is_stray = Span::new(start, opener.end_of_code(self.text)).len() == 1;
        if is_stray
            && below.lines().all(|line| !line.trim_end().ends_with(','))
            && (opener.body == start || !below.is_empty())
        {
            let edits = vec![Edit::delete(self.character(start))];
            let message = "this bracket is never closed; leave it out, or close it behind its last item";
            return Some(Mend { span: self.character(start), message: message.into(), edits, fix: false });
        }
        let missing: String = found.open.iter().rev().collect();
        let message = format!("this bracket is never closed; `{missing}` is missing");
        let edits = vec![Edit::insert(end, missing)];
        Some(Mend { span: self.character(start), message, edits, fix: false })
    }

    /// Two entries with no comma between them, each on its own line.
    fn comma(&self) -> Option<Mend> {
        let last = self.failure.last;
        let line = Line::at(self.text, last.start);
        if line.end >= last.end {
            return None;
        }
        let at = line.end_of_code(self.text);
        let edits = vec![Edit::insert(at, ",")];
        Some(Mend {
            span: token_at(self.text, last.start),
            message: "a comma is missing after this".into(),
            edits,
            fix: true,
        })
    }
}

impl Mend {
    fn saying(self, message: &str) -> Self {
        Self { message: message.into(), ..self }
    }
}
