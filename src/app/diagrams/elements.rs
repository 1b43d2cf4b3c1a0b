//! The drawing as a table: for reading aloud, for searching, for copying.

use architrave::protocol::Element;
use leptos::prelude::*;

use super::super::state::Bench;
use super::canvas::reveal;

/// All elements of the drawing.
#[component]
pub(super) fn Elements() -> impl IntoView {
    let bench = Bench::get();
    let elements = move || {
        bench.drawing.with(|drawing| drawing.as_ref().map(|one| one.drawn.elements.clone()).unwrap_or_default())
    };
    view! {
        <div class="elements" tabindex="0" role="region" aria-label="Elements of the drawing">
            <table>
                <thead><tr><th scope="col">"Kind"</th><th scope="col">"Name"</th><th scope="col">"Detail"</th><th scope="col">"Problems"</th></tr></thead>
                <tbody>{move || elements().into_iter().map(|element| row(bench, element)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(bench: Bench, element: Element) -> impl IntoView {
    let problems = words(element.findings);
    let id = element.id;
    let name = if bench.embedded {
        element.label.into_any()
    } else {
        view! { <button class="link" on:click=move |_| reveal(bench, Some(id.clone()))>{element.label}</button> }
            .into_any()
    };
    view! {
        <tr>
            <td class="muted">{element.kind}</td>
            <td>{name}</td>
            <td class="muted">{element.detail}</td>
            <td>{problems}</td>
        </tr>
    }
}

/// Counts of errors, warnings and infos in words; nothing where there are none.
pub(super) fn words([errors, warnings, infos]: [usize; 3]) -> String {
    let parts = [(errors, "error"), (warnings, "warning"), (infos, "info")];
    let parts = parts.iter().filter(|(count, _)| *count != 0);
    let parts: Vec<String> =
        parts.map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" })).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_what_is_there_is_counted() {
        assert_eq!(words([1, 0, 2]), "1 error, 2 infos");
        assert_eq!(words([0, 0, 0]), "");
    }
}
