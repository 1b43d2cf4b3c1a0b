//! A diagram as a file or on the clipboard.

use leptos::prelude::*;

use super::super::browser::{files, page};
use super::super::icons::Icon;
use super::super::state::{Bench, Drawing};
use super::menu::{Item, Menu};

/// How drawings look; a file carries it along, since it stands alone.
const LOOK: &str = architrave::diagram::CSS;

const BUTTON: &str = "diagram-export";

/// What can be made of a diagram.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Target {
    Svg,
    Png { scale: f64, ground: bool },
    Mermaid,
}

/// The button and its menu.
#[component]
pub(super) fn ExportMenu() -> impl IntoView {
    let bench = Bench::get();
    let open = RwSignal::new(false);
    let entry = move |target: Target, label: &'static str| {
        view! { <Item open=open of=BUTTON label=label act=move || make(bench, target)/> }
    };
    view! {
        <Menu open=open test_id=BUTTON icon=Icon::Export label="Save" title="Save or copy this diagram">
            {entry(Target::Svg, "SVG file")}
            {entry(Target::Png { scale: 1.0, ground: true }, "PNG file, 1×")}
            {entry(Target::Png { scale: 2.0, ground: true }, "PNG file, 2×")}
            {entry(Target::Png { scale: 4.0, ground: true }, "PNG file, 4×")}
            {entry(Target::Png { scale: 2.0, ground: false }, "PNG file, 2×, transparent")}
            {entry(Target::Mermaid, "Copy as Mermaid")}
        </Menu>
    }
}

fn make(bench: Bench, target: Target) {
    let Some(Drawing { drawn, .. }) = bench.drawing.get_untracked() else { return };
    let name = format!("{}-{}", bench.title_untracked(), drawn.diagram.replace([':', ' '], "-"));
    let dark = page::is_dark();
    let svg = standalone(&drawn.svg, dark);
    let size = (drawn.width, drawn.height);
    match target {
        Target::Svg => files::save(&format!("{name}.svg"), "image/svg+xml", &svg),
        Target::Mermaid => {
            let text = drawn.mermaid.clone();
            leptos::task::spawn_local(async move {
                let said = page::copy(text).await.map_or_else(|reason| reason, |()| "Mermaid text copied".to_owned());
                bench.say(said, None);
            });
        }
        Target::Png { scale, ground } => {
            let ground = ground.then(|| value("diagram-ground", dark)).flatten();
            leptos::task::spawn_local(async move {
                if let Err(reason) = files::save_png(format!("{name}.png"), svg, size, scale, ground).await {
                    bench.alert.set(Some(reason));
                }
            });
        }
    }
}

/// The drawing with its look inside, in plain colours.
fn standalone(svg: &str, dark: bool) -> String {
    // The first rule declares the colours, which a file has in plain.
    let rules = LOOK.split_once('}').map_or(LOOK, |(_, rules)| rules);
    let look = format!("<style>{}</style>", resolve(rules, dark));
    match svg.find('>') {
        Some(end) => {
            let (head, tail) = svg.split_at(end + 1);
            format!("{head}{look}{tail}")
        }
        None => svg.to_owned(),
    }
}

/// Writes the value of each token in its place.
fn resolve(css: &str, dark: bool) -> String {
    let mut parts = css.split("var(--");
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(')').unwrap_or((part, ""));
        resolved.push_str(&value(name, dark).unwrap_or_default());
        resolved.push_str(rest);
    }
    resolved
}

/// A colour's value in a scheme, as the look declares it.
fn value(name: &str, dark: bool) -> Option<String> {
    let declaration = LOOK.split(&format!("--{name}:")).nth(1)?.split(';').next()?.trim();
    let value = match declaration.strip_prefix("light-dark(").and_then(|pair| pair.strip_suffix(')')) {
        Some(pair) => {
            let (light, other) = pair.split_once(", ")?;
            if dark { other } else { light }
        }
        None => declaration,
    };
    Some(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{resolve, standalone, value};

    #[test]
    fn tokens_have_a_value_in_each_scheme() {
        assert_eq!(value("diagram-ground", false).as_deref(), Some("#ffffff"));
        assert_eq!(resolve("a{fill:var(--diagram-ground);x:y}", true), "a{fill:#12141b;x:y}");
    }

    #[test]
    fn a_file_names_no_token() {
        let file = standalone("<svg></svg>", true);
        assert!(!file.contains("var(") && !file.contains("light-dark("));
    }
}
