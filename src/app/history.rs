//! Earlier versions of a draft in the browser's storage: the text as it stood when a person went on with it.
//!
//! They are packed as links are, one a line behind its time, and give way where a draft needs the room.

use architrave::share;
use leptos::prelude::*;

use super::browser::{page, storage};
use super::state::Bench;

const PREFIX: &str = "architrave.history.";
/// Least time from one to the next, in milliseconds.
const REST: u64 = 120_000;
/// How many of a draft are kept, and how many characters all of them may take.
const MOST: usize = 24;
const ROOM: usize = 96 * 1024;

/// A draft's text at a time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Version {
    /// When it was gone on with, in milliseconds since 1970; whole, since reading a fraction takes large tables.
    pub(crate) at: u64,
    packed: String,
}

impl Version {
    /// None where the stored line was damaged.
    pub(crate) fn text(&self) -> Option<String> {
        share::decode(&self.packed).ok()
    }
}

impl Bench {
    /// Keeps the text as it was `before` a person went on with it: when the draft was opened, and then every while.
    pub(crate) fn keep_version(self, before: &str) {
        let now = page::today() as u64;
        let due = self.document.with_untracked(|document| now.saturating_sub(document.versioned) > REST);
        let Some(id) = self.document.with_untracked(|document| document.draft().map(str::to_owned)).filter(|_| due)
        else {
            return;
        };
        // Nothing on the page shows it.
        self.document.update_untracked(|document| document.versioned = now);
        if before.trim().is_empty() || before.len() > share::MAX_TEXT {
            return;
        }
        let packed = share::encode(before);
        let mut versions = list(&id);
        if versions.first().is_none_or(|newest| newest.packed != packed) {
            versions.insert(0, Version { at: now, packed });
            thin(&mut versions);
            put(&id, &written(&versions));
        }
    }
}

/// The versions of a draft, the newest first.
pub(crate) fn list(id: &str) -> Vec<Version> {
    read(&storage::get(&key(id)).unwrap_or_default())
}

/// Forgets the versions of a draft, and hands them out for [`put`].
pub(crate) fn take(id: &str) -> String {
    let taken = storage::get(&key(id)).unwrap_or_default();
    storage::remove(&key(id));
    taken
}

/// Keeps what [`take`] handed out; where the browser refuses, the draft itself is still there.
pub(crate) fn put(id: &str, versions: &str) {
    if !versions.is_empty() {
        drop(storage::set(&key(id), versions));
    }
}

/// Forgets all versions of all drafts; false where there were none.
pub(crate) fn give_way() -> bool {
    let keys = storage::keys(PREFIX);
    keys.iter().for_each(|key| storage::remove(key));
    !keys.is_empty()
}

fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

fn read(lines: &str) -> Vec<Version> {
    let read = |line: &str| {
        let (at, packed) = line.split_once(' ')?;
        Some(Version { at: at.parse().ok()?, packed: packed.to_owned() })
    };
    lines.lines().filter_map(read).collect()
}

fn written(versions: &[Version]) -> String {
    versions.iter().map(|version| format!("{} {}\n", version.at, version.packed)).collect()
}

/// Drops, of too many, those that lie closest together for their age; the newest and the first stay.
fn thin(versions: &mut Vec<Version>) {
    let size = |versions: &[Version]| versions.iter().map(|version| version.packed.len()).sum::<usize>();
    while versions.len() > 2 && (versions.len() > MOST || size(versions) > ROOM) {
        let newest = versions.first().map_or(0, |version| version.at);
        let room = |(at, around): (usize, &[Version])| match around {
            [next, version, last] => {
                let (gap, age) = (next.at.saturating_sub(last.at), newest.saturating_sub(version.at));
                Some((at + 1, gap.saturating_mul(1_000_000) / (age + REST)))
            }
            _ => None,
        };
        let least = versions.windows(3).enumerate().filter_map(room).min_by_key(|(_, room)| *room);
        let Some((at, _)) = least else { return };
        versions.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, REST, ROOM, Version, read, thin, written};

    fn after(count: u64, packed: &str) -> Vec<Version> {
        let mut versions = Vec::new();
        for number in 0..count {
            versions.insert(0, Version { at: REST * number, packed: packed.to_owned() });
            thin(&mut versions);
        }
        versions
    }

    #[test]
    fn a_long_day_keeps_its_beginning_and_more_of_its_end() {
        let versions = after(300, "x");
        assert_eq!(versions.len(), MOST);
        let at = |index: usize| versions[index].at / REST;
        assert_eq!((at(0), at(MOST - 1)), (299, 0));
        assert!(at(0) - at(6) < 20, "{}", at(6));
        assert!(versions.windows(2).all(|pair| pair[0].at - pair[1].at < 100 * REST));
    }

    #[test]
    fn large_ones_are_fewer() {
        assert_eq!(after(20, &"x".repeat(ROOM / 5)).len(), 5);
        assert_eq!(after(20, &"x".repeat(ROOM)).len(), 2);
    }

    #[test]
    fn what_is_written_is_read_and_damage_is_left_out() {
        let versions = after(3, "v1.d.x");
        assert_eq!(read(&written(&versions)), versions);
        assert_eq!(read("soon v1.d.x\n5 v1.d.y\n\n7"), [Version { at: 5, packed: "v1.d.y".to_owned() }]);
        assert_eq!(read("5 v1.d.y")[0].text(), None);
    }
}
