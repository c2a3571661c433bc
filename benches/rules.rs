//! Every elementary function on `f64`, on one direction, and on eight: `cargo bench --bench rules`.

use std::hint::black_box;

use divan::Bencher;
use dual_numbers::{Dual, DualNum};

fn main() {
    divan::main();
}

/// A number with a derivative in every direction that it has.
trait Seeded: DualNum<Primitive = f64> {
    fn seeded(x: f64) -> Self;
}

impl Seeded for f64 {
    fn seeded(x: f64) -> Self {
        x
    }
}

impl<const N: usize> Seeded for Dual<f64, N> {
    fn seeded(x: f64) -> Self {
        Dual::new(x, [0.75; N])
    }
}

/// One bench a function: `name(x, ...)` at these arguments.
macro_rules! rules {
    ($($name:ident($x:literal $(, $y:literal)*);)*) => {
        $(
            #[divan::bench(types = [f64, Dual<f64>, Dual<f64, 8>])]
            fn $name<D: Seeded>(bencher: Bencher) {
                bencher.bench(|| D::$name(black_box(D::seeded($x)) $(, black_box(D::seeded($y)))*));
            }
        )*
    };
}

rules! {
    add(1.3, 0.7); sub(1.3, 0.7); mul(1.3, 0.7); div(1.3, 0.7); rem(1.3, 0.7); neg(1.3);
    recip(1.3); sqrt(1.3); cbrt(1.3); hypot(1.3, 0.7); powf(1.3, 0.7); mul_add(1.3, 0.7, 2.1);
    exp(1.3); exp2(1.3); exp_m1(1.3); ln(1.3); ln_1p(1.3); log2(1.3); log10(1.3); log(1.3, 2.5);
    sin(1.3); cos(1.3); tan(1.3); sin_cos(1.3); asin(0.7); acos(0.7); atan(1.3); atan2(1.3, 0.7);
    sinh(1.3); cosh(1.3); tanh(1.3); asinh(1.3); acosh(1.3); atanh(0.7);
    abs(-1.3); signum(-1.3); floor(1.3); ceil(1.3); round(1.3); trunc(1.3); fract(1.3); max(1.3, 0.7); min(1.3, 0.7); clamp(1.3, 0.7, 1.9);
    to_degrees(1.3); to_radians(1.3);
}

/// `x^3`, whose exponent is no number of the type.
#[divan::bench(types = [f64, Dual<f64>, Dual<f64, 8>])]
fn powi<D: Seeded>(bencher: Bencher) {
    bencher.bench(|| black_box(D::seeded(1.3)).powi(black_box(3)));
}
