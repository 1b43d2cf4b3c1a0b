//! Work that starts at set times, where the words of a job say which.

use std::collections::BTreeSet;

use super::super::compose::parts::label;
use super::super::value::Object;
use super::{Writer, comment, kind};
use crate::model::Service;
use crate::spec::Items;
use crate::value::Duration;

impl<'m> Writer<'m> {
    /// A job for each schedule of a service that can be read as times.
    pub(super) fn jobs(&mut self, service: Service<'m>, of: &str) {
        let mut taken = BTreeSet::new();
        let (_, secret) = self.told(service);
        for job in service.at.value.jobs.items() {
            let Some(times) = times(&job.value) else {
                self.notes.push(format!("{of}: when `{}` starts cannot be read from its words.", comment(&job.value)));
                continue;
            };
            let mut pod = self.pod(service, of, &secret).without(&["topologySpreadConstraints"]);
            pod.set("restartPolicy", "Never");
            if let Some(super::Value::List(containers)) = pod.get("containers").cloned() {
                let containers = containers.into_iter().filter_map(|it| match it {
                    super::Value::Object(container) => {
                        let container = container.without(&[
                            "ports",
                            "lifecycle",
                            "startupProbe",
                            "livenessProbe",
                            "readinessProbe",
                        ]);
                        Some(container.with("args", vec!["job".to_owned(), job.value.clone()]))
                    }
                    _ => None,
                });
                pod.set("containers", containers.collect::<Vec<Object>>());
            }
            // Its pods are no instances of the service: nothing is sent to them.
            let labels = self.common().with("app.kubernetes.io/name", of).with("app.kubernetes.io/component", "job");
            let template = Object::new().with("metadata", Object::new().with("labels", labels)).with("spec", pod);
            let work = Object::new().with("backoffLimit", 2_u64).with("template", template);
            let spec = Object::new()
                .with("schedule", times)
                .with("timeZone", "Etc/UTC")
                .with("concurrencyPolicy", "Forbid")
                // Without it, a schedule that was missed a hundred times is never taken up again.
                .with("startingDeadlineSeconds", 600_u64)
                .with("jobTemplate", Object::new().with("spec", work));
            // A job's name leaves room for the time that its runs bear.
            let name = label(&format!("{}-{}", of.chars().take(20).collect::<String>(), job.value), &mut taken);
            self.objects
                .push(kind("batch/v1", "CronJob").with("metadata", self.head(&name, Some(service))).with("spec", spec));
        }
    }
}

/// Times in the form of cron, where words such as `nightly`, `every 15m` or `daily at 03:30` say them.
fn times(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let all: Vec<&str> = lower.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).collect();
    let has = |word: &str| all.contains(&word);
    let clock = all.iter().find_map(|word| {
        let (hour, minute) = word.split_once(':')?;
        let (hour, minute) = (hour.parse::<u64>().ok()?, minute.parse::<u64>().ok()?);
        (hour < 24 && minute < 60).then(|| format!("{minute} {hour}"))
    });
    let begins = |word: &str| all.windows(2).any(|pair| pair == ["every", word]);
    // Nobody says at what hour of the night; few are awake at three.
    let at = clock.clone().unwrap_or_else(|| "0 3".to_owned());
    match () {
        () if has("nightly") || has("daily") || begins("night") || begins("day") => Some(format!("{at} * * *")),
        () if has("hourly") || begins("hour") => Some("0 * * * *".to_owned()),
        () if has("weekly") || begins("week") => Some(format!("{at} * * 0")),
        () if has("monthly") || begins("month") => Some(format!("{at} 1 * *")),
        () if begins("minute") => Some("* * * * *".to_owned()),
        () => every(&all),
    }
}

/// `every 15m` and `every 15 minutes`, where the hour or the day is cut evenly.
fn every(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| *word == "every")?;
    let count = words.get(at + 1)?;
    let length = Duration::parse(count).ok().or_else(|| {
        let unit = words.get(at + 2)?.trim_end_matches('s');
        let unit = if unit.is_empty() { "s" } else { unit };
        let unit = [("minute", "m"), ("min", "m"), ("m", "m"), ("hour", "h"), ("h", "h")]
            .iter()
            .find(|(name, _)| *name == unit)?;
        Duration::parse(&format!("{count}{}", unit.1)).ok()
    })?;
    let minutes = Some(length.0 / 60_000).filter(|minutes| *minutes > 0 && length.0.is_multiple_of(60_000))?;
    match minutes {
        1..60 if 60_u64.is_multiple_of(minutes) => Some(format!("*/{minutes} * * * *")),
        60 => Some("0 * * * *".to_owned()),
        _ if minutes.is_multiple_of(60) && minutes < 1440 && 24_u64.is_multiple_of(minutes / 60) => {
            Some(format!("0 */{} * * *", minutes / 60))
        }
        1440 => Some("0 3 * * *".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn words_become_times_only_where_they_say_them() {
        for (words, cron) in [
            ("nightly copy of core banking", Some("0 3 * * *")),
            ("daily at 04:30", Some("30 4 * * *")),
            ("hourly roll-up", Some("0 * * * *")),
            ("look again every 15 minutes", Some("*/15 * * * *")),
            ("every 2h", Some("0 */2 * * *")),
            ("look for orders every 30 s", None),
            ("every 7m", None),
            ("close the invoices of the month", None),
            ("every", None),
        ] {
            assert_eq!(times(words).as_deref(), cron, "{words}");
        }
    }
}
