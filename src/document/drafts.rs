//! Drafts of decision records for what a spec decides and does not record: status `proposed`, every sentence from a fact
//! of the spec.

mod data;
mod operation;
mod options;
mod structure;

use super::facts::{code, one_line};
use super::markdown::{inline, list};
use super::{Entry, Format, Kind, Source};
use crate::model::{Model, words};
use crate::spec::{At, Items};
use crate::text::{LineIndex, Span};
use crate::yaml::quote;

pub(super) const KIND: Kind = Kind { id: "decision-draft", entries, write, ..super::decisions::KIND };

/// A decision that the spec implies.
pub(super) struct Draft {
    /// What names it: `several-stores`.
    pub(super) slug: &'static str,
    /// What is decided, in a line.
    pub(super) title: String,
    /// Why there is something to decide: facts, each with where it stands.
    context: Vec<Fact>,
    /// What follows by the spec's own words.
    consequences: Vec<Fact>,
}

impl Draft {
    /// What follows, a sentence each; what leads to it, where nothing follows.
    pub(super) fn told(&self) -> impl Iterator<Item = &str> {
        let facts = if self.consequences.is_empty() { &self.context } else { &self.consequences };
        facts.iter().map(|it| it.text.as_str())
    }
}

/// A sentence, and where in the spec it comes from.
struct Fact {
    text: String,
    place: Option<Span>,
}

impl Fact {
    fn at(place: Span, text: impl Into<String>) -> Self {
        Self { text: text.into(), place: Some(place) }
    }

    fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), place: None }
    }
}

/// Something that a spec may decide: how decision records speak of it, and the draft where the spec implies it.
struct Topic {
    /// A record that has one of these words, or words that begin so, covers it.
    words: &'static [&'static str],
    /// Names of things of the spec that a record about it would mention.
    names: for<'m> fn(&'m Model<'m>) -> Vec<&'m str>,
    draft: for<'m> fn(&'m Model<'m>) -> Option<Draft>,
}

const TOPICS: &[&[Topic]] = &[structure::TOPICS, data::TOPICS, operation::TOPICS];

/// The drafts of what is implied and not recorded.
pub(super) fn drafts<'m>(model: &'m Model<'m>) -> Vec<Draft> {
    let topics = TOPICS.iter().flat_map(|group| group.iter());
    let drafts = topics.filter(|topic| !is_recorded(model, topic)).filter_map(|topic| (topic.draft)(model));
    let is_taken =
        |draft: &Draft| model.decisions().any(|it| one_line(text(&it.at.value.title)) == one_line(&draft.title));
    drafts.filter(|draft| !is_taken(draft)).collect()
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let entry = |draft: Draft| Entry {
        id: format!("decision-draft:{}", draft.slug),
        tab: KIND.tab,
        title: format!("Draft: {}", draft.title),
        path: format!("decisions/drafts/{}.md", draft.slug),
        format: Format::Markdown,
    };
    drafts(model).into_iter().map(entry).collect()
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    drafts(model).into_iter().find(|draft| draft.slug == name).map(|draft| record(model, &draft))
}

/// Whether a decision record speaks of the topic: by a word of it in what it decides, or by a name that it is about in
/// its title.
fn is_recorded(model: &Model<'_>, topic: &Topic) -> bool {
    let names = (topic.names)(model);
    model.decisions().any(|decision| {
        let said = &decision.at.value;
        let title = text(&said.title);
        let rest = [text(&said.decision), text(&said.context)].join(" ");
        let considered = said.alternatives.items().iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(" ");
        let all = words(&format!("{title} {rest} {considered}"));
        let phrases = all.join(" ");
        let speaks = topic.words.iter().any(|word| match word.contains(' ') {
            true => phrases.contains(word),
            false => all.iter().any(|other| other.starts_with(word)),
        });
        let title = title.to_lowercase();
        speaks || names.iter().any(|name| name.len() > 2 && title.contains(&name.to_lowercase()))
    })
}

fn text(said: &Option<At<String>>) -> &str {
    said.as_ref().map_or("", |it| it.value.as_str())
}

/// The draft in the form of MADR.
fn record(model: &Model<'_>, draft: &Draft) -> String {
    let lines = LineIndex::new(model.spec.text());
    let told = |fact: &Fact| match fact.place {
        Some(place) => format!("{} (line {})", one_line(&fact.text), lines.line_of(place.start) + 1),
        None => one_line(&fact.text),
    };
    let facts = |facts: &[Fact]| facts.iter().map(told).collect::<Vec<_>>();
    let (context, consequences) = (facts(&draft.context), facts(&draft.consequences));
    let mut text = format!("---\nstatus: proposed\n---\n\n# {}\n", inline(&draft.title));
    text.push_str(
        "\nA draft: the spec implies this decision and has no record of it. Context and consequences are facts of the spec.\n",
    );
    text.push_str("\n## Context and problem statement\n\n");
    text.push_str(&list(context.iter().map(String::as_str)));
    text.push_str("\n## Considered options\n\n");
    let options = options::options(model, draft.slug);
    text.push_str(&list(std::iter::once(draft.title.as_str()).chain(options.iter().map(String::as_str))));
    text.push_str("\nWhat else was considered is not stated; the other options are those usually weighed against it. Write those that were as `alternatives`.\n");
    text.push_str(&format!("\n## Decision outcome\n\nProposed: {}.\n", inline(&draft.title)));
    if !consequences.is_empty() {
        text.push_str("\n### Consequences\n\n");
        text.push_str(&list(consequences.iter().map(String::as_str)));
    }
    let yaml = format!("decisions:\n  - title: {}\n    status: proposed\n", quote(&one_line(&draft.title)));
    text.push_str(&format!(
        "\n## More information\n\nTo take it over, write it into the spec:\n\n```yaml\n{yaml}```\n"
    ));
    text
}

/// `a, b and c` as code.
fn all_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(code).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

const fn no_names<'m>(_: &'m Model<'m>) -> Vec<&'m str> {
    Vec::new()
}
