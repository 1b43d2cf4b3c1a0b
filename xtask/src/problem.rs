//! What goes wrong here, and what a person can do about it.

use std::fmt;

pub(crate) type Result<T> = std::result::Result<T, Problem>;

/// Why a command stopped.
#[derive(Debug, Clone)]
pub(crate) enum Problem {
    /// Something did not pass, or did not work.
    Failed(String),
    /// Something that this machine lacks could not be had. Outside CI, a check that needs it is skipped.
    Missing {
        /// What is lacking, and what was tried.
        what: String,
        /// What a person can do.
        way_out: String,
    },
}

impl Problem {
    pub(crate) fn failed(what: impl Into<String>) -> Self {
        Self::Failed(what.into())
    }

    pub(crate) fn missing(what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::Missing { what: what.into(), way_out: way_out.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(what) => write!(f, "{what}"),
            Self::Missing { what, way_out } => write!(f, "{what}\n  way out: {way_out}"),
        }
    }
}
