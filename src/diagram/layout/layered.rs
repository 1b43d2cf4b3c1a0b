//! Layers: dagre ranks and orders boxes in frames; isolated boxes of a frame are one block to it.

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel, RankDir, WorkControl, WorkError};

use super::super::geometry::{Point, Rect, Size};
use super::grid::{self, Grid};
use super::{Direction, Layers, Plan, TooLarge};

/// Space between boxes of one layer.
const BETWEEN: f64 = 36.0;
/// Space between a layer of boxes and the next; half of it lies on each side of the labels.
const LAYERS: f64 = 80.0;
/// Space between two links, and between the borders of a frame and of a frame in it, where a title stands.
const LINKS: f64 = 26.0;
/// Units of dagre's own count of its work after which a layout is given up: about a second in a browser.
const BUDGET: usize = 30_000_000;

type Dagre = Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// Ranks, orders and places one connected part.
pub(super) fn lay_out(plan: &Plan) -> Result<Layers, TooLarge> {
    let blocks = Blocks::of(plan);
    let mut graph = describe(plan, &blocks);
    dugong::layout_controlled(&mut graph, &mut Budget(BUDGET)).map_err(|_| TooLarge)?;
    Ok(read(plan, &blocks, &graph))
}

/// Boxes without links, gathered by the frame they stand in.
struct Blocks {
    /// The frame and the boxes of each block.
    list: Vec<(Option<usize>, Vec<usize>, Grid)>,
    /// Whether a box is part of a block.
    member: Vec<bool>,
}

impl Blocks {
    fn of(plan: &Plan) -> Self {
        let mut member = vec![true; plan.boxes.len()];
        for link in &plan.links {
            for item in [link.from.item, link.to.item] {
                if let Some(flag) = member.get_mut(item) {
                    *flag = false;
                }
            }
        }
        let mut list: Vec<(Option<usize>, Vec<usize>, Grid)> = Vec::new();
        for (index, item) in plan.boxes.iter().enumerate() {
            if !member.get(index).copied().unwrap_or_default() {
                continue;
            }
            match list.iter_mut().find(|(frame, ..)| *frame == item.frame) {
                Some((_, boxes, _)) => boxes.push(index),
                None => list.push((item.frame, vec![index], Grid::default())),
            }
        }
        for (_, boxes, grid) in &mut list {
            let sizes: Vec<Size> = boxes.iter().filter_map(|&at| plan.boxes.get(at)).map(|item| item.size).collect();
            *grid = grid::arrange(&sizes);
        }
        Self { list, member }
    }
}

fn describe(plan: &Plan, blocks: &Blocks) -> Dagre {
    let mut graph = Dagre::new(GraphOptions { multigraph: true, compound: true, directed: true });
    graph.set_graph(GraphLabel {
        rankdir: match plan.direction {
            Direction::Right => RankDir::LR,
            Direction::Down => RankDir::TB,
        },
        nodesep: BETWEEN,
        ranksep: LAYERS,
        edgesep: LINKS,
        ..GraphLabel::default()
    });
    for (index, frame) in plan.frames.iter().enumerate() {
        graph.set_node(frame_id(index), sized(Size::new(frame.title.width + 32.0, frame.title.height + 32.0)));
        if let Some(parent) = frame.parent {
            graph.set_parent(frame_id(index), frame_id(parent));
        }
    }
    for (index, item) in plan.boxes.iter().enumerate() {
        if !blocks.member.get(index).copied().unwrap_or_default() {
            place(&mut graph, box_id(index), item.size, item.frame);
        }
    }
    for (index, (frame, _, grid)) in blocks.list.iter().enumerate() {
        place(&mut graph, block_id(index), grid.size, *frame);
    }
    for (index, link) in plan.links.iter().enumerate() {
        let label =
            EdgeLabel { width: link.label.width, height: link.label.height, weight: 1.0, ..EdgeLabel::default() };
        graph.set_edge_named(box_id(link.from.item), box_id(link.to.item), Some(link_id(index)), Some(label));
    }
    graph
}

fn place(graph: &mut Dagre, id: String, size: Size, frame: Option<usize>) {
    graph.set_node(id.as_str(), sized(size));
    if let Some(frame) = frame {
        graph.set_parent(id, frame_id(frame));
    }
}

fn sized(size: Size) -> NodeLabel {
    NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() }
}

fn read(plan: &Plan, blocks: &Blocks, graph: &Dagre) -> Layers {
    let mut boxes: Vec<Rect> = (0..plan.boxes.len()).map(|index| rect(graph, &box_id(index))).collect();
    for (index, (_, members, grid)) in blocks.list.iter().enumerate() {
        let block = rect(graph, &block_id(index));
        for (&member, cell) in members.iter().zip(&grid.cells) {
            if let Some(place) = boxes.get_mut(member) {
                *place = cell.moved(Point::new(block.x, block.y));
            }
        }
    }
    let frames = (0..plan.frames.len()).map(|index| rect(graph, &frame_id(index))).collect();
    let links = plan.links.iter().enumerate().map(|(index, link)| {
        let id = link_id(index);
        let Some(edge) = graph.edge(&box_id(link.from.item), &box_id(link.to.item), Some(&id)) else {
            return (Vec::new(), None);
        };
        let inner = edge.points.len().saturating_sub(1);
        let points = edge.points.get(1..inner).unwrap_or_default();
        let label = edge.x.zip(edge.y).filter(|_| !link.label.is_empty());
        (points.iter().map(|point| Point::new(point.x, point.y)).collect(), label.map(|(x, y)| Point::new(x, y)))
    });
    Layers { links: links.collect(), boxes, frames }
}

fn rect(graph: &Dagre, id: &str) -> Rect {
    let Some(node) = graph.node(id) else { return Rect::default() };
    let center = Point::new(node.x.unwrap_or_default(), node.y.unwrap_or_default());
    Rect::around(center, Size::new(node.width, node.height))
}

fn box_id(index: usize) -> String {
    format!("b{index}")
}

fn frame_id(index: usize) -> String {
    format!("f{index}")
}

fn block_id(index: usize) -> String {
    format!("g{index}")
}

fn link_id(index: usize) -> String {
    format!("l{index}")
}

/// Ends a layout after a number of steps. Counting needs no clock and ends at the same step every time.
struct Budget(usize);

impl WorkControl for Budget {
    fn charge(&mut self, units: usize) -> Result<(), WorkError> {
        self.0 = self.0.checked_sub(units).ok_or(WorkError::Interrupted)?;
        Ok(())
    }
}
