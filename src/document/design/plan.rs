//! Chapter 8: what comes when, what may go wrong, and how it is checked.

use std::collections::BTreeMap;

use super::Design;
use crate::document::facts::{codes, lines, one_line, word, written};
use crate::model::{Model, Phase, Service};
use crate::order;
use crate::spec::Items;
use crate::spec::plan::{Grade, Risk};
use crate::value::Duration;

impl Design<'_> {
    pub(super) fn plan(&mut self) {
        self.page.chapter("Implementation roadmap");
        self.phases();
        self.page.part("Risks");
        let mut risks: Vec<&Risk> = self.model().system().risks.items().iter().map(|it| &it.value).collect();
        order::by_key(&mut risks, |risk| std::cmp::Reverse(weight(risk)));
        let row = |risk: &Risk| {
            let mitigation = word(&risk.mitigation);
            vec![word(&risk.risk), word(&risk.likelihood), word(&risk.impact), mitigation, word(&risk.owner)]
        };
        let rows = risks.into_iter().map(row).collect();
        let head = ["Risk", "Likelihood", "Impact", "What is done about it", "Owner"];
        self.table(&head, rows, ("what may go wrong", &["risks"]));
        self.page.part("Validation");
        let subjects = [
            ("how each part is checked", "validation.unit"),
            ("how the parts are checked together", "validation.integration"),
        ];
        self.settings(self.model().system().validation.as_ref().map(|it| it.node), &[], &subjects);
    }

    fn phases(&mut self) {
        self.page.part("Phases and milestones");
        self.diagram_if("roadmap");
        let model = self.model();
        let times = times(model);
        let row = |phase: Phase<'_>| {
            let said = &phase.at.value;
            let items = |list: &[crate::spec::At<String>]| lines(list.iter().map(|it| one_line(&it.value)));
            vec![
                one_line(phase.name()),
                codes(said.depends_on.items().iter().map(|it| it.value.0.as_str())),
                written(model, &said.duration),
                times.get(&phase.index()).cloned().unwrap_or_default(),
                codes(said.delivers.items().iter().map(|it| it.value.0.as_str())),
                items(said.milestones.items()),
                items(said.risks.items()),
            ]
        };
        let rows = model.phases().map(row).collect();
        let head = ["Phase", "After", "Takes", "From day to day", "Delivers", "Milestones", "Risks"];
        self.table(&head, rows, ("what comes when", &["roadmap"]));
        if model.phases().next().is_some() && model.phases().all(|it| it.at.value.milestones.items().is_empty()) {
            self.page.gap("how one sees that a phase is done", &["roadmap[].milestones"]);
        }
        if let Some((total, path)) = model.longest_plan().filter(|(_, path)| !path.is_empty()) {
            let steps: Vec<String> = path
                .iter()
                .map(|it| format!("{} {}", one_line(it.name()), written(model, &it.at.value.duration)))
                .collect();
            let limit = model.deadline().map(|(_, text)| format!(" The limit: {}", one_line(text)));
            let limit = limit.unwrap_or_default();
            self.page.say(format!("The longest way through is {} = {total}.{limit}", steps.join(" + ")));
        }
        let late =
            model.services().filter(|it| model.phases().next().is_some() && model.service_delivery(*it).is_none());
        let late = codes(late.map(Service::name));
        if !late.is_empty() {
            self.page.say(format!("No phase delivers {late}."));
        }
    }
}

/// From which day to which each phase runs, begun as early as those before it allow.
fn times(model: &Model<'_>) -> BTreeMap<usize, String> {
    let days = |time: Duration| time.0.div_ceil(86_400_000);
    let ordered = model.phases().all(|it| it.at.value.depends_on.items().is_empty());
    let mut ends: BTreeMap<usize, u64> = BTreeMap::new();
    let mut times = BTreeMap::new();
    // Those before a phase may be written behind it; a circle ends nowhere.
    for _ in 0..model.phases().count().min(100) {
        for phase in model.phases() {
            let index = phase.index();
            let before: Option<u64> = if ordered {
                index.checked_sub(1).map_or(Some(0), |before| ends.get(&before).copied())
            } else {
                phase.after().try_fold(0, |latest: u64, it| Some(latest.max(*ends.get(&it.index())?)))
            };
            let (Some(start), Some(takes)) = (before, &phase.at.value.duration) else { continue };
            let end = start.saturating_add(days(takes.value));
            ends.insert(index, end);
            times.insert(index, format!("{} to {end}", start + 1));
        }
        if times.len() == model.phases().count() {
            break;
        }
    }
    times
}

/// How much a risk counts, for the order.
fn weight(risk: &Risk) -> u64 {
    let grade = |it: &Option<crate::spec::At<Grade>>| match it.as_ref().map(|it| it.value) {
        Some(Grade::High) => 3,
        Some(Grade::Medium) | None => 2,
        Some(Grade::Low) => 1,
    };
    grade(&risk.likelihood) * grade(&risk.impact)
}
