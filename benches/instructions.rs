//! Kernels whose instructions `benches/instructions.sh` counts: `instructions <kernel> <repetitions>`.

use std::array::from_fn;
use std::hint::black_box;

use dual_numbers::{Dual, gradient, hessian, jacobian, jacobian_vector_product, second_derivative, third_derivative};
use support::{broyden, exp_over_root, log_det, log_sum_exp, rosenbrock};

mod support;

/// A kernel evaluates its derivative once, at the point that it is given.
type Kernel = (&'static str, fn(&[f64; 12]));

const KERNELS: [Kernel; 8] = [
    ("gradient_rosenbrock_12", |x| {
        black_box(gradient(|x| rosenbrock(&x), *x));
    }),
    ("gradient_log_sum_exp_12", |x| {
        black_box(gradient(|x| log_sum_exp(&x), *x));
    }),
    ("gradient_log_det_6", |x| {
        black_box(gradient(|x| log_det(&x), from_fn::<_, 6, _>(|i| x[i])));
    }),
    ("jacobian_direction_12", |x| {
        // Most directions of the length are 0, and stay alike behind the quotients.
        let direction = |x: [Dual<f64, 12>; 12]| {
            let length = (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]).sqrt();
            [x[0] / length, x[1] / length, x[2] / length]
        };
        black_box(jacobian(direction, *x));
    }),
    ("hessian_rosenbrock_12", |x| {
        black_box(hessian(|x| rosenbrock(&x), *x));
    }),
    ("second_derivative_exp_over_root", |x| {
        black_box(second_derivative(exp_over_root, x[0]));
    }),
    ("third_derivative_exp_over_root", |x| {
        black_box(third_derivative(exp_over_root, x[0]));
    }),
    ("jacobian_vector_product_broyden_12", |x| {
        let f = |x: [_; 12]| {
            let mut y = x;
            broyden(&x, &mut y);
            y
        };
        black_box(jacobian_vector_product(f, *x, *x));
    }),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, repetitions] = &arguments[..] else {
        return KERNELS.iter().for_each(|(name, _)| println!("{name}"));
    };
    let repetitions: usize = repetitions.parse().expect("the number of repetitions");
    let (_, kernel) = KERNELS.iter().find(|(kernel, _)| kernel == name).expect("a kernel's name");
    let x = from_fn(|i| 0.2 + 0.07 * i as f64);
    for _ in 0..repetitions {
        kernel(black_box(&x));
    }
}
