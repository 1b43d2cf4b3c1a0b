//! Everything that can be done, by name.

use leptos::prelude::*;

use super::super::browser::page;
use super::super::state::{Bench, Dialog, Panel};

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Command {
    New,
    Save,
    Share,
    FixAll,
    Keys,
    Panel(Panel),
    Diagram(String),
    Score,
    Documents,
    DocumentTab(String),
    Theme(Option<&'static str>),
}

/// The list, narrowed by typing; arrows choose, Enter does it.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let bench = Bench::get();
    let wanted = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let all = StoredValue::new(commands(bench));
    let found = Memo::new(move |_| all.with_value(|all| matching(all, &wanted.get())));
    let act = move |command: Command| {
        bench.dialog.set(Dialog::None);
        // While the dialog is there, nothing behind it takes the focus.
        page::later(0, move || run(bench, command)).keep();
    };
    Effect::new(move |_| {
        let at = chosen.get();
        found.track();
        page::scroll_to(&format!("#command-{at}"));
    });
    let key = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some((_, command)) = found.get_untracked().get(chosen.get_untracked()).cloned() {
                    act(command);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let typed = move |event| {
        wanted.set(event_target_value(&event));
        chosen.set(0);
    };
    view! {
        <input class="text palette-input" autofocus role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label="Command"
            aria-activedescendant=move || format!("command-{}", chosen.get()) placeholder="What would you like to do?" on:input=typed on:keydown=key/>
        <ul class="palette" id="palette-list" role="listbox" aria-label="Commands">
            {move || found.get().into_iter().enumerate().map(|(at, (name, command))| {
                let is = move || chosen.get() == at;
                view! {
                    <li role="option" id=format!("command-{at}") class:is-selected=is aria-selected=move || is().to_string() on:click=move |_| act(command.clone())>{name}</li>
                }
            }).collect_view()}
        </ul>
    }
}

fn commands(bench: Bench) -> Vec<(String, Command)> {
    let mut commands: Vec<(String, Command)> = [
        ("New draft", Command::New),
        ("Save as a YAML file", Command::Save),
        ("Share a link", Command::Share),
        ("Fix all that is safe", Command::FixAll),
        ("Show drafts", Command::Panel(Panel::Drafts)),
        ("Show samples", Command::Panel(Panel::Samples)),
        ("Show rules", Command::Panel(Panel::Rules(None))),
        ("Show the score", Command::Score),
        ("Show documents", Command::Documents),
        ("Only the spec", Command::Panel(Panel::None)),
        ("Colours: light", Command::Theme(Some("light"))),
        ("Colours: dark", Command::Theme(Some("dark"))),
        ("Colours: as the system", Command::Theme(None)),
        ("Keyboard shortcuts", Command::Keys),
    ]
    .into_iter()
    .map(|(name, command)| (name.to_owned(), command))
    .collect();
    bench.report.with_untracked(|report| {
        for tab in &report.checked.diagrams {
            let name = format!("Diagram: {} {}", tab.tab, tab.title);
            commands.push((name.trim().to_owned(), Command::Diagram(tab.id.clone())));
        }
        for tab in report.checked.documents.iter().filter(|tab| !tab.documents.is_empty()) {
            commands.push((format!("Documents: {}", tab.name), Command::DocumentTab(tab.name.clone())));
        }
    });
    commands
}

fn run(bench: Bench, command: Command) {
    match command {
        Command::New => bench.begin(),
        Command::Save => bench.save_file(),
        Command::Share => bench.dialog.set(Dialog::Share),
        Command::FixAll => bench.dialog.set(Dialog::FixAll(None)),
        Command::Keys => bench.dialog.set(Dialog::Keys),
        Command::Panel(panel) => bench.show_panel(panel),
        Command::Score => bench.show_score(),
        Command::Documents => bench.show_documents(),
        Command::DocumentTab(name) => bench.show_document_tab(&name),
        Command::Diagram(id) => bench.show_diagram(id),
        Command::Theme(theme) => {
            page::choose_theme(theme);
            bench.theme.set(theme.map(str::to_owned));
        }
    }
}

/// Those whose name holds every typed word.
fn matching(all: &[(String, Command)], wanted: &str) -> Vec<(String, Command)> {
    let wanted = wanted.to_lowercase();
    let words: Vec<&str> = wanted.split_whitespace().collect();
    all.iter().filter(|(name, _)| words.iter().all(|word| name.to_lowercase().contains(word))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{Command, matching};

    #[test]
    fn every_word_narrows_the_list() {
        let all = [("Show drafts".to_owned(), Command::New), ("Show rules".to_owned(), Command::Save)];
        assert_eq!(matching(&all, "show").len(), 2);
        assert_eq!(matching(&all, "rul SHOW"), [all[1].clone()]);
    }
}
