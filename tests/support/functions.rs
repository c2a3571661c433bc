//! The functions of the reference, by its names: one list, generic over the number type.

use std::hint::black_box;

use dual_numbers::DualNum;

/// A function of one or two numbers; one of a single number leaves the second alone.
pub type Function<D> = fn([D; 2]) -> D;

/// Every name of the reference, with each way to write the function.
pub fn functions<D: DualNum>() -> Vec<(&'static str, Function<D>)> {
    let list: &[(&str, Function<D>)] = &[
        ("recip", |[x, _]| x.recip()),
        ("sqrt", |[x, _]| x.sqrt()),
        ("cbrt", |[x, _]| x.cbrt()),
        ("exp", |[x, _]| x.exp()),
        ("exp2", |[x, _]| x.exp2()),
        ("exp_m1", |[x, _]| x.exp_m1()),
        ("ln", |[x, _]| x.ln()),
        ("log2", |[x, _]| x.log2()),
        ("log10", |[x, _]| x.log10()),
        ("ln_1p", |[x, _]| x.ln_1p()),
        ("sin", |[x, _]| x.sin()),
        ("sin", |[x, _]| x.sin_cos().0),
        ("cos", |[x, _]| x.cos()),
        ("cos", |[x, _]| x.sin_cos().1),
        ("tan", |[x, _]| x.tan()),
        ("asin", |[x, _]| x.asin()),
        ("acos", |[x, _]| x.acos()),
        ("atan", |[x, _]| x.atan()),
        ("sinh", |[x, _]| x.sinh()),
        ("cosh", |[x, _]| x.cosh()),
        ("tanh", |[x, _]| x.tanh()),
        ("asinh", |[x, _]| x.asinh()),
        ("acosh", |[x, _]| x.acosh()),
        ("atanh", |[x, _]| x.atanh()),
        ("abs", |[x, _]| x.abs()),
        ("xpowx", |[x, _]| x.powf(x)),
        ("powi:-3", |[x, _]| x.powi(-3)),
        ("powi:-2", |[x, _]| x.powi(-2)),
        ("powi:-1", |[x, _]| x.powi(-1)),
        ("powi:0", |[x, _]| x.powi(0)),
        ("powi:1", |[x, _]| x.powi(1)),
        ("powi:2", |[x, _]| x.powi(2)),
        ("powi:3", |[x, _]| x.powi(3)),
        ("powi:7", |[x, _]| x.powi(7)),
        ("powf:0.5", |[x, _]| x.powf(number(0.5))),
        ("powf:0.5", |[x, _]| power(x, 0.5)),
        ("powf:1.5", |[x, _]| x.powf(number(1.5))),
        ("powf:1.5", |[x, _]| power(x, 1.5)),
        ("powf:2.0", |[x, _]| x.powf(number(2.0))),
        ("powf:2.0", |[x, _]| power(x, 2.0)),
        ("powf:3.0", |[x, _]| x.powf(number(3.0))),
        ("powf:3.0", |[x, _]| power(x, 3.0)),
        ("powf:-0.5", |[x, _]| x.powf(number(-0.5))),
        ("powf:-0.5", |[x, _]| power(x, -0.5)),
        ("powf:-2.0", |[x, _]| x.powf(number(-2.0))),
        ("powf:-2.0", |[x, _]| power(x, -2.0)),
        ("powf:0.0", |[x, _]| x.powf(number(0.0))),
        ("powf:0.0", |[x, _]| power(x, 0.0)),
        ("powf:1.0", |[x, _]| x.powf(number(1.0))),
        ("powf:1.0", |[x, _]| power(x, 1.0)),
        ("mul", |[x, y]| x * y),
        ("div", |[x, y]| x / y),
        ("powf", |[x, y]| x.powf(y)),
        ("hypot", |[x, y]| x.hypot(y)),
        ("atan2", |[x, y]| x.atan2(y)),
        ("log", |[x, y]| x.log(y)),
        ("rem", |[x, y]| x % y),
        ("max", |[x, y]| x.max(y)),
        ("min", |[x, y]| x.min(y)),
    ];
    list.to_vec()
}

/// A constant that the compiler does not see: it makes a square root of `x.powf(0.5)` where it does.
fn number<D: DualNum>(c: f64) -> D {
    D::literal(black_box(c))
}

/// `x` to the power of a primitive.
fn power<D: DualNum>(x: D, c: f64) -> D {
    x.pow(number::<D::Primitive>(c))
}
