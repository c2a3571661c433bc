//! This crate, through its own drivers.

use dual_numbers::sparse::{SparseJacobian, Tracer, jacobian_pattern};
use dual_numbers::{
    Chunked, ChunkedHessian, Dual, HyperDual, Taylor, derivative, gradient, gradient_in_chunks, hessian, jacobian, jacobian_in_chunks,
    nth_derivative, second_derivative, third_derivative,
};
use num_traits::Float;

use crate::measure::Row;
use crate::number::{Elementary, Number, elementary};
use crate::sweep::{Compression, Function, Hessian, Jacobian, Map, Outputs, Third};

pub const NAME: &str = "dual-numbers";

macro_rules! elementary_of {
    ($([$($dim:tt)*] $number:ty),* $(,)?) => {
        $(impl<$($dim)*> Elementary for $number { elementary!(Float, Self::constant); })*
    };
}
elementary_of!(
    [const N: usize] Dual<f64, N>,
    [const M: usize, const N: usize] HyperDual<f64, M, N>,
    [const K: usize] Taylor<f64, K>,
    [] Tracer,
);

/// The function of an array as a function of a slice.
#[inline(always)]
fn call<D: Number, F: Function<N, M>, const N: usize, const M: usize>(f: F, x: &[D]) -> [D; M] {
    f.call(x.try_into().expect("the buffers were made for N variables"))
}

pub fn enter_derivative<F: Function<1, 1>>(row: &mut Row<[f64; 1], Jacobian<1, 1>>, f: F) {
    row.contestant(NAME, "derivative".into(), move |&[x], out| {
        let (value, slope) = derivative(|x| f.call(&[x])[0], x);
        *out = Jacobian { value: [value], rows: [[slope]] };
    });
}

pub fn enter_gradient<F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Jacobian<N, 1>>, f: F) {
    row.contestant(NAME, "gradient".into(), move |x, out| {
        let (value, gradient) = gradient(|x| f.call(&x)[0], *x);
        *out = Jacobian { value: [value], rows: [gradient] };
    });
}

pub fn enter_jacobian<F: Function<N, M>, const N: usize, const M: usize>(row: &mut Row<[f64; N], Jacobian<N, M>>, f: F) {
    row.contestant(NAME, "jacobian".into(), move |x, out| {
        let (value, rows) = jacobian(|x| f.call(&x), *x);
        *out = Jacobian { value, rows };
    });
}

pub fn enter_gradient_in_chunks<const C: usize, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Jacobian<N, 1>>, f: F) {
    row.contestant(NAME, mode("in chunks", C, N), move |x, out| {
        let (value, gradient) = gradient_in_chunks::<C, _, _>(|x| f.call(&x)[0], *x);
        *out = Jacobian { value: [value], rows: [gradient] };
    });
}

pub fn enter_chunked_gradient<const C: usize, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Jacobian<N, 1>>, f: F) {
    let mut chunked = Chunked::<C>::new(N);
    row.contestant(NAME, mode("Chunked", C, N), move |x, out| {
        let value = chunked.gradient(|x| call(f, x)[0], x, &mut out.rows[0]);
        out.value = [value.expect("the buffers were made for N")];
    });
}

pub fn enter_jacobian_in_chunks<const C: usize, F: Function<N, M>, const N: usize, const M: usize>(
    row: &mut Row<[f64; N], Jacobian<N, M>>,
    f: F,
) {
    row.contestant(NAME, mode("in chunks", C, N), move |x, out| {
        let (value, rows) = jacobian_in_chunks::<C, _, _, _>(|x| f.call(&x), *x);
        *out = Jacobian { value, rows };
    });
}

pub fn enter_chunked_jacobian<const C: usize, F: Function<N, M>, const N: usize, const M: usize>(
    row: &mut Row<[f64; N], Jacobian<N, M>>,
    f: F,
) {
    let mut chunked = Chunked::<C>::with_outputs(N, M);
    row.contestant(NAME, mode("Chunked", C, N), move |x, out| {
        chunked
            .jacobian(|x, y| y.copy_from_slice(&call(f, x)), x, &mut out.value, out.rows.as_flattened_mut())
            .expect("the buffers were made for N and M");
    });
}

fn mode(driver: &str, c: usize, n: usize) -> String {
    format!("{driver}, {c} of {n} directions a pass")
}

pub fn enter_product<F: Map>(row: &mut Row<(Vec<f64>, Vec<f64>), Outputs>, f: F, n: usize) {
    let mut chunked = Chunked::<1>::with_outputs(n, n);
    row.contestant(NAME, "Chunked, one pass".into(), move |(x, v), out| {
        chunked.jacobian_vector_product(|x, y| f.call(x, y), x, v, &mut out.value, &mut out.slopes).expect("the buffers were made for n");
    });
}

/// Enters the sparse Jacobian; its pattern and its colouring serve the dense types too.
pub fn enter_sparse<const C: usize, F: Map>(row: &mut Row<Vec<f64>, Outputs>, f: F, n: usize) -> Compression {
    let pattern = jacobian_pattern(|x, y| f.call(x, y), &vec![1.0; n], n).expect("a map without branches");
    let mut jacobian = SparseJacobian::<C>::new(pattern).expect("a pattern of its own making");
    let colours: Vec<_> = jacobian.colouring().colours().iter().map(|&colour| colour as usize).collect();
    let entries = jacobian.pattern().entries().map(|(i, j)| (i, colours[j])).collect();
    let mode = format!("SparseJacobian, {C} of {} colours a pass", jacobian.colouring().count());
    row.contestant(NAME, mode, move |x, out| {
        jacobian.evaluate(|x, y| f.call(x, y), x, &mut out.slopes).expect("finite entries of the pattern");
        jacobian.outputs().zip(&mut out.value).for_each(|(y, value)| *value = y);
    });
    Compression { colours, entries }
}

pub fn enter_hessian<F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Hessian<N>>, f: F) {
    row.contestant(NAME, "hessian".into(), move |x, out| {
        let (value, gradient, rows) = hessian(|x| f.call(&x)[0], *x);
        *out = Hessian { value, gradient, rows };
    });
}

pub fn enter_chunked_hessian<const B: usize, F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Hessian<N>>, f: F) {
    let mut chunked = ChunkedHessian::<B, B>::new(N);
    row.contestant(NAME, format!("ChunkedHessian, blocks of {B} x {B}"), move |x, out| {
        out.value =
            chunked.hessian(|x| call(f, x)[0], x, &mut out.gradient, out.rows.as_flattened_mut()).expect("the buffers were made for N");
    });
}

pub fn enter_second<F: Function<1, 1>>(row: &mut Row<[f64; 1], Hessian<1>>, f: F) {
    row.contestant(NAME, "second_derivative".into(), move |&[x], out| {
        let (value, d1, d2) = second_derivative(|x| f.call(&[x])[0], x);
        *out = Hessian { value, gradient: [d1], rows: [[d2]] };
    });
    row.contestant(NAME, "nth_derivative".into(), move |&[x], out| {
        let (value, [d1, d2]) = nth_derivative(|x| f.call(&[x])[0], x);
        *out = Hessian { value, gradient: [d1], rows: [[d2]] };
    });
}

pub fn enter_third<F: Function<1, 1>>(row: &mut Row<[f64; 1], Third>, f: F) {
    row.contestant(NAME, "third_derivative".into(), move |&[x], out| {
        let (value, d1, d2, d3) = third_derivative(|x| f.call(&[x])[0], x);
        *out = Third([value, d1, d2, d3]);
    });
}
