//! `architrave export`: what follows from a spec, as files.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use architrave::archive;
use architrave::document::{self, Entry, Source};
use architrave::lint::{self, Options};
use architrave::model::{Model, Versions};
use architrave::spec::Spec;

use super::input;

/// Writes the documents of a kind into a folder, or one to standard output; or all files that follow from the spec.
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
    // Without a date: a document says the same tomorrow. Contracts do not tell of findings, and need not wait for them.
    let told = matches!(kind, "all" | "zip") || kind.starts_with("design");
    let findings = if told { lint::check_model(&model, &Options::default()) } else { Vec::new() };
    let design = Design { source: Source::new(&model, &findings), versions };
    match (kind, out) {
        ("list", _) => {
            design.entries().iter().for_each(|entry| anstream::println!("{}  {}", entry.id, entry.path));
        }
        ("all", Some(out)) => put(out, &design.files()?)?,
        ("all", None) => return Err("these are many files: name a folder with --out".to_owned()),
        ("zip", out) => {
            let files = design.files()?;
            let archive = archive::zip(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))?;
            match out {
                Some(out) => write(out, &archive)?,
                None => std::io::stdout().write_all(&archive).map_err(|error| format!("cannot write: {error}"))?,
            }
        }
        _ => design.write(kind, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A spec with its findings, beside an earlier version where there is one.
struct Design<'m> {
    source: Source<'m>,
    versions: Option<Versions<'m>>,
}

impl Design<'_> {
    fn entries(&self) -> Vec<Entry> {
        let mut entries = document::entries(self.source.model);
        entries.extend(self.versions.map(document::entries_between).unwrap_or_default());
        entries
    }

    fn text(&self, entry: &Entry) -> String {
        let between = self.versions.and_then(|versions| document::write_between(versions, &entry.id));
        between.or_else(|| document::write(&self.source, &entry.id)).unwrap_or_default()
    }

    /// Documents and diagrams by path.
    fn files(&self) -> Result<Vec<(String, String)>, String> {
        let files = archive::files(&self.source, self.versions);
        if files.is_empty() { Err("nothing follows from this spec yet: name a service".to_owned()) } else { Ok(files) }
    }

    /// Writes the documents of a kind.
    fn write(&self, kind: &str, out: Option<&Path>) -> Result<(), String> {
        let entries = self.entries();
        let is_meant = |entry: &&Entry| entry.id == kind || entry.id.split(':').next() == Some(kind);
        let meant: Vec<&Entry> = entries.iter().filter(is_meant).collect();
        match (meant.as_slice(), out) {
            ([], _) => {
                let known: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                Err(format!("this spec has no document `{kind}`; it has: {known}"))
            }
            ([entry], None) => {
                anstream::print!("{}", self.text(entry));
                Ok(())
            }
            (several, None) => Err(format!("these are {} documents: name a folder with --out", several.len())),
            (several, Some(out)) => {
                let files: Vec<(String, String)> =
                    several.iter().map(|entry| (entry.path.clone(), self.text(entry))).collect();
                put(out, &files)
            }
        }
    }
}

/// Both versions, where nothing in either is hidden: what cannot be read would be dropped.
fn versions<'m>(before: &'m Model<'m>, after: &'m Model<'m>) -> Result<Versions<'m>, String> {
    let versions = Versions { before, after };
    match versions.unreadable() {
        None => Ok(versions),
        Some(part) => Err(format!("{part}; `architrave check` says what")),
    }
}

/// Writes files into a folder and says where.
fn put(out: &Path, files: &[(String, String)]) -> Result<(), String> {
    for (path, text) in files {
        let path = out.join(path);
        write(&path, text.as_bytes())?;
        anstream::println!("{}", path.display());
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, bytes)).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
