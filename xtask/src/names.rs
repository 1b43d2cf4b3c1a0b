//! Names that change with what a file holds.
//!
//! A browser may keep a script, a style or a binary for as long as it likes. Were a new page to meet an old worker, or
//! new glue an old editor, they would speak past each other; so each file's address names its content. Only the page
//! itself keeps its name, and with it what other sites may point at: icon, manifest, samples.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::problem::{Problem, Result};

/// A built site: paths below its folder, with `/`, and what they hold.
type Site = BTreeMap<String, Vec<u8>>;

/// What gets a name by content.
const NAMED: [&str; 5] = ["js", "css", "wasm", "html", "json"];
/// Where a name may be written.
const WRITTEN_IN: [&str; 2] = ["js", "html"];
/// What is asked for by its plain name.
const PAGE: &str = "index.html";

/// Renames the files of `folder`, wherever they are mentioned, too.
pub(crate) fn by_content(folder: &str) -> Result<()> {
    let failed = |error: io::Error| Problem::failed(format!("cannot name the files of {folder}: {error}"));
    let folder = Path::new(folder);
    let mut before = Site::new();
    read(folder, "", &mut before).map_err(failed)?;
    let after = named(before.clone())?;
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        fs::remove_file(folder.join(path)).map_err(failed)?;
    }
    for (path, content) in after.iter().filter(|(path, content)| before.get(*path) != Some(content)) {
        fs::write(folder.join(path), content).map_err(failed)?;
    }
    remove_empty(folder).map_err(failed)
}

fn read(folder: &Path, prefix: &str, site: &mut Site) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{path}/"), site)?;
        } else {
            site.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Removes the folders below that hold no file any more.
fn remove_empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_empty(&path)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        }
    }
    Ok(())
}

/// The same site with content in its names: first what mentions no other file, then what mentions those.
fn named(mut site: Site) -> Result<Site> {
    let mut waiting: Vec<String> = site.keys().filter(|path| is(path, &NAMED) && *path != PAGE).cloned().collect();
    while !waiting.is_empty() {
        let free = waiting.iter().position(|path| {
            let content = site.get(path).map(Vec::as_slice).unwrap_or_default();
            !is(path, &WRITTEN_IN) || !waiting.iter().any(|other| other != path && mentions(content, other))
        });
        let Some(free) = free else {
            return Err(Problem::failed(format!("these files name each other in a circle: {}", waiting.join(", "))));
        };
        let path = waiting.swap_remove(free);
        let content = site.remove(&path).unwrap_or_default();
        let name = name(&path, &content);
        for (_, text) in site.iter_mut().filter(|(other, _)| is(other, &WRITTEN_IN)) {
            *text = replaced(text, &path, &name);
        }
        site.insert(name, content);
    }
    Ok(site)
}

/// `worker.js` → `worker-0123456789abcdef.js`, at the top of the site.
fn name(path: &str, content: &[u8]) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    format!("{stem}-{:016x}.{extension}", fnv1a(content))
}

/// FNV-1a with 64 bits: the same on every machine and with every compiler.
fn fnv1a(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn mentions(text: &[u8], path: &str) -> bool {
    forms(path).iter().any(|form| find(text, form.as_bytes()).is_some())
}

fn replaced(text: &[u8], path: &str, name: &str) -> Vec<u8> {
    let mut text = text.to_vec();
    for form in forms(path) {
        let quote = form.get(..1).unwrap_or_default();
        let fresh = format!("{quote}./{name}{quote}");
        let mut done = 0;
        while let Some(at) = text.get(done..).and_then(|rest| find(rest, form.as_bytes())) {
            let from = done + at;
            text.splice(from..from + form.len(), fresh.bytes());
            done = from + fresh.len();
        }
    }
    text
}

/// How a file is mentioned in a script or a page.
fn forms(path: &str) -> [String; 4] {
    [format!("\"{path}\""), format!("'{path}'"), format!("\"./{path}\""), format!("'./{path}'")]
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn is(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::{Site, named};

    fn site(engine: &str) -> Site {
        let files = [
            ("index.html", r#"<script src="start.js" data-js="./web.js" data-worker="./worker_loader.js"></script>"#),
            ("start.js", "start()"),
            ("web.js", "import { Editor } from './snippets/a-1/editor.js'; new URL('web_bg.wasm', import.meta.url);"),
            ("web_bg.wasm", "page, which says worker_bg.wasm to nobody"),
            ("snippets/a-1/editor.js", "export class Editor {}"),
            ("worker_loader.js", r#"importScripts("./worker.js");wasm_bindgen("./worker_bg.wasm");"#),
            ("worker.js", "let wasm_bindgen;"),
            ("worker_bg.wasm", engine),
            ("samples/first.yaml", "name: first"),
        ];
        files.into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect()
    }

    fn text<'a>(site: &'a Site, start: &str) -> (&'a str, String) {
        let found = site.iter().find(|(path, _)| path.starts_with(start)).unwrap();
        (found.0, String::from_utf8(found.1.clone()).unwrap())
    }

    #[test]
    fn a_change_of_the_engine_changes_every_name_up_to_the_page() {
        let (one, other) = (named(site("one")).unwrap(), named(site("other")).unwrap());
        for (start, changes) in [("worker_bg-", true), ("worker_loader-", true), ("worker-", false), ("web-", false)] {
            assert_eq!(text(&one, start).0 != text(&other, start).0, changes, "{start}");
        }
        assert_ne!(one["index.html"], other["index.html"]);
        assert_eq!(one, named(site("one")).unwrap());
    }

    #[test]
    fn every_mention_leads_to_a_file() {
        let site = named(site("one")).unwrap();
        let (loader, text_of_loader) = text(&site, "worker_loader-");
        assert!(text_of_loader.contains(&format!("\"./{}\"", text(&site, "worker_bg-").0)));
        assert!(text_of_loader.contains(&format!("\"./{}\"", text(&site, "worker-").0)));
        assert!(text(&site, "web-").1.contains(&format!("'./{}'", text(&site, "editor-").0)));
        assert!(text(&site, "web-").1.contains(&format!("'./{}'", text(&site, "web_bg-").0)));
        assert!(text(&site, "index.html").1.contains(&format!("data-worker=\"./{loader}\"")));
        assert_eq!(text(&site, "samples/").0, "samples/first.yaml");
    }

    #[test]
    fn a_circle_is_said() {
        let circle = [("a.js", "import './b.js'"), ("b.js", "import './a.js'")];
        let circle: Site = circle.into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect();
        assert!(named(circle).is_err());
    }
}
