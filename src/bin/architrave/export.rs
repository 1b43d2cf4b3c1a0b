//! `architrave export`: documents as files.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use architrave::document::{self, Entry, Source};
use architrave::lint::{self, Options};
use architrave::model::Model;
use architrave::spec::Spec;

use super::input;

/// Writes the documents of a kind into a folder, or one to standard output.
///
/// # Errors
/// A sentence where the spec cannot be read, has no such document, has several of them and no folder is named, or a
/// file cannot be written.
pub(crate) fn run(kind: &str, file: &str, out: Option<&Path>) -> Result<ExitCode, String> {
    let spec = Spec::read(&input::read(file)?.text);
    let model = Model::new(&spec, None);
    let entries = document::entries(&model);
    if kind == "list" {
        entries.iter().for_each(|entry| anstream::println!("{}  {}", entry.id, entry.path));
        return Ok(ExitCode::SUCCESS);
    }
    let is_meant = |entry: &&Entry| kind == "all" || entry.id == kind || entry.id.split(':').next() == Some(kind);
    let meant: Vec<&Entry> = entries.iter().filter(is_meant).collect();
    // Without a date: a document says the same tomorrow.
    let findings = lint::check_model(&model, &Options::default());
    let source = Source { model: &model, findings: &findings };
    match (meant.as_slice(), out) {
        ([], _) => {
            let known: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(format!("this spec has no document `{kind}`; it has: {known}"));
        }
        ([entry], None) => anstream::print!("{}", document::write(source, &entry.id).unwrap_or_default()),
        (several, None) => return Err(format!("these are {} documents: name a folder with --out", several.len())),
        (several, Some(out)) => {
            for entry in several {
                let path = out.join(&entry.path);
                write(&path, &document::write(source, &entry.id).unwrap_or_default())?;
                anstream::println!("{}", path.display());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, text)).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
