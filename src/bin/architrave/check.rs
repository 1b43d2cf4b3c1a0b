//! `architrave check`: findings as code frames or as JSON.

use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use architrave::lint::{self, Finding, Options};
use architrave::model::Model;
use architrave::protocol::{Score, Severity};
use architrave::rule::FixKind;
use architrave::score;
use architrave::spec::Spec;
use architrave::text::{LineIndex, Position, Span};
use serde::Serialize;

use super::input::{self, Input};
use super::{CheckArgs, Format};

/// Checks all files and reports.
///
/// # Errors
/// A sentence where none of the files can be read. One that cannot be read does not keep the others from being checked.
pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, String> {
    let today = args.today.clone().unwrap_or_else(input::today);
    let baseline = args.baseline.as_ref().map(|path| baseline(path, &args.files)).transpose()?;
    let options = Options { today: Some(today), baseline, ..Options::default() };
    let mut reports = Vec::new();
    let mut unreadable = false;
    for path in &args.files {
        match checked(path, args, &options) {
            Ok(report) => reports.push(report),
            Err(message) => {
                anstream::eprintln!("architrave: {message}");
                unreadable = true;
            }
        }
    }
    if reports.is_empty() {
        return Ok(ExitCode::from(2));
    }
    let threshold = Severity::from(args.deny);
    let shown = |finding: &&Finding| args.ignored || finding.ignored.is_none();
    match args.format {
        Format::Json => print_json(&reports, shown)?,
        Format::Text => print_text(&reports, args, shown),
    }
    let mut open = reports.iter().flat_map(|it| &it.findings).filter(|it| it.ignored.is_none());
    let failed = open.any(|finding| finding.severity >= threshold);
    Ok(ExitCode::from(if unreadable { 2 } else { u8::from(failed) }))
}

/// Reads the earlier version. One that says nothing, or not all of what it means, would let every change pass.
fn baseline(path: &str, files: &[String]) -> Result<Arc<Spec>, String> {
    if files.len() > 1 {
        return Err("a baseline is the earlier version of one spec; check the others by themselves".to_owned());
    }
    if path == "-" && files.iter().any(|file| file == "-") {
        return Err("standard input is either the spec or its baseline".to_owned());
    }
    let input = input::read(path)?;
    let spec = Spec::read(&input.text);
    if let Some(error) = spec.tree.errors().first() {
        let line = LineIndex::new(&input.text).position(&input.text, error.span.start).line;
        return Err(format!("the baseline {} cannot be read: line {line}: {}", input.name, error.message));
    }
    match spec.tree.root() {
        Some(root) if root.entries().is_some_and(|mut entries| entries.next().is_some()) => Ok(Arc::new(spec)),
        _ => Err(format!("the baseline {} is no spec: it has no keys", input.name)),
    }
}

/// A spec with what was found in it.
struct Report {
    input: Input,
    lines: LineIndex,
    findings: Vec<Finding>,
    score: Option<Score>,
}

fn checked(path: &str, args: &CheckArgs, options: &Options) -> Result<Report, String> {
    let mut input = input::read(path)?;
    if args.fix {
        let (fixed, mended) = lint::fix_all(&input.text, None, options);
        if path == "-" {
            anstream::print!("{fixed}");
        } else if mended > 0 {
            fs::write(path, &fixed).map_err(|error| format!("cannot write {path}: {error}"))?;
        }
        if mended > 0 {
            anstream::eprintln!("{}: {mended} mended", input.name);
        }
        input.text = fixed;
    }
    let spec = Spec::read(&input.text);
    let model = Model::new(&spec, options.today.as_deref());
    let findings = lint::check_model(&model, options);
    let score = args.score.then(|| score::of(&model, &findings));
    Ok(Report { lines: LineIndex::new(&input.text), input, findings, score })
}

fn print_text(reports: &[Report], args: &CheckArgs, shown: impl Fn(&&Finding) -> bool) {
    let renderer = Renderer::styled();
    // Fixed standard input owns standard output.
    let aside = args.fix && args.files.iter().any(|file| file == "-");
    let print = |text: String| {
        if aside {
            anstream::eprintln!("{text}");
        } else {
            anstream::println!("{text}");
        }
    };
    let mut counts = [0_usize; 3];
    for report in reports {
        for finding in report.findings.iter().filter(&shown) {
            if finding.ignored.is_none()
                && let Some(count) = counts.get_mut(finding.severity as usize)
            {
                *count += 1;
            }
            print(format!("{}\n", renderer.render(&[frame(report, finding, args.explain)])));
        }
        if let Some(score) = &report.score {
            print(scores(report, score));
        }
    }
    let [infos, warnings, errors] = counts;
    let ignored = reports.iter().flat_map(|it| &it.findings).filter(|it| it.ignored.is_some()).count();
    let fixable = |finding: &&Finding| {
        finding.ignored.is_none() && finding.fixes.first().is_some_and(|fix| fix.kind == FixKind::Safe)
    };
    let fixable = reports.iter().flat_map(|it| &it.findings).filter(fixable).count();
    let mut line = format!("{}, {}, {}", count(errors, "error"), count(warnings, "warning"), count(infos, "info"));
    if ignored > 0 {
        line.push_str(&format!(", {ignored} ignored"));
    }
    if fixable > 0 && !args.fix {
        line.push_str(&format!("; {fixable} can be mended with --fix"));
    }
    print(line);
}

/// The score as a table, with what raises it.
fn scores(report: &Report, score: &Score) -> String {
    let mut text = format!("{}: {} of 100\n", report.input.name, score.total);
    for side in &score.dimensions {
        let [errors, warnings, infos] = side.findings;
        let found = [(errors, "error"), (warnings, "warning"), (infos, "info")];
        let found: Vec<String> = found.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun)).collect();
        let line = format!("  {:<13} {:>3}  {}", side.name, side.score, found.join(", "));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for raise in &score.raises {
        let line = report.findings.get(raise.finding).map_or(1, |it| report.lines.line_of(it.span.start) + 1);
        let rise = format!("{} to {}", raise.dimension.to_lowercase(), raise.score);
        text.push_str(&format!("  line {line}: {} ({rise})\n", raise.title));
    }
    for missing in &score.missing {
        text.push_str(&format!("  not written yet: {missing}\n"));
    }
    text
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The code frame of a finding.
fn frame<'r>(report: &'r Report, finding: &'r Finding, explain: bool) -> Group<'r> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut snippet = Snippet::source(report.input.text.as_str()).path(report.input.name.as_str()).line_start(1);
    snippet = snippet.annotation(mark(&report.input.text, finding.span, AnnotationKind::Primary));
    for (span, part) in &finding.related {
        snippet = snippet.annotation(mark(&report.input.text, *span, AnnotationKind::Context).label(part.as_str()));
    }
    let mut group = level.primary_title(finding.message.as_str()).id(finding.rule.id).element(snippet);
    if explain {
        for step in &finding.derivation {
            group = group.element(Level::NOTE.message(step.as_str()));
        }
    }
    if let Some(reason) = &finding.ignored {
        group = group.element(Level::NOTE.message(format!("ignored: {reason}")));
    } else if let Some(fix) = finding.fixes.first() {
        let how = if fix.kind == FixKind::Safe { "" } else { " (after a look)" };
        group = group.element(Level::HELP.message(format!("{}{how}", fix.title)));
    }
    group
}

/// Marks the first line of a span; a frame of many lines hides what it is about.
fn mark(text: &str, span: Span, kind: AnnotationKind) -> Annotation<'_> {
    let line = architrave::spec::read::first_line(text, span);
    kind.span(line.start..line.end)
}

#[derive(Serialize)]
struct FileJson<'r> {
    file: &'r str,
    findings: Vec<FindingJson<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<&'r Score>,
}

/// A finding for other programs. Lines and columns count from 1, columns in characters; offsets are bytes.
#[derive(Serialize)]
struct FindingJson<'r> {
    rule: &'r str,
    severity: Severity,
    message: &'r str,
    start: Position,
    end: Position,
    span: Span,
    related: Vec<RelatedJson<'r>>,
    fixes: Vec<FixJson<'r>>,
    derivation: &'r [String],
    ignored: Option<&'r str>,
}

#[derive(Serialize)]
struct RelatedJson<'r> {
    message: &'r str,
    start: Position,
    span: Span,
}

#[derive(Serialize)]
struct FixJson<'r> {
    title: &'r str,
    safe: bool,
    edits: &'r [architrave::text::Edit],
}

fn print_json(reports: &[Report], shown: impl Fn(&&Finding) -> bool) -> Result<(), String> {
    let files: Vec<FileJson<'_>> = reports
        .iter()
        .map(|report| FileJson {
            file: &report.input.name,
            findings: report.findings.iter().filter(&shown).map(|finding| json(report, finding)).collect(),
            score: report.score.as_ref(),
        })
        .collect();
    let text = serde_json::to_string_pretty(&files).map_err(|error| error.to_string())?;
    anstream::println!("{text}");
    Ok(())
}

fn json<'r>(report: &Report, finding: &'r Finding) -> FindingJson<'r> {
    let place = |offset| report.lines.position(&report.input.text, offset);
    let related = |(span, message): &'r (Span, String)| RelatedJson { message, start: place(span.start), span: *span };
    let fixes = finding.fixes.iter();
    FindingJson {
        rule: finding.rule.id,
        severity: finding.severity,
        message: &finding.message,
        start: place(finding.span.start),
        end: place(finding.span.end),
        span: finding.span,
        related: finding.related.iter().map(related).collect(),
        fixes: fixes
            .map(|fix| FixJson { title: &fix.title, safe: fix.kind == FixKind::Safe, edits: &fix.edits })
            .collect(),
        derivation: &finding.derivation,
        ignored: finding.ignored.as_deref(),
    }
}
