//! Decision records in the form of MADR, one file each.

use super::markdown::{inline, list, paragraphs};
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Decision, Model};
use crate::spec::{At, Items};
use crate::yaml::quote;

pub(super) const KIND: Kind =
    Kind { id: "decision", tab: "ADRs", needs: "`decisions:`, each with a title", entries, write };

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let entry = |(index, decision): (usize, Decision<'_>)| {
        let (number, title) = (index + 1, title(decision));
        Entry {
            id: format!("decision:{number}"),
            tab: KIND.tab,
            path: format!("decisions/{number:04}-{}.md", file_name(title)),
            title: title.to_owned(),
            format: Format::Markdown,
        }
    };
    model.decisions().enumerate().map(entry).collect()
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let index = name.parse::<usize>().ok()?.checked_sub(1)?;
    model.decisions().nth(index).map(record)
}

fn title(decision: Decision<'_>) -> &str {
    decision.at.value.title.as_ref().map_or("", |title| title.value.as_str())
}

/// The record of a decision.
fn record(decision: Decision<'_>) -> String {
    let said = &decision.at.value;
    let mut text = String::new();
    let date = said.date.as_ref().map(|date| date.value.clone());
    let status = said.status.as_ref().map(|status| status.value.to_string());
    let front = [("status", status), ("date", date)].map(|(key, value)| Some(format!("{key}: {}\n", quote(&value?))));
    let front: String = front.into_iter().flatten().collect();
    if !front.is_empty() {
        text.push_str(&format!("---\n{front}---\n\n"));
    }
    let id = said.id.as_ref().map(|id| format!("{}: ", inline(&id.value.0))).unwrap_or_default();
    text.push_str(&format!("# {id}{}\n", inline(title(decision))));
    if let Some(older) = &said.supersedes {
        text.push_str(&format!("\nReplaces {}.\n", inline(&older.value.0)));
    }
    section(&mut text, "Context and problem statement", said.context.as_ref());
    let options: Vec<&str> = said.alternatives.items().iter().map(|it| it.value.as_str()).collect();
    if !options.is_empty() {
        text.push_str(&format!("\n## Considered options\n\n- {}\n{}", inline(title(decision)), list(options)));
    }
    section(&mut text, "Decision outcome", said.decision.as_ref());
    let consequences: Vec<&str> = said.consequences.items().iter().map(|it| it.value.as_str()).collect();
    if !consequences.is_empty() {
        text.push_str(&format!("\n### Consequences\n\n{}", list(consequences)));
    }
    text
}

fn section(text: &mut String, title: &str, said: Option<&At<String>>) {
    if let Some(said) = said {
        text.push_str(&format!("\n## {title}\n\n{}\n", paragraphs(&said.value)));
    }
}
