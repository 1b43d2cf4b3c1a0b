//! The sample specs, which are files of the site; `architrave gallery` lists them.

use serde::Deserialize;

/// What a first visit opens.
pub(crate) const FIRST: &str = "first";

/// The page's short name for the list, which the build makes from `public/samples`.
pub(crate) const LIST: &str = "samples";

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Sample {
    /// Its file is `samples/<id>.yaml`.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) lines: usize,
    /// A small picture of its map, as SVG.
    pub(crate) map: String,
}
