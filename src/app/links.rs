//! Links that hold a whole spec.

use super::browser::page;
use super::icons::Icon;
use super::state::Bench;

/// How far a link of some length gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) class: &'static str,
    pub(crate) icon: Icon,
    pub(crate) words: &'static str,
}

/// The link to the text in the editor.
pub(crate) fn make(_bench: Bench) -> String {
    page::address()
}

/// Where a link of `length` characters survives.
pub(crate) const fn reach(length: usize) -> Reach {
    match length {
        0..=2_000 => Reach { class: "reach good", icon: Icon::Check, words: "short enough for chats and mail" },
        2_001..=8_000 => {
            Reach { class: "reach", icon: Icon::Info, words: "fine in most places; some chats cut links beyond 2,000" }
        }
        _ => Reach {
            class: "reach severity warning",
            icon: Icon::Warning,
            words: "too long for many places; send the file instead",
        },
    }
}

/// Opens the spec in the address; false where it holds none that can be read.
pub(crate) fn open(_bench: Bench) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::reach;

    #[test]
    fn only_a_long_link_is_warned_about() {
        assert_eq!(reach(2_000).class, "reach good");
        assert_eq!(reach(2_001).class, "reach");
        assert!(reach(8_001).class.contains("warning"));
    }
}
