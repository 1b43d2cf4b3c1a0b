use crate::lint::Report;
use crate::model::{Model, words};
use crate::rule::{Fix, rule};

rule! {
    /// Contracts are tested, and no step of the pipeline waits for it.
    ///
    /// ## Why
    /// The test says that the change breaks the caller. The change is released all the same, and the message is read on
    /// the day after.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// validation: { unit: true, integration: true, contract: pact }
    /// deployment: { platform: kubernetes, ci_cd: { stages: [lint, build, deploy] } }
    /// #                                            ^^^^^^ no step waits for the tests of contracts
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// validation: { unit: true, integration: true, contract: pact }
    /// deployment: { platform: kubernetes, ci_cd: { stages: [lint, build, contract, deploy] } }
    /// ```
    /// ```yaml good
    /// stage: production
    /// validation: { unit: true, integration: true, contract: pact }
    /// deployment: { platform: kubernetes, ci_cd: { stages: [lint, test, build, deploy] } }
    /// ```
    ///
    /// ## Not a problem when
    /// A step is called after tests, contracts, checks or the tool.
    ///
    /// ## See
    /// seed 000:61 · seed 002:46
    id: "deploy/ungated-contract",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

/// Words of steps in which contracts may be tested.
const GATES: [&str; 12] = [
    "contract",
    "contracts",
    "test",
    "tests",
    "pact",
    "verify",
    "check",
    "checks",
    "validate",
    "integration",
    "quality",
    "ci",
];

/// How steps begin that bring a version to people.
const RELEASES: [&str; 5] = ["deploy", "release", "publish", "rollout", "canary"];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let contract = model.system().validation.as_ref().and_then(|it| it.contract.as_ref()).filter(|it| it.is_on());
    let pipeline = model.system().deployment.as_ref().and_then(|it| it.ci_cd.as_ref());
    let (Some(contract), Some(stages)) = (contract, pipeline.and_then(|it| it.stages.as_ref())) else { return };
    let tool = contract.value.details().map(String::as_str).unwrap_or_default();
    let gate = |step: &str| words(step).iter().any(|word| GATES.contains(&word.as_str()) || words(tool).contains(word));
    if !stages.value.0.is_empty() && !stages.value.0.iter().any(|step| gate(&step.value)) {
        let steps = &stages.value.0;
        let release = |step: &str| words(step).iter().any(|word| RELEASES.iter().any(|it| word.starts_with(it)));
        let before = steps.iter().position(|step| release(&step.value)).unwrap_or(steps.len());
        let edits = model.spec.tree.insert_item(stages.node, before, "contract");
        report
            .find(stages.key, "no step waits for the tests of contracts")
            .related(contract.span, "tested here")
            .fix(Fix::suggested("Test contracts before a release", edits));
    }
}
