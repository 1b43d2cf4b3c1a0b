//! Drafts in the browser's storage: one key each, so that two tabs with two drafts never meet.

use serde::{Deserialize, Serialize};

use super::browser::storage;

const PREFIX: &str = "architrave.draft.";
const LAST: &str = "architrave.open";

/// A kept text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) id: String,
    /// The name a person gave it.
    pub(crate) title: Option<String>,
    /// The name in the spec, when it was kept.
    pub(crate) name: Option<String>,
    pub(crate) text: String,
    pub(crate) cursor: usize,
    /// Milliseconds since 1970.
    pub(crate) created: f64,
    pub(crate) updated: f64,
}

impl Draft {
    /// What the list calls it.
    pub(crate) fn label(&self) -> String {
        self.title.clone().or_else(|| self.name.clone()).unwrap_or_else(|| "Untitled".to_owned())
    }
}

/// The key a draft is kept under.
pub(crate) fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

/// Reads a kept value; none where it is damaged.
pub(crate) fn parse(json: &str) -> Option<Draft> {
    serde_json::from_str(json).ok()
}

/// The draft with this id.
pub(crate) fn read(id: &str) -> Option<Draft> {
    parse(&storage::get(&key(id))?)
}

/// Keeps a draft; the sentence says why it could not.
pub(crate) fn write(draft: &Draft) -> Result<(), String> {
    let json = serde_json::to_string(draft).map_err(|error| error.to_string())?;
    storage::set(&key(&draft.id), &json)?;
    storage::set(LAST, &draft.id)
}

/// Forgets a draft.
pub(crate) fn remove(id: &str) {
    storage::remove(&key(id));
}

/// The draft that was kept last.
pub(crate) fn last_open() -> Option<String> {
    storage::get(LAST)
}

/// All drafts that can be read, the newest first.
pub(crate) fn list() -> Vec<Draft> {
    let values = storage::keys(PREFIX).into_iter().filter_map(|key| storage::get(&key));
    let mut drafts: Vec<Draft> = values.filter_map(|json| parse(&json)).collect();
    drafts.sort_by(|one, other| other.updated.total_cmp(&one.updated));
    drafts
}

/// Keys and values that are no drafts any more: shown for saving, never removed by themselves.
pub(crate) fn damaged() -> Vec<(String, String)> {
    let values = storage::keys(PREFIX).into_iter().filter_map(|key| storage::get(&key).map(|json| (key, json)));
    values.filter(|(_, json)| parse(json).is_none()).collect()
}

/// Removes a damaged value, when a person says so.
pub(crate) fn remove_damaged(key: &str) {
    storage::remove(key);
}
