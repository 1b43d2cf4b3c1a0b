//! The open document: where it came from, and how it is kept.
//!
//! Nothing is written when a document is opened; the first edit of one that is no draft makes it a draft.

use architrave::draft::Draft;
use leptos::prelude::*;

use super::browser::{files, page, storage};
use super::shelf;
use super::state::{Bench, Panel};
use super::{links, samples};

/// How long typing may rest before the text is kept.
const SAVE_AFTER: u32 = 250;
/// What a spec without a name is called.
const UNTITLED: &str = "Untitled";

/// Where the text in the editor came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nowhere: begun here.
    #[default]
    New,
    /// One of our samples, by its id.
    Sample(String),
    /// A link.
    Shared,
    /// A draft, by its id.
    Draft(String),
}

/// What is open.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Document {
    pub(crate) origin: Origin,
    /// The name a person gave it; none takes that of the spec.
    pub(crate) title: Option<String>,
    /// Whether its lines end in CRLF outside of the editor.
    pub(crate) crlf: bool,
    /// When it was made, in milliseconds since 1970.
    pub(crate) created: f64,
    /// What it was before it became a draft: `link`, `sample: shop`.
    pub(crate) source: Option<String>,
    /// When a version of it was kept last; 0 where none was since it was opened.
    pub(crate) versioned: u64,
}

/// Whether the text is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Save {
    /// Nothing was changed since it was opened.
    Untouched,
    /// Changes wait for a pause.
    Pending,
    /// Kept, at this time.
    Kept(f64),
    /// The browser refused; the sentence says why.
    Refused(String),
}

impl Document {
    /// The id of the draft, if it is one.
    pub(crate) fn draft(&self) -> Option<&str> {
        match &self.origin {
            Origin::Draft(id) => Some(id),
            _ => None,
        }
    }
}

impl Bench {
    /// Opens what the address asks for, else the last draft, else a sample.
    pub(crate) fn open_first(self) {
        storage::on_change(move |key, value| self.changed_elsewhere(&key, value));
        page::on_hide(move || self.flush());
        page::on_fragment(move || {
            if !page::fragment().is_empty() {
                links::open(self);
            }
        });
        if !page::fragment().is_empty() && links::open(self) {
            return;
        }
        match shelf::last_open()
            .and_then(|id| shelf::read(&id))
            .or_else(|| shelf::list().first().and_then(|one| shelf::read(&one.id)))
        {
            Some(draft) => self.open_draft(&draft),
            None => self.open_sample(samples::FIRST),
        }
    }

    /// Shows a text that came from outside; nothing is written.
    pub(crate) fn open(self, document: Document, text: &str, cursor: usize) {
        self.flush();
        self.conflict.set(false);
        self.save.set(Save::Untouched);
        let crlf = text.contains("\r\n");
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        self.document.set(Document { crlf, ..document });
        self.view.set(architrave::protocol::View::default());
        self.chosen.set(None);
        self.documents.earlier.set(None);
        self.opening.set_value(true);
        self.with_editor(|editor| editor.load(&lines, cursor));
        self.opening.set_value(false);
    }

    /// Opens a kept draft.
    pub(crate) fn open_draft(self, draft: &Draft) {
        let document = Document {
            origin: Origin::Draft(draft.id.clone()),
            // A name that only repeats the spec's follows it when that changes.
            title: (spec_name(&draft.text) != Some(draft.name.as_str())).then(|| draft.name.clone()),
            crlf: false,
            created: draft.created,
            source: draft.origin.clone(),
            versioned: 0,
        };
        self.open(document, &draft.text, shelf::editor_offset(&draft.text, draft.cursor));
        self.save.set(Save::Kept(draft.updated));
    }

    /// Opens a sample; the first edit makes a draft of it.
    pub(crate) fn open_sample(self, id: &str) {
        let id = id.to_owned();
        leptos::task::spawn_local(async move {
            match files::fetch(&format!("samples/{id}.yaml")).await {
                Ok(text) => {
                    let document = Document { origin: Origin::Sample(id.clone()), ..Document::default() };
                    self.open(document, &text, 0);
                }
                Err(reason) => self.alert.set(Some(reason)),
            }
        });
    }

    /// Begins an empty document; the one before stays among the drafts.
    pub(crate) fn begin(self) {
        self.open(Document::default(), "", 0);
        self.show_panel(Panel::None);
        self.with_editor(super::editor::Editor::focus);
    }

    /// Opens a text from a file: a new draft from the first edit on.
    pub(crate) fn import(self, file: files::File) {
        leptos::task::spawn_local(async move {
            match files::read(file).await {
                Ok((name, text)) if name.ends_with(".json") => self.restore(&name, &text),
                Ok((name, text)) if text.trim().is_empty() => self.alert.set(Some(format!("`{name}` is empty."))),
                Ok((name, text)) => {
                    self.alert.set(None);
                    // The name in the spec is the better one.
                    let title = spec_name(&text).is_none().then(|| stem(&name).to_owned());
                    let document = Document { title, ..Document::default() };
                    self.open(document, &text, 0);
                    self.edited();
                    self.say(format!("Opened {name} as a new draft"), None);
                }
                Err(reason) => self.alert.set(Some(reason)),
            }
        });
    }

    /// A person changed the text: keep it soon, as a new draft where it was none.
    pub(crate) fn edited(self) {
        if self.document.with_untracked(|document| document.draft().is_none()) {
            self.make_draft(None);
        } else if self.conflict.get_untracked() {
            // The other tab's text stays where it is; ours goes on as a copy.
            let title = self.title_untracked();
            self.make_draft(Some(format!("{title} (copy)")));
            self.conflict.set(false);
        }
        self.save.set(Save::Pending);
        let save = page::later(SAVE_AFTER, move || self.flush());
        self.timers.update_value(|timers| timers.save = Some(save));
    }

    /// The document's name: the given one, else the spec's, else a stand-in.
    pub(crate) fn title(self) -> String {
        let given = self.document.with(|document| document.title.clone());
        let spec = self.report.with(|report| report.checked.name.clone());
        given.or(spec).unwrap_or_else(|| UNTITLED.to_owned())
    }

    pub(crate) fn title_untracked(self) -> String {
        untrack(move || self.title())
    }

    /// The text as files and links hold it: with the line ends it came with.
    pub(crate) fn outward(self) -> String {
        let text = self.text.with_untracked(|text| text.content.to_string());
        if self.document.with_untracked(|document| document.crlf) { text.replace('\n', "\r\n") } else { text }
    }

    /// The document's name as that of a file, without an extension.
    pub(crate) fn file_name(self) -> String {
        file_name(&self.title_untracked())
    }

    /// Saves the text as a file.
    pub(crate) fn save_file(self) {
        let name = self.file_name();
        files::save(&format!("{name}.yaml"), "application/yaml", &self.outward());
        self.say(format!("Saved {name}.yaml"), None);
    }

    /// Writes what is not kept yet.
    pub(crate) fn flush(self) {
        self.timers.update_value(|timers| timers.save = None);
        let Some(id) = self.document.with_untracked(|document| document.draft().map(str::to_owned)) else { return };
        let changed = matches!(self.save.get_untracked(), Save::Pending | Save::Refused(_));
        let text = self.outward();
        let cursor = shelf::byte_offset(&text, self.cursor.get_untracked().offset);
        let kept = shelf::read(&id);
        let moved = kept.as_ref().is_some_and(|kept| kept.cursor != cursor);
        if !changed && (!moved || self.conflict.get_untracked()) {
            return;
        }
        let document = self.document.get_untracked();
        let now = page::today();
        let updated = if changed { now } else { kept.map_or(now, |kept| kept.updated) };
        let named = spec_name(&text).map(str::to_owned);
        let name = document.title.or(named).unwrap_or_else(|| UNTITLED.to_owned());
        let draft = Draft { id, name, text, cursor, created: document.created, updated, origin: document.source };
        self.keep(&draft);
    }

    /// Takes the text that another tab kept.
    pub(crate) fn take_theirs(self) {
        let id = self.document.with_untracked(|document| document.draft().map(str::to_owned));
        if let Some(draft) = id.and_then(|id| shelf::read(&id)) {
            self.save.set(Save::Untouched);
            self.conflict.set(false);
            self.open_draft(&draft);
        }
    }

    /// Takes in the drafts of a backup.
    fn restore(self, name: &str, json: &str) {
        match shelf::restore(json, page::fresh_id) {
            Ok(count) => {
                self.alert.set(None);
                self.writes.update(|writes| *writes += 1);
                self.show_panel(Panel::Drafts);
                self.say(restored(count, name), None);
            }
            Err(reason) => self.alert.set(Some(format!("`{name}` is no backup. {reason}"))),
        }
    }

    fn keep(self, draft: &Draft) {
        match shelf::write(draft).and_then(|()| shelf::remember(&draft.id)) {
            Ok(()) => {
                self.save.set(Save::Kept(page::today()));
                self.alert.set(None);
                self.writes.update(|writes| *writes += 1);
            }
            Err(reason) => {
                self.save.set(Save::Refused(reason.clone()));
                self.alert.set(Some(format!("{reason}. Your text is only in this tab: download a backup.")));
            }
        }
    }

    fn make_draft(self, title: Option<String>) {
        self.document.update(|document| {
            document.source = match &document.origin {
                Origin::Sample(id) => Some(format!("sample: {id}")),
                Origin::Shared => Some("link".to_owned()),
                Origin::New | Origin::Draft(_) => document.source.take(),
            };
            document.origin = Origin::Draft(page::fresh_id());
            document.created = page::today();
            document.title = title.or(document.title.take());
        });
        page::clear_fragment();
    }

    fn changed_elsewhere(self, key: &str, value: Option<String>) {
        self.writes.update(|writes| *writes += 1);
        let Some(id) = self.document.with_untracked(|document| document.draft().map(str::to_owned)) else { return };
        if key != shelf::key(&id) {
            return;
        }
        let theirs = value.and_then(|json| shelf::parse(&json).ok());
        if theirs.is_some_and(|draft| draft.text != self.outward()) {
            self.conflict.set(true);
            if self.save.get_untracked() == Save::Pending {
                self.edited();
            }
        }
    }
}

/// The system's name as the text says it; a quick look, since the engine is elsewhere.
fn spec_name(text: &str) -> Option<&str> {
    let value = text.lines().find_map(|line| line.strip_prefix("name:"))?;
    let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then_some(value)
}

fn restored(count: usize, name: &str) -> String {
    match count {
        0 => format!("All drafts of {name} are here already"),
        1 => format!("1 draft restored from {name}"),
        count => format!("{count} drafts restored from {name}"),
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name that every file system takes.
fn file_name(title: &str) -> String {
    let name: String = title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    let name = name.trim_matches('-').to_lowercase();
    if name.is_empty() { "spec".to_owned() } else { name.chars().take(60).collect() }
}

#[cfg(test)]
mod tests {
    use super::{file_name, spec_name, stem};

    #[test]
    fn the_name_is_found_as_it_is_written() {
        assert_eq!(spec_name("# x\r\nname: \"My shop\" # ours\r\n"), Some("My shop"));
        assert_eq!(spec_name("services: [a]"), None);
    }

    #[test]
    fn titles_become_file_names() {
        assert_eq!(file_name("My Shop / EU"), "my-shop---eu");
        assert_eq!(file_name("../"), "spec");
        assert_eq!(stem("a.b.yaml"), "a.b");
    }
}
