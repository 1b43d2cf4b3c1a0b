//! Boxes without links, as rows of equal width.

use super::super::geometry::{Rect, Size};

/// Space between two boxes.
const GAP: f64 = 24.0;

/// Boxes in rows, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub(super) size: Size,
    /// One a box, from the grid's upper left corner.
    pub(super) cells: Vec<Rect>,
}

/// Puts boxes into rows so that the whole is about as wide as high.
pub(super) fn arrange(sizes: &[Size]) -> Grid {
    let area: f64 = sizes.iter().map(|size| (size.width + GAP) * (size.height + GAP)).sum();
    let limit = (area * 1.4).sqrt().max(sizes.iter().map(|size| size.width).fold(0.0, f64::max));
    let mut grid = Grid::default();
    let (mut x, mut y, mut row): (f64, f64, f64) = (0.0, 0.0, 0.0);
    for size in sizes {
        if x > 0.0 && x + size.width > limit {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        grid.cells.push(Rect::new(x, y, size.width, size.height));
        grid.size.width = grid.size.width.max(x + size.width);
        row = row.max(size.height);
        grid.size.height = grid.size.height.max(y + row);
        x += size.width + GAP;
    }
    grid
}
