"""Numbers as readers meet them."""

from __future__ import annotations

from decimal import Decimal

WRITTEN_OUT = Decimal(10) ** 15  # what is larger is nobody's figure, and is shortened


def written(value: Decimal | float, unit: str = "") -> str:
    """`1,204`, `12.5`, `-3`, and with its unit `40%`: at most two places after the point, and never `NaN`."""
    exact = Decimal(str(value))
    if not exact.is_finite():
        return "no figure"
    words = (
        f"{exact.quantize(Decimal('0.01')):,f}".rstrip("0").rstrip(".") if abs(exact) < WRITTEN_OUT else f"{exact:.3e}"
    )
    if exact and not words.strip("-0"):
        words = f"{exact:.2g}"
    return f"{'0' if words == '-0' else words}{'%' if unit == '%' else ''}"
