//! The sample specs, which are files of the site.

/// A sample.
pub(crate) struct Sample {
    /// Its file is `samples/<id>.yaml`.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) summary: &'static str,
}

/// What a first visit opens.
pub(crate) const FIRST: &str = "shop";

/// The gallery.
pub(crate) const ALL: &[Sample] = &[Sample {
    id: "shop",
    title: "Online shop",
    summary: "Orders, payments and stock as services, with a checkout flow.",
}];
