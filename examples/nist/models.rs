//! The models `y = f(b; x)`, each written once, for every number type, as NIST prints it.
//!
//! `f64` gives a value of the model, `Dual<f64, N>` the value and its N partial derivatives in the parameters.

use std::f64::consts::PI;

use dual_numbers::DualNum;

use crate::dataset::Dataset;
use crate::fit::{Fit, FitError, fit};

/// Fits `dataset` with the model of its name, from its published start 0 or 1.
pub fn fit_by_name(dataset: &Dataset, start: usize, step_bound: f64) -> Result<Fit, FitError> {
    match dataset.name.as_str() {
        "Bennett5" => fit(bennett5, dataset, start, step_bound),
        "BoxBOD" | "Misra1a" => fit(saturation, dataset, start, step_bound),
        "Chwirut1" | "Chwirut2" => fit(chwirut, dataset, start, step_bound),
        "DanWood" => fit(dan_wood, dataset, start, step_bound),
        "ENSO" => fit(enso, dataset, start, step_bound),
        "Eckerle4" => fit(eckerle4, dataset, start, step_bound),
        "Gauss1" | "Gauss2" | "Gauss3" => fit(gauss, dataset, start, step_bound),
        "Hahn1" | "Thurber" => fit(cubic_over_cubic, dataset, start, step_bound),
        "Kirby2" => fit(kirby2, dataset, start, step_bound),
        "Lanczos1" | "Lanczos2" | "Lanczos3" => fit(lanczos, dataset, start, step_bound),
        "MGH09" => fit(mgh09, dataset, start, step_bound),
        "MGH10" => fit(mgh10, dataset, start, step_bound),
        "MGH17" => fit(mgh17, dataset, start, step_bound),
        "Misra1b" => fit(misra1b, dataset, start, step_bound),
        "Misra1c" => fit(misra1c, dataset, start, step_bound),
        "Misra1d" => fit(misra1d, dataset, start, step_bound),
        "Nelson" => fit(nelson, &dataset.with_log_response(), start, step_bound),
        "Rat42" => fit(rat42, dataset, start, step_bound),
        "Rat43" => fit(rat43, dataset, start, step_bound),
        "Roszman1" => fit(roszman1, dataset, start, step_bound),
        name => Err(FitError::UnknownModel(name.to_owned())),
    }
}

/// `b1 (b2 + x)^(-1/b3)`
fn bennett5<D: DualNum<Primitive = f64>>([b1, b2, b3]: [D; 3], [x]: [f64; 1]) -> D {
    b1 * (b2 + x).powf(-b3.recip())
}

/// `b1 (1 - e^(-b2 x))`
fn saturation<D: DualNum<Primitive = f64>>([b1, b2]: [D; 2], [x]: [f64; 1]) -> D {
    b1 * (D::one() - (-b2 * x).exp())
}

/// `e^(-b1 x) / (b2 + b3 x)`
fn chwirut<D: DualNum<Primitive = f64>>([b1, b2, b3]: [D; 3], [x]: [f64; 1]) -> D {
    (-b1 * x).exp() / (b2 + b3 * x)
}

/// `b1 x^b2`
fn dan_wood<D: DualNum<Primitive = f64>>([b1, b2]: [D; 2], [x]: [f64; 1]) -> D {
    b1 * D::literal(x).powf(b2)
}

/// A yearly cycle and two cycles of unknown periods b4 and b7, each `c cos(2 pi x/p) + s sin(2 pi x/p)`.
fn enso<D: DualNum<Primitive = f64>>([b1, b2, b3, b4, b5, b6, b7, b8, b9]: [D; 9], [x]: [f64; 1]) -> D {
    let cycle = |period: D, c: D, s: D| {
        let (sin, cos) = (D::TAU() * x / period).sin_cos();
        c * cos + s * sin
    };
    b1 + cycle(D::literal(12.0), b2, b3) + cycle(b4, b5, b6) + cycle(b7, b8, b9)
}

/// `b1/b2 e^(-((x - b3)/b2)^2 / 2)`
fn eckerle4<D: DualNum<Primitive = f64>>([b1, b2, b3]: [D; 3], [x]: [f64; 1]) -> D {
    b1 / b2 * (((-b3 + x) / b2).powi(2) * -0.5).exp()
}

/// Two bells on a decaying base line: `b1 e^(-b2 x) + b3 e^(-((x - b4)/b5)^2) + b6 e^(-((x - b7)/b8)^2)`
fn gauss<D: DualNum<Primitive = f64>>([b1, b2, b3, b4, b5, b6, b7, b8]: [D; 8], [x]: [f64; 1]) -> D {
    let bell = |height: D, centre: D, width: D| height * (-((-centre + x) / width).powi(2)).exp();
    b1 * (-b2 * x).exp() + bell(b3, b4, b5) + bell(b6, b7, b8)
}

/// `(b1 + b2 x + b3 x^2 + b4 x^3) / (1 + b5 x + b6 x^2 + b7 x^3)`
fn cubic_over_cubic<D: DualNum<Primitive = f64>>([b1, b2, b3, b4, b5, b6, b7]: [D; 7], [x]: [f64; 1]) -> D {
    (b1 + b2 * x + b3 * x.powi(2) + b4 * x.powi(3)) / (b5 * x + b6 * x.powi(2) + b7 * x.powi(3) + 1.0)
}

/// `(b1 + b2 x + b3 x^2) / (1 + b4 x + b5 x^2)`
fn kirby2<D: DualNum<Primitive = f64>>([b1, b2, b3, b4, b5]: [D; 5], [x]: [f64; 1]) -> D {
    (b1 + b2 * x + b3 * x.powi(2)) / (b4 * x + b5 * x.powi(2) + 1.0)
}

/// `b1 e^(-b2 x) + b3 e^(-b4 x) + b5 e^(-b6 x)`
fn lanczos<D: DualNum<Primitive = f64>>([b1, b2, b3, b4, b5, b6]: [D; 6], [x]: [f64; 1]) -> D {
    b1 * (-b2 * x).exp() + b3 * (-b4 * x).exp() + b5 * (-b6 * x).exp()
}

/// `b1 (x^2 + b2 x) / (x^2 + b3 x + b4)`
fn mgh09<D: DualNum<Primitive = f64>>([b1, b2, b3, b4]: [D; 4], [x]: [f64; 1]) -> D {
    b1 * (b2 * x + x.powi(2)) / (b3 * x + b4 + x.powi(2))
}

/// `b1 e^(b2/(x + b3))`
fn mgh10<D: DualNum<Primitive = f64>>([b1, b2, b3]: [D; 3], [x]: [f64; 1]) -> D {
    b1 * (b2 / (b3 + x)).exp()
}

/// `b1 + b2 e^(-b4 x) + b3 e^(-b5 x)`
fn mgh17<D: DualNum<Primitive = f64>>([b1, b2, b3, b4, b5]: [D; 5], [x]: [f64; 1]) -> D {
    b1 + b2 * (-b4 * x).exp() + b3 * (-b5 * x).exp()
}

/// `b1 (1 - (1 + b2 x/2)^-2)`
fn misra1b<D: DualNum<Primitive = f64>>([b1, b2]: [D; 2], [x]: [f64; 1]) -> D {
    b1 * (D::one() - (b2 * x / 2.0 + 1.0).powi(-2))
}

/// `b1 (1 - (1 + 2 b2 x)^(-1/2))`
fn misra1c<D: DualNum<Primitive = f64>>([b1, b2]: [D; 2], [x]: [f64; 1]) -> D {
    b1 * (D::one() - (b2 * x * 2.0 + 1.0).sqrt().recip())
}

/// `b1 b2 x / (1 + b2 x)`
fn misra1d<D: DualNum<Primitive = f64>>([b1, b2]: [D; 2], [x]: [f64; 1]) -> D {
    b1 * b2 * x / (b2 * x + 1.0)
}

/// `ln y = b1 - b2 x1 e^(-b3 x2)`
fn nelson<D: DualNum<Primitive = f64>>([b1, b2, b3]: [D; 3], [x1, x2]: [f64; 2]) -> D {
    b1 - b2 * x1 * (-b3 * x2).exp()
}

/// `b1 / (1 + e^(b2 - b3 x))`
fn rat42<D: DualNum<Primitive = f64>>([b1, b2, b3]: [D; 3], [x]: [f64; 1]) -> D {
    b1 / ((b2 - b3 * x).exp() + 1.0)
}

/// `b1 / (1 + e^(b2 - b3 x))^(1/b4)`
fn rat43<D: DualNum<Primitive = f64>>([b1, b2, b3, b4]: [D; 4], [x]: [f64; 1]) -> D {
    b1 / ((b2 - b3 * x).exp() + 1.0).powf(b4.recip())
}

/// `b1 - b2 x - arctan(b3/(x - b4)) / pi`
fn roszman1<D: DualNum<Primitive = f64>>([b1, b2, b3, b4]: [D; 4], [x]: [f64; 1]) -> D {
    b1 - b2 * x - (b3 / (-b4 + x)).atan() / PI
}
