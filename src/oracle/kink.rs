//! Points without a derivative: where it jumps, and what may be said of it there.

use super::judge::{Rows, beside};
use super::point::moved;
use super::report::{Discrepancy, Kink, Quantity};
use super::tolerance::Precision;
use super::{Point, Scalar};

/// A jump of less than this part of the entry on either side is not told from curvature.
const SMALLEST_JUMP: f64 = 1e-3;

/// A side is settled if it moves by less than this part of what it is told from.
const SETTLED: f64 = 0.01;

/// The derivative on either side of a point, along every coordinate.
///
/// Looks at `x -+ d` for a small and a tiny `d`: of a smooth function the difference of the two sides shrinks with `d`; at a kink
/// each side stays where it is, and at a cusp the difference grows.
pub(super) struct Sides {
    point: Vec<f64>,
    precision: Precision,
    /// `[[left, right] at the small step, [left, right] at the tiny one]`; none where the function is not defined on both sides.
    axes: Vec<Option<[[Rows; 2]; 2]>>,
}

/// An entry along one coordinate: from the left and from the right.
#[derive(Clone, Copy)]
struct Jump {
    axis: usize,
    left: f64,
    right: f64,
    /// The derivative grows without bound towards the point.
    cusp: bool,
}

impl Sides {
    /// `derivative` has the shape of `centre`, the one at `x`.
    pub(super) fn new<P: Point>(x: &P, centre: &Rows, derivative: &dyn Fn(&P) -> Rows) -> Self {
        let precision = <P::Scalar>::PRECISION;
        let point = x.coordinates();
        let size = point.iter().fold(0.0, |size: f64, x| size.max(x.abs()));
        let side = |axis: usize, d: f64| beside(centre, || derivative(&moved(x, axis, d)));
        let sides = |axis: usize, d: f64| Some([side(axis, -d)?, side(axis, d)?]);
        let along = |axis: usize| {
            let scale = [point[axis].abs(), size.min(1.0), 1.0].into_iter().find(|&scale| scale > 0.0).unwrap_or(1.0);
            let scale = scale.max(precision.smallest_normal() / precision.epsilon());
            Some([sides(axis, scale * precision.epsilon().sqrt())?, sides(axis, scale * precision.epsilon() * 16.0)?])
        };
        Self { axes: (0..point.len()).map(along).collect(), point, precision }
    }

    /// The kink that allows what was found: the entry jumps, and what was found is between its sides.
    pub(super) fn kink(&self, entry: &Discrepancy) -> Option<Kink> {
        let jumps = self.jumps(entry);
        let first = *jumps.first()?;
        let centre = if entry.expected.is_finite() { entry.expected } else { f64::midpoint(first.left, first.right) };
        let reach = |side: fn(f64, f64) -> f64| {
            let far = |jump: &Jump| if jump.cusp { side(f64::NEG_INFINITY, f64::INFINITY) } else { side(jump.left, jump.right) - centre };
            // Along a direction the kinks of several coordinates add, as of |x| + |y| along (1, 1).
            let both = if entry.quantity == Quantity::Directional { |sum: f64, far: f64| sum + far } else { side };
            jumps.iter().fold(0.0, |reach, jump| both(reach, side(far(jump), 0.0)))
        };
        let (low, high) = (reach(f64::min), reach(f64::max));
        let margin = SETTLED * (first.right - first.left).abs();
        let between = centre + low - margin <= entry.found && entry.found <= centre + high + margin;
        between.then(|| self.report(entry, first))
    }

    /// Whether the entry jumps along any coordinate. There its spread is the jump, and would let everything around the two sides pass.
    ///
    /// A value may be on a side of any one jump, since that coordinate may have been rounded across.
    pub(super) fn refuses(&self, entry: &Discrepancy) -> bool {
        let off = |side: f64, jump: &Jump| (side - entry.found).abs() > SETTLED * (jump.right - jump.left).abs();
        let neither = |jump: &Jump| entry.quantity != Quantity::Value || off(jump.left, jump) && off(jump.right, jump);
        let jumps = self.jumps(entry);
        !jumps.is_empty() && jumps.iter().all(neither)
    }

    /// The kink that is no more than one point: both sides agree with what was found, and the formula of the function takes another number
    /// there alone, as `max(x, 0) - max(-x, 0)` at 0.
    ///
    /// What was found is right: no derivative has another value at a point than the limit that it has from both sides.
    pub(super) fn isolated(&self, entry: &Discrepancy) -> Option<Kink> {
        let gap = (entry.found - entry.expected).abs();
        let agrees = |rows: &Rows| (rows[entry.row][entry.column] - entry.found).abs() <= SETTLED * gap;
        let axis = self.axes.iter().position(|steps| gap.is_finite() && steps.iter().flatten().flatten().all(agrees) && steps.is_some())?;
        let [left, right] = self.axes[axis].as_ref()?[1].each_ref().map(|rows| rows[entry.row][entry.column]);
        Some(self.report(entry, Jump { axis, left, right, cusp: false }))
    }

    fn jumps(&self, entry: &Discrepancy) -> Vec<Jump> {
        let along = |(axis, steps): (usize, &Option<[[Rows; 2]; 2]>)| Self::jump_along(axis, steps.as_ref()?, entry);
        self.axes.iter().enumerate().filter_map(along).collect()
    }

    fn jump_along(axis: usize, [near, nearer]: &[[Rows; 2]; 2], entry: &Discrepancy) -> Option<Jump> {
        let pair = |sides: &[Rows; 2]| sides.each_ref().map(|rows| rows[entry.row][entry.column]);
        let ([far_left, far_right], [left, right]) = (pair(near), pair(nearer));
        let (wide, narrow) = ((far_right - far_left).abs(), (right - left).abs());
        let smallest = SMALLEST_JUMP * left.abs().max(right.abs());
        let settled = |side: f64, limit: f64| (side - limit).abs() <= SETTLED * narrow;
        let kink = settled(far_left, left) && settled(far_right, right);
        let cusp = left * right < 0.0 && narrow > 8.0 * wide;
        (narrow.is_finite() && narrow > smallest && (kink || cusp)).then_some(Jump { axis, left, right, cusp: !kink })
    }

    fn report(&self, entry: &Discrepancy, jump: Jump) -> Kink {
        let (&Discrepancy { quantity, row, column, expected, .. }, Jump { axis, left, right, .. }) = (entry, jump);
        Kink { point: self.point.clone(), axis, quantity, row, column, left, right, at: expected, precision: self.precision }
    }
}
