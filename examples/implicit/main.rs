//! Derivatives of roots: the density from a cubic equation of state, Kepler's equation, a chemical equilibrium; each against an independent
//! value, and a picture.
//!
//! `cargo run --example implicit [picture.svg]`

mod equations;
mod picture;

use std::error::Error;

use dual_numbers::{Dual, HyperDual, ImplicitErrorKind, RootErrorKind, derivative, gradient, hessian, implicit_derivative};
use equations::{SPECIES, amounts, anomaly, cardano, density, kepler, mole_fractions};

fn main() -> Result<(), Box<dyn Error>> {
    density_of_carbon_dioxide();
    orbit();
    steam_reforming()?;
    failures();
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/implicit/picture.svg").to_owned();
    let file = std::env::args().nth(1).unwrap_or(default);
    std::fs::write(&file, picture::draw()?).map_err(|error| format!("cannot write {file}: {error}"))?;
    println!("wrote {file}");
    Ok(())
}

/// A line of a table; stops if the two numbers are not as close as they ought to be.
fn compare(name: &str, found: f64, expected: f64, relative: f64) {
    let difference = (found / expected - 1.0).abs();
    println!("  {name:<14}{found:>24.15e}{expected:>24.15e}{difference:>10.1e}");
    assert!(difference <= relative, "{name}: {found} is not {expected}");
}

/// The cubic can be solved in closed form: Cardano's formula in dual numbers has the same derivatives.
fn density_of_carbon_dioxide() {
    let state @ [t, p] = [350.0, 8e6];
    println!(
        "Peng-Robinson, CO2 at {t} K and {p:.0e} Pa: density, mol/m3\n  {:14}{:>24}{:>24}{:>10}",
        "", "implicit", "Cardano", "relative"
    );
    let (rho, g, h) = hessian(density, state);
    let (rho2, g2, h2) = hessian(cardano, state);
    compare("rho", rho, rho2, 1e-13);
    compare("drho/dT", g[0], g2[0], 1e-12);
    compare("drho/dp", g[1], g2[1], 1e-12);
    compare("d2rho/dT2", h[0][0], h2[0][0], 1e-11);
    compare("d2rho/dT dp", h[0][1], h2[0][1], 1e-11);
    compare("d2rho/dp2", h[1][1], h2[1][1], 1e-11);
}

/// By hand, with s = 1 / (1 - e cos E): dE/dM = s, dE/de = s sin E, d2E/dM2 = -e s^3 sin E, and d3E/dM3 = s^4 (3 e^2 s sin^2 E - e cos E)
fn orbit() {
    let [m, e]: [f64; 2] = [0.5, 0.7];
    println!("\nKepler at M = {m}, e = {e}: eccentric anomaly, rad\n  {:14}{:>24}{:>24}{:>10}", "", "implicit", "by hand", "relative");
    let (value, g) = gradient(|[m, e]| anomaly(m, e), [m, e]);
    let (sin, cos) = value.sin_cos();
    let s = (1.0 - e * cos).recip();
    compare("dE/dM", g[0], s, 1e-14);
    compare("dE/de", g[1], s * sin, 1e-14);
    let nested = anomaly(Dual::variable(HyperDual::variable(m)), e.into());
    compare("d2E/dM2", nested.re.eps12[0][0], -e * s.powi(3) * sin, 1e-13);
    compare("d3E/dM3", nested.eps[0].eps12[0][0], s.powi(4) * (3.0 * e * e * s * sin * sin - e * cos), 1e-13);
    // On through further code: the radius r = 1 - e cos E of the orbit, dr/dM = e s sin E.
    compare("dr/dM", derivative(|m| 1.0 - e * anomaly(m, e.into()).cos(), m).1, e * s * sin, 1e-14);
}

/// No closed form: against differences of the eighth order of roots found anew.
fn steam_reforming() -> Result<(), Box<dyn Error>> {
    let [t, p] = [1000.0, 20.0];
    println!("\nsteam reforming at {t} K and {p} bar: mole fractions\n  {:14}{:>24}{:>24}{:>10}", "", "implicit", "difference", "relative");
    let x = mole_fractions(Dual::variables([t, p]))?;
    let at = |t, p| mole_fractions([t, p]).expect("an equilibrium near another one");
    for (i, name) in SPECIES.iter().enumerate() {
        compare(&format!("d x_{name}/dT"), x[i].eps[0], difference(|t| at(t, p)[i], t, 4.0), 1e-11);
        compare(&format!("d x_{name}/dp"), x[i].eps[1], difference(|p| at(t, p)[i], p, 0.2), 1e-11);
    }
    Ok(())
}

/// What cannot be: a point without a derivative, a start from which Newton's method cannot go.
fn failures() {
    let parabola = implicit_derivative(kepler, 0.0, Dual::variables([0.0, 1.0])).unwrap_err(); // 1 - e cos E = 0
    let vacuum = amounts([1000.0, 0.0]).unwrap_err(); // ln p
    println!("\nKepler at M = 0, e = 1: {parabola}\nsteam reforming at 0 bar: {vacuum}");
    assert_eq!(parabola.kind, ImplicitErrorKind::Singular);
    assert_eq!(vacuum.kind, RootErrorKind::NotFinite);
}

/// f'(x) by the central difference of order 8
fn difference(f: impl Fn(f64) -> f64, x: f64, h: f64) -> f64 {
    let weights = [4.0 / 5.0, -1.0 / 5.0, 4.0 / 105.0, -1.0 / 280.0];
    (1..).zip(weights).map(|(k, weight)| weight * (f(x + f64::from(k) * h) - f(x - f64::from(k) * h))).sum::<f64>() / h
}
