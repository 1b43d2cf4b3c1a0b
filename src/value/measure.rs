//! Durations, sizes, rates and percentages: numbers that mean nothing without their unit.

use std::fmt;

/// Why a text is not a measure, and what would be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadMeasure {
    /// Whether it is a number that only lacks its unit.
    pub unit_missing: bool,
    /// Texts that would be right, likeliest first.
    pub candidates: Vec<String>,
}

impl BadMeasure {
    fn new(text: &str, units: &[&str]) -> Self {
        let unit_missing = !text.is_empty() && text.parse::<f64>().is_ok_and(f64::is_finite);
        let candidates =
            if unit_missing { units.iter().map(|unit| format!("{text}{unit}")).collect() } else { Vec::new() };
        Self { unit_missing, candidates }
    }
}

/// A length of time, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(pub u64);

impl Duration {
    const UNITS: [(&'static str, u64); 8] = [
        ("y", 31_536_000_000),
        ("w", 604_800_000),
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("min", 60_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ];

    /// A whole number of seconds.
    #[must_use]
    pub const fn seconds(seconds: u64) -> Self {
        Self(seconds.saturating_mul(1_000))
    }

    /// The step in which people count times of this length, in milliseconds.
    const fn step(self) -> u64 {
        match self.0 {
            0..100 => 10,
            100..1_000 => 100,
            1_000..10_000 => 1_000,
            10_000..60_000 => 5_000,
            60_000..600_000 => 60_000,
            600_000..3_600_000 => 300_000,
            3_600_000..86_400_000 => 3_600_000,
            _ => 86_400_000,
        }
    }

    /// A round time with room above this one.
    #[must_use]
    pub const fn above(self) -> Self {
        let step = self.step();
        Self((self.0 / step).saturating_add(1).saturating_mul(step))
    }

    /// The longest round time that is not above this one.
    #[must_use]
    pub const fn within(self) -> Self {
        let step = self.step();
        if self.0 < step { self } else { Self(self.0 / step * step) }
    }

    /// The length in seconds.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// How often something happens, as people say it.
    const FREQUENCIES: [(&'static str, u64); 5] = [
        ("hourly", 3_600_000),
        ("daily", 86_400_000),
        ("nightly", 86_400_000),
        ("weekly", 604_800_000),
        ("yearly", 31_536_000_000),
    ];

    /// Units in words, in the singular.
    const WORDS: [(&'static str, u64); 7] = [
        ("second", 1_000),
        ("minute", 60_000),
        ("hour", 3_600_000),
        ("day", 86_400_000),
        ("week", 604_800_000),
        ("month", 2_592_000_000),
        ("year", 31_536_000_000),
    ];

    /// Reads `250ms`, `2s`, `15m`, `1h`, `30d`, `7y`, sums such as `1h30m`, and the same in words: `30 days`, `daily`.
    ///
    /// # Errors
    /// Where a unit is missing or unknown.
    pub fn parse(text: &str) -> Result<Self, BadMeasure> {
        let bad = || BadMeasure::new(text, &["s", "ms"]);
        if let Some((_, length)) = Self::FREQUENCIES.iter().find(|(word, _)| *word == text) {
            return Ok(Self(*length));
        }
        let mut rest = text;
        let mut total = 0.0;
        while !rest.is_empty() {
            let (number, after) = split_number(rest).ok_or_else(bad)?;
            let after = after.trim_start();
            let word = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (unit, tail) = after.split_at_checked(word).ok_or_else(bad)?;
            let singular = unit.strip_suffix('s').unwrap_or(unit);
            let in_words = || Self::WORDS.iter().find(|(name, _)| *name == singular);
            let (_, factor) = Self::UNITS.iter().find(|(name, _)| *name == unit).or_else(in_words).ok_or_else(bad)?;
            total += number * *factor as f64;
            rest = tail.trim_start();
        }
        if text.is_empty() || total > 3.2e15 { Err(bad()) } else { Ok(Self(total.round() as u64)) }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = Self::UNITS.iter().filter(|(name, _)| *name != "min" && *name != "w");
        let (unit, factor) =
            exact.clone().find(|(_, factor)| self.0 > 0 && self.0.is_multiple_of(*factor)).unwrap_or(&("ms", 1));
        write!(f, "{}{unit}", self.0 / factor)
    }
}

/// An amount of data, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Size(pub u64);

impl Size {
    const UNITS: [(&'static str, u64); 9] = [
        ("TB", 1_000_000_000_000),
        ("GB", 1_000_000_000),
        ("MB", 1_000_000),
        ("KB", 1_000),
        ("TiB", 1 << 40),
        ("GiB", 1 << 30),
        ("MiB", 1 << 20),
        ("KiB", 1 << 10),
        ("B", 1),
    ];

    /// Reads `512B`, `20KB`, `5MB`, `10GB`, `2TB` and the binary units; case does not matter.
    ///
    /// # Errors
    /// Where the unit is missing or unknown.
    pub fn parse(text: &str) -> Result<Self, BadMeasure> {
        let bad = || BadMeasure::new(text, &["KB", "MB"]);
        let (number, unit) = split_number(text).ok_or_else(bad)?;
        let unit = unit.trim_start();
        let (_, factor) = Self::UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).ok_or_else(bad)?;
        Ok(Self((number * *factor as f64).round() as u64))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, factor) =
            Self::UNITS.iter().find(|(_, factor)| self.0 > 0 && self.0.is_multiple_of(*factor)).unwrap_or(&("B", 1));
        write!(f, "{}{unit}", self.0 / factor)
    }
}

/// How often something happens or may happen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rate {
    /// How many times in one [`Rate::per`].
    pub count: f64,
    /// The span of time.
    pub per: Duration,
    /// Whom it is counted for: `user`, `ip`, `key`, `tenant`.
    pub by: Option<String>,
}

impl Rate {
    /// The rate as times a second.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        if self.per.0 == 0 { 0.0 } else { self.count * 1_000.0 / self.per.0 as f64 }
    }

    /// Reads `100/min`, `1500/s`, `5 rps`, `10/15m`, each with an optional `per user`.
    ///
    /// # Errors
    /// Where the unit is missing or unknown.
    pub fn parse(text: &str) -> Result<Self, BadMeasure> {
        let bad = || BadMeasure::new(text, &["/s", "/min"]);
        let (amount, by) = match text.split_once(" per ") {
            Some((amount, by)) => (amount.trim(), Some(by.trim().to_owned())),
            None => (text.trim(), None),
        };
        let (count, rest) = split_number(amount).ok_or_else(bad)?;
        // `req/s`: what is counted says nothing that the key does not say.
        let unit = rest.trim().trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let unit = if unit.starts_with('/') { unit } else { rest.trim() };
        let per = match unit.strip_prefix('/').map(str::trim) {
            None if unit == "rps" => Duration::seconds(1),
            None => return Err(bad()),
            Some("s" | "sec" | "second") => Duration::seconds(1),
            Some("m" | "min" | "minute") => Duration::seconds(60),
            Some("h" | "hour") => Duration::seconds(3_600),
            Some("d" | "day") => Duration::seconds(86_400),
            Some("month") => Duration::seconds(30 * 86_400),
            Some(other) => Duration::parse(other).ok().filter(|per| per.0 > 0).ok_or_else(bad)?,
        };
        if by.as_deref() == Some("") { Err(bad()) } else { Ok(Self { count, per, by }) }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per.0 {
            1_000 => write!(f, "{}/s", self.count)?,
            60_000 => write!(f, "{}/min", self.count)?,
            3_600_000 => write!(f, "{}/h", self.count)?,
            86_400_000 => write!(f, "{}/d", self.count)?,
            _ => write!(f, "{}/{}", self.count, self.per)?,
        }
        self.by.as_ref().map_or(Ok(()), |by| write!(f, " per {by}"))
    }
}

/// A share of a whole; `99.9%` is 0.999.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Percentage(pub f64);

impl Percentage {
    /// Reads `99.95%`.
    ///
    /// # Errors
    /// Where the sign is missing or the share is not between 0 and 100.
    pub fn parse(text: &str) -> Result<Self, BadMeasure> {
        let bad = || BadMeasure::new(text, &["%"]);
        let (number, unit) = split_number(text).ok_or_else(bad)?;
        if unit.trim() == "%" && number <= 100.0 { Ok(Self(number / 100.0)) } else { Err(bad()) }
    }

    /// `99.9% of 30 days allow 43.2 minutes down`, for the arithmetic of a finding.
    #[must_use]
    pub fn allowance(self) -> String {
        format!("{self} of 30 days allow {:.1} minutes down", self.downtime_minutes_per_month())
    }

    /// Minutes in 30 days that the complement of this share amounts to.
    #[must_use]
    pub fn downtime_minutes_per_month(self) -> f64 {
        (1.0 - self.0) * 43_200.0
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.4}", self.0 * 100.0);
        write!(f, "{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// The number at the start of `text` and what follows it; none where there is no finite, non-negative number.
fn split_number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let value: f64 = number.replace('_', "").parse().ok()?;
    value.is_finite().then_some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_read_and_written_back() {
        for text in ["250ms", "2s", "15m", "1h", "30d", "7y"] {
            assert_eq!(Duration::parse(text).unwrap().to_string(), text);
        }
        for text in ["512B", "20KB", "5MB", "10GB", "2TB", "128KiB", "10MiB"] {
            assert_eq!(Size::parse(text).unwrap().to_string(), text);
        }
        for text in ["100/min", "1500/s", "100/min per user", "5/15m"] {
            assert_eq!(Rate::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Rate::parse("5 rps").unwrap().per_second(), 5.0);
        assert_eq!(Percentage::parse("99.95%").unwrap().to_string(), "99.95%");
        assert_eq!(Duration::parse("1h30m").unwrap(), Duration(5_400_000));
        assert_eq!(Rate::parse("500 req/s").unwrap().per_second(), 500.0);
        for (text, short) in [("30 days", "30d"), ("1 hour 30 minutes", "90m"), ("daily", "1d"), ("6 months", "180d")] {
            assert_eq!(Duration::parse(text).unwrap().to_string(), short);
        }
    }

    #[test]
    fn a_number_without_unit_gets_candidates() {
        assert_eq!(Duration::parse("30").unwrap_err().candidates, ["30s", "30ms"]);
        assert!(Duration::parse("3 fortnights").is_err() && Rate::parse("3 apples").is_err());
        assert!(Duration::parse("soon").unwrap_err().candidates.is_empty());
        assert!(Percentage::parse("120%").is_err());
        assert!(Duration::parse("").is_err());
    }
}
