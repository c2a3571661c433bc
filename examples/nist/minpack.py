"""What MINPACK's lmder reaches on the 27 NIST StRD datasets: writes the table of minpack.rs.

Fits from both published starts with scipy's leastsq, which runs lmder, on the exact Jacobian (sympy), step bound
factor 100 (the default), at most 100 000 calls: once with the default ftol = xtol = 1.49e-8, once with 1e-15.
An argument is another factor; with 1 and 1e-15 lmder solves every start.

    pip install numpy scipy sympy
    python3 examples/nist/minpack.py [factor]
"""

import re
import sys
import warnings
from pathlib import Path

import numpy as np
import sympy
from scipy.optimize import leastsq

SATURATION = "b1*(1 - exp(-b2*x))"
CHWIRUT = "exp(-b1*x)/(b2 + b3*x)"
GAUSS = "b1*exp(-b2*x) + b3*exp(-(x - b4)**2/b5**2) + b6*exp(-(x - b7)**2/b8**2)"
LANCZOS = "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)"
CUBICS = "(b1 + b2*x + b3*x**2 + b4*x**3)/(1 + b5*x + b6*x**2 + b7*x**3)"
MODELS = {  # in the order of NIST: lower, average, higher level of difficulty
    "Misra1a": SATURATION, "Chwirut2": CHWIRUT, "Chwirut1": CHWIRUT, "Lanczos3": LANCZOS,
    "Gauss1": GAUSS, "Gauss2": GAUSS, "DanWood": "b1*x**b2", "Misra1b": "b1*(1 - (1 + b2*x/2)**(-2))",
    "Kirby2": "(b1 + b2*x + b3*x**2)/(1 + b4*x + b5*x**2)", "Hahn1": CUBICS,
    "Nelson": "b1 - b2*x*exp(-b3*x2)", "MGH17": "b1 + b2*exp(-x*b4) + b3*exp(-x*b5)",
    "Lanczos1": LANCZOS, "Lanczos2": LANCZOS, "Gauss3": GAUSS, "Misra1c": "b1*(1 - 1/sqrt(1 + 2*b2*x))",
    "Misra1d": "b1*b2*x/(1 + b2*x)", "Roszman1": "b1 - b2*x - atan(b3/(x - b4))/pi",
    "ENSO": "b1 + b2*cos(2*pi*x/12) + b3*sin(2*pi*x/12) + b5*cos(2*pi*x/b4) + b6*sin(2*pi*x/b4)"
            " + b8*cos(2*pi*x/b7) + b9*sin(2*pi*x/b7)",
    "MGH09": "b1*(x**2 + x*b2)/(x**2 + x*b3 + b4)", "Thurber": CUBICS, "BoxBOD": SATURATION,
    "Rat42": "b1/(1 + exp(b2 - b3*x))", "MGH10": "b1*exp(b2/(x + b3))",
    "Eckerle4": "b1/b2*exp(-((x - b3)/b2)**2/2)", "Rat43": "b1/(1 + exp(b2 - b3*x))**(1/b4)",
    "Bennett5": "b1*(b2 + x)**(-1/b3)",
}


def read(name):
    """The two starts, the certified values, and the columns of the data."""
    text = (Path(__file__).parent / "data" / f"{name}.dat").read_text()
    rows = re.findall(r"^\s*b\d+ =\s+(\S+)\s+(\S+)\s+(\S+)\s+\S+$", text, re.MULTILINE)
    columns = np.array([line.split() for line in text.splitlines()[60:]], float).T
    *starts, certified = np.array(rows, float).T
    return starts, certified, columns


def digits(found, certified):
    """The log relative error of the worst parameter, at most the 11 digits that NIST prints."""
    error = np.max(np.abs((found - certified) / certified))
    return float(np.clip(-np.log10(error), 0, 11)) if np.isfinite(error) else 0.0


def fits(name, **settings):
    """The digits reached from either start."""
    starts, certified, (y, *x) = read(name)
    y = np.log(y) if name == "Nelson" else y
    b = sympy.symbols(f"b1:{len(certified) + 1}")
    symbols = sympy.symbols("x x2")[: len(x)]
    model = sympy.sympify(MODELS[name])
    f, *partials = (sympy.lambdify((b, *symbols), e, "numpy") for e in (model, *map(model.diff, b)))
    residuals = lambda b: f(b, *x) - y
    jacobian = lambda b: np.array([np.broadcast_to(partial(b, *x), y.shape) for partial in partials])
    solve = lambda start: leastsq(
        residuals, start, Dfun=jacobian, col_deriv=True, full_output=True, maxfev=100_000, **settings)[0]
    return [digits(solve(start), certified) for start in starts]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    factor = float(sys.argv[1]) if len(sys.argv) > 1 else 100.0
    for name in MODELS:
        runs = fits(name, factor=factor), fits(name, factor=factor, ftol=1e-15, xtol=1e-15)
        (a, b), (c, d) = ((f"{run:.2f}" for run in pair) for pair in runs)
        print(f'    reached("{name}", [{a}, {b}], [{c}, {d}]),')
