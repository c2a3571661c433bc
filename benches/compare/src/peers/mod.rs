//! The contestants: which of each library's numbers take part in which kind of row.

mod ad_trait;
mod autofloat;
pub mod dual_numbers;
pub mod echidna;
mod hyperdual;
mod num_dual;

use ::ad_trait::forward_ad::adfn::adfn;
use ::ad_trait::hyper_ad::hyper::HyperAD_ADFN;
use ::autofloat::AutoFloat;
use ::echidna::{Dual, DualVec, Taylor};
use ::hyperdual::Hyperdual;
use ::num_dual::{Dual2_64, Dual2SVec64, Dual3_64, Dual64, DualSVec64, HyperDual64, HyperDualSVec64};

use self::hyperdual::Twice;
use crate::measure::Row;
use crate::number::{FirstOrder, Lifted, SecondOrder, ThirdOrder};
use crate::sweep::{self, Compression, Function, Hessian, Jacobian, Map, Outputs, Third};

pub const PLAIN: &str = "plain f64";
const NUM_DUAL: &str = "num-dual";
const HYPERDUAL: &str = "hyperdual";
const AD_TRAIT: &str = "ad_trait";
const AUTOFLOAT: &str = "autofloat";
const ECHIDNA: &str = "echidna";
const ECHIDNA_REVERSE: &str = "echidna, reverse";

/// The libraries in the order of the table's columns.
pub const COLUMNS: [&str; 8] = [PLAIN, dual_numbers::NAME, NUM_DUAL, HYPERDUAL, AD_TRAIT, AUTOFLOAT, ECHIDNA, ECHIDNA_REVERSE];

/// What a kind of row does with a number type that carries first derivatives.
trait FirstOrderEntry {
    fn enter<D: FirstOrder + 'static>(&mut self, library: &'static str);
}

/// The types with `N` directions (`hyperdual` counts the value too).
fn many_directions<const N: usize, const WITH_VALUE: usize>(to: &mut impl FirstOrderEntry) {
    const { assert!(WITH_VALUE == N + 1) };
    to.enter::<DualSVec64<N>>(NUM_DUAL);
    to.enter::<Hyperdual<f64, WITH_VALUE>>(HYPERDUAL);
    to.enter::<Lifted<adfn<N>>>(AD_TRAIT);
    to.enter::<AutoFloat<f64, N>>(AUTOFLOAT);
    to.enter::<DualVec<f64, N>>(ECHIDNA);
}

/// The types with one direction.
fn single_direction(to: &mut impl FirstOrderEntry) {
    to.enter::<Dual64>(NUM_DUAL);
    to.enter::<Hyperdual<f64, 2>>(HYPERDUAL);
    to.enter::<Lifted<adfn<1>>>(AD_TRAIT);
    to.enter::<AutoFloat<f64, 1>>(AUTOFLOAT);
    to.enter::<Dual<f64>>(ECHIDNA);
}

/// The types with `C` directions.
fn directions<const C: usize, const WITH_VALUE: usize>(to: &mut impl FirstOrderEntry) {
    if C == 1 {
        single_direction(to);
    } else {
        many_directions::<C, WITH_VALUE>(to);
    }
}

struct JacobianEntry<'a, F, const N: usize, const M: usize> {
    row: &'a mut Row<[f64; N], Jacobian<N, M>>,
    f: F,
}

impl<F: Function<N, M>, const N: usize, const M: usize> FirstOrderEntry for JacobianEntry<'_, F, N, M> {
    fn enter<D: FirstOrder + 'static>(&mut self, library: &'static str) {
        let f = self.f;
        let mode = format!("{} of {N} directions a pass", D::DIRECTIONS);
        if (2..=sweep::WRITTEN_OUT).contains(&N.div_ceil(D::DIRECTIONS)) {
            let mode = format!("{mode}, written out");
            self.row.contestant(library, mode, move |x, out| sweep::jacobian_written_out::<D, F, N, M>(f, x, out));
        }
        self.row.contestant(library, mode, move |x, out| sweep::jacobian::<D, F, N, M>(f, x, out));
    }
}

/// The function itself.
pub fn plain<F: Function<N, M>, const N: usize, const M: usize>(row: &mut Row<[f64; N], Jacobian<N, M>>, f: F) {
    row.values_only(PLAIN, move |x, out| out.value = f.call(x));
}

/// The derivative of a function of one variable.
pub fn one_direction<F: Function<1, 1>>(row: &mut Row<[f64; 1], Jacobian<1, 1>>, f: F) {
    dual_numbers::enter_derivative(row, f);
    single_direction(&mut JacobianEntry { row, f });
}

/// The gradient of a scalar function with `C` directions a pass.
pub fn gradient<const C: usize, const WITH_VALUE: usize, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Jacobian<N, 1>>, f: F) {
    if C == N {
        dual_numbers::enter_gradient(row, f);
    } else {
        dual_numbers::enter_gradient_in_chunks::<C, F, N>(row, f);
    }
    dual_numbers::enter_chunked_gradient::<C, F, N>(row, f);
    directions::<C, WITH_VALUE>(&mut JacobianEntry { row, f });
}

/// The Jacobian with `C` directions a pass.
pub fn jacobian<const C: usize, const WITH_VALUE: usize, F: Function<N, M>, const N: usize, const M: usize>(
    row: &mut Row<[f64; N], Jacobian<N, M>>,
    f: F,
) {
    if C == N {
        dual_numbers::enter_jacobian(row, f);
    } else {
        dual_numbers::enter_jacobian_in_chunks::<C, F, N, M>(row, f);
    }
    dual_numbers::enter_chunked_jacobian::<C, F, N, M>(row, f);
    directions::<C, WITH_VALUE>(&mut JacobianEntry { row, f });
}

struct ProductEntry<'a, F> {
    row: &'a mut Row<(Vec<f64>, Vec<f64>), Outputs>,
    f: F,
    n: usize,
}

impl<F: Map> FirstOrderEntry for ProductEntry<'_, F> {
    fn enter<D: FirstOrder + 'static>(&mut self, library: &'static str) {
        let mode = "one pass".to_owned();
        self.row.contestant(library, mode, sweep::product::<D, F>(self.f, self.n));
    }
}

/// A Jacobian-vector product of a function of `n` variables.
pub fn product<F: Map>(row: &mut Row<(Vec<f64>, Vec<f64>), Outputs>, f: F, n: usize) {
    dual_numbers::enter_product(row, f, n);
    single_direction(&mut ProductEntry { row, f, n });
}

struct SparseEntry<'a, F> {
    row: &'a mut Row<Vec<f64>, Outputs>,
    f: F,
    compression: Compression,
}

impl<F: Map> FirstOrderEntry for SparseEntry<'_, F> {
    fn enter<D: FirstOrder + 'static>(&mut self, library: &'static str) {
        let mode = format!("coloured by the bench, {} a pass", D::DIRECTIONS);
        self.row.contestant(library, mode, sweep::compressed::<D, F>(self.f, self.compression.clone()));
    }
}

/// The sparse Jacobian of a function of `n` variables, `C` colours a pass.
pub fn sparse<const C: usize, const WITH_VALUE: usize, F: Map>(row: &mut Row<Vec<f64>, Outputs>, f: F, n: usize) {
    let compression = dual_numbers::enter_sparse::<C, F>(row, f, n);
    directions::<C, WITH_VALUE>(&mut SparseEntry { row, f, compression });
}

fn enter_hessian<D: SecondOrder, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Hessian<N>>, library: &'static str, f: F) {
    let mode = D::NAME.map_or(format!("blocks of {0} x {0}", D::WIDTH), str::to_owned);
    if (2..=sweep::WRITTEN_OUT_ACROSS).contains(&N.div_ceil(D::WIDTH)) {
        let mode = format!("{mode}, written out");
        row.contestant(library, mode, move |x, out| sweep::hessian_written_out::<D, F, N>(f, x, out));
    }
    row.contestant(library, mode, move |x, out| sweep::hessian::<D, F, N>(f, x, out));
}

/// The types with a block of `B x B` second derivatives.
fn blocks<const B: usize, const WITH_VALUE: usize, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Hessian<N>>, f: F) {
    const { assert!(WITH_VALUE == B + 1) };
    dual_numbers::enter_chunked_hessian::<B, F, N>(row, f);
    enter_hessian::<HyperDualSVec64<B, B>, F, N>(row, NUM_DUAL, f);
    enter_hessian::<Lifted<Twice<WITH_VALUE>>, F, N>(row, HYPERDUAL, f);
    enter_hessian::<Lifted<HyperAD_ADFN<B>>, F, N>(row, AD_TRAIT, f);
    enter_hessian::<Lifted<AutoFloat<AutoFloat<f64, B>, B>>, F, N>(row, AUTOFLOAT, f);
    enter_hessian::<Lifted<DualVec<DualVec<f64, B>, B>>, F, N>(row, ECHIDNA, f);
}

/// The Hessian: entry by entry, by blocks, and whole.
pub fn second_order<const N: usize, const WITH_VALUE: usize, F: Function<N, 1>>(row: &mut Row<[f64; N], Hessian<N>>, f: F) {
    dual_numbers::enter_hessian(row, f);
    enter_hessian::<HyperDual64, F, N>(row, NUM_DUAL, f);
    enter_hessian::<Dual2SVec64<N>, F, N>(row, NUM_DUAL, f);
    blocks::<1, 2, F, N>(row, f);
    blocks::<2, 3, F, N>(row, f);
    blocks::<3, 4, F, N>(row, f);
    blocks::<4, 5, F, N>(row, f);
    blocks::<N, WITH_VALUE, F, N>(row, f);
    echidna::enter_reverse_hessian::<4, F, N>(row, f);
    echidna::enter_reverse_hessian::<N, F, N>(row, f);
}

/// The second derivative of a function of one variable.
pub fn second_derivative<F: Function<1, 1>>(row: &mut Row<[f64; 1], Hessian<1>>, f: F) {
    dual_numbers::enter_second(row, f);
    enter_hessian::<Dual2_64, F, 1>(row, NUM_DUAL, f);
    enter_hessian::<HyperDual64, F, 1>(row, NUM_DUAL, f);
    enter_hessian::<Lifted<Twice<2>>, F, 1>(row, HYPERDUAL, f);
    enter_hessian::<Lifted<HyperAD_ADFN<1>>, F, 1>(row, AD_TRAIT, f);
    enter_hessian::<Lifted<AutoFloat<AutoFloat<f64, 1>, 1>>, F, 1>(row, AUTOFLOAT, f);
    enter_hessian::<Lifted<DualVec<DualVec<f64, 1>, 1>>, F, 1>(row, ECHIDNA, f);
    enter_hessian::<Taylor<f64, 3>, F, 1>(row, ECHIDNA, f);
}

fn enter_third<D: ThirdOrder, F: Function<1, 1>>(row: &mut Row<[f64; 1], Third>, library: &'static str, f: F) {
    let mode = D::NAME.to_owned();
    row.contestant(library, mode, move |&[x], out| sweep::third::<D, F>(f, x, out));
}

/// The first three derivatives.
pub fn third_order<F: Function<1, 1>>(row: &mut Row<[f64; 1], Third>, f: F) {
    dual_numbers::enter_third(row, f);
    enter_third::<Dual3_64, F>(row, NUM_DUAL, f);
    enter_third::<Lifted<hyperdual::Thrice>, F>(row, HYPERDUAL, f);
    enter_third::<Lifted<autofloat::Thrice>, F>(row, AUTOFLOAT, f);
    enter_third::<Lifted<echidna::Thrice>, F>(row, ECHIDNA, f);
    enter_third::<Taylor<f64, 4>, F>(row, ECHIDNA, f);
}
