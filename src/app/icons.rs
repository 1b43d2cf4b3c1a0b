//! The icons: strokes on a 16-unit grid, drawn for this workbench.

use architrave::protocol::Severity;
use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    Spec,
    Drafts,
    Samples,
    Rules,
    Problems,
    Diagram,
    New,
    Import,
    Export,
    Share,
    Light,
    Dark,
    Auto,
    Error,
    Warning,
    Info,
    Ignored,
    Bulb,
    Close,
    Chevron,
    Fit,
    Plus,
    Minus,
    Table,
    Trash,
    Copy,
    Pencil,
    Check,
    Search,
    Layers,
    History,
}

impl Icon {
    /// The icon of a severity; each has a shape of its own.
    pub(crate) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Spec => "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 2.8 7 13.2",
            Self::Drafts => "M3.5 1.8h6l3 3v9.4h-9zM9.2 2v3.1h3.1M5.8 8h4.4M5.8 10.8h4.4",
            Self::Samples => "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
            Self::Rules => {
                "M8 2.5v11M4.5 13.5h7M2.5 4.5h11M4.2 4.7 2 9.3c.5 1 1.3 1.4 2.2 1.4s1.7-.4 2.2-1.4zM11.8 4.7 9.6 9.3c.5 1 1.3 1.4 2.2 1.4s1.7-.4 2.2-1.4z"
            }
            Self::Problems => "M8 1.9 14.6 13.5H1.4zM8 6.3v3.2M8 11.6v.1",
            Self::Diagram => "M5.5 2h5v3.5h-5zM1.5 10.5h5V14h-5zM9.5 10.5h5V14h-5zM8 5.5V8M4 10.5V8h8v2.5",
            Self::New => "M8 3v10M3 8h10",
            Self::Import => "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11.5v2h11v-2",
            Self::Export => "M8 10.2V2M4.8 5.2 8 2l3.2 3.2M2.5 11.5v2h11v-2",
            Self::Share => {
                "M6.6 9.4 9.4 6.6M7.3 4.6l1.5-1.5a2.9 2.9 0 0 1 4.1 4.1l-1.5 1.5M8.7 11.4l-1.5 1.5a2.9 2.9 0 0 1-4.1-4.1l1.5-1.5"
            }
            Self::Light => {
                "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.3v1.5M8 13.2v1.5M1.3 8h1.5M13.2 8h1.5M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1"
            }
            Self::Dark => "M13.3 9.8A5.9 5.9 0 0 1 6.2 2.7a5.9 5.9 0 1 0 7.1 7.1z",
            Self::Auto => "M1.8 2.8h12.4v8H1.8zM5.5 13.5h5M8 10.8v2.7",
            Self::Error => "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2",
            Self::Warning => "M8 1.9 14.6 13.5H1.4zM8 6.3v3.2M8 11.6v.1",
            Self::Info => "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 7.3v4M8 4.8v.1",
            Self::Ignored => "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8M2.5 13.5l11-11",
            Self::Bulb => "M5.8 10.2a4.2 4.2 0 1 1 4.4 0v1.6H5.8zM6.4 14.2h3.2",
            Self::Close => "M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4",
            Self::Chevron => "M4 6.2 8 10.2l4-4",
            Self::Fit => "M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5",
            Self::Plus => "M8 3.5v9M3.5 8h9",
            Self::Minus => "M3.5 8h9",
            Self::Table => "M2 2.8h12v10.4H2zM2 6.2h12M6.2 6.2v7",
            Self::Trash => "M2.5 4.2h11M6 4V2.3h4V4M4 4.3l.6 9.4h6.8l.6-9.4M6.7 6.8v4.4M9.3 6.8v4.4",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.3V2.5h-8v8h2.8",
            Self::Pencil => "M2.5 13.5l.7-3L10.7 3a1.6 1.6 0 0 1 2.3 2.3l-7.5 7.5z",
            Self::Check => "M3 8.5l3.3 3.3L13 4.8",
            Self::Layers => "M8 2 14.5 5.5 8 9 1.5 5.5zM1.5 8.5 8 12l6.5-3.5M1.5 11.2 8 14.7l6.5-3.5",
            Self::History => "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 4.6V8l2.3 1.5",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.3 10.3l3.4 3.4",
        }
    }
}

/// An icon in the colour of its text. It says nothing to a screen reader: a word stands beside it.
#[component]
pub(crate) fn Glyph(#[prop(into)] icon: Signal<Icon>) -> impl IntoView {
    view! {
        <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=move || icon.get().path()></path>
        </svg>
    }
}

/// A severity as icon and word, never as colour alone.
#[component]
pub(crate) fn SeverityMark(severity: Severity) -> impl IntoView {
    let (class, word) = match severity {
        Severity::Error => ("severity error", "Error"),
        Severity::Warning => ("severity warning", "Warning"),
        Severity::Info => ("severity info", "Info"),
    };
    view! { <span class=class><Glyph icon=Icon::of(severity)/><span>{word}</span></span> }
}
