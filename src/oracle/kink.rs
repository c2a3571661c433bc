//! Points without a derivative: where it jumps.

use super::Point;
use super::judge::{Rows, largest};
use super::report::{Kink, Quantity};
use super::tolerance::Width;

/// A jump of less than this part of the largest entry is not told from curvature.
const SMALLEST_JUMP: f64 = 1e-3;

/// The first coordinate along which `derivative` has different limits from the left and from the right.
///
/// Looks at `x -+ d` for a small and a tiny `d`: of a smooth function the difference of the two sides shrinks with `d`; at a kink
/// each side stays where it is, and at a cusp the difference grows.
pub(super) fn find_kink<P: Point>(x: &P, quantity: Quantity, derivative: &dyn Fn(&P) -> Rows) -> Option<Kink> {
    let width = Width::of::<P::Scalar>();
    let coordinates = x.coordinates();
    let size = coordinates.iter().fold(0.0, |size: f64, x| size.max(x.abs()));
    (0..coordinates.len()).find_map(|axis| {
        let scale = [coordinates[axis].abs(), size, 1.0].into_iter().find(|&scale| scale > 0.0).unwrap_or(1.0);
        let scale = scale.max(width.smallest_normal() / width.epsilon());
        let sides = |d: f64| {
            [-d, d].map(|d| {
                let mut moved = coordinates.clone();
                moved[axis] = width.round(moved[axis] + d);
                derivative(&x.with_coordinates(&moved))
            })
        };
        let near = sides(scale * width.epsilon().sqrt());
        let nearer = sides(scale * width.epsilon() * 16.0);
        jump(&near, &nearer).map(|(row, column)| {
            let [left, right] = nearer.map(|rows| rows[row][column]);
            Kink { point: coordinates.clone(), axis, quantity, row, column, left, right, width }
        })
    })
}

/// An entry that jumps.
fn jump([left, right]: &[Rows; 2], [left_limit, right_limit]: &[Rows; 2]) -> Option<(usize, usize)> {
    let smallest = SMALLEST_JUMP * largest(left_limit).max(largest(right_limit));
    let places = left.iter().enumerate().flat_map(|(row, entries)| (0..entries.len()).map(move |column| (row, column)));
    places.into_iter().find(|&(row, column)| {
        let at = |rows: &Rows| rows[row][column];
        let (wide, narrow) = (at(right) - at(left), at(right_limit) - at(left_limit));
        let settled = |side: &Rows, limit: &Rows| (at(side) - at(limit)).abs() <= 0.01 * narrow.abs();
        let kink = settled(left, left_limit) && settled(right, right_limit);
        let cusp = at(left_limit) * at(right_limit) < 0.0 && narrow.abs() > 8.0 * wide.abs();
        narrow.is_finite() && narrow.abs() > smallest && (kink || cusp)
    })
}
