//! Drafts in the browser's storage: one key each, so that two tabs with two drafts never meet.
//!
//! Each value is a library of one draft, in the form that [`architrave::draft`] writes and reads across versions.

use architrave::draft::{Draft, Library};

use super::browser::storage;
use super::history;

const PREFIX: &str = "architrave.draft.";
const LAST: &str = "architrave.open";

/// The key a draft is kept under.
pub(crate) fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

/// Reads a kept value; the sentence says why it is no draft.
pub(crate) fn parse(json: &str) -> Result<Draft, String> {
    let library = Library::from_json(json).map_err(|error| error.to_string())?;
    library.drafts.into_iter().next().ok_or_else(|| "It holds no draft.".to_owned())
}

/// The draft with this id.
pub(crate) fn read(id: &str) -> Option<Draft> {
    parse(&storage::get(&key(id))?).ok()
}

/// Keeps a draft; the sentence says why it could not.
pub(crate) fn write(draft: &Draft) -> Result<(), String> {
    let library = Library { current: None, drafts: vec![draft.clone()] };
    let (key, json) = (key(&draft.id), library.to_json());
    storage::set(&key, &json)
        .or_else(|refused| if history::give_way() { storage::set(&key, &json) } else { Err(refused) })
}

/// Remembers which draft a reload opens.
pub(crate) fn remember(id: &str) -> Result<(), String> {
    storage::set(LAST, id)
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
    let mut drafts: Vec<Draft> = values().into_iter().filter_map(|(_, json)| parse(&json).ok()).collect();
    drafts.sort_by(|one, other| other.updated.total_cmp(&one.updated));
    drafts
}

/// Key, value and reason of what cannot be read: shown for saving, never removed by itself.
pub(crate) fn damaged() -> Vec<(String, String, String)> {
    values().into_iter().filter_map(|(key, json)| parse(&json).err().map(|reason| (key, json, reason))).collect()
}

/// Removes a damaged value, when a person says so.
pub(crate) fn remove_damaged(key: &str) {
    storage::remove(key);
}

/// Every draft as one file.
pub(crate) fn backup() -> String {
    Library { current: last_open(), drafts: list() }.to_json()
}

/// Keeps the drafts of a backup that are not here word for word; says how many.
pub(crate) fn restore(json: &str, fresh_id: impl Fn() -> String) -> Result<usize, String> {
    let library = Library::from_json(json).map_err(|error| error.to_string())?;
    let here = list();
    let new = library
        .drafts
        .into_iter()
        .filter(|draft| !here.iter().any(|one| one.name == draft.name && one.text == draft.text));
    let mut count = 0;
    for draft in new {
        let id = if storage::get(&key(&draft.id)).is_some() { fresh_id() } else { draft.id.clone() };
        write(&Draft { id, ..draft })?;
        count += 1;
    }
    Ok(count)
}

/// Where byte `offset` of `text` lies in UTF-16 units, each line end counted as one.
pub(crate) fn editor_offset(text: &str, offset: usize) -> usize {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    before.replace("\r\n", "\n").encode_utf16().count()
}

/// The byte of `text` at a UTF-16 offset that counts each line end as one.
pub(crate) fn byte_offset(text: &str, offset: usize) -> usize {
    let mut units = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if units >= offset {
            return at;
        }
        if letter != '\r' || letters.peek().is_none_or(|(_, next)| *next != '\n') {
            units += letter.len_utf16();
        }
    }
    text.len()
}

fn values() -> Vec<(String, String)> {
    storage::keys(PREFIX).into_iter().filter_map(|key| storage::get(&key).map(|json| (key, json))).collect()
}

#[cfg(test)]
mod tests {
    use super::{byte_offset, editor_offset};

    #[test]
    fn a_cursor_survives_emoji_and_line_ends() {
        let text = "a: 😀\r\nb: 1\r\n";
        for offset in 0..=10 {
            if offset != 4 {
                assert_eq!(editor_offset(text, byte_offset(text, offset)), offset, "{offset}");
            }
        }
        assert_eq!(byte_offset(text, 99), text.len());
    }
}
