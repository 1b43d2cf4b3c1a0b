//! What the command prints for people and other programs beside findings.

use std::process::ExitCode;

use architrave::diagram::{self, Diagram, Theme};
use architrave::model::Model;
use architrave::protocol::{Block, Collapse, RulePage, View};
use architrave::spec::Spec;
use architrave::{reference, rules};

use super::{Format, Picture, ViewArgs, coverage, input};

type Outcome = Result<ExitCode, String>;

/// Prints a rule's page.
pub(crate) fn explain(id: &str) -> Outcome {
    let Some(rule) = rules::find(id) else {
        let near = architrave::spec::read::nearest(id, rules::all().map(|rule| rule.id));
        let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        return Err(format!("there is no rule `{id}`{hint}"));
    };
    anstream::print!("{}", written(&reference::page(rule)));
    Ok(ExitCode::SUCCESS)
}

fn written(page: &RulePage) -> String {
    let mut text = format!("{}\n", heading(page));
    for section in &page.sections {
        if !section.title.is_empty() {
            text.push_str(&format!("\n{}\n", section.title));
        }
        for block in &section.blocks {
            match block {
                Block::Text { text: paragraph } => text.push_str(&format!("  {paragraph}\n")),
                Block::Code { role, text: code } => {
                    text.push_str(&format!("\n  {role}:\n"));
                    code.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
                }
            }
        }
    }
    text
}

fn heading(rule: &RulePage) -> String {
    let fix = rule.fix.as_ref().map(|fix| format!(", {fix} fix")).unwrap_or_default();
    let profile = if rule.profile == "recommended" { String::new() } else { format!(", profile {}", rule.profile) };
    format!("{} ({:?}, from stage {}{profile}{fix})", rule.id, rule.severity, rule.stage)
}

/// Lists the rules; as JSON with their whole pages, which is the file that the workbench reads.
pub(crate) fn rules(format: Format) -> Outcome {
    let all: Vec<RulePage> = rules::all().map(reference::page).collect();
    match format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&all).map_err(|error| error.to_string())?;
            anstream::println!("{text}");
        }
        Format::Text => {
            for rule in &all {
                anstream::println!("{}\n    {}", heading(rule), rule.summary);
            }
            anstream::println!("{} rules", all.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the JSON Schema of the language.
pub(crate) fn schema() -> Outcome {
    let text = serde_json::to_string_pretty(&reference::schema()).map_err(|error| error.to_string())?;
    anstream::println!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// Prints the reference of the language, the limits that rules know and what rules cover.
pub(crate) fn reference() -> Outcome {
    anstream::print!("{}{}{}", reference::language(), reference::limits(), coverage::markdown()?);
    Ok(ExitCode::SUCCESS)
}

/// Prints a diagram, or the list of those that the spec has.
pub(crate) fn diagram(kind: &str, file: &str, format: Picture, view: ViewArgs) -> Outcome {
    let spec = Spec::read(&input::read(file)?.text);
    let model = Model::new(&spec, None);
    let ids: Vec<String> = diagram::tabs(&model).into_iter().map(|tab| tab.id).collect();
    if kind == "list" {
        ids.iter().for_each(|id| anstream::println!("{id}"));
        return Ok(ExitCode::SUCCESS);
    }
    // A kind of which there is one needs no name: `sequence` for `sequence:place an order`.
    let of_kind: Vec<&String> = ids.iter().filter(|id| id.split(':').next() == Some(kind)).collect();
    let id = ids.iter().find(|id| *id == kind).or(if let [one] = *of_kind { Some(one) } else { None });
    let Some(drawing) = id.and_then(|id| diagram::find(&model, id)) else {
        let known = if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
        return Err(format!("this spec has no diagram `{kind}`; it has: {known}"));
    };
    let drawing = drawing.seen(&wanted(&drawing, view)?);
    match format {
        Picture::Mermaid => anstream::print!("{}", drawing.mermaid()),
        Picture::Svg => anstream::println!("{}", drawing.file(Theme::Auto)),
    }
    Ok(ExitCode::SUCCESS)
}

/// The view that is asked for, where the diagram has what it names.
fn wanted(diagram: &Diagram, args: ViewArgs) -> Result<View, String> {
    let none = |what: &str, name: &str, known: Vec<String>| {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Err(format!("this diagram has no {what} `{name}`; it has: {known}"))
    };
    let elements = diagram.elements();
    if let Some(focus) = args.focus.as_ref().filter(|focus| !elements.iter().any(|it| it.is_called(focus))) {
        let labels: Vec<String> = elements.iter().map(|it| it.label.clone()).filter(|it| !it.contains(" → ")).collect();
        return none("element", focus, labels.into_iter().take(30).collect());
    }
    let groups = diagram.groups(&[]);
    let is_group = |name: &str| groups.iter().any(|group| group.id == name || group.label == name);
    if let Some(name) = args.collapse.iter().find(|name| *name != "all" && !is_group(name)) {
        return none("group", name, groups.into_iter().map(|group| group.label).collect());
    }
    let kinds: Vec<String> = diagram.kinds().into_iter().map(|it| it.kind).collect();
    if let Some(kind) = args.only.iter().find(|kind| !kinds.contains(kind)) {
        return none("kind", kind, kinds);
    }
    let collapse = match args.collapse {
        all if all.iter().any(|name| name == "all") => Collapse::AllBut { groups: Vec::new() },
        none if none.is_empty() => Collapse::None,
        groups => Collapse::These { groups },
    };
    Ok(View { focus: args.focus, depth: args.depth, collapse, only: args.only })
}
