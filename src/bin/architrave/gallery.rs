//! `architrave gallery`: the list of samples that the workbench offers.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use architrave::diagram;
use architrave::model::Model;
use architrave::protocol::KindCount;
use architrave::spec::Spec;
use serde::Serialize;

use super::input;

/// A sample as `src/app/samples.rs` reads it.
#[derive(Debug, Serialize)]
struct Sample {
    id: String,
    title: String,
    summary: String,
    lines: usize,
    map: String,
}

/// Prints the specs of a folder as JSON, the shortest first, each with a small picture of its map.
///
/// # Errors
/// A sentence where the folder or a spec cannot be read.
pub(crate) fn run(folder: &Path) -> Result<ExitCode, String> {
    let unreadable = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    let mut samples = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            samples.push(sample(&path)?);
        }
    }
    samples.sort_by(|one, other| (one.lines, &one.id).cmp(&(other.lines, &other.id)));
    anstream::println!("{}", serde_json::to_string(&samples).map_err(|error| error.to_string())?);
    Ok(ExitCode::SUCCESS)
}

fn sample(path: &Path) -> Result<Sample, String> {
    let text = input::read(&path.to_string_lossy())?.text;
    let spec = Spec::read(&text);
    let model = Model::new(&spec, None);
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = spec.system.name.as_ref().map_or(id.as_str(), |name| &name.value);
    let map = diagram::find(&model, "map");
    Ok(Sample {
        title: titled(&name.replace('-', " ")),
        summary: spec.system.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        lines: text.lines().count(),
        map: map.and_then(|map| map.thumbnail(&alt(&map.kinds()))).unwrap_or_default(),
        id,
    })
}

fn titled(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `Map of 3 services and 1 store`.
fn alt(kinds: &[KindCount]) -> String {
    let counted = |it: &KindCount| match (it.count, it.kind.as_str()) {
        (1, "people") => "1 person".to_owned(),
        (1, kind) => format!("1 {}", kind.trim_end_matches('s')),
        (count, kind) => format!("{count} {kind}"),
    };
    let parts: Vec<String> = kinds.iter().map(counted).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("Map of {} and {last}", rest.join(", ")),
        _ => format!("Map of {}", parts.concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::{KindCount, alt};

    #[test]
    fn the_picture_says_what_it_shows() {
        let count = |count, kind: &str| KindCount { kind: kind.to_owned(), count };
        assert_eq!(
            alt(&[count(3, "services"), count(1, "cache"), count(1, "people")]),
            "Map of 3 services, 1 cache and 1 person"
        );
        assert_eq!(alt(&[count(1, "services")]), "Map of 1 service");
    }
}
