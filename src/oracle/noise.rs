//! What rounding hides.

use super::judge::{Rows, beside};
use super::point::moved;
use super::report::{Discrepancy, Quantity};
use super::{Point, Scalar, random::Random};

/// Evaluations from which the spread is measured.
const NEIGHBOURS: u64 = 32;

/// How far each entry moves by rounding: when the coordinates move by up to 8 ulps, and when the directions are multiplied by a factor,
/// which rounds every derivative on the way in another manner. A neighbour at which the code panics shows nothing.
///
/// Without the factor nothing would move where two terms of a difference are rounded alike.
pub(super) fn spread<P: Point>(x: &P, centre: &Rows, exact: &dyn Fn(&P, f64) -> Rows) -> Rows {
    let precision = <P::Scalar>::PRECISION;
    let mut random = Random::new(0);
    let mut spread: Rows = centre.iter().map(|row| vec![0.0; row.len()]).collect();
    for _ in 0..NEIGHBOURS {
        let moved: Vec<f64> = x.coordinates().into_iter().map(|x| precision.step(x, random.below(17) as i8 - 8)).collect();
        let factor = precision.round(1.0 + random.unit());
        let neighbour = beside(centre, || exact(&x.with_coordinates(&moved), factor)).unwrap_or_else(|| centre.clone());
        for ((spread, neighbour), centre) in spread.iter_mut().zip(neighbour).zip(centre) {
            for ((spread, neighbour), centre) in spread.iter_mut().zip(neighbour).zip(centre) {
                *spread = spread.max((neighbour - centre).abs());
            }
        }
    }
    spread
}

/// What `f` gives at points around `x`, each coordinate moved by up to a thousandth of itself.
pub(super) fn around<P: Point>(x: &P, f: &dyn Fn(&P) -> Option<Rows>) -> Vec<Rows> {
    let precision = <P::Scalar>::PRECISION;
    let mut random = Random::new(0);
    let mut moved = || x.coordinates().into_iter().map(|x| precision.round(x * (1.0 + (random.unit() - 0.5) / 500.0))).collect::<Vec<_>>();
    (0..NEIGHBOURS).filter_map(|_| f(&x.with_coordinates(&moved()))).collect()
}

/// A few roundings of a value.
pub(super) const ROUNDINGS: f64 = 4.0;

/// What was found is nearer to the line through the sides than what was expected is, this many times.
const NEARER: f64 = 4.0;

/// Whether the exact derivative has cancelled without a trace, and what was found may be right: as `ln(1 + x) / x` at 1e-17, where the
/// quotient rule gives `0 / x` at every neighbour.
///
/// With `d = eps^(1/3)`, a change of the derivative by `found - expected` moves the value by less than it is rounded,
///
/// ```text
/// |found - expected| |x| <= 4 eps |f|
/// ```
///
/// and what was found, but not what was expected, is on the line through the exact derivatives at `x -+ d`; or `|x| < d`, and those are not
/// exact enough to tell: `|found - expected| d <= 4 eps |f|`.
pub(super) fn hides<P: Point>(x: &P, values: &[f64], entry: &Discrepancy, centre: &Rows, derivative: &dyn Fn(&P) -> Rows) -> bool {
    let output = match entry.quantity {
        Quantity::Derivative | Quantity::Gradient => 0,
        Quantity::Jacobian => entry.row,
        _ => return false,
    };
    let precision = <P::Scalar>::PRECISION;
    let (place, gap) = (x.coordinates()[entry.column], (entry.found - entry.expected).abs());
    let rounded = |move_of_x: f64| gap * move_of_x.abs() <= ROUNDINGS * precision.epsilon() * values[output].abs();
    if place == 0.0 || !rounded(place) {
        return false;
    }
    let d = precision.epsilon().cbrt();
    let side = |step: f64| beside(centre, || derivative(&moved(x, entry.column, step))).map(|rows| rows[entry.row][entry.column]);
    let step = d * place.abs().max(1.0);
    let line = side(-step).zip(side(step)).map(|(left, right)| f64::midpoint(left, right));
    place.abs() < d && rounded(d) || line.is_some_and(|line| NEARER * (entry.found - line).abs() <= (entry.expected - line).abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_up_to_8_ulps_away_on_both_sides() {
        let farthest = |side: fn(f64, f64) -> f64| spread(&1.0, &vec![vec![0.0]], &|x: &f64, _| vec![vec![side(x - 1.0, 0.0)]])[0][0];
        // Below 1 an ulp is half as large.
        assert_eq!([farthest(f64::min), farthest(f64::max)], [4.0 * f64::EPSILON, 8.0 * f64::EPSILON]);
    }
}
