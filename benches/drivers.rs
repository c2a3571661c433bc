//! The drivers at several sizes: `cargo bench --bench drivers`.

use std::array::from_fn;
use std::hint::black_box;

use divan::Bencher;
use dual_numbers::{
    Chunked, ChunkedHessian, derivative, gradient, hessian, hessian_vector_product, jacobian_vector_product, laplacian, nth_derivative,
    second_derivative, third_derivative,
};
use support::{broyden, exp_over_root, log_det, log_sum_exp, rosenbrock};

mod support;

fn main() {
    divan::main();
}

/// `N` different numbers between 0 and 1.
fn point<const N: usize>() -> [f64; N] {
    from_fn(|i| (i as f64 + 0.7) * 0.618_033_988_749_894_8 % 1.0)
}

/// Benches without a size.
macro_rules! fixed {
    ($($name:ident: $call:expr;)*) => {
        $(
            #[divan::bench]
            fn $name(bencher: Bencher) {
                bencher.bench(|| $call);
            }
        )*
    };
}

/// Benches over arrays of `N` numbers.
macro_rules! sized {
    ($($name:ident[$($n:literal),*]: |$x:ident| $call:expr;)*) => {
        $(
            #[divan::bench(consts = [$($n),*])]
            fn $name<const N: usize>(bencher: Bencher) {
                let x = point::<N>();
                bencher.bench(|| {
                    let $x = black_box(x);
                    $call
                });
            }
        )*
    };
}

fixed! {
    scalar_plain: exp_over_root(black_box(0.7));
    scalar_derivative: derivative(exp_over_root, black_box(0.7));
    scalar_second_derivative: second_derivative(exp_over_root, black_box(0.7));
    scalar_third_derivative: third_derivative(exp_over_root, black_box(0.7));
    scalar_eighth_derivative: nth_derivative::<8, _>(exp_over_root, black_box(0.7));
}

sized! {
    rosenbrock_plain[2, 6, 12, 24]: |x| rosenbrock(&x);
    rosenbrock_gradient[2, 6, 12, 24]: |x| gradient(|x| rosenbrock(&x), x);
    rosenbrock_hessian[2, 6, 12, 24]: |x| hessian(|x| rosenbrock(&x), x);
    rosenbrock_hessian_vector_product[2, 6, 12, 24]: |x| hessian_vector_product(|x| rosenbrock(&x), x, x);
    rosenbrock_laplacian[2, 6, 12, 24]: |x| laplacian(|x| rosenbrock(&x), x);
    log_sum_exp_plain[4, 10, 24]: |x| log_sum_exp(&x);
    log_sum_exp_gradient[4, 10, 24]: |x| gradient(|x| log_sum_exp(&x), x);
    log_det_plain[3, 6]: |x| log_det(&x);
    log_det_gradient[3, 6]: |x| gradient(|x| log_det(&x), x);
    log_det_hessian[3, 6]: |x| hessian(|x| log_det(&x), x);
    broyden_jacobian_vector_product[12, 64]: |x| jacobian_vector_product(|x| {
        let mut y = x;
        broyden(&x, &mut y);
        y
    }, x, x);
}

/// A chunk's width against the number of variables.
macro_rules! widths {
    ($($name:ident: $C:literal;)*) => {
        $(
            #[divan::bench(args = [10, 100, 1000])]
            fn $name(bencher: Bencher, n: usize) {
                let x = &point::<1000>()[..n];
                let mut out = vec![0.0; n];
                let mut chunked = Chunked::<$C>::new(n);
                bencher.bench_local(|| chunked.gradient(rosenbrock, black_box(x), &mut out));
            }
        )*
    };
}

widths! {
    chunked_gradient_by_2: 2;
    chunked_gradient_by_4: 4;
    chunked_gradient_by_6: 6;
    chunked_gradient_by_8: 8;
    chunked_gradient_by_12: 12;
    chunked_gradient_by_16: 16;
    chunked_gradient_by_32: 32;
}

#[divan::bench(args = [10, 100])]
fn chunked_jacobian(bencher: Bencher, n: usize) {
    let x = &point::<100>()[..n];
    let (mut values, mut out) = (vec![0.0; n], vec![0.0; n * n]);
    let mut chunked = Chunked::<8>::with_outputs(n, n);
    bencher.bench_local(|| chunked.jacobian(broyden, black_box(x), &mut values, &mut out));
}

#[divan::bench(args = [10, 100, 10_000])]
fn chunked_jacobian_vector_product(bencher: Bencher, n: usize) {
    let x = vec![0.7; n];
    let (mut values, mut out) = (vec![0.0; n], vec![0.0; n]);
    let mut chunked = Chunked::<1>::with_outputs(n, n);
    bencher.bench_local(|| chunked.jacobian_vector_product(broyden, black_box(&x), &x, &mut values, &mut out));
}

#[divan::bench(args = [10, 30])]
fn chunked_hessian(bencher: Bencher, n: usize) {
    let x = &point::<30>()[..n];
    let (mut gradient, mut out) = (vec![0.0; n], vec![0.0; n * n]);
    let mut chunked = ChunkedHessian::<3, 3>::new(n);
    bencher.bench_local(|| chunked.hessian(rosenbrock, black_box(x), &mut gradient, &mut out));
}
