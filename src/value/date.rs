//! A day of the calendar.

/// A day as ISO 8601 writes it, such as `2027-01-31`. Days are in the order of their texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(pub String);

impl Date {
    /// Reads `2027-01-31`; none where the text is no such day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (parts.next().is_none() && (1..=last).contains(&day)).then(|| Self(text.to_owned()))
    }

    /// How many days lie between this one and a later one; none where the other is earlier.
    #[must_use]
    pub fn days_until(&self, later: &Self) -> Option<u64> {
        later.number()?.checked_sub(self.number()?)
    }

    /// The day that lies so many days later; none where the calendar of these texts ends before.
    #[must_use]
    pub fn plus(&self, days: u64) -> Option<Self> {
        let number = self.number()?.checked_add(days)?;
        // The year whose first of March is the last one not behind the day.
        let first = |year: u64| year * 365 + year / 4 - year / 100 + year / 400 + 1;
        let mut year = number / 366;
        while first(year + 1) <= number {
            year += 1;
        }
        let day = number - first(year);
        let month = (0..12).rev().find(|month| (month * 153 + 2) / 5 <= day)?;
        let day = day - (month * 153 + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        let text = format!("{:04}-{month:02}-{day:02}", year.checked_sub(400)?);
        Self::parse(&text)
    }

    /// Its number, counted from a first of March, so that a leap day is the last of its year.
    fn number(&self) -> Option<u64> {
        let mut parts = self.0.split('-').map(str::parse::<u64>);
        let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        // One turn of the calendar, 400 years, keeps January of the year 0 countable.
        let (year, month) = if month > 2 { (year + 400, month - 3) } else { (year + 399, month + 9) };
        Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_read() {
        for text in ["2027-01-31", "2028-02-29"] {
            assert_eq!(Date::parse(text), Some(Date(text.to_owned())));
        }
        for text in
            ["2027-02-29", "2027-1-31", "2027-13-01", "January", "2027-01-31T00:00", "2027-01-31-1", "+027-01-01"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_between_two_are_counted() {
        let day = |text: &str| Date::parse(text).unwrap();
        for (from, to, days) in [
            ("2027-01-31", "2027-01-31", Some(0)),
            ("2027-01-31", "2027-03-01", Some(29)),
            ("2028-02-28", "2028-03-01", Some(2)),
            ("2026-12-31", "2027-12-31", Some(365)),
            ("1999-12-31", "2001-01-01", Some(367)),
            ("2027-02-01", "2027-01-31", None),
        ] {
            assert_eq!(day(from).days_until(&day(to)), days, "{from} to {to}");
            assert!(days.is_none_or(|days| day(from).plus(days) == Some(day(to))), "{from} and {days:?}");
        }
    }
}
