//! Answers the workbench's questions about one text at a time.

mod writer;

pub use writer::Writer;

use crate::lint::{self, Finding, Options};
use crate::model::Model;
use crate::protocol::{self, Checked, Request, Response, TextEdit};
use crate::rule::FixKind;
use crate::spec::Spec;
use crate::text::{Edit, LineIndex, Span};
use crate::{diagram, score};

/// The engine with the text that it checked last.
#[derive(Debug)]
pub struct Engine {
    spec: Spec,
    lines: LineIndex,
    findings: Vec<Finding>,
    options: Options,
}

impl Default for Engine {
    fn default() -> Self {
        Self { spec: Spec::read(""), lines: LineIndex::new(""), findings: Vec::new(), options: Options::default() }
    }
}

impl Engine {
    /// Answers a request.
    pub fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Hello { .. } => Response::Hello { version: protocol::VERSION },
            Request::Check { text, today, .. } => self.check(&text, today),
            Request::Draw { diagram, view, marked } => self.draw(&diagram, &view, marked),
            Request::Write { .. } | Request::Files | Request::File { .. } => {
                Response::Refused { reason: "This engine writes no documents.".to_owned() }
            }
            Request::FixAll { rule } => self.fix_all(rule.as_deref()),
            Request::Ignore { finding, reason } => self.ignore(finding, &reason),
        }
    }

    fn check(&mut self, text: &str, today: Option<String>) -> Response {
        self.spec = Spec::read(text);
        self.lines = LineIndex::new(text);
        self.options = Options { today, ..Options::default() };
        let model = Model::new(&self.spec, self.options.today.as_deref());
        self.findings = lint::check_model(&model, &self.options);
        let score = score::of(&model, &self.findings);
        Response::Checked(Checked {
            name: self.spec.system.name.as_ref().map(|name| name.value.clone()),
            stage: self.spec.stage().word().to_owned(),
            findings: self.findings.iter().map(|finding| self.shown(finding)).collect(),
            diagrams: diagram::tabs(&model),
            documents: Vec::new(),
            incomplete: !self.spec.tree.errors().is_empty(),
            score,
        })
    }

    fn model(&self) -> Model<'_> {
        Model::new(&self.spec, self.options.today.as_deref())
    }

    fn draw(&self, id: &str, view: &protocol::View, marked: bool) -> Response {
        let model = self.model();
        let open = self.findings.iter().filter(|finding| marked && finding.ignored.is_none());
        let marks = open.map(|finding| (finding.severity, finding.span));
        match diagram::drawn(&model, id, view, marks, |span| self.range(span)) {
            Some(drawn) => Response::Drawn(drawn),
            None => Response::Refused { reason: format!("There is no diagram `{id}`.") },
        }
    }

    fn fix_all(&self, rule: Option<&str>) -> Response {
        let text = self.spec.text();
        let (fixed, mended) = lint::fix_all(text, rule, &self.options);
        let edits = difference(text, &fixed).map(|edit| self.edit(&edit)).into_iter().collect();
        let noun = if mended == 1 { "finding" } else { "findings" };
        Response::Edits { edits, title: format!("fix {mended} {noun}") }
    }

    fn ignore(&self, finding: usize, reason: &str) -> Response {
        let Some(finding) = self.findings.get(finding) else {
            return Response::Refused { reason: "This finding is gone.".into() };
        };
        let edit = lint::ignore(&self.spec, finding, reason);
        Response::Edits { edits: vec![self.edit(&edit)], title: format!("ignore {}", finding.rule.id) }
    }

    fn shown(&self, finding: &Finding) -> protocol::Finding {
        let (from, to) = self.range(finding.span);
        let place = self.lines.position(self.spec.text(), finding.span.start);
        let related = finding.related.iter().map(|(span, message)| {
            let (from, to) = self.range(*span);
            protocol::Related { message: message.clone(), from, to, line: self.lines.line_of(span.start) + 1 }
        });
        let fixes = finding.fixes.iter().map(|fix| protocol::Fix {
            title: fix.title.clone(),
            safe: fix.kind == FixKind::Safe,
            edits: fix.edits.iter().map(|edit| self.edit(edit)).collect(),
        });
        protocol::Finding {
            rule: finding.rule.id.to_owned(),
            severity: finding.severity,
            message: finding.message.clone(),
            from,
            to,
            line: place.line,
            column: place.column,
            related: related.collect(),
            fixes: fixes.collect(),
            derivation: finding.derivation.clone(),
            ignored: finding.ignored.clone(),
        }
    }

    fn range(&self, span: Span) -> (usize, usize) {
        let text = self.spec.text();
        (self.lines.utf16(text, span.start), self.lines.utf16(text, span.end))
    }

    fn edit(&self, edit: &Edit) -> TextEdit {
        let (from, to) = self.range(edit.span);
        TextEdit { from, to, insert: edit.text.clone() }
    }
}

/// The smallest single replacement that turns one text into the other.
fn difference(old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(head..)?, new.get(head..)?);
    let tail: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let inserted = new_rest.get(..new_rest.len() - tail)?;
    Some(Edit::replace(Span::new(head, old.len() - tail), inserted))
}
