//! Parser events → arena.
//!
//! One pass, no recursion: open collections stand on a stack, their children on another, and a collection's children
//! move to their final place when it closes.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::line::{Line, skip, token_at};
use super::recover;
use super::{
    Comment, Data, Kind, MAX_BYTES, MAX_DEPTH, MAX_EXPANSION, NodeId, NodeKind, Range, Style, SyntaxError, SyntaxKind,
    Tree,
};
use crate::order;
use crate::text::Span;

/// More than this many places are of no help to anyone.
const MAX_ERRORS: usize = 1_000;
/// Far above [`MAX_DEPTH`], so that what is too deep can be stepped over and the rest still read.
const PARSER_DEPTH: usize = 20_000;

pub(super) fn read(text: &str) -> Tree {
    if text.len() > MAX_BYTES {
        let at = text.ceil_char_boundary(MAX_BYTES);
        let message = format!("the text is larger than {} MiB", MAX_BYTES >> 20);
        let errors = vec![SyntaxError { span: token_at(text, at), message, kind: SyntaxKind::Limit, fix: Vec::new() }];
        return Tree { text: text.to_owned(), errors, ..Tree::default() };
    }
    match parse(text) {
        (tree, None) => tree,
        (tree, Some(failure)) => recover::read(text, tree, failure),
    }
}

/// Reads until the end or the first syntax error, which is not among the tree's errors.
pub(super) fn parse(text: &str) -> (Tree, Option<Failure>) {
    let mut build = Build::new(text);
    let failure = build.run();
    while let Some(end) = build.stack.last().map(|frame| frame.end) {
        build.close(end);
    }
    order::by_key(&mut build.tree.errors, |error| error.span);
    order::by_key(&mut build.tree.comments, |comment| comment.span);
    (build.tree, failure)
}

/// Where and why the parser stopped, and what was open there.
pub(super) struct Failure {
    /// Where the parser noticed.
    pub(super) offset: usize,
    pub(super) kind: ErrorKind,
    /// The last scalar or alias before it.
    pub(super) last: Span,
    /// First byte of the outermost open bracket.
    pub(super) bracket: Option<usize>,
    /// Column and kind of the block collections that are open or have closed since the last value, outermost first.
    pub(super) columns: Vec<(usize, NodeKind)>,
}

pub(super) struct Frame {
    node: NodeId,
    /// Where its children begin among the pending ones.
    pub(super) first: usize,
    /// End of the last child, or of the opening bracket.
    end: usize,
    mapping: bool,
    pub(super) flow: bool,
    anchor: usize,
    /// Nodes seen from here down, aliases counted in full.
    size: usize,
    /// Levels below.
    height: usize,
}

/// What a walk from a node meets, aliases counted in full.
#[derive(Clone, Copy)]
struct Extent {
    node: NodeId,
    size: usize,
    height: usize,
}

pub(super) struct Build<'t> {
    pub(super) text: &'t str,
    pub(super) tree: Tree,
    stack: Vec<Frame>,
    pub(super) pending: Vec<NodeId>,
    /// Finished anchors by the parser's number; an open or skipped one is missing.
    anchors: HashMap<usize, Extent>,
    /// How deep inside a collection that is stepped over because it is too deep.
    skipping: usize,
    /// Where the last token ended.
    last: usize,
    last_start: usize,
    /// Start of the block collections that have closed since the last value, innermost first, and whether mappings.
    closed: Vec<(usize, bool)>,
    expanded: usize,
}

impl<'t> Build<'t> {
    fn new(text: &'t str) -> Self {
        let tree = Tree { text: text.to_owned(), nodes: Vec::with_capacity(text.len() / 12), ..Tree::default() };
        Self {
            text,
            tree,
            stack: Vec::new(),
            pending: Vec::new(),
            anchors: HashMap::new(),
            skipping: 0,
            last: 0,
            last_start: 0,
            closed: Vec::new(),
            expanded: 0,
        }
    }

    fn run(&mut self) -> Option<Failure> {
        let options = granit_parser::options! {
            emit_unresolved_aliases: true,
            max_buffered_comment_events: usize::MAX,
            flow_nesting_limit: PARSER_DEPTH,
            block_nesting_limit: PARSER_DEPTH,
        };
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, at) = match event {
                Ok(event) => event,
                Err(error) => return Some(self.failure(&error)),
            };
            let at = at.byte_range().unwrap_or_default();
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    let message = "only one document is read; the rest is ignored";
                    self.error(token_at(self.text, at.start), message.into(), SyntaxKind::Syntax);
                    return None;
                }
            }
            self.event(event, Span::new(at.start, at.end));
        }
        None
    }

    fn failure(&self, error: &ScanError) -> Failure {
        let offset = error.marker().byte_offset().unwrap_or_default().min(self.text.len());
        let open = self.stack.iter().map(|frame| (self.start_of(frame.node), frame.flow, frame.mapping));
        let bracket = open.clone().find(|&(_, flow, _)| flow).map(|(start, ..)| start);
        let closed = self.closed.iter().rev().map(|&(start, mapping)| (start, false, mapping));
        let columns = open.take_while(|&(_, flow, _)| !flow).chain(closed).map(|(start, _, mapping)| {
            let column = start - Line::at(self.text, start).start;
            (column, if mapping { NodeKind::Mapping } else { NodeKind::Sequence })
        });
        let last = Span::new(self.last_start, self.last);
        Failure { offset, kind: error.kind().clone(), last, bracket, columns: columns.collect() }
    }

    fn start_of(&self, node: NodeId) -> usize {
        self.tree.data(node).map(|data| data.at.span().start).unwrap_or_default()
    }

    fn event(&mut self, event: Event<'t>, at: Span) {
        match event {
            Event::Comment(text, _) => self.comment(&text, at),
            Event::SequenceStart(..) | Event::MappingStart(..) if self.skipping > 0 => self.skipping += 1,
            Event::SequenceEnd | Event::MappingEnd if self.skipping > 0 => {
                self.skipping -= 1;
                self.last = self.last.max(if at.is_empty() { 0 } else { at.end });
                let end = self.last;
                if let Some(frame) = self.stack.last_mut() {
                    frame.end = frame.end.max(end);
                }
            }
            Event::Scalar(..) | Event::Alias(_) | Event::UnresolvedAlias(_) if self.skipping > 0 => self.last = at.end,
            Event::SequenceStart(style, anchor, _) => self.open(at, style, anchor, false),
            Event::MappingStart(style, anchor, _) => self.open(at, style, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => self.close(at.end),
            Event::Scalar(value, style, anchor, tag) => self.scalar(value, style, anchor, tag.is_some(), at),
            Event::Alias(number) => self.alias(number, at),
            Event::UnresolvedAlias(name) => {
                self.error(at, format!("no anchor `&{name}` stands before this alias"), SyntaxKind::Syntax);
                self.null(at);
            }
            _ => {}
        }
    }

    fn comment(&mut self, text: &str, span: Span) {
        let line = self.text.get(..span.start).unwrap_or_default();
        let line = line.rsplit('\n').next().unwrap_or_default();
        let own_line = line.trim_start_matches('\u{feff}').trim().is_empty();
        self.tree.comments.push(Comment { span, text: text.trim().to_owned(), own_line });
    }

    fn scalar(&mut self, value: Cow<'t, str>, style: ScalarStyle, anchor: usize, tagged: bool, at: Span) {
        let absent = at.is_empty() && style == ScalarStyle::Plain;
        if absent {
            let place = self.absent(at.start, anchor != 0 || tagged);
            let id = self.push(
                place,
                Kind::Scalar { value: Range::new(place.start, place.start), style: Style::Plain, written: true },
            );
            return self.place(Extent { node: id, size: 1, height: 0 }, anchor, place.end);
        }
        let (style, quotes) = match style {
            ScalarStyle::Plain => (Style::Plain, 0),
            ScalarStyle::SingleQuoted => (Style::Single, 1),
            ScalarStyle::DoubleQuoted => (Style::Double, 1),
            _ => (Style::Block, 0),
        };
        let at = if style == Style::Block { self.block_scalar(at) } else { at };
        let inner = Span::new(at.start + quotes, at.end.saturating_sub(quotes));
        let written = matches!(value, Cow::Borrowed(_)) && inner.len() == value.len();
        let value = if written {
            Range::new(inner.start, inner.end)
        } else {
            let start = self.tree.cooked.len();
            self.tree.cooked.push_str(&value);
            Range::new(start, self.tree.cooked.len())
        };
        let id = self.push(at, Kind::Scalar { value, style, written });
        self.place(Extent { node: id, size: 1, height: 0 }, anchor, at.end);
    }

    /// The parser gives a block scalar's lines; the span begins at its `|` or `>` and ends with its last visible one.
    fn block_scalar(&self, at: Span) -> Span {
        let start = skip(self.text, self.last, ":-?,", true);
        let start =
            if self.text.get(start..).is_some_and(|rest| rest.starts_with(['|', '>'])) { start } else { at.start };
        let lines = Span::new(start, at.end).of(self.text);
        Span::new(start, start + lines.trim_end().len())
    }

    /// Where an absent value belongs: right after the colon or dash, or after its anchor or tag.
    fn absent(&self, reported: usize, properties: bool) -> Span {
        let in_value = self.stack.last().is_some_and(|frame| frame.mapping && !self.is_key(frame));
        if !in_value {
            return Span::at(reported);
        }
        let colon = skip(self.text, self.last, "", false);
        if !self.text.get(colon..).is_some_and(|rest| rest.starts_with(':')) {
            return Span::at(self.last);
        }
        if properties {
            let end = skip(self.text, colon + 1, "", true);
            let end = Span::new(colon + 1, end).of(self.text).trim_end().len() + colon + 1;
            return Span::at(end);
        }
        Span::at(colon + 1)
    }

    fn is_key(&self, frame: &Frame) -> bool {
        (self.pending.len() - frame.first).is_multiple_of(2)
    }

    fn open(&mut self, at: Span, style: StructureStyle, anchor: usize, mapping: bool) {
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("nested deeper than {MAX_DEPTH} levels");
            self.error(token_at(self.text, at.start), message, SyntaxKind::Limit);
            self.skipping = 1;
            return self.null(Span::at(at.start));
        }
        let start = if mapping || style == StructureStyle::Flow { at.start } else { self.first_dash(at.start) };
        let kind = if mapping {
            Kind::Mapping { children: Range::default(), own: 0, flow: style == StructureStyle::Flow }
        } else {
            Kind::Sequence { children: Range::default(), flow: style == StructureStyle::Flow }
        };
        let node = self.push(Span::new(start, at.end.max(start)), kind);
        self.last = at.end.max(start);
        self.stack.push(Frame {
            node,
            first: self.pending.len(),
            end: at.end.max(start),
            mapping,
            flow: !at.is_empty(),
            anchor,
            size: 1,
            height: 0,
        });
    }

    /// The parser places a sequence that stands at its key's column after the first dash.
    fn first_dash(&self, reported: usize) -> usize {
        let in_mapping = self.stack.last().is_some_and(|frame| frame.mapping && !self.is_key(frame));
        let dash = if in_mapping { skip(self.text, self.last, ":", true) } else { reported };
        if self.text.get(dash..).is_some_and(|rest| rest.starts_with('-')) { dash } else { reported }
    }

    fn close(&mut self, end: usize) {
        if self.stack.last().is_some_and(|frame| frame.mapping && !self.is_key(frame)) {
            let place = self.absent(self.last, false);
            self.null(place);
        }
        let Some(mut frame) = self.stack.pop() else { return };
        if !frame.flow {
            self.closed.push((self.start_of(frame.node), frame.mapping));
        }
        let end = if frame.flow { end.max(frame.end) } else { frame.end };
        let first = self.tree.children.len();
        let own = if frame.mapping {
            self.entries(&mut frame)
        } else {
            self.tree.children.extend(self.pending.drain(frame.first..));
            0
        };
        let range = Range::new(first, self.tree.children.len());
        if let Some(data) = self.tree.nodes.get_mut(frame.node.0 as usize) {
            data.at.end = Range::new(0, end).end;
            match &mut data.kind {
                Kind::Sequence { children, .. } => *children = range,
                Kind::Mapping { children, own: count, .. } => (*children, *count) = (range, own),
                _ => {}
            }
        }
        self.place(Extent { node: frame.node, size: frame.size, height: frame.height + 1 }, frame.anchor, end);
    }

    fn push(&mut self, at: Span, kind: Kind) -> NodeId {
        let id = NodeId(Range::new(0, self.tree.nodes.len()).end);
        self.last_start = at.start;
        self.closed.clear();
        self.tree.nodes.push(Data { at: Range::new(at.start, at.end), kind });
        id
    }

    fn null(&mut self, at: Span) {
        let value = Range::new(at.start, at.start);
        let id = self.push(at, Kind::Scalar { value, style: Style::Plain, written: true });
        self.place(Extent { node: id, size: 1, height: 0 }, 0, at.end);
    }

    /// Hands a finished node to the collection it is in.
    fn place(&mut self, extent: Extent, anchor: usize, end: usize) {
        self.last = end;
        if anchor != 0 {
            self.anchors.insert(anchor, extent);
        }
        let Some(frame) = self.stack.last_mut() else {
            self.tree.root.get_or_insert(extent.node);
            return;
        };
        frame.end = frame.end.max(end);
        frame.size = frame.size.saturating_add(extent.size);
        frame.height = frame.height.max(extent.height);
        self.pending.push(extent.node);
    }

    fn alias(&mut self, number: usize, at: Span) {
        let open = self.stack.iter().any(|frame| frame.anchor == number);
        if open {
            self.error(at, "this alias holds itself".into(), SyntaxKind::AliasExpansion);
            return self.null(at);
        }
        // An anchor that is neither open nor finished was stepped over, and that has been reported.
        let Some(&target) = self.anchors.get(&number) else { return self.null(at) };
        if self.stack.len() + target.height > MAX_DEPTH {
            let message = format!("with this alias the nesting is deeper than {MAX_DEPTH} levels");
            self.error(at, message, SyntaxKind::Limit);
            return self.null(at);
        }
        if self.expanded.saturating_add(target.size) > MAX_EXPANSION {
            let message = format!("aliases expand to more than {MAX_EXPANSION} values");
            self.error(at, message, SyntaxKind::AliasExpansion);
            return self.null(at);
        }
        self.expanded += target.size;
        let node = self.push(at, Kind::Alias { target: target.node });
        self.place(Extent { node, ..target }, 0, at.end);
    }

    pub(super) fn error(&mut self, span: Span, message: String, kind: SyntaxKind) {
        if self.tree.errors.len() < MAX_ERRORS {
            self.tree.errors.push(SyntaxError { span, message, kind, fix: Vec::new() });
        }
    }
}
