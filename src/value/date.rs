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
}
