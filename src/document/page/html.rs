//! A page as HTML that stands alone: no script, no request to anywhere, light or dark, and good on paper.

use super::{Block, Page};
use crate::diagram;
use crate::document::markdown::{Part, parts};

const STYLE: &str = include_str!("page.css");

/// Nothing but its own style may take effect, whatever a spec says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

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
            let item = |item: &String| {
                format!("<li><label><input type=\"checkbox\"> <span>{}</span></label></li>\n", lines(item))
            };
            text.push_str(&format!("<ul class=\"boxes\">\n{}</ul>\n", items.iter().map(item).collect::<String>()));
        }
        Block::Table(head, rows) => write_table(text, head, rows),
        Block::Code(_, code) => text.push_str(&format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", escaped(code))),
        Block::Diagram(diagram) => {
            let drawing = diagram.drawing();
            let notice = drawing.notice.map(|it| format!(" {}", inline(&it))).unwrap_or_default();
            let title = inline(&diagram.title);
            text.push_str(&format!(
                "<figure>\n{}\n<figcaption>{title}.{notice}</figcaption>\n</figure>\n",
                drawing.svg
            ));
        }
    }
}

fn write_table(text: &mut String, head: &[&str], rows: &[Vec<String>]) {
    text.push_str("<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>");
    head.iter().for_each(|name| text.push_str(&format!("<th scope=\"col\">{}</th>", inline(name))));
    text.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", lines(cell))).collect();
        text.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    text.push_str("</tbody>\n</table></div>\n");
}

fn lines(said: &str) -> String {
    said.lines().map(inline).collect::<Vec<_>>().join("<br>")
}

fn inline(text: &str) -> String {
    let written = |part: Part| match part {
        Part::Code(code) => format!("<code>{}</code>", escaped(&code)),
        Part::Plain(plain) => escaped(&plain),
    };
    parts(text).into_iter().map(written).collect()
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
