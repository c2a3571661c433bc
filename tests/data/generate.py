#!/usr/bin/env python3
"""Correctly rounded values and derivatives of the elementary functions, as f64 and as f32.

    python3 generate.py [DIR]             write unary.csv, binary.csv, unary_f32.csv, binary_f32.csv (default: here)
    python3 generate.py --check [DIR]     make them again and compare with the files that are there
    python3 generate.py --selftest        hold every formula against central differences, and the rounding against Python's
    python3 generate.py --seed NAME DIR   other random points; --density K: K times as many

Needs only mpmath. The words of the format are in README.md. Each number is computed from the exact arguments at two
precisions that must round to the same result; the points come from a fixed stream, so the files can be made again bit for bit.
"""
import argparse
import itertools
import math
import pathlib
import struct
import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Callable

from mpmath import mp, mpf

sys.dont_write_bytecode = True                              # beside the data stands nothing but data
import formulas as exact
from formulas import ABSENT, INF, NAN

mp.prec = 500


# ---------------------------------------------------------------------------------------------------- the two formats
class Format:
    """A binary floating-point format. Its numbers are carried as Python floats, which hold both formats exactly."""

    def __init__(self, name, code, digits, emax, share):
        self.name, self.code, self.digits, self.emax, self.share = name, code, digits, emax, share
        self.width = 8 * struct.calcsize(code)              # bits in all
        self.emin = 3 - emax - digits                       # exponent of the smallest subnormal
        self.inf = (2 * emax - 1) << (digits - 1)           # its bits
        self.nan = self.inf | 1 << (digits - 2)

    def bits(self, x):
        return int.from_bytes(struct.pack(">" + self.code, x), "big")

    def from_bits(self, bits):
        return struct.unpack(">" + self.code, bits.to_bytes(self.width // 8, "big"))[0]

    def rounded(self, v):
        """The bits of the number nearest to the real number v, ties to even; an exact zero is +0."""
        if v is ABSENT:
            return v
        v = mpf(v)
        if mp.isnan(v):
            return self.nan
        sign = (v < 0) << (self.width - 1)
        man, exp = (0, 0) if mp.isinf(v) else map(int, v.man_exp)
        top = exp + man.bit_length()                        # |v| < 2^top
        if mp.isinf(v) or top > self.emax:
            return sign | self.inf
        if man == 0 or top < self.emin:
            return sign
        last = max(top - self.digits, self.emin)            # exponent of the last bit kept
        return sign | (((last - self.emin) << (self.digits - 1)) + round(man * Fraction(2) ** (exp - last)))

    def nearest(self, v):
        return self.from_bits(self.rounded(v))

    def next(self, x, n=1):
        """n numbers away from x (not 0), towards +inf."""
        return self.from_bits(self.bits(x) + (n if x > 0 else -n))

    def correctly_rounded(self, function, *args):
        previous = None
        for precision in (500, 1000, 2000, 4000, 8000):
            mp.prec = precision
            now = list(map(self.rounded, function(*map(mpf, args))))
            if now == previous:
                return now
            previous = now
        raise ArithmeticError(f"no two precisions agree at {args}")

    # The chosen points are written for f64; these three carry them to the same place in the range of another format.
    def scale(self, *values):
        """Numbers near the ends of the range: v^(emax/1024)."""
        def one(v):
            if v == 0 or self.emax == 1024 or 2.0**-60 <= abs(v) <= 2.0**60:
                return self.nearest(v)
            return self.nearest(mp.sign(v) * mp.power(abs(mpf(v)), mpf(self.emax) / 1024))
        return [one(v) for v in values]

    def exponents(self, *values):
        """Arguments of exponentials, at which a result nears the largest or the smallest number."""
        ends = self.emax / 1024, (self.emax + self.digits - 2) / 1075
        return [self.nearest(v * end) if 100 <= abs(v) < 1e12 else self.scale(v)[0] for end in ends for v in values]

    def exponent(self, e):
        """Binary exponents: those up to 60 stay."""
        return e if abs(e) <= 60 else max(e * self.emax // 1024, 2 - self.emax)

    def count(self, n):
        return round(n * self.share)


F64 = Format("f64", "d", 53, 1024, 1)
F32 = Format("f32", "f", 24, 128, 0.25)


class Stream:
    """Reproducible random numbers of a format: splitmix64, seeded with the FNV-1a hash of a name."""

    def __init__(self, name, fmt):
        self.fmt, self.state = fmt, 0xCBF29CE484222325
        for c in name.encode():
            self.state = (self.state ^ c) * 0x100000001B3 % 2**64

    def u64(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        return z ^ z >> 31

    def uniform(self, a, b):
        return self.fmt.nearest(a + (b - a) * ((self.u64() >> 11) * 2.0**-53))

    def log_uniform(self, low, high, sign):
        """Exponent uniform in low..high, random digits; sign is '+' or '+-'."""
        fmt = self.fmt
        low, high = fmt.exponent(low), fmt.exponent(high)
        biased = low + self.u64() % (high - low) + fmt.emax - 1
        x = fmt.from_bits(biased << (fmt.digits - 1) | self.u64() >> (65 - fmt.digits))
        return -x if sign == "+-" and self.u64() & 1 else x


# ------------------------------------------------------------------------------------------------ the table: one argument
@dataclass
class Unary:
    derivatives: Callable
    uniform: tuple                                          # range of the uniform points
    logs: list                                              # (low, high, sign) of the log-uniform ones
    chosen: list
    boundary: dict                                          # x: (f, f', f'', f''') as limits from inside; None: computed
    outside: list                                           # of the domain

    def points(self, fmt, stream):
        """(x, tag)"""
        a, b = self.uniform
        for tag, xs in ("b", self.boundary), ("d", self.outside), ("s", self.chosen):
            yield from ((x, tag) for x in xs)
        for _ in range(fmt.count(100)):
            x = stream.uniform(a, b)
            if x not in (a, b, 0):
                yield x, "u"
        for log in self.logs:
            for _ in range(fmt.count({2: 110, 3: 70}[len(self.logs)])):
                yield stream.log_uniform(*log), "l"

    def row(self, fmt, x, tag):
        if tag == "d":
            return [fmt.nan] * 4
        if tag == "b" and self.boundary[x]:
            return list(map(fmt.rounded, self.boundary[x]))
        return fmt.correctly_rounded(self.derivatives, x)


def unary(fmt):
    mp.prec = 500
    wide, narrow, whole = (-10, 10), (-1, 1), (-1022, 1024)
    half, third = (0, 10), mpf(1) / 3
    tiny = fmt.scale(5e-324, 1e-310) + [fmt.nearest(mpf(2) ** (2 - fmt.emax))]
    huge = fmt.scale(1e300) + [fmt.from_bits(fmt.inf - 1)] + fmt.scale(
        8e307, 1.3407807929942596e154, 1.35e154, 4e161, 1e155, 1e160, 1e200, 1e250)
    exps = fmt.exponents(700, 709, 709.7, 709.78, 709.79, 710, 710.4, 710.475, 710.48, 711, 1000, 1e4, 1e10, 1e300,
                         -700, -708, -708.4, -709, -720, -740, -744.4, -745, -745.1, -745.14, -746, -1000, -1e10, -1e300)
    exp2s = fmt.exponents(1000, 1023, 1023.5, 1023.99999, 1024, 1024.25, 1024.5, 1025, 1e4, 1e300, -1000, -1021.5, -1022, -1022.5,
                          -1050, -1070.5, -1073.9, -1074, -1074.5, -1074.99, -1075.5, -1e4, -1e300)
    tanhs = fmt.scale(0.5493061443340549, 10, 18, 18.5, 19, 19.06, 20, 22, 30) + fmt.exponents(
        100, 200, 300, 350, 354, 355, 355.5, 356, 360, 365, 370, 372, 372.5, 373, 374, 400, 700, 710, 711, 800, 1e5, 1e200)

    def signed(xs):
        return [y for x in xs for y in (x, -x)]

    def around_one(last, *steps):
        """step - 2^-k or step + 2^-k for k up to the last that the format holds"""
        return [fmt.nearest(one + step * 2.0**-k) for k in range(1, last - 53 + fmt.digits) for one, step in steps]

    def quarter_turns():
        for k in (1, 2, 3, 4, 5, 7, 10, 11, 22, 100, 355, 710, 10**5, 10**5 + 1, 10**10, 10**15 + 1):
            x = fmt.nearest(k * mp.pi / 2)
            near = [x, fmt.next(x), fmt.next(x, -1), fmt.nearest(x * (1 + 2.0**-20)), fmt.nearest(x * (1 - 2.0**-26))]
            yield from signed(near) if k < 4 else near
        # the number nearest, in proportion, to a multiple of pi/2, and other classics
        yield {1024: 6381956970095103.0 * 2.0**797, 128: 16367173.0 * 2.0**72}[fmt.emax]
        yield from fmt.scale(2.0**1023, 1e22, 2.0**60 + 2.0**8, 1e300, 0.0, 5e-324, 1e-310)

    ends = tiny + huge
    up, down, both = [(1, 1)], [(1, -1)], [(1, -1), (1, 1)]
    inside = around_one(54, (1, -1), (-1, 1))
    negative = fmt.scale(-1.0, -1e-300, -1e300)
    not_cosine = [1.5, -2.0, fmt.scale(1e300)[0], fmt.next(1.0)]
    pole = {0.0: (INF, -INF, INF, -INF)}
    trig = [(*whole, "+-"), (-30, 30, "+-")]
    arc = [(-1022, 0, "+-"), (-30, 0, "+-")]
    ln = lambda base: Unary(lambda x: exact.logarithm(mp.log(base), x), half, [(*whole, "+"), (-20, 20, "+")], ends + around_one(53, *both),
                            {0.0: (-INF, INF, -INF, INF)}, negative)
    least = fmt.nearest(mp.exp(-1))                         # the minimum of x^x, and where it leaves the range
    overflow = fmt.scale(*{1024: (100, 140, 142, 143, 143.01, 143.0163, 143.1, 144, 200, 1e300), 128: (30, 34, 35, 35.04, 35.05, 36, 1e300)}[fmt.emax])
    table = {
        "recip": Unary(exact.power(-1), wide, [(*whole, "+-"), (-20, 20, "+-")],
                       signed(tiny[1:] + huge + fmt.scale(1e-200, 1e-155, 1e-154, 1e-103, 1e-102, 1e-77)), pole, []),
        "sqrt": Unary(exact.power(mpf(0.5)), half, [(*whole, "+"), (-20, 20, "+")],
                      ends + fmt.scale(1e-205, 1e-206, 1e-204, 1e205, 1e206, 1e207, 1e215, 4, 2), {0.0: (0, INF, -INF, INF)}, negative),
        "cbrt": Unary(exact.cbrt, wide, [(*whole, "+-"), (-20, 20, "+-")], signed(ends + fmt.scale(8, 27, 1e-180, 1e-185)),
                      {0.0: (0, INF, NAN, INF)}, []),
        "exp": Unary(exact.exp, wide, [(*whole, "+-"), (-30, 10, "+-")], exps + [0.0] + tiny, {}, []),
        "exp2": Unary(exact.exp2, wide, [(*whole, "+-"), (-30, 11, "+-")], exp2s + [0.0] + tiny, {}, []),
        "exp_m1": Unary(exact.exp_m1, wide, [(*whole, "+-"), (-60, 10, "+-")], exps + tiny, {0.0: (0, 1, 1, 1)}, []),
        "ln": ln(mp.e),
        "log2": ln(2),
        "log10": ln(10),
        "ln_1p": Unary(exact.ln_1p, (-1, 10), [(-1022, 0, "+-"), (*whole, "+"), (-60, 0, "+-")], ends + around_one(54, (-1, 1)),
                       {-1.0: (-INF, INF, -INF, INF), 0.0: (0, 1, -1, 2)}, fmt.scale(-2, -1e300)),
        "sin": Unary(exact.sin, wide, trig, list(quarter_turns()), {}, []),
        "cos": Unary(exact.cos, wide, trig, list(quarter_turns()), {}, []),
        "tan": Unary(exact.tan, wide, trig, list(quarter_turns()), {}, []),
        "asin": Unary(exact.asin, narrow, arc, tiny + [0.0] + inside,
                      {1.0: (mp.pi / 2, INF, INF, INF), -1.0: (-mp.pi / 2, INF, -INF, INF)}, not_cosine),
        "acos": Unary(exact.acos, narrow, arc, tiny + [0.0] + inside,
                      {1.0: (0, -INF, -INF, -INF), -1.0: (mp.pi, -INF, INF, -INF)}, not_cosine),
        "atan": Unary(exact.atan, wide, trig, signed(ends + fmt.scale(1e77, 1e100, 1e107, 1e108, mp.sqrt(third))) + [0.0], {}, []),
        "sinh": Unary(exact.sinh, wide, [(*whole, "+-"), (-30, 10, "+-")], exps + signed(tiny) + [0.0], {}, []),
        "cosh": Unary(exact.cosh, wide, [(*whole, "+-"), (-30, 10, "+-")], exps + signed(tiny) + [0.0], {}, []),
        "tanh": Unary(exact.tanh, (-5, 5), [(*whole, "+-"), (-30, 10, "+-")], signed(tanhs) + signed(tiny) + [0.0], {}, []),
        "asinh": Unary(exact.asinh, wide, trig, signed(ends + fmt.scale(1e77, 1e100, 1e102, 1e103, mp.sqrt(mpf(0.5)))) + [0.0], {}, []),
        "acosh": Unary(exact.acosh, (1, 10), [(0, 1024, "+"), (0, 30, "+")], huge + around_one(53, *up) + fmt.scale(1e77, 1e100, 1e102, 1e103),
                       {1.0: (0, INF, -INF, INF)}, fmt.scale(0.5, 0, -1, -2, -1e300)),
        "atanh": Unary(exact.atanh, narrow, arc, tiny + [0.0] + inside,
                       {1.0: (INF, INF, INF, INF), -1.0: (-INF, INF, -INF, INF)}, not_cosine),
        "abs": Unary(exact.absolute, wide, [(*whole, "+-"), (-20, 20, "+-")], signed(ends), {}, []),
        "xpowx": Unary(exact.xpowx, (0, 5), [(-1022, 0, "+"), (-20, 7, "+")],
                       tiny + [least, fmt.next(least), fmt.next(least, -1)] + fmt.scale(0.3678795, 0.367878, 0.3679, 0.3678, 0.37, 1, 2, 3, 10)
                       + overflow + around_one(53, *both),
                       {0.0: (1, -INF, INF, ABSENT)}, [-0.5, -2.5]),
    }
    for n in (-3, -2, -1, 0, 1, 2, 3, 7):
        roots = fmt.scale(1e-200, 1e-155, 1e-154, 1e-103, 1e-102, 1e-77, 1e-62, 1e-51, 1e-44, 1e44, 1e51, 1e62, 1e77, 1e102, 1e103, 2, 3, 0.5)
        table[f"powi:{n}"] = Unary(exact.power(n), wide, [(*whole, "+-"), (-40, 40, "+-")], signed(ends + roots) + [0.0] * (n >= 0),
                                   pole if n < 0 else {}, [])
    for c in (0.5, 1.5, 2.0, 3.0, -0.5, -2.0, 0.0, 1.0):
        roots = fmt.scale(1e-205, 1e-200, 1e-155, 1e-103, 1e-77, 1e77, 1e102, 1e103, 1e205, 2, 4, 0.5)
        odd = c.is_integer()
        table[f"powf:{c}"] = Unary(exact.power(mpf(c)), wide if odd else half, [(*whole, "+-" if odd else "+"), (-40, 40, "+-" if odd else "+")],
                                   signed(ends + roots) if odd else ends + roots, pole if c < 0 else {0.0: None},
                                   [] if odd else fmt.scale(-1, -2.5, -1e300))
    return table


# ----------------------------------------------------------------------------------------------- the table: two arguments
def chosen_powers(fmt, stream):
    for x, y in ((2, 3), (2, 0.5), (10, 308), (10, 308.3), (10, -308), (10, -320), (1e300, 1.03), (1e300, 1.02), (1e-300, 1.03),
                 (1e-300, 1.07), (1e-300, -1.02), (1e-300, 0.5), (1e200, 1.5), (1e200, 2.5), (1e-200, 1.5), (1e-200, 1.6), (1e-200, 2), (1, 5),
                 (1, -7.5), (1, 1e300), (0.5, 1000), (0.5, 1074), (0.5, 1070.25), (0.5, -1000), (0.5, 1e10), (2, 1e-300), (7, -1e-200),
                 (1.0000001, 1e9), (0.9999999, 1e9), (1.0000001, 7e9), (1.0000001, -7e9), (2, 1), (2, 0), (0.3, 0), (3, 2), (0.1, 1)):
        yield from ((fmt.scale(x)[0], e, "s") for e in fmt.exponents(y))
    for k in range(2, fmt.digits - 1, 3):
        for x in (1 + 2.0**-k, 1 - 2.0**-k):
            yield x, stream.uniform(-50, 50), "s"
        yield stream.uniform(0, 5), 1 + 2.0**-k, "s"
    for x, n in ((-2, 2), (-2, 3), (-3, -2), (-0.5, 7), (-1e100, 3), (-1e-100, 3), (-1.5, -3)):
        yield fmt.scale(x)[0], float(n), "n"


def random_powers(fmt, stream):
    for _ in range(fmt.count(110)):
        yield stream.uniform(0, 10), stream.uniform(-10, 10), "u"
    for _ in range(fmt.count(110)):                         # the result anywhere in the range
        x = stream.log_uniform(-1022, 1024, "+")
        e = abs(math.frexp(x)[1] - 1) or 1
        yield x, stream.uniform((fmt.emin - 6) / e, (fmt.emax + 6) / e), "l"
    for _ in range(fmt.count(40)):
        yield stream.log_uniform(-30, 30, "+"), stream.log_uniform(-40, 6, "+-"), "l"


def chosen_logarithms(fmt, _):
    for x in (2, 10, 1e300, 1e-300, 1.0000001, 0.5, 5e-324, fmt.from_bits(fmt.inf - 1)):
        for base in (2, 10, mp.e, 0.5, 1e-200, 1e200, 1 + 2.0 ** -(fmt.digits * 30 // 53), 1 - 2.0 ** -(fmt.digits * 40 // 53)):
            yield *fmt.scale(x, base), "s"
    yield 3.0, fmt.nearest(mp.exp(-2)), "s"


def random_logarithms(fmt, stream):
    for _ in range(fmt.count(120)):
        yield stream.uniform(0, 10), stream.uniform(0, 10), "u"
    for _ in range(fmt.count(120)):
        yield stream.log_uniform(-1022, 1024, "+"), stream.log_uniform(-1022, 1024, "+"), "l"


def grid(fmt, _, signs=False, ties=True):
    """Extremes against extremes; every third with its signs changed, if they matter."""
    extremes = fmt.scale(1e200, 1e-200, 1e154, 1e160, 1e-160, 1e300, 1e-300, 1, 3e-155, 7e154)
    seen = 0
    for x, y in itertools.product(extremes, extremes):
        if x != y or ties:
            yield x, y, "s"
            seen += 1
            if signs and seen % 3 == 0:
                yield from ((-x, y, "s"), (x, -y, "s"))
                seen += 2


def chosen_sides(fmt, _, cut=True):
    """The sides of right-angled triangles; cut: those with the angle pi as well"""
    for x, y in ((0, 1), (1, 0), (0, -1), (-1, 0), (0, 1e-200), (1e200, 0), (1.7e308, 1.7e308), (1e308, 1e308), (3, 4), (3e-320, 4e-320)):
        if cut or x != 0 or y > 0:
            yield *fmt.scale(x, y), "s"


def chosen_remainders(fmt, stream):
    for x, y in ((7, 3), (-7, 3), (7, -3), (-7, -3), (1, 0.1), (0.3, 0.1), (0.7, 0.1), (1e15, 0.1), (5.5, 5.5), (6, 1.5), (1e16, 3), (1e300, 3),
                 (0.5, 2), (5e-324, 1), (1.7e308, 5e-324), (2.0**53 + 2, 3), (1, 1 / 3), (9, 0.9), (4.35, 0.01), (100, 1e-3)):
        yield *fmt.scale(x, y), "s"
    for k in range(1, 25):                                  # just below k y: x/y rounds up to k
        y = stream.uniform(0.1, 3)
        yield fmt.next(fmt.nearest(k * y), -1), y, "s"


def random_pairs(fmt, stream):
    for _ in range(fmt.count(100)):
        yield stream.uniform(-10, 10), stream.uniform(-10, 10), "u"
    for _ in range(fmt.count(80)):
        yield stream.log_uniform(-1022, 1024, "+-"), stream.log_uniform(-1022, 1024, "+-"), "l"
    for _ in range(fmt.count(80)):                          # alike, anywhere in the range
        x = stream.log_uniform(-1000, 1000, "+-")
        sign = 1 if stream.u64() & 1 else -1
        yield x, fmt.nearest(sign * x * stream.uniform(0.1, 8)), "l"
    for _ in range(fmt.count(40)):
        x = stream.log_uniform(-950, 950, "+-")
        y = fmt.nearest(x * stream.log_uniform(-60, 60, "+-"))
        if y != 0:
            yield x, y, "l"


BINARY = {                                                  # the derivatives, and where the points come from
    "mul": (exact.mul, [grid, random_pairs]),
    "div": (exact.div, [partial(grid, signs=True), random_pairs]),
    "powf": (exact.powf, [chosen_powers, random_powers]),
    "hypot": (exact.hypot, [grid, chosen_sides, random_pairs]),
    "atan2": (exact.atan2, [partial(grid, signs=True), partial(chosen_sides, cut=False), random_pairs]),
    "log": (exact.log, [chosen_logarithms, random_logarithms]),
    "rem": (exact.rem, [partial(grid, signs=True), chosen_remainders, random_pairs]),
    "max": (exact.maximum, [partial(grid, ties=False), random_pairs]),
    "min": (exact.minimum, [partial(grid, ties=False), random_pairs]),
}


# -------------------------------------------------------------------------------------------------------------- the files
def rows(fmt, name, points, results):
    """One line a point; of two points with the same arguments the first stays."""
    seen = set()
    for *args, tag in points:
        bits = tuple(map(fmt.bits, args))
        if bits not in seen and not any(map(math.isinf, args)):
            seen.add(bits)
            columns = [f"{b:0{fmt.width // 4}x}" if b is not ABSENT else "-" for b in [*bits, *results(*args, tag)]]
            yield ",".join([name, *columns, tag])


def unary_file(fmt, seed):
    yield "function,x,f,d1,d2,d3,tag"
    for name, function in unary(fmt).items():
        points = function.points(fmt, Stream(f"{seed}:{name}", fmt))
        yield from rows(fmt, name, points, partial(function.row, fmt))


def binary_file(fmt, seed):
    yield "function,x,y,f,fx,fy,fxx,fxy,fyy,tag"
    for name, (derivatives, sources) in BINARY.items():
        stream = Stream(f"{seed}:binary:{name}", fmt)
        points = itertools.chain.from_iterable(source(fmt, stream) for source in sources)
        yield from rows(fmt, name, points, lambda x, y, _: fmt.correctly_rounded(derivatives, x, y))


FILES = {
    "unary.csv": (unary_file, F64),
    "binary.csv": (binary_file, F64),
    "unary_f32.csv": (unary_file, F32),
    "binary_f32.csv": (binary_file, F32),
}


def check(path, text):
    """Whether the file holds this text; the first lines that differ are printed."""
    there = path.read_text().splitlines() if path.exists() else []
    differing = [(a, b) for a, b in itertools.zip_longest(there, text.splitlines()) if a != b]
    for a, b in differing[:5]:
        print(f"  there: {a}\n  made:  {b}")
    print(f"{path}: {len(differing)} lines differ" if differing else f"{path}: the same")
    return not differing


# --------------------------------------------------------------------------------------------------------------- selftest
def selftest():
    """Each column against the central difference of the one it is the derivative of; then the rounding."""
    mp.prec = 400
    h, failures, done = mpf(2) ** -100, [], 0

    def hold(label, column, low, high, expected):
        nonlocal done
        done += 1
        if abs((high - low) / (2 * h) - expected) > mpf(10) ** -15 * (1 + abs(expected)):
            failures.append(f"{label}, column {column}")

    for name, function in unary(F64).items():
        f = function.derivatives
        for x in map(mpf, (0.3, 0.77, 1.9, 3.4, -0.41, -1.7)):
            low, mid, high = f(x - h), f(x), f(x + h)
            if all(mp.isfinite(v) and mp.im(v) == 0 for v in mid):
                for k in (1, 2, 3):
                    hold(f"{name} at {float(x)}", k, low[k - 1], high[k - 1], mid[k])
    for name, (f, _) in BINARY.items():
        for x, y in ((0.3, 1.7), (2.2, 0.6), (3.1, 5.3)):
            x, y = mpf(x), mpf(y)
            mid, along_x, along_y = f(x, y), (f(x - h, y), f(x + h, y)), (f(x, y - h), f(x, y + h))
            for (low, high), of, to in ((along_x, 0, 1), (along_y, 0, 2), (along_x, 1, 3), (along_y, 1, 4), (along_x, 2, 4), (along_y, 2, 5)):
                hold(f"{name} at {float(x)}, {float(y)}", to, low[of], high[of], mid[to])
    for fmt in (F64, F32):
        stream = Stream("rounding", fmt)
        for _ in range(20000):
            low = stream.u64() % (fmt.inf - 1)              # the bits of a finite number, subnormals included
            a, b = (mpf(fmt.from_bits(n)) for n in (low, low + 1))
            middle, even = (a + b) / 2, low + (low & 1)
            made = [fmt.rounded(v) for v in (a, middle - (b - a) / 2**99, middle, middle + (b - a) / 2**99)]
            if made != [low, low, even, low + 1]:
                failures.append(f"rounding to {fmt.name} near {low:x}")
    print(f"{done} derivatives:", *(failures or ["all as their differences"]), sep="\n")
    return not failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--selftest", action="store_true")
    parser.add_argument("--seed", default="published")
    parser.add_argument("--density", type=float, default=1)
    args = parser.parse_args()
    if args.selftest:
        return selftest()
    same = True
    for fmt in (F64, F32):
        fmt.share *= args.density
    for name, (lines, fmt) in FILES.items():
        path, text = args.dir / name, "\n".join(lines(fmt, args.seed)) + "\n"
        if args.check:
            same &= check(path, text)
        else:
            path.write_text(text, newline="\n")
            print(f"{path}: {text.count(chr(10)) - 1} points", file=sys.stderr)
    return same


if __name__ == "__main__":
    sys.exit(not main())
