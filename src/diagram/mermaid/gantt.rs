//! Work over time.

use std::fmt::Write;

use super::super::content::{Axis, Schedule};
use super::escape::{line, task, word};

/// A Monday, and the first day of a year `01`, so that weeks and years of the axis count from one.
const BEGINNING: &str = "2001-01-01";
const DAY: u64 = 86_400_000;

/// A Gantt chart. It cannot do without dates: where the spec states none, the first day of 2001 stands for the beginning.
pub(super) fn write(text: &mut String, schedule: &Schedule, title: &str) -> std::fmt::Result {
    let end = schedule.bars.iter().map(super::super::content::Bar::end).max().unwrap_or_default();
    let axis = match schedule.axis {
        Axis::Steps => "step %j",
        Axis::Time if end <= 14 * DAY => "day %j",
        Axis::Time if end <= 364 * DAY => "week %W",
        Axis::Time => "year %y month %m",
    };
    writeln!(text, "gantt\n  %% No dates are stated: {BEGINNING} stands for the beginning.")?;
    writeln!(text, "  title {}\n  dateFormat YYYY-MM-DD\n  axisFormat {axis}", line(title))?;
    for bar in &schedule.bars {
        let id = word(&bar.element.id);
        let ids = bar.waits.iter().filter_map(|wait| schedule.bars.get(wait.on));
        let waits: Vec<String> = ids.filter(|on| on.end() <= bar.start).map(|on| word(&on.element.id)).collect();
        let begins = match waits.as_slice() {
            [] => day(schedule.axis, bar.start),
            some => format!("after {}", some.join(" ")),
        };
        writeln!(text, "  {} :{id}, {begins}, {}", task(&bar.element.label), length(schedule.axis, bar.length))?;
        for milestone in &bar.milestones {
            let element = &milestone.element;
            writeln!(text, "  {} :milestone, {}, after {id}, 0d", task(&element.label), word(&element.id))?;
        }
    }
    Ok(())
}

fn length(axis: Axis, length: u64) -> String {
    match axis {
        Axis::Steps => format!("{length}d"),
        Axis::Time if length.is_multiple_of(DAY) => format!("{}d", length / DAY),
        Axis::Time => format!("{}s", length.div_ceil(1000)),
    }
}

/// The date so many days after the beginning. Months are counted by their lengths, as every calendar does.
fn day(axis: Axis, start: u64) -> String {
    let mut days = if axis == Axis::Steps { start } else { start / DAY };
    let (mut year, mut month) = (2001_u64, 1_u64);
    loop {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let in_month = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        // Later years are refused.
        if days < in_month || year >= 9999 {
            return format!("{year:04}-{month:02}-{:02}", days.min(in_month - 1) + 1);
        }
        days -= in_month;
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
}
