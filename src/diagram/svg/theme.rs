//! Colours and strokes of drawings: one style sheet for the page and for files.

use std::collections::BTreeMap;

/// The style sheet of drawings, `src/diagram/diagram.css`. A page that shows drawings links or embeds this file; its
/// colours follow the page's `color-scheme`.
pub const CSS: &str = include_str!("../diagram.css");

/// Colours of a drawing in a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark text on white.
    #[default]
    Light,
    /// Light text on near black.
    Dark,
    /// Light or dark, as whoever looks at it prefers.
    Auto,
    /// As light, without a ground.
    Transparent,
}

/// The style sheet for a file, with literal colours: many programs that show SVG know no custom properties.
pub(super) fn style(theme: Theme) -> String {
    let light = literal(CSS, Tone::Light);
    match theme {
        Theme::Light => light,
        Theme::Dark => literal(CSS, Tone::Dark),
        Theme::Auto => format!("{light}@media (prefers-color-scheme:dark){{{}}}", literal(CSS, Tone::Dark)),
        Theme::Transparent => format!("{light}.diagram .ground{{fill:none}}"),
    }
}

#[derive(Clone, Copy)]
enum Tone {
    Light,
    Dark,
}

/// Replaces `var(--name)` by the colour that `--name: light-dark(light, dark)` or `--name: both` declares.
fn literal(css: &str, tone: Tone) -> String {
    let mut colours = BTreeMap::new();
    let mut rules = String::new();
    for line in css.lines().map(str::trim) {
        if let Some((name, value)) = line.strip_prefix("--").and_then(|rest| rest.split_once(": ")) {
            colours.insert(name, chosen(value.trim_end_matches(';'), tone));
        } else if !line.starts_with("/*") {
            rules.push_str(line);
        }
    }
    let mut result = String::new();
    let mut rest = rules.as_str();
    while let Some((before, after)) = rest.split_once("var(--") {
        let Some((name, tail)) = after.split_once(')') else { break };
        result.push_str(before);
        result.push_str(colours.get(name).copied().unwrap_or("currentColor"));
        rest = tail;
    }
    result.push_str(rest);
    result
}

fn chosen(value: &str, tone: Tone) -> &str {
    let pair = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
    match (pair.and_then(|pair| pair.split_once(", ")), tone) {
        (Some((light, _)), Tone::Light) => light,
        (Some((_, dark)), Tone::Dark) => dark,
        (None, _) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_carry_literal_colours() {
        for theme in [Theme::Light, Theme::Dark, Theme::Auto, Theme::Transparent] {
            let style = style(theme);
            assert!(!style.contains("var("), "{style}");
            assert!(!style.contains("light-dark"), "{style}");
            assert!(!style.contains("currentColor"), "every colour is declared: {style}");
            assert!(!style.contains('<'), "{style}");
            assert_eq!(style.matches('{').count(), style.matches('}').count());
        }
        assert_ne!(style(Theme::Light), style(Theme::Dark));
    }
}
