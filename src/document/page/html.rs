//! A page as HTML that stands alone: no script, no request to anywhere, light or dark, and good on paper.

use super::{Block, Page, on_one_line};
use crate::diagram::{self, Diagram};
use crate::document::markdown::{Part, parts};

const STYLE: &str = include_str!("page.css");

/// Nothing but its own style may take effect, whatever a spec says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Drawings below this width leave room for another beside them.
const MIN_WIDE: f64 = 480.0;

/// Drawings above this height cannot be read on half a page.
const MAX_HALF: f64 = 900.0;

/// Letters of a word that stay together in a narrow column.
const LONGEST: usize = 22;

pub(in crate::document) fn write(page: &Page) -> String {
    let title = escaped(&page.title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>{title}</title>\n\
         <style>\n{STYLE}{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        diagram::CSS,
        inline(&page.title)
    );
    let first = page.blocks.iter().position(|block| matches!(block, Block::Heading(2, _)));
    let (lead, rest) = page.blocks.split_at_checked(first.unwrap_or(page.blocks.len())).unwrap_or_default();
    let mut numbers = Numbers::default();
    lead.iter().for_each(|block| write_block(&mut text, block, &mut numbers));
    text.push_str("</header>\n");
    text.push_str(&contents(rest));
    text.push_str("<main>\n");
    rest.iter().for_each(|block| write_block(&mut text, block, &mut numbers));
    text.push_str("</main>\n</body>\n</html>\n");
    text
}

/// How far the headings are counted; their ids come from that, and never from a name.
#[derive(Debug, Default)]
struct Numbers {
    chapter: usize,
    part: usize,
}

impl Numbers {
    fn id(&mut self, level: u8) -> Option<String> {
        match level {
            2 => {
                self.chapter += 1;
                self.part = 0;
                Some(format!("s{}", self.chapter))
            }
            3 => {
                self.part += 1;
                Some(format!("s{}-{}", self.chapter, self.part))
            }
            _ => None,
        }
    }
}

fn contents(blocks: &[Block]) -> String {
    let mut text = "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul>\n".to_owned();
    let mut numbers = Numbers::default();
    for block in blocks {
        let Block::Heading(level @ (2 | 3), title) = block else { continue };
        let id = numbers.id(*level).unwrap_or_default();
        text.push_str(&format!("<li class=\"level-{level}\"><a href=\"#{id}\">{}</a></li>\n", inline(title)));
    }
    text.push_str("</ul>\n</nav>\n");
    text
}

fn write_block(text: &mut String, block: &Block, numbers: &mut Numbers) {
    match block {
        Block::Heading(level, title) => {
            let id = numbers.id(*level).map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
            text.push_str(&format!("<h{level}{id}>{}</h{level}>\n", inline(title)));
        }
        Block::Paragraph(said) => text.push_str(&format!("<p>{}</p>\n", lines(said))),
        Block::Gap(said) => text.push_str(&format!("<p class=\"gap\">{}</p>\n", lines(said))),
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", lines(item))).collect();
            text.push_str(&format!("<ul>\n{items}</ul>\n"));
        }
        Block::Boxes(items) => {
            let items: String = items.iter().map(|item| to_tick(item)).collect();
            text.push_str(&format!("<ul class=\"boxes\">\n{items}</ul>\n"));
        }
        Block::Table(head, rows) => write_table(text, head, rows),
        Block::Code(_, code) => text.push_str(&format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", escaped(code))),
        Block::Diagram(diagram) => write_diagram(text, diagram),
        Block::Cards(cards) => {
            text.push_str("<div class=\"cards\">\n");
            for card in cards {
                text.push_str("<section>\n");
                card.iter().for_each(|block| write_block(text, block, numbers));
                text.push_str("</section>\n");
            }
            text.push_str("</div>\n");
        }
    }
}

fn to_tick(item: &str) -> String {
    let (first, details) = item.split_once('\n').unwrap_or((item, ""));
    let details = on_one_line(details, inline);
    let details = if details.is_empty() { details } else { format!("<br><small>{details}</small>") };
    format!("<li><label><input type=\"checkbox\"> <span>{}{details}</span></label></li>\n", inline(first))
}

fn write_diagram(text: &mut String, diagram: &Diagram) {
    let drawing = diagram.drawing();
    let notice = drawing.notice.map(|it| format!(" {}", inline(&it))).unwrap_or_default();
    let title = inline(&diagram.title);
    // Two of them share a line.
    let class = match (drawing.width, drawing.height) {
        (width, height) if width < height.max(MIN_WIDE) => " class=\"narrow\"",
        (_, height) if height > MAX_HALF => " class=\"large\"",
        _ => "",
    };
    text.push_str(&format!("<figure{class}>\n{}\n<figcaption>{title}.{notice}</figcaption>\n</figure>\n", drawing.svg));
}

fn write_table(text: &mut String, head: &[&str], rows: &[Vec<String>]) {
    text.push_str("<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>");
    head.iter().for_each(|name| text.push_str(&format!("<th scope=\"col\">{}</th>", inline(name))));
    text.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", on_one_line(cell, inline_in_cell))).collect();
        text.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    text.push_str("</tbody>\n</table></div>\n");
}

fn lines(said: &str) -> String {
    said.lines().map(inline).collect::<Vec<_>>().join("<br>")
}

fn inline(text: &str) -> String {
    with(text, escaped)
}

/// In a column that may be narrow.
fn inline_in_cell(text: &str) -> String {
    with(text, |text| breakable(text).iter().map(|it| escaped(it)).collect::<Vec<_>>().join("<wbr>"))
}

fn with(text: &str, escape: impl Fn(&str) -> String) -> String {
    let written = |part: Part| match part {
        Part::Code(code) => format!("<code>{}</code>", escape(&code)),
        Part::Plain(plain) => escape(&plain),
    };
    parts(text).into_iter().map(written).collect()
}

/// Parts between which a line may end: behind the signs of paths and names, and somewhere in what is long without any.
fn breakable(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut since = 0;
    let mut before = ' ';
    for character in text.chars() {
        since = if character.is_whitespace() { 0 } else { since + 1 };
        let ends = matches!(before, '/' | '.' | '_' | ':' | ',' | '=') && character.is_alphanumeric() && since > 4;
        if ends || before == '/' && character == '{' || since > LONGEST {
            parts.push(String::new());
            since = 1;
        }
        parts.last_mut().into_iter().for_each(|part| part.push(character));
        before = character;
    }
    parts
}

fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '&' => result.push_str("&amp;"),
            '"' => result.push_str("&quot;"),
            '\n' | '\t' => result.push(character),
            _ if character.is_control() => result.push('\u{fffd}'),
            _ => result.push(character),
        }
    }
    result
}
