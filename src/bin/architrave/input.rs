//! Reading specs from files and standard input.

use std::fs;
use std::io::{self, Read};

use architrave::yaml::MAX_BYTES;

/// A spec as read.
pub(crate) struct Input {
    /// As given; `<stdin>` for standard input.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// A sentence where it cannot be read, is no text, or is too large.
pub(crate) fn read(path: &str) -> Result<Input, String> {
    let name = if path == "-" { "<stdin>".to_owned() } else { path.to_owned() };
    let bytes = if path == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|error| format!("cannot read {name}: {error}"))?;
    if bytes.len() > MAX_BYTES {
        return Err(format!("{name} has {} bytes, and a spec has at most {MAX_BYTES}", bytes.len()));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{name} is not text in UTF-8"))?;
    Ok(Input { name, text })
}

/// The machine's date as `2027-01-31`, in UTC.
pub(crate) fn today() -> String {
    #[expect(clippy::disallowed_methods, reason = "the command line runs natively; the engine gets the date from here")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let (year, month, day) = civil(since.as_secs() / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a number of days since 1970-01-01, counted in eras of 400 years that begin in March.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_778), (2026, 11, 21));
    }
}
