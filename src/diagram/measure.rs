//! How wide text is and where it breaks, without a browser.
//!
//! The widths are those of common system sans faces, rounded up, in hundredths of the font size. A face that is
//! somewhat wider still fits, because shapes keep a margin around their text.

/// A weight and size of the interface's font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Font {
    /// In CSS pixels.
    pub(super) size: f64,
    /// Semi-bold letters are wider by a twelfth.
    pub(super) bold: bool,
}

/// Names of nodes, entities and participants.
pub(super) const TITLE: Font = Font { size: 13.0, bold: true };
/// Names of groups, labels of edges and messages, fields.
pub(super) const TEXT: Font = Font { size: 12.0, bold: false };
/// What else is said of an element.
pub(super) const SMALL: Font = Font { size: 11.0, bold: false };

/// Width in CSS pixels of a text on one line.
pub(super) fn width(text: &str, font: Font) -> f64 {
    let hundredths: u32 = text.chars().map(advance).sum();
    let weight = if font.bold { 1.07 } else { 1.0 };
    f64::from(hundredths) / 100.0 * font.size * weight
}

/// Hundredths of the font size that a character takes.
fn advance(character: char) -> u32 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 28,
        '.' | ',' | ':' | ';' | '!' | 'I' | '`' | ' ' => 32,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '\\' | '{' | '}' | '-' | '"' => 38,
        'm' | 'M' | 'W' | '@' | '%' => 92,
        'w' | 'O' | 'Q' | 'G' => 80,
        'A'..='Z' | '&' | '+' | '<' | '>' | '=' | '~' | '→' => 70,
        's' | 'c' | 'k' | 'v' | 'x' | 'y' | 'z' => 54,
        ' '..='~' => 60,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 105,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 105,
        '\u{1f000}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 135,
        '\u{2600}'..='\u{27bf}' | '\u{2190}'..='\u{23ff}' => 105,
        _ => 64,
    }
}

/// Breaks a text into at most `lines` lines of at most `limit` pixels; what does not fit ends in `…`.
///
/// Lines break at spaces; a word that is too long for a line breaks after separators such as `-` and `/`, before
/// capitals inside it, and in the end anywhere.
pub(super) fn wrap(text: &str, font: Font, limit: f64, lines: usize) -> Vec<String> {
    let flat = flatten(text);
    let mut result: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in flat.split_inclusive(' ') {
        let fits = width(word.trim_end(), font) <= limit;
        for piece in if fits { vec![word] } else { pieces(word) } {
            let joined = format!("{line}{piece}");
            if line.is_empty() || width(joined.trim_end(), font) <= limit {
                line = joined;
            } else {
                result.push(std::mem::replace(&mut line, piece.to_owned()));
            }
            while width(line.trim_end(), font) > limit && line.chars().nth(1).is_some() {
                let rest = split_off(&mut line, font, limit);
                result.push(std::mem::replace(&mut line, rest));
            }
        }
        if result.len() > lines {
            break;
        }
    }
    result.push(line);
    for line in &mut result {
        line.truncate(line.trim_end().len());
    }
    result.retain(|line| !line.is_empty());
    if result.len() > lines {
        result.truncate(lines);
        if let Some(last) = result.last_mut() {
            ellipsis(last, font, limit);
        }
    }
    result
}

/// The text on one line of at most `limit` pixels; what does not fit ends in `…`.
pub(super) fn shorten(text: &str, font: Font, limit: f64) -> String {
    // Wrapping at nothing but the limit keeps as many characters as fit.
    let flat = flatten(text);
    if width(&flat, font) <= limit {
        return flat;
    }
    let mut line = flat;
    let _rest = split_off(&mut line, font, limit);
    ellipsis(&mut line, font, limit);
    line
}

/// The text with every run of white space and control characters as one space.
pub(super) fn flatten(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts of a word that stay together on a line.
fn pieces(word: &str) -> Vec<&str> {
    let mut result = Vec::new();
    let mut rest = word;
    let mut previous = ' ';
    for (at, character) in word.char_indices() {
        let joint = matches!(previous, '-' | '_' | '/' | '.' | ':' | ',');
        if joint || previous.is_lowercase() && character.is_uppercase() {
            let begun = word.len() - rest.len();
            let (piece, after) = rest.split_at_checked(at - begun).unwrap_or((rest, ""));
            result.push(piece);
            rest = after;
        }
        previous = character;
    }
    result.push(rest);
    result
}

/// Cuts the line where it fills `limit` and returns the rest; at least one character stays.
fn split_off(line: &mut String, font: Font, limit: f64) -> String {
    let mut used = 0.0;
    let mut buffer = [0; 4];
    for (at, character) in line.char_indices() {
        used += width(character.encode_utf8(&mut buffer), font);
        if used > limit && at > 0 {
            return line.split_off(at);
        }
    }
    String::new()
}

fn ellipsis(line: &mut String, font: Font, limit: f64) {
    while !line.is_empty() && width(line, font) + width("…", font) > limit {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_wrap_at_their_joints() {
        assert_eq!(wrap("order-fulfilment-coordinator", TITLE, 120.0, 3), ["order-fulfilment-", "coordinator"]);
        assert_eq!(wrap("PaymentAuthorisationService", TITLE, 120.0, 3), ["Payment", "Authorisation", "Service"]);
        assert_eq!(wrap("order.created, order.paid", TEXT, 100.0, 3), ["order.created,", "order.paid"]);
        assert_eq!(wrap("one two", TITLE, 120.0, 3), ["one two"]);
        assert!(wrap(" \n ", TITLE, 120.0, 3).is_empty());
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap(&"x".repeat(300), TITLE, 120.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| width(line, TITLE) <= 120.0));
        assert!(lines.last().unwrap().ends_with('…'));
        assert!(shorten(&"长".repeat(50), TEXT, 100.0).ends_with('…'));
        assert_eq!(shorten("short", TEXT, 100.0), "short");
    }
}
