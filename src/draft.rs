//! Drafts ⇄ JSON with a version.
//!
//! Nothing here throws a text away: an identifier that is taken gets a number, a deleted draft is handed back, and what
//! cannot be read is left to the caller, who still has it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The form that is written; older ones are read.
pub const VERSION: u32 = 1;

/// A kept text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Unique in its library.
    pub id: String,
    /// What the list calls it.
    pub name: String,
    /// The spec as it was typed.
    pub text: String,
    /// Byte offset of the cursor in `text`.
    #[serde(default)]
    pub cursor: usize,
    /// Milliseconds since 1970, given by the caller.
    pub created: f64,
    /// Milliseconds since 1970, given by the caller.
    pub updated: f64,
    /// Where it came from: a link, a sample, a file; none when it was begun here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// All drafts, and which one is open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Library {
    /// Identifier of the open draft.
    #[serde(default)]
    pub current: Option<String>,
    /// In the order they were made.
    pub drafts: Vec<Draft>,
}

/// Why stored drafts cannot be read. The caller keeps the stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// Not JSON, or not of this form; with the reader's reason.
    Damaged(String),
    /// Written by a newer version.
    Newer(u32),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(reason) => write!(f, "The stored drafts are damaged and were left as they are ({reason})."),
            Self::Newer(version) => {
                write!(f, "The drafts were stored by a newer version ({version}). Reload the page to get it.")
            }
        }
    }
}

impl std::error::Error for ReadError {}

#[derive(Serialize)]
struct Stored<'l> {
    version: u32,
    #[serde(flatten)]
    library: &'l Library,
}

/// Read before the rest, which a newer version may write in another form.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Library {
    /// The library as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists always have a JSON form; numbers that are not finite become null.
        serde_json::to_string(&Stored { version: VERSION, library: self }).unwrap_or_default()
    }

    /// Reads what [`Library::to_json`] wrote. Two drafts with one identifier are both kept.
    ///
    /// # Errors
    /// Damaged text, or text of a newer version.
    pub fn from_json(json: &str) -> Result<Self, ReadError> {
        let damaged = |error: serde_json::Error| ReadError::Damaged(error.to_string());
        let Version { version } = serde_json::from_str(json).map_err(damaged)?;
        if version > VERSION {
            return Err(ReadError::Newer(version));
        }
        let read: Self = serde_json::from_str(json).map_err(damaged)?;
        let mut library = Self { current: read.current, drafts: Vec::new() };
        for draft in read.drafts {
            library.add(draft);
        }
        Ok(library)
    }

    /// The draft with this identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.id == id)
    }

    /// Adds a draft and opens it. Where its identifier is taken it gets a number behind; says which it has.
    pub fn new_draft(&mut self, draft: Draft) -> String {
        let id = self.add(draft);
        self.current = Some(id.clone());
        id
    }

    /// Adds a copy under a name of its own and opens it; says its identifier, none when there is no such draft.
    pub fn duplicate(&mut self, id: &str, now: f64) -> Option<String> {
        let copy = self.get(id)?.clone();
        let name = self.free_name(&format!("{} (copy)", copy.name));
        Some(self.new_draft(Draft { name, created: now, updated: now, ..copy }))
    }

    /// Gives a draft another name; false when there is no such draft or the name is blank.
    pub fn rename(&mut self, id: &str, name: &str) -> bool {
        let name = name.trim();
        match self.drafts.iter_mut().find(|draft| draft.id == id) {
            Some(draft) if !name.is_empty() => {
                name.clone_into(&mut draft.name);
                true
            }
            _ => false,
        }
    }

    /// Takes a draft out and hands it back, for undo. Where it was open, the one changed last is opened.
    pub fn delete(&mut self, id: &str) -> Option<Draft> {
        let at = self.drafts.iter().position(|draft| draft.id == id)?;
        let draft = self.drafts.remove(at);
        if self.current.as_deref() == Some(id) {
            let newest = self.drafts.iter().max_by(|one, other| one.updated.total_cmp(&other.updated));
            self.current = newest.map(|draft| draft.id.clone());
        }
        Some(draft)
    }

    /// Adds all drafts of another library that are not here word for word; says how many.
    pub fn import(&mut self, other: Self) -> usize {
        let before = self.drafts.len();
        for draft in other.drafts {
            if !self.drafts.iter().any(|mine| mine.name == draft.name && mine.text == draft.text) {
                self.add(draft);
            }
        }
        self.drafts.len() - before
    }

    fn add(&mut self, mut draft: Draft) -> String {
        let taken = |id: &str| self.get(id).is_some();
        draft.id = numbered(&draft.id, taken);
        let id = draft.id.clone();
        self.drafts.push(draft);
        id
    }

    fn free_name(&self, wanted: &str) -> String {
        numbered(wanted, |name| self.drafts.iter().any(|draft| draft.name == name))
    }
}

/// `wanted`, or with the first number from 2 on behind it that is free.
fn numbered(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut free = wanted.to_owned();
    let mut number = 2;
    while taken(&free) {
        free = format!("{wanted} {number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(id: &str, updated: f64) -> Draft {
        Draft {
            id: id.into(),
            name: format!("the {id}"),
            text: format!("name: {id}\r\n# 😀"),
            cursor: 3,
            created: 1.0,
            updated,
            origin: None,
        }
    }

    fn library() -> Library {
        let mut library = Library::default();
        library.new_draft(draft("a", 5.0));
        library.new_draft(Draft { origin: Some("sample: shop".into()), ..draft("b", 7.0) });
        library.new_draft(draft("c", 6.0));
        library
    }

    #[test]
    fn a_library_round_trips() {
        let json = library().to_json();
        assert!(json.starts_with(r#"{"version":1,"#), "{json}");
        assert_eq!(Library::from_json(&json), Ok(library()));
        let first_release =
            r#"{"version":1,"current":"x","drafts":[{"id":"x","name":"X","text":"name: x","created":1,"updated":2}]}"#;
        assert_eq!(Library::from_json(first_release).unwrap().get("x").unwrap().text, "name: x");
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(Library::from_json(r#"{"version":9,"boxes":{}}"#), Err(ReadError::Newer(9)));
        for json in
            ["", "null", "[]", "{}", r#"{"version":1}"#, r#"{"version":1,"drafts":[{"id":1}]}"#, "{\"version\":1,"]
        {
            assert!(matches!(Library::from_json(json), Err(ReadError::Damaged(_))), "{json}");
        }
    }

    #[test]
    fn nothing_is_ever_overwritten() {
        let mut library = library();
        assert_eq!(library.new_draft(draft("a", 8.0)), "a 2");
        assert_eq!(library.duplicate("b", 9.0).as_deref(), Some("b 2"));
        assert_eq!(library.get("b 2").unwrap().name, "the b (copy)");
        assert_eq!(library.duplicate("b", 9.0).as_deref(), Some("b 3"));
        assert_eq!(library.get("b 3").unwrap().name, "the b (copy) 2");
        assert_eq!(library.duplicate("none", 9.0), None);
        let twice = library.to_json().replace("\"id\":\"a 2\"", "\"id\":\"a\"");
        assert_eq!(Library::from_json(&twice).unwrap().drafts.len(), 6);
    }

    #[test]
    fn a_deleted_draft_is_handed_back() {
        let mut library = library();
        let gone = library.delete("c").unwrap();
        assert_eq!(library.current.as_deref(), Some("b"));
        assert_eq!(library.delete("c"), None);
        library.new_draft(gone);
        assert_eq!(library.drafts.len(), 3);
        assert!(library.rename("a", " new ") && !library.rename("a", " ") && !library.rename("none", "x"));
        assert_eq!(library.get("a").unwrap().name, "new");
    }

    #[test]
    fn import_adds_what_is_not_there() {
        let mut mine = library();
        let mut theirs = library();
        theirs.drafts[0].text.push('!');
        assert_eq!(mine.import(theirs), 1);
        assert_eq!((mine.drafts.len(), mine.get("a 2").is_some(), mine.current.as_deref()), (4, true, Some("c")));
    }
}
