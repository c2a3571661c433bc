//! `echidna`, forward mode: `Dual` (nested in itself for third order), `DualVec` (partials in an array; nested in itself for second order),
//! `Taylor`; its recorded tape for a sparse Jacobian, and for gradients and Hessians in reverse mode.

use std::array::from_fn;

use echidna::sparse::{column_coloring, row_coloring};
use echidna::{BReverse, BytecodeTape, Dual, DualVec, Taylor};
use num_traits::Float;

use crate::measure::Row;
use crate::number::{Elementary, FirstOrder, Lift, Lifted, SecondOrder, ThirdOrder, elementary};
use crate::sweep::{Function, Hessian, Jacobian, Map, Outputs, unit};

/// Three levels: third derivatives.
pub type Thrice = Dual<Dual<Dual<f64>>>;

impl<T: Elementary + echidna::Float> Elementary for Dual<T> {
    elementary!(Float, |value| Dual::constant(T::constant(value)));
}

impl<T: Elementary + echidna::Float, const N: usize> Elementary for DualVec<T, N> {
    elementary!(Float, |value| DualVec::constant(T::constant(value)));
}

impl<const K: usize> Elementary for Taylor<f64, K> {
    elementary!(Float, Taylor::constant);
}

impl Elementary for BReverse<f64> {
    elementary!(Float, BReverse::constant);
}

impl Lift for Thrice {
    type Literal = Self;
    #[inline(always)]
    fn literal(value: f64) -> Self {
        Elementary::constant(value)
    }
}

impl<const M: usize, const N: usize> Lift for DualVec<DualVec<f64, N>, M> {
    type Literal = Self;
    #[inline(always)]
    fn literal(value: f64) -> Self {
        Elementary::constant(value)
    }
}

impl FirstOrder for Dual<f64> {
    const DIRECTIONS: usize = 1;
    #[inline(always)]
    fn new(value: f64, mut partial: impl FnMut(usize) -> f64) -> Self {
        Dual::new(value, partial(0))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn partial(&self, _: usize) -> f64 {
        self.eps
    }
}

impl<const N: usize> FirstOrder for DualVec<f64, N> {
    const DIRECTIONS: usize = N;
    #[inline(always)]
    fn new(value: f64, partial: impl FnMut(usize) -> f64) -> Self {
        DualVec::new(value, from_fn(partial))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        self.eps[direction]
    }
}

impl<const N: usize> SecondOrder for Lifted<DualVec<DualVec<f64, N>, N>> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        Self(DualVec::new(DualVec::new(value, from_fn(unit(column))), from_fn(|k| DualVec::constant(unit(row)(k)))))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.0.re.re
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        self.0.eps[row].re
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        self.0.eps[row].eps[column]
    }
}

impl SecondOrder for Taylor<f64, 3> {
    const WIDTH: usize = 1;
    const NAME: Option<&'static str> = Some("Taylor");
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, _: Option<usize>) -> Self {
        Taylor::new([value, unit(row)(0), 0.0])
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.coeffs[0]
    }
    #[inline(always)]
    fn row_partial(&self, _: usize) -> f64 {
        self.coeffs[1]
    }
    #[inline(always)]
    fn second_partial(&self, _: usize, _: usize) -> f64 {
        2.0 * self.coeffs[2]
    }
}

impl ThirdOrder for Lifted<Thrice> {
    #[inline(always)]
    fn variable(value: f64) -> Self {
        let twice = Dual::new(Dual::new(value, 1.0), Dual::constant(1.0));
        Self(Dual::new(twice, Elementary::constant(1.0)))
    }
    #[inline(always)]
    fn derivatives(&self) -> [f64; 4] {
        let y = self.0;
        [y.re.re.re, y.eps.re.re, y.eps.eps.re, y.eps.eps.eps]
    }
}

impl ThirdOrder for Taylor<f64, 4> {
    const NAME: &'static str = "Taylor";
    #[inline(always)]
    fn variable(value: f64) -> Self {
        Taylor::variable(value)
    }
    #[inline(always)]
    fn derivatives(&self) -> [f64; 4] {
        let [c0, c1, c2, c3] = self.coeffs;
        [c0, c1, 2.0 * c2, 6.0 * c3]
    }
}

/// The sparse Jacobian from a tape recorded and optimised once: colour by colour from a pattern found once, over columns and, in reverse mode,
/// over rows; and `C` colours a pass, which has no entry point for a known pattern.
pub fn enter_sparse_tape<const C: usize, F: Map>(row: &mut Row<Vec<f64>, Outputs>, f: F, n: usize) {
    let record = || {
        let outputs = |x: &[BReverse<f64>]| {
            let mut y = vec![BReverse::constant(0.0); n];
            f.call(x, &mut y);
            y
        };
        let (mut tape, _) = echidna::record_multi(outputs, &vec![1.0; n]);
        tape.optimize();
        tape
    };
    for (library, forward, colour) in
        [(super::ECHIDNA, true, column_coloring as fn(&_) -> _), (super::ECHIDNA_REVERSE, false, row_coloring)]
    {
        let mut tape = record();
        let pattern = tape.detect_jacobian_sparsity();
        let (colours, count) = colour(&pattern);
        let mode = format!("sparse tape, {count} colours of {}", if forward { "columns" } else { "rows" });
        row.contestant(library, mode, move |x, out| {
            (out.value, out.slopes) = tape.sparse_jacobian_with_pattern(x, &pattern, &colours, count, forward);
        });
    }
    let mut tape = record();
    row.contestant(super::ECHIDNA, format!("sparse tape, {C} colours a pass, pattern found anew"), move |x, out| {
        (out.value, _, out.slopes) = tape.sparse_jacobian_vec::<C>(x);
    });
}

/// The tape of a function without branches, recorded and optimised once.
fn recorded<F: Function<N, 1>, const N: usize>(f: F) -> BytecodeTape<f64> {
    let function = |x: &[BReverse<f64>]| f.call(x.try_into().expect("as many numbers as the tape is recorded at"))[0];
    let (mut tape, _) = echidna::record(function, &[1.0; N]);
    tape.optimize();
    tape
}

/// The gradient in reverse mode.
pub fn enter_reverse<F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Jacobian<N, 1>>, f: F) {
    let (mut tape, mut buffer) = (recorded(f), Vec::new());
    row.contestant(super::ECHIDNA_REVERSE, "tape recorded once".into(), move |x, out| {
        out.rows[0].copy_from_slice(&tape.gradient_with_buf(x, &mut buffer));
        out.value = [tape.output_value()];
    });
}

/// The Hessian in forward mode over reverse mode, `C` columns a pass.
pub fn enter_reverse_hessian<const C: usize, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Hessian<N>>, f: F) {
    let tape = recorded(f);
    row.contestant(super::ECHIDNA_REVERSE, format!("tape recorded once, {C} columns a pass"), move |x, out| {
        let (value, gradient, rows) = tape.hessian_vec::<C>(x);
        out.value = value;
        out.gradient.copy_from_slice(&gradient);
        out.rows.iter_mut().zip(&rows).for_each(|(out, row)| out.copy_from_slice(row));
    });
}
