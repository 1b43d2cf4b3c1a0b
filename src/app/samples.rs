//! The sample specs, which are files of the site; the build lists them.

use serde::Deserialize;

/// What a first visit opens.
pub(crate) const FIRST: &str = "first";

/// The list, made by `editor/build.mjs` from `public/samples`.
pub(crate) const LIST: &str = "samples.json";

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Sample {
    /// Its file is `samples/<id>.yaml`.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) lines: usize,
}
