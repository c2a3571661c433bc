//! A real fluid from one function: all equilibrium properties of water are derivatives of its Helmholtz energy `a(rho, T)`.
//!
//! `cargo run --example helmholtz`
//!
//! The computed values stand beside those which the International Association for the Properties of Water and Steam publishes for the
//! verification of programs (release R6-95(2018), Tables 6 and 7); its Tables 4 and 5 list the derivatives that need not be typed here.

mod water;

use dual_numbers::{DualNum, gradient, hessian, jacobian};
use water::{CRITICAL_DENSITY, CRITICAL_TEMPERATURE, helmholtz, ideal, residual};

fn main() {
    dimensionless_derivatives();
    properties();
    identities();
}

/// Table 6: the derivatives of both parts in `delta = rho / rho_c` and `tau = T_c / T`, at 500 K and 838.025 kg/m^3.
fn dimensionless_derivatives() {
    let x = [838.025 / CRITICAL_DENSITY, CRITICAL_TEMPERATURE / 500.0];
    let published = [
        ("f", 2.04797733, -3.42693206),
        ("df/d delta", 0.384236747, -0.364366650),
        ("d2f/d delta2", -0.147637878, 0.856063701),
        ("df/d tau", 9.04611106, -5.81403435),
        ("d2f/d tau2", -1.93249185, -2.23440737),
        ("d2f/d delta d tau", 0.0, -1.12176915),
    ];
    println!(
        "Reduced Helmholtz energy, 500 K, 838.025 kg/m^3\n{:20}{:>17}{:>17}{:>17}{:>17}",
        "", "ideal", "published", "residual", "published"
    );

    let all = |(f, [fd, ft], [[fdd, fdt], [_, ftt]]): (f64, [f64; 2], [[f64; 2]; 2])| [f, fd, fdd, ft, ftt, fdt];
    let ideal = all(hessian(|[delta, tau]| ideal(delta, tau), x));
    let residual = all(hessian(|[delta, tau]| residual(delta, tau), x));
    for ((name, ideal_published, residual_published), (ideal, residual)) in published.into_iter().zip(ideal.into_iter().zip(residual)) {
        println!("{name:20}{ideal:>17.10}{ideal_published:>17}{residual:>17.10}{residual_published:>17}");
        assert_digits(name, ideal, ideal_published);
        assert_digits(name, residual, residual_published);
    }
}

/// Pressure, entropy, heat capacities and speed of sound from the value, the gradient and the Hessian of `a(rho, T)`.
struct Properties {
    p: f64,  // kPa
    s: f64,  // kJ/(kg K)
    cv: f64, // kJ/(kg K)
    cp: f64, // kJ/(kg K)
    w: f64,  // m/s
}

impl Properties {
    fn at(rho: f64, t: f64) -> Self {
        let (_, [a_rho, a_t], [[a_rho_rho, a_rho_t], [_, a_tt]]) = hessian(helmholtz, [rho, t]);
        let (p_rho, p_t) = (2.0 * rho * a_rho + rho * rho * a_rho_rho, rho * rho * a_rho_t);
        let cv = -t * a_tt;
        let cp = cv + t * p_t * p_t / (rho * rho * p_rho);
        Self { p: rho * rho * a_rho, s: -a_t, cv, cp, w: (1000.0 * p_rho * cp / cv).sqrt() }
    }
}

/// Table 7: from steam at ambient pressure to 700 MPa, and near the critical point (647.096 K, 322 kg/m^3).
fn properties() {
    println!("\n{:>6}{:>10}{:>15}{:>13}{:>13}{:>13}", "T", "rho", "p", "s", "cv", "w");
    println!("{:>6}{:>10}{:>15}{:>13}{:>13}{:>13}", "K", "kg/m^3", "kPa", "kJ/(kg K)", "kJ/(kg K)", "m/s");
    for (t, rho, p, s, cv, w) in [
        (300.0, 996.556, 99.2418352, 0.393062643, 4.13018112, 1501.51914),
        (300.0, 1005.308, 20002.2515, 0.387405401, 4.06798347, 1534.92501),
        (300.0, 1188.202, 700004.704, 0.132609616, 3.46135580, 2443.57992),
        (500.0, 0.435, 99.9679423, 7.94488271, 1.50817541, 548.314253),
        (500.0, 4.532, 999.938125, 6.82502725, 1.66991025, 535.739001),
        (500.0, 838.025, 10000.3858, 2.56690919, 3.22106219, 1271.28441),
        (500.0, 1084.564, 700000.405, 2.03237509, 3.07437693, 2412.00877),
        (647.0, 358.0, 22038.4756, 4.32092307, 6.18315728, 252.145078),
        (900.0, 0.241, 100.062559, 9.16653194, 1.75890657, 724.027147),
        (900.0, 52.615, 20000.0690, 6.59070225, 1.93510526, 698.445674),
        (900.0, 870.769, 700000.006, 4.17223802, 2.66422350, 2019.33608),
    ] {
        let ours = Properties::at(rho, t);
        println!("{t:>6}{rho:>10}{:>15.7}{:>13.9}{:>13.9}{:>13.6}", ours.p, ours.s, ours.cv, ours.w);
        println!("{:>16}{p:>15}{s:>13}{cv:>13}{w:>13}", "published");
        for (name, ours, published) in [("p", ours.p, p), ("s", ours.s, s), ("cv", ours.cv, cv), ("w", ours.w, w)] {
            assert_digits(name, ours, published);
        }
    }
}

/// Nine digits are published: the last one is right if the difference is at most half of its unit.
fn assert_digits(name: &str, ours: f64, published: f64) {
    let unit = 10f64.powf(published.abs().log10().floor() - 8.0);
    assert!((ours - published).abs() <= unit / 2.0, "{name}: computed {ours}, published {published}");
}

/// Pressure, enthalpy and Gibbs energy are themselves programs that differentiate; differentiated again, they obey the laws of thermodynamics.
fn identities() {
    println!("\n{:38}{:>24}{:>24}", "Identity, with derivatives nested", "left", "right");
    for (t, rho) in [(500.0, 838.025), (647.0, 358.0), (900.0, 52.615)] {
        let (_, [[p_rho, p_t], [s_rho, _], [h_rho, h_t], [g_rho, g_t]]) = jacobian(potentials, [rho, t]);
        let Properties { s, cp, .. } = Properties::at(rho, t);
        println!("{t} K, {rho} kg/m^3");
        for (name, left, right) in [
            ("Maxwell: ds/drho = -dp/dT / rho^2", s_rho, -p_t / (rho * rho)),
            ("Gibbs-Duhem: dg/drho = dp/drho / rho", g_rho, p_rho / rho),
            ("Gibbs-Duhem: dg/dT = -s + dp/dT / rho", g_t, -s + p_t / rho),
            ("cp = (dh/dT) at constant p", cp, h_t - h_rho * p_t / p_rho),
        ] {
            println!("{name:38}{left:>24.15}{right:>24.15}");
            // Near the critical point dp/drho cancels to a thousandth of its terms.
            assert!((left - right).abs() <= 1e-11 * left.abs(), "{name}: {left} against {right}");
        }
    }
}

/// Pressure, entropy, enthalpy and Gibbs energy, from the first derivatives of `a`.
fn potentials<D: DualNum<Primitive = f64>>([rho, t]: [D; 2]) -> [D; 4] {
    let (a, [a_rho, a_t]) = gradient(helmholtz, [rho, t]);
    let (p, s) = (rho * rho * a_rho, -a_t);
    let g = a + p / rho;
    [p, s, g + t * s, g]
}
