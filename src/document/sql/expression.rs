//! Conditions of a spec as SQL: only what is understood goes into a script, so that no text of a spec is run as code.

use super::name::{literal, quoted};
use crate::model::Dialect;

/// What the last part of an expression was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Operand,
    Infix,
    Not,
    Call,
    Open,
}

/// An expression in a dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) sql: String,
    /// The columns that it names, each once.
    pub(super) columns: Vec<String>,
}

/// An expression in a dialect; a column is asked for by the name that the spec has for it.
///
/// # Errors
/// Why it cannot be taken over.
pub(super) fn expression(
    dialect: Dialect,
    text: &str,
    column: impl Fn(&str) -> Option<String>,
) -> Result<Expression, String> {
    let mut reader = Reader { dialect, parts: Vec::new(), columns: Vec::new(), last: Last::Infix, depth: 0 };
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = reader.part(rest, first, &column)?;
        rest = rest.get(taken..).unwrap_or_default().trim_start();
    }
    if reader.depth != 0 || reader.last != Last::Operand {
        return Err("it is not complete".to_owned());
    }
    Ok(Expression { sql: reader.written(), columns: reader.columns })
}

struct Reader {
    dialect: Dialect,
    parts: Vec<String>,
    columns: Vec<String>,
    last: Last,
    depth: usize,
}

impl Reader {
    /// Reads the first part of a text and returns its length in bytes.
    fn part(&mut self, rest: &str, first: char, column: impl Fn(&str) -> Option<String>) -> Result<usize, String> {
        let length = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        match first {
            '\'' | '"' | '`' => {
                let (inner, taken) = enclosed(rest, first).ok_or("a quote is not closed")?;
                if first == '\'' {
                    self.operand(literal(self.dialect, &inner))?;
                } else {
                    self.column(&column(&inner).ok_or(format!("`{inner}` is no column of the table"))?)?;
                }
                Ok(taken)
            }
            _ if first.is_ascii_digit() => {
                let taken = length(|c| c.is_ascii_alphanumeric() || c == '.');
                let number = rest.get(..taken).unwrap_or_default();
                if number.parse::<f64>().is_err() {
                    return Err(format!("`{number}` is no number"));
                }
                self.operand(number.to_owned())?;
                Ok(taken)
            }
            _ if first.is_alphabetic() || first == '_' => {
                let taken = length(|c| c.is_alphanumeric() || c == '_');
                let is_call = rest.get(taken..).is_some_and(|after| after.starts_with('('));
                self.word(rest.get(..taken).unwrap_or_default(), is_call, column)?;
                Ok(taken)
            }
            '(' | ')' | ',' => self.bracket(first).map(|()| 1),
            _ => {
                let known = ["<>", "!=", "<=", ">=", "!~", "~*", "||", "=", "<", ">", "+", "-", "*", "/", "%", "~"];
                let sign = known.iter().find(|sign| rest.starts_with(**sign));
                let sign = sign.ok_or_else(|| format!("`{first}` is not understood"))?;
                self.sign(sign)?;
                Ok(sign.len())
            }
        }
    }

    fn operand(&mut self, text: String) -> Result<(), String> {
        if matches!(self.last, Last::Operand | Last::Call) {
            return Err(format!("`{text}` follows a value"));
        }
        self.push(text, Last::Operand);
        Ok(())
    }

    fn column(&mut self, name: &str) -> Result<(), String> {
        if !self.columns.iter().any(|other| other == name) {
            self.columns.push(name.to_owned());
        }
        self.operand(quoted(self.dialect, name))
    }

    fn push(&mut self, text: String, last: Last) {
        self.parts.push(text);
        self.last = last;
    }

    fn word(&mut self, word: &str, is_call: bool, column: impl Fn(&str) -> Option<String>) -> Result<(), String> {
        let lower = word.to_ascii_lowercase();
        let infix = matches!(lower.as_str(), "and" | "or" | "in" | "like" | "between" | "is" | "ilike");
        if infix {
            let negated = self.last == Last::Not && matches!(lower.as_str(), "in" | "like" | "between" | "ilike");
            if self.last != Last::Operand && !negated {
                return Err(format!("`{word}` follows no value"));
            }
            if lower == "ilike" && self.dialect != Dialect::Postgres {
                return Err("only PostgreSQL has `ilike`".to_owned());
            }
            self.push(lower.to_ascii_uppercase(), Last::Infix);
        } else if lower == "not" {
            self.push("NOT".to_owned(), Last::Not);
        } else if is_call {
            let name = self.function(&lower).ok_or_else(|| format!("the function `{word}` is not known"))?;
            self.operand(name.to_owned())?;
            self.last = Last::Call;
        } else if let Some(name) = column(word) {
            self.column(&name)?;
        } else if matches!(lower.as_str(), "null" | "true" | "false") {
            self.operand(lower.to_ascii_uppercase())?;
        } else {
            return Err(format!("`{word}` is no column of the table"));
        }
        Ok(())
    }

    fn function(&self, name: &str) -> Option<&'static str> {
        let sqlite = self.dialect == Dialect::Sqlite;
        Some(match name {
            // `length` counts bytes in MySQL.
            "length" | "char_length" | "character_length" => {
                if sqlite {
                    "length"
                } else {
                    "char_length"
                }
            }
            "lower" => "lower",
            "upper" => "upper",
            "trim" => "trim",
            "abs" => "abs",
            "round" => "round",
            "coalesce" => "coalesce",
            "nullif" => "nullif",
            "octet_length" if !sqlite => "octet_length",
            "now" if self.dialect == Dialect::Postgres => "now",
            _ => return None,
        })
    }

    fn bracket(&mut self, bracket: char) -> Result<(), String> {
        match (bracket, self.last) {
            ('(', Last::Infix | Last::Not | Last::Call | Last::Open) => {
                self.depth += 1;
                self.push("(".to_owned(), Last::Open);
            }
            (')', Last::Operand | Last::Open) if self.depth > 0 && (self.last == Last::Operand || self.is_call()) => {
                self.depth -= 1;
                self.push(")".to_owned(), Last::Operand);
            }
            (',', Last::Operand) if self.depth > 0 => self.push(",".to_owned(), Last::Infix),
            _ => return Err(format!("`{bracket}` stands in the wrong place")),
        }
        Ok(())
    }

    /// Whether the parenthesis that was opened last follows the name of a function.
    fn is_call(&self) -> bool {
        self.parts.iter().rev().nth(1).is_some_and(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    }

    fn sign(&mut self, sign: &str) -> Result<(), String> {
        let pattern = matches!(sign, "~" | "!~" | "~*");
        let concatenation = sign == "||";
        if pattern && self.dialect != Dialect::Postgres || concatenation && self.dialect == Dialect::Mysql {
            return Err(format!("`{sign}` means something else here"));
        }
        let negative = sign == "-" && self.last != Last::Operand && self.parts.last().is_none_or(|part| part != "-");
        if self.last != Last::Operand && !negative {
            return Err(format!("`{sign}` follows no value"));
        }
        self.push(sign.to_owned(), Last::Infix);
        Ok(())
    }

    fn written(&self) -> String {
        let mut text = String::new();
        let mut before = "(";
        for part in &self.parts {
            let names = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            let call = part == "(" && names(before);
            if before != "(" && part != ")" && part != "," && !call {
                text.push(' ');
            }
            text.push_str(part);
            before = part;
        }
        text
    }
}

/// What stands between a quote and the next that is not doubled, and how many bytes that takes.
pub(super) fn enclosed(text: &str, quote: char) -> Option<(String, usize)> {
    let mut inner = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character != quote {
            inner.push(character);
        } else if characters.next_if(|(_, next)| *next == quote).is_some() {
            inner.push(quote);
        } else {
            return Some((inner, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let columns = ["total", "status", "order"];
        let column = |name: &str| columns.contains(&name).then(|| name.to_owned());
        expression(Dialect::Postgres, text, column).map(|it| it.sql)
    }

    #[test]
    fn what_is_understood_is_taken_over() {
        for (text, sql) in [
            ("total >= 0", "total >= 0"),
            ("total between 0 and 100", "total BETWEEN 0 AND 100"),
            ("status not in ('it''s', 'b') or total is not null", "status NOT IN ('it''s', 'b') OR total IS NOT NULL"),
            ("length(order)>-3", "char_length(\"order\") > - 3"),
            ("deleted", "`deleted` is no column of the table"),
        ] {
            let (Ok(found) | Err(found)) = read(text);
            assert_eq!(found, sql);
        }
    }

    #[test]
    fn nothing_else_is() {
        for text in [
            "total > 0); drop table orders; --",
            "total - - 1",
            "total > 'a",
            "pg_sleep(10) is null",
            "total > 0 /* a */",
            "total > 0 -- a",
            "total >",
            "total total",
            "()",
            "(total > 0",
            "$$",
            "",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
