//! Text of an SVG: everything that comes from a spec goes through here and is escaped.

use std::fmt::{self, Display, Write};

use super::super::geometry::{Part, Path, Point, Rect};

/// An SVG under construction.
#[derive(Debug, Default)]
pub(super) struct Markup {
    text: String,
}

impl Markup {
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Markup that is known to be safe: tags and attributes of our own.
    pub(super) fn raw(&mut self, markup: impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{markup}");
    }

    /// A whole element with text in it.
    pub(super) fn text(&mut self, class: &str, at: Point, content: &str) {
        self.raw(format_args!(
            r#"<text class="{class}" x="{}" y="{}">{}</text>"#,
            px(at.x),
            px(at.y),
            Escaped(content)
        ));
    }

    /// Says what an element is, for a pointer that rests on it and for a screen reader.
    pub(super) fn title(&mut self, content: &str) {
        self.raw(format_args!("<title>{}</title>", Escaped(content)));
    }

    pub(super) fn rect(&mut self, class: &str, rect: Rect, radius: f64) {
        self.raw(format_args!(
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>"#,
            px(rect.x),
            px(rect.y),
            px(rect.width),
            px(rect.height),
            px(radius)
        ));
    }

    pub(super) fn path(&mut self, class: &str, data: impl Display) {
        self.raw(format_args!(r#"<path class="{class}" d="{data}"/>"#));
    }

    pub(super) fn line(&mut self, class: &str, from: Point, to: Point) {
        self.path(class, format_args!("M{} {}L{} {}", px(from.x), px(from.y), px(to.x), px(to.y)));
    }
}

/// Text that is safe in content and in quoted attributes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // XML has no way to write these; line breaks and tabs mean a space here.
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A length with at most one decimal.
pub(super) fn px(value: f64) -> impl Display {
    let tenths = (value * 10.0).round() / 10.0;
    // No negative zero: equal drawings are equal text.
    if tenths == 0.0 { 0.0 } else { tenths }
}

impl Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{} {}", px(self.start.x), px(self.start.y))?;
        for part in &self.parts {
            match part {
                Part::Line(to) => write!(f, "L{} {}", px(to.x), px(to.y))?,
                Part::Curve(a, b, to) => {
                    write!(f, "C{} {} {} {} {} {}", px(a.x), px(a.y), px(b.x), px(b.y), px(to.x), px(to.y))?
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_spec_stays_text() {
        let mut markup = Markup::default();
        markup.text("label", Point::new(1.25, -0.01), "</text><script>alert(\"'1'\")</script>\u{0}&\n");
        assert_eq!(
            markup.finish(),
            "<text class=\"label\" x=\"1.3\" y=\"0\">&lt;/text&gt;&lt;script&gt;alert(&quot;&#39;1&#39;&quot;)&lt;/script&gt; &amp; </text>"
        );
    }
}
