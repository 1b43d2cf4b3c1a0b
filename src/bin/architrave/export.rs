//! `architrave export`: documents as files.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use architrave::document::{self, Entry, Source};
use architrave::lint::{self, Options};
use architrave::model::{Model, Versions};
use architrave::spec::Spec;

use super::input;

/// Writes the documents of a kind into a folder, or one to standard output.
///
/// # Errors
/// A sentence where the spec cannot be read, has no such document, has several of them and no folder is named, or a
/// file cannot be written.
pub(crate) fn run(kind: &str, file: &str, baseline: Option<&str>, out: Option<&Path>) -> Result<ExitCode, String> {
    let spec = Spec::read(&input::read(file)?.text);
    let model = Model::new(&spec, None);
    let earlier = baseline.map(|path| input::read(path).map(|it| Spec::read(&it.text))).transpose()?;
    let earlier = earlier.as_ref().map(|spec| Model::new(spec, None));
    let versions = earlier.as_ref().map(|earlier| versions(earlier, &model)).transpose()?;
    let mut entries = document::entries(&model);
    entries.extend(versions.map(document::entries_between).unwrap_or_default());
    if kind == "list" {
        entries.iter().for_each(|entry| anstream::println!("{}  {}", entry.id, entry.path));
        return Ok(ExitCode::SUCCESS);
    }
    let is_meant = |entry: &&Entry| kind == "all" || entry.id == kind || entry.id.split(':').next() == Some(kind);
    let meant: Vec<&Entry> = entries.iter().filter(is_meant).collect();
    // Without a date: a document says the same tomorrow. Contracts do not tell of findings, and need not wait for them.
    let told = meant.iter().any(|entry| entry.tab == "Design");
    let findings = if told { lint::check_model(&model, &Options::default()) } else { Vec::new() };
    let source = Source { model: &model, findings: &findings };
    let text = |id: &str| {
        let between = versions.and_then(|versions| document::write_between(versions, id));
        between.or_else(|| document::write(source, id)).unwrap_or_default()
    };
    match (meant.as_slice(), out) {
        ([], _) => {
            let known: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(format!("this spec has no document `{kind}`; it has: {known}"));
        }
        ([entry], None) => anstream::print!("{}", text(&entry.id)),
        (several, None) => return Err(format!("these are {} documents: name a folder with --out", several.len())),
        (several, Some(out)) => {
            for entry in several {
                let path = out.join(&entry.path);
                write(&path, &text(&entry.id))?;
                anstream::println!("{}", path.display());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Both versions, where nothing in either is hidden: what cannot be read would be dropped.
fn versions<'m>(before: &'m Model<'m>, after: &'m Model<'m>) -> Result<Versions<'m>, String> {
    let whole = |model: &'m Model<'m>| Versions::new(model, model).is_some();
    match (whole(before), Versions::new(before, after)) {
        (true, Some(versions)) => Ok(versions),
        (false, _) => Err("part of the earlier version cannot be read; `architrave check` says what".to_owned()),
        (_, None) => Err("part of the spec cannot be read; `architrave check` says what".to_owned()),
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, text)).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
